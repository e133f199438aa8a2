//! Wikidata JSON dumps: persons who held positions of a kind that is coded.
//!
//! The dump is one JSON array with an item on each line. It is read twice: first for states (P298, ISO 3166-1 alpha-3) and positions
//! (P1001 or P17, the state; the label is the title), then for human beings (P31 Q5) with positions held (P39, from P580 to P582).
//! Only states and positions are held in memory, so that the whole dump can be read on a small machine.

use super::super::dates;
use super::draft::{Draft, Import, Outcome, clean, period};
use super::ftm::sector;
use anyhow::Result;
use chancery_lexicon::{Day, Lexicon};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

/// Call `each` with every item of the dump and its line.
fn items(path: &Path, wanted: &str, mut each: impl FnMut(usize, Value)) -> Result<usize> {
    let mut broken = 0;
    for (i, line) in chancery_text::open(path)?.lines().enumerate() {
        let line = line?;
        let item = line.trim().trim_end_matches(',');
        // Most items have none of the claims: a search for its number is far cheaper than to read the JSON.
        if item.len() < 3 || !item.contains(wanted) {
            continue;
        }
        match serde_json::from_str(item) {
            Ok(v) => each(i + 1, v),
            Err(_) => broken += 1,
        }
    }
    Ok(broken)
}

fn label(v: &Value) -> Option<&str> {
    v["labels"]["en"]["value"].as_str().or_else(|| v["labels"]["mul"]["value"].as_str())
}

fn claims<'v>(v: &'v Value, property: &str) -> impl Iterator<Item = &'v Value> {
    v["claims"][property].as_array().into_iter().flatten().filter(|c| c["rank"] != "deprecated")
}

fn target(claim: &Value) -> Option<&str> {
    claim["mainsnak"]["datavalue"]["value"]["id"].as_str()
}

/// `+2013-03-14T00:00:00Z` with its precision: 9 a year, 10 a month, 11 a day.
fn time(claim: &Value, property: &str, last: bool) -> Option<Day> {
    let value = &claim["qualifiers"][property][0]["datavalue"]["value"];
    let text = value["time"].as_str()?.strip_prefix('+')?;
    let (year, month) = (text.get(..4)?, text.get(..7)?);
    match value["precision"].as_u64()? {
        11 => dates::day(text.get(..10)?).ok(),
        10 => dates::day(&format!("{month}-{}", if last { "28" } else { "01" })).ok(),
        9 => dates::day(&format!("{year}-{}", if last { "12-31" } else { "01-01" })).ok(),
        _ => None,
    }
}

/// States by item, positions by item with title and state.
#[derive(Default)]
struct Known {
    states: BTreeMap<String, String>,
    positions: BTreeMap<String, (String, Vec<String>)>,
}

fn known(path: &Path) -> Result<Known> {
    let mut out = Known::default();
    items(path, "\"P298\"", |_, v| {
        let code = claims(&v, "P298").next().and_then(|c| c["mainsnak"]["datavalue"]["value"].as_str());
        if let Some((id, code)) = v["id"].as_str().zip(code) {
            out.states.insert(id.to_owned(), code.to_owned());
        }
    })?;
    let mut position = |v: Value| {
        let of: Vec<String> = claims(&v, "P1001").chain(claims(&v, "P17")).filter_map(target).map(str::to_owned).collect();
        let human = claims(&v, "P31").filter_map(target).any(|t| t == "Q5");
        if let Some((id, title)) = v["id"].as_str().zip(label(&v)).filter(|_| !human && !of.is_empty()) {
            out.positions.insert(id.to_owned(), (title.to_owned(), of));
        }
    };
    items(path, "\"P1001\"", |_, v| position(v))?;
    Ok(out)
}

/// Read a dump.
pub fn read(lexicon: &Lexicon, path: &Path) -> Result<Import> {
    let known = known(path)?;
    let mut import = Import::default();
    let broken = items(path, "\"P39\"", |line, v| {
        if claims(&v, "P31").filter_map(target).any(|t| t == "Q5") {
            person(lexicon, &known, &mut import, line, &v);
        }
    })?;
    if broken > 0 {
        import.say(0, Outcome::Skipped, format!("{broken} lines are no JSON"));
    }
    Ok(import)
}

fn person(lexicon: &Lexicon, known: &Known, import: &mut Import, line: usize, v: &Value) {
    let Some(name) = label(v) else { return import.say(line, Outcome::Skipped, "a person without an English name") };
    let mut roles = Vec::new();
    for claim in claims(v, "P39") {
        let Some((title, of)) = target(claim).and_then(|t| known.positions.get(t)) else { continue };
        let state = of.iter().find_map(|q| known.states.get(q));
        let term = period(time(claim, "P580", false), time(claim, "P582", true));
        if let Some(((state, sector), term)) = state.zip(sector(lexicon, title)).zip(term) {
            roles.push((format!("{state}.{sector}"), clean(title), term));
        }
    }
    if roles.is_empty() {
        return import.say(line, Outcome::Skipped, format!("{name}: no position of a state in the dump that an agent word names"));
    }
    let aliases = v["aliases"]["en"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|a| a["value"].as_str())
        .filter(|a| a.contains(' '))
        .map(str::to_owned)
        .collect();
    import.take(lexicon, Draft { line, name: name.to_owned(), aliases, roles, person: true });
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexicon::Source;

    #[test]
    fn positions_held_become_dated_roles() {
        let dump = r#"[
{"id":"Q1","labels":{"en":{"value":"Peru"}},"claims":{"P298":[{"mainsnak":{"datavalue":{"value":"PER"}}}]}},
{"id":"Q2","labels":{"en":{"value":"Minister of Trade of Peru"}},"claims":{"P1001":[{"mainsnak":{"datavalue":{"value":{"id":"Q1"}}}}]}},
{"id":"Q3","labels":{"en":{"value":"Ana Ruiz"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q2"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2019-02-03T00:00:00Z","precision":11}}}],"P582":[{"datavalue":{"value":{"time":"+2021-00-00T00:00:00Z","precision":9}}}]}}]}},
{"id":"Q4","labels":{"en":{"value":"Bo Li"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q9"}}}}]}}
]"#;
        let path = std::env::temp_dir().join("chancery-import-wikidata.json");
        std::fs::write(&path, dump).unwrap();
        let (lexicon, _) = Lexicon::read(&[Source { path: "agents/a.txt", text: "GOV office minister of trade\n" }]);
        let import = read(&lexicon, &path).unwrap();
        assert!(
            import.text(&path).contains("person Ana Ruiz\n  role PER.GOV Minister of Trade of Peru [2019-02-03..2021-12-31]"),
            "{}",
            import.text(&path)
        );
        assert_eq!((import.count(Outcome::Taken), import.count(Outcome::Skipped)), (1, 1));
    }
}
