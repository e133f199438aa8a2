//! Runs every test sentence that stands in the lexicon.
//!
//! Sentences that are known to be read wrong today stand in `tests/known-failures.txt`: the test fails when any other sentence
//! fails, and when a listed one is read right, so that the list only shrinks knowingly. `UPDATE_EXPECT=1` rewrites it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use chancery_gazetteer::Gazetteer;
use chancery_lexicon::{Lexicon, PatternTest};
use chancery_reading::places::Atlas;
use chancery_reading::{Event, Reader, Reading, events::countries, read};
use chancery_syntax::Model;
use chancery_text::Document;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// `TYPE SRC > TGT [mode M] [status S]`, reciprocal events in either order.
fn meets(expect: &str, r: &Reading, e: &Event) -> bool {
    let mut words = expect.split_whitespace();
    if words.next() != Some(e.event.name()) {
        return false;
    }
    let mut sides = [Vec::new(), Vec::new()];
    let mut side = 0;
    let mut rest: Vec<&str> = Vec::new();
    for w in words.by_ref() {
        match w {
            ">" => side = 1,
            "<>" => side = 1,
            w if w.len() >= 3 && w.chars().next().is_some_and(char::is_uppercase) => {
                sides[side].extend(w.split(',').filter(|c| !c.is_empty()).map(|c| c.split('.').next().unwrap_or(c).to_owned()))
            }
            w => rest.push(w),
        }
    }
    let codes = |ids: &[usize]| {
        let mut out = countries(&r.actors, ids);
        out.extend(ids.iter().flat_map(|&a| &r.actors[a].codes).map(|c| c.split('.').next().unwrap_or("").to_owned()));
        out
    };
    let (source, target) = (codes(&e.source), codes(&e.target));
    let covers = |want: &[String], have: &[String]| want.iter().all(|c| have.contains(c));
    let straight = covers(&sides[0], &source) && covers(&sides[1], &target);
    let both: Vec<String> = source.iter().chain(&target).cloned().collect();
    let reversed = e.reciprocal && covers(&sides[0], &both) && covers(&sides[1], &both);
    let fact = |key: &str, have: &str| rest.iter().position(|w| *w == key).is_none_or(|i| rest.get(i + 1).is_none_or(|v| *v == have));
    (straight || reversed) && fact("mode", e.mode.as_deref().unwrap_or("")) && fact("status", e.status.name())
}

fn pattern_failures(reader: Reader<'_>) -> BTreeSet<String> {
    let mut failed = BTreeSet::new();
    for p in reader.lexicon.patterns.all() {
        let file = p.at.0.trim_start_matches("lexicon/");
        for PatternTest { text, expect, .. } in &p.tests {
            let r = read(reader, &Document::paragraph(text, Some("2023-06-01")));
            let right = match expect {
                Some(expect) => r.events.iter().any(|e| meets(expect, &r, e)),
                None => !r.events.iter().any(|e| e.rule == p.name),
            };
            if !right {
                failed.insert(format!("{file} {}: {text}", p.name));
            }
        }
    }
    failed
}

fn actor_failures(reader: Reader<'_>) -> BTreeSet<String> {
    let mut failed = BTreeSet::new();
    for t in &reader.lexicon.actors.tests {
        let r = read(reader, &Document::paragraph(&t.text, t.date.as_deref()));
        for (words, code) in &t.expect {
            let named = |a: &&chancery_reading::Actor| {
                a.mentions.iter().any(|m| m.span.of(&t.text).contains(words.as_str()) || words.contains(m.span.of(&t.text)))
            };
            let right = match code.as_str() {
                "-" => !r.actors.iter().filter(named).any(chancery_reading::Actor::coded),
                "place" => r.actors.iter().filter(named).any(|a| a.kind == chancery_reading::Kind::Place),
                code => r.actors.iter().filter(named).any(|a| {
                    a.codes.iter().any(|c| c == code)
                        || (a.codes.is_empty()
                            && code.split([' ', ',', '+']).filter(|c| !c.is_empty()).all(|c| a.countries.iter().any(|x| x == c)))
                }),
            };
            if !right {
                failed.insert(format!("{} {words} = {code}: {}", t.at.0.trim_start_matches("lexicon/"), t.text));
            }
        }
    }
    failed
}

fn speech_failures(reader: Reader<'_>) -> BTreeSet<String> {
    let mut failed = BTreeSet::new();
    for t in &reader.lexicon.speech.tests {
        let r = read(reader, &Document::paragraph(&t.text, None));
        let bare = |s: &str| s.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let right = match &t.expect {
            Some([speaker, cue, content]) => r.statements.iter().any(|s| {
                let who = s.speaker_at.map_or("-", |at| at.of(&t.text));
                who == speaker && s.cue_span.of(&t.text) == cue && bare(s.content.of(&t.text)) == bare(content)
            }),
            None => r.statements.is_empty(),
        };
        if !right {
            failed.insert(format!("{}: {}", t.at.0.trim_start_matches("lexicon/"), t.text));
        }
    }
    failed
}

#[test]
fn every_sentence_of_the_lexicon_is_read_as_it_says() {
    let (lexicon, wrong) = Lexicon::read(chancery_english::SOURCES);
    assert!(wrong.is_empty(), "mistakes in the lexicon:\n{}", wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    let parser = Model::load(chancery_english::MODEL).unwrap();
    let gazetteer = Gazetteer::open(chancery_english::PLACES).unwrap();
    let atlas = Atlas::new(&lexicon, &gazetteer);
    let reader = Reader { lexicon: &lexicon, parser: &parser, atlas: &atlas, recall: None };
    let mut failed = pattern_failures(reader);
    failed.extend(actor_failures(reader));
    failed.extend(speech_failures(reader));
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/known-failures.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let list: String = failed.iter().map(|f| format!("{f}\n")).collect();
        std::fs::write(&path, list).unwrap();
        return;
    }
    let known: BTreeSet<String> = std::fs::read_to_string(&path).unwrap_or_default().lines().map(str::to_owned).collect();
    let fresh: Vec<_> = failed.difference(&known).collect();
    let mended: Vec<_> = known.difference(&failed).collect();
    assert!(fresh.is_empty(), "sentences of the lexicon that are now read wrong:\n{fresh:#?}");
    assert!(mended.is_empty(), "read right now; take them out of tests/known-failures.txt with UPDATE_EXPECT=1:\n{mended:#?}");
}
