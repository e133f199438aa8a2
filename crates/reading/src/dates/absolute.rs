//! Dates that name their day, month or year.

use super::Precision;
use super::numeric::impossible;
use super::parser::{Found, Parser};
use super::tense::Tense;
use super::value::When;
use crate::amounts::number::{Number, number_at, number_word};
use crate::amounts::scan::{Shape, Token};
use jiff::civil::Date;

impl Parser<'_> {
    /// A date in figures, with a month, or a year.
    pub(crate) fn absolute(&self, at: usize) -> Option<Found> {
        self.figures(at)
            .or_else(|| self.weekday_date(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.days_in_month(at))
            .or_else(|| self.year_alone(at))
    }

    pub(crate) fn whole(&self, at: usize) -> Option<(u32, u8)> {
        self.tokens.get(at).and_then(Token::whole)
    }

    /// "Friday, Oct. 23", "Saturday 24 May".
    fn weekday_date(&self, at: usize) -> Option<Found> {
        let at = at + usize::from(self.word(at).which.is_some());
        self.word(at).weekday?;
        let dot = usize::from(self.mark(at + 1) == Some('.'));
        let comma = usize::from(self.mark(at + 1 + dot) == Some(','));
        let next = at + 1 + dot + comma;
        let f = self.figures(next).or_else(|| self.month_first(next)).or_else(|| self.day_first(self.article(next)))?;
        f.when.range.is_some_and(|(a, b)| a == b).then_some(f)
    }

    /// The month at a token and the token after it, its point included.
    pub(crate) fn month_at(&self, at: usize) -> Option<(i8, usize)> {
        let (month, _) = self.word(at).month?;
        let short = self.tokens[at].span.len() <= 4 && !self.is_any(at, &["may", "june", "july"]);
        let dot = short && self.mark(at + 1) == Some('.') && self.tokens[at + 1].glued;
        Some((month, at + 1 + usize::from(dot)))
    }

    /// "May 24, 2023", "May 18-19", "May 2023", "May".
    fn month_first(&self, at: usize) -> Option<Found> {
        let (month, next) = self.month_at(at)?;
        let next = self.hyphen(next);
        let next = next + usize::from(self.is(next, "the"));
        if let Some((day, end)) = self.day_number(next) {
            return self.month_day(at, month, day, end);
        }
        let plain = self.month_at(at)?.1;
        if let Some((year, end)) = self.year_after(plain) {
            return Some(Found::new(end, When::month(year, month)));
        }
        if let Some((year, end)) = self.relative_year(plain) {
            return Some(Found::new(end, When::month(year, month)));
        }
        self.month_alone(at, month)
    }

    /// A day of the month, 1 to 31, in figures or as an ordinal word.
    pub(crate) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.tokens.get(at)?;
        let n = match token.shape {
            Shape::Number { value, ordinal, plain, digits, .. } if (plain || ordinal) && digits <= 2 => (value as u32, at + 1),
            Shape::Word => {
                number_at(self.tokens, at, false).filter(|n| n.ordinal || self.spelled_day(at, n)).map(|n| (n.value as u32, n.end))?
            }
            _ => return None,
        };
        let followed = self.tokens.get(n.1);
        let unit = followed.is_some_and(|t| {
            t.mark() == Some('%') || (t.mark() == Some(':') && t.glued && self.tokens.get(n.1 + 1).is_some_and(|t| t.glued))
        });
        ((1..=31).contains(&n.0) && !unit && !self.word(n.1).counted).then_some(n)
    }

    /// Whether a number in words is a day: "May twenty nine", "twenty five January 1986", but not "in May twenty people".
    fn spelled_day(&self, at: usize, n: &Number) -> bool {
        let whole = (1.0..=31.0).contains(&n.value) && n.value.fract() == 0.0 && !n.vague;
        let month = |i: usize| self.word(i).month.is_some();
        let before = at > 0 && (month(at - 1) || (self.is(at - 1, "the") && at > 1 && month(at - 2)));
        whole
            && ((before && (self.closes(n.end) && !self.word(n.end).at || self.year_at(n.end).is_some()))
                || (!before && month(n.end) && self.capital(n.end)))
    }

    fn month_day(&self, at: usize, month: i8, day: u32, end: usize) -> Option<Found> {
        let to = self.day_after_dash(end).filter(|(d, _)| *d > day);
        let last = to.map_or(end, |(_, e)| e);
        let comma = usize::from(self.mark(last) == Some(','));
        let (year, end) = match self
            .year_at(last + comma)
            .filter(|_| comma == 1 || self.tokens[last].glued || self.whole(last).is_some() || number_word(&self.tokens[last]).is_some())
        {
            Some((y, e)) => (Some(y), e),
            None if self.is(last, "of") && self.year_at(last + 1).is_some() => {
                self.year_at(last + 1).map_or((None, last), |(y, e)| (Some(y), e))
            }
            None => self.relative_year(last).map_or((None, last), |(y, e)| (Some(y), e)),
        };
        self.days(at, year, month, (day, to.map(|t| t.0)), end)
    }

    /// The "-19" of "May 18-19".
    fn day_after_dash(&self, at: usize) -> Option<(u32, usize)> {
        let dash = self.mark(at).is_some_and(|m| matches!(m, '-' | '–' | '—')) || self.is_any(at, &["to", "through", "till", "until"]);
        let the = usize::from(self.is(at + 1, "the"));
        dash.then(|| self.day_number(at + 1 + the))
            .flatten()
            .filter(|(_, e)| !((the == 1 || self.is(at, "to")) && self.word(*e).month.is_some()) && (the == 0 || self.closes(*e)))
    }

    fn days(&self, at: usize, year: Option<i16>, month: i8, days: (u32, Option<u32>), end: usize) -> Option<Found> {
        let on = |y: i16, d: u32| day_of(y as u32, month as u32, d);
        let from = match year {
            Some(y) => on(y, days.0),
            None => self.choose_year(at, |y| on(y, days.0)),
        };
        let Some(from) = from else {
            return Some(Found::new(end, impossible(year.map(|y| y as u32), month as u32, days.0)?));
        };
        let when = match days.1.and_then(|d| on(from.year(), d)) {
            Some(to) => When::days(from, to),
            None => When::day(from),
        };
        Some(Found::new(end, if year.is_none() { when.loose_year() } else { when }))
    }

    /// The year of a date that names none: the story's own where it tells of years past, else by tense.
    pub(crate) fn choose_year(&self, at: usize, on: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        if let Some(last) = self.anchor.last.filter(|_| self.anchor.story >= 2)
            && self.tense(at) != Tense::Future
        {
            return on(last.year());
        }
        let year = self.now()?.year();
        self.nearest([year - 4, year - 1, year, year + 1, year + 4].into_iter().filter_map(&on), at).or_else(|| on(year))
    }

    /// "24 May 2023", "the 24th of May", "18-19 May".
    pub(crate) fn day_first(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, "the"));
        if at > 0 && self.mark(at - 1).is_some_and(|m| "$€£".contains(m)) {
            return None;
        }
        let (day, next) = self.day_number(start)?;
        let (day2, next) = self.day_after_dash(next).filter(|(d, _)| *d > day).map_or((None, next), |(d, e)| (Some(d), e));
        let of = usize::from(self.is(next, "of"));
        let (month, end) = self.month_at(self.hyphen(next + of))?;
        if !self.capital(self.hyphen(next + of))
            && self.word(self.hyphen(next + of)).month.is_some_and(|(_, shy)| shy)
            && of == 0
            && !matches!(self.tokens[start].shape, Shape::Number { ordinal: true, .. })
            && start == at
            && self.year_after(end).is_none()
        {
            return None;
        }
        let (year, end) = self.year_after(end).or_else(|| self.relative_year(end)).map_or((None, end), |(y, e)| (Some(y), e));
        self.days(at, year, month, (day, day2), end)
    }

    /// "2-9 in next month", "3 to 5 of this month".
    fn days_in_month(&self, at: usize) -> Option<Found> {
        let (day, next) = self.day_number(at)?;
        let (last, next) = self.day_after_dash(next).filter(|(d, _)| *d > day)?;
        if !self.is_any(next, &["in", "of"]) {
            return None;
        }
        let f = self.which_unit(next + 1).filter(|f| f.when.precision == Precision::Month)?;
        let (first, _) = f.when.range?;
        let on = |d: u32| day_of(first.year() as u32, first.month() as u32, d);
        Some(Found::new(f.end, When::days(on(day)?, on(last)?)))
    }

    fn month_alone(&self, at: usize, month: i8) -> Option<Found> {
        if !self.month_stands(at) {
            return None;
        }
        let end = at + 1;
        let first = self.choose_month(at, month)?;
        Some(Found::new(end, When::month(first.year(), month).loose_year()))
    }

    fn choose_month(&self, at: usize, month: i8) -> Option<Date> {
        self.choose_year(at, |y| Date::new(y, month, 1).ok())
    }

    /// Whether a month without a day or year is a month and not a name or a verb.
    pub(crate) fn month_stands(&self, at: usize) -> bool {
        let Some((month, shy)) = self.word(at).month else { return false };
        let before = self.before(at);
        let leading = before.at
            || before.which.is_some()
            || before.every
            || before.edge.is_some()
            || (at > 1 && self.mark(at - 1) == Some('-') && self.word(at - 2).edge.is_some());
        let next_capital = self.capital(at + 1) && self.word(at + 1).month.is_none() && self.word(at + 1).weekday.is_none();
        let ranged = (self.is_any(at + 1, &["to", "through", "until", "till", "and"]) || self.hyphen(at + 1) > at + 1)
            && self.word(at + 2).month.is_some();
        if ranged && self.capital(at) && (leading || !self.is(at + 1, "and")) {
            return true;
        }
        if !self.capital(at) {
            let firm = self.is_any(at.wrapping_sub(1), &["in", "since", "until", "during", "last", "next"]) && self.closes(at + 1);
            let named = before.article && at > 1 && self.before(at - 1).at;
            return if shy { firm } else { leading || named };
        }
        if shy {
            // "by May", but not "by May's rivals" or "the March on Rome".
            let quiet = self.tokens.get(at + 1).is_none_or(|t| t.mark().is_some_and(|m| !"'’".contains(m)));
            let of_person = self.is_any(at.wrapping_sub(1), &["by", "to", "for", "and", "or", "after", "before", "from"]);
            return (leading && !next_capital && (!of_person || quiet)) || (before.article && quiet);
        }
        // April, June and August are also names of people.
        !(next_capital && !leading && matches!(month, 4 | 6 | 8))
    }

    /// Whether the token is one of these words.
    pub(crate) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.is(at, w))
    }
}

pub(crate) fn long_year(year: u32, digits: u8) -> u32 {
    match (digits, year) {
        (2, 0..50) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

pub(crate) fn day_of(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
