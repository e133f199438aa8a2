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
        let Some(NumberWord::Ones(century)) = number_word(token).filter(|w| matches!(w, NumberWord::Ones(n) if (15.0..20.0).contains(n)))
        else {
            return None;
        };
        let n = number_at(self.tokens, at + 1, false).filter(|n| !n.ordinal && !n.digits && (10.0..100.0).contains(&n.value))?;
        Some((century as i16 * 100 + n.value as i16, n.end))
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
            if let Some(to) = to {
                return Some(Found::new(end + 2, When::years(year, to)));
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
                &[
                    "about",
                    "some",
                    "nearly",
                    "than",
                    "least",
                    "most",
                    "number",
                    "no",
                    "flight",
                    "almost",
                    "approximately",
                    "over",
                    "roughly",
                ],
            );
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
