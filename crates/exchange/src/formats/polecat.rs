//! POLECAT (`ngecEvents*.txt`, doi:10.7910/DVN/AJGVIT): lists of actors and recipients, an event a row.

use super::shared::{Columns, composed, filled, number, on_day, owned, side};
use crate::cells::{Cells, residue};
use crate::codes::{Country, plover, sectors_of};
use crate::events::{actor, sides};
use crate::export::{Pair, Shape};
use crate::import::{Cut, Import, Repairs, Row, Skip};
use chancery_lexicon::{EventType, is_sector};
use chancery_record::day_of;
use chancery_record::rows::{DocumentRow, EventPlaceRow, EventRow, ForeignRows, PlaceRow, Role, SideRow};

const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];
const ORIGIN: &str = "polecat";
const QUADS: [&str; 4] = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

/// Whether the first line is POLECAT's header.
pub(super) fn fits(line: &str) -> bool {
    line.to_lowercase().replace('"', "").starts_with("event id\tevent date\tevent type\tevent mode")
}

/// Reads and writes POLECAT rows.
#[derive(Default)]
pub(crate) struct Polecat {
    /// Every column of the header.
    columns: Columns,
    /// Only those that POLECAT documents: some files name columns in the header that their rows lack.
    documented: Columns,
    cells: Cells,
}

impl Import for Polecat {
    fn cut(&self) -> Cut {
        Cut::Tabs
    }

    fn header(&mut self, fields: &[&str]) -> bool {
        let is_header = fields.first().is_some_and(|f| f.trim_matches('"').eq_ignore_ascii_case("event id"));
        let names: Vec<&str> =
            if is_header { fields.iter().map(|f| renamed(f)).filter(|f| !f.is_empty()).collect() } else { COLUMNS.to_vec() };
        let known: Vec<&str> = names.iter().copied().filter(|n| COLUMNS.iter().any(|c| c.eq_ignore_ascii_case(n))).collect();
        self.columns.learn(&names);
        self.documented.learn(&known);
        is_header
    }

    fn row(&mut self, fields: &[&str], fixed: &mut Repairs) -> Result<Row, Skip> {
        let columns = self.layout(fields, fixed)?;
        if fields.contains(&"None") {
            fixed.note("None read as missing");
        }
        let cell = |name: &&str| Some(columns.get(fields, name)).filter(|c| *c != "None").unwrap_or("");
        let given: Vec<&str> = COLUMNS.iter().map(cell).collect();
        let mut rows = event(&given, fixed)?;
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        self.write(&rows, &Pair::first(&rows), &mut cells);
        rows.event.counts.extra = residue(&COLUMNS, &given, &cells);
        self.cells = cells;
        Ok(Row::Event(rows))
    }
}

/// Later headers say "Event Intensity".
fn renamed(name: &str) -> &str {
    let name = name.trim().trim_matches('"');
    if name.eq_ignore_ascii_case("Event Intensity") { "Intensity" } else { name }
}

impl Polecat {
    /// Which columns a row has: all of the header, or only the documented ones. Empty cells at its end are no columns.
    fn layout(&self, fields: &[&str], fixed: &mut Repairs) -> Result<&Columns, Skip> {
        let full = self.columns.len();
        let held = fields.iter().rposition(|f| !f.trim().is_empty()).map_or(0, |i| i + 1);
        if fields.len() > full && held <= full {
            fixed.note("tabs at the end of a row removed");
            return Ok(&self.columns);
        }
        if fields.len() == full {
            return Ok(&self.columns);
        }
        if fields.len() == self.documented.len() || (fields.len() > self.documented.len() && held == self.documented.len()) {
            fixed.note("header with names that its rows lack set right");
            return Ok(&self.documented);
        }
        Err(format!("{} columns where the header has {full}", fields.len()).into())
    }
}

/// Parts of a list.
fn list(cell: &str) -> Vec<&str> {
    cell.split(';').map(str::trim).filter(|p| !p.is_empty() && *p != "None").collect()
}

