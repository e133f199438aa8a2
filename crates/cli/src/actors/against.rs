//! `chancery actors check --against`: the lexicon held against a table of office-holders.

use super::dates;
use anyhow::{Context, Result};
use chancery_lexicon::{Actor, ActorKind, Day, Lexicon, Role, folded_name};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// Days by which a date may differ before it is a disagreement.
const SLACK: i64 = 31;

/// One row of the table.
struct Row {
    line: u64,
    /// ISO code of the state, where the table's word for it is known.
    country: Option<String>,
    country_text: String,
    office: String,
    person: String,
    from: Option<Day>,
    /// Whether `from` is known to the day.
    exact: bool,
    to: Option<Day>,
}

/// What a row finds in the lexicon.
enum Verdict {
    Agrees,
    /// The person is not in the lexicon.
    NoPerson,
    /// The person is, without any role there at the time.
    NoRole(String),
    /// The table gives a day inside the term the lexicon has: a re-appointment, or a new cabinet.
    Inside,
    /// The role's date differs.
    Date(String),
    /// The table's word for the country is none the lexicon knows.
    NoCountry,
}

/// The column whose header holds one of the words.
fn column(header: &csv::StringRecord, words: &[&str]) -> Option<usize> {
    header.iter().position(|h| words.iter().any(|w| h.trim().eq_ignore_ascii_case(w)))
}

/// Columns of the table: names as usual in such lists; `start_day`, `start_month`, `start_year` are joined.
struct Columns {
    country: Option<usize>,
    office: Option<usize>,
    person: usize,
    from: Option<usize>,
    to: Option<usize>,
    from_parts: [Option<usize>; 3],
    to_parts: [Option<usize>; 3],
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Self> {
        let find = |words: &[&str]| column(header, words);
        Ok(Self {
            country: find(&["country", "jurisdiction", "state", "cca3", "iso3", "code"]),
            office: find(&["position", "office", "title", "role"]),
            person: find(&["person", "leader", "name", "holder"])
                .context("no column of persons: one must be called person, leader, name or holder")?,
            from: find(&["since", "from", "start", "startdate", "start_date"]),
            to: find(&["until", "to", "end", "enddate", "end_date"]),
            from_parts: [find(&["start_year"]), find(&["start_month"]), find(&["start_day"])],
            to_parts: [find(&["end_year"]), find(&["end_month"]), find(&["end_day"])],
        })
    }
}

/// A date of one column, or of columns of year, month and day.
fn date(record: &csv::StringRecord, whole: Option<usize>, parts: [Option<usize>; 3]) -> Option<(Day, bool)> {
    let cell = |c: Option<usize>| c.and_then(|c| record.get(c)).map(str::trim).filter(|t| !t.is_empty());
    let text = match cell(whole) {
        Some(text) => text.to_owned(),
        None => parts.iter().map_while(|&p| cell(p)).collect::<Vec<_>>().join("-"),
    };
    Some((dates::day(&text).ok()?, text.matches('-').count() == 2))
}

fn rows(lexicon: &Lexicon, path: &Path) -> Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).with_context(|| path.display().to_string())?;
    let columns = Columns::of(reader.headers()?).with_context(|| path.display().to_string())?;
    let slugs = slugs(lexicon);
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.with_context(|| path.display().to_string())?;
        let cell = |c: Option<usize>| c.and_then(|c| record.get(c)).unwrap_or("").trim().to_owned();
        let country_text = cell(columns.country);
        let from = date(&record, columns.from, columns.from_parts);
        out.push(Row {
            line: record.position().map_or(0, csv::Position::line),
            country: slugs.get(&folded_name(&country_text)).cloned(),
            country_text,
            office: cell(columns.office),
            person: cell(Some(columns.person)),
            from: from.map(|f| f.0),
            exact: from.is_some_and(|f| f.1),
            to: date(&record, columns.to, columns.to_parts).map(|d| d.0),
        });
    }
    Ok(out)
}

/// States by every name and code.
fn slugs(lexicon: &Lexicon) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for a in lexicon.actors.all().iter().filter(|a| a.kind == ActorKind::State) {
        for name in [&a.name, &a.code].into_iter().chain(&a.aliases) {
            out.entry(folded_name(name)).or_insert_with(|| a.code.clone());
        }
    }
    out
}

/// Persons by each word of their names, for tables that give surnames alone.
fn by_name(lexicon: &Lexicon) -> BTreeMap<String, Vec<&Actor>> {
    let mut out: BTreeMap<String, Vec<&Actor>> = BTreeMap::new();
    for a in lexicon.actors.all().iter().filter(|a| a.kind == ActorKind::Person) {
        let mut keys: Vec<String> = std::iter::once(&a.name).chain(&a.aliases).map(|n| folded_name(n)).collect();
        keys.extend(keys.clone().iter().filter_map(|k| k.rsplit_once(' ')).map(|(_, last)| last.to_owned()));
        keys.sort_unstable();
        keys.dedup();
        for k in keys {
            out.entry(k).or_default().push(a);
        }
    }
    out
}

