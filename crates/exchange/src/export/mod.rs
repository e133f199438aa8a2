//! Events of a record in other people's formats.

use crate::cells::{Cells, overlaid};
use crate::error::{Error, Result};
use crate::events::{Events, Filter, Told, sides};
use crate::formats::{csv, ftm, gdelt, icews, plover, polecat};
use chancery_record::Store;
use chancery_record::rows::{ForeignRows, Role, SideRow};
use std::io::Write;

/// A format that can be written, a row an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// GDELT 2.0 events.
    Gdelt2,
    /// GDELT 1.0 events.
    Gdelt1,
    /// ICEWS coded events.
    Icews,
    /// POLECAT's columns.
    Polecat,
    /// PLOVER's records, JSON Lines.
    Plover,
    /// FollowTheMoney entities, JSON Lines.
    Ftm,
    /// Comma-separated values with a header.
    Csv,
}

/// How an export is written.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// Which events.
    pub filter: Filter,
    /// Put an apostrophe before cells that a spreadsheet would take for a formula (`csv`).
    pub no_formulas: bool,
}

/// What an export wrote and what it had to leave out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Events read from the record.
    pub events: u64,
    /// Rows or objects written; an event of several actors makes several rows where a format holds one pair.
    pub rows: u64,
    /// Events left out: planned, requested, supposed or denied, and the format has no word for that.
    pub not_happened: u64,
    /// Events left out: without a date, where the format cannot do without.
    pub undated: u64,
}

/// One source and one target of an event, for formats that hold one of each.
pub struct Pair<'e> {
    /// Id of the row.
    pub id: String,
    /// Who.
    pub source: Option<&'e SideRow>,
    /// To whom.
    pub target: Option<&'e SideRow>,
}

impl<'e> Pair<'e> {
    /// The first source and target, under the event's own id.
    #[must_use]
    pub fn first(rows: &'e ForeignRows) -> Self {
        let first = |role| rows.event.sides.iter().find(|s| s.role == role);
        Self { id: rows.id.clone(), source: first(Role::Source), target: first(Role::Target) }
    }

    /// The first source and target, under an id that names the event across files.
    fn named(told: &'e Told, own: bool) -> Self {
        let first = Self::first(&told.rows);
        if own { first } else { Self { id: told.name.clone(), ..first } }
    }

    /// Every source with every target. Ids must be unique, and some formats want numbers: an event read here has a
    /// thousand of them.
    fn all(told: &'e Told, origin: &str) -> Vec<Self> {
        let event = &told.rows.event;
        let of = |role| {
            let found: Vec<Option<&SideRow>> = sides(event, role).into_iter().map(Some).collect();
            if found.is_empty() { vec![None] } else { found }
        };
        let (sources, targets) = (of(Role::Source), of(Role::Target));
        let both = sources.iter().flat_map(|s| targets.iter().map(|t| (*s, *t)));
        let back = both.clone().filter(|(_, t)| event.reciprocal && t.is_some()).map(|(s, t)| (t, s));
        let own = told.rows.origin == origin;
        let id = |i: usize| if own { told.rows.id.clone() } else { (told.id * 1000 + i as i64).to_string() };
        let pairs = both.clone().chain(back).take(if own { 1 } else { 1000 });
        pairs.enumerate().map(|(i, (source, target))| Pair { id: id(i), source, target }).collect()
    }
}

/// A format of columns, a row for each pair.
pub trait Shape {
    /// Names of the columns.
    fn columns(&self) -> &'static [&'static str];

    /// Whether a file begins with these names.
    fn has_header(&self) -> bool {
        true
    }

    /// The origin whose rows come back as they were.
    fn origin(&self) -> &'static str;

    /// Whether an event of several actors makes a row for each pair; otherwise a row holds lists.
    fn by_pair(&self) -> bool {
        true
    }

    /// What stands for nothing.
    fn missing(&self) -> &'static str {
        ""
    }

    /// The cells that the record's columns give.
    fn write(&self, rows: &ForeignRows, pair: &Pair<'_>, cells: &mut Cells);
}

/// Write the events of a record.
///
/// # Errors
///
/// Where the record cannot be read or `out` not be written.
pub fn export(store: &Store, target: Target, manner: &Manner, out: &mut dyn Write) -> Result<Written> {
    match target {
        Target::Gdelt2 => table(store, &gdelt::Gdelt::new(gdelt::Version::Two), manner, out),
        Target::Gdelt1 => table(store, &gdelt::Gdelt::new(gdelt::Version::One), manner, out),
        Target::Icews => table(store, &icews::Icews::default(), manner, out),
        Target::Polecat => table(store, &polecat::Polecat::default(), manner, out),
        Target::Plover => plover::write(store, manner, out),
        Target::Ftm => ftm::write(store, manner, out),
        Target::Csv => csv::write(store, manner, out),
    }
}

/// An error of the stream that is written to.
pub(crate) fn cannot_write(error: std::io::Error) -> Error {
    Error::Io { path: "the output".into(), error }
}

/// Write tab-separated rows. These formats have no status, so that only what happened may enter them.
fn table(store: &Store, shape: &dyn Shape, manner: &Manner, out: &mut dyn Write) -> Result<Written> {
    let mut written = Written::default();
    if shape.has_header() {
        writeln!(out, "{}", shape.columns().join("\t")).map_err(cannot_write)?;
    }
    let mut cells = Cells::default();
    Events::new(store.connection()).each(&manner.filter, &mut |told| {
        written.events += 1;
        let event = &told.rows.event;
        if !event.status.happened() {
            written.not_happened += 1;
            return Ok(());
        }
        let own = told.rows.origin == shape.origin();
        if event.date.is_none() && !own {
            written.undated += 1;
            return Ok(());
        }
        for pair in if shape.by_pair() { Pair::all(&told, shape.origin()) } else { vec![Pair::named(&told, own)] } {
            cells.clear();
            shape.write(&told.rows, &pair, &mut cells);
            let extra = event.counts.extra.as_deref().filter(|_| own);
            let row: Vec<String> = overlaid(shape.columns(), &cells, extra).into_iter().map(|c| clean(c, shape.missing())).collect();
            writeln!(out, "{}", row.join("\t")).map_err(cannot_write)?;
            written.rows += 1;
        }
        Ok(())
    })?;
    Ok(written)
}

/// A cell without the characters that part cells and rows.
fn clean(cell: String, missing: &str) -> String {
    if cell.is_empty() {
        return missing.to_owned();
    }
    if cell.contains(['\t', '\n', '\r']) { cell.replace(['\t', '\n', '\r'], " ") } else { cell }
}
