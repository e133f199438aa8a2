//! Times of day.

use super::parser::{Found, Parser};
use super::value::When;
use super::{Kind, Precision};
use crate::amounts::scan::Token;

impl Parser<'_> {
    /// "10 p.m. Wednesday", "10:35 a.m.", "noon", "4 in the morning", "1430 GMT".
    pub(crate) fn clock(&self, at: usize) -> Option<Found> {
        let at = super::words::about(self.tokens, at).filter(|n| *n == at + 1).unwrap_or(at);
        let (time, end) = self.time_of_day(at)?;
        let end = self.zone(end);
        let comma = usize::from(self.mark(end) == Some(','));
        let on = usize::from(self.is(end + comma, "on"));
        let day = self.absolute(end + comma + on).or_else(|| self.relative_day(end + comma + on));
        let day = day.filter(|f| f.when.range.is_some_and(|(a, b)| a == b));
        if let Some(f) = day {
            return Some(Found::new(f.end, f.when.at(&time)));
        }
        let when = match self.then() {
            Some(day) => When::day(day).at(&time),
            None => When { kind: Kind::Time, value: format!("T{time}"), range: None, precision: Precision::Time },
        };
        Some(Found::new(end, when))
    }

    fn time_of_day(&self, at: usize) -> Option<(String, usize)> {
        if let Some(hour) = self.word(at).noon {
            return Some((format!("{hour:02}:00"), at + 1));
        }
        let token = self.tokens.get(at)?;
        if token.glued && self.mark(at.wrapping_sub(1)).is_none() {
            return None;
        }
        let (hour, minute, end, clear) = self.hour(at)?;
        let (hour, end, said) = match self.word(end).half {
            Some(pm) if hour <= 12 => (hour % 12 + if pm { 12 } else { 0 }, end + 1, true),
            _ => self.hour_words(hour, end),
        };
        (said || clear || self.word(end).zone).then(|| (format!("{hour:02}:{minute:02}"), end))
    }

    /// Hour, minute, the token after them, and whether the figures alone are a time.
    fn hour(&self, at: usize) -> Option<(u32, u32, usize, bool)> {
        let token = &self.tokens[at];
        let small = |i: usize| self.tokens.get(i).filter(|t| t.glued).and_then(Token::whole);
        if let Some((h, digits)) = token.whole() {
            if digits <= 2 && self.mark(at + 1) == Some(':') && self.tokens[at + 1].glued {
                let (m, _) = small(at + 2).filter(|(m, d)| *m < 60 && *d == 2)?;
                return (h < 25).then_some((h, m, at + 3, true));
            }
            if digits == 4 && h / 100 < 24 && h % 100 < 60 {
                let hours = self.is(at + 1, "hours") && self.tokens[at].span.of(self.text).starts_with('0');
                return (self.word(at + 1).zone || hours).then_some((h / 100, h % 100, at + 1, false));
            }
            return (h < 25 && digits <= 2).then_some((h, 0, at + 1, false));
        }
        // "3.30 p.m.": the scanner read a decimal.
        let (h, m) = token.span.of(self.text).split_once('.')?;
        let (h, m): (u32, u32) = (h.parse().ok()?, if m.len() == 2 { m.parse().ok()? } else { return None });
        (h < 13 && m < 60 && self.word(at + 1).half.is_some()).then_some((h, m, at + 1, false))
    }

    /// "o'clock", "in the morning".
    fn hour_words(&self, hour: u32, end: usize) -> (u32, usize, bool) {
        let mut end = end;
        let mut said = false;
        if self.is(end, "o") && self.is(end + 2, "clock") {
            end += 3;
            said = true;
        }
        let the = usize::from(self.is(end + 1, "the"));
        if (self.is(end, "in") || self.is(end, "at"))
            && let Some(part) = self.word(end + 1 + the).part.filter(|p| the == 1 || *p == "NI")
        {
            let late = matches!(part, "AF" | "EV" | "NI") && hour < 12 && hour > 0;
            return (if late { hour + 12 } else { hour }, end + 2 + the, hour <= 12);
        }
        (hour, end, said)
    }

    fn zone(&self, at: usize) -> usize {
        if self.word(at).zone && self.capital(at) {
            return at + 1;
        }
        if self.is(at, "local") && self.is(at + 1, "time") { at + 2 } else { at }
    }
}
