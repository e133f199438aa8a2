//! Dates in figures: `2023-05-24`, `24/5/23`, `5/24`, `2023/May/24`, `20230524`, `2023-05`.

use super::absolute::{day_of, long_year};
use super::parser::{Found, Parser};
use super::value::When;
use super::words::figures_named;
use crate::amounts::scan::Shape;

/// One part of a date in figures.
#[derive(Clone, Copy)]
enum Part {
    /// The value and how many digits it has.
    Figures(u32, u8),
    /// A month by name.
    Month(u32),
}

impl Parser<'_> {
    /// A date of figures parted by one kind of mark, or of eight figures.
    pub(crate) fn figures(&self, at: usize) -> Option<Found> {
        if at >= self.tokens.len() || self.continues(at) {
            return None;
        }
        self.three_parts(at)
            .or_else(|| self.compact(at))
            .or_else(|| self.year_and_month(at))
            .or_else(|| self.month_and_day(at))
            .or_else(|| self.pointed(at))
    }

    /// Whether figures and a mark touch the token from the left: it is the middle of a number, unless a whole date ends there.
    fn continues(&self, at: usize) -> bool {
        let glued = at > 1 && self.tokens[at].glued && self.tokens[at - 1].glued;
        glued
            && self.mark(at - 1).is_some_and(|m| "-/.".contains(m))
            && self.whole(at - 2).is_some_and(|(_, digits)| digits != 4)
            && !self.slashed(at)
    }

    /// Whether the token stands after "5/1-": a stretch between two dates with slashes.
    fn slashed(&self, at: usize) -> bool {
        self.mark(at - 1) == Some('-') && at > 3 && self.mark(at - 3) == Some('/')
    }

    fn part(&self, at: usize) -> Option<Part> {
        let token = self.tokens.get(at)?;
        if let Some((n, digits)) = self.whole(at) {
            return Some(Part::Figures(n, digits));
        }
        self.word(at).month.filter(|_| token.key != 0).map(|(m, _)| Part::Month(m as u32))
    }

    /// A part that touches a mark before it, and the mark.
    fn next_part(&self, at: usize) -> Option<(char, Part)> {
        let mark = self.mark(at).filter(|m| "-/.".contains(*m) && self.tokens[at].glued)?;
        self.tokens.get(at + 1).filter(|t| t.glued)?;
        Some((mark, self.part(at + 1)?))
    }

    /// Three parts that no fourth follows, unless it begins three more: "5/1/2020-5/3/2020".
    fn three_parts(&self, at: usize) -> Option<Found> {
        let (mark, found) = self.three(at)?;
        let more = self.next_part(at + 5).is_some_and(|(m, _)| m == mark);
        (!more || self.three(at + 6).is_some()).then_some(found)
    }

    fn three(&self, at: usize) -> Option<(char, Found)> {
        let a = self.part(at)?;
        let (mark, b) = self.next_part(at + 1)?;
        let (_, c) = self.next_part(at + 3).filter(|(m, _)| *m == mark)?;
        let (year, month, day) = self.ordered([a, b, c], mark)?;
        let when = day_of(year, month, day).map_or_else(|| impossible(Some(year), month, day), |d| Some(When::day(d)))?;
        Some((mark, Found::new(at + 5, when)))
    }

    /// Year, month and day of three parts.
    fn ordered(&self, parts: [Part; 3], mark: char) -> Option<(u32, u32, u32)> {
        use Part::{Figures, Month};
        let long = |y, digits| self.century(y, digits);
        Some(match parts {
            [Figures(y, 4), Figures(m, 1..=2), Figures(d, 1..=2)] => (y, m, d),
            // Day first with points and wherever the second number cannot be a month's; else as Americans write.
            [Figures(d, 1..=2), Figures(m, 1..=2), Figures(y, n @ (2 | 4))] if d > 12 || mark == '.' => (long(y, n), m, d),
            [Figures(m, 1..=2), Figures(d, 1..=2), Figures(y, n @ (2 | 4))] => (long(y, n), m, d),
            [Figures(y, 4), Month(m), Figures(d, 1..=2)]
            | [Figures(y, 4), Figures(d, 1..=2), Month(m)]
            | [Month(m), Figures(y, 4), Figures(d, 1..=2)]
            | [Figures(d, 1..=2), Figures(y, 4), Month(m)] => (y, m, d),
            [Month(m), Figures(d, 1..=2), Figures(y, n @ (2 | 4))] | [Figures(d, 1..=2), Month(m), Figures(y, n @ (2 | 4))] => {
                (long(y, n), m, d)
            }
            _ => return None,
        })
    }

    /// A year of two digits: no more than twenty years ahead of publication.
    fn century(&self, year: u32, digits: u8) -> u32 {
        let long = long_year(year, digits);
        let horizon = self.anchor.published.map_or(2050, |p| u32::from(p.year().unsigned_abs()) + 20);
        if digits == 2 && long > horizon { long - 100 } else { long }
    }

    /// `20230524`, `2023 05 24`.
    fn compact(&self, at: usize) -> Option<Found> {
        let (n, digits) = self.whole(at)?;
        let free = |end: usize| !self.tokens.get(end).is_some_and(|t| t.glued && t.mark().is_none());
        if digits == 8 && free(at + 1) && !(self.tokens[at].glued && at > 0 && self.mark(at - 1).is_none()) {
            let day = day_of(n / 10_000, n / 100 % 100, n % 100).filter(|d| (1900..2100).contains(&d.year()))?;
            return Some(Found::new(at + 1, When::day(day)));
        }
        let apart = |i: usize| self.whole(i).filter(|(_, digits)| *digits == 2 && !self.tokens[i].glued);
        let ((month, _), (day, _)) = (apart(at + 1)?, apart(at + 2)?);
        let lone = digits == 4 && (1900..2100).contains(&n) && free(at + 3) && self.whole(at + 3).is_none();
        let day = lone.then(|| day_of(n, month, day)).flatten()?;
        Some(Found::new(at + 3, When::day(day)))
    }

    /// `2023-5`, `12/2015`; two figures greater than the year's own make a span of years.
    fn year_and_month(&self, at: usize) -> Option<Found> {
        let Part::Figures(a, a_digits) = self.part(at)? else { return None };
        let (mark, Part::Figures(b, b_digits)) = self.next_part(at + 1)? else { return None };
        if mark == '.' || self.next_part(at + 3).is_some_and(|(m, _)| m == mark) {
            return None;
        }
        let (year, month) = match (a_digits, b_digits) {
            (4, 1) => (a, b),
            (4, 2) if b < a % 100 => (a, b),
            (1..=2, 4) => (b, a),
            _ => return None,
        };
        let known = (1900..2100).contains(&year) && (1..=12).contains(&month);
        known.then(|| Found::new(at + 3, When::month(year as i16, month as i8)))
    }

    /// `5/24`, `24/5`, `May/24`: a month and a day, where the words around say that it is a date.
    fn month_and_day(&self, at: usize) -> Option<Found> {
        let a = self.part(at)?;
        let (_, b) = self.next_part(at + 1).filter(|(m, _)| *m == '/')?;
        let end = at + 3;
        let text = self.text.get(self.tokens[at].span.start as usize..self.tokens[end - 1].span.end as usize)?;
        if let Some(day) = figures_named(text) {
            return day.map(|d| Found::new(end, When::day(d)));
        }
        let (month, day) = match (a, b) {
            (Part::Month(m), Part::Figures(d, 1..=2)) | (Part::Figures(d, 1..=2), Part::Month(m)) => (m, d),
            (Part::Figures(m, 1..=2), Part::Figures(d, 1..=2)) if self.dated(at, end) => {
                if m > 12 {
                    (d, m)
                } else {
                    (m, d)
                }
            }
            _ => return None,
        };
        self.day_of_month(at, month, day, end)
    }

    /// The day of a month in the year named after it, or in the likeliest one.
    fn day_of_month(&self, at: usize, month: u32, day: u32, end: usize) -> Option<Found> {
        let comma = usize::from(self.mark(end) == Some(','));
        if let Some((year, end)) = self.year_at(end + comma).filter(|_| comma == 1) {
            return Some(Found::new(end, When::day(day_of(year as u32, month, day)?)));
        }
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        if let Some(day) = self.before(at).which.and_then(|which| self.which_day(month as i8, day, which)) {
            return Some(Found::new(end, When::day(day)));
        }
        let Some(chosen) = self.choose_year(at, |y| day_of(y as u32, month, day)) else {
            return Some(Found::new(end, impossible(None, month, day)?));
        };
        Some(Found::new(end, When::day(chosen).loose_year()))
    }

    /// Whether two small figures are a date and not a fraction or a score: by the word before, by a date beside them.
    fn dated(&self, at: usize, end: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return self.closes(end) };
        let led = self.is_any(
            before,
            &["on", "until", "till", "since", "dated", "before", "after", "from", "between", "for", "this", "next", "last"],
        );
        let day = self.word(before).weekday.is_some() || (self.mark(before) == Some(',') && self.before(before).weekday.is_some());
        let listed = (self.mark(before).is_some_and(|m| ",-–".contains(m)) || self.is_any(before, &["and", "or", "to", "until", "till"]))
            && before > 2
            && self.part(before - 1).is_some()
            && (self.mark(before - 2) == Some('/') || self.word(before - 2).which.is_some());
        let opens = self.mark(before).is_some_and(|m| ".?!:".contains(m)) && self.closes(end);
        let ranged = self.mark(end).is_some_and(|m| "-–".contains(m)) && self.mark(end + 2) == Some('/') && self.part(end + 3).is_some();
        led || day || listed || opens || ranged
    }

    /// `5.12` after "on" or a weekday, with nothing counted after it.
    fn pointed(&self, at: usize) -> Option<Found> {
        let Shape::Number { plain: false, ordinal: false, digits: 1..=2, .. } = self.tokens.get(at)?.shape else { return None };
        let (month, day) = self.tokens[at].span.of(self.text).split_once('.')?;
        let led = self.is(at.wrapping_sub(1), "on") || self.before(at).weekday.is_some();
        if !led || !self.closes(at + 1) || day.len() > 2 {
            return None;
        }
        self.day_of_month(at, month.parse().ok()?, day.parse().ok()?, at + 1)
    }
}

/// A day that its month does not have, such as 30 February: read as what it is meant to be, with no days.
pub(crate) fn impossible(year: Option<u32>, month: u32, day: u32) -> Option<When> {
    let year = year.map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}"));
    ((1..=12).contains(&month) && (29..=31).contains(&day)).then(|| When::vague(&format!("{year}-{month:02}-{day:02}")))
}
