//! Times of day in words: "half past seven", "10 past 9", "from three thirty to four thirty"; parts of the day; meals.

use super::parser::{Found, Parser};
use super::value::{When, plus};
use super::words::{Edge, Unit, Which};
use super::{Kind, Precision};
use crate::amounts::number::{NumberWord, number_at, number_word};
use jiff::ToSpan;

impl Parser<'_> {
    /// Hour, minute and the token after a time in words.
    pub(crate) fn spoken(&self, at: usize) -> Option<(u32, u32, usize)> {
        self.past_or_to(at).or_else(|| self.hour_and_minutes(at))
    }

    /// An hour from one to twelve, in figures or words.
    fn small_hour(&self, at: usize) -> Option<u32> {
        if let Some((h, 1..=2)) = self.whole(at) {
            return (1..=12).contains(&h).then_some(h);
        }
        match number_word(self.tokens.get(at)?)? {
            NumberWord::Ones(h) if (1.0..13.0).contains(&h) => Some(h as u32),
            _ => None,
        }
    }

    /// "half past seven", "a quarter to five", "10 past 9", "twenty minutes to six".
    fn past_or_to(&self, at: usize) -> Option<(u32, u32, usize)> {
        let start = at + usize::from(self.is(at, "a"));
        let (minutes, next, firm) = if self.is(start, "half") {
            (30, start + 1, true)
        } else if self.is(start, "quarter") {
            (15, start + 1, true)
        } else {
            let n =
                number_at(self.tokens, start, false).filter(|n| !n.ordinal && (1.0..30.0).contains(&n.value) && n.value.fract() == 0.0)?;
            let said = self.word(n.end).unit.is_some_and(|(u, _)| u == Unit::Minute);
            (n.value as u32, n.end + usize::from(said), said)
        };
        let to = self.is(next, "to");
        if !to && !self.is(next, "past") || to && minutes == 30 {
            return None;
        }
        let hour = self.small_hour(next + 1)?;
        let end = self.clock_word(next + 2);
        let clock = end > next + 2;
        // "won 10 to 9", "a quarter to five percent": numbers, not times.
        if !(clock || self.closes(end) && (firm || !to)) {
            return None;
        }
        Some(if to { ((hour + 10) % 12 + 1, 60 - minutes, end) } else { (hour, minutes, end) })
    }

    /// "three thirty" after a preposition of time, "seven thirty pm".
    fn hour_and_minutes(&self, at: usize) -> Option<(u32, u32, usize)> {
        let Some(NumberWord::Ones(hour)) = self.tokens.get(at).and_then(number_word).filter(|w| *w != NumberWord::Ones(0.0)) else {
            return None;
        };
        let led = self.is_any(at.wrapping_sub(1), &["at", "from", "to", "until", "till", "by"]);
        if hour > 12.0 {
            return None;
        }
        let minutes = number_at(self.tokens, at + 1, false).filter(|n| !n.ordinal && !n.digits && n.value.fract() == 0.0)?;
        let known = (10.0..60.0).contains(&minutes.value) && (led && self.closes(minutes.end) || self.half(minutes.end).is_some());
        known.then_some((hour as u32, minutes.value as u32, minutes.end))
    }

    /// "this morning", "the evening of May 3", "late afternoon", "at lunch", "three morning sessions".
    pub(crate) fn part_of_day(&self, at: usize) -> Option<Found> {
        let start = self.definite(at);
        if let Some(which) = self.word(start).which {
            let part = self.word(start + 1).part?;
            let base = match which {
                Which::Last => plus(self.now()?, (-1).days())?,
                Which::This => self.now()?,
                Which::Next | Which::Following => plus(self.then()?, 1.days())?,
                Which::That | Which::Same => self.then()?,
                Which::Previous => plus(self.then()?, (-1).days())?,
                _ => return None,
            };
            return Some(Found::new(start + 2, When::day(base).at(part)));
        }
        self.the_part(at).or_else(|| self.edge_of_day(at)).or_else(|| self.loose_part(at)).or_else(|| self.meal(at))
    }

    /// "the evening of May 3", "in the morning".
    fn the_part(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let start = at + the;
        let part = self.word(start).part?;
        if the == 1
            && self.is(start + 1, "of")
            && let Some(f) =
                self.absolute(start + 2).or_else(|| self.weekday(start + 2)).filter(|f| f.when.range.is_some_and(|(a, b)| a == b))
        {
            return Some(Found::new(f.end, f.when.at(part)));
        }
        let stands = self.is_any(at.wrapping_sub(1), &["in", "during"]);
        (stands && (the == 1 || self.closes(start + 1))).then_some(Found::new(start + 1, When::day(self.then()?).at(part)))
    }

    /// "late afternoon", "early in the morning".
    fn edge_of_day(&self, at: usize) -> Option<Found> {
        let start = self.article(at);
        let edge = self.word(start).edge.filter(|e| matches!(e, Edge::Early | Edge::Late | Edge::Mid))?;
        let next = self.hyphen(start + 1);
        let next = next + if self.is(next, "in") && self.is(next + 1, "the") { 2 } else { 0 };
        let part = self.word(next).part?;
        let comparative = edge != Edge::Mid && self.is_any(start, &["earlier", "later"]);
        if comparative {
            return None;
        }
        let next = next + usize::from(self.is(next + 1, "hours"));
        let of = usize::from(self.is_any(next + 1, &["of", "on"]));
        let day = self
            .plain_day(next + 1 + of)
            .or_else(|| self.weekday(next + 1 + of))
            .or_else(|| self.absolute(next + 1 + of))
            .filter(|f| f.when.kind == Kind::Date && f.when.precision == Precision::Day);
        Some(day.map_or(Found::new(next + 1, When::day(self.then()?).at(part)), |f| Found::new(f.end, f.when.at(part))))
    }

    /// The "morning" of "one morning", "both morning sessions": on no day in particular.
    fn loose_part(&self, at: usize) -> Option<Found> {
        let part = self.word(at).part?;
        let before = at.checked_sub(1)?;
        let counted = self.whole(before).is_some() || matches!(number_word(&self.tokens[before]), Some(NumberWord::Ones(_)));
        counted.then(|| Found::new(at + 1, When::time(part)))
    }

    /// "lunchtime"; "dinner" after "at", "before", "after", "around".
    fn meal(&self, at: usize) -> Option<Found> {
        let (part, time) = self.word(at).meal?;
        let led = self.is_any(at.wrapping_sub(1), &["at", "before", "after", "around"]);
        (time || led && self.closes(at + 1)).then(|| Found::new(at + 1, When::time(part)))
    }
}
