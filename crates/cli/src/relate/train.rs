//! `chancery train relate`: fit the model of `chancery relate`, or measure it by cross-validation.

use super::table::{Row, Table};
use crate::engine::Engine;
use anyhow::{Context, Result, anyhow};
use chancery_reading::relate::{CLASSES, Example, GROUPS, Relater, Seen, Settings, see, see_unmarked};
use chancery_text::Document;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Marked pairs with their types: columns `sentence`, `source`, `target`, `gold_root`.
    pairs: PathBuf,
    /// Sentences with their quad class (0 is none), nothing marked: columns `sentence`, `label`, or two columns without names.
    #[arg(long)]
    classes: Option<PathBuf>,
    /// Measure by so many folds instead of writing a model; no sentence is in two folds.
    #[arg(long)]
    folds: Option<usize>,
    /// With --folds: also without each group of features, and with each alone.
    #[arg(long)]
    groups: bool,
    /// With --folds: print the misses to standard error.
    #[arg(long)]
    misses: bool,
    /// Where the model file goes.
    #[arg(long, default_value = "models/relate.bin")]
    out: PathBuf,
    /// Inverse variance of a weight.
    #[arg(long, default_value_t = Settings::default().prior)]
    prior: f32,
    /// How much a sentence without marks counts beside a pair.
    #[arg(long, default_value_t = 0.15)]
    weight: f32,
    /// With --folds: in so many ways to make the folds; the figures are of all together.
    #[arg(long, default_value_t = 5)]
    deals: u8,
}

