//! From rows to the record, a chunk at a time.

use super::report::Report;
use super::{Chunk, Mention, Row};
use crate::error::Result;
use crate::events::Events;
use chancery_record::rows::ForeignRows;
use chancery_record::{Batch, OnKnown, Outcome};

/// Where rows go: a batch of the record.
pub(super) struct Sink<'b, 's> {
    pub(super) batch: &'b mut Batch<'s>,
    pub(super) run: i64,
    pub(super) report: &'b mut Report,
}

impl Sink<'_, '_> {
    /// Store a chunk.
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
        for outcome in self.batch.foreign(self.run, &events, on_known)? {
            match outcome {
                Outcome::Known => self.report.known += 1,
                Outcome::New => self.report.stored += 1,
                Outcome::Corrected | Outcome::Recoded => self.report.replaced += 1,
            }
        }
        for (line, skip) in skips {
            let at = format!("{name}:{line}");
            self.batch.reject(self.run, &at, &skip.0, false)?;
            self.report.skip(&at, &skip.0);
        }
        self.report.finish(repaired, broken);
        Ok(())
    }

    /// The report of an event that a mention is: the event's own words, this article's place.
    fn report_of(&self, mention: &Mention) -> Result<Option<ForeignRows>> {
        let (origin, id) = (mention.of.0, &mention.of.1);
        let Some(of) = Events::new(self.batch.connection()).foreign(origin, id)? else { return Ok(None) };
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
