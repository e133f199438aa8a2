//! Years, and what keeps four figures from being one.

use super::absolute::long_year;
use super::parser::{Found, Parser};
use super::value::When;
use crate::amounts::number::{NumberWord, number_at, number_word};

impl Parser<'_> {
    /// A year after a comma, "of" or nothing.
    pub(crate) fn year_after(&self, at: usize) -> Option<(i16, usize)> {
        // "05-Aug-2016".
        let glued = |i: usize| self.tokens.get(i).is_some_and(|t| t.glued);
        let dashed = self.mark(at).is_some_and(|m| matches!(m, '-' | '/')) && glued(at) && glued(at + 1);
        let of = self.whole(at + 1).filter(|(y, digits)| self.is(at, "of") && *digits == 2 && *y > 31 && self.closes(at + 2));
        if let Some((y, _)) = of {
            return Some((1900 + y as i16, at + 2));
        }
        let skip = usize::from(dashed || self.mark(at) == Some(',') || self.is(at, "of") || self.is(at, "in"));
        self.year_at(at + skip).filter(|(y, _)| (1000..2200).contains(y))
    }

    /// "last year", "this year", "of that year", "next year" as a year.
    pub(crate) fn relative_year(&self, at: usize) -> Option<(i16, usize)> {
        let at = at + usize::from(self.is(at, "of"));
        let f = self.which_unit(at).filter(|f| f.when.precision == super::Precision::Year)?;
        f.when.range.map(|(from, _)| (from.year(), f.end))
    }

    /// A four-digit year, `'99`, or "nineteen ninety-seven".
    pub(crate) fn year_at(&self, at: usize) -> Option<(i16, usize)> {
        let token = self.tokens.get(at)?;
        if let Some((y, 4)) = token.whole() {
            let glued = self.tokens.get(at + 1).is_some_and(|t| t.glued && (t.key != 0 || t.mark() == Some('%')));
            return ((1000..2200).contains(&y) && !glued).then_some((y as i16, at + 1));
        }
        if token.mark().is_some_and(|m| "'’‘".contains(m)) {
            let (y, digits) = self.whole(at + 1).filter(|_| self.tokens[at + 1].glued)?;
            let apart = !token.glued && digits == 2 && !self.tokens.get(at + 2).is_some_and(|t| t.glued && t.key != 0);
            return apart.then_some((long_year(y, 2) as i16, at + 2));
        }
        match number_word(token) {
            Some(NumberWord::Ones(n)) if (15.0..20.0).contains(&n) => self.spelled_century(at, n).or_else(|| self.spelled_year(at)),
            Some(NumberWord::Ones(2.0)) => self.spelled_year(at),
            _ => None,
        }
    }

    /// "nineteen ninety-seven".
    fn spelled_century(&self, at: usize, century: f64) -> Option<(i16, usize)> {
        let n = number_at(self.tokens, at + 1, false).filter(|n| !n.ordinal && !n.digits && (10.0..100.0).contains(&n.value))?;
        Some((century as i16 * 100 + n.value as i16, n.end))
    }

    /// "two thousand and fifteen", "nineteen hundred ninety three", with nothing after it that it could count.
    fn spelled_year(&self, at: usize) -> Option<(i16, usize)> {
        let n = number_at(self.tokens, at, false).filter(|n| !n.ordinal && !n.digits && !n.vague && n.end > at + 1)?;
        let dated = at > 0
            && (self.before(at).month.is_some()
                || self.before(at).at
                || self.tokens[at - 1].whole().is_some()
                || number_word(&self.tokens[at - 1]).is_some());
        let year = (1500.0..2100.0).contains(&n.value) && n.value.fract() == 0.0;
        (year && dated && self.closes(n.end)).then_some((n.value as i16, n.end))
    }

    /// A year without a month: "2004", "493 BC", "2014-18".
    pub(crate) fn year_alone(&self, at: usize) -> Option<Found> {
        if let Some(f) = self.ancient(at) {
            return Some(f);
        }
        let named = at + if self.is(at, "the") && self.is(at + 1, "year") { 2 } else { usize::from(self.word(at).era == Some(false)) };
        let (year, mut end) = self.year_at(named)?;
        // "2017 April", "2017 Q1".
        if let Some((month, e)) = self.month_at(end).filter(|(_, e)| self.day_number(*e).is_none()) {
            return Some(Found::new(e, When::month(year, month)));
        }
        if named == at && !self.year_stands(at, year, end) {
            return None;
        }
        end += usize::from(self.word(end).era == Some(false));
        if self.mark(end).is_some_and(|m| matches!(m, '-' | '–' | '—' | '/')) && self.tokens[end].glued {
            let to = self.whole(end + 1).filter(|_| self.tokens[end + 1].glued).and_then(|(y, digits)| match digits {
                2 if y as i16 > year % 100 => Some(year / 100 * 100 + y as i16),
                4 if y < 2200 && y as i16 > year => Some(y as i16),
                _ => None,
            });
            let more = |i: usize| {
                self.mark(i).is_some_and(|m| matches!(m, '-' | '/'))
                    && self.tokens.get(i + 1).is_some_and(|t| t.glued && t.whole().is_some())
            };
            if let Some(to) = to {
                return (!more(end + 2)).then(|| Found::new(end + 2, When::years(year, to)));
            }
            // "2010-2015-86", "2015-1-32": a number of something else.
            if more(end) && (more(end + 2) || self.whole(end + 1).is_some_and(|(_, digits)| digits == 1)) {
                return None;
            }
        }
        Some(Found::new(end, When::year(year)))
    }

    fn ancient(&self, at: usize) -> Option<Found> {
        let (y, _) = self.whole(at).filter(|(y, d)| *d <= 4 && *y > 0)?;
        let bc = self.word(at + 1).era?;
        let year = y as i16;
        Some(Found::new(at + 2, When::year(if bc { -year } else { year })))
    }

    /// Whether four figures are a year and not a count, a sum or part of a name.
    fn year_stands(&self, at: usize, year: i16, end: usize) -> bool {
        let before = at.checked_sub(1).map(|i| &self.tokens[i]);
        let money =
            before.is_some_and(|t| t.mark().is_some_and(|m| "$£€¥₹#.+".contains(m)) && (self.tokens[at].glued || t.mark() != Some('.')));
        let hyphened = before.is_some_and(|t| t.mark() == Some('-') && t.glued && self.tokens[at].glued)
            && !at.checked_sub(2).is_some_and(|i| self.word(i).edge.is_some() || self.is_any(i, &["pre", "post"]));
        let counted = self.word(end).counted
            || self.mark(end) == Some('%')
            || self.is_any(
                at.wrapping_sub(1),
                &["about", "some", "nearly", "least", "most", "number", "no", "flight", "almost", "approximately", "over", "roughly"],
            );
        let counted = counted
            || (self.is(at.wrapping_sub(1), "than")
                && !self.is_any(at.wrapping_sub(2), &["later", "earlier", "older", "newer"])
                && !(2..7).any(|n| at >= n && self.is(at - n, "year")));
        let decimal = self.mark(end).is_some_and(|m| m == ':' || m == '.')
            && self.tokens[end].glued
            && self.tokens.get(end + 1).is_some_and(|t| t.glued && t.whole().is_some());
        let code = before.is_some_and(|t| t.key != 0 && self.tokens[at].glued);
        if money || hyphened || counted || decimal || code {
            return false;
        }
        if (1900..2040).contains(&year) {
            return true;
        }
        let preposition = self.is_any(
            at.wrapping_sub(1),
            &[
                "in", "since", "by", "until", "from", "during", "late", "early", "before", "after", "through", "of", "circa", "till",
                "between",
            ],
        );
        let ends = self.tokens.get(end).is_none_or(|t| t.key == 0) && (1500..2040).contains(&year);
        if ends && self.tokens.get(end).is_none_or(|t| t.whole().is_none()) {
            return true;
        }
        preposition
            && self.tokens.get(end).is_none_or(|t| {
                t.key == 0
                    || t.capital
                    || self.is_any(
                        end,
                        &["and", "when", "to", "after", "by", "with", "the", "he", "it", "as", "that", "was", "were", "war", "until"],
                    )
            })
    }
}
