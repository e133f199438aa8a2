//! Counts by dyad, type and day, kept as events come and go.
//!
//! Changes are gathered over a batch and written at its end, cell by cell in key order.

use crate::calendar::month_of;
use crate::error::Result;
use crate::many;
use rusqlite::{Connection, ToSql, params};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Stands for a side that is not given, as in the event data of KEDS.
pub(crate) const NOBODY: &str = "---";

/// What of an event is counted.
#[derive(Debug, Clone)]
pub(crate) struct Fact<'a> {
    pub(crate) origin: &'a str,
    pub(crate) event_type: &'a str,
    pub(crate) happened: bool,
    pub(crate) reciprocal: bool,
    /// Undated events are in no cell.
    pub(crate) day: Option<i32>,
    pub(crate) sources: Vec<&'a str>,
    pub(crate) targets: Vec<&'a str>,
    /// No repetition within its article, and its article no near copy.
    pub(crate) counted: bool,
    /// It stands for its happening.
    pub(crate) stands: bool,
    pub(crate) goldstein: f64,
}

/// A cell of `dyad_days`; words by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Cell {
    source: u32,
    target: u32,
    event_type: u32,
    origin: u32,
    happened: bool,
    day: i32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    reports: i64,
    events: i64,
    happenings: i64,
    articles: i64,
    goldstein: f64,
}

impl Counts {
    fn is_nothing(&self) -> bool {
        // Sums are kept to four decimals; less is what adding and taking away leaves.
        (self.reports, self.events, self.happenings, self.articles) == (0, 0, 0, 0) && self.goldstein.abs() < 5e-5
    }

    fn add(&mut self, other: Self) {
        self.reports += other.reports;
        self.events += other.events;
        self.happenings += other.happenings;
        self.articles += other.articles;
        self.goldstein += other.goldstein;
    }
}

/// Changes that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct Summaries {
    words: HashMap<String, u32>,
    cells: HashMap<Cell, Counts>,
    /// By origin, outlet and day: articles and copies.
    outlets: BTreeMap<(String, String, i32), (i64, i64)>,
    /// Cells that articles of imported events are already counted in.
    counted: HashSet<(i64, Cell)>,
}

impl Summaries {
    fn word(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.words.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.words.insert(word.to_owned(), number);
        number
    }

    /// Every cell an event falls into, each once: each source with each target, both ways where both did it.
    pub(crate) fn cells_of(&mut self, fact: &Fact<'_>) -> Vec<Cell> {
        let Some(day) = fact.day else { return Vec::new() };
        let (event_type, origin) = (self.word(fact.event_type), self.word(fact.origin));
        let side = |s: &mut Self, names: &[&str]| -> Vec<u32> {
            if names.is_empty() { vec![s.word(NOBODY)] } else { names.iter().map(|n| s.word(n)).collect() }
        };
        let (sources, targets) = (side(self, &fact.sources), side(self, &fact.targets));
        let cell = |source, target| Cell { source, target, event_type, origin, happened: fact.happened, day };
        let mut cells = Vec::with_capacity(sources.len() * targets.len() * 2);
        for (&s, &t) in sources.iter().flat_map(|s| targets.iter().map(move |t| (s, t))) {
            cells.push(cell(s, t));
            if fact.reciprocal {
                cells.push(cell(t, s));
            }
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// Count an event, or with `sign` −1 take it away again.
    pub(crate) fn count(&mut self, fact: &Fact<'_>, sign: i64) -> Vec<Cell> {
        let cells = self.cells_of(fact);
        let counted = sign * i64::from(fact.counted);
        let change = Counts {
            reports: sign,
            events: counted,
            happenings: sign * i64::from(fact.stands),
            articles: 0,
            goldstein: counted as f64 * fact.goldstein,
        };
        for cell in &cells {
            self.cells.entry(*cell).or_default().add(change);
        }
        cells
    }

    /// Count an article in every cell one of its events falls into.
    pub(crate) fn count_article(&mut self, cells: &BTreeSet<Cell>, sign: i64) {
        for cell in cells {
            self.cells.entry(*cell).or_default().articles += sign;
        }
    }

    /// Count the article of an imported event, once in each cell; events without article count each.
    pub(crate) fn count_foreign(&mut self, document: Option<i64>, cells: &[Cell]) {
        for cell in cells {
            if document.is_none_or(|d| self.counted.insert((d, *cell))) {
                self.cells.entry(*cell).or_default().articles += 1;
            }
        }
    }

    /// Take the article of an imported event out of cells that none of its events falls into any more.
    pub(crate) fn uncount_foreign<'c>(&mut self, document: Option<i64>, cells: impl Iterator<Item = &'c Cell>) {
        for cell in cells {
            self.cells.entry(*cell).or_default().articles -= 1;
            document.map(|d| self.counted.remove(&(d, *cell)));
        }
    }

    /// Remember the cells an article stored earlier is counted in already.
    pub(crate) fn remember(&mut self, document: i64, cells: &[Cell]) {
        self.counted.extend(cells.iter().map(|c| (document, *c)));
    }

    /// Count an article for its outlet and day of publication.
    pub(crate) fn count_outlet(&mut self, origin: &str, outlet: Option<&str>, day: Option<i32>, sign: i64) {
        let Some(day) = day else { return };
        self.outlets.entry((origin.to_owned(), outlet.unwrap_or(NOBODY).to_owned(), day)).or_default().0 += sign;
    }

    /// Count an article, counted before, as a near copy too.
    pub(crate) fn count_copy(&mut self, origin: &str, outlet: Option<&str>, day: Option<i32>, sign: i64) {
        let Some(day) = day else { return };
        self.outlets.entry((origin.to_owned(), outlet.unwrap_or(NOBODY).to_owned(), day)).or_default().1 += sign;
    }

    /// Write the changes.
    pub(crate) fn flush(&mut self, db: &Connection) -> Result<()> {
        let mut names = vec![""; self.words.len()];
        self.words.iter().for_each(|(word, &number)| names[number as usize] = word);
        let name = |n: u32| names[n as usize];
        let month_of_day: BTreeMap<i32, String> =
            self.cells.keys().map(|c| c.day).collect::<BTreeSet<_>>().into_iter().map(|d| (d, month_of(d))).collect();
        let (mut days, mut months) = (Vec::with_capacity(self.cells.len()), BTreeMap::new());
        for (c, n) in self.cells.drain().filter(|(_, n)| !n.is_nothing()) {
            let (source, target, event_type, origin) = (name(c.source), name(c.target), name(c.event_type), name(c.origin));
            days.push((Day(source, target, event_type, c.happened, origin, c.day), n));
        }
        days.sort_by_key(|(day, _)| *day);
        for (Day(source, target, event_type, happened, origin, day), n) in &days {
            let key = Month(source, target, &month_of_day[day], event_type, *happened, origin);
            months.entry(key).or_insert_with(Counts::default).add(*n);
        }
        let mut totals = BTreeMap::new();
        for (Month(source, target, month, _, happened, origin), n) in &months {
            totals.entry(Total(source, target, month, *happened, origin)).or_insert_with(Counts::default).add(*n);
        }
        write(db, &days)?;
        write(db, &totals.into_iter().collect::<Vec<_>>())?;
        write(db, &months.into_iter().collect::<Vec<_>>())?;
        self.flush_outlets(db)?;
        self.counted.clear();
        Ok(())
    }

    fn flush_outlets(&mut self, db: &Connection) -> Result<()> {
        for ((origin, outlet, day), (articles, copies)) in std::mem::take(&mut self.outlets) {
            let sql = "INSERT INTO outlet_days VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET articles = articles + excluded.articles, copies = copies + excluded.copies";
            db.prepare_cached(sql)?.execute(params![origin, outlet, day, articles, copies])?;
            if articles < 0 {
                let sql = "DELETE FROM outlet_days WHERE origin = ? AND outlet = ? AND day = ? AND articles = 0";
                db.prepare_cached(sql)?.execute(params![origin, outlet, day])?;
            }
        }
        Ok(())
    }
}

/// What a cell of a table of counts is known by.
trait Key {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];

