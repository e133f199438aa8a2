//! FollowTheMoney entities (Aleph), JSON Lines: events, who took part, and the articles that report them.

use crate::codes::Country;
use crate::error::Result;
use crate::events::{Events, Told, actor, sides};
use crate::export::{Manner, Written, cannot_write};
use chancery_record::Store;
use chancery_record::rows::{ActorRow, DocumentRow, Role};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::Write;

/// Write the events of a record. An actor or article is written where it first occurs.
pub(crate) fn write(store: &Store, manner: &Manner, out: &mut dyn Write) -> Result<Written> {
    let (mut written, mut seen) = (Written::default(), HashSet::new());
    Events::new(store.connection()).each(&manner.filter, &mut |told| {
        written.events += 1;
        for (id, entity) in entities(&told) {
            if seen.insert(id) {
                writeln!(out, "{entity}").map_err(cannot_write)?;
                written.rows += 1;
            }
        }
        Ok(())
    })?;
    Ok(written)
}

/// A stable id from content.
fn id(kind: &str, parts: &[&str]) -> String {
    let hash = Sha256::digest(parts.join("\u{1f}").as_bytes());
    format!("chancery-{kind}-{}", hash[..10].iter().map(|b| format!("{b:02x}")).collect::<String>())
}

/// An entity with the properties that have values.
fn entity(id: &str, schema: &str, properties: &[(&str, Vec<String>)]) -> Value {
    let filled = properties.iter().filter_map(|(name, values)| {
        let values: Vec<&String> = values.iter().filter(|v| !v.is_empty()).collect();
        (!values.is_empty()).then(|| ((*name).to_owned(), json!(values)))
    });
    json!({ "id": id, "schema": schema, "properties": filled.collect::<Map<_, _>>() })
}

/// Actors, article and event, the event last.
fn entities(told: &Told) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    let mut ids = [Vec::new(), Vec::new()];
    for (place, role) in [Role::Source, Role::Target].into_iter().enumerate() {
        for actor in sides(&told.rows.event, role).into_iter().filter_map(actor) {
            let (id, entity) = party(actor);
            ids[place].push(id.clone());
            found.push((id, entity));
        }
    }
    let article = told.rows.document.as_ref().map(article);
    let proof = article.iter().map(|(id, _)| id.clone()).collect();
    found.extend(article);
    found.push(event(told, ids, proof));
    found
}

/// Lower-case ISO 3166-1 alpha-2.
fn countries<'c>(codes: impl Iterator<Item = &'c str>) -> Vec<String> {
    codes.filter_map(Country::iso3).map(|c| c.iso2.to_lowercase()).collect()
}

fn party(a: &ActorRow) -> (String, Value) {
    let schema = match a.kind.as_ref() {
        "person" => "Person",
        "organisation" | "office" => "Organization",
        "state" => "PublicBody",
        _ => "LegalEntity",
    };
    let id = id("actor", &[&a.kind, &a.name, &a.codes.join(" "), &a.countries.join(" ")]);
    let properties =
        [("name", vec![a.name.clone()]), ("country", countries(a.countries.iter().map(String::as_str))), ("keywords", a.codes.clone())];
    let value = entity(&id, schema, &properties);
    (id, value)
}

fn article(d: &DocumentRow) -> (String, Value) {
    let id = id("article", &[&d.identity]);
    let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let title = d.title.clone().or_else(|| d.url.clone()).or_else(|| d.external_id.clone());
    let properties = [
        ("title", one(&title)),
        ("sourceUrl", one(&d.url)),
        ("publisher", one(&d.outlet)),
        ("publishedAt", one(&d.published)),
        ("language", one(&d.language)),
    ];
    let value = entity(&id, "Article", &properties);
    (id, value)
}

/// Sources are the organisers, targets are involved; type, code and status are keywords, for the schema has no words for them.
fn event(told: &Told, [sources, targets]: [Vec<String>; 2], proof: Vec<String>) -> (String, Value) {
    let e = &told.rows.event;
    let names = |role| sides(e, role).into_iter().filter_map(actor).map(|a| a.name.as_str()).collect::<Vec<_>>().join(", ");
    let name = format!("{} {} → {}", e.event_type, names(Role::Source), names(Role::Target));
    let mut keywords = vec![e.event_type.to_string(), e.status.name().to_owned(), told.rows.origin.to_string()];
    keywords.extend(e.mode.iter().map(ToString::to_string));
    keywords.extend(e.cameo.iter().map(|c| format!("CAMEO {c}")));
    let date = e.date.as_ref();
    let id = id("event", &[&told.name]);
    let properties = [
        ("name", vec![name.trim_end_matches(" → ").to_owned()]),
        ("summary", told.sentence.iter().cloned().collect()),
        ("date", date.filter(|d| d.start == d.end).map(|d| d.start.clone()).into_iter().collect()),
        ("startDate", date.map(|d| d.start.clone()).into_iter().collect()),
        ("endDate", date.map(|d| d.end.clone()).into_iter().collect()),
        ("country", countries(e.places.iter().filter_map(|p| p.place.country.as_deref()))),
        ("location", e.places.iter().map(|p| p.place.name.clone()).collect()),
        ("organizer", sources),
        ("involved", targets),
        ("keywords", keywords),
        ("sourceUrl", told.rows.document.as_ref().and_then(|d| d.url.clone()).into_iter().collect()),
        ("publisher", told.rows.document.as_ref().and_then(|d| d.outlet.clone()).into_iter().collect()),
        ("proof", proof),
    ];
    let value = entity(&id, "Event", &properties);
    (id, value)
}
