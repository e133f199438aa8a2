//! FollowTheMoney entities (OpenSanctions, Aleph): persons with positions and occupancies, public bodies, companies, organisations.

use super::super::dates;
use super::countries::alpha3;
use super::draft::{Draft, Import, Outcome, clean, period};
use anyhow::{Context, Result};
use chancery_lexicon::{Lexicon, Period};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

fn all<'v>(e: &'v Value, property: &str) -> impl Iterator<Item = &'v str> {
    e["properties"][property].as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn first<'v>(e: &'v Value, property: &str) -> Option<&'v str> {
    all(e, property).next()
}

/// The sector of an office by its title: that of the longest agent phrase in it.
pub fn sector(lexicon: &Lexicon, title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').filter(|w| !w.is_empty()).collect();
    let runs = (0..words.len()).flat_map(|i| (i + 1..=words.len().min(i + 6)).map(move |j| (i, j)));
    runs.filter_map(|(i, j)| lexicon.agents.get(&words[i..j].join(" ")).filter(|a| a.sector != "UNK").map(|a| (j - i, a.sector)))
        .max_by_key(|x| x.0)
        .map(|x| x.1)
}

/// Links that name persons or positions by id, resolved at the end.
#[derive(Default)]
struct Links {
    persons: BTreeMap<String, Draft>,
    countries: BTreeMap<String, &'static str>,
    positions: BTreeMap<String, (String, Option<&'static str>)>,
    occupancies: Vec<(usize, Value)>,
}

/// Read entities, one JSON object a line.
pub fn read(lexicon: &Lexicon, path: &Path) -> Result<Import> {
    let (mut import, mut links) = (Import::default(), Links::default());
    for (i, line) in chancery_text::open(path)?.lines().enumerate() {
        let line = line.with_context(|| format!("line {}", i + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(&line) {
            Ok(e) => entity(lexicon, &mut import, &mut links, i + 1, e),
            Err(e) => import.say(i + 1, Outcome::Skipped, format!("no JSON: {e}")),
        }
    }
    occupy(lexicon, &mut import, &mut links);
    for d in links.persons.into_values() {
        import.take(lexicon, d);
    }
    import.report.sort_by_key(|r| r.line);
    Ok(import)
}

fn entity(lexicon: &Lexicon, import: &mut Import, links: &mut Links, line: usize, e: Value) {
    let schema = e["schema"].as_str().unwrap_or("").to_owned();
    let id = e["id"].as_str().unwrap_or("").to_owned();
    let country = first(&e, "country").or_else(|| first(&e, "nationality")).or_else(|| first(&e, "jurisdiction")).and_then(alpha3);
    let name = first(&e, "name").map(clean).unwrap_or_default();
    let aliases = all(&e, "name").skip(1).chain(all(&e, "alias")).filter(|n| n.is_ascii()).map(clean).collect();
    let sector = match schema.as_str() {
        "Person" => {
            let roles = country.map_or_else(Vec::new, |c| titles(lexicon, c, &e));
            links.countries.extend(country.map(|c| (id.clone(), c)));
            links.persons.insert(id, Draft { line, name, aliases, roles, person: true });
            return;
        }
        "Position" => {
            links.positions.insert(id, (name, country));
            return;
        }
        "Occupancy" => return links.occupancies.push((line, e)),
        "PublicBody" => "GOV",
        "Company" => "BUS",
        "Organization" => all(&e, "topics")
            .find_map(|t| if t.contains("terror") { Some("REB") } else { t.starts_with("pol.party").then_some("PTY") })
            .unwrap_or("SOC"),
        other => return import.say(line, Outcome::Skipped, format!("{other}: not a kind of entity that is coded")),
    };
    let Some(country) = country else { return import.say(line, Outcome::Skipped, format!("{name}: no country")) };
    let roles = vec![(format!("{country}.{sector}"), String::new(), Period::ALWAYS)];
    import.take(lexicon, Draft { line, name, aliases, roles, person: false });
}

/// Roles by the titles that stand with a person, undated.
fn titles(lexicon: &Lexicon, country: &str, e: &Value) -> Vec<(String, String, Period)> {
    let role = |t: &str| sector(lexicon, t).map(|s| (format!("{country}.{s}"), clean(t), Period::ALWAYS));
    all(e, "position").filter_map(role).collect()
}

/// Dated terms of office go to their holders; they replace undated titles of the same sector.
fn occupy(lexicon: &Lexicon, import: &mut Import, links: &mut Links) {
    for (line, o) in std::mem::take(&mut links.occupancies) {
        let holder = first(&o, "holder").and_then(|h| links.persons.get_mut(h).map(|p| (p, links.countries.get(h).copied())));
        let post = first(&o, "post").and_then(|p| links.positions.get(p));
        let Some(((person, home), (title, country))) = holder.zip(post) else {
            import.say(line, Outcome::Skipped, "an occupancy whose holder or post is not in the file");
            continue;
        };
        let Some((sector, country)) = sector(lexicon, title).zip(country.or(home)) else {
            import.say(line, Outcome::Skipped, format!("{title}: no country, or no agent word in the title"));
            continue;
        };
        let day = |key: &str| first(&o, key).and_then(|d| dates::day(d.get(..10).unwrap_or(d)).ok());
        let Some(period) = period(day("startDate"), day("endDate")) else {
            import.say(line, Outcome::Skipped, format!("{}: the term ends before it begins", person.name));
            continue;
        };
        let code = format!("{country}.{sector}");
        person.roles.retain(|r| r.2 != Period::ALWAYS || r.0 != code);
        person.roles.push((code, clean(title), period));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexicon::Source;

    #[test]
    fn occupancies_date_the_roles_of_their_holders() {
        let lines = [
            r#"{"id":"p","schema":"Person","properties":{"name":["Ana Ruiz"],"country":["pe"]}}"#,
            r#"{"id":"m","schema":"Position","properties":{"name":["Minister of Trade"],"country":["pe"]}}"#,
            r#"{"id":"o","schema":"Occupancy","properties":{"holder":["p"],"post":["m"],"startDate":["2019-02-03"],"endDate":["2021-04"]}}"#,
            r#"{"id":"b","schema":"PublicBody","properties":{"name":["Agencia Azul"],"country":["pe"]}}"#,
            r#"{"id":"v","schema":"Vessel","properties":{"name":["Mar"]}}"#,
            "not json",
        ];
        let path = std::env::temp_dir().join("chancery-import-ftm.json");
        std::fs::write(&path, lines.join("\n")).unwrap();
        let (lexicon, _) = Lexicon::read(&[Source { path: "agents/a.txt", text: "GOV office minister of trade; minister\n" }]);
        let import = read(&lexicon, &path).unwrap();
        let text = import.text(&path);
        assert!(text.contains("person Ana Ruiz\n  role PER.GOV Minister of Trade [2019-02-03..2021-04-15]"), "{text}");
        assert!(text.contains("body PER.GOV Agencia Azul"));
        assert_eq!((import.count(Outcome::Taken), import.count(Outcome::Skipped)), (2, 2));
    }
}
