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
        self.plain_day(at).or_else(|| self.part_of_day(at)).or_else(|| self.weekday(at))
    }

    /// "yesterday", "tonight": a day in one word.
    pub(crate) fn plain_day(&self, at: usize) -> Option<Found> {
        if let Some((days, part)) = self.word(at).day {
            let day = super::value::plus(self.now()?, i64::from(days).days())?;
            let when = part.map_or_else(|| When::day(day), |p| When::day(day).at(p));
            return Some(Found::new(at + 1, when));
        }
        None
    }

    /// "two days before Christmas", "three weeks from Tuesday": counted from a day that is named.
    pub(crate) fn counted_from(&self, at: usize, end: usize, n: Option<f64>, unit: Unit) -> Option<Found> {
        let back = self.is(end, "before");
        if !back && !self.is_any(end, &["after", "from", "following"]) {
            return None;
        }
        let named = self.absolute(end + 1).or_else(|| self.relative_day(end + 1)).or_else(|| self.feast_on(end + 1, true))?;
        let (day, _) = named.when.range.filter(|(a, b)| a == b && named.when.kind == Kind::Date)?;
        let n = whole(n?)?;
        let far = moved(day, unit, if back { -n } else { n })?;
        // "away for three days from Friday" lasts that long.
        let lasting = self.is(end, "from") && self.is(at.wrapping_sub(1), "for");
        Some(Found::new(named.end, if lasting { When::days(day, far) } else { When::day(far) }))
    }

    /// "two days later", "three weeks ago", "a year earlier", "months ago".
    fn shifted(&self, at: usize) -> Option<Found> {
        let mut start = at;
        while let Some(next) = super::words::about(self.tokens, start) {
            start = next;
        }
        let (n, unit, end) = self.count_of(start)?;
        if let Some(f) = self.shifted_by_many(start) {
            return Some(f);
        }
        if let Some(f) = self.counted_from(at, end, n, unit) {
            return Some(f);
        }
        let (shift, end) = self.shift_at(end)?;
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

    fn shift_at(&self, at: usize) -> Option<(Shift, usize)> {
        let from_now = self.is(at, "from") && self.is(at + 1, "now");
        self.word(at).shift.map(|s| (s, at + 1)).or_else(|| from_now.then_some((Shift::Hence, at + 2)))
    }

    /// "3 years 2 months 10 days later", "two weeks and two days ago": to the day.
    fn shifted_by_many(&self, at: usize) -> Option<Found> {
        let mut counts = Vec::new();
        let mut next = at;
        while let Some((Some(n), unit, end)) = self.count_of(next) {
            counts.push((whole(n)?, unit));
            next = end + usize::from(self.is(end, "and") || self.mark(end) == Some(','));
        }
        let (shift, end) = self.shift_at(next).filter(|_| counts.len() > 1)?;
        let base = if matches!(shift, Shift::Ago | Shift::Hence) { self.now()? } else { self.then()? };
        let sign = if matches!(shift, Shift::Ago | Shift::Before) { -1 } else { 1 };
        let day = counts.into_iter().try_fold(base, |day, (n, unit)| moved(day, unit, sign * n))?;
        Some(Found::new(end, When::day(day)))
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
        } else if self.is_any(at, &["a", "an", "one", "another", "all"]) {
            (Some(1.0), at + 1)
        } else if let Some((n, unit)) = self.lettered(at) {
            return Some((Some(n), unit, at + 2));
        } else if self.word(at).unit.is_some_and(|(_, plural)| plural) {
            (None, at)
        } else {
            return None;
        };
        next = self.skim(self.hyphen(next));
        let (unit, _) = self.word(next).unit?;
        let vague_second = unit == Unit::Second && !self.word(next).unit.is_some_and(|(_, plural)| plural) && !self.is(at, "one");
        let fraction = unit == Unit::Quarter && self.is_any(at, &["a", "an"]);
        (!vague_second && !fraction && unit != Unit::Period).then_some((n, unit, next + 1))
    }

    /// "3h", "10D" after a preposition: figures and the letter of a unit.
    fn lettered(&self, at: usize) -> Option<(f64, Unit)> {
        let (n, digits) = self.whole(at).filter(|_| at > 0)?;
        let letter = self.tokens.get(at + 1).filter(|t| t.glued && t.span.len() == 1)?;
        let free = !self.tokens.get(at + 2).is_some_and(|t| t.glued && t.mark().is_none());
        let led = self.before(at).at || self.is_any(at - 1, &["lasted", "within", "took", "last", "past", "next"]);
        // "3D" is no length of time.
        let solid = self.is(at + 1, "d") && n < 5;
        let unit = super::words::time_word(letter).letter?;
        (free && led && !solid && digits < 4).then_some((f64::from(n), unit))
    }

    /// Whether "business" or "working" stands before the unit that ends at a token.
    fn on_workdays(&self, end: usize) -> bool {
        end > 1 && self.is_any(end - 2, &["business", "working", "trading"])
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
                "business",
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
        if let Some(f) = n.and_then(|n| self.many_of(which, n, unit, end)) {
            return Some(f);
        }
        if let (Some(n), Some(now)) = (n, self.now())
            && sign != 0
        {
            let base = if matches!(which, Which::Previous | Which::Following) { self.then()? } else { now };
            when.range = if unit == Unit::Quarter {
                quarters(base, sign * whole(n)?)
            } else if self.on_workdays(end) {
                workdays(base, sign * whole(n)?)
            } else {
                stretch(base, unit, sign * whole(n)?)
            };
        } else if n.is_none() {
            when = if which == Which::Recent { When::vague("PAST_REF") } else { when };
        }
        Some(Found::new(end, when))
    }

    /// "the last three weeks of 2019".
    fn many_of(&self, which: Which, n: f64, unit: Unit, at: usize) -> Option<Found> {
        let edges = matches!(which, Which::Last | Which::Final);
        if !edges || !self.is(at, "of") {
            return None;
        }
        let f = self.edge_of(at + 1, true).filter(|f| f.when.kind == Kind::Date)?;
        let (_, to) = f.when.range.filter(|(a, b)| a < b)?;
        let n = whole(n).filter(|n| *n > 0)?;
        let last = whole_unit(to, unit, false)?;
        let first = step(last.0, unit, 1 - n)?.range?.0;
        Some(Found::new(f.end, When { range: Some((first, last.1)), ..When::duration(Some(n as f64), unit) }))
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

/// The first or last period of a unit in a longer one: for weeks those that ISO 8601 counts to it, by their Thursday.
pub(crate) fn whole_unit(edge: Date, unit: Unit, first: bool) -> Option<(Date, Date)> {
    let this = step(edge, unit, 0)?.range?;
    let thursday = super::value::plus(this.0, 3.days())?;
    let outside = unit == Unit::Week && if first { thursday < edge } else { thursday > edge };
    if outside { step(edge, unit, if first { 1 } else { -1 })?.range } else { Some(this) }
}

/// So many units before or after a day, which is in the first but not in the second: "the next three days" begin tomorrow.
fn stretch(base: Date, unit: Unit, n: i64) -> Option<(Date, Date)> {
    let far = moved(base, unit, n)?;
    Some(if n < 0 { (far, base) } else { (super::value::plus(base, 1.days())?.min(far), far) })
}

/// So many whole quarters before or after the one that holds a day.
fn quarters(base: Date, n: i64) -> Option<(Date, Date)> {
    let edge = |n: i64| step(base, Unit::Quarter, n)?.range;
    Some(if n < 0 { (edge(n)?.0, edge(-1)?.1) } else { (edge(1)?.0, edge(n)?.1) })
}

/// So many days from Monday to Friday before or after a day.
fn workdays(base: Date, n: i64) -> Option<(Date, Date)> {
    let way = n.signum();
    let mut days = (1..1000).filter_map(|i| super::value::plus(base, (way * i).days())).filter(|d| d.weekday().to_monday_one_offset() < 6);
    let first = days.next()?;
    let last = if n.abs() > 1 { days.nth(usize::try_from(n.abs() - 2).ok()?)? } else { first };
    Some((first.min(last), first.max(last)))
}
