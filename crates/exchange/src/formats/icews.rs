//! ICEWS coded events (Dataverse, doi:10.7910/DVN/28075).

use super::shared::{Columns, coded, composed, filled, iso_of_words, number, on_day, owned, side};
use crate::cells::{Cells, residue};
use crate::codes::{Country, cameo, cameo_for, sectors_of};
use crate::events::actor;
use crate::export::{Pair, Shape};
use crate::import::{Cut, Import, Repairs, Row, Skip};
use chancery_record::day_of;
use chancery_record::rows::{DocumentRow, EventPlaceRow, ForeignRows, PlaceRow, Role, SideRow};

const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];
const ORIGIN: &str = "icews";

/// Whether the first line is ICEWS's header.
pub(super) fn fits(line: &str) -> bool {
    let key = line.to_lowercase().replace(['_', '.', '"'], " ");
    key.starts_with("event id\tevent date\tsource name")
}

/// Reads and writes ICEWS events.
#[derive(Default)]
pub(crate) struct Icews {
    columns: Columns,
    cells: Cells,
}

impl Import for Icews {
    fn cut(&self) -> Cut {
        Cut::Tabs
    }

    fn header(&mut self, fields: &[&str]) -> bool {
        let is_header = fields.first().is_some_and(|f| f.trim().eq_ignore_ascii_case("event id") || *f == "event_id");
        self.columns.learn(if is_header { fields } else { &COLUMNS });
        is_header
    }

    fn row(&mut self, fields: &[&str], fixed: &mut Repairs) -> Result<Row, Skip> {
        if fields.len() < self.columns.len() {
            return Err(format!("{} columns where {} are expected", fields.len(), self.columns.len()).into());
        }
        if fields.contains(&"NA") {
            fixed.note("NA read as missing");
        }
        let cell = |name: &str| Some(self.columns.get(fields, name)).filter(|c| *c != "NA").unwrap_or("");
        let given: Vec<&str> = COLUMNS.iter().map(|c| cell(c)).collect();
        let mut rows = event(&given, self.columns.has("CAMEO Code"), fixed)?;
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        self.write(&rows, &Pair::first(&rows), &mut cells);
        // The date is kept as ISO 8601 whatever way it came.
        let mut kept = given;
        kept[1] = cells.get(1);
        rows.event.counts.extra = residue(&COLUMNS, &kept, &cells);
        self.cells = cells;
        if let Some(document) = &mut rows.document {
            document.published = rows.event.date.as_ref().map(|d| d.start.clone());
        }
        Ok(Row::Event(rows))
    }
}

/// The date in ISO 8601; one release has month/day/year.
fn date_of(cell: &str, fixed: &mut Repairs) -> Option<String> {
    if day_of(cell).is_some() && cell.len() == 10 {
        return Some(cell.to_owned());
    }
    let iso = iso_of_words(cell)?;
    fixed.note("date month/day/year turned into ISO 8601");
    Some(iso)
}

fn event(f: &[&str], has_code: bool, fixed: &mut Repairs) -> Result<ForeignRows, Skip> {
    let date = date_of(f[1], fixed).ok_or_else(|| Skip(format!("'{}' is no date", super::shared::short(f[1])).into()))?;
    if f[0].is_empty() {
        return Err("no event id".into());
    }
    let by_label;
    let code = match f[6] {
        "" if !f[5].is_empty() => {
            by_label = code_of_label(f[5]).ok_or_else(|| Skip("no CAMEO code, and the event text is no name of one".into()))?;
            fixed.note(if has_code {
                "missing CAMEO code found by the event text"
            } else {
                "no column of CAMEO codes: found by the event text"
            });
            by_label
        }
        "" => return Err("neither a CAMEO code nor an event text".into()),
        code if code.len() == 2 || (code.len() == 3 && cameo(code).is_none_or(|c| c.code != code)) => {
            by_label = zero_padded(code, f[5]);
            if by_label != code {
                fixed.note("leading zero of the CAMEO code put back");
            }
            by_label
        }
        code => code.to_owned(),
    };
    let (mut event, _) = coded(&code)?;
    event.goldstein = number(f[7]).or(event.goldstein);
    event.sentence = f[12].parse().ok();
    event.sides =
        [(Role::Source, 2), (Role::Target, 8)].into_iter().filter_map(|(role, at)| party(role, f[at], f[at + 1], f[at + 2])).collect();
    event.places = place(f, fixed).into_iter().collect();
    event.date = Some(on_day(date.clone()));
    let story = filled(f[11]).map(|story| DocumentRow::foreign(ORIGIN, None, Some(story), filled(f[13]), None));
    // Ids were used again before 2014, but never on the same day.
    Ok(ForeignRows { origin: ORIGIN.into(), id: format!("{}@{date}", f[0]), document: story, event })
}