fn event(f: &[&str], fixed: &mut Repairs) -> Result<ForeignRows, Skip> {
    if f[0].is_empty() {
        return Err("no event id".into());
    }
    let day = Some(f[1]).filter(|d| d.len() == 10 && day_of(d).is_some());
    let day = day.ok_or_else(|| Skip(format!("'{}' is no date", super::shared::short(f[1])).into()))?;
    let (kind, mode) = plover_type(f[2], f[5], fixed)?;
    if QUADS.iter().position(|q| q.eq_ignore_ascii_case(f[5])).is_none_or(|q| q + 1 != usize::from(kind.quad())) && !f[5].is_empty() {
        fixed.note("quad class computed anew from the PLOVER type");
    }
    let mode = list(f[3]).first().map(|m| m.to_lowercase()).or(mode.map(str::to_owned));
    let mut sides = parties(Role::Source, &f[7..12]);
    sides.extend(parties(Role::Target, &f[15..20]));
    let event = EventRow {
        event_type: kind.name().into(),
        mode: mode.map(Into::into),
        contexts: list(f[6]).into_iter().map(|c| c.to_lowercase().replace(' ', "_").into()).collect(),
        quad: kind.quad(),
        goldstein: number(f[4]),
        date: Some(on_day(day.to_owned())),
        sides,
        places: place(f).into_iter().collect(),
        ..EventRow::default()
    };
    Ok(ForeignRows { origin: ORIGIN.into(), id: f[0].to_owned(), document: Some(story(f)), event })
}

/// The story: the part of the event's id before the first underscore.
fn story(f: &[&str]) -> DocumentRow {
    let id = f[0].split('_').next().unwrap_or(f[0]);
    let published = Some(f[34]).filter(|d| day_of(d).is_some());
    DocumentRow::foreign(ORIGIN, None, Some(id), filled(f[33]), published)
}

/// PLOVER's type of today; the types of its drafts and of the UT Dallas sets are taken over as the manual of 2024 has them.
pub(super) fn plover_type(name: &str, quad: &str, fixed: &mut Repairs) -> Result<(&'static EventType, Option<&'static str>), Skip> {
    let name = name.trim().to_uppercase();
    if let Some(kind) = plover(&name) {
        return Ok((kind, None));
    }
    let verbal = quad.to_uppercase().starts_with("VERBAL");
    let found = match name.as_str() {
        "DEMAND" => ("REQUEST", None),
        "DISAPPROVE" => ("ACCUSE", Some("disapprove")),
        "INVESTIGATE" => ("ACCUSE", Some("investigate")),
        "FIGHT" => ("ASSAULT", None),
        "YIELD" if verbal => ("CONCEDE", None),
        "YIELD" => ("RETREAT", None),
        _ => return Err(format!("'{}' is no PLOVER type", super::shared::short(&name)).into()),
    };
    let kind = plover(found.0).ok_or_else(|| format!("'{}' is no PLOVER type", found.0))?;
    fixed.note("type of an earlier PLOVER turned into today's");
    Ok((kind, found.1))
}

/// The actors of one side, from name, country, COW number, primary sector and sectors.
///
/// Names and countries belong together where there are as many of the one as of the other, or one country for all; where there
/// is one name, all countries are its own. Otherwise nobody can tell, and the countries stand as actors of their own.
fn parties(role: Role, f: &[&str]) -> Vec<SideRow> {
    let (names, countries, primary) = (list(f[0]), list(f[1]), list(f[3]));
    let state = |i: usize| countries.get(i).and_then(|c| Country::called(c));
    let sector = |i: usize| {
        sectors_of(
            primary
                .get(if primary.len() == names.len() { i } else { 0 })
                .copied()
                .into_iter()
                .filter(|_| primary.len() <= 1 || primary.len() == names.len()),
        )
    };
    let one = |name: &str, i: usize, state: Option<&'static Country>| {
        let (code, place) = composed(state, &sector(i));
        side(role, name, code, place, state.map(|c| c.iso3))
    };
    match (names.len(), countries.len()) {
        (0, 0) => Vec::new(),
        (0, n) => (0..n).map(|i| one(countries[i], i, state(i))).collect(),
        (1, n) if n > 1 => (0..n).map(|i| one(names[0], 0, state(i))).collect(),
        (n, c) if n == c => (0..n).map(|i| one(names[i], i, state(i))).collect(),
        (n, 1) => (0..n).map(|i| one(names[i], i, state(0))).collect(),
        (n, c) => (0..n).map(|i| one(names[i], i, None)).chain((0..c).map(|i| one(countries[i], usize::MAX, state(i)))).collect(),
    }
}

