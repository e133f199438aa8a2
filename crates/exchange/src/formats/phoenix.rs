//! The Phoenix pipeline's `events.full.YYYYMMDD.txt`: 26 columns, no header.

use super::shared::{cameo_side, coded, filled, iso_of_digits, number, on_day, owned};
use crate::codes::Country;
use crate::import::{Cut, Import, Repairs, Row, Skip};
use chancery_record::rows::{DocumentRow, EventPlaceRow, ForeignRows, PlaceRow, Role, SideRow};
use serde_json::{Map, Value};

const COLUMNS: [&str; 26] = [
    "EventID",
    "Date",
    "Year",
    "Month",
    "Day",
    "SourceActorFull",
    "SourceActorEntity",
    "SourceActorRole",
    "SourceActorAttribute",
    "TargetActorFull",
    "TargetActorEntity",
    "TargetActorRole",
    "TargetActorAttribute",
    "EventCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScore",
    "Issues",
    "Lat",
    "Lon",
    "LocationName",
    "StateName",
    "CountryName",
    "SentenceID",
    "URLs",
    "NewsSources",
];
const ORIGIN: &str = "phoenix";
/// Columns that have no column of the record.
const REST: [usize; 5] = [8, 12, 17, 23, 24];

/// Whether a line is an event of Phoenix.
pub(super) fn fits(line: &str) -> bool {
    let fields: Vec<&str> = line.split('\t').collect();
    fields.len() == COLUMNS.len() && iso_of_digits(fields[1]).is_some() && fields[15].len() == 1
}

/// Reads Phoenix events.
#[derive(Default)]
pub(crate) struct Phoenix;

impl Import for Phoenix {
    fn cut(&self) -> Cut {
        Cut::Tabs
    }

    fn row(&mut self, fields: &[&str], fixed: &mut Repairs) -> Result<Row, Skip> {
        if fields.len() != COLUMNS.len() {
            return Err(format!("{} columns where {} are expected", fields.len(), COLUMNS.len()).into());
        }
        let f: Vec<&str> = fields.iter().map(|f| f.trim()).collect();
        let day = iso_of_digits(f[1]).ok_or_else(|| Skip(format!("'{}' is no date", super::shared::short(f[1])).into()))?;
        let (mut event, known) = coded(f[13])?;
        if f[15].parse() != Ok(known.quad) {
            fixed.note("quad class computed anew from the CAMEO code");
        }
        event.goldstein = number(f[16]).or(event.goldstein);
        event.sides = [(Role::Source, 5), (Role::Target, 9)].into_iter().filter_map(|(role, at)| party(role, f[at])).collect();
        event.places = place(&f).into_iter().collect();
        event.date = Some(on_day(day.clone()));
        event.sentence = f[23].split(';').next().and_then(|s| s.rsplit('_').next()).and_then(|s| s.parse().ok());
        let mut extra = rest(&f);
        if f[15].parse() != Ok(known.quad) {
            extra.insert(COLUMNS[15].to_owned(), f[15].into());
        }
        event.counts.extra = (!extra.is_empty()).then(|| Value::Object(extra).to_string());
        // The counter behind the ids is a text file and begins again when it is lost.
        Ok(Row::Event(ForeignRows { origin: ORIGIN.into(), id: format!("{}@{day}", f[0]), document: story(&f, &day), event }))
    }
}

fn rest(f: &[&str]) -> Map<String, Value> {
    REST.iter().filter(|&&i| !f[i].is_empty()).map(|&i| (COLUMNS[i].to_owned(), Value::from(f[i]))).collect()
}

fn party(role: Role, code: &str) -> Option<SideRow> {
    (!code.is_empty() && code != "---").then(|| cameo_side(role, code, code))
}

/// The first article of the list; the whole list is in `extra`.
fn story(f: &[&str], day: &str) -> Option<DocumentRow> {
    let first = |cell: &'_ str| cell.split(';').next().map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned);
    let story = first(f[23]).and_then(|s| s.rsplit_once('_').map(|(story, _)| story.to_owned()));
    let url = first(f[24]);
    let outlet = first(f[25]);
    (url.is_some() || story.is_some()).then(|| DocumentRow::foreign(ORIGIN, url.as_deref(), story.as_deref(), outlet.as_deref(), Some(day)))
}

fn place(f: &[&str]) -> Option<EventPlaceRow> {
    let finest = [(20, "city"), (21, "province"), (22, "country")].into_iter().find(|(i, _)| !f[*i].is_empty())?;
    let place = PlaceRow {
        name: f[finest.0].to_owned(),
        country: Country::called(f[22]).map(|c| c.iso3.to_owned()),
        admin1: owned(f[21]),
        lat: number(f[18]),
        lon: number(f[19]),
        resolution: Some(finest.1.into()),
        ..PlaceRow::default()
    };
    filled(f[finest.0]).map(|_| EventPlaceRow { place, span: None })
}
