//! Weeks by number, by a day in them, and what is left of a period.

use super::parser::{Found, Parser};
use super::step::step;
use super::value::{When, plus};
use super::words::Unit;
use super::{Kind, Precision};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

impl Parser<'_> {
    /// Any of them.
    pub(crate) fn week(&self, at: usize) -> Option<Found> {
        let start = self.definite(at);
        self.week_number(start)
            .or_else(|| self.week_with(start))
            .or_else(|| self.next_but_one(start))
            .or_else(|| self.working_week(start))
            .or_else(|| self.rest_of(start))
            .or_else(|| self.year_to_date(start))
    }

    fn is_unit(&self, at: usize, unit: Unit) -> bool {
        self.word(at).unit == Some((unit, false))
    }

    /// "week 31", "week 3 of 2027", "week 27 of last year": weeks as ISO 8601 numbers them.
    fn week_number(&self, at: usize) -> Option<Found> {
        if !self.is_unit(at, Unit::Week) {
            return None;
        }
        let (n, _) = self.whole(at + 1).filter(|(n, _)| (1..=53).contains(n))?;
        let named = self.year_after(at + 2).or_else(|| self.relative_year(at + 2));
        // "week 3 of the trial" counts from something else.
        if named.is_none() && self.is(at + 2, "of") {
            return None;
        }
        let (year, end) = named.or_else(|| Some((self.now()?.year(), at + 2)))?;
        let monday = ISOWeekDate::new(year, n as i8, Weekday::Monday).ok()?.date();
        Some(Found::new(end, When::week(monday)))
    }

    /// "the week beginning February 4", "w/c Feb 4", "the week of the 18th".
    fn week_with(&self, at: usize) -> Option<Found> {
        let short = self.is(at, "w") && self.mark(at + 1) == Some('/') && self.is(at + 2, "c");
        let next = if short {
            at + 3
        } else {
            let opens = self.is_any(at + 1, &["beginning", "starting", "commencing", "of"]);
            (self.is_unit(at, Unit::Week) && opens).then_some(at + 2)?
        };
        let next = next + usize::from(self.is(next, "on"));
        let f = self.absolute(next).or_else(|| self.lone_day(next, true))?;
        let (day, _) = f.when.range.filter(|(a, b)| a == b)?;
        Some(Found::new(f.end, When::week(day)))
    }

    /// "the week after next", "the year before last".
    fn next_but_one(&self, at: usize) -> Option<Found> {
        let (unit, false) = self.word(at).unit? else { return None };
        let n = if self.is(at + 1, "after") && self.is(at + 2, "next") {
            2
        } else if self.is(at + 1, "before") && self.is(at + 2, "last") {
            -2
        } else {
            return None;
        };
        let when = step(self.now()?, unit, n)?;
        (when.kind == Kind::Date).then(|| Found::new(at + 3, when))
    }

    /// "this working week", "next workweek": Monday to Friday.
    fn working_week(&self, at: usize) -> Option<Found> {
        let which = self.word(at).which?;
        let end = if self.is(at + 1, "workweek") {
            at + 2
        } else {
            (self.is_any(at + 1, &["work", "working", "business"]) && self.is_unit(at + 2, Unit::Week)).then_some(at + 3)?
        };
        let week = step(self.now()?, Unit::Week, super::which::steps_of(which)?)?;
        let monday = week.range?.0;
        Some(Found::new(end, When { range: Some((monday, plus(monday, 4.days())?)), ..week }))
    }

    /// "the rest of the week", "the remainder of this year": from publication to its end.
    fn rest_of(&self, at: usize) -> Option<Found> {
        if !self.is_any(at, &["rest", "remainder", "remaining"]) || !self.is(at + 1, "of") {
            return None;
        }
        let f = self.the_unit(at + 2).or_else(|| self.which_unit(at + 2)).or_else(|| self.year_alone(at + 2))?;
        let (from, to) = f.when.range.filter(|(a, b)| a < b)?;
        let from = self.now().filter(|now| from <= *now && *now <= to).unwrap_or(from);
        Some(Found::new(f.end, When { range: Some((from, to)), ..f.when }))
    }

    /// "the year to date".
    fn year_to_date(&self, at: usize) -> Option<Found> {
        let (unit, false) = self.word(at).unit? else { return None };
        let now = self.now()?;
        let mark = usize::from(self.mark(at + 1) == Some('-'));
        let to = at + 1 + mark;
        let date = to + 1 + mark;
        (self.is(to, "to") && self.is(date, "date")).then_some(())?;
        let when = step(now, unit, 0)?;
        Some(Found::new(date + 1, When { range: Some((when.range?.0, now)), ..when }))
    }

    /// "the 18th": a day of the month alone. Without `sure`, only after a word that dates go with and before a pause.
    pub(crate) fn lone_day(&self, at: usize, sure: bool) -> Option<Found> {
        use crate::amounts::scan::Shape;
        let start = at + usize::from(self.is(at, "the"));
        let Shape::Number { value, ordinal: true, digits: 1..=2, .. } = self.tokens.get(start)?.shape else { return None };
        let month = self.which_unit(start + 1 + usize::from(self.is(start + 1, "of"))).filter(|f| f.when.precision == Precision::Month);
        let led = sure || self.is_any(at.wrapping_sub(1), &["on", "by", "until", "till", "before", "around", "since"]) || month.is_some();
        if !led || month.is_none() && !sure && !self.closes(start + 1) {
            return None;
        }
        if let Some(f) = month {
            let (first, _) = f.when.range?;
            return Some(Found::new(f.end, When::day(first.with().day(value as i8).build().ok()?)));
        }
        let first = self.then()?.first_of_month();
        let days = [-1, 0, 1].map(|n: i64| plus(first, n.months())?.with().day(value as i8).build().ok());
        Some(Found::new(start + 1, When::day(self.close_day(days.into_iter().flatten(), at)?)))
    }

    /// Of the same day in three months: the next where the clause looks ahead, else the last.
    fn close_day(&self, days: impl Iterator<Item = Date>, at: usize) -> Option<Date> {
        let now = self.now()?;
        let all: Vec<Date> = days.collect();
        let ahead = self.tense(at) == super::tense::Tense::Future;
        let chosen = if ahead { all.iter().find(|d| **d >= now) } else { all.iter().rfind(|d| **d <= now) };
        chosen.or(all.first()).copied()
    }
}