fn code_of_label(label: &str) -> Option<String> {
    crate::codes::cameo_named(label).map(|c| c.code.to_owned())
}

/// A code that lost its zero: the padded one, where it fits the event's text or the short one is none.
fn zero_padded(code: &str, label: &str) -> String {
    let padded = format!("0{code}");
    let fits = |code: &str| cameo(code).filter(|c| c.code == code);
    match (fits(code).filter(|c| c.code.len() > 2), fits(&padded)) {
        (Some(short), Some(long)) if short.name != label && long.name == label => padded,
        (None, Some(_)) => padded,
        _ => code.to_owned(),
    }
}

fn party(role: Role, name: &str, sectors: &str, country: &str) -> Option<SideRow> {
    if name.is_empty() && country.is_empty() {
        return None;
    }
    let state = Country::named(country);
    let (code, place) = composed(state, &sectors_of(sectors.split(',')));
    Some(side(role, if name.is_empty() { country } else { name }, code, place, state.map(|c| c.iso3)))
}

fn place(f: &[&str], fixed: &mut Repairs) -> Option<EventPlaceRow> {
    let finest = [(14, "city"), (15, "district"), (16, "province"), (17, "country")].into_iter().find(|(i, _)| !f[*i].is_empty())?;
    let country = Country::named(f[17]);
    if country.is_none() && !f[17].is_empty() {
        fixed.note("place in no country of ISO 3166");
    }
    let place = PlaceRow {
        name: f[finest.0].to_owned(),
        country: country.map(|c| c.iso3.to_owned()),
        admin1: owned(f[16]),
        admin2: owned(f[15]),
        lat: number(f[18]),
        lon: number(f[19]),
        resolution: Some(finest.1.into()),
        ..PlaceRow::default()
    };
    Some(EventPlaceRow { place, span: None })
}

impl Shape for Icews {
    fn columns(&self) -> &'static [&'static str] {
        &COLUMNS
    }

    fn origin(&self) -> &'static str {
        ORIGIN
    }

    fn write(&self, rows: &ForeignRows, pair: &Pair<'_>, cells: &mut Cells) {
        let event = &rows.event;
        cells.text(pair.id.split('@').next().unwrap_or(""));
        cells.text(event.date.as_ref().map_or("", |d| &d.start));
        write_party(pair.source, cells);
        let code = event.cameo.as_deref().or_else(|| cameo_for(&event.event_type, event.mode.as_deref()).map(|c| c.code)).unwrap_or("");
        let known = cameo(code);
        cells.text(known.map_or("", |c| c.name));
        cells.text(code);
        cells.maybe(if rows.origin == "chancery" { known.map(|c| c.goldstein) } else { event.goldstein });
        write_party(pair.target, cells);
        let document = rows.document.as_ref();
        cells.text(document.and_then(|d| d.external_id.as_deref()).unwrap_or(""));
        cells.maybe(event.sentence);
        cells.text(document.and_then(|d| d.outlet.as_deref()).unwrap_or(""));
        write_place(event.places.first().map(|p| &p.place), cells);
    }
}

/// Name, sectors, country.
fn write_party(side: Option<&SideRow>, cells: &mut Cells) {
    let Some(side) = side else { return cells.empty(3) };
    cells.text(actor(side).map_or("", |a| &a.name));
    let code = side.code.as_deref().unwrap_or("");
    cells.text(&code.split('.').filter(|s| chancery_lexicon::is_sector(s)).collect::<Vec<_>>().join(","));
    cells.text(side.country.as_deref().and_then(Country::iso3).map_or("", Country::name));
}

fn write_place(place: Option<&PlaceRow>, cells: &mut Cells) {
    let Some(p) = place else { return cells.empty(6) };
    cells.text(if matches!(p.resolution.as_deref(), Some("city" | "address") | None) { &p.name } else { "" });
    cells.text(p.admin2.as_deref().unwrap_or(""));
    cells.text(p.admin1.as_deref().unwrap_or(""));
    cells.text(p.country.as_deref().and_then(Country::iso3).map_or("", Country::name));
    cells.maybe(p.lat);
    cells.maybe(p.lon);
}
