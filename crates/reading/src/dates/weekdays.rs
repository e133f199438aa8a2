//! Weekdays, placed by tense and by the words before them.

use super::Precision;
use super::parser::{Found, Parser};
use super::tense::Tense;
use super::value::When;
use super::words::Which;
use crate::amounts::scan::Shape;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

impl Parser<'_> {
    /// A weekday, alone or with "last", "next", "this".
    pub(crate) fn weekday(&self, at: usize) -> Option<Found> {
        let start = self.definite(at);
        let which = self.word(start).which;
        let past = usize::from(which == Some(Which::This) && matches!(self.word(start + 1).which, Some(Which::Coming | Which::Past)));
        let place = start + usize::from(which.is_some()) + past;
        if start > at && which.is_none() {
            return None;
        }
        let (n, shy) = self.word(place).weekday?;
        let led = which.is_some() || self.is_any(at.wrapping_sub(1), &["on", "every"]);
        let numbered = self.numbered(place + 1, n);
        if shy && (!led && numbered.is_none() || !self.capital(place)) {
            return None;
        }
        // "Black Friday", "Friday Prayers": a name around it.
        let dot = usize::from(shy && self.mark(place + 1) == Some('.'));
        if let Some(f) = self.of_week(place + 1, n).or(numbered) {
            return Some(f);
        }
        let day = self.choose_weekday(at, n, which)?;
        Some(Found::new(place + 1 + dot, if which.is_none() { When::day(day).loose_week() } else { When::day(day) }))
    }

    /// The "of last week" after a weekday.
    fn of_week(&self, at: usize, weekday: i8) -> Option<Found> {
        let week = self.which_unit(at + usize::from(self.is(at, "of"))).filter(|f| f.when.precision == Precision::Week)?;
        let (monday, _) = week.when.range?;
        Some(Found::new(week.end, When::day(super::value::plus(monday, (i64::from(weekday) - 1).days())?)))
    }

    /// "Friday the 26th": the month nearest to publication in which the day falls on that weekday.
    fn numbered(&self, at: usize, weekday: i8) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let (value, end) = self.day_number(at + the)?;
        let token = &self.tokens[at + the];
        let ordinal = token.key != 0 || matches!(token.shape, Shape::Number { ordinal: true, .. });
        // "Friday 31" is a day, "on Friday 31 people" is not.
        let more = self.tokens.get(end).is_some_and(|t| t.glued && t.mark().is_some_and(|m| "/-.".contains(m)))
            && self.tokens.get(end + 1).is_some_and(|t| t.glued);
        if !ordinal && !self.closes(end) || token.glued || more {
            return None;
        }
        let first = self.now()?.first_of_month();
        let months = (0..15).flat_map(|n| [n, -n]);
        let day = months.into_iter().find_map(|m: i64| {
            let month = super::value::plus(first, m.months())?;
            let day = Date::new(month.year(), month.month(), i8::try_from(value).ok()?).ok()?;
            (day.weekday().to_monday_one_offset() == weekday).then_some(day)
        })?;
        Some(Found::new(end, When::day(day)))
    }

    fn choose_weekday(&self, at: usize, n: i8, which: Option<Which>) -> Option<Date> {
        let now = self.now()?;
        let weekday = Weekday::from_monday_one_offset(n).ok()?;
        let before = |d: Date| d.nth_weekday(-1, weekday).ok();
        let after = |d: Date| d.nth_weekday(1, weekday).ok();
        match which {
            Some(Which::Last | Which::Past) => before(now),
            Some(Which::Previous) => before(self.then()?),
            Some(Which::Following) => after(self.then()?),
            Some(Which::Next) => {
                let monday = super::value::plus(now, (8 - i64::from(now.weekday().to_monday_one_offset())).days())?;
                super::value::plus(monday, (i64::from(n) - 1).days())
            }
            Some(Which::Coming) => after(now),
            Some(Which::This) => {
                let monday = super::value::plus(now, (1 - i64::from(now.weekday().to_monday_one_offset())).days())?;
                super::value::plus(monday, (i64::from(n) - 1).days())
            }
            _ if now.weekday() == weekday => Some(now),
            _ if self.tense(at) == Tense::Future => after(now),
            _ => before(now),
        }
    }
}
