//! `chancery score`: every score on the development data in one table.

mod gold;

use crate::engine::Engine;
use crate::train::treebank;
use anyhow::{Context, Result};
use chancery_reading::read;
use chancery_syntax::conllu::{self, Sentence};
use chancery_syntax::score::{Scores, score};
use chancery_syntax::train::reparsed;
use chancery_syntax::{Model, Scratch};
use chancery_text::Document;
use chancery_text::segment::{blocks_of_plain, segment};
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
    /// Also print each relation's precision and recall on GUM news.
    #[arg(long)]
    relations: bool,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let engine = Engine::load()?;
    let model = engine.model();
    let ud = args.data.join("ud");
    let mut scratch = Scratch::default();
    for (name, source) in [("en_ewt", 0), ("en_gum", 1)] {
        let bank = treebank(&ud, name, "dev", source)?;
        print_scores(&format!("{} gold tokens", bank.name), &gold_tokens(model, &bank.sentences, &mut scratch));
        print_scores(&format!("{} raw text", bank.name), &raw_text(model, &bank.sentences, &mut scratch)?);
        if source == 1 {
            let news = news(&bank.sentences);
            let scores = gold_tokens(model, &news, &mut scratch);
            print_scores("GUM news gold tokens", &scores);
            print_scores("GUM news raw text", &raw_text(model, &news, &mut scratch)?);
            if args.relations {
                for (rel, c) in &scores.relations {
                    println!("  {rel:<16} P {:6.2} R {:6.2} F1 {:6.2}  n {}", c.precision(), c.recall(), c.f1(), c.gold);
                }
            }
        }
    }
    relations(engine, &args.data.join("plv/plv-train.tsv"))?;
    for path in &args.report {
        report(engine, path)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_scores(what: &str, s: &Scores) {
    println!(
        "{what:<22} words {:6.2}  sentences {:6.2}  UPOS {:6.2}  lemma {:6.2}  UAS {:6.2}  LAS {:6.2}",
        s.words.f1(),
        s.sentences.f1(),
        s.upos.f1(),
        s.lemma.f1(),
        s.uas.f1(),
        s.las.f1()
    );
}

fn gold_tokens(model: &Model<'_>, gold: &[Sentence], scratch: &mut Scratch) -> Scores {
    let system: Vec<Sentence> = gold.iter().map(|s| reparsed(model, s, scratch)).collect();
    score(gold, &system)
}

/// Sentences of the documents that are news: GUM names its documents by genre.
fn news(all: &[Sentence]) -> Vec<Sentence> {
    let mut inside = false;
    let keep = |s: &&Sentence| {
        if let Some(id) = s.comments.iter().find_map(|c| c.strip_prefix("# newdoc id = ")) {
            inside = id.starts_with("GUM_news");
        }
        inside
    };
    all.iter().filter(keep).cloned().collect()
}

/// The running text of a treebank: a blank between sentences, a blank line between paragraphs.
pub fn running_text(gold: &[Sentence]) -> String {
    let mut out = String::new();
    for s in gold {
        let border = s.comments.iter().any(|c| c.starts_with("# newpar") || c.starts_with("# newdoc"));
        if !out.is_empty() {
            out.push_str(if border { "\n\n" } else { " " });
        }
        out.push_str(s.comments.iter().find_map(|c| c.strip_prefix("# text = ")).unwrap_or(""));
    }
    out
}

fn raw_text(model: &Model<'_>, gold: &[Sentence], scratch: &mut Scratch) -> Result<Scores> {
    let text = running_text(gold);
    let lines: String = segment(&text, &blocks_of_plain(&text))
        .iter()
        .map(|s| crate::parse::raw(&text, s, &model.parse(&text, &s.words, scratch)))
        .collect();
    let system = conllu::read(&lines).map_err(|e| anyhow::anyhow!("own output: {e}"))?;
    Ok(score(gold, &system))
}

/// Event types between marked actors, nothing marked in the input: strict and lenient, as `docs/SCORES.md` defines them.
fn relations(engine: &Engine, path: &Path) -> Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let column = |name: &str| header.iter().position(|h| *h == name).with_context(|| format!("{}: no column `{name}`", path.display()));
    let (sentence, source, target, gold) = (column("sentence")?, column("source")?, column("target")?, column("gold_root")?);
    let mut counts: [BTreeMap<String, (usize, usize, usize)>; 2] = Default::default();
    for row in lines.map(|l| l.split('\t').collect::<Vec<_>>()).filter(|r| r.len() >= header.len()) {
        let (strict, lenient) = picked(engine, row[sentence], row[source], row[target]);
        for (table, got) in counts.iter_mut().zip([strict, lenient]) {
            tally(table, row[gold], got);
        }
    }
    for (name, table) in ["strict", "lenient"].iter().zip(&counts) {
        let labels: Vec<_> = table.values().filter(|(tp, _, wrong)| tp + wrong > 0).collect();
        let f1: f64 =
            labels.iter().map(|(tp, fp, wrong)| if *tp == 0 { 0.0 } else { 2.0 * *tp as f64 / (2 * tp + fp + wrong) as f64 }).sum();
        println!("relations, {name:<11} type macro-F1 {:.3}", f1 / labels.len().max(1) as f64);
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

fn picked(engine: &Engine, sentence: &str, source: &str, target: &str) -> (&'static str, &'static str) {
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
    (strict, [strict, half, any].into_iter().find(|x| !x.is_empty()).unwrap_or(""))
}

/// One contains the other, or they share a word of four letters or more.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    !a.is_empty()
        && !b.is_empty()
        && (a.contains(&b) || b.contains(&a) || a.split(' ').any(|w| w.chars().count() > 3 && b.split(' ').any(|v| v == w)))
}

/// A report read and held against its gold file.
fn report(engine: &Engine, path: &Path) -> Result<()> {
    let gold_path = path.with_extension("gold.json");
    let gold = std::fs::read_to_string(&gold_path)
        .with_context(|| format!("{}: the gold file of the report is needed here", gold_path.display()))?;
    let gold: serde_json::Value = serde_json::from_str(&gold).with_context(|| gold_path.display().to_string())?;
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let document = chancery_text::clean(&chancery_text::RawRecord::new(&path.to_string_lossy(), chancery_text::Kind::Plain, bytes))?;
    let reading = read(engine.reader(), &document);
    let got = serde_json::to_value(crate::view::json::out(&document, &reading))?;
    println!("{}", path.display());
    gold::rows(&gold, &got).iter().for_each(|line| println!("{line}"));
    Ok(())
}
