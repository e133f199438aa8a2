//! PETRARCH's unit tests: what we read from each story beside the codes it is to get.
//!
//! Invented states are read under the names of real ones (`lexicon/codes/petrarch-tests.txt`). Most of the codes are WEIS's, from the dictionary
//! the tests came with, some are CAMEO's: types are held against both. Codings with codes of neither, comments (which PLOVER does not have),
//! those with persons and places of the tale that stand for no state, and stories the tests expect to fail are left out and counted.

use super::sheet::Sheet;
use crate::engine::Engine;
use anyhow::{Context, Result};
use chancery_exchange::codes::{Country, cameo, stand_ins, weis};
use chancery_reading::{Event, Reading, read};
use chancery_text::Document;
use std::path::Path;

/// What a story is to be coded as.
struct Coding {
    source: String,
    target: String,
    code: String,
}

struct Story {
    id: String,
    text: String,
    codings: Vec<Coding>,
    /// Whether nothing is to be coded.
    none: bool,
}

#[derive(Default)]
struct Tally {
    codings: usize,
    cameo: usize,
    weis: usize,
    source: usize,
    target: usize,
    pair: usize,
    whole: usize,
    to_come: usize,
    left_out: usize,
    quiet: usize,
    silent: usize,
}

/// The shares, and with `show` that many differences.
pub fn score(engine: &Engine, path: &Path, mut show: usize, sheet: &mut Sheet) -> Result<()> {
    let xml = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut tally = Tally::default();
    for story in stories(&xml) {
        let document = Document::paragraph(&story.text, None);
        let reading = read(engine.reader(), &document);
        if story.none {
            tally.quiet += 1;
            tally.silent += usize::from(reading.events.is_empty());
        }
        for coding in &story.codings {
            if !compare(&mut tally, coding, &reading) && show > 0 {
                show -= 1;
                println!("petrarch|{}|{}|{}|{}", story.id, wanted(coding), ours(&reading), story.text);
            }
        }
    }
    print(&tally, sheet);
    Ok(())
}

fn print(t: &Tally, sheet: &mut Sheet) {
    let share = |n: usize| n as f64 / t.codings.max(1) as f64;
    for (name, n) in [("source", t.source), ("target", t.target), ("both sides", t.whole), ("to come as done", t.to_come)] {
        sheet.note(&format!("petrarch.{name}"), share(n));
    }
    println!(
        "petrarch, {} codings: type as CAMEO {:.3}, as WEIS {:.3}; source {:.3}, target {:.3}, both {:.3}; type of either table and both sides {:.3}, what is to come taken as done {:.3}",
        t.codings,
        share(t.cameo),
        share(t.weis),
        share(t.source),
        share(t.target),
        share(t.pair),
        share(t.whole),
        share(t.to_come)
    );
    println!("petrarch, {} codings left out; of {} stories without a coding {} are read without an event", t.left_out, t.quiet, t.silent);
}

