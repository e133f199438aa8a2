//! GDELT events, 1.0 and 2.0.
//!
//! Source: GDELT event database codebook 2.0 (2015-02-19), and what real files do against it (`docs/FORMATS.md`).

use super::shared::{cameo_side, coded, digits_of, filled, iso_of_digits, number, on_day, time_of_digits};
use crate::cells::{Cells, residue};
use crate::codes::{Country, cameo_for, cameo_of};
use crate::events::actor;
use crate::export::{Pair, Shape};
use crate::import::{Cut, Import, Repairs, Row, Skip};
use chancery_record::day_of;
use chancery_record::rows::{DocumentRow, EventPlaceRow, ForeignCounts, ForeignRows, PlaceRow, Role, SideRow, WhenRow, Word};

/// The layouts that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// 58 columns, without ADM2 codes; 57 without the address, before April 2013.
    One,
    /// 61 columns.
    Two,
}

/// Columns 1 to 35, the same in both.
const EVENT: [&str; 35] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
];

macro_rules! geo {
    (1) => {
        [
            "Actor1Geo_Type",
            "Actor1Geo_FullName",
            "Actor1Geo_CountryCode",
            "Actor1Geo_ADM1Code",
            "Actor1Geo_Lat",
            "Actor1Geo_Long",
            "Actor1Geo_FeatureID",
            "Actor2Geo_Type",
            "Actor2Geo_FullName",
            "Actor2Geo_CountryCode",
            "Actor2Geo_ADM1Code",
            "Actor2Geo_Lat",
            "Actor2Geo_Long",
            "Actor2Geo_FeatureID",
            "ActionGeo_Type",
            "ActionGeo_FullName",
            "ActionGeo_CountryCode",
            "ActionGeo_ADM1Code",
            "ActionGeo_Lat",
            "ActionGeo_Long",
            "ActionGeo_FeatureID",
            "DATEADDED",
            "SOURCEURL",
        ]
    };
    (2) => {
        [
            "Actor1Geo_Type",
            "Actor1Geo_FullName",
            "Actor1Geo_CountryCode",
            "Actor1Geo_ADM1Code",
            "Actor1Geo_ADM2Code",
            "Actor1Geo_Lat",
            "Actor1Geo_Long",
            "Actor1Geo_FeatureID",
            "Actor2Geo_Type",
            "Actor2Geo_FullName",
            "Actor2Geo_CountryCode",
            "Actor2Geo_ADM1Code",
            "Actor2Geo_ADM2Code",
            "Actor2Geo_Lat",
            "Actor2Geo_Long",
            "Actor2Geo_FeatureID",
            "ActionGeo_Type",
            "ActionGeo_FullName",
            "ActionGeo_CountryCode",
            "ActionGeo_ADM1Code",
            "ActionGeo_ADM2Code",
            "ActionGeo_Lat",
            "ActionGeo_Long",
            "ActionGeo_FeatureID",
            "DATEADDED",
            "SOURCEURL",
        ]
    };
}

const ONE: [&str; 58] = joined(EVENT, geo!(1));
const TWO: [&str; 61] = joined(EVENT, geo!(2));

/// Two lists of names as one.
const fn joined<const A: usize, const B: usize, const C: usize>(a: [&'static str; A], b: [&'static str; B]) -> [&'static str; C] {
    let mut all = [""; C];
    let mut i = 0;
    while i < C {
        all[i] = if i < A { a[i] } else { b[i - A] };
        i += 1;
    }
    all
}

impl Version {
    fn columns(self) -> &'static [&'static str] {
        if self == Self::One { &ONE } else { &TWO }
    }

    fn origin(self) -> &'static str {
        if self == Self::One { "gdelt1" } else { "gdelt2" }
    }

    /// Columns of one place.
    fn geo(self) -> usize {
        if self == Self::One { 7 } else { 8 }
    }

    /// Column of the place of the action.
    fn action(self) -> usize {
        35 + 2 * self.geo()
    }
}

