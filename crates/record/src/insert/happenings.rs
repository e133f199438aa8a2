//! Happenings: reports of the same thing, found as they come.

use super::Batch;
use super::event::{countries, day};
use crate::error::Result;
use crate::matching::{Report, WINDOW, fit};
use crate::rows::{EventRow, Role};
use crate::shingles::numbers;
use crate::summary::NOBODY;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeSet;

/// Reports of a happening that a further one is compared with: the first of them.
const COMPARED: i64 = 4;
/// Happenings a report is compared with.
const CANDIDATES: usize = 64;

/// Where an event belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Belongs {
    pub(super) happening: i64,
    /// Whether the event is the first of it, and stands for it.
    pub(super) first: bool,
}

/// Source and target of every pair an event stands between.
fn pairs(e: &EventRow) -> BTreeSet<(&str, &str)> {
    let side = |role| {
        let found = countries(e, role);
        if found.is_empty() { vec![NOBODY] } else { found }
    };
    let (sources, targets) = (side(Role::Source), side(Role::Target));
    let forward = sources.iter().flat_map(|&s| targets.iter().map(move |&t| (s, t)));
    forward.flat_map(|(s, t)| [Some((s, t)), e.reciprocal.then_some((t, s))]).flatten().collect()
}

fn report(e: &EventRow) -> Report {
    let date = e.date.clone().unwrap_or_default();
    Report {
        start: date.start,
        end: date.end,
        precision: date.precision.into_owned(),
        mode: e.mode.as_deref().map(str::to_owned),
        codes: e.sides.iter().filter_map(|s| s.code.clone()).collect(),
        places: e.places.iter().filter_map(|p| p.place.country.clone()).collect(),
        gist: e.gist.clone(),
    }
}