/// Count a coding; false where type and both sides are not those of one event of ours.
fn compare(tally: &mut Tally, coding: &Coding, reading: &Reading) -> bool {
    let by_cameo: Vec<&str> = cameo(&coding.code).map(|c| c.event_type).into_iter().filter(|_| coding.code.len() == 3).collect();
    let by_weis = weis(&coding.code);
    let side = |code: &str| code.get(..3).filter(|c| Country::iso3(c).is_some()).map(str::to_owned);
    let (Some(source), Some(target)) = (side(&coding.source), side(&coding.target)) else {
        tally.left_out += 1;
        return true;
    };
    if by_weis.is_empty() && by_cameo.is_empty() || by_weis == ["STATEMENT"] {
        tally.left_out += 1;
        return true;
    }
    let has = |ids: &[usize], code: &str| ids.iter().any(|&a| reading.actors[a].countries.iter().any(|c| c == code));
    let any = |f: &dyn Fn(&Event) -> bool| reading.events.iter().any(f);
    let typed = |e: &Event, types: &[&str]| types.contains(&e.event.name());
    let from = |e: &Event| has(&e.source, &source) || e.reciprocal && has(&e.target, &source);
    let to = |e: &Event| has(&e.target, &target) || e.reciprocal && has(&e.source, &target);
    let whole = any(&|e| from(e) && to(e) && (typed(e, &by_cameo) || typed(e, &by_weis)));
    // PETRARCH codes what is about to happen as having happened; PLOVER makes it AGREE or THREATEN. The pattern's name tells the type it would be.
    let base = |e: &Event, types: &[&str]| !e.status.happened() && types.iter().any(|t| e.rule.starts_with(&t.to_lowercase()));
    let done = any(&|e| from(e) && to(e) && (base(e, &by_cameo) || base(e, &by_weis)));
    tally.to_come += usize::from(whole || done);
    tally.codings += 1;
    tally.cameo += usize::from(any(&|e| typed(e, &by_cameo)));
    tally.weis += usize::from(any(&|e| typed(e, &by_weis)));
    tally.source += usize::from(any(&from));
    tally.target += usize::from(any(&to));
    tally.pair += usize::from(any(&|e| from(e) && to(e)));
    tally.whole += usize::from(whole);
    whole
}

fn wanted(c: &Coding) -> String {
    let cameo = cameo(&c.code).map_or("-", |k| k.event_type);
    format!("{} > {} {} (CAMEO {cameo}, WEIS {})", c.source, c.target, c.code, weis(&c.code).join("/"))
}

fn ours(r: &Reading) -> String {
    let side = |ids: &[usize]| ids.iter().flat_map(|&a| r.actors[a].countries.clone()).collect::<Vec<_>>().join(",");
    let one = |e: &Event| format!("{} > {} {} {}", side(&e.source), side(&e.target), e.event.name(), e.status.name());
    r.events.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The stories of the file, names and codes of invented states replaced.
fn stories(xml: &str) -> Vec<Story> {
    xml.split("<Sentence ").skip(1).filter_map(|s| story(s.split("</Sentence>").next()?)).collect()
}

fn story(xml: &str) -> Option<Story> {
    let text = xml.split_once("<Text>")?.1.split_once("</Text>")?.0;
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for s in stand_ins() {
        text = replace_word(&text, s.name, s.real);
    }
    let tags: Vec<&str> = xml.split("<EventCoding").skip(1).filter_map(|t| t.split('>').next()).collect();
    let none = tags.iter().any(|t| t.to_ascii_lowercase().contains("noevents"));
    let coded = tags.iter().filter(|t| !attribute(t, "eventcode").is_empty() && attribute(t, "error").is_empty());
    let codings = coded.map(|t| Coding {
        source: real(attribute(t, "sourcecode")),
        target: real(attribute(t, "targetcode")),
        code: attribute(t, "eventcode").to_owned(),
    });
    Some(Story { id: attribute(xml, "id").to_owned(), codings: codings.collect(), none, text })
}

/// A name in place of another where it stands as a whole word.
fn replace_word(text: &str, name: &str, real: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let end = at + name.len();
        let inside = rest[..at].ends_with(char::is_alphanumeric) || rest[end..].starts_with(char::is_alphanumeric);
        out.push_str(&rest[..at]);
        out.push_str(if inside { name } else { real });
        rest = &rest[end..];
    }
    out + rest
}

/// A code with that of the real state.
fn real(code: &str) -> String {
    let found = stand_ins().find(|s| code.starts_with(s.code));
    found.map_or_else(|| code.to_owned(), |s| format!("{}{}", s.iso, &code[s.code.len()..]))
}

/// The value of an attribute, with blanks allowed around `=`.
fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    let after = tag.match_indices(name).find_map(|(at, _)| {
        let whole = !tag[..at].ends_with(|c: char| c.is_alphanumeric());
        tag[at + name.len()..].trim_start().strip_prefix('=').filter(|_| whole)
    });
    after.and_then(|a| a.trim_start().strip_prefix('"')).and_then(|a| a.split('"').next()).unwrap_or("")
}
