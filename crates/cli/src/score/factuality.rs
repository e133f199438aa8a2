//! Whether what a predicate tells of happened, against people's answers: `factuality/uds_ih2/dev.jsonl`.
//!
//! Each answer lies between −3 (surely not) and 3 (surely). It happened where the answer is above 0, and for us where the status is
//! occurred or ongoing. Trees are built over the set's own words. For the correlation a status stands for the mean of the answers where it was
//! read on the training part, to a quarter. There people say of "did not leave" about as often that it happened as that it did not, so that
//! `denied` stands near nought: a habit of the answers, and no statement of ours.

use super::sheet::Sheet;
use crate::engine::Engine;
use anyhow::{Context, Result};
use chancery_reading::{Certainty, Status, certainty};
use chancery_span::Span;
use chancery_text::Part;
use chancery_text::segment::Sentence;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

struct Item {
    text: String,
    word: String,
    by: String,
    gold: f64,
    got: Certainty,
}

/// The scores, and with `show` that many of the farthest misses.
pub fn score(engine: &Engine, path: &Path, show: usize, sheet: &mut Sheet) -> Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut items = Vec::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).with_context(|| path.display().to_string())?;
        items.extend(predicates(engine, &row));
    }
    print(&items, sheet);
    by_status(&items);
    items.sort_by(|a, b| far(b).total_cmp(&far(a)).then_with(|| a.text.cmp(&b.text)));
    for i in items.iter().take(show) {
        println!("factuality|{:+.2}|{}|{}|{}|{}", i.gold, i.got.status.name(), i.word, i.by, i.text);
    }
    Ok(())
}

fn far(i: &Item) -> f64 {
    (i.gold - value(i.got.status)).abs()
}

/// What a status stands for on the scale of the answers.
fn value(status: Status) -> f64 {
    match status {
        Status::Occurred | Status::Ongoing => 1.75,
        Status::Planned => -1.25,
        Status::Requested => -1.25,
        Status::Hypothetical => -0.75,
        Status::Denied => 0.25,
    }
}

/// The marked predicates of one sentence, read.
fn predicates(engine: &Engine, row: &Value) -> Vec<Item> {
    let text = row["text"].as_str().unwrap_or("");
    let mut at = 0;
    let words: Vec<Span> = text
        .split(' ')
        .map(|w| {
            let span = Span::new(at, at + w.len());
            at += w.len() + 1;
            span
        })
        .filter(|s| !s.is_empty())
        .collect();
    let sentence = Sentence { span: Span::new(0, text.len()), part: Part::Body, words };
    let reader = engine.reader();
    let Some(mut tree) = reader.parser.parse(text, std::slice::from_ref(&sentence)).pop() else { return Vec::new() };
    chancery_reading::mend::mend(text, &mut tree, reader.lexicon);
    let forms: Vec<String> = tree.words.iter().map(|w| w.span.of(text).to_owned()).collect();
    let targets = row["targets"].as_array().map_or(&[][..], Vec::as_slice);
    let marked: Vec<(usize, f64)> =
        targets.iter().filter_map(|t| Some((usize::try_from(t["span1"][0].as_u64()?).ok()?, t["label"].as_f64()?))).collect();
    let heads: Vec<usize> = marked.iter().map(|(w, _)| *w).collect();
    let read = certainty(text, tree, reader.lexicon, &heads);
    marked
        .iter()
        .zip(read)
        .map(|(&(w, gold), got)| Item {
            text: text.to_owned(),
            word: forms.get(w).cloned().unwrap_or_default(),
            by: got.by.and_then(|b| forms.get(b).cloned()).unwrap_or_default(),
            gold,
            got,
        })
        .collect()
}

fn print(items: &[Item], sheet: &mut Sheet) {
    let count = |f: &dyn Fn(&Item) -> bool| items.iter().filter(|i| f(i)).count() as f64;
    let said = |i: &Item| i.got.status.happened();
    let f1 = |happened: bool| {
        let right = count(&|i| said(i) == happened && (i.gold > 0.0) == happened);
        2.0 * right / (count(&|i| said(i) == happened) + count(&|i| (i.gold > 0.0) == happened)).max(1.0)
    };
    let right = count(&|i| said(i) == (i.gold > 0.0)) / (items.len().max(1) as f64);
    let always = count(&|i| i.gold > 0.0) / (items.len().max(1) as f64);
    let off = items.iter().map(far).sum::<f64>() / (items.len().max(1) as f64);
    let pearson = pearson(items);
    for (name, value) in [("happened", f1(true)), ("did not", f1(false)), ("pearson", pearson)] {
        sheet.note(&format!("factuality.{name}"), value);
    }
    println!(
        "factuality, {} predicates: happened F1 {:.3}, did not F1 {:.3}, accuracy {right:.3} ({always:.3} if all happened), Pearson {pearson:.3}, mean error {off:.3}",
        items.len(),
        f1(true),
        f1(false)
    );
}

fn pearson(items: &[Item]) -> f64 {
    let n = items.len().max(1) as f64;
    let mean = |f: &dyn Fn(&Item) -> f64| items.iter().map(f).sum::<f64>() / n;
    let (x, y) = (mean(&|i| i.gold), mean(&|i| value(i.got.status)));
    let with = |i: &Item| (i.gold - x, value(i.got.status) - y);
    let both = mean(&|i| with(i).0 * with(i).1);
    let spread = mean(&|i| with(i).0.powi(2)).sqrt() * mean(&|i| with(i).1.powi(2)).sqrt();
    if spread > 0.0 { both / spread } else { 0.0 }
}

/// What people answered where we read each status: what the number of a status stands for.
fn by_status(items: &[Item]) {
    let mut table: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    for i in items {
        let row = table.entry(i.got.status.name()).or_default();
        *row = (row.0 + 1, row.1 + i.gold);
    }
    let rows: Vec<String> = table.iter().map(|(name, (n, sum))| format!("{name} {:+.2} of {n}", sum / *n as f64)).collect();
    println!("factuality, mean answer by status: {}", rows.join(", "));
}
