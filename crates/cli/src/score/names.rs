//! Names against GUM's mentions and against re3d's entities: precision, recall and F1 of spans with their kinds.
//!
//! re3d marks roles and descriptions as well as names. Of its persons, organisations, locations and nationalities those are
//! counted in which every longer word has a capital; articles, titles' small words and possessives do not matter.

use super::sheet::Sheet;
use anyhow::{Context, Result};
use chancery_span::Span;
use chancery_syntax::names::of_treebank;
use chancery_syntax::score::Count;
use chancery_syntax::{Model, NameKind, Scratch};
use chancery_text::segment::{blocks_of_plain, segment};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Found = BTreeSet<(u32, u32, NameKind)>;

/// Rows for both sets, where `data` has them.
pub fn rows(model: &Model<'_>, data: &Path, sheet: &mut Sheet) -> Result<()> {
    if model.dims().names == 0 {
        println!("names: this model knows none");
        return Ok(());
    }
    print("GUM dev", &gum(model, &data.join("ud"))?, sheet);
    let re3d = data.join("ner/re3d");
    if re3d.is_dir() {
        print("re3d", &re3d_counts(model, &re3d)?, sheet);
    }
    Ok(())
}

fn print(what: &str, counts: &BTreeMap<NameKind, Count>, sheet: &mut Sheet) {
    let mut all = Count::default();
    for c in counts.values() {
        all = Count { hits: all.hits + c.hits, gold: all.gold + c.gold, system: all.system + c.system };
    }
    println!("names of {what:<12} P {:6.2} R {:6.2} F1 {:6.2}  n {}", all.precision(), all.recall(), all.f1(), all.gold);
    sheet.note(&format!("names.{what}.f1"), all.f1());
    for (kind, c) in counts {
        println!("  {:<19} P {:6.2} R {:6.2} F1 {:6.2}  n {}", kind.code(), c.precision(), c.recall(), c.f1(), c.gold);
    }
}

fn count(gold: &Found, system: &Found, counts: &mut BTreeMap<NameKind, Count>) {
    for name in gold {
        counts.entry(name.2).or_default().gold += 1;
    }
    for name in system {
        let c = counts.entry(name.2).or_default();
        c.system += 1;
        c.hits += usize::from(gold.contains(name));
    }
}

fn gum(model: &Model<'_>, ud: &Path) -> Result<BTreeMap<NameKind, Count>> {
    let bank = crate::train::treebank(ud, "en_gum", "dev", 1)?;
    let (mut counts, mut scratch) = (BTreeMap::new(), Scratch::default());
    let places = |names: &[chancery_syntax::Name]| names.iter().map(|n| (u32::from(n.first), u32::from(n.last), n.kind)).collect::<Found>();
    for s in &bank.sentences {
        let tree = model.parse(&s.text(), &s.spans(), &mut scratch);
        count(&places(&of_treebank(s)), &places(&tree.names), &mut counts);
    }
    Ok(counts)
}

/// The kind of a type of re3d that can be a name.
fn kind(name: &str) -> Option<NameKind> {
    match name {
        "Person" => Some(NameKind::Person),
        "Organisation" => Some(NameKind::Organization),
        "Location" => Some(NameKind::Place),
        "Nationality" => Some(NameKind::Group),
        _ => None,
    }
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).with_context(|| path.display().to_string())).collect()
}

fn re3d_counts(model: &Model<'_>, folder: &Path) -> Result<BTreeMap<NameKind, Count>> {
    let mut counts = BTreeMap::new();
    let mut sources: Vec<_> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<std::io::Result<_>>()?;
    sources.sort();
    for source in sources.iter().filter(|s| s.join("entities.json").is_file()) {
        let entities = lines(&source.join("entities.json"))?;
        for document in lines(&source.join("documents.json"))? {
            let text = document["text"].as_str().unwrap_or("");
            let gold = marked(text, entities.iter().filter(|e| e["documentId"] == document["_id"]));
            let system = read(model, text).into_iter().filter(|n| n.2 != NameKind::Other).collect();
            count(&gold, &system, &mut counts);
        }
    }
    Ok(counts)
}

/// The document's names as re3d marks them, the outermost where they nest. Its offsets count characters.
fn marked<'a>(text: &str, entities: impl Iterator<Item = &'a Value>) -> Found {
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let place = |e: &Value, key: &str| e[key].as_u64().and_then(|i| bytes.get(i as usize)).copied();
    let mut all: Vec<(u32, u32, NameKind)> = entities
        .filter_map(|e| {
            let span = Span::new(place(e, "begin")?, place(e, "end")?);
            let span = trimmed(text, span);
            proper(span.of(text)).then_some((span.start, span.end, kind(e["type"].as_str()?)?))
        })
        .collect();
    all.sort_by_key(|n| (n.0, std::cmp::Reverse(n.1), n.2));
    all.dedup_by(|b, a| b.0 < a.1);
    all.into_iter().collect()
}

/// Without an article before and a possessive after.
fn trimmed(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    for article in ["the ", "The ", "a ", "an "] {
        start += if text[start..end].starts_with(article) { article.len() } else { 0 };
    }
    for possessive in ["'s", "’s"] {
        end -= if text[start..end].ends_with(possessive) { possessive.len() } else { 0 };
    }
    Span::new(start, end)
}

/// Whether every word of four letters or more has a capital, and some word has.
fn proper(name: &str) -> bool {
    let capital = |w: &str| w.contains(char::is_uppercase);
    name.split_whitespace().any(capital) && name.split_whitespace().filter(|w| w.chars().count() > 3).all(capital)
}

fn read(model: &Model<'_>, text: &str) -> Found {
    let (mut out, mut scratch) = (Found::new(), Scratch::default());
    for s in segment(text, &blocks_of_plain(text)) {
        for n in model.parse(text, &s.words, &mut scratch).names {
            let (first, last) = (s.words[usize::from(n.first)], s.words[usize::from(n.last)]);
            let span = trimmed(text, Span::new(first.start as usize, last.end as usize));
            out.insert((span.start, span.end, n.kind));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_descriptions() {
        assert!(proper("Bank of Norway") && proper("UN") && !proper("the foreign minister") && !proper("Deputy minister"));
        let text = "Then the Council's envoy left.";
        assert_eq!(trimmed(text, Span::new(5, 18)).of(text), "Council");
    }

    #[test]
    fn nested_entities_count_once() {
        let entity = |begin: u32, end: u32, kind: &str| serde_json::json!({"begin": begin, "end": end, "type": kind});
        let found = marked("Bank of Norway met", [entity(8, 14, "Location"), entity(0, 14, "Organisation"), entity(0, 18, "Money")].iter());
        assert_eq!(found, Found::from([(0, 14, NameKind::Organization)]));
    }
}
