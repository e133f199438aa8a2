//! Times of day and their zones.

use super::Parts;
use super::scan::{Token, mark, number, word};

/// A time of day.
#[derive(Debug, Clone, Default)]
pub(super) struct Time {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: Option<u32>,
    /// The digits after the point of the seconds, as written.
    pub(super) fraction: Option<(usize, usize)>,
    /// `Z` or an offset.
    pub(super) zone: String,
}

/// Adds a clock time that follows the date, or that stands just before it.
pub(super) fn with_time(tokens: &[Token], start: usize, mut date: Parts, next: usize) -> (Parts, usize, usize) {
    if date.day.is_none() || date.time.is_some() {
        return (date, start, next);
    }
    if let Some((time, after)) = (next..=next + 3).take_while(|&t| filler(tokens, next, t)).find_map(|t| time_at(tokens, t)) {
        date.time = Some(time);
        return (date, start, after);
    }
    for from in start.saturating_sub(10)..start {
        let before = time_at(tokens, from).filter(|(_, after)| *after <= start && filler(tokens, *after, start));
        if let Some((time, _)) = before {
            date.time = Some(time);
            return (date, from, next);
        }
    }
    (date, start, next)
}

/// Whether all that stands between two tokens is what stands between a date and its time.
fn filler(tokens: &[Token], from: usize, to: usize) -> bool {
    const WORDS: [&str; 11] = ["t", "at", "on", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "of"];
    to - from <= 3
        && tokens.get(from..to).is_some_and(|between| {
            between.iter().all(|token| match token.word() {
                Some(word) => WORDS.contains(&word) || word.ends_with("day"),
                None => token.mark().is_some_and(|m| ",-–—|·•.(@".contains(m)),
            })
        })
}

/// `11:45`, `11:45:48.79 +0000`, `3.30pm ET`, `3 p.m. GMT`.
pub(super) fn time_at(tokens: &[Token], at: usize) -> Option<(Time, usize)> {
    let hour = number(tokens, at, 1..=2)?;
    let colon = mark(tokens, at + 1, ":");
    let minute = (colon || mark(tokens, at + 1, ".h")).then(|| number(tokens, at + 2, 2..=2)).flatten();
    let mut next = if minute.is_some() { at + 3 } else { at + 1 };
    let mut time = clock(hour, minute.unwrap_or(0))?;
    if minute.is_some() && mark(tokens, next, ":") {
        time.second = Some(number(tokens, next + 1, 2..=2).filter(|s| *s <= 60)?);
        next += 2;
        if mark(tokens, next, ".") && number(tokens, next + 1, 1..=9).is_some() {
            time.fraction = Some((tokens[next + 1].start, tokens[next + 1].end));
            next += 2;
        }
    }
    let half = half_of_day(tokens, next);
    if let Some((afternoon, after)) = half {
        time.hour = time.hour % 12 + if afternoon { 12 } else { 0 };
        next = after;
    } else if !colon {
        return None;
    }
    let (zone, after) = zone_at(tokens, next);
    time.zone = zone;
    Some((time, after))
}

pub(super) fn clock(hour: u32, minute: u32) -> Option<Time> {
    (hour < 24 && minute < 60).then(|| Time { hour, minute, ..Time::default() })
}

/// `am`, `p.m.`: whether it is the afternoon, and the token after it.
fn half_of_day(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    match word(tokens, at)? {
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
        half @ ("a" | "p") if mark(tokens, at + 1, ".") && word(tokens, at + 2) == Some("m") => {
            Some((half == "p", at + 3 + usize::from(mark(tokens, at + 3, "."))))
        }
        _ => None,
    }
}

/// The zones whose letters mean one offset to every news reader; `CST` and `IST` do not.
fn zone_at(tokens: &[Token], at: usize) -> (String, usize) {
    let skip = usize::from(mark(tokens, at, "("));
    let named = word(tokens, at + skip).and_then(|zone| {
        Some(match zone {
            "z" | "gmt" | "utc" | "ut" => "Z",
            "bst" | "cet" | "wat" => "+01:00",
            "cest" | "sast" | "eet" => "+02:00",
            "eest" | "msk" | "eat" => "+03:00",
            "hkt" | "sgt" => "+08:00",
            "jst" | "kst" => "+09:00",
            "aest" => "+10:00",
            "aedt" => "+11:00",
            "edt" => "-04:00",
            "est" | "cdt" => "-05:00",
            "mdt" => "-06:00",
            "pdt" => "-07:00",
            "pst" => "-08:00",
            _ => return None,
        })
    });
    match named {
        Some(zone) => (zone.to_owned(), at + skip + 1 + usize::from(skip > 0 && mark(tokens, at + skip + 1, ")"))),
        None => offset_at(tokens, at).unwrap_or((String::new(), at)),
    }
}

/// `+0200`, `+02:00`, `-5`.
fn offset_at(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let sign = tokens.get(at)?.mark().filter(|m| "+-".contains(*m))?;
    let digits = tokens.get(at + 1).filter(|t| t.start == tokens[at].end)?.digits()?;
    let (hours, minutes, next) = match digits.len() {
        4 => (&digits[..2], &digits[2..], at + 2),
        2 if mark(tokens, at + 2, ":") => (digits, tokens.get(at + 3)?.digits().filter(|d| d.len() == 2)?, at + 4),
        2 => (digits, "00", at + 2),
        _ => return None,
    };
    Some((format!("{sign}{hours}:{minutes}"), next))
}
