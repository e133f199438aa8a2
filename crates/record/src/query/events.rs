//! Events, latest first, a page at a time.
//!
//! A page must come at once whatever is asked, so the rows are walked along the index that narrows the question most, in the
//! order of days, and the rest is asked of each row; nothing is sorted.

use super::conditions::{Conditions, is_country};
use super::{EventFilter, Party, Table};
use crate::error::{Error, Result};
use rusqlite::{Connection, ToSql, params_from_iter};

/// The first `limit` events that a filter lets through, after leaving out `skip`.
///
/// Columns are those of the view `event_list`. The order is by day, latest first; where words are asked for, by sentence, the
/// last stored first.
///
/// # Errors
///
/// Where the words asked for are no query of FTS5, or the file cannot be read.
pub fn events(db: &Connection, filter: &EventFilter, skip: usize, limit: usize) -> Result<Table> {
    let ids = ids(db, filter, skip, limit)?;
    let mut fetch = db.prepare_cached("SELECT * FROM event_list WHERE id = ?")?;
    let mut table = Table::of(&fetch);
    for id in ids {
        let mut rows = fetch.query([id])?;
        while let Some(row) = rows.next()? {
            table.push(row)?;
        }
    }
    Ok(table)
}

fn ids(db: &Connection, filter: &EventFilter, skip: usize, limit: usize) -> Result<Vec<i64>> {
    let mut page = Page { skip, limit, last: None, ids: Vec::new() };
    let walk = Walk::of(filter);
    match &walk {
        Walk::Dyad(source, target) => dyad(db, filter, source, target, &mut page)?,
        walk => walk.run(db, filter, None, &mut page)?,
    }
    Ok(page.ids)
}

/// Rows taken so far.
struct Page {
    skip: usize,
    limit: usize,
    last: Option<i64>,
    ids: Vec<i64>,
}

impl Page {
    fn full(&self) -> bool {
        self.ids.len() >= self.limit
    }

    /// An event comes once for each of its rows that fit, one after the other.
    fn take(&mut self, id: i64) {
        if self.last.replace(id) == Some(id) {
            return;
        }
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.ids.push(id);
        }
    }

    /// Take rows of a query until the page is full; no more of them are looked for than it needs.
    fn fill(&mut self, db: &Connection, sql: &str, values: &[Box<dyn ToSql>]) -> Result<()> {
        let mut query = db.prepare_cached(sql)?;
        let mut rows = query.query(params_from_iter(values.iter().map(AsRef::as_ref)))?;
        while !self.full() {
            let Some(row) = rows.next()? else { break };
            self.take(row.get(0)?);
        }
        Ok(())
    }
}