/// Whether a line has one of these numbers of columns, and begins as an event does.
pub(super) fn fits(line: &str, widths: &[usize]) -> bool {
    let fields: Vec<&str> = line.split('\t').collect();
    let digits = |f: &str| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit());
    widths.contains(&fields.len()) && digits(fields[0]) && fields[1].len() == 8 && digits(fields[1])
}

/// Reads and writes GDELT events.
pub(crate) struct Gdelt {
    version: Version,
    cells: Cells,
}

impl Gdelt {
    pub(crate) fn new(version: Version) -> Self {
        Self { version, cells: Cells::default() }
    }
}

impl Import for Gdelt {
    fn cut(&self) -> Cut {
        Cut::Tabs
    }

    fn header(&mut self, fields: &[&str]) -> bool {
        fields.first().is_some_and(|f| f.eq_ignore_ascii_case("GLOBALEVENTID"))
    }

    fn row(&mut self, fields: &[&str], fixed: &mut Repairs) -> Result<Row, Skip> {
        let wanted = self.version.columns().len();
        let mut f: Vec<&str> = fields.iter().map(|f| f.trim_matches(' ')).collect();
        if f.iter().zip(fields).any(|(trimmed, whole)| trimmed.len() < whole.len()) {
            fixed.note("spaces around a cell removed");
        }
        match (self.version, f.len()) {
            (_, n) if n == wanted => {}
            (Version::One, 57) => {
                fixed.note("57-column backfile: no address");
                f.push("");
            }
            (_, n) => return Err(format!("{n} columns where {wanted} are expected").into()),
        }
        if self.version == Version::One {
            without_zeros(&mut f, fixed);
        }
        let fields = f.as_slice();
        let mut rows = self.event(fields, fixed)?;
        self.keep_rest(&mut rows, fields);
        if let Some(document) = &mut rows.document {
            document.published = time_of_digits(fields[wanted - 2]);
        }
        Ok(Row::Event(rows))
    }
}

impl Gdelt {
    fn event(&self, f: &[&str], fixed: &mut Repairs) -> Result<ForeignRows, Skip> {
        if f[0].is_empty() || !f[0].bytes().all(|b| b.is_ascii_digit()) {
            return Err("GLOBALEVENTID is no number".into());
        }
        let padded;
        let mut code = f[26];
        // A root of one digit has passed through a spreadsheet, which took its leading zero.
        if f[28].len() == 1 && code.len() < 4 {
            fixed.note("leading zero of the CAMEO code put back");
            padded = format!("0{code}");
            code = &padded;
        }
        let (mut event, known) = coded(code)?;
        if f[29].parse() != Ok(known.quad) {
            fixed.note("quad class computed anew from the CAMEO code");
        }
        event.goldstein = number(f[30]).or(event.goldstein);
        let added = f[self.version.columns().len() - 2];
        event.date = date(f[1], added, fixed);
        event.sides = [(Role::Source, 5), (Role::Target, 15)].into_iter().filter_map(|(role, at)| side(role, f[at], f[at + 1])).collect();
        event.places = self.place(&f[self.version.action()..], fixed).into_iter().collect();
        let count = |cell: &str| cell.parse().ok();
        event.counts =
            ForeignCounts { mentions: count(f[31]), sources: count(f[32]), articles: count(f[33]), tone: number(f[34]), extra: None };
        let origin = self.version.origin();
        let document = article(origin, f[self.version.columns().len() - 1]);
        Ok(ForeignRows { origin: origin.into(), id: f[0].to_owned(), document, event })
    }

    /// Keep in `extra` what writing the row back does not give.
    fn keep_rest(&mut self, rows: &mut ForeignRows, fields: &[&str]) {
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        self.write(rows, &Pair::first(rows), &mut cells);
        rows.event.counts.extra = residue(self.version.columns(), fields, &cells);
        self.cells = cells;
    }

