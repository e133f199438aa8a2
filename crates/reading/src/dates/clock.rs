//! Times of day.

use super::parser::{Found, Parser};
use super::value::When;
use crate::amounts::number::{NumberWord, number_word};
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
            None => When::time(&time),
        };
        Some(Found::new(end, when))
    }

    pub(crate) fn time_of_day(&self, at: usize) -> Option<(String, usize)> {
        if let Some(hour) = self.word(at).noon {
            return Some((format!("{hour:02}:00"), at + 1));
        }
        if let Some((hour, minute, end)) = self.spoken(at) {
            let half = self.half(end);
            let hour = half.and_then(|(pm, _)| pm).map_or(hour, |pm| hour % 12 + if pm { 12 } else { 0 });
            let end = half.map_or(end, |(_, end)| end);
            return Some((format!("{hour:02}:{minute:02}"), end));
        }
        let token = self.tokens.get(at)?;
        if token.glued && at > 0 && self.mark(at - 1).is_none_or(|m| "~_&=".contains(m)) {
            return None;
        }
        let (hour, minute, end, clear) = self.hour(at)?;
        let (hour, end, said) = match self.half(end) {
            Some((pm, end)) if hour <= 12 => (pm.map_or(hour, |pm| hour % 12 + if pm { 12 } else { 0 }), end, true),
            _ => self.hour_words(hour, end),
        };
        let whole = said || clear || self.word(end).zone || (hour < 13 && self.bare_hour(at, end));
        whole.then(|| (format!("{hour:02}:{minute:02}"), end))
    }

    /// "a.m.", "pm", "p . m .", the "p" of "7p", the "ampm" of "7ampm": whether it is after noon, where that is said.
    pub(crate) fn half(&self, at: usize) -> Option<(Option<bool>, usize)> {
        let at = at + usize::from(self.mark(at) == Some('.') && self.tokens[at].glued && self.tokens.get(at + 1).is_some_and(|t| t.glued));
        let free = |i: usize| !self.tokens.get(i).is_some_and(|t| t.glued && t.mark().is_none());
        if let Some(pm) = self.word(at).half {
            return free(at + 1).then_some((Some(pm), at + 1));
        }
        if self.is(at, "ampm") {
            return Some((None, at + 1));
        }
        let pm = self.word(at).half_letter?;
        let m = at + 1 + usize::from(self.mark(at + 1) == Some('.'));
        if self.is(m, "m") && free(m + 1) {
            return Some((Some(pm), m + 1 + usize::from(m > at + 1 && self.mark(m + 1) == Some('.'))));
        }
        let letter = self.tokens[at].glued && free(at + 1) && self.tokens[at].span.len() == 1;
        letter.then_some((Some(pm), at + 1))
    }

    /// The "6" of "next month at 6.": a number after "at" that closes what a date began.
    fn bare_hour(&self, at: usize, end: usize) -> bool {
        let led = at > 1 && self.last_end == at - 1 && self.is_any(at - 1, &["at", "around"]);
        led && self.tokens.get(end).is_none_or(|t| t.mark().is_some_and(|m| ".?!,;".contains(m)))
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
            if matches!(digits, 3 | 4) && h / 100 < 24 && h % 100 < 60 {
                let hours = self.is(at + 1, "hours") && token.span.of(self.text).starts_with('0');
                let said = digits == 4 && self.word(at + 1).zone || hours || (h / 100 < 13 && self.half(at + 1).is_some());
                let whole = said || digits == 4 && self.watch(at);
                return whole.then_some((h / 100, h % 100, at + 1, hours || digits == 4 && self.watch(at)));
            }
            let ish = usize::from(self.is(at + 1, "ish") && self.tokens[at + 1].glued);
            return (h < 25 && digits <= 2).then_some((h, 0, at + 1 + ish, ish == 1));
        }
        if let Some(NumberWord::Ones(h)) = number_word(token) {
            let hour = (1.0..13.0).contains(&h)
                && (self.word(at + 1).half.is_some()
                    || self.half(at + 1).is_some_and(|(_, e)| e > at + 2)
                    || self.clock_word(at + 1) > at + 1);
            return hour.then_some((h as u32, 0, at + 1, false));
        }
        // "3.30 p.m.": the scanner read a decimal.
        let (h, m) = token.span.of(self.text).split_once('.')?;
        let (h, m): (u32, u32) = (h.parse().ok()?, if m.len() == 2 { m.parse().ok()? } else { return None });
        (h < 13 && m < 60 && self.half(at + 1).is_some()).then_some((h, m, at + 1, false))
    }

    /// "0730-0930" after "from" or "between": four figures each, the first with a nought in front.
    fn watch(&self, at: usize) -> bool {
        let time = |i: usize| self.whole(i).is_some_and(|(h, digits)| digits == 4 && h / 100 < 24 && h % 100 < 60);
        let dash = |i: usize| self.mark(i).is_some_and(|m| "-–".contains(m));
        let nought = |i: usize| self.tokens[i].span.of(self.text).starts_with('0');
        let led = |i: usize| i > 0 && self.is_any(i - 1, &["between", "from", "at"]);
        let first = dash(at + 1) && time(at + 2) && led(at) && nought(at);
        first || (at > 1 && dash(at - 1) && time(at - 2) && led(at - 2) && nought(at - 2))
    }

    /// Past "o'clock".
    pub(crate) fn clock_word(&self, at: usize) -> usize {
        if self.is(at, "oclock") {
            at + 1
        } else if self.is(at, "o") && self.is(at + 2, "clock") {
            at + 3
        } else {
            at
        }
    }

    /// "o'clock", "in the morning".
    fn hour_words(&self, hour: u32, end: usize) -> (u32, usize, bool) {
        let said = self.clock_word(end) > end;
        let end = self.clock_word(end);
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
