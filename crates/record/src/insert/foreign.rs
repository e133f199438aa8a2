//! Events that others coded: no text, many rows.

use super::event::{Place, fact};
use super::{Batch, OnKnown, Outcome};
use crate::error::Result;
use crate::rows::{DocumentRow, ForeignRows};
use rusqlite::{OptionalExtension, params};

impl Batch<'_> {
    /// Store an imported event.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then the batch is to be dropped.
    pub fn foreign(&mut self, run: i64, rows: &ForeignRows, on_known: OnKnown) -> Result<Outcome> {
        let old = self.foreign_event(&rows.origin, &rows.id)?;
        if old.is_some() && on_known == OnKnown::Keep {
            return Ok(Outcome::Known);
        }
        if let Some(id) = old {
            self.remove_foreign(id)?;
        }
        let document = match &rows.document {
            Some(d) => Some(self.foreign_document(run, &rows.origin, d)?),
            None => None,
        };
        let id = old.unwrap_or_else(|| self.next.event());
        let at = Place {
            id,
            run,
            origin: &rows.origin,
            document,
            number: None,
            foreign_id: Some(&rows.id),
            cast: &[],
            copy: false,
            happening: None,
        };
        let cells = self.sums.count(&fact(&at, &rows.event), 1);
        self.sums.count_foreign(document, &cells);
        self.insert_event(&at, &rows.event)?;
        self.tally.entry(run).or_default()[1] += 1;
        Ok(if old.is_some() { Outcome::Corrected } else { Outcome::New })
    }

    fn foreign_event(&self, origin: &str, id: &str) -> Result<Option<i64>> {
        let mut find = self.db.prepare_cached("SELECT id FROM events WHERE origin = ? AND foreign_id = ?")?;
        Ok(find.query_row(params![origin, id], |r| r.get(0)).optional()?)
    }

    /// The number of the article behind an imported event, which is stored where it is new.
    fn foreign_document(&mut self, run: i64, origin: &str, d: &DocumentRow) -> Result<i64> {
        if let Some(id) = self.document_of(&d.identity)? {
            if self.fresh.insert(id) {
                self.remember_cells(id)?;
            }
            return Ok(id);
        }
        let id = self.next.document();
        self.insert_document(id, run, origin, d, &[])?;
        self.tally.entry(run).or_default()[0] += 1;
        Ok(id)
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