fn place(f: &[&str]) -> Option<EventPlaceRow> {
    let finest = [(24, "city"), (25, "district"), (26, "province"), (27, "country")].into_iter().find(|(i, _)| !f[*i].is_empty());
    let name = filled(f[23]).or(finest.map(|(i, _)| f[i]))?;
    let place = PlaceRow {
        name: name.to_owned(),
        country: Country::called(f[27]).map(|c| c.iso3.to_owned()),
        admin1: owned(f[26]),
        admin2: owned(f[25]),
        lat: number(f[28]),
        lon: number(f[29]),
        resolution: finest.map(|(_, r)| r.into()),
        geonames: f[30].parse().ok(),
        feature_id: None,
    };
    Some(EventPlaceRow { place, span: None })
}

impl Shape for Polecat {
    fn columns(&self) -> &'static [&'static str] {
        &COLUMNS
    }

    fn origin(&self) -> &'static str {
        ORIGIN
    }

    fn by_pair(&self) -> bool {
        false
    }

    fn missing(&self) -> &'static str {
        "None"
    }

    fn write(&self, rows: &ForeignRows, pair: &Pair<'_>, cells: &mut Cells) {
        let event = &rows.event;
        cells.text(&pair.id);
        cells.text(event.date.as_ref().map_or("", |d| &d.start));
        cells.text(&event.event_type);
        cells.text(event.mode.as_deref().unwrap_or(""));
        cells.maybe(event.goldstein);
        cells.text(usize::from(event.quad).checked_sub(1).and_then(|q| QUADS.get(q)).unwrap_or(&""));
        cells.text(&event.contexts.join("; "));
        for role in [Role::Source, Role::Target] {
            write_parties(event, role, cells);
        }
        write_place(event.places.first().map(|p| &p.place), cells);
        let document = rows.document.as_ref();
        cells.text(document.and_then(|d| d.outlet.as_deref()).unwrap_or(""));
        cells.text(document.and_then(|d| d.published.as_deref()).and_then(|p| p.get(..10)).unwrap_or(""));
        cells.empty(5);
    }
}

/// Name, country, COW number, primary sector, sectors, title, raw name, Wikipedia.
fn write_parties(event: &EventRow, role: Role, cells: &mut Cells) {
    let found = sides(event, role);
    let sectors = |s: &SideRow| s.code.iter().flat_map(|c| c.split('.')).filter(|p| is_sector(p)).map(str::to_owned).collect::<Vec<_>>();
    let country = |s: &SideRow| s.country.as_deref().filter(|c| Country::iso3(c).is_some()).map(str::to_owned);
    let join = |parts: Vec<String>| parts.join("; ");
    cells.text(&join(found.iter().filter_map(|s| actor(s)).map(|a| a.name.clone()).collect()));
    cells.text(&join(found.iter().filter_map(|s| country(s)).collect()));
    cells.text("");
    cells.text(&join(found.iter().filter_map(|s| sectors(s).first().cloned()).collect()));
    cells.text(&join(found.iter().flat_map(|s| sectors(s)).collect()));
    cells.empty(3);
}

fn write_place(place: Option<&PlaceRow>, cells: &mut Cells) {
    let Some(p) = place else { return cells.empty(10) };
    cells.text(&p.name);
    cells.text(if p.resolution.as_deref() == Some("city") { &p.name } else { "" });
    cells.text(p.admin2.as_deref().unwrap_or(""));
    cells.text(p.admin1.as_deref().unwrap_or(""));
    cells.text(p.country.as_deref().unwrap_or(""));
    cells.maybe(p.lat);
    cells.maybe(p.lon);
    cells.maybe(p.geonames);
    cells.empty(2);
}