/// An example, its sentence, and its class where one is known.
struct Known {
    sentence: String,
    class: Option<usize>,
    example: Example,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let engine = Engine::load()?;
    let rows = Table::read(&args.pairs)?.rows;
    let mut all = rows.iter().map(|r| pair(engine, r)).collect::<Result<Vec<_>>>()?;
    if let Some(path) = &args.classes {
        all.extend(sentences(engine, path, args.weight)?);
    }
    let settings = Settings { prior: args.prior, ..Settings::default() };
    match args.folds {
        Some(folds) => measure(args, &rows, &all, (folds.max(2), args.deals.max(1)), settings)?,
        None => {
            let examples: Vec<Example> = all.into_iter().map(|k| k.example).collect();
            let file = Relater::fit(&examples, settings).map_err(|e| anyhow!(e))?.save();
            std::fs::write(&args.out, &file).with_context(|| args.out.display().to_string())?;
            println!("{}: {} bytes from {} examples", args.out.display(), file.len(), examples.len());
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn class(name: &str) -> Result<usize> {
    let name = if matches!(name, "CONCEDE" | "RETREAT") { "YIELD" } else { name };
    CLASSES.iter().position(|c| c.0 == name).with_context(|| format!("`{name}` is no event type of PLOVER"))
}

fn pair(engine: &Engine, row: &Row) -> Result<Known> {
    let class = class(&row.gold)?;
    let seen = see(engine.reader(), &Document::paragraph(&row.sentence, None), &row.source, &row.target);
    Ok(Known { sentence: row.sentence.clone(), class: Some(class), example: example(seen, 1 << class, 1.0) })
}

fn example(seen: Seen, allowed: u32, weight: f32) -> Example {
    Example { features: seen.features, evidence: seen.evidence, allowed, weight }
}

/// Sentences of which only the quad class is known: any of its types may be right.
fn sentences(engine: &Engine, path: &Path, weight: f32) -> Result<Vec<Known>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = Vec::new();
    for (sentence, label) in text.lines().filter_map(|l| l.rsplit_once('\t')) {
        let Ok(quad) = label.trim().parse::<u8>() else { continue };
        let allowed = CLASSES.iter().enumerate().filter(|(_, c)| c.1 == quad).map(|(i, _)| 1u32 << i).sum();
        if allowed != 0 {
            let seen = see_unmarked(engine.reader(), &Document::paragraph(sentence, None));
            out.push(Known { sentence: sentence.to_owned(), class: None, example: example(seen, allowed, weight) });
        }
    }
    Ok(out)
}

/// How many folds, and which way they are dealt; for a mean, in how many ways.
type Folds = (usize, u8);

/// The fold of a sentence: every copy of it is in the same one.
fn fold(sentence: &str, (folds, deal): Folds) -> usize {
    let plain: String = sentence.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    chancery_learn::features::key(deal, plain.as_bytes()) as usize % folds
}

fn measure(args: &Args, rows: &[Row], all: &[Known], folds: Folds, settings: Settings) -> Result<()> {
    let whole = validate(all, (folds.0, 1), settings, &|_| true)?;
    table(&whole);
    println!("pairs, {} folds, {} deals: {}", folds.0, folds.1, mean(all, folds, settings, &|_| true)?);
    if args.misses {
        for (i, (gold, got, p)) in whole.iter().enumerate().filter(|(_, r)| r.0 != r.1) {
            let r = &rows[i];
            eprintln!("{} for {} {p:.2}\t[{}] [{}]\t{}", CLASSES[*got].0, CLASSES[*gold].0, r.source, r.target, r.sentence);
        }
    }
    if args.groups {
        let marked: Vec<Known> = all.iter().filter(|k| k.class.is_some()).map(Known::copy).collect();
        println!("without the sentences of known quad class: {}", mean(&marked, folds, settings, &|_| true)?);
        for (group, name) in GROUPS {
            println!("without {name}: {}", mean(all, folds, settings, &|g| g != group)?);
            println!("only {name}: {}", mean(all, folds, settings, &|g| g == group)?);
        }
    }
    Ok(())
}

impl Known {
    fn copy(&self) -> Self {
        Self { sentence: self.sentence.clone(), class: self.class, example: self.example.clone() }
    }
}

/// Gold class, predicted class and probability of every pair, each predicted by a model that has not seen its sentence.
fn validate(all: &[Known], folds: Folds, settings: Settings, keep: &dyn Fn(u8) -> bool) -> Result<Vec<(usize, usize, f32)>> {
    let chosen = |k: &Known| Example {
        features: k.example.features.iter().filter(|f| keep(f.group)).copied().collect(),
        evidence: k.example.evidence.iter().filter(|e| keep(e.group)).copied().collect(),
        ..k.example.clone()
    };
    let mut out = vec![(0, 0, 0.0); all.iter().filter(|k| k.class.is_some()).count()];
    for n in 0..folds.0 {
        let train: Vec<Example> = all.iter().filter(|k| fold(&k.sentence, folds) != n).map(chosen).collect();
        let model = Relater::fit(&train, settings).map_err(|e| anyhow!(e))?;
        for (i, k) in all.iter().enumerate().filter(|(_, k)| fold(&k.sentence, folds) == n) {
            if let Some(gold) = k.class {
                let kept = chosen(k);
                let p = model.predict(&kept.features, &kept.evidence);
                let best = (0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap_or(0);
                out[i] = (gold, best, p[best]);
            }
        }
    }
    Ok(out)
}

/// Mean F1 of the labels that gold has.
fn macro_f1(pairs: &[(u8, u8)]) -> f64 {
    let mut counts: BTreeMap<u8, (usize, usize, usize)> = BTreeMap::new();
    for &(gold, got) in pairs {
        if gold == got {
            counts.entry(gold).or_default().0 += 1;
        } else {
            counts.entry(gold).or_default().1 += 1;
            counts.entry(got).or_default().2 += 1;
        }
    }
    let labels: Vec<_> = counts.values().filter(|(right, missed, _)| right + missed > 0).collect();
    labels.iter().map(|(right, missed, wrong)| 2.0 * *right as f64 / (2 * right + missed + wrong) as f64).sum::<f64>() / labels.len() as f64
}

/// Type macro-F1, accuracy, quad macro-F1.
fn figures(got: &[(usize, usize, f32)]) -> [f64; 3] {
    let types: Vec<(u8, u8)> = got.iter().map(|r| (r.0 as u8, r.1 as u8)).collect();
    let quads: Vec<(u8, u8)> = got.iter().map(|r| (CLASSES[r.0].1, CLASSES[r.1].1)).collect();
    let right = got.iter().filter(|r| r.0 == r.1).count();
    [macro_f1(&types), right as f64 / got.len().max(1) as f64, macro_f1(&quads)]
}

/// The figures' means over several ways to deal the folds, with the lowest and highest type macro-F1.
fn mean(all: &[Known], (folds, deals): Folds, settings: Settings, keep: &dyn Fn(u8) -> bool) -> Result<String> {
    let each = (1..=deals).map(|d| Ok(figures(&validate(all, (folds, d), settings, keep)?))).collect::<Result<Vec<_>>>()?;
    let of = |i: usize| each.iter().map(|f| f[i]).sum::<f64>() / f64::from(deals);
    let types = || each.iter().map(|f| f[0]);
    let (low, high) = (types().fold(1.0, f64::min), types().fold(0.0, f64::max));
    Ok(format!("type macro-F1 {:.3} ({low:.3} to {high:.3})  accuracy {:.3}  quad macro-F1 {:.3}", of(0), of(1), of(2)))
}

fn table(got: &[(usize, usize, f32)]) {
    for (c, (name, _)) in CLASSES.iter().enumerate() {
        let count = |test: &dyn Fn(&(usize, usize, f32)) -> bool| got.iter().filter(|r| test(r)).count();
        let (right, gold, said) = (count(&|r| r.0 == c && r.1 == c), count(&|r| r.0 == c), count(&|r| r.1 == c));
        println!("  {name:<10} F1 {:.3}  n {gold}", 2.0 * right as f64 / (gold + said).max(1) as f64);
    }
}