/// Along what the rows are walked.
enum Walk<'f> {
    Happening,
    Words(&'f str),
    Dyad(&'f [String], &'f [String]),
    Speaker,
    /// Rows of `event_actors`: party, and the role asked for.
    Side(&'f Party, Option<&'static str>),
    PlaceCountry(&'f str),
    Days,
}

impl<'f> Walk<'f> {
    fn of(f: &'f EventFilter) -> Self {
        match (&f.happening, &f.text, &f.source, &f.target, &f.speaker, &f.actor, &f.place) {
            (Some(_), ..) => Self::Happening,
            (_, Some(text), ..) => Self::Words(text),
            (_, _, Some(Party::Countries(s)), Some(Party::Countries(t)), ..) => Self::Dyad(s, t),
            (_, _, _, _, Some(_), ..) => Self::Speaker,
            (_, _, Some(source), ..) => Self::Side(source, Some("source")),
            (_, _, _, Some(target), ..) => Self::Side(target, Some("target")),
            (_, _, _, _, _, Some(actor), _) => Self::Side(actor, None),
            (_, _, _, _, _, _, Some(place)) if is_country(place) => Self::PlaceCountry(place),
            _ => Self::Days,
        }
    }

    /// The ways into the table whose rows are walked, each in the order of days: what follows FROM, the condition, its values.
    fn arms(&self) -> Vec<(String, String, Vec<String>)> {
        match self {
            Self::Happening | Self::Days | Self::Words(_) | Self::Dyad(..) | Self::Speaker => Vec::new(),
            Self::PlaceCountry(country) => {
                let from = "event_places w INDEXED BY event_places_country".to_owned();
                vec![(from, "w.country = ?".to_owned(), vec![(*country).to_owned()])]
            }
            Self::Side(party, role) => {
                let mut arms = Vec::new();
                for (column, value) in party.arms() {
                    for (at, swapped) in [("source", *role == Some("target")), ("target", *role == Some("source"))] {
                        let (both, index) = if swapped { (" AND w.both = 1", "_both") } else { ("", "") };
                        let from = format!("event_actors w INDEXED BY event_actors_{column}{index}");
                        arms.push((from, format!("w.{column} = ? AND w.role = '{at}'{both}"), vec![value.clone()]));
                    }
                }
                arms
            }
        }
    }

    fn run(&self, db: &Connection, filter: &EventFilter, on: Option<i64>, page: &mut Page) -> Result<()> {
        let mut conditions = filter.conditions();
        let sql = match self {
            Self::Words(words) => return by_words(db, filter, words, page),
            Self::Side(..) | Self::PlaceCountry(_) => self.merged(&mut conditions, on),
            Self::Speaker | Self::Happening | Self::Days | Self::Dyad(..) => {
                format!("SELECT e.id FROM events e WHERE {} ORDER BY e.day DESC, e.id DESC", conditions.all())
            }
        };
        page.fill(db, &sql, &conditions.values)
    }

    /// Each arm in the order of days, merged.
    fn merged(&self, conditions: &mut Conditions, on: Option<i64>) -> String {
        let all = conditions.all();
        let given = std::mem::take(&mut conditions.values);
        let given: Vec<std::rc::Rc<dyn ToSql>> = given.into_iter().map(std::rc::Rc::from).collect();
        let at = if on.is_some() { " AND w.day = ?" } else { "" };
        let mut parts = Vec::new();
        for (from, condition, values) in self.arms() {
            parts.push(format!(
                "SELECT w.event AS id, w.day AS day FROM {from} CROSS JOIN events e ON e.id = w.event WHERE {condition}{at} AND {all}"
            ));
            conditions.values.extend(values.into_iter().map(|v| Box::new(v) as Box<dyn ToSql>));
            conditions.values.extend(on.map(|day| Box::new(day) as Box<dyn ToSql>));
            conditions.values.extend(given.iter().map(|v| Box::new(std::rc::Rc::clone(v)) as Box<dyn ToSql>));
        }
        format!("{} ORDER BY day DESC, id DESC", parts.join(" UNION ALL "))
    }
}

/// Along the full-text index, the sentence stored last first.
fn by_words(db: &Connection, filter: &EventFilter, words: &str, page: &mut Page) -> Result<()> {
    check_words(db, words)?;
    let rest = EventFilter { text: None, ..filter.clone() }.conditions();
    let sql = format!(
        "SELECT e.id FROM sentences_text t CROSS JOIN sentences s ON s.id = t.rowid
         CROSS JOIN events e ON e.document = s.document AND e.sentence = s.number AND e.number IS NOT NULL
         WHERE t.sentences_text MATCH ? AND {} ORDER BY t.rowid DESC",
        rest.all()
    );
    let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(words.to_owned())];
    values.extend(rest.values);
    page.fill(db, &sql, &values)
}

/// A query of words that FTS5 does not understand is told from other errors before rows are asked for.
fn check_words(db: &Connection, words: &str) -> Result<()> {
    let tried =
        db.query_row("SELECT count(*) FROM (SELECT 1 FROM sentences_text WHERE sentences_text MATCH ? LIMIT 1)", [words], |_| Ok(()));
    tried.map_err(|e| Error::Words { words: words.to_owned(), why: e.to_string() })
}

/// Between two countries the summary tells on which days there is anything at all.
fn dyad(db: &Connection, filter: &EventFilter, sources: &[String], targets: &[String], page: &mut Page) -> Result<()> {
    let mut c = Conditions::default();
    c.among("source", sources.to_vec());
    c.among("target", targets.to_vec());
    c.among("type", filter.types.clone());
    c.maybe("day >= ?", filter.since);
    c.maybe("day <= ?", filter.until);
    let sql = format!("SELECT DISTINCT day FROM dyad_days WHERE {} ORDER BY day DESC", c.all());
    let mut find = db.prepare(&sql)?;
    let days: Vec<i64> = find.query_map(c.params().as_slice(), |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    let party = Party::Countries(sources.to_vec());
    for day in days {
        if page.full() {
            break;
        }
        Walk::Side(&party, Some("source")).run(db, filter, Some(day), page)?;
    }
    Ok(())
}

/// Whether any event is of that type. The summaries are asked first; only dateless events stand in `events` alone.
///
/// # Errors
///
/// Where the record cannot be read.
pub fn has_type(db: &Connection, event_type: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM dyad_months WHERE type = ?1) OR EXISTS (SELECT 1 FROM events WHERE day IS NULL AND type = ?1)
        OR EXISTS (SELECT 1 FROM set_aside WHERE type = ?1)";
    Ok(db.query_row(sql, [event_type], |row| row.get(0))?)
}