    /// Hand its values over, in the order of the columns.
    fn values(&self, take: impl FnOnce(&[&dyn ToSql]) -> Result<()>) -> Result<()>;
}

/// Source, target, type, whether it happened, origin, day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Day<'a>(&'a str, &'a str, &'a str, bool, &'a str, i32);

impl Key for Day<'_> {
    const TABLE: &'static str = "dyad_days";
    const COLUMNS: &'static [&'static str] = &["source", "target", "type", "happened", "origin", "day"];

    fn values(&self, take: impl FnOnce(&[&dyn ToSql]) -> Result<()>) -> Result<()> {
        take(params![self.0, self.1, self.2, self.3, self.4, self.5])
    }
}

/// Source, target, month, type, whether it happened, origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Month<'a>(&'a str, &'a str, &'a str, &'a str, bool, &'a str);

impl Key for Month<'_> {
    const TABLE: &'static str = "dyad_months";
    const COLUMNS: &'static [&'static str] = &["source", "target", "month", "type", "happened", "origin"];

    fn values(&self, take: impl FnOnce(&[&dyn ToSql]) -> Result<()>) -> Result<()> {
        take(params![self.0, self.1, self.2, self.3, self.4, self.5])
    }
}

/// Source, target, month, whether it happened, origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Total<'a>(&'a str, &'a str, &'a str, bool, &'a str);

impl Key for Total<'_> {
    const TABLE: &'static str = "dyad_month_totals";
    const COLUMNS: &'static [&'static str] = &["source", "target", "month", "happened", "origin"];

    fn values(&self, take: impl FnOnce(&[&dyn ToSql]) -> Result<()>) -> Result<()> {
        take(params![self.0, self.1, self.2, self.3, self.4])
    }
}

/// Counts, where a cell has some already.
const ADD: &str = "ON CONFLICT DO UPDATE SET reports = reports + excluded.reports, events = events + excluded.events,
    happenings = happenings + excluded.happenings, articles = articles + excluded.articles,
    goldstein = round(goldstein + excluded.goldstein, 4)";

/// Add changes to the cells of a table, and drop cells where nothing is left.
fn write<K: Key>(db: &Connection, rows: &[(K, Counts)]) -> Result<()> {
    many::upsert(db, K::TABLE, K::COLUMNS.len() + 5, ADD, rows, |to, (key, n)| {
        key.values(|values| to.row(values))?;
        to.row(params![n.reports, n.events, n.happenings, n.articles, n.goldstein])
    })?;
    let sql = format!("DELETE FROM {} WHERE {} = ? AND reports = 0", K::TABLE, K::COLUMNS.join(" = ? AND "));
    let mut drop_empty = db.prepare_cached(&sql)?;
    rows.iter().filter(|(_, n)| n.reports < 0).try_for_each(|(key, _)| {
        key.values(|values| {
            drop_empty.execute(values)?;
            Ok(())
        })
    })
}
