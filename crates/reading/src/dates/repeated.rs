//! Lengths of time and repeated times.

use super::parser::{AGE, Found, Parser};
use super::value::{When, code};
use super::words::{Unit, set_at};
use crate::amounts::number::number_at;

impl Parser<'_> {
    /// "three days", "two-year", "12 to 18 months", "half an hour", "a few days", "for weeks".
    pub(crate) fn duration(&self, at: usize) -> Option<Found> {
        let ranged = number_at(self.tokens, at, false).filter(|n| !n.ordinal).and_then(|n| {
            let join = self.is_any(n.end, &["to", "or", "and"]) || self.mark(n.end).is_some_and(|m| matches!(m, '-' | '–'));
            join.then(|| self.count_of(n.end + 1)).flatten()
        });
        if let Some(f) = self.nights(at) {
            return Some(f);
        }
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
        // "the 1988 quarter" is a quarter.
        if singular && !hyphened && n.is_some_and(|n| n > 100.0) {
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

    /// "two nights": as many days.
    fn nights(&self, at: usize) -> Option<Found> {
        let n = number_at(self.tokens, at, false).filter(|n| !n.ordinal && !n.vague)?;
        let one = self.is(n.end, "night") && self.tokens[at].whole().is_some();
        (one || self.is(n.end, "nights")).then(|| Found::new(n.end + 1, When::duration(Some(n.value), Unit::Day)))
    }

    /// "half an hour", "a half hour", "full day".
    fn half_unit(&self, at: usize) -> Option<(Option<f64>, Unit, usize)> {
        let start = at + usize::from(self.is(at, "a"));
        let next = self.hyphen(start + 1) + usize::from(self.is_any(start + 1, &["a", "an"]));
        let full = self.is(start, "full") && start == at;
        if !self.is(start, "half") && !full {
            return None;
        }
        let (unit, false) = self.word(next).unit? else { return None };
        let whole = matches!(unit, Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
        whole.then_some((Some(if full { 1.0 } else { 0.5 }), unit, next + 1))
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

    /// "Fridays", "Tuesday afternoons", "weekends", "mornings".
    fn plural(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        if let Some(n) = word.weekdays {
            return Some(Found::new(at + 1, When::set(format!("XXXX-WXX-{n}"))));
        }
        let parts = |i: usize| self.word(i).part.filter(|_| self.tokens.get(i).is_some_and(|t| t.span.of(self.text).ends_with('s')));
        if let (Some((n, false)), Some(part)) = (word.weekday, parts(at + 1)) {
            return Some(Found::new(at + 2, When::set(format!("XXXX-WXX-{n}T{part}"))));
        }
        if let Some(part) = parts(at) {
            return Some(Found::new(at + 1, When::set(format!("XXXX-XX-XXT{part}"))));
        }
        let all = at + usize::from(self.is(at, "all"));
        (self.word(all).unit == Some((Unit::Weekend, true))).then(|| Found::new(all + 1, When::set("XXXX-WXX-WE".to_owned())))
    }

    /// "every year", "each Thursday", "daily", "Fridays", "per month".
    pub(crate) fn repeated(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        // "reported quarterly", but not "the quarterly dividend".
        let adjective = self.is(at, "quarterly") && self.tokens.get(at + 1).is_some_and(|t| t.key != 0);
        if let Some(value) = word.set.filter(|_| !adjective && (!self.capital(at) || at == 0)) {
            return Some(Found::new(at + 1, When::set(value.to_owned())));
        }
        if let Some((value, end)) = set_at(self.tokens, at) {
            return Some(Found::new(end, When::set(value.to_owned())));
        }
        if let Some(f) = self.plural(at) {
            return Some(f);
        }
        if !(word.every || self.is_any(at, &["per", "any"])) {
            return None;
        }
        let next = at + 1 + usize::from(self.is(at + 1, "other") || self.is(at + 1, "single"));
        let (n, next) = number_at(self.tokens, next, false)
            .filter(|n| !n.ordinal && self.word(n.end).unit.is_some())
            .map_or((1.0, next), |n| (n.value, n.end));
        let named = self.word(next);
        // "any" opens a set only before a plain unit.
        if self.is(at, "any")
            && !named
                .unit
                .is_some_and(|(u, plural)| !plural && matches!(u, Unit::Day | Unit::Weekend | Unit::Week | Unit::Month | Unit::Year))
        {
            return None;
        }
        let value = if let Some((unit, _)) = named.unit {
            format!("P{}{n}{}", if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) { "T" } else { "" }, code(unit))
        } else if named.workday {
            "XXXX-WXX-1/XXXX-WXX-5".to_owned()
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
