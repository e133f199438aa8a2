//! Reading on all threads, writing on one: batch after batch, in the order of the input.

use super::rows;
use crate::engine::Engine;
use crate::parallel::in_parallel;
use anyhow::{Context, Result};
use chancery_record::rows::ArticleRows;
use chancery_record::{Outcome, Store};
use chancery_text::{Document, Inputs, RawRecord, Rejected, clean};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

/// What is asked of every article.
pub struct Options {
    pub run: i64,
    pub recode: bool,
    pub keep_text: bool,
    pub published: Option<String>,
    pub threads: usize,
    /// Records in a transaction.
    pub batch: usize,
}

/// What became of the input so far.
#[derive(Default)]
pub struct Tally {
    pub new: AtomicU64,
    pub known: AtomicU64,
    pub corrected: AtomicU64,
    pub recoded: AtomicU64,
    pub events: AtomicU64,
    pub skipped: AtomicU64,
    pub rejected: AtomicU64,
}

impl Tally {
    fn of(&self, outcome: Outcome) -> &AtomicU64 {
        match outcome {
            Outcome::New => &self.new,
            Outcome::Known => &self.known,
            Outcome::Corrected => &self.corrected,
            Outcome::Recoded => &self.recoded,
        }
    }

    /// Records that were dealt with.
    pub fn records(&self) -> u64 {
        [&self.new, &self.known, &self.corrected, &self.recoded, &self.skipped, &self.rejected].iter().map(|n| get(n)).sum()
    }
}

pub fn get(number: &AtomicU64) -> u64 {
    number.load(Ordering::Relaxed)
}

fn add(number: &AtomicU64, more: usize) {
    number.fetch_add(more as u64, Ordering::Relaxed);
}

/// A record of the input, dealt with.
enum Item {
    Article(Box<ArticleRows>),
    Known,
    Rejected { source: String, reason: String, skip: bool },
}

/// Reads and writes until the input ends or `stop` is set; what was read by then is written.
pub struct Pipeline<'a> {
    pub engine: &'a Engine,
    pub options: &'a Options,
    /// For questions while the other connection writes.
    pub lookup: &'a Mutex<Store>,
    pub stop: &'a AtomicBool,
    pub tally: &'a Tally,
}

impl Pipeline<'_> {
    pub fn run(&self, inputs: &mut Inputs, store: &mut Store, tick: impl Fn()) -> Result<()> {
        std::thread::scope(|scope| {
            let (send, receive) = sync_channel(1);
            let writer = scope.spawn(move || self.write(store, &receive));
            let read = self.read(inputs, &send, tick);
            drop(send);
            // A writer that failed is why the reader could not send: its reason is the one to tell.
            writer.join().map_err(|_| anyhow::anyhow!("the writing thread stopped unexpectedly"))??;
            read
        })
    }

    fn read(&self, inputs: &mut Inputs, send: &SyncSender<Vec<Item>>, tick: impl Fn()) -> Result<()> {
        while !self.stop.load(Ordering::Relaxed) {
            let batch: Vec<Result<RawRecord, Rejected>> = inputs.by_ref().take(self.options.batch).collect();
            if batch.is_empty() {
                break;
            }
            if send.send(self.items(batch)?).is_err() {
                break;
            }
            tick();
        }
        Ok(())
    }

    /// What becomes of a batch of records. Most of a second run over the same input is known, and need not be read.
    fn items(&self, batch: Vec<Result<RawRecord, Rejected>>) -> Result<Vec<Item>> {
        let threads = self.options.threads;
        let cleaned = in_parallel(batch, threads, &|record| self.cleaned(record));
        let ids: Vec<(String, String)> = cleaned.iter().flatten().map(|(_, ids)| ids.clone()).collect();
        let recode = self.options.recode.then_some(self.options.run);
        let mut wanted = self.lookup.lock().unwrap_or_else(PoisonError::into_inner).wanted(&ids, recode)?.into_iter();
        let marked: Vec<_> = cleaned.into_iter().map(|c| c.map(|(document, _)| (document, wanted.next() == Some(true)))).collect();
        Ok(in_parallel(marked, threads, &|record| match record {
            Ok((document, true)) => self.article(&document),
            Ok((_, false)) => Item::Known,
            Err(e) => Item::Rejected { source: e.at.to_string(), reason: e.reason.to_string(), skip: e.is_skip() },
        }))
    }

    /// An article without its debris, and its identity and id.
    fn cleaned(&self, record: Result<RawRecord, Rejected>) -> Result<(Document, (String, String)), Rejected> {
        let mut document = record.and_then(|r| clean(&r))?;
        if document.published.is_none() {
            document.published.clone_from(&self.options.published);
        }
        let ids = rows::ids(&document);
        Ok((document, ids))
    }

    fn article(&self, document: &Document) -> Item {
        let reading = chancery_reading::read(self.engine.reader(), document);
        Item::Article(Box::new(rows::article(document, &reading, self.options.keep_text)))
    }

    fn write(&self, store: &mut Store, batches: &Receiver<Vec<Item>>) -> Result<()> {
        for items in batches {
            let path = store.path().display().to_string();
            self.write_batch(store, items).with_context(|| path)?;
        }
        Ok(())
    }

    fn write_batch(&self, store: &mut Store, items: Vec<Item>) -> Result<()> {
        let run = self.options.run;
        let mut batch = store.batch()?;
        let mut done = Vec::with_capacity(items.len());
        for item in &items {
            done.push(match item {
                Item::Article(rows) => Some((batch.article(run, rows, self.options.recode)?, rows.events.len())),
                Item::Known => Some((Outcome::Known, 0)),
                Item::Rejected { source, reason, skip } => {
                    batch.reject(run, source, reason, *skip)?;
                    None
                }
            });
        }
        batch.commit()?;
        // Counted once they are safe.
        for (item, done) in items.iter().zip(done) {
            self.count(item, done);
        }
        Ok(())
    }

    fn count(&self, item: &Item, done: Option<(Outcome, usize)>) {
        if let Some((outcome, events)) = done {
            add(self.tally.of(outcome), 1);
            add(&self.tally.events, if outcome == Outcome::Known { 0 } else { events });
        } else if matches!(item, Item::Rejected { skip: true, .. }) {
            add(&self.tally.skipped, 1);
        } else {
            add(&self.tally.rejected, 1);
        }
    }
}
