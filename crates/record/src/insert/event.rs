//! One event with its sides, places and amounts; the same for articles and for imported rows.

use super::Batch;
use super::happenings::Belongs;
use crate::calendar::day_of;
use crate::error::Result;
use crate::names;
use crate::rows::{EventRow, Role, Who};
use crate::shingles::blob;
use crate::summary::Fact;
use rusqlite::params;

/// Where an event comes from.
pub(super) struct Place<'a> {
    pub(super) id: i64,
    pub(super) run: i64,
    pub(super) origin: &'a str,
    pub(super) document: Option<i64>,
    pub(super) number: Option<u32>,
    pub(super) foreign_id: Option<&'a str>,
    /// Numbers of the article's actors in the record.
    pub(super) cast: &'a [i64],
    /// Whether the article is a near copy.
    pub(super) copy: bool,
    pub(super) happening: Option<Belongs>,
}

impl Place<'_> {
    /// The actor with a number in the article.
    pub(super) fn actor(&self, local: Option<u32>) -> Option<i64> {
        cast(self.cast, local)
    }
}

/// The actor with a number in the article, counted from 1.
pub(super) fn cast(cast: &[i64], local: Option<u32>) -> Option<i64> {
    cast.get((local? as usize).checked_sub(1)?).copied()
}

/// Countries of a side, each once, in order.
pub(super) fn countries(e: &EventRow, role: Role) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for country in e.sides.iter().filter(|s| s.role == role).filter_map(|s| s.country.as_deref()) {
        if !found.contains(&country) {
            found.push(country);
        }
    }
    found
}

/// First day of an event's date.
pub(super) fn day(e: &EventRow) -> Option<i32> {
    e.date.as_ref().and_then(|d| day_of(&d.start))
}

/// What of an event is counted.
pub(super) fn fact<'a>(at: &Place<'a>, e: &'a EventRow) -> Fact<'a> {
    let counted = !at.copy && e.same_as.is_none();
    Fact {
        origin: at.origin,
        event_type: &e.event_type,
        happened: e.status.happened(),
        reciprocal: e.reciprocal,
        day: day(e),
        sources: countries(e, Role::Source),
        targets: countries(e, Role::Target),
        counted,
        stands: at.happening.map_or(counted, |h| h.first),
        goldstein: e.goldstein.unwrap_or(0.0),
    }
}

const INSERT: &str = "INSERT INTO events (id, origin, document, number, foreign_id, run, sentence, type, mode, contexts, cameo, quad,
    goldstein, reciprocal, status, happened, day, date_start, date_end, date_precision, date_text, trigger_start, trigger_end, trigger,
    statement, speaker, same_as, copy, happening, confidence, rule, why, gist, mentions, sources, articles, tone, extra)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

impl Batch<'_> {
    pub(super) fn insert_event(&mut self, at: &Place<'_>, e: &EventRow) -> Result<()> {
        let (date, trigger) = (e.date.as_ref(), e.trigger.as_ref());
        let (precision, expression) = (date.map(|d| &d.precision), date.and_then(|d| d.text.as_deref()));
        let (trigger_start, trigger_end) = (trigger.map(|t| t.start), trigger.map(|t| t.end));
        self.db.prepare_cached(INSERT)?.execute(params![
            at.id,
            at.origin,
            at.document,
            at.number,
            at.foreign_id,
            at.run,
            e.sentence,
            e.event_type,
            e.mode,
            names::json(&e.contexts),
            e.cameo,
            e.quad,
            e.goldstein,
            e.reciprocal,
            e.status.name(),
            e.status.happened(),
            day(e),
            date.map(|d| &d.start),
            date.map(|d| &d.end),
            precision,
            expression,
            trigger_start,
            trigger_end,
            trigger.and_then(|t| t.text.as_deref()),
            e.statement,
            at.actor(e.speaker),
            e.same_as,
            at.copy,
            at.happening.map(|h| h.happening),
            e.confidence,
            e.rule,
            e.why,
            blob(&e.gist),
            e.counts.mentions,
            e.counts.sources,
            e.counts.articles,
            e.counts.tone,
            e.counts.extra,
        ])?;
        self.insert_sides(at, e)?;
        self.insert_places(at, e)
    }

    fn insert_sides(&mut self, at: &Place<'_>, e: &EventRow) -> Result<()> {
        let mut next = [0_u32; 2];
        for side in &e.sides {
            let (actor, local) = match &side.actor {
                Who::Local(number) => (at.actor(Some(*number)), Some(*number)),
                Who::Named(actor) => (Some(self.actor(actor)?), None),
            };
            let Some(actor) = actor else { continue };
            let number = next[side.role as usize];
            next[side.role as usize] += 1;
            let values = params![at.id, side.role.name(), number, actor, side.code, side.country, local, day(e), e.reciprocal];
            self.db.prepare_cached("INSERT INTO event_actors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(values)?;
        }
        Ok(())
    }

    fn insert_places(&mut self, at: &Place<'_>, e: &EventRow) -> Result<()> {
        for (number, place) in (0_u32..).zip(&e.places) {
            let id = self.place(&place.place)?;
            let (start, end) = (place.span.map(|s| s.0), place.span.map(|s| s.1));
            let values = params![at.id, number, id, start, end, place.place.country, day(e)];
            self.db.prepare_cached("INSERT INTO event_places VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(values)?;
        }
        for amount in &e.amounts {
            self.db.prepare_cached("INSERT OR IGNORE INTO event_amounts VALUES (?, ?)")?.execute(params![at.id, amount])?;
        }
        Ok(())
    }
}
