//! Persons, organisations, nationalities and places named in documents of defence and diplomacy.

use super::spans::{Tally, bare, unique};
use crate::engine::Engine;
use crate::score::sheet::Sheet;
use anyhow::{Context, Result};
use chancery_reading::{Form, Reading, read};
use chancery_span::Span;
use chancery_text::{Document, segment::blocks_of_plain};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The kinds the reading codes.
const KINDS: [&str; 4] = ["Person", "Organisation", "Nationality", "Location"];

fn objects(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let all = serde_json::Deserializer::from_str(&text).into_iter::<Value>().collect::<Result<_, _>>();
    all.with_context(|| path.display().to_string())
}

/// Whether words hold a name: a capital that is not merely the first letter of an article or pronoun.
fn named(words: &str) -> bool {
    let plain = ["I", "We", "He", "She", "It", "They", "You", "Our", "His", "Her", "Their", "The", "A", "An", "This", "These", "My"];
    words.split(' ').any(|w| w.starts_with(char::is_uppercase) && !plain.contains(&w))
}

/// Mentions with a name in them: the whole, and the name alone where a title stands before it.
fn found(text: &str, r: &Reading) -> Vec<Span> {
    let all = r.actors.iter().flat_map(|a| &a.mentions).filter(|m| m.form != Form::Pronoun);
    let spans = all.flat_map(|m| [Some(m.span), m.name]).flatten();
    unique(spans.filter(|s| named(s.of(text))).map(|s| bare(text, s)).collect())
}

/// Spans of the entities that hold a name, in bytes of the text.
fn wanted(text: &str, entities: &[Value]) -> Vec<Span> {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let at = |v: &Value| v.as_u64().and_then(|n| starts.get(n as usize)).copied();
    let spans = entities.iter().filter_map(|e| Some(Span::new(at(&e["begin"])?, at(&e["end"])?)));
    unique(spans.filter(|s| named(s.of(text))).map(|s| bare(text, s)).collect())
}

/// Score one folder of documents with their entities.
fn folder(engine: &Engine, path: &Path, show: bool, all: &mut Tally) -> Result<()> {
    let mut by_document: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for e in objects(&path.join("entities.json"))? {
        if e["type"].as_str().is_some_and(|t| KINDS.contains(&t)) {
            by_document.entry(e["documentId"].as_str().unwrap_or("").to_owned()).or_default().push(e);
        }
    }
    for d in objects(&path.join("documents.json"))? {
        let text = d["text"].as_str().unwrap_or("");
        let document = Document { text: text.to_owned(), blocks: blocks_of_plain(text), ..Document::default() };
        let r = read(engine.reader(), &document);
        let want = wanted(text, by_document.get(d["_id"].as_str().unwrap_or("")).map_or(&[], Vec::as_slice));
        let have = found(text, &r);
        if show {
            apart(text, &have, &want);
        }
        all.add(&have, &want);
    }
    Ok(())
}

/// Print what only one side has.
fn apart(text: &str, have: &[Span], want: &[Span]) {
    for w in want.iter().filter(|w| !have.iter().any(|h| h.overlaps(**w))) {
        println!("  missed {}", w.of(text));
    }
    for h in have.iter().filter(|h| !want.iter().any(|w| w.overlaps(**h))) {
        println!("  not wanted {}", h.of(text));
    }
}

/// Names of the kinds the reading codes.
pub fn score(engine: &Engine, path: &Path, show: bool, sheet: &mut Sheet) -> Result<()> {
    let mut all = Tally::default();
    let mut folders: Vec<_> = std::fs::read_dir(path).with_context(|| path.display().to_string())?.filter_map(Result::ok).collect();
    folders.sort_by_key(std::fs::DirEntry::file_name);
    for f in folders.iter().filter(|f| f.path().join("entities.json").is_file()) {
        folder(engine, &f.path(), show, &mut all)?;
    }
    all.line("re3d names of coded kinds", sheet);
    Ok(())
}
