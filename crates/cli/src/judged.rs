//! `chancery train confidence`: how sure events are, fitted to a sheet of judged ones.

use crate::engine::Engine;
use anyhow::{Context, Result, anyhow};
use chancery_learn::logistic::{Logistic, Row, Shape};
use chancery_reading::read;
use chancery_text::{Inputs, clean};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Tab-separated, with a first line: document id, first character of the trigger, type, verdict (right, type, wrong).
    sheet: PathBuf,
    /// The articles the events were read from.
    articles: PathBuf,
    /// Where the weights and thresholds go; without it they are only measured.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Inverse variance of a weight.
const PRIOR: f32 = 3.0;
/// Parts the judged events are dealt into for measuring.
const FOLDS: usize = 10;
/// Bins of the expected calibration error.
const BINS: usize = 5;

/// A judged event that is still read.
struct Judged {
    signs: Vec<Cow<'static, str>>,
    type_right: bool,
    all_right: bool,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let sheet = sheet(&args.sheet)?;
    let judged = matched(Engine::load()?, &sheet, &args.articles)?;
    let share = |right: usize| right as f64 / judged.len().max(1) as f64;
    println!("{} judged events, {} of them still read", sheet.len(), judged.len());
    println!(
        "precision of type {:.3}, of type with actors {:.3}",
        share(judged.iter().filter(|j| j.type_right).count()),
        share(judged.iter().filter(|j| j.all_right).count())
    );
    let names: Vec<&str> = judged.iter().flat_map(|j| &j.signs).map(AsRef::as_ref).collect::<BTreeSet<_>>().into_iter().collect();
    let mut scored: Vec<(f32, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let train: Vec<&Judged> = judged.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, j)| j).collect();
        let weights = fit(&train, &names);
        scored.extend(judged.iter().skip(fold).step_by(FOLDS).map(|j| (sure(&weights, &names, j), j.type_right)));
    }
    println!("expected calibration error {:.3} by {FOLDS} folds and {BINS} bins", calibration_error(&mut scored));
    let lines = lines(&fit(&judged.iter().collect::<Vec<_>>(), &names), &names, &scored);
    match &args.out {
        Some(path) => std::fs::write(path, lines).with_context(|| path.display().to_string())?,
        None => print!("{lines}"),
    }
    Ok(ExitCode::SUCCESS)
}

type Key = (String, usize, String);

fn sheet(path: &Path) -> Result<BTreeMap<Key, String>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let row = |(i, line): (usize, &str)| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, start, kind, verdict] = cells[..] else { return Err(anyhow!("{}:{}: four columns are wanted", path.display(), i + 1)) };
        let start = start.parse().with_context(|| format!("{}:{}: `{start}` is no number", path.display(), i + 1))?;
        Ok(((id.to_owned(), start, kind.to_owned()), verdict.to_owned()))
    };
    text.lines().enumerate().skip(1).map(row).collect()
}

/// Read the articles again and find the judged events among theirs.
fn matched(engine: &Engine, sheet: &BTreeMap<Key, String>, articles: &Path) -> Result<Vec<Judged>> {
    let wanted: BTreeSet<&str> = sheet.keys().map(|k| k.0.as_str()).collect();
    let mut out = Vec::new();
    for record in Inputs::new([articles.to_owned()]) {
        let Ok(document) = record.and_then(|r| clean(&r)) else { continue };
        let Some(id) = document.external_id.clone().filter(|id| wanted.contains(id.as_str())) else { continue };
        let reading = read(engine.reader(), &document);
        for e in &reading.events {
            let start = document.text[..e.trigger.start as usize].chars().count();
            if let Some(verdict) = sheet.get(&(id.clone(), start, e.event.name().to_owned())) {
                out.push(Judged { signs: e.signs.clone(), type_right: verdict != "wrong", all_right: verdict == "right" });
            }
        }
    }
    Ok(out)
}

fn features(names: &[&str], j: &Judged) -> Vec<(u32, f32)> {
    j.signs.iter().filter_map(|s| names.binary_search(&s.as_ref()).ok()).map(|i| (i as u32, 1.0)).collect()
}

/// Weights of the signs: the second class is that the type is right.
fn fit(judged: &[&Judged], names: &[&str]) -> Vec<f32> {
    let row = |j: &&Judged| Row { features: features(names, j), allowed: 1 << u32::from(j.type_right), weight: 1.0, ..Row::default() };
    let rows: Vec<Row> = judged.iter().map(row).collect();
    let model = Logistic::fit(&rows, Shape { features: names.len(), tied: 0, classes: 2 }, PRIOR, 100);
    model.weights.chunks_exact(2).map(|w| w[1] - w[0]).collect()
}

fn sure(weights: &[f32], names: &[&str], j: &Judged) -> f32 {
    chancery_learn::math::sigmoid(features(names, j).iter().map(|f| weights[f.0 as usize]).sum())
}

/// Mean distance of confidence and share right, over bins of equal size (Guo et al. 2017, with equal-mass bins).
fn calibration_error(scored: &mut [(f32, bool)]) -> f64 {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = scored.len().div_ceil(BINS).max(1);
    let gap = |bin: &[(f32, bool)]| {
        let said: f64 = bin.iter().map(|s| f64::from(s.0)).sum();
        let right = bin.iter().filter(|s| s.1).count() as f64;
        (said - right).abs()
    };
    scored.chunks(size).map(gap).sum::<f64>() / scored.len().max(1) as f64
}

/// The file: weights, and for each precision the least confidence from which on it held in the folds.
fn lines(weights: &[f32], names: &[&str], scored: &[(f32, bool)]) -> String {
    let mut out = String::from(
        "# Written by `chancery train confidence`: the weights of what speaks for an event, and the confidence for a wanted precision.\n",
    );
    for (name, weight) in names.iter().zip(weights) {
        let _ = writeln!(out, "weight {name} {weight:.3}");
    }
    for precision in [0.75, 0.8, 0.85, 0.9, 0.95] {
        let holds = |from: usize| {
            let rest = &scored[from..];
            rest.len() >= 20 && rest.iter().filter(|s| s.1).count() as f32 >= precision * rest.len() as f32
        };
        if let Some(from) = (0..scored.len()).find(|&i| holds(i)) {
            let _ = writeln!(out, "precision {precision} from {:.3}", scored[from].0);
        }
    }
    out
}