    /// The place of the action.
    fn place(&self, geo: &[&str], fixed: &mut Repairs) -> Option<EventPlaceRow> {
        if geo[1].is_empty() {
            return None;
        }
        let adm2 = self.version == Version::Two;
        let after = if adm2 { 5 } else { 4 };
        let country = Country::fips(geo[2]);
        match country {
            Some(_) => fixed.note("FIPS country of the place turned into ISO 3166"),
            None if !geo[2].is_empty() => fixed.note("place in no country of ISO 3166"),
            None => {}
        }
        let resolution: Option<Word> = match geo[0] {
            "1" => Some("country".into()),
            "2" | "5" => Some("province".into()),
            "3" | "4" => Some("city".into()),
            _ => None,
        };
        let place = PlaceRow {
            name: geo[1].to_owned(),
            country: country.map(|c| c.iso3.to_owned()),
            admin1: province(geo[1], geo[0]).map(str::to_owned),
            admin2: None,
            lat: number(geo[after]),
            lon: number(geo[after + 1]),
            resolution,
            geonames: None,
            feature_id: filled(geo[after + 2]).map(str::to_owned),
        };
        Some(EventPlaceRow { place, span: None })
    }
}

/// GDELT 1.0 writes 0 for the latitude, longitude and feature of a place it does not know.
fn without_zeros(f: &mut [&str], fixed: &mut Repairs) {
    let mut found = false;
    for place in [35, 42, 49] {
        let unknown = f[place + 1].is_empty();
        for cell in f[place..place + 7].iter_mut().enumerate().filter(|(i, _)| unknown || *i == 6).map(|(_, c)| c) {
            found |= *cell == "0";
            *cell = if *cell == "0" { "" } else { cell };
        }
    }
    if found {
        fixed.note("zeros in the place of nothing removed");
    }
}

/// The province in "Minsk, Minskaya Voblasts', Belarus"; a state of the USA or a province stands first itself.
fn province<'n>(name: &'n str, kind: &str) -> Option<&'n str> {
    let parts: Vec<&str> = name.split(", ").collect();
    match (kind, parts.as_slice()) {
        ("2" | "5", [province, ..]) => Some(province),
        ("3" | "4", [_, .., province, _]) => Some(province),
        _ => None,
    }
}

/// GDELT makes "last week", "last month" and "last year" of an article exactly 7, 30 and 365 days before it was added.
fn date(digits: &str, added: &str, fixed: &mut Repairs) -> Option<WhenRow> {
    let Some(iso) = iso_of_digits(digits) else {
        fixed.note("date that is no day of the calendar left out");
        return None;
    };
    let back = iso_of_digits(added).and_then(|a| Some(day_of(&a)? - day_of(&iso)?));
    let precision: Word = match back {
        Some(7) => "week".into(),
        Some(30) => "month".into(),
        Some(365) => "year".into(),
        _ => "day".into(),
    };
    if precision != "day" {
        fixed.note("vague date (exactly a week, month or year back) marked as such");
    }
    Some(WhenRow { precision, ..on_day(iso) })
}

fn side(role: Role, code: &str, name: &str) -> Option<SideRow> {
    if code.is_empty() && name.is_empty() {
        return None;
    }
    Some(cameo_side(role, code, if name.is_empty() { code } else { name }))
}

/// The article behind an event. Early rows name the outlet only, which is no article.
fn article(origin: &str, url: &str) -> Option<DocumentRow> {
    let host = host(url)?;
    Some(DocumentRow::foreign(origin, Some(url), None, Some(host), None))
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next().filter(|h| !h.is_empty())?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

impl Shape for Gdelt {
    fn columns(&self) -> &'static [&'static str] {
        self.version.columns()
    }

    fn has_header(&self) -> bool {
        false
    }

    fn origin(&self) -> &'static str {
        self.version.origin()
    }

    fn write(&self, rows: &ForeignRows, pair: &Pair<'_>, cells: &mut Cells) {
        let event = &rows.event;
        cells.text(&pair.id);
        write_date(event.date.as_ref().map_or("", |d| &d.start), cells);
        for side in [pair.source, pair.target] {
            write_actor(side, cells);
        }
        cells.text("1");
        let code = event.cameo.as_deref().or_else(|| cameo_for(&event.event_type, event.mode.as_deref()).map(|c| c.code)).unwrap_or("");
        cells.text(code);
        cells.text(code.get(..3).unwrap_or(code));
        cells.text(code.get(..2).unwrap_or(code));
        cells.put(event.quad);
        let goldstein = if rows.origin == "chancery" { crate::codes::cameo(code).map(|c| c.goldstein) } else { event.goldstein };
        cells.maybe(goldstein.map(|g| format!("{g:?}")));
        let counts = &event.counts;
        cells.maybe(counts.mentions);
        cells.maybe(counts.sources);
        cells.maybe(counts.articles);
        cells.maybe(counts.tone);
        let place = event.places.first().map(|p| &p.place);
        self.write_place(place.filter(|_| pair.source.is_some()), cells);
        self.write_place(place.filter(|_| pair.target.is_some()), cells);
        self.write_place(place, cells);
        self.write_source(rows, cells);
    }
}

