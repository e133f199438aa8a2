//! Lengths of time and repeated times.

use super::parser::{AGE, Found, Parser};
use super::value::{When, code};
use super::words::Unit;
use crate::amounts::number::number_at;

impl Parser<'_> {
    /// "three days", "two-year", "12 to 18 months", "half an hour", "a few days", "for weeks".
    pub(crate) fn duration(&self, at: usize) -> Option<Found> {
        let ranged = number_at(self.tokens, at, false).filter(|n| !n.ordinal).and_then(|n| {
            let join = self.is_any(n.end, &["to", "or", "and"]) || self.mark(n.end).is_some_and(|m| matches!(m, '-' | '–'));
            join.then(|| self.count_of(n.end + 1)).flatten()
        });
        let half = self.half_unit(at);
        let (n, unit, end) = half.or(ranged).or_else(|| self.count_of(at))?;
        if unit == Unit::Weekend && n.is_none() || self.tokens[at].glued && self.mark(at.wrapping_sub(1)) == Some('$') {
            return None;
        }
        let singular = self.word(end - 1).unit.is_some_and(|(_, plural)| !plural);
        let hyphened = self.mark(end.wrapping_sub(2)) == Some('-');
        if self.mark(end) == Some('-') && self.is_any(end + 1, &["ago", "earlier"]) {
            return None;
        }
        let bare = n.is_none() && end == at + 1;
        if bare && !self.is_any(at.wrapping_sub(1), &["for", "in", "within", "over", "after", "took", "take", "lasted", "several", "of"]) {
            return None;
        }
        // "20 year" is no length, "two year" in a headline may be; "one day" and "a week" are.
        if singular && !hyphened && n.is_some_and(|n| n > 1.0) && unit != Unit::Year {
            return None;
        }
        let end = self.and_a_half(end);
        let old = self.hyphen(end);
        if self.is(old, "old") || (self.is(end, "of") && self.is(end + 1, "age")) {
            return Some(Found::new(old + 1, When::set(AGE.to_owned())));
        }
        if singular && !hyphened && self.is_any(at, &["a", "an"]) && self.per(at) {
            return Some(Found::new(end, When::set(format!("P1{}", code(unit)))));
        }
        let long = usize::from(self.mark(end) == Some('-') && self.is(end + 1, "long")) * 2;
        Some(Found::new(end + long, When::duration(n, unit)))
    }

    /// "half an hour".
    fn half_unit(&self, at: usize) -> Option<(Option<f64>, Unit, usize)> {
        (self.is(at, "half") && self.is_any(at + 1, &["a", "an"])).then_some(())?;
        let (unit, false) = self.word(at + 2).unit? else { return None };
        Some((Some(0.5), unit, at + 3))
    }

    fn and_a_half(&self, at: usize) -> usize {
        if self.is(at, "and") && self.is(at + 1, "a") && self.is(at + 2, "half") { at + 3 } else { at }
    }

    /// Whether "a year" follows a count or a sum: "twice a year", "$5 a day".
    fn per(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let t = &self.tokens[before];
        t.whole().is_some()
            || self.is_any(
                before,
                &["once", "twice", "times", "million", "billion", "dollars", "percent", "euros", "barrels", "hours", "days", "tons"],
            )
    }

    /// "every year", "each Thursday", "daily", "Fridays", "per month".
    pub(crate) fn repeated(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        if let Some(value) = word.set.filter(|_| !self.capital(at) || at == 0) {
            return Some(Found::new(at + 1, When::set(value.to_owned())));
        }
        if let Some(n) = word.weekdays.filter(|_| self.capital(at)) {
            return Some(Found::new(at + 1, When::set(format!("XXXX-WXX-{n}"))));
        }
        if !(word.every || self.is(at, "per")) {
            return None;
        }
        let next = at + 1 + usize::from(self.is(at + 1, "other") || self.is(at + 1, "single"));
        let (n, next) = number_at(self.tokens, next, false)
            .filter(|n| !n.ordinal && self.word(n.end).unit.is_some())
            .map_or((1.0, next), |n| (n.value, n.end));
        let named = self.word(next);
        let value = if let Some((unit, _)) = named.unit {
            format!("P{}{n}{}", if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) { "T" } else { "" }, code(unit))
        } else if let Some((d, _)) = named.weekday {
            format!("XXXX-WXX-{d}")
        } else if let Some((m, _)) = named.month.filter(|_| self.capital(next)) {
            format!("XXXX-{m:02}")
        } else if let Some(s) = named.season {
            format!("XXXX-{s}")
        } else {
            format!("XXXX-XX-XXT{}", named.part?)
        };
        Some(Found::new(next + 1, When::set(value)))
    }
}
