//! PLOVER's records, JSON Lines: section 6 of the manual of 2024. Status goes into the auxiliary modes that the manual
//! defines (future, hypothetical, negation), so that nothing is left out and nothing asserted.

use crate::codes::Country;
use crate::error::Result;
use crate::events::{Events, Told, actor, sides};
use crate::export::{Manner, Written, cannot_write};
use chancery_lexicon::is_sector;
use chancery_record::Store;
use chancery_record::rows::{PlaceRow, Role, SideRow, Status};
use serde_json::{Map, Value, json};
use std::io::Write;

/// Write the events of a record.
pub(crate) fn write(store: &Store, manner: &Manner, out: &mut dyn Write) -> Result<Written> {
    let mut written = Written::default();
    Events::new(store.connection()).each(&manner.filter, &mut |told| {
        written.events += 1;
        match record(&told) {
            Some(record) => {
                writeln!(out, "{record}").map_err(cannot_write)?;
                written.rows += 1;
            }
            None => written.undated += 1,
        }
        Ok(())
    })?;
    Ok(written)
}

/// The record of an event; PLOVER requires a date.
fn record(told: &Told) -> Option<Value> {
    let e = &told.rows.event;
    let date = e.date.as_ref()?;
    let mut modes: Vec<&str> = e.mode.as_deref().into_iter().collect();
    modes.extend(auxiliary(e.status));
    let document = told.rows.document.as_ref();
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() && value != json!([]) && value != json!({}) {
            object.insert(name.to_owned(), value);
        }
    };
    put("id", json!(told.name));
    put("date", json!(date.start));
    put("enddate", if date.end == date.start { Value::Null } else { json!(date.end) });
    put("actor", parties(e, Role::Source));
    put("recipient", parties(e, Role::Target));
    put("event", json!([e.event_type]));
    put("mode", json!(modes));
    put("context", json!(e.contexts));
    put("quad_code", json!(e.quad));
    put("event_scale", json!(e.goldstein));
    put("event_text", json!(e.trigger.as_ref().and_then(|t| t.text.as_ref()).map(|t| vec![t])));
    put("event_loc", e.places.first().map_or(Value::Null, |p| location(&p.place)));
    put("text", json!(told.sentence));
    put(
        "cite_info",
        json!({
            "url": document.and_then(|d| d.url.as_ref()), "title": document.and_then(|d| d.title.as_ref()),
            "publication": document.and_then(|d| d.outlet.as_ref()), "language": document.and_then(|d| d.language.as_ref()),
        }),
    );
    put("coder", json!(told.rows.origin));
    put("cameo", json!(e.cameo));
    put("status", json!(e.status.name()));
    put("confidence", json!(e.confidence));
    put("reciprocal", json!(e.reciprocal.then_some(true)));
    put("speaker", json!(told.speaker));
    Some(Value::Object(object))
}

/// PLOVER's auxiliary mode of a status.
fn auxiliary(status: Status) -> Option<&'static str> {
    match status {
        Status::Occurred | Status::Ongoing => None,
        Status::Planned | Status::Requested => Some("future"),
        Status::Hypothetical => Some("hypothetical"),
        Status::Denied => Some("negation"),
    }
}

fn parties(event: &chancery_record::rows::EventRow, role: Role) -> Value {
    Value::Array(sides(event, role).into_iter().map(entity).collect())
}

fn entity(side: &SideRow) -> Value {
    let code = side.code.as_deref().or(side.country.as_deref()).unwrap_or("");
    let mut parts = code.split('.');
    let first = parts.next().filter(|f| !f.is_empty() && !is_sector(f));
    let sectors: Vec<&str> = code.split('.').filter(|p| is_sector(p)).collect();
    let name = actor(side).map_or("", |a| &a.name);
    json!({ "code": first.unwrap_or("UNK"), "sector": sectors.join(""), "entity_text": name, "identifier_text": name })
}

fn location(p: &PlaceRow) -> Value {
    let resolution = match p.resolution.as_deref() {
        Some("address") => Some(5),
        Some("city") => Some(4),
        Some("district") => Some(3),
        Some("province") => Some(2),
        Some("country") => Some(1),
        _ => None,
    };
    let country = p.country.as_deref();
    json!({
        "resolved_place": p.name, "geonameid": p.geonames, "lat": p.lat, "lon": p.lon, "district": p.admin2, "province": p.admin1,
        "country": country.and_then(Country::iso3).map(Country::name), "country_code": country, "resolution": resolution,
    })
}
