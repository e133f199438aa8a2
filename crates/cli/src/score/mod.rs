//! `chancery score`: every score on the development data in one table.

mod actors;
mod factuality;
mod gold;
mod names;
mod petrarch;
mod places;
mod polnear;
mod sheet;
mod speed;
mod times;
mod trees;

use crate::engine::Engine;
use anyhow::{Context, Result};
use chancery_reading::read;
use chancery_text::Document;
use sheet::Sheet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The folder of development data.
    data: PathBuf,
    /// A report with its gold file beside it: `NAME.txt` and `NAME.gold.json`. May be given several times.
    #[arg(long, value_name = "NAME.txt")]
    report: Vec<PathBuf>,
    /// Only these parts, joined by commas: syntax, relations, actors, places, statements, times,
    /// factuality, petrarch.
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    only: Vec<String>,
    /// Print so many mistakes of statements, of each set of dates and amounts, of certainty and of PETRARCH's tests; of actors, with any
    /// number, each wrong link and name.
    #[arg(long, value_name = "N", default_value_t = 0)]
    show: usize,
    /// Also print each relation's precision and recall: on EWT, GUM, and GUM's news.
    #[arg(long)]
    relations: bool,
    /// Also time tagging and parsing on this raw news (JSON Lines, may be compressed).
    #[arg(long, value_name = "NEWS")]
    speed: Option<PathBuf>,
    /// Fail where a figure lies under its floor in this file: a name, a tab and a number a line.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
    /// Write every figure into this file, in the form of floors.
    #[arg(long, value_name = "FILE")]
    figures: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let engine = Engine::load()?;
    let sheet = &mut Sheet::default();
    let wanted = |part: &str| args.only.is_empty() || args.only.iter().any(|p| p == part);
    if wanted("syntax") {
        syntax(engine, args, sheet)?;
    }
    if wanted("relations") {
        relations(engine, &args.data.join("plv/plv-train.tsv"), sheet)?;
    }
    if wanted("actors") {
        actors::score(engine, &args.data, args.show > 0, sheet)?;
    }
    if wanted("places") {
        places::score(engine, &args.data, sheet)?;
    }
    if wanted("statements") {
        polnear::score(engine, &args.data, args.show, sheet)?;
    }
    if wanted("times") {
        times::score(&args.data, args.show, sheet);
    }
    if wanted("factuality") {
        factuality::score(engine, &args.data.join("factuality/uds_ih2/dev.jsonl"), args.show, sheet)?;
    }
    if wanted("petrarch") {
        petrarch::score(engine, &args.data.join("political/petrarch-validation/PETR.UnitTest.records.xml"), args.show, sheet)?;
    }
    for path in &args.report {
        report(engine, path, sheet)?;
    }
    settle(args, sheet)
}

