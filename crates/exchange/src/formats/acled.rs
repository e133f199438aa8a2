//! ACLED's export: comma-separated values with a header, columns by name, for they changed over the years.

use super::shared::{Columns, composed, filled, iso_of_words, number, on_day, owned, side};
use crate::codes::{Country, acled_sector, acled_type};
use crate::import::{Cut, Import, Repairs, Row, Skip};
use chancery_record::rows::{DocumentRow, EventPlaceRow, EventRow, ForeignCounts, ForeignRows, PlaceRow, Role, SideRow};
use chancery_record::{OnKnown, day_of};
use serde_json::{Map, Value};

const ORIGIN: &str = "acled";
/// Columns that the record has columns for; the others are kept by name.
const HELD: [&str; 14] = [
    "event_id_cnty",
    "event_date",
    "sub_event_type",
    "actor1",
    "actor2",
    "iso",
    "country",
    "admin1",
    "admin2",
    "location",
    "latitude",
    "longitude",
    "time_precision",
    "year",
];

/// Whether the first line is ACLED's header.
pub(super) fn fits(line: &str) -> bool {
    let key = line.to_lowercase().replace('"', "");
    key.contains(',') && key.contains("sub_event_type") && key.contains("event_date") && key.contains("actor1")
}

/// Reads ACLED's rows. A row of a known id takes the place of the old one, for ACLED revises its rows.
#[derive(Default)]
pub(crate) struct Acled {
    columns: Columns,
    names: Vec<String>,
}

impl Import for Acled {
    fn cut(&self) -> Cut {
        Cut::Commas
    }

    fn on_known(&self) -> OnKnown {
        OnKnown::Replace
    }

    fn header(&mut self, fields: &[&str]) -> bool {
        self.columns.learn(fields);
        self.names = fields.iter().map(|f| f.trim().to_lowercase()).collect();
        self.columns.has("sub_event_type")
    }

    fn row(&mut self, fields: &[&str], fixed: &mut Repairs) -> Result<Row, Skip> {
        if fields.len() != self.names.len() {
            return Err(format!("{} columns where the header has {}", fields.len(), self.names.len()).into());
        }
        let cell = |name: &str| self.columns.get(fields, name);
        let id = [cell("event_id_cnty"), cell("data_id")].into_iter().find(|id| !id.is_empty()).ok_or("no event id")?;
        let kind = acled_type(cell("sub_event_type"))
            .ok_or_else(|| Skip(format!("'{}' is no sub-type of ACLED", cell("sub_event_type")).into()))?;
        let event = EventRow {
            event_type: kind.event_type.into(),
            mode: kind.mode.map(Into::into),
            quad: kind.quad,
            reciprocal: kind.both,
            date: Some(date(cell("event_date"), cell("time_precision"), fixed)?),
            sides: self.parties(fields),
            places: self.place(fields).into_iter().collect(),
            counts: ForeignCounts { extra: self.rest(fields), ..ForeignCounts::default() },
            ..EventRow::default()
        };
        let sources = cell("source");
        // Several outlets behind one event are no article; one may carry many.
        let document = filled(sources).map(|s| DocumentRow::foreign(ORIGIN, None, Some(id), Some(s), None));
        Ok(Row::Event(ForeignRows { origin: ORIGIN.into(), id: id.to_owned(), document, event }))
    }
}

fn date(cell: &str, precision: &str, fixed: &mut Repairs) -> Result<chancery_record::rows::WhenRow, Skip> {
    let iso = if cell.len() == 10 && day_of(cell).is_some() {
        cell.to_owned()
    } else {
        let iso = iso_of_words(cell).ok_or_else(|| Skip(format!("'{}' is no date", super::shared::short(cell)).into()))?;
        fixed.note("date of words turned into ISO 8601");
        iso
    };
    let mut when = on_day(iso);
    when.precision = match precision {
        "2" => "week".into(),
        "3" => "month".into(),
        _ => "day".into(),
    };
    Ok(when)
}

impl Acled {
    fn parties(&self, f: &[&str]) -> Vec<SideRow> {
        let one = |role, name: &str, inter: &str| {
            let name = self.columns.get(f, name);
            let sector = match acled_sector(self.columns.get(f, inter)) {
                Some("MIL") if name.starts_with("Police") => Some("COP"),
                Some("MIL") if name.starts_with("Government") => Some("GOV"),
                sector => sector,
            };
            let state = country_of(name);
            let (code, place) = composed(state, sector.as_slice());
            (!name.is_empty()).then(|| side(role, name, code, place, state.map(|c| c.iso3)))
        };
        [one(Role::Source, "actor1", "inter1"), one(Role::Target, "actor2", "inter2")].into_iter().flatten().collect()
    }

    fn place(&self, f: &[&str]) -> Option<EventPlaceRow> {
        let cell = |name: &str| self.columns.get(f, name);
        let name = [cell("location"), cell("admin2"), cell("admin1"), cell("country")].into_iter().find(|n| !n.is_empty())?;
        let country = cell("iso").parse().ok().and_then(Country::numeric).or_else(|| Country::named(cell("country")));
        let resolution = match cell("geo_precision") {
            "1" => Some("city"),
            "2" => Some("district"),
            "3" => Some("province"),
            _ => None,
        };
        let place = PlaceRow {
            name: name.to_owned(),
            country: country.map(|c| c.iso3.to_owned()),
            admin1: owned(cell("admin1")),
            admin2: owned(cell("admin2")),
            lat: number(cell("latitude")),
            lon: number(cell("longitude")),
            resolution: resolution.map(Into::into),
            ..PlaceRow::default()
        };
        Some(EventPlaceRow { place, span: None })
    }

    fn rest(&self, f: &[&str]) -> Option<String> {
        let kept = self.names.iter().zip(f).filter(|(name, cell)| !cell.is_empty() && !HELD.contains(&name.as_str()));
        let map: Map<String, Value> = kept.map(|(name, cell)| (name.clone(), Value::from(*cell))).collect();
        (!map.is_empty()).then(|| Value::Object(map).to_string())
    }
}

/// The country in "Military Forces of Mali (2020-2021)" or "Protesters (India)".
fn country_of(name: &str) -> Option<&'static Country> {
    let bare = name.split(" (").next().unwrap_or(name);
    let bracket = name.rsplit_once('(').map(|(_, b)| b.trim_end_matches(')'));
    let after_of = bare.split_once(" of ").map(|(_, country)| country);
    after_of.and_then(Country::named).or_else(|| bracket.and_then(Country::named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_in_names() {
        let of = |name| country_of(name).map(|c| c.iso3);
        assert_eq!(of("Military Forces of Mali (2020-2021)"), Some("MLI"));
        assert_eq!(of("Protesters (India)"), Some("IND"));
        assert_eq!(of("Unidentified Armed Group"), None);
    }
}
