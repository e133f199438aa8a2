//! What several formats need: dates, columns by name, actors and places in the record's terms.

use crate::codes::{Cameo, CameoActor, Country, cameo};
use crate::import::Skip;
use chancery_record::day_of;
use chancery_record::rows::{ActorRow, EventRow, Role, SideRow, WhenRow, Who};
use std::collections::HashMap;

/// `YYYYMMDD…` as an ISO 8601 date; `None` where it is no day of the calendar.
pub(super) fn iso_of_digits(digits: &str) -> Option<String> {
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    let iso = format!("{year}-{month}-{day}");
    day_of(&iso).map(|_| iso)
}

/// `YYYYMMDDHHMMSS` as an ISO 8601 time in UTC, a shorter one as a date.
pub(super) fn time_of_digits(digits: &str) -> Option<String> {
    let date = iso_of_digits(digits)?;
    Some(match (digits.get(8..10), digits.get(10..12), digits.get(12..14)) {
        (Some(hour), Some(minute), Some(second)) => format!("{date}T{hour}:{minute}:{second}Z"),
        _ => date,
    })
}

/// The digits of an ISO 8601 date or time.
pub(super) fn digits_of(iso: &str) -> String {
    iso.chars().filter(char::is_ascii_digit).collect()
}

/// A date known to the day.
pub(super) fn on_day(iso: String) -> WhenRow {
    WhenRow { end: iso.clone(), start: iso, precision: "day".into(), text: None }
}

/// `m/d/YYYY`, as a spreadsheet leaves it, or `D Month YYYY`, as ISO 8601.
pub(super) fn iso_of_words(date: &str) -> Option<String> {
    let parts: Vec<&str> = date.split(['/', ' ', '-']).filter(|p| !p.is_empty()).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let (month, day) = match month_named(b) {
        Some(month) => (month, a.parse().ok()?),
        None => (a.parse().ok()?, b.parse().ok()?),
    };
    let (year, month, day): (u32, u32, u32) = (year.parse().ok()?, month, day);
    let iso = format!("{year:04}-{month:02}-{day:02}");
    day_of(&iso).map(|_| iso)
}

fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|m| *m == start).map(|i| i as u32 + 1)
}

/// Where a format's columns stand, by lower-case name.
#[derive(Debug, Default)]
pub(super) struct Columns(HashMap<String, usize>);

impl Columns {
    /// Learn them from a header. Case, points and underscores do not matter.
    pub(super) fn learn(&mut self, header: &[&str]) {
        for (i, name) in header.iter().enumerate() {
            self.0.entry(Self::key(name)).or_insert(i);
        }
    }

    fn key(name: &str) -> String {
        name.trim_matches(['"', ' ', '\u{feff}']).to_lowercase().replace(['.', '_', ' '], "")
    }

    /// Whether a column is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(&Self::key(name))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// A column's cell, trimmed; empty where the row or the column lacks it.
    pub(super) fn get<'f>(&self, fields: &[&'f str], name: &str) -> &'f str {
        self.0.get(&Self::key(name)).and_then(|&i| fields.get(i)).map_or("", |f| f.trim())
    }
}

/// A cell, where it is not empty.
pub(super) fn filled(cell: &str) -> Option<&str> {
    (!cell.is_empty()).then_some(cell)
}

/// An owned cell, where it is not empty.
pub(super) fn owned(cell: &str) -> Option<String> {
    filled(cell).map(str::to_owned)
}

/// The event that a CAMEO code is.
pub(super) fn coded(code: &str) -> Result<(EventRow, &'static Cameo), Skip> {
    let known = cameo(code).ok_or_else(|| Skip(format!("CAMEO has no code '{}'", short(code)).into()))?;
    let event = EventRow {
        event_type: known.event_type.into(),
        mode: known.mode.map(Into::into),
        contexts: known.contexts.iter().map(|c| (*c).into()).collect(),
        cameo: Some(code.to_owned()),
        quad: known.quad,
        goldstein: Some(known.goldstein),
        ..EventRow::default()
    };
    Ok((event, known))
}

/// A cell short enough for a message; reasons with the cell in them are few only if it is short.
pub(super) fn short(cell: &str) -> String {
    cell.chars().take(12).collect()
}

/// A side named by a CAMEO actor code.
pub(super) fn cameo_side(role: Role, raw: &str, name: &str) -> SideRow {
    let actor = CameoActor::read(raw);
    let place = actor.place().map(str::to_owned);
    side(role, name, Some(actor.code).filter(|c| !c.is_empty()), place, actor.country)
}

/// A side of an imported event.
pub(super) fn side(role: Role, name: &str, code: Option<String>, place: Option<String>, country: Option<&str>) -> SideRow {
    let actor = ActorRow {
        name: name.to_owned(),
        kind: "unknown".into(),
        codes: code.iter().cloned().collect(),
        countries: country.map(str::to_owned).into_iter().collect(),
    };
    SideRow { role, actor: Who::Named(actor), code, country: place }
}

/// Country and sectors as one code, and what stands for the country: `USA` and `GOV` are `USA.GOV`.
pub(super) fn composed(country: Option<&'static Country>, sectors: &[&str]) -> (Option<String>, Option<String>) {
    let heads = ["IGO", "NGO", "MNC"];
    let head = sectors.iter().find(|s| heads.contains(s)).copied();
    let first = country.map(|c| c.iso3).or(head);
    let rest = sectors.iter().copied().filter(|s| !heads.contains(s));
    let code = first.into_iter().chain(rest).collect::<Vec<_>>().join(".");
    (Some(code).filter(|c| !c.is_empty()), first.map(str::to_owned))
}

/// A number, where the cell is one.
pub(super) fn number(cell: &str) -> Option<f64> {
    filled(cell).and_then(|c| c.trim().parse().ok()).filter(|n: &f64| n.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_shape() {
        assert_eq!(iso_of_digits("20191024").as_deref(), Some("2019-10-24"));
        assert_eq!(iso_of_digits("20190231"), None);
        assert_eq!(time_of_digits("20191024143000").as_deref(), Some("2019-10-24T14:30:00Z"));
        assert_eq!(time_of_digits("20191024").as_deref(), Some("2019-10-24"));
        assert_eq!(digits_of("2019-10-24T14:30:00Z"), "20191024143000");
        assert_eq!(iso_of_words("3/14/2017").as_deref(), Some("2017-03-14"));
        assert_eq!(iso_of_words("14 March 2017").as_deref(), Some("2017-03-14"));
        assert_eq!(iso_of_words("31/12/2017"), None);
        assert_eq!(iso_of_words("soon"), None);
    }

    #[test]
    fn columns_are_found_however_the_header_spells_them() {
        let mut columns = Columns::default();
        columns.learn(&["\u{feff}Event ID", "event.date", "Source_Name"]);
        assert_eq!(columns.get(&["1", " 2 "], "event_date"), "2");
        assert_eq!(columns.get(&["1", "2"], "Source Name"), "");
        assert!(columns.has("event id") && columns.len() == 3);
    }

    #[test]
    fn countries_and_sectors_compose() {
        let code = |country, sectors: &[&str]| composed(Country::called(country), sectors);
        assert_eq!(code("France", &["GOV"]), (Some("FRA.GOV".to_owned()), Some("FRA".to_owned())));
        assert_eq!(code("", &["IGO", "MED"]), (Some("IGO.MED".to_owned()), Some("IGO".to_owned())));
        assert_eq!(code("", &["COP"]), (Some("COP".to_owned()), None));
        assert_eq!(code("", &[]), (None, None));
    }
}
