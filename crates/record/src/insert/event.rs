//! One event with its sides, places and amounts; the same for articles and for imported rows.

use super::Batch;
use super::happenings::Belongs;
use crate::calendar::day_of;
use crate::error::Result;
use crate::many::{self, Bind};
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
    /// First day of the event's date.
    pub(super) day: Option<i32>,
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
        day: at.day,
        sources: countries(e, Role::Source),
        targets: countries(e, Role::Target),
        counted,
        stands: at.happening.map_or(counted, |h| h.first),
        goldstein: e.goldstein.unwrap_or(0.0),
    }
}

const EVENTS: &str = "events (id, origin, document, number, foreign_id, run, sentence, type, mode, contexts, cameo, quad,
    goldstein, reciprocal, status, happened, day, date_start, date_end, date_precision, date_text, trigger_start, trigger_end, trigger,
    statement, speaker, same_as, copy, happening, confidence, rule, why, gist, mentions, sources, articles, tone, extra, historical)";

/// A row of `event_actors`.
struct Side<'a> {
    event: i64,
    role: Role,
    number: u32,
    actor: i64,
    code: Option<&'a str>,
    country: Option<&'a str>,
    local: Option<u32>,
    day: Option<i32>,
    both: bool,
}

/// A row of `event_places`.
struct Site<'a> {
    event: i64,
    number: u32,
    place: i64,
    span: Option<(u32, u32)>,
    country: Option<&'a str>,
    day: Option<i32>,
}

impl Batch<'_> {
    /// Insert events with their sides, places and amounts, table by table.
    pub(super) fn insert_event_rows(&mut self, events: &[(Place<'_>, &EventRow)]) -> Result<()> {
        many::insert(&self.db, EVENTS, 39, events, |to, (at, e)| bind_event(to, at, e))?;
        let (mut sides, mut sites) = (Vec::with_capacity(2 * events.len()), Vec::with_capacity(events.len()));
        for (at, e) in events {
            self.plan_sides(at, e, &mut sides)?;
            for (number, place) in (0_u32..).zip(&e.places) {
                let (id, country) = (self.place(&place.place)?, place.place.country.as_deref());
                sites.push(Site { event: at.id, number, place: id, span: place.span, country, day: at.day });
            }
            for amount in &e.amounts {
                self.db.prepare_cached("INSERT OR IGNORE INTO event_amounts VALUES (?, ?)")?.execute(params![at.id, amount])?;
            }
        }
        many::insert(&self.db, "event_actors", 9, &sides, |to, s| {
            to.row(params![s.event, s.role.name(), s.number, s.actor, s.code, s.country, s.local, s.day, s.both])
        })?;
        many::insert(&self.db, "event_places", 7, &sites, |to, p| {
            to.row(params![p.event, p.number, p.place, p.span.map(|s| s.0), p.span.map(|s| s.1), p.country, p.day])
        })
    }

    fn plan_sides<'e>(&mut self, at: &Place<'_>, e: &'e EventRow, sides: &mut Vec<Side<'e>>) -> Result<()> {
        let mut next = [0_u32; 2];
        for side in &e.sides {
            let (actor, local) = match &side.actor {
                Who::Local(number) => (at.actor(Some(*number)), Some(*number)),
                Who::Named(actor) => (Some(self.actor(actor)?), None),
            };
            let Some(actor) = actor else { continue };
            let number = next[side.role as usize];
            next[side.role as usize] += 1;
            let (code, country) = (side.code.as_deref(), side.country.as_deref());
            let both = e.reciprocal;
            sides.push(Side { event: at.id, role: side.role, number, actor, code, country, local, day: at.day, both });
        }
        Ok(())
    }
}

fn bind_event(to: &mut Bind<'_, '_>, at: &Place<'_>, e: &EventRow) -> Result<()> {
    let (date, trigger) = (e.date.as_ref(), e.trigger.as_ref());
    let (precision, expression) = (date.map(|d| &d.precision), date.and_then(|d| d.text.as_deref()));
    let (trigger_start, trigger_end) = (trigger.map(|t| t.start), trigger.map(|t| t.end));
    to.row(params![
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
        at.day,
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
        e.historical,
    ])
}
