//! Expressions that count from publication or from the date last named.

use super::parser::{Found, Parser};
use super::step::{moved, step};
use super::tense::Tense;
use super::value::When;
use super::words::{Shift, Unit, Which};
use super::{Kind, Precision};
use crate::amounts::number::number_at;
use jiff::ToSpan;
use jiff::civil::Date;

impl Parser<'_> {
    /// Any expression that needs an anchor.
    pub(crate) fn relative(&self, at: usize) -> Option<Found> {
        self.beside(at)
            .or_else(|| self.relative_day(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.which_many(at))
            .or_else(|| self.which_unit(at))
            .or_else(|| self.compound(at))
            .or_else(|| self.the_unit_alone(at))
    }

    /// "yesterday", "tonight", "last night", "this morning", "Wednesday", "last Wednesday".
    pub(crate) fn relative_day(&self, at: usize) -> Option<Found> {
        if let Some((days, part)) = self.word(at).day {
            let day = super::value::plus(self.now()?, i64::from(days).days())?;
            let when = part.map_or_else(|| When::day(day), |p| When::day(day).at(p));
            return Some(Found::new(at + 1, when));
        }
        self.part_of_day(at).or_else(|| self.weekday(at))
    }

    fn part_of_day(&self, at: usize) -> Option<Found> {
        let start = self.definite(at);
        if let Some(which) = self.word(start).which {
            let part = self.word(start + 1).part?;
            let base = match which {
                Which::Last => super::value::plus(self.now()?, (-1).days())?,
                Which::This => self.now()?,
                Which::Next | Which::Following => super::value::plus(self.then()?, 1.days())?,
                Which::That | Which::Same => self.then()?,
                Which::Previous => super::value::plus(self.then()?, (-1).days())?,
                _ => return None,
            };
            return Some(Found::new(start + 2, When::day(base).at(part)));
        }
        let part = self.word(start).part.filter(|_| self.is(at, "the"))?;
        if self.is(start + 1, "of")
            && let Some(f) =
                self.absolute(start + 2).or_else(|| self.weekday(start + 2)).filter(|f| f.when.range.is_some_and(|(a, b)| a == b))
        {
            return Some(Found::new(f.end, f.when.at(part)));
        }
        let stands = self.is_any(at.wrapping_sub(1), &["in", "during"]);
        stands.then_some(Found::new(start + 1, When::day(self.then()?).at(part)))
    }

    /// "two days before Christmas", "three weeks from Tuesday": counted from a day that is named.
    pub(crate) fn counted_from(&self, end: usize, n: Option<f64>, unit: Unit) -> Option<Found> {
        let back = self.is(end, "before");
        if !back && !self.is_any(end, &["after", "from", "following"]) {
            return None;
        }
        let named = self.absolute(end + 1).or_else(|| self.relative_day(end + 1)).or_else(|| self.feast(end + 1))?;
        let (day, _) = named.when.range.filter(|(a, b)| a == b && named.when.kind == Kind::Date)?;
        let n = whole(n?)?;
        Some(Found::new(named.end, When::day(moved(day, unit, if back { -n } else { n })?)))
    }

    /// "two days later", "three weeks ago", "a year earlier", "months ago".
    fn shifted(&self, at: usize) -> Option<Found> {
        let mut start = at;
        while let Some(next) = super::words::about(self.tokens, start) {
            start = next;
        }
        let (n, unit, end) = self.count_of(start)?;
        if let Some(f) = self.counted_from(end, n, unit) {
            return Some(f);
        }
        let shift = self
            .word(end)
            .shift
            .map(|s| (s, end + 1))
            .or_else(|| (self.is(end, "from") && self.is(end + 1, "now")).then_some((Shift::Hence, end + 2)));
        let (shift, end) = shift?;
        // "two days after the vote" counts from an event; only a bare "after" or "before" stands alone.
        let open = self.is_any(end - 1, &["after", "before", "afterward", "afterwards"]);
        if open && self.is_any(end - 1, &["after", "before"]) {
            return None;
        }
        let base = if matches!(shift, Shift::Ago | Shift::Hence) { self.now()? } else { self.then()? };
        let Some(n) = n else {
            return Some(Found::new(end, When::vague(if matches!(shift, Shift::Ago | Shift::Before) { "PAST_REF" } else { "FUTURE_REF" })));
        };
        let sign = if matches!(shift, Shift::Ago | Shift::Before) { -1 } else { 1 };
        Some(Found::new(end, steps(base, unit, n, sign)?))
    }

    /// A number, "a" or "several", and a unit; `None` for an unknown number.
    pub(crate) fn count_of(&self, at: usize) -> Option<(Option<f64>, Unit, usize)> {
        let (n, mut next) = if let Some(n) =
            number_at(self.tokens, at, false).filter(|n| !n.ordinal && (self.word(n.end).unit.is_some() || self.spaced_unit(n.end)))
        {
            (if n.vague && n.value > 2.0 { None } else { Some(n.value) }, n.end)
        } else if self.word(self.article(at)).few {
            let few = self.article(at);
            let of = usize::from(self.is(few + 1, "of"));
            (if self.is(few, "couple") { Some(2.0) } else { None }, few + 1 + of)
        } else if self.is_any(at, &["a", "an", "one"]) {
            (Some(1.0), at + 1)
        } else if self.word(at).unit.is_some_and(|(_, plural)| plural) {
            (None, at)
        } else {
            return None;
        };
        next = self.skim(self.hyphen(next));
        let (unit, _) = self.word(next).unit?;
        let vague_second = unit == Unit::Second && !self.word(next).unit.is_some_and(|(_, plural)| plural);
        let fraction = unit == Unit::Quarter && self.is_any(at, &["a", "an"]);
        (!vague_second && !fraction && unit != Unit::Period).then_some((n, unit, next + 1))
    }

    /// "12 more days", "Eight trading days": one word between.
    fn skim(&self, at: usize) -> usize {
        at + usize::from(self.is_any(
            at,
            &[
                "more",
                "full",
                "trading",
                "consecutive",
                "straight",
                "successive",
                "additional",
                "calendar",
                "working",
                "long",
                "short",
                "further",
                "whole",
                "or",
            ],
        ))
    }

    fn spaced_unit(&self, at: usize) -> bool {
        self.word(self.skim(self.hyphen(at))).unit.is_some()
    }

    /// "the past three years", "the next few days", "the first nine months", "recent weeks".
    fn which_many(&self, at: usize) -> Option<Found> {
        let start = self.definite(at);
        let which = self.word(start).which?;
        let (n, unit, end) = self.count_of(start + 1).filter(|_| !self.is_any(start + 1, &["a", "an"]))?;
        let sign = match which {
            Which::Last | Which::Past | Which::Recent | Which::Latest | Which::Previous => -1,
            Which::Next | Which::Coming | Which::Following => 1,
            Which::First | Which::Final | Which::Same | Which::This | Which::That => 0,
            Which::Current => return None,
        };
        let mut when = When::duration(n, unit);
        if let (Some(n), Some(now)) = (n, self.now())
            && sign != 0
        {
            let base = if matches!(which, Which::Previous | Which::Following) { self.then()? } else { now };
            when.range = moved(base, unit, sign * whole(n)?).map(|far| (far.min(base), far.max(base)));
        } else if n.is_none() {
            when = if which == Which::Recent { When::vague("PAST_REF") } else { when };
        }
        Some(Found::new(end, when))
    }

    /// "year-ago", "year-earlier quarter", "the year-earlier nine months".
    fn compound(&self, at: usize) -> Option<Found> {
        let start = self.article(at);
        if !(self.is(start, "year") && self.mark(start + 1) == Some('-') && self.is_any(start + 2, &["ago", "earlier"])) {
            return None;
        }
        let mut end = start + 3;
        let unit = self.word(end).unit.map(|(u, _)| u).filter(|u| matches!(u, Unit::Quarter | Unit::Period | Unit::Month | Unit::Week));
        end += usize::from(unit.is_some());
        let last_year = super::value::plus(self.now()?, (-1).years())?;
        if unit.is_none() && start > at {
            return None;
        }
        let when = match unit {
            // A quarter reported on is the one before the day of the report.
            Some(Unit::Quarter | Unit::Period) => step(last_year, Unit::Quarter, -1)?,
            Some(u) => step(last_year, u, 0)?,
            None => When::year(last_year.year()),
        };
        Some(Found::new(end, when))
    }

    /// "the year", "the quarter", "the weekend" where they can only be the current one.
    pub(crate) fn the_unit(&self, at: usize) -> Option<Found> {
        let start = at + 1;
        if !self.is(at, "the") {
            return None;
        }
        let (unit, false) = self.word(start).unit? else { return None };
        let base = if unit == Unit::Day { self.then()? } else { self.now()? };
        let back = match unit {
            Unit::Weekend => -i64::from(base.weekday().to_monday_one_offset() < 6 && self.tense(at) != Tense::Future),
            Unit::Quarter if base.month() % 3 == 1 => -1,
            Unit::Year | Unit::Month | Unit::Week | Unit::Day | Unit::Quarter => 0,
            _ => return None,
        };
        Some(Found::new(start + 1, step(base, unit, back)?))
    }

    fn the_unit_alone(&self, at: usize) -> Option<Found> {
        let f = self.the_unit(at)?;
        let unit = self.word(at + 1).unit?.0;
        // "the day before", "the year of the dragon", "the week that was": not these.
        let open = self.is_any(f.end, &["of", "when", "that", "before", "after"]) || self.mark(f.end).is_some_and(|m| m == '-');
        let stands = matches!(unit, Unit::Weekend | Unit::Quarter | Unit::Year | Unit::Week | Unit::Month);
        (stands && !open).then_some(f)
    }
}

fn whole(n: f64) -> Option<i64> {
    (n.is_finite() && (0.0..100_000.0).contains(&n)).then_some(n.ceil() as i64)
}

/// The period `n` units from a day: days to the day, longer units to the unit.
fn steps(base: Date, unit: Unit, n: f64, sign: i64) -> Option<When> {
    if unit == Unit::Decade || unit == Unit::Century {
        let years = n * if unit == Unit::Decade { 10.0 } else { 100.0 };
        return step(base, Unit::Year, sign * whole(years)?);
    }
    if n.fract() != 0.0 && unit == Unit::Year {
        return step(base, Unit::Month, sign * whole(n * 12.0)?);
    }
    let mut when = step(base, unit, sign * whole(n)?)?;
    if when.kind == Kind::Time {
        when.precision = Precision::Time;
    }
    Some(when)
}
