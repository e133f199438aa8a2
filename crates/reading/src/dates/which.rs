//! Periods chosen by "last", "next", "this", "the same".

use super::Precision;
use super::parser::{Found, Parser};
use super::step::{moved, step};
use super::value::When;
use super::words::{Unit, Which};
use crate::amounts::number::number_at;
use jiff::ToSpan;

impl Parser<'_> {
    /// "last week", "the same month", "this year", "last September", "next summer", "the following day".
    pub(crate) fn which_unit(&self, at: usize) -> Option<Found> {
        let mut start = self.definite(at);
        let mut which = self.word(start).which?;
        start += 1;
        if let Some(second) = self.word(start).which {
            which = if matches!(which, Which::This | Which::That) { second } else { which };
            start += 1;
        }
        if self.is_any(start, &["school", "academic"]) {
            return None;
        }
        start += usize::from(self.word(start).fiscal);
        if let Some((month, day, end)) = self.day_of_any_month(start) {
            let date = self.which_day(month, day, which)?;
            return Some(Found::new(end, When::day(date)));
        }
        if let Some((month, _)) = self.word(start).month.filter(|_| self.capital(start)) {
            return Some(Found::new(start + 1, self.which_month(month, which)?));
        }
        if let Some(code) = self.word(start).season {
            return Some(Found::new(start + 1, self.which_season(code, which)?));
        }
        let (unit, false) = self.word(start).unit? else { return None };
        if unit == Unit::Period {
            let quarter = (which == Which::Latest).then(|| self.now().and_then(|d| step(d, Unit::Quarter, -1))).flatten();
            let same = matches!(which, Which::This | Which::That | Which::Same).then(|| When::vague("PRESENT_REF"));
            return quarter.or(same).map(|w| Found::new(start + 1, w));
        }
        if unit == Unit::Hour && matches!(which, Which::Last | Which::Next | Which::Past | Which::Coming) {
            return Some(Found::new(start + 1, When { range: self.now().map(|d| (d, d)), ..When::time("XX") }));
        }
        if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
            return None;
        }
        // What is reported on as the latest quarter has ended.
        let n = if which == Which::Latest { -i64::from(unit == Unit::Quarter) } else { steps_of(which)? };
        let story =
            matches!(which, Which::Previous | Which::Following | Which::That | Which::Same) || (unit == Unit::Day && which == Which::Next);
        let base = if story { self.then()? } else { self.now()? };
        let night = unit == Unit::Day && matches!(which, Which::Last | Which::Past);
        (!night).then_some(())?;
        if matches!(which, Which::Past | Which::Last) && matches!(unit, Unit::Decade | Unit::Century) {
            let range = moved(base, unit, -1).map(|from| (from, base));
            return Some(Found::new(start + 1, When { range, ..When::duration(Some(1.0), unit) }));
        }
        let when = step(base, unit, n)?;
        if let Some(f) = self.day_in_week(start + 1, unit, &when) {
            return Some(f);
        }
        Some(self.quarter_of(start + 1, &when).unwrap_or(Found::new(start + 1, when)))
    }

    /// The "Wednesday" of "next week Wednesday", "next week on Tuesday".
    fn day_in_week(&self, at: usize, unit: Unit, week: &When) -> Option<Found> {
        let day = at + usize::from(self.is(at, "on"));
        let (n, shy) = self.word(day).weekday.filter(|_| unit == Unit::Week)?;
        let sure = !shy || self.capital(day);
        let monday = week.range.filter(|_| sure)?.0;
        Some(Found::new(day + 1, When::day(super::value::plus(monday, (i64::from(n) - 1).days())?)))
    }

    /// The "'s third quarter" of "this year's third quarter".
    fn quarter_of(&self, at: usize, year: &When) -> Option<Found> {
        let possessive = self.mark(at).is_some_and(|m| "'’".contains(m)) && self.is(at + 1, "s") && year.precision == Precision::Year;
        let n =
            possessive.then(|| number_at(self.tokens, at + 2, false)).flatten().filter(|n| n.ordinal && (1.0..5.0).contains(&n.value))?;
        let (Unit::Quarter, _) = self.word(self.hyphen(n.end)).unit? else { return None };
        Some(Found::new(self.hyphen(n.end) + 1, When::quarter(year.range?.0.year(), n.value as i8)))
    }

    fn which_month(&self, month: i8, which: Which) -> Option<When> {
        let now = self.now()?;
        let year = match which {
            Which::Last | Which::Past | Which::Previous => now.year() - i16::from(month >= now.month()),
            Which::Next | Which::Coming | Which::Following => now.year() + i16::from(month <= now.month()),
            Which::That | Which::Same => self.then()?.year(),
            _ => now.year(),
        };
        Some(When::month(year, month))
    }

    /// The "6th of April" of "next 6th of April".
    fn day_of_any_month(&self, at: usize) -> Option<(i8, u32, usize)> {
        let (day, next) = self.day_number(at)?;
        let (month, end) = self.month_at(next + usize::from(self.is(next, "of")))?;
        Some((month, day, end))
    }

    pub(crate) fn which_day(&self, month: i8, day: u32, which: Which) -> Option<jiff::civil::Date> {
        let now = self.now()?;
        let on = |year: i16| jiff::civil::Date::new(year, month, i8::try_from(day).ok()?).ok();
        let this = on(now.year())?;
        match which {
            Which::Next | Which::Coming if this <= now => on(now.year() + 1),
            Which::Last | Which::Past if this >= now => on(now.year() - 1),
            _ => Some(this),
        }
    }

    fn which_season(&self, code: &'static str, which: Which) -> Option<When> {
        let now = self.now()?;
        let this = When::season(now.year(), code);
        let (from, to) = this.range?;
        let year = match which {
            Which::Last | Which::Past | Which::Previous => now.year() - i16::from(to >= now),
            Which::Next | Which::Coming => now.year() + i16::from(from <= now),
            Which::That | Which::Same => self.then()?.year(),
            Which::Following => self.then()?.year() + 1,
            _ => now.year(),
        };
        Some(When::season(year, code))
    }

    /// "the day before", "the day after Christmas", "the week of March 6".
    pub(crate) fn beside(&self, at: usize) -> Option<Found> {
        let (unit, false) = self.word(at + 1).unit.filter(|_| self.is(at, "the"))? else { return None };
        let end = at + 2;
        if unit == Unit::Week && self.is(end, "of") {
            let day = self.absolute(end + 1).filter(|f| f.when.range.is_some_and(|(a, b)| a == b))?;
            return Some(Found::new(day.end, When::week(day.when.range?.0)));
        }
        if unit != Unit::Day {
            return None;
        }
        if let Some(f) = self.counted_from(at, end, Some(1.0), unit) {
            return Some(f);
        }
        let quiet = self.tokens.get(end + 1).is_none_or(|t| t.key == 0);
        let days = if self.is(end, "before") { -1 } else { 1 };
        (quiet && self.is_any(end, &["before", "after"])).then_some(())?;
        Some(Found::new(end + 1, step(self.then()?, unit, days)?))
    }
}

/// How many periods from the present one the word points; none where it points to no one period.
pub(crate) fn steps_of(which: Which) -> Option<i64> {
    Some(match which {
        Which::Last | Which::Past | Which::Previous => -1,
        Which::Next | Which::Coming | Which::Following => 1,
        Which::This | Which::Current | Which::Latest | Which::That | Which::Same => 0,
        Which::First | Which::Final | Which::Recent => return None,
    })
}
