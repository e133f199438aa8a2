//! Events that others coded: no text, many rows.

use super::article::DOCUMENTS;
use super::event::{Place, day, fact};
use super::{Batch, OnKnown, Outcome};
use crate::calendar::day_of;
use crate::error::Result;
use crate::many;
use crate::names;
use crate::rows::{DocumentRow, EventRow, ForeignRows};
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Origin and id of an imported event.
type Id<'r> = (&'r str, &'r str);

/// Rows that wait to be written table by table.
#[derive(Default)]
struct Waiting<'r> {
    /// Articles that are new, with their numbers and ids.
    documents: Vec<(i64, &'r str, String, &'r DocumentRow)>,
    uids: HashSet<&'r str>,
    events: Vec<(Place<'r>, &'r EventRow)>,
    /// Which events these are.
    ids: HashMap<Id<'r>, i64>,
}

impl Batch<'_> {
    /// Store imported events, in their order; what became of each.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then the batch is to be dropped.
    pub fn foreign(&mut self, run: i64, rows: &[ForeignRows], on_known: OnKnown) -> Result<Vec<Outcome>> {
        let stored = self.stored_ids(rows)?;
        let mut waiting = Waiting::default();
        let mut outcomes = Vec::with_capacity(rows.len());
        for row in rows {
            let id = (&*row.origin, row.id.as_str());
            let old = stored.get(&id).or_else(|| waiting.ids.get(&id)).copied();
            outcomes.push(match old {
                Some(_) if on_known == OnKnown::Keep => Outcome::Known,
                Some(old) => {
                    // What is taken out is looked up in the tables, so all of it must be there.
                    self.write_foreign(run, &mut waiting)?;
                    self.remove_foreign(old)?;
                    self.one_foreign(run, old, row, &mut waiting)?;
                    Outcome::Corrected
                }
                None => {
                    let new = self.next.event();
                    self.one_foreign(run, new, row, &mut waiting)?;
                    waiting.ids.insert(id, new);
                    Outcome::New
                }
            });
        }
        self.write_foreign(run, &mut waiting)?;
        Ok(outcomes)
    }

    /// Which of these events are stored. A new file's ids mostly lie beyond all that are stored, which one question tells.
    fn stored_ids<'r>(&self, rows: &'r [ForeignRows]) -> Result<HashMap<Id<'r>, i64>> {
        let mut spans: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        for row in rows {
            let span = spans.entry(&*row.origin).or_insert((&*row.id, &*row.id));
            *span = (span.0.min(&*row.id), span.1.max(&*row.id));
        }
        let mut any = self.db.prepare_cached("SELECT 1 FROM events WHERE origin = ? AND foreign_id BETWEEN ? AND ? LIMIT 1")?;
        let mut touched = HashSet::new();
        for (origin, (first, last)) in spans {
            if any.exists(params![origin, first, last])? {
                touched.insert(origin);
            }
        }
        let mut find = self.db.prepare_cached("SELECT id FROM events WHERE origin = ? AND foreign_id = ?")?;
        let mut stored = HashMap::new();
        for row in rows.iter().filter(|r| touched.contains(&*r.origin)) {
            if let Some(id) = find.query_row(params![row.origin, row.id], |r| r.get(0)).optional()? {
                stored.insert((&*row.origin, row.id.as_str()), id);
            }
        }
        Ok(stored)
    }

    fn one_foreign<'r>(&mut self, run: i64, id: i64, row: &'r ForeignRows, waiting: &mut Waiting<'r>) -> Result<()> {
        let document = match &row.document {
            Some(d) => Some(self.foreign_document(run, &row.origin, d, waiting)?),
            None => None,
        };
        let at = Place {
            id,
            run,
            origin: &row.origin,
            document,
            number: None,
            foreign_id: Some(&row.id),
            cast: &[],
            copy: false,
            happening: None,
            day: day(&row.event),
        };
        let cells = self.sums.count(&fact(&at, &row.event), 1);
        self.sums.count_foreign(document, &cells);
        waiting.events.push((at, &row.event));
        self.tally.entry(run).or_default()[1] += 1;
        Ok(())
    }

    /// The number of the article behind an imported event, which is to be stored where it is new.
    fn foreign_document<'r>(&mut self, run: i64, origin: &'r str, d: &'r DocumentRow, waiting: &mut Waiting<'r>) -> Result<i64> {
        let known = match self.known.document(&d.identity) {
            None => self.document_of(&d.identity)?,
            known => known,
        };
        if let Some(id) = known {
            self.known.learn_document(&d.identity, id);
            if self.fresh.insert(id) {
                self.remember_cells(id)?;
            }
            return Ok(id);
        }
        if !waiting.uids.insert(&d.uid) {
            self.write_documents(run, waiting)?;
            waiting.uids.insert(&d.uid);
        }
        let id = self.next.document();
        let uid = self.free_uid(id, &d.uid)?;
        waiting.documents.push((id, origin, uid, d));
        self.known.learn_document(&d.identity, id);
        self.fresh.insert(id);
        let day = d.published.as_deref().and_then(day_of);
        self.sums.count_outlet(origin, d.outlet.as_deref(), day, 1);
        self.tally.entry(run).or_default()[0] += 1;
        Ok(id)
    }

    fn write_foreign(&mut self, run: i64, waiting: &mut Waiting<'_>) -> Result<()> {
        self.write_documents(run, waiting)?;
        self.insert_event_rows(&waiting.events)?;
        waiting.events.clear();
        Ok(())
    }

    fn write_documents(&self, run: i64, waiting: &mut Waiting<'_>) -> Result<()> {
        let documents = std::mem::take(&mut waiting.documents);
        waiting.uids.clear();
        many::insert(&self.db, DOCUMENTS, 20, &documents, |to, (id, origin, uid, d)| {
            to.row(params![
                id,
                uid,
                origin,
                d.identity,
                d.external_id,
                d.title,
                d.outlet,
                names::json(&d.authors),
                d.url,
                d.published,
                d.published.as_deref().and_then(day_of),
                d.language,
                d.sha256,
                d.characters,
                d.words,
                d.has_text,
                None::<&[u8]>,
                id,
                run,
                d.domain,
            ])
        })?;
        many::insert(&self.db, "versions", 4, &documents, |to, (id, _, _, d)| to.row(params![id, d.uid, true, run]))
    }

    /// Learn which cells an article stored by an earlier batch is counted in.
    fn remember_cells(&mut self, document: i64) -> Result<()> {
        for event in self.stored_events(document)? {
            let cells = self.sums.cells_of(&event.fact());
            self.sums.remember(document, &cells);
        }
        Ok(())
    }
}