/// Writes the figures where that was asked for, and names those under their floors.
fn settle(args: &Args, sheet: &Sheet) -> Result<ExitCode> {
    if let Some(path) = &args.figures {
        let lines: String = sheet.lines().map(|l| l + "\n").collect();
        std::fs::write(path, lines).with_context(|| path.display().to_string())?;
    }
    let under = args.floors.as_deref().map_or_else(|| Ok(Vec::new()), |floors| sheet.under(floors))?;
    under.iter().for_each(|line| eprintln!("{line}"));
    Ok(if under.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Tagging and parsing on the treebanks.
fn syntax(engine: &Engine, args: &Args, sheet: &mut Sheet) -> Result<()> {
    let model = engine.model();
    trees::rows(model, &args.data.join("ud"), args.relations, sheet)?;
    names::rows(model, &args.data, sheet)?;
    if let Some(raw) = &args.speed {
        speed::row(model, raw, sheet)?;
    }
    Ok(())
}

/// Event types between marked actors, nothing marked in the input: strict and lenient, as `docs/SCORES.md` defines them.
fn relations(engine: &Engine, path: &Path, sheet: &mut Sheet) -> Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let column = |name: &str| header.iter().position(|h| *h == name).with_context(|| format!("{}: no column `{name}`", path.display()));
    let (sentence, source, target, gold) = (column("sentence")?, column("source")?, column("target")?, column("gold_root")?);
    let mut counts: [BTreeMap<String, (usize, usize, usize)>; 2] = Default::default();
    for row in lines.map(|l| l.split('\t').collect::<Vec<_>>()).filter(|r| r.len() >= header.len()) {
        let (strict, lenient) = picked(engine, row[sentence], row[source], row[target]);
        for (table, got) in counts.iter_mut().zip([strict, lenient]) {
            tally(table, row[gold], &got);
        }
    }
    for (name, table) in ["strict", "lenient"].iter().zip(&counts) {
        let labels: Vec<_> = table.values().filter(|(tp, _, wrong)| tp + wrong > 0).collect();
        let f1: f64 =
            labels.iter().map(|(tp, fp, wrong)| if *tp == 0 { 0.0 } else { 2.0 * *tp as f64 / (2 * tp + fp + wrong) as f64 }).sum();
        let f1 = f1 / labels.len().max(1) as f64;
        println!("relations, {name:<11} type macro-F1 {f1:.3}");
        sheet.note(&format!("relations.{name}"), f1);
    }
    Ok(())
}

fn tally(table: &mut BTreeMap<String, (usize, usize, usize)>, gold: &str, got: &str) {
    let got = if matches!(got, "CONCEDE" | "RETREAT") { "YIELD" } else { got };
    if gold == got {
        table.entry(gold.to_owned()).or_default().0 += 1;
    } else {
        table.entry(gold.to_owned()).or_default().2 += 1;
        if !got.is_empty() {
            table.entry(got.to_owned()).or_default().1 += 1;
        }
    }
}

fn picked(engine: &Engine, sentence: &str, source: &str, target: &str) -> (String, String) {
    let document = Document::paragraph(sentence, None);
    let r = read(engine.reader(), &document);
    let near = |ids: &[usize], want: &str| {
        ids.iter().any(|&a| {
            let a = &r.actors[a];
            std::iter::once(a.name.as_str())
                .chain(a.aliases.iter().map(String::as_str))
                .chain(a.mentions.iter().map(|m| m.span.of(&document.text)))
                .any(|n| alike(n, want))
        })
    };
    let (mut strict, mut half) = ("", "");
    for e in &r.events {
        let (s, t) = (near(&e.source, source), near(&e.target, target));
        if s && t && strict.is_empty() {
            strict = e.event.name();
        }
        if (s || t) && half.is_empty() {
            half = e.event.name();
        }
    }
    let any = r.events.first().map_or("", |e| e.event.name());
    (strict.to_owned(), [strict, half, any].into_iter().find(|x| !x.is_empty()).unwrap_or("").to_owned())
}

/// One contains the other, or they share a word of four letters or more.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    !a.is_empty()
        && !b.is_empty()
        && (a.contains(&b) || b.contains(&a) || a.split(' ').any(|w| w.chars().count() > 3 && b.split(' ').any(|v| v == w)))
}

/// A report read and held against its gold file.
fn report(engine: &Engine, path: &Path, sheet: &mut Sheet) -> Result<()> {
    let gold_path = path.with_extension("gold.json");
    let gold = std::fs::read_to_string(&gold_path)
        .with_context(|| format!("{}: the gold file of the report is needed here", gold_path.display()))?;
    let gold: serde_json::Value = serde_json::from_str(&gold).with_context(|| gold_path.display().to_string())?;
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let document = chancery_text::clean(&chancery_text::RawRecord::new(&path.to_string_lossy(), chancery_text::Kind::Plain, bytes))?;
    let reading = read(engine.reader(), &document);
    let got = serde_json::to_value(crate::view::json::out(&document, &reading))?;
    println!("{}", path.display());
    gold::rows(&gold, &got, sheet).iter().for_each(|line| println!("{line}"));
    Ok(())
}
