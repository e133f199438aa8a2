//! Taking rows out again, counts and all.

use super::Batch;
use crate::error::Result;
use crate::names;
use crate::summary::Fact;
use rusqlite::{Row, params};
use std::collections::BTreeSet;

/// What of a stored event is counted, read back.
#[derive(Debug)]
pub(super) struct StoredEvent {
    id: i64,
    number: Option<u32>,
    origin: String,
    event_type: String,
    happened: bool,
    reciprocal: bool,
    day: Option<i32>,
    goldstein: f64,
    counted: bool,
    stands: bool,
    sources: Vec<String>,
    targets: Vec<String>,
}

impl StoredEvent {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            number: row.get(1)?,
            origin: row.get(2)?,
            event_type: row.get(3)?,
            happened: row.get(4)?,
            reciprocal: row.get(5)?,
            day: row.get(6)?,
            goldstein: row.get(7)?,
            counted: row.get(8)?,
            stands: row.get(9)?,
            sources: Vec::new(),
            targets: Vec::new(),
        })
    }

    pub(super) fn fact(&self) -> Fact<'_> {
        Fact {
            origin: &self.origin,
            event_type: &self.event_type,
            happened: self.happened,
            reciprocal: self.reciprocal,
            day: self.day,
            sources: self.sources.iter().map(String::as_str).collect(),
            targets: self.targets.iter().map(String::as_str).collect(),
            counted: self.counted,
            stands: self.stands,
            goldstein: self.goldstein,
        }
    }
}

const COUNTED: &str = "SELECT id, number, origin, type, happened, reciprocal, day, coalesce(goldstein, 0), copy = 0 AND same_as IS NULL,
    CASE WHEN happening IS NULL THEN copy = 0 AND same_as IS NULL
      ELSE EXISTS (SELECT 1 FROM happenings h WHERE h.id = happening AND h.first_event = events.id) END
    FROM events WHERE";

/// Tables whose rows belong to one article, children before parents.
const OF_DOCUMENT: [&str; 12] = [
    "events",
    "mentions",
    "statement_about",
    "statements",
    "amount_equivalents",
    "amounts",
    "dates",
    "toponyms",
    "set_aside",
    "document_actors",
    "removed",
    "bands",
];

impl Batch<'_> {
    /// The events of an article as they are counted.
    pub(super) fn stored_events(&self, document: i64) -> Result<Vec<StoredEvent>> {
        let mut find = self.db.prepare_cached(&format!("{COUNTED} document = ? ORDER BY id"))?;
        let mut events: Vec<StoredEvent> = find.query_map([document], StoredEvent::of)?.collect::<rusqlite::Result<_>>()?;
        events.iter_mut().try_for_each(|e| self.sides(e))?;
        Ok(events)
    }

    /// One stored event as it is counted.
    pub(super) fn stored_event(&self, id: i64) -> Result<StoredEvent> {
        let mut event = self.db.prepare_cached(&format!("{COUNTED} id = ?"))?.query_row([id], StoredEvent::of)?;
        self.sides(&mut event)?;
        Ok(event)
    }

    fn sides(&self, event: &mut StoredEvent) -> Result<()> {
        let sql = "SELECT role, country FROM event_actors WHERE event = ? AND country IS NOT NULL ORDER BY role, number";
        let mut find = self.db.prepare_cached(sql)?;
        let mut rows = find.query([event.id])?;
        while let Some(row) = rows.next()? {
            let (role, country): (String, String) = (row.get(0)?, row.get(1)?);
            let side = if role == "source" { &mut event.sources } else { &mut event.targets };
            if !side.contains(&country) {
                side.push(country);
            }
        }
        Ok(())
    }

    /// Take an article's rows out; its events stay to be seen in `old_events`.
    pub(super) fn remove_article(&mut self, document: i64, run: i64, why: &str) -> Result<()> {
        self.leave_cluster(document)?;
        self.hand_over(document)?;
        let events = self.stored_events(document)?;
        let mut cells = BTreeSet::new();
        for event in &events {
            cells.extend(self.sums.count(&event.fact(), -1));
            self.archive(event, document, run, why)?;
            self.remove_parts(event.id)?;
        }
        self.sums.count_article(&cells, -1);
        let (origin, outlet, day) = self.carried(document)?;
        self.sums.count_outlet(&origin, outlet.as_deref(), day, -1);
        self.remove_sentences(document)?;
        for table in OF_DOCUMENT {
            self.db.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?"))?.execute([document])?;
        }
        Ok(())
    }

    /// Origin, outlet and day of publication of a stored article.
    pub(super) fn carried(&self, document: i64) -> Result<(String, Option<String>, Option<i32>)> {
        let sql = "SELECT origin, outlet, published_day FROM documents WHERE id = ?";
        Ok(self.db.prepare_cached(sql)?.query_row([document], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?)
    }

    fn archive(&self, event: &StoredEvent, document: i64, run: i64, why: &str) -> Result<()> {
        let sql = "INSERT INTO old_events (document, uid, number, run, replaced_by, why, type, mode, cameo, source, target, status,
            date_start, trigger, rule, confidence)
            SELECT e.document, d.uid, ?, e.run, ?, ?, e.type, e.mode, e.cameo, ?, ?, e.status, e.date_start, e.trigger, e.rule, e.confidence
            FROM events e JOIN documents d ON d.id = ? WHERE e.id = ?";
        let (source, target) = (names::json(&event.sources), names::json(&event.targets));
        let values = params![event.number, run, why, source, target, document, event.id];
        self.db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    fn remove_parts(&self, event: i64) -> Result<()> {
        for table in ["event_actors", "event_places", "event_amounts"] {
            self.db.prepare_cached(&format!("DELETE FROM {table} WHERE event = ?"))?.execute([event])?;
        }
        Ok(())
    }

    /// Sentences, and their words in the full-text index, which must be told what it is to forget.
    fn remove_sentences(&self, document: i64) -> Result<()> {
        let forget = "INSERT INTO sentences_text (sentences_text, rowid, text)
            SELECT 'delete', id, text FROM sentences WHERE document = ? AND text IS NOT NULL";
        self.db.prepare_cached(forget)?.execute([document])?;
        self.db.prepare_cached("DELETE FROM sentences WHERE document = ?")?.execute([document])?;
        Ok(())
    }

    /// Take an imported event out, to be replaced by a newer row of the same id.
    pub(super) fn remove_foreign(&mut self, id: i64) -> Result<()> {
        let event = self.stored_event(id)?;
        let cells = BTreeSet::from_iter(self.sums.count(&event.fact(), -1));
        self.remove_parts(id)?;
        let document: Option<i64> =
            self.db.prepare_cached("DELETE FROM events WHERE id = ? RETURNING document")?.query_row([id], |r| r.get(0))?;
        let mut left = BTreeSet::new();
        for other in document.map_or(Ok(Vec::new()), |d| self.stored_events(d))? {
            left.extend(self.sums.cells_of(&other.fact()));
        }
        self.sums.uncount_foreign(document, cells.difference(&left));
        Ok(())
    }
}