fn same_country(r: &Role, country: &Option<String>) -> bool {
    country.as_ref().is_none_or(|c| r.code.starts_with(c.as_str()))
}

/// Whether a role runs at the time of a row.
fn at_the_time(r: &Role, row: &Row) -> bool {
    let from = row.from.unwrap_or(Day::MIN);
    r.period.from <= row.to.unwrap_or(from.max(r.period.from)) && from <= r.period.to
}

fn judge(persons: &BTreeMap<String, Vec<&Actor>>, row: &Row, has_country: bool) -> Verdict {
    if has_country && row.country.is_none() {
        return Verdict::NoCountry;
    }
    let folded = folded_name(&row.person);
    let last = folded.rsplit(' ').next().unwrap_or("").to_owned();
    let full = folded.contains(' ');
    let named = persons.get(&folded).or_else(|| persons.get(&last).filter(|_| !full));
    let here: Vec<&&Actor> = named.into_iter().flatten().filter(|a| a.roles.iter().any(|r| same_country(r, &row.country))).collect();
    if here.is_empty() {
        return Verdict::NoPerson;
    }
    let office = folded_name(&row.office)
        .replace("minister of foreign affairs", "foreign minister")
        .replace("minister of defence", "defence minister");
    let roles: Vec<(&str, &Role)> =
        here.iter().flat_map(|a| a.roles.iter().filter(|r| same_country(r, &row.country)).map(|r| (a.name.as_str(), r))).collect();
    let held: Vec<&(&str, &Role)> = roles.iter().filter(|(_, r)| at_the_time(r, row)).collect();
    if held.is_empty() {
        let all: Vec<String> = roles.iter().map(|(_, r)| format!("{} {}", r.title, dates::period(r.period))).collect();
        return Verdict::NoRole(format!("{}: {}", here[0].name, all.join("; ")));
    }
    let same: Vec<&&(&str, &Role)> = held.iter().filter(|(_, r)| !office.is_empty() && folded_name(&r.title) == office).collect();
    let begun = |r: &Role| {
        r.period.from == Day::MIN
            || row.from.is_none_or(|f| dates::apart(f, r.period.from) <= SLACK || !row.exact || r.period.from % 10_000 == 101)
    };
    match same.as_slice() {
        [] => Verdict::Agrees,
        same if same.iter().any(|(_, r)| begun(r)) => Verdict::Agrees,
        same if same.iter().any(|(_, r)| row.from.is_some_and(|f| f > r.period.from)) => Verdict::Inside,
        [(name, r), ..] => Verdict::Date(format!("{name} {} {} ({})", r.title, dates::period(r.period), r.line)),
    }
}

/// Print every disagreement and a summary of their kinds.
pub fn run(lexicon: &Lexicon, path: &Path) -> Result<ExitCode> {
    let mut rows = rows(lexicon, path)?;
    let persons = by_name(lexicon);
    let has_country = rows.iter().filter(|r| r.country.is_some()).count() * 5 >= rows.len() * 4;
    if !has_country {
        println!("{}: the countries are not of names or codes that the lexicon knows: persons are matched by name alone", path.display());
        rows.iter_mut().for_each(|r| r.country = None);
    }
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for row in &rows {
        let (kind, detail) = match judge(&persons, row, has_country) {
            Verdict::Agrees => ("agree", None),
            Verdict::NoPerson => ("person not in the lexicon", Some(String::new())),
            Verdict::NoRole(d) => ("person without a role there at the time", Some(d)),
            Verdict::Inside => ("appointed anew inside the term the lexicon has", None),
            Verdict::Date(d) => ("date differs", Some(d)),
            Verdict::NoCountry => ("country not in the lexicon as a state", None),
        };
        *counts.entry(kind).or_default() += 1;
        if let Some(d) = detail {
            let from = row.from.map(dates::iso).unwrap_or_default();
            println!(
                "{}:{}: {kind}: {} {} {} {from}{}{d}",
                path.display(),
                row.line,
                row.country_text,
                row.office,
                row.person,
                if d.is_empty() { "" } else { " — " }
            );
        }
    }
    println!("{} rows", rows.len());
    counts.iter().for_each(|(kind, n)| println!("  {n:>6} {kind}"));
    Ok(if counts.keys().all(|k| *k == "agree" || k.starts_with("appointed anew")) { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
