//! NGEC's records, JSON Lines: the output of the coder behind POLECAT.

use super::polecat::plover_type;
use super::shared::{composed, on_day, side};
use crate::codes::{Country, sectors_of};
use crate::import::{Cut, Import, Repairs, Row, Skip};
use chancery_record::day_of;
use chancery_record::rows::{DocumentRow, EventPlaceRow, EventRow, ForeignCounts, ForeignRows, PlaceRow, Role, SideRow};
use serde_json::Value;

const ORIGIN: &str = "ngec";
/// Fields that the record has columns for; the others are kept as they are.
const HELD: [&str; 8] = ["id", "event_type", "event_mode", "contexts", "publisher", "headline", "story_id", "pub_date"];

/// Whether a line is a record of NGEC.
pub(super) fn fits(line: &str) -> bool {
    line.trim_start().starts_with('{') && line.contains("\"event_type\"") && line.contains("\"event_mode\"")
}

/// Reads NGEC's records.
pub(crate) struct Ngec;

impl Import for Ngec {
    fn cut(&self) -> Cut {
        Cut::Line
    }

    fn row(&mut self, fields: &[&str], fixed: &mut Repairs) -> Result<Row, Skip> {
        let record: Value = serde_json::from_str(fields[0]).map_err(|e| Skip(format!("broken JSON: {:?}", e.classify()).into()))?;
        let text = |name: &str| record.get(name).and_then(Value::as_str).filter(|t| !t.is_empty() && *t != "None");
        let id = text("id").ok_or("no id")?;
        let day = [text("date_resolved"), text("date"), text("pub_date")].into_iter().flatten().find_map(day_in).ok_or("no date")?;
        let kinds = strings(record.get("event_type"));
        let (kind, mode) = plover_type(kinds.first().map_or("", String::as_str), "", fixed)?;
        if kinds.len() > 1 {
            fixed.note("only the first of several types of one record is its type; all are kept in extra");
        }
        let mut sides = parties(Role::Source, record.pointer("/attributes/ACTOR"));
        sides.extend(parties(Role::Target, record.pointer("/attributes/RECIP")));
        let mode = strings(record.get("event_mode")).into_iter().next().or(mode.map(str::to_owned));
        let event = EventRow {
            event_type: kind.name().into(),
            mode: mode.map(Into::into),
            contexts: strings(record.get("contexts")).into_iter().map(Into::into).collect(),
            quad: kind.quad(),
            goldstein: Some(f64::from(kind.score())),
            date: Some(on_day(day.to_owned())),
            sides,
            places: place(record.pointer("/event_geolocation/geo").or(record.get("event_geolocation"))).into_iter().collect(),
            counts: ForeignCounts { extra: rest(&record, kinds.len() > 1), ..ForeignCounts::default() },
            ..EventRow::default()
        };
        let published = text("pub_date").and_then(day_in);
        let story = text("story_id").unwrap_or(id);
        let mut document = DocumentRow::foreign(ORIGIN, None, Some(story), text("publisher"), published);
        document.title = text("headline").map(str::to_owned);
        Ok(Row::Event(ForeignRows { origin: ORIGIN.into(), id: id.to_owned(), document: Some(document), event }))
    }
}

fn day_in(text: &str) -> Option<&str> {
    text.get(..10).filter(|d| day_of(d).is_some())
}

/// A list of strings, or one string as a list of one.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) if !one.is_empty() => vec![one.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn parties(role: Role, list: Option<&Value>) -> Vec<SideRow> {
    let one = |party: &Value| {
        let text = |name: &str| party.get(name).and_then(Value::as_str).filter(|t| !t.is_empty());
        let name = text("wiki").or(text("text"))?;
        let state = text("country").and_then(Country::called);
        let (code, place) = composed(state, &sectors_of(text("code_1").into_iter()));
        Some(side(role, name, code, place, state.map(|c| c.iso3)))
    };
    list.and_then(Value::as_array).map(|l| l.iter().filter_map(one).collect()).unwrap_or_default()
}

fn place(geo: Option<&Value>) -> Option<EventPlaceRow> {
    let geo = match geo? {
        Value::Array(list) => list.first()?,
        one => one,
    };
    let text = |name: &str| geo.get(name).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned);
    let number = |name: &str| geo.get(name).and_then(|v| v.as_f64().or_else(|| v.as_str()?.parse().ok()));
    let place = PlaceRow {
        name: text("resolved_placename").or_else(|| text("name")).or_else(|| text("extracted_name"))?,
        country: text("country_code3").and_then(|c| Country::called(&c)).map(|c| c.iso3.to_owned()),
        admin1: text("admin1_name"),
        admin2: text("admin2_name"),
        lat: number("lat"),
        lon: number("lon"),
        resolution: None,
        geonames: number("geonameid").map(|n| n as i64),
        feature_id: None,
    };
    Some(EventPlaceRow { place, span: None })
}

fn rest(record: &Value, several: bool) -> Option<String> {
    let kept = record.as_object()?.iter().filter(|(name, _)| !HELD.contains(&name.as_str()) || (several && *name == "event_type"));
    let map: serde_json::Map<String, Value> = kept.map(|(n, v)| (n.clone(), v.clone())).collect();
    (!map.is_empty()).then(|| Value::Object(map).to_string())
}
