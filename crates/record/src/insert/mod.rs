//! Writing: a batch of articles or events, all of it or nothing.

mod article;
mod duplicates;
mod event;
mod foreign;
mod happenings;
mod remove;
mod shared;

pub(crate) use shared::Known;

use crate::error::Result;
use crate::rows::ArticleRows;
use crate::summary::Summaries;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use shared::Next;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What became of an article or event that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was new.
    New,
    /// It was stored before, and stays as it is.
    Known,
    /// It took the place of an earlier version of the article, or of an earlier row of the same id.
    Corrected,
    /// It took the place of its reading with another lexicon or model.
    Recoded,
}

/// What to do with an imported event whose id is stored already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnKnown {
    /// Keep the stored row.
    Keep,
    /// Put the new row in its place, as for origins that revise their rows.
    Replace,
}

/// How a version of an article stands with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Never stored.
    Unknown,
    /// Stored; nothing to do.
    Done,
    /// Stored with another lexicon or model, which a re-coding run replaces.
    Outdated(i64),
}

/// Look a version of an article up; `recode` is the run whose lexicon and model are now wanted.
pub(crate) fn standing(db: &Connection, identity: &str, uid: &str, recode: Option<i64>) -> Result<Standing> {
    let sql = "SELECT d.id, v.current AND NOT (r.lexicon IS n.lexicon AND r.model IS n.model)
        FROM documents d JOIN versions v ON v.document = d.id AND v.uid = ?2 JOIN runs r ON r.id = d.run LEFT JOIN runs n ON n.id = ?3
        WHERE d.identity = ?1";
    let row: Option<(i64, bool)> =
        db.prepare_cached(sql)?.query_row(params![identity, uid, recode], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    Ok(match row {
        None => Standing::Unknown,
        Some((document, true)) if recode.is_some() => Standing::Outdated(document),
        Some(_) => Standing::Done,
    })
}

/// A transaction that writes. Dropped without [`Batch::commit`], it leaves no trace.
#[derive(Debug)]
pub struct Batch<'s> {
    db: Transaction<'s>,
    known: &'s mut Known,
    next: Next,
    sums: Summaries,
    /// Documents made in this batch.
    fresh: HashSet<i64>,
    /// Happenings to be counted anew at the end.
    touched: BTreeSet<i64>,
    /// By run: articles, events, rejections.
    tally: BTreeMap<i64, [i64; 3]>,
}

impl<'s> Batch<'s> {
    pub(crate) fn begin(db: &'s mut Connection, known: &'s mut Known) -> Result<Self> {
        known.unsettle();
        let db = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let next = Next::read(&db)?;
        Ok(Self { db, known, next, sums: Summaries::default(), fresh: HashSet::new(), touched: BTreeSet::new(), tally: BTreeMap::new() })
    }

    /// The connection, for questions about what is stored, this batch included.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.db
    }

    /// Store an article that was read by `run`; with `recode`, also where it is stored with another lexicon or model.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then the batch is to be dropped.
    pub fn article(&mut self, run: i64, rows: &ArticleRows, recode: bool) -> Result<Outcome> {
        let outcome = match standing(&self.db, &rows.document.identity, &rows.document.uid, recode.then_some(run))? {
            Standing::Done => return Ok(Outcome::Known),
            Standing::Outdated(document) => {
                self.remove_article(document, run, "recoded")?;
                self.insert_article(document, run, rows)?;
                Outcome::Recoded
            }
            Standing::Unknown => match self.document_of(&rows.document.identity)? {
                Some(document) => {
                    self.remove_article(document, run, "corrected")?;
                    self.insert_article(document, run, rows)?;
                    Outcome::Corrected
                }
                None => {
                    let document = self.next.document();
                    self.insert_article(document, run, rows)?;
                    Outcome::New
                }
            },
        };
        let tally = self.tally.entry(run).or_default();
        tally[0] += 1;
        tally[1] += rows.events.len() as i64;
        Ok(outcome)
    }

    /// Write down that a record could not be read. `source` says where it stands: file, line or number.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn reject(&mut self, run: i64, source: &str, reason: &str, skip: bool) -> Result<()> {
        let sql = "INSERT INTO rejected VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason, skip = excluded.skip,
            run = excluded.run";
        self.db.prepare_cached(sql)?.execute(params![source, reason, skip, run])?;
        self.tally.entry(run).or_default()[2] += 1;
        Ok(())
    }

    /// Store all of it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then nothing of the batch is stored.
    pub fn commit(mut self) -> Result<()> {
        self.count_happenings()?;
        self.sums.flush(&self.db)?;
        for (run, [articles, events, rejected]) in &self.tally {
            let sql = "UPDATE runs SET articles = articles + ?, events = events + ?, rejected = rejected + ? WHERE id = ?";
            self.db.prepare_cached(sql)?.execute(params![articles, events, rejected, run])?;
        }
        self.db.commit()?;
        self.known.settle();
        Ok(())
    }

    /// The document of that identity.
    fn document_of(&self, identity: &str) -> Result<Option<i64>> {
        let mut find = self.db.prepare_cached("SELECT id FROM documents WHERE identity = ?")?;
        Ok(find.query_row([identity], |r| r.get(0)).optional()?)
    }
}
