//! From rows to the record, a chunk at a time.

use super::report::Report;
use super::{Chunk, Mention, Row};
use crate::error::Result;
use crate::events::Events;
use chancery_record::rows::ForeignRows;
use chancery_record::{OnKnown, Outcome, Store};

pub(super) struct Sink<'s> {
    store: &'s mut Store,
    run: i64,
    pub(super) report: Report,
}

impl<'s> Sink<'s> {
    pub(super) fn new(store: &'s mut Store, run: i64) -> Self {
        Self { store, run, report: Report::default() }
    }

    /// Store a chunk, all of it or nothing.
    pub(super) fn store(&mut self, chunk: Chunk) -> Result<()> {
        let Chunk { rows, mut skips, repaired, name, new_file, replace, broken } = chunk;
        self.report.files += u64::from(new_file);
        self.report.rows += (rows.len() + skips.len()) as u64;
        let mut events = Vec::with_capacity(rows.len());
        for (line, row) in rows {
            match row {
                Row::Event(event) => events.push(event),
                Row::Mention(mention) => match self.report_of(&mention)? {
                    Some(event) => events.push(event),
                    None => skips.push((line, "the event it mentions is not in the record: import the event files first".into())),
                },
            }
        }
        let on_known = if replace { OnKnown::Replace } else { OnKnown::Keep };
        let mut batch = self.store.batch()?;
        for event in &events {
            match batch.foreign(self.run, event, on_known)? {
                Outcome::Known => self.report.known += 1,
                Outcome::New => self.report.stored += 1,
                Outcome::Corrected | Outcome::Recoded => self.report.replaced += 1,
            }
        }
        for (line, skip) in skips {
            let at = format!("{name}:{line}");
            batch.reject(self.run, &at, &skip.0, false)?;
            self.report.skip(&at, &skip.0);
        }
        batch.commit()?;
        self.report.finish(repaired, broken);
        Ok(())
    }

    /// The report of an event that a mention is: the event's own words, this article's place.
    fn report_of(&self, mention: &Mention) -> Result<Option<ForeignRows>> {
        let (origin, id) = (mention.of.0, &mention.of.1);
        let Some(of) = Events::new(self.store.connection()).foreign(origin, id)? else { return Ok(None) };
        let mut event = of.rows.event;
        event.sentence = mention.sentence;
        event.trigger.clone_from(&mention.trigger);
        event.confidence = mention.confidence;
        event.counts = chancery_record::rows::ForeignCounts { tone: mention.tone, extra: mention.extra.clone(), ..Default::default() };
        Ok(Some(ForeignRows {
            origin: format!("{origin}-mentions").into(),
            id: mention.id.clone(),
            document: mention.document.clone(),
            event,
        }))
    }
}
