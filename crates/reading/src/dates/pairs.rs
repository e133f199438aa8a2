//! Two dates joined by "to", "and" or a dash: what one leaves open, the other settles.

use super::parser::{Found, Parser};
use super::tense::Tense;
use super::value::{Loose, When};
use super::{Kind, Precision};
use jiff::civil::Date;

/// What joins two expressions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// From the one to the other.
    To,
    /// One and the other.
    And,
}

/// An expression read before the present one.
#[derive(Debug, Clone)]
pub(crate) struct Before {
    /// Its first token and the token after it.
    pub tokens: (usize, usize),
    /// What it means.
    pub when: When,
}

impl Parser<'_> {
    /// The join between an expression and token `at`.
    fn join(&self, before: &Before, at: usize) -> Option<Join> {
        let (start, end) = before.tokens;
        let gap = at.checked_sub(end)?;
        let dash = self.mark(end).is_some_and(|m| "-–—".contains(m));
        let to = dash || self.is_any(end, &["to", "through", "until", "till", "thru"]);
        let last = gap == 1 || (gap == 2 && (self.is(end + 1, "the") || self.is(end + 1, "from")));
        if to && last {
            return Some(Join::To);
        }
        let between = start > 0 && self.is(start - 1, "between");
        (self.is(end, "and") && last).then_some(if between { Join::To } else { Join::And })
    }

    /// Settle what `before` and `found` leave open; the first comes back where it changes.
    pub(crate) fn settle(&self, before: &Before, at: usize, found: &mut Found) -> Option<When> {
        let join = self.join(before, at)?;
        let (a, b) = (&before.when, &found.when);
        let ((from, _), (to, _)) = (a.range?, b.range?);
        if a.kind != Kind::Date || b.kind != Kind::Date {
            return None;
        }
        let day = |w: &When| matches!(w.precision, Precision::Day | Precision::Month);
        match (a.loose, b.loose) {
            (Loose::Year, Loose::No) if day(b) => Some(a.clone().in_year(to.year() - i16::from(before_in_year(to, from)))),
            (Loose::No, Loose::Year) if join == Join::To && day(a) => {
                found.when = b.clone().in_year(from.year() + i16::from(before_in_year(to, from)));
                None
            }
            (Loose::Year, Loose::Year) if join == Join::To && to < from => self.both_years(before, found, (from, to)),
            (_, Loose::Week) if join == Join::To && a.precision == Precision::Day && to < from => {
                found.when = When::day(from.nth_weekday(1, to.weekday()).ok()?);
                None
            }
            _ => None,
        }
    }

    /// "from November to March": the first in this year, or in the last where the clause tells of the past.
    fn both_years(&self, before: &Before, found: &mut Found, (from, to): (Date, Date)) -> Option<When> {
        let now = self.now()?;
        let here = before.when.clone().in_year(now.year());
        let ahead = here.range?.0 > now && self.tense(before.tokens.0) == Tense::Past;
        let first = here.in_year(now.year() - i16::from(ahead));
        let year = first.range?.0.year();
        found.when = found.when.clone().in_year(year + i16::from(before_in_year(to, from)));
        Some(first)
    }

    /// The "25" of "April 24 and 25", the first "18" of "18 and 19 June": a number that shares a month.
    pub(crate) fn shared_month(&self, at: usize, before: Option<&Before>) -> Option<Found> {
        self.month_behind(at, before).or_else(|| self.month_ahead(at))
    }

    fn month_behind(&self, at: usize, before: Option<&Before>) -> Option<Found> {
        let before = before.filter(|b| b.tokens.1 + 1 == at && (self.is(at - 1, "and") || self.is(at - 1, "or")))?;
        let single =
            before.when.precision == Precision::Day && before.when.kind == Kind::Date && self.word(before.tokens.0).month.is_some();
        let (day, end) = self.day_number(at).filter(|(_, end)| single && self.closes(*end))?;
        let (from, _) = before.when.range.filter(|(a, b)| a == b)?;
        let date = from.with().day(i8::try_from(day).ok()?).build().ok()?;
        Some(Found::new(end, When { loose: before.when.loose, ..When::day(date) }))
    }

    fn month_ahead(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, "the"));
        let (day, end) = self.day_number(start)?;
        let joined = self.is_any(end, &["and", "or", "to", "till", "until", "through"]);
        let (last, next) = joined.then(|| self.day_number(end + 1 + usize::from(self.is(end + 1, "the")))).flatten()?;
        self.month_at(next + usize::from(self.is(next, "of")))?;
        let whole = self.day_first(end + 1)?;
        let (to, _) = whole.when.range.filter(|_| day < last)?;
        let date = to.with().day(i8::try_from(day).ok()?).build().ok()?;
        Some(Found::new(end, When { loose: whole.when.loose, ..When::day(date) }))
    }
}

/// Whether the month and day of `a` come before those of `b`.
fn before_in_year(a: Date, b: Date) -> bool {
    (a.month(), a.day()) < (b.month(), b.day())
}
