//! Quarters, halves, seasons, decades, centuries, fiscal years, and the edges of periods.

use super::parser::{Found, Parser};
use super::step::step;
use super::value::When;
use super::words::{Edge, Unit};
use super::{Kind, Precision};
use crate::amounts::number::{NumberWord, number_at, number_word};
use crate::amounts::scan::{Shape, Token};
use jiff::civil::Date;

impl Parser<'_> {
    /// A named period, or the edge of any date.
    pub(crate) fn period(&self, at: usize) -> Option<Found> {
        self.edged(at)
            .or_else(|| self.decade(at))
            .or_else(|| self.ordinal_period(at))
            .or_else(|| self.season(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.year_end(at))
    }

    /// "early 2020", "mid-November", "the end of the year", "later this year", "late yesterday".
    fn edged(&self, at: usize) -> Option<Found> {
        let start = self.article(at);
        let edge = self.word(start).edge?;
        let mut next = self.hyphen(start + 1);
        let comparative = self.is(start, "earlier") || self.is(start, "later");
        if self.is(next, "part") {
            next += 1;
        }
        let of = self.is(next, "of") || (self.is(next, "in") && self.is_any(start, &["early", "late", "earlier", "later"]));
        next += usize::from(of);
        let named = matches!(edge, Edge::Start | Edge::End);
        if named && !of {
            return None;
        }
        let f = self.edge_of(next, of)?;
        if !matches!(f.when.kind, Kind::Date | Kind::Time) || f.when.range.is_none() {
            return None;
        }
        let when = if comparative { self.since_or_until(f.when, edge) } else { f.when.narrowed(edge) };
        Some(Found::new(f.end, when))
    }

    pub(crate) fn edge_of(&self, at: usize, of: bool) -> Option<Found> {
        let bare = if of { self.the_unit(at).or_else(|| self.bare_unit(at)).or_else(|| self.weekday(self.article(at))) } else { None };
        let readings = [self.absolute(at), self.decade(at), self.season(at), self.ordinal_period(at), self.relative(at), bare];
        let mut best: Option<Found> = None;
        for f in readings.into_iter().flatten() {
            if best.as_ref().is_none_or(|b| f.end > b.end) {
                best = Some(f);
            }
        }
        best
    }

    /// The "month" of "end of month".
    fn bare_unit(&self, at: usize) -> Option<Found> {
        let (unit, false) = self.word(at).unit? else { return None };
        let stands = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year) && self.closes(at + 1);
        stands.then(|| Some(Found::new(at + 1, step(self.now()?, unit, 0)?))).flatten()
    }

    /// "earlier this year" ends today, "later this year" begins today.
    fn since_or_until(&self, mut when: When, edge: Edge) -> When {
        if let (Some((from, to)), Some(now)) = (when.range, self.now())
            && from <= now
            && now <= to
        {
            when.range = Some(if edge == Edge::Early { (from, now) } else { (now, to) });
        }
        when
    }

    /// "the 1990s", "the '80s", "the nineties".
    fn decade(&self, at: usize) -> Option<Found> {
        let start = self.article(at);
        let led = self.is_any(at.wrapping_sub(1), &["in", "since", "during"]) && self.closes(start + 1);
        if let Some(d) = self.word(start).decade.filter(|_| start > at || led) {
            return Some(Found::new(start + 1, When::decade(1900 + d)));
        }
        if let Some(NumberWord::Ones(n)) =
            self.tokens.get(start).and_then(number_word).filter(|w| matches!(w, NumberWord::Ones(15.0..=19.0)))
            && let Some(d) = self.word(self.hyphen(start + 1)).decade
        {
            return Some(Found::new(self.hyphen(start + 1) + 1, When::decade(n as i16 * 100 + d)));
        }
        let led = |end: usize| self.is_any(at.wrapping_sub(1), &["in", "since", "during"]) && self.closes(end + 1);
        let quote = usize::from(self.mark(start).is_some_and(|m| "'’‘".contains(m)));
        let (y, digits) = self.tokens.get(start + quote)?.whole()?;
        let mut end = start + quote + 1;
        end += usize::from(quote == 0 && self.mark(end).is_some_and(|m| "'’".contains(m)));
        let s = self.is(end, "s") && (self.tokens[end].glued || led(end));
        if !s || y % 10 != 0 {
            return None;
        }
        let first = match digits {
            4 if (1000..2100).contains(&y) => y as i16,
            2 if quote == 1 || start > at || led(end) => 1900 + y as i16,
            _ => return None,
        };
        Some(Found::new(end + 1, When::decade(first)))
    }

    /// "third quarter of 1998", "fourth-quarter", "the first half of 2023", "the 20th century", "Q3 2023", "the 1998 quarter".
    fn ordinal_period(&self, at: usize) -> Option<Found> {
        let mut start = at + usize::from(self.is(at, "the"));
        let lettered = |i: usize| self.is(i, "Q") || self.is(i, "H");
        let led = self.year_at(start).filter(|(_, e)| start > at || lettered(*e) || self.mark(*e) == Some('-') && lettered(e + 1));
        start = led.map_or(start, |(_, e)| e);
        let ago = self.is(start, "year") && self.mark(start + 1) == Some('-') && self.is_any(start + 2, &["ago", "earlier"]);
        start += if ago { 3 } else { 0 };
        start += usize::from(self.word(start).fiscal);
        start = self.hyphen(start);
        if self.is(start, "Q") && self.tokens.get(start + 1).is_some_and(|t| t.glued) {
            let (n, _) = self.tokens[start + 1].whole().filter(|(n, _)| (1..=4).contains(n))?;
            return self.quarter(at, n as i8, led.map(|l| l.0), start + 2);
        }
        if self.is(start, "H") && self.capital(start) && self.tokens.get(start + 1).is_some_and(|t| t.glued) {
            let (n, _) = self.tokens[start + 1].whole().filter(|(n, _)| (1..=2).contains(n))?;
            let (year, end) = led.map(|l| (l.0, start + 2)).or_else(|| self.year_after(start + 2))?;
            return Some(Found::new(end, When::half(year, n as i8)));
        }
        let last = self.is_any(start, &["last", "final"]);
        let (n, next) = if last {
            (0, start + 1)
        } else {
            number_at(self.tokens, start, false).filter(|n| n.ordinal).map(|n| (n.value as i64, n.end))?
        };
        let hyphened = self.hyphen(next) > next;
        let next = self.hyphen(next);
        // "a third-quarter loss": the article belongs to the loss.
        if hyphened && start > at && led.is_none() {
            return None;
        }
        match self.word(next).unit.map(|(u, _)| u) {
            Some(Unit::Quarter) if (1..=4).contains(&n) => {
                let year = led.map(|l| l.0).or(ago.then(|| self.now().map_or(0, |d| d.year() - 1)));
                self.quarter(at, n as i8, year, next + 1)
            }
            Some(Unit::Century) if (1..=30).contains(&n) => Some(Found::new(next + 1, When::century(n as i16))),
            Some(u @ (Unit::Week | Unit::Day | Unit::Month)) if self.is(next + 1, "of") => self.nth_of(n, u, next + 2),
            None if self.is(next, "half") && n <= 2 && self.is(next + 1, "of") => {
                let f = self
                    .edge_of(next + 2, true)
                    .filter(|f| matches!(f.when.precision, Precision::Year | Precision::Decade | Precision::Month))?;
                let (from, _) = f.when.range?;
                let half = When::half(from.year(), if n == 1 { 1 } else { 2 });
                Some(Found::new(f.end, if f.when.precision == Precision::Year { half } else { f.when }))
            }
            _ => None,
        }
    }

    fn quarter(&self, at: usize, n: i8, year: Option<i16>, end: usize) -> Option<Found> {
        let dash = self.mark(end) == Some('-') && self.tokens[end].glued;
        let of = end + usize::from(self.is(end, "of") || self.mark(end) == Some(',') || dash);
        let named = self.year_at(of).filter(|(y, _)| (1900..2100).contains(y));
        let said = named.or_else(|| {
            self.which_unit(of)
                .or_else(|| self.the_unit(of))
                .filter(|f| f.when.precision == Precision::Year)
                .and_then(|f| Some((f.when.range?.0.year(), f.end)))
        });
        if let Some((y, e)) = said {
            return Some(Found::new(e, When::quarter(y, n)));
        }
        let year = match year {
            Some(y) => y,
            None => {
                let y = self.now()?.year();
                let starts = [y - 1, y, y + 1].map(|y| Date::new(y, (n - 1) * 3 + 1, 1).ok());
                self.nearest(starts.into_iter().flatten(), at)?.year()
            }
        };
        Some(Found::new(end, When::quarter(year, n)))
    }

    /// "the first week of 2021", "the last week of August".
    fn nth_of(&self, n: i64, unit: Unit, at: usize) -> Option<Found> {
        let f = self.edge_of(at, true)?;
        let (from, to) = f.when.range.filter(|(a, b)| a < b)?;
        let (day, steps) = if n == 0 {
            (super::relative::whole_unit(to, unit, false)?.0, 0)
        } else {
            (super::relative::whole_unit(from, unit, true)?.0, n - 1)
        };
        Some(Found::new(f.end, step(day, unit, steps)?))
    }

    /// "the summer of 2019", "summer 2019", "last spring", "the winter".
    fn season(&self, at: usize) -> Option<Found> {
        let start = self.article(at);
        let code = self.word(start).season?;
        let end = start + 1;
        if let Some((y, e)) = self.year_after(end).filter(|_| !self.is(end, "in")) {
            return Some(Found::new(e, When::season(y, code)));
        }
        let led = start > at || self.before(at).at || self.before(at).edge.is_some();
        let loose = !led || self.is_any(at.wrapping_sub(1), &["to", "and", "or"]);
        let verb = loose && matches!(code, "FA" | "SP");
        let name = self.capital(end) || self.capital(start) && start > 0;
        let noun = self.tokens.get(start).is_some_and(|t| t.span.of(self.text).eq_ignore_ascii_case("fall"))
            && self.is_any(end, &["in", "of", "to", "from"]);
        if verb || name || noun || self.is(start.wrapping_sub(1), "a") {
            return None;
        }
        let y = self.now()?.year();
        let month = if code == "WI" {
            12
        } else if code == "SP" {
            3
        } else if code == "SU" {
            6
        } else {
            9
        };
        let starts = [y - 1, y, y + 1].map(|y| Date::new(y, month, 1).ok());
        let year = self.nearest(starts.into_iter().flatten(), at)?.year();
        Some(Found::new(end, When::season(year, code)))
    }

    /// "fiscal 1990", "fiscal year 2024", "FY2024", "the 2023-24 fiscal year".
    fn fiscal(&self, at: usize) -> Option<Found> {
        let start = self.article(at);
        if let Some((y, e)) = self.year_at(start)
            && self.mark(e) == Some('-')
            && self.word(e + 2).fiscal
            && self.word(e + 3).unit.is_some()
        {
            return Some(Found::new(e + 4, When::years(y, y + 1)));
        }
        if !self.word(start).fiscal || (self.is_any(start, &["school", "academic", "calendar"]) && !self.is(start + 1, "year")) {
            return None;
        }
        if let Some(f) = self.school_year(start) {
            return Some(f);
        }
        let year = start + 1 + usize::from(self.is(start + 1, "year"));
        if let Some((y, e)) = self.year_at(year).or_else(|| self.short_year(year)) {
            return Some(Found::new(e, When::year(y)));
        }
        let y = self.now()?.year();
        (start > at && self.is(start + 1, "year")).then(|| Found::new(start + 2, When::year(y)))
    }

    /// "school year 2008", "SY18": when it begins and ends differs from place to place, so no days are given.
    fn school_year(&self, at: usize) -> Option<Found> {
        let short = self.is(at, "SY");
        let long = self.is_any(at, &["school", "academic"]) && self.is(at + 1, "year");
        let next = at + 1 + usize::from(long);
        let year = (short || long).then(|| self.year_at(next).or_else(|| self.short_year(next))).flatten();
        let led = self.before(at).which.is_some();
        let (value, end) = match year {
            Some((y, end)) => (format!("SY{y}"), end),
            None if long && led => ("SYXXXX".to_owned(), next),
            None => return None,
        };
        Some(Found::new(end, When::vague(&value)))
    }

    fn short_year(&self, at: usize) -> Option<(i16, usize)> {
        let quote = usize::from(self.mark(at).is_some_and(|m| "'’".contains(m)));
        let t: &Token = self.tokens.get(at + quote)?;
        matches!(t.shape, Shape::Number { digits: 2, plain: true, .. })
            .then(|| (2000 + t.whole().map_or(0, |w| w.0 as i16), at + quote + 1))
    }

    /// "year-end", "year's end", "month's end".
    fn year_end(&self, at: usize) -> Option<Found> {
        let (unit, false) = self.word(at).unit? else { return None };
        if !matches!(unit, Unit::Year | Unit::Month) {
            return None;
        }
        let mut next = self.hyphen(at + 1);
        if self.mark(next).is_some_and(|m| "'’".contains(m)) && self.is(next + 1, "s") {
            next += 2;
        }
        (self.is(next, "end") && (next > at + 1 || self.before(at).at)).then_some(())?;
        Some(Found::new(next + 1, step(self.then()?, unit, 0)?.narrowed(Edge::End)))
    }
}
