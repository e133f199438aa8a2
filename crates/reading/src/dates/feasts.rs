//! Feasts and the weekends around them.

use super::Precision;
use super::parser::{Found, Parser};
use super::step::feast_day;
use super::value::{When, plus};
use super::words::{Feast, Unit, Which, feast_at};
use jiff::ToSpan;
use jiff::civil::Date;

impl Parser<'_> {
    /// "Christmas Eve", "Easter 2018", "next Easter", "the weekend of Halloween", "Labor Day weekend".
    pub(crate) fn feast(&self, at: usize) -> Option<Found> {
        self.weekend_of(at).or_else(|| self.feast_weekend(at)).or_else(|| self.feast_on(at, false))
    }

    /// A feast; `sure` where the words around it leave no doubt that a common word ("new year") is one.
    pub(crate) fn feast_on(&self, at: usize, sure: bool) -> Option<Found> {
        let start = self.article(at);
        let which = self.word(start).which.filter(|w| !matches!(w, Which::First | Which::Final));
        let start = start + usize::from(which.is_some());
        let ((feast, shy), end) = feast_at(self.tokens, start)?;
        if shy && !sure && which.is_none() && !self.capital(end - 1) && !self.capital(start) {
            return None;
        }
        if let Some((year, end)) = self.year_after(end).or_else(|| self.relative_year(end)) {
            return Some(Found::new(end, When::day(feast_day(feast, year)?)));
        }
        let day = match which {
            Some(which) => self.which_feast(feast, which)?,
            None => self.nearest(self.feasts(feast)?.into_iter(), at)?,
        };
        Some(Found::new(end, When::day(day).loose_year()))
    }

    /// The feast's days in the years around publication.
    fn feasts(&self, feast: Feast) -> Option<Vec<Date>> {
        let year = self.now()?.year();
        Some((-1..=1).filter_map(|n| feast_day(feast, year.checked_add(n)?)).collect())
    }

    fn which_feast(&self, feast: Feast, which: Which) -> Option<Date> {
        let now = self.now()?;
        let all = self.feasts(feast)?;
        match which {
            Which::Last | Which::Past | Which::Previous | Which::Latest | Which::Recent => all.into_iter().rfind(|d| *d < now),
            Which::Next | Which::Coming | Which::Following => all.into_iter().find(|d| *d > now),
            _ => feast_day(feast, now.year()),
        }
    }

    /// "the weekend of Thanksgiving 2023".
    fn weekend_of(&self, at: usize) -> Option<Found> {
        let start = self.article(at);
        if self.word(start).unit != Some((Unit::Weekend, false)) || !self.is(start + 1, "of") {
            return None;
        }
        let f = self.feast_on(start + 2, true)?;
        Some(Found::new(f.end, around(f.when.range?.0)?))
    }

    /// "Labor Day 2021 weekend", "Halloween weekend 2021".
    fn feast_weekend(&self, at: usize) -> Option<Found> {
        let f = self.feast_on(at, true)?;
        if self.word(f.end).unit != Some((Unit::Weekend, false)) {
            return None;
        }
        let end = f.end + 1;
        if let Some((year, end)) = self.year_after(end) {
            let ((feast, _), _) = feast_at(self.tokens, self.article(at))?;
            return Some(Found::new(end, around(feast_day(feast, year)?)?));
        }
        Some(Found::new(end, around(f.when.range?.0)?))
    }
}

/// The weekend that a feast makes: from a Thursday or Friday to Sunday, from Saturday to a Monday.
fn around(day: Date) -> Option<When> {
    let n = i64::from(day.weekday().to_monday_one_offset());
    let saturday = plus(day, if n < 4 { (-1 - n).days() } else { (6 - n).days() })?;
    let sunday = plus(saturday, 1.days())?;
    let weekend = When::weekend(saturday);
    let near = matches!(n, 1 | 4..);
    let range = if near { (saturday.min(day), sunday.max(day)) } else { (saturday, sunday) };
    Some(When { range: Some(range), precision: Precision::Week, ..weekend })
}