impl Batch<'_> {
    /// The happening an event of an article belongs to: that of the event it repeats, the best fitting one, or a new one.
    /// An event without day, or without a codable side, belongs to none.
    pub(super) fn happening(&mut self, event: i64, e: &EventRow, repeated: Option<Belongs>) -> Result<Option<Belongs>> {
        let Some(day) = day(e) else { return Ok(None) };
        let pairs = pairs(e);
        if pairs.iter().all(|&(s, t)| s == NOBODY && t == NOBODY) {
            return Ok(None);
        }
        let found = match repeated {
            Some(earlier) => Some(earlier.happening),
            None => self.best_fit(e, day, &pairs)?,
        };
        let happening = match found {
            Some(happening) => happening,
            None => self.found(event, e, day)?,
        };
        for (source, target) in pairs {
            let sql = "INSERT OR IGNORE INTO happening_sides VALUES (?, ?, ?, ?, ?)";
            self.db.prepare_cached(sql)?.execute(params![source, target, e.event_type, day, happening])?;
        }
        self.touched.insert(happening);
        Ok(Some(Belongs { happening, first: found.is_none() }))
    }

    fn found(&mut self, event: i64, e: &EventRow, day: i32) -> Result<i64> {
        let id = self.next.happening();
        let sql = "INSERT INTO happenings VALUES (?, ?, ?, ?, ?, ?, NULL, 0, 0, 0)";
        self.db.prepare_cached(sql)?.execute(params![id, e.event_type, e.status.happened(), day, day, event])?;
        Ok(id)
    }

    fn best_fit(&self, e: &EventRow, day: i32, pairs: &BTreeSet<(&str, &str)>) -> Result<Option<i64>> {
        let mut candidates = BTreeSet::new();
        let sql = "SELECT DISTINCT s.happening FROM happening_sides s JOIN happenings h ON h.id = s.happening AND h.happened = ?
            WHERE s.source = ? AND s.target = ? AND s.type = ? AND s.day BETWEEN ? AND ? LIMIT ?";
        let mut find = self.db.prepare_cached(sql)?;
        for (source, target) in pairs {
            let (from, to) = (day - WINDOW, day + WINDOW);
            let values = params![e.status.happened(), source, target, e.event_type, from, to, CANDIDATES as i64];
            for row in find.query_map(values, |r| r.get::<_, i64>(0))? {
                candidates.insert(row?);
            }
        }
        let new = report(e);
        let mut best: Option<(f64, i64)> = None;
        for happening in candidates.into_iter().take(CANDIDATES) {
            for old in self.reports(happening)? {
                // Of equal fits the earliest happening is taken: candidates come in ascending order.
                if let Some(score) = fit(&new, &old).filter(|s| best.is_none_or(|(b, _)| *s > b)) {
                    best = Some((score, happening));
                }
            }
        }
        Ok(best.map(|(_, happening)| happening))
    }

    /// The first reports of a happening.
    fn reports(&self, happening: i64) -> Result<Vec<Report>> {
        let sql = "SELECT id, coalesce(date_start, ''), coalesce(date_end, ''), coalesce(date_precision, ''), mode, gist FROM events
            WHERE happening = ? ORDER BY id LIMIT ?";
        let mut find = self.db.prepare_cached(sql)?;
        let rows = find.query_map(params![happening, COMPARED], |r| {
            let gist: Option<Vec<u8>> = r.get(5)?;
            let gist = numbers(&gist.unwrap_or_default());
            let (start, end, precision) = (r.get(1)?, r.get(2)?, r.get(3)?);
            Ok((r.get(0)?, Report { start, end, precision, mode: r.get(4)?, gist, ..Report::default() }))
        })?;
        let mut reports = Vec::new();
        for row in rows {
            let (event, mut report): (i64, Report) = row?;
            report.codes = self.texts("SELECT code FROM event_actors WHERE event = ? AND code IS NOT NULL", event)?;
            let places = "SELECT p.country FROM event_places x JOIN places p ON p.id = x.place WHERE x.event = ? AND p.country IS NOT NULL";
            report.places = self.texts(places, event)?;
            reports.push(report);
        }
        Ok(reports)
    }

    fn texts(&self, sql: &str, event: i64) -> Result<Vec<String>> {
        let mut find = self.db.prepare_cached(sql)?;
        Ok(find.query_map([event], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Events of an article are about to go: happenings that one of them stands for get another event to stand for them.
    pub(super) fn hand_over(&mut self, document: i64) -> Result<()> {
        self.touch_happenings(document)?;
        let sql = "SELECT h.id, e.id, (SELECT min(o.id) FROM events o WHERE o.happening = h.id AND o.document <> e.document)
            FROM events e JOIN happenings h ON h.first_event = e.id WHERE e.document = ?";
        let heirs: Vec<(i64, i64, Option<i64>)> = {
            let mut find = self.db.prepare_cached(sql)?;
            find.query_map([document], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<rusqlite::Result<_>>()?
        };
        for (happening, first, heir) in heirs {
            let Some(heir) = heir else { continue };
            self.count_again(&[first, heir], -1)?;
            self.db.prepare_cached("UPDATE happenings SET first_event = ? WHERE id = ?")?.execute(params![heir, happening])?;
            self.count_again(&[first, heir], 1)?;
        }
        Ok(())
    }

    fn count_again(&mut self, events: &[i64], sign: i64) -> Result<()> {
        for &event in events {
            let stored = self.stored_event(event)?;
            self.sums.count(&stored.fact(), sign);
        }
        Ok(())
    }

    /// Remember that the counts of the happenings of an article change.
    pub(super) fn touch_happenings(&mut self, document: i64) -> Result<()> {
        let sql = "SELECT DISTINCT happening FROM events WHERE document = ? AND happening IS NOT NULL";
        let mut find = self.db.prepare_cached(sql)?;
        for row in find.query_map([document], |r| r.get::<_, i64>(0))? {
            self.touched.insert(row?);
        }
        Ok(())
    }

    /// Count anew what the batch changed.
    pub(super) fn count_happenings(&mut self) -> Result<()> {
        for happening in std::mem::take(&mut self.touched) {
            self.count_happening(happening)?;
        }
        Ok(())
    }

    fn count_happening(&self, happening: i64) -> Result<()> {
        let sql = "SELECT count(*), count(DISTINCT e.document), count(DISTINCT CASE WHEN e.copy = 0 THEN coalesce(d.outlet, 'document ' || d.id) END),
            min(e.day), max(e.day), min(d.published) FROM events e JOIN documents d ON d.id = e.document WHERE e.happening = ?";
        type Counts = (i64, i64, i64, Option<i64>, Option<i64>, Option<String>);
        let counts: Option<Counts> = self
            .db
            .prepare_cached(sql)?
            .query_row([happening], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)))
            .optional()?;
        self.db.prepare_cached("DELETE FROM happening_amounts WHERE happening = ?")?.execute([happening])?;
        let Some((reports, articles, outlets, Some(first), Some(last), published)) = counts else {
            self.db.prepare_cached("DELETE FROM happening_sides WHERE happening = ?")?.execute([happening])?;
            self.db.prepare_cached("DELETE FROM happenings WHERE id = ?")?.execute([happening])?;
            return Ok(());
        };
        let sql = "UPDATE happenings SET reports = ?, articles = ?, outlets = max(1, ?), day_first = ?, day_last = ?, first_report = ?
            WHERE id = ?";
        self.db.prepare_cached(sql)?.execute(params![reports, articles, outlets, first, last, published, happening])?;
        let sql = "INSERT INTO happening_amounts SELECT e.happening, m.role, coalesce(m.currency, m.unit, ''), min(m.value),
            max(coalesce(m.upper, m.value)), count(*) FROM events e JOIN event_amounts x ON x.event = e.id
            JOIN amounts m ON m.document = e.document AND m.number = x.amount WHERE e.happening = ? GROUP BY 2, 3";
        self.db.prepare_cached(sql)?.execute([happening])?;
        Ok(())
    }
}