/// Day, month, year, and the year with its fraction as real files have it: ((month − 1) · 30 + day) / 365.
fn write_date(iso: &str, cells: &mut Cells) {
    let digits = digits_of(iso);
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or("");
    cells.text(&digits);
    cells.text(part(0..6));
    cells.text(part(0..4));
    let number = |text: &str| text.parse::<u32>().ok();
    match (number(part(0..4)), number(part(4..6)), number(part(6..8))) {
        (Some(year), Some(month), Some(day)) => {
            let fraction = f64::from((month - 1) * 30 + day) / 365.0;
            cells.put(format_args!("{:.4}", f64::from(year) + fraction));
        }
        _ => cells.text(""),
    }
}

/// Code, name, country, group, ethnic, two of religion, three of type; what the code does not tell is empty.
fn write_actor(side: Option<&SideRow>, cells: &mut Cells) {
    let Some(side) = side else { return cells.empty(10) };
    let code = side.code.as_deref().map(cameo_of).unwrap_or_default();
    cells.text(&code);
    cells.text(actor(side).map_or("", |a| &a.name));
    cells.text(code.get(..3).filter(|c| Country::iso3(c).is_some()).unwrap_or(""));
    cells.empty(4);
    let rest = if code.get(..3).is_some_and(|c| Country::iso3(c).is_some()) { code.get(3..).unwrap_or("") } else { &code };
    for i in 0..3 {
        cells.text(rest.get(i * 3..i * 3 + 3).unwrap_or(""));
    }
}

impl Gdelt {
    fn write_place(&self, place: Option<&PlaceRow>, cells: &mut Cells) {
        let Some(p) = place else {
            cells.text(if self.version == Version::One { "" } else { "0" });
            return cells.empty(self.version.geo() - 1);
        };
        let (fips, usa) = (p.country.as_deref().and_then(Country::iso3), p.country.as_deref() == Some("USA"));
        cells.text(match (p.resolution.as_deref(), usa) {
            (Some("country"), _) => "1",
            (Some("province"), true) => "2",
            (Some("province"), false) => "5",
            (Some(_), true) => "3",
            (Some(_), false) => "4",
            (None, _) => "0",
        });
        cells.text(&p.name);
        let fips = fips.and_then(|c| c.fips.first().copied()).unwrap_or("");
        cells.text(fips);
        // A place of no province carries its country here.
        cells.text(if p.resolution.as_deref() == Some("country") { fips } else { "" });
        if self.version == Version::Two {
            cells.text("");
        }
        cells.maybe(p.lat);
        cells.maybe(p.lon);
        cells.text(p.feature_id.as_deref().unwrap_or(""));
    }

    fn write_source(&self, rows: &ForeignRows, cells: &mut Cells) {
        let document = rows.document.as_ref();
        let digits = document.and_then(|d| d.published.as_deref()).map(digits_of).unwrap_or_default();
        match (self.version, digits.len()) {
            (Version::Two, 8) => cells.put(format_args!("{digits}000000")),
            (Version::Two, n) if n >= 14 => cells.text(&digits[..14]),
            (Version::One, n) if n >= 8 => cells.text(&digits[..8]),
            _ => cells.text(""),
        }
        cells.text(document.and_then(|d| d.url.as_deref().or(d.outlet.as_deref())).unwrap_or(""));
    }
}
