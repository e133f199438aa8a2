//! Counts by dyad, type and day, kept as events come and go.
//!
//! Changes are gathered over a batch and written at its end, cell by cell in key order.

use crate::calendar::month_of;
use crate::error::Result;
use rusqlite::{CachedStatement, Connection, ToSql, params, params_from_iter};
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

    /// Every cell an event falls into: each source with each target, both ways where both did it.
    pub(crate) fn cells_of(&mut self, fact: &Fact<'_>) -> BTreeSet<Cell> {
        let Some(day) = fact.day else { return BTreeSet::new() };
        let (event_type, origin) = (self.word(fact.event_type), self.word(fact.origin));
        let side = |s: &mut Self, names: &[&str]| -> Vec<u32> {
            if names.is_empty() { vec![s.word(NOBODY)] } else { names.iter().map(|n| s.word(n)).collect() }
        };
        let (sources, targets) = (side(self, &fact.sources), side(self, &fact.targets));
        let pairs = sources.iter().flat_map(|&s| targets.iter().map(move |&t| (s, t)));
        let both = pairs.flat_map(|(s, t)| [Some((s, t)), fact.reciprocal.then_some((t, s))]).flatten();
        both.map(|(source, target)| Cell { source, target, event_type, origin, happened: fact.happened, day }).collect()
    }

    /// Count an event, or with `sign` −1 take it away again.
    pub(crate) fn count(&mut self, fact: &Fact<'_>, sign: i64) -> BTreeSet<Cell> {
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
    pub(crate) fn count_foreign(&mut self, document: Option<i64>, cells: &BTreeSet<Cell>) {
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
    pub(crate) fn remember(&mut self, document: i64, cells: &BTreeSet<Cell>) {
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
        let mut days: Vec<(Cell, Counts)> = self.cells.drain().collect();
        days.sort_by_key(|(c, _)| (name(c.source), name(c.target), name(c.event_type), c.happened, name(c.origin), c.day));
        let mut months: BTreeMap<Month<'_>, Counts> = BTreeMap::new();
        let mut table = Writer::of(db, "dyad_days", "source = ? AND target = ? AND type = ? AND happened = ? AND origin = ? AND day = ?")?;
        for (c, n) in &days {
            table.write(params![name(c.source), name(c.target), name(c.event_type), c.happened, name(c.origin), c.day], n)?;
            let key = (name(c.source), name(c.target), month_of(c.day), name(c.event_type), c.happened, name(c.origin));
            months.entry(key).or_default().add(*n);
        }
        let mut table =
            Writer::of(db, "dyad_months", "source = ? AND target = ? AND month = ? AND type = ? AND happened = ? AND origin = ?")?;
        for (key, n) in &months {
            table.write(params![key.0, key.1, key.2, key.3, key.4, key.5], n)?;
        }
        drop(table);
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

type Month<'a> = (&'a str, &'a str, String, &'a str, bool, &'a str);

/// Writes the cells of one table.
struct Writer<'db> {
    add: CachedStatement<'db>,
    drop_empty: CachedStatement<'db>,
}

impl<'db> Writer<'db> {
    /// For a table with six columns of keys, told as a condition, and five of counts.
    fn of(db: &'db Connection, table: &str, key: &str) -> Result<Self> {
        let add = format!(
            "INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET reports = reports + excluded.reports,
             events = events + excluded.events, happenings = happenings + excluded.happenings, articles = articles + excluded.articles,
             goldstein = round(goldstein + excluded.goldstein, 4)"
        );
        let drop_empty = format!("DELETE FROM {table} WHERE {key} AND reports = 0");
        Ok(Self { add: db.prepare_cached(&add)?, drop_empty: db.prepare_cached(&drop_empty)? })
    }

    /// Add counts to a cell, and drop the cell where nothing is left in it.
    fn write(&mut self, key: &[&dyn ToSql], n: &Counts) -> Result<()> {
        if (n.reports, n.events, n.happenings, n.articles) == (0, 0, 0, 0) {
            return Ok(());
        }
        let counts = params![n.reports, n.events, n.happenings, n.articles, n.goldstein];
        let all = key.iter().chain(counts).copied();
        self.add.execute(params_from_iter(all))?;
        if n.reports < 0 {
            self.drop_empty.execute(key)?;
        }
        Ok(())
    }
}
