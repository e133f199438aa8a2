//! Dates of publication, brought to ISO 8601.
//!
//! The date lines of news pages, HTTP and feed headers, JSON values and archive stamps ("26-FEB-1987 15:01:01.79") are
//! read by one small grammar over numbers, words and marks. A date stays as precise as it was written. Where 4/5/2023
//! could be April or May, only the year is sure, and only the year is given.

mod clock;
mod scan;

use clock::{Time, clock, time_at, with_time};
use jiff::civil;
use scan::{Token, mark, number, scan, word};

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// The date in ISO 8601, as precise as it was written.
    pub iso: String,
    /// Where it starts, in bytes.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// The date that a whole string such as a metadata value gives.
///
/// ```
/// assert_eq!(chancery_text::iso_date("26-FEB-1987 15:01:01.79").as_deref(), Some("1987-02-26T15:01:01.79"));
/// assert_eq!(chancery_text::iso_date("May 2023").as_deref(), Some("2023-05"));
/// assert_eq!(chancery_text::iso_date("Fri, 26 May 2023 11:45:48 GMT").as_deref(), Some("2023-05-26T11:45:48Z"));
/// assert_eq!(chancery_text::iso_date("soon"), None);
/// ```
#[must_use]
pub fn iso_date(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    find_date(text).map(|found| found.iso).or_else(|| epoch(text)).or_else(|| bare_year(text))
}

/// The first date with at least year and month in a line of text.
#[must_use]
pub fn find_date(text: &str) -> Option<FoundDate> {
    let tokens = scan(text);
    (0..tokens.len()).find_map(|at| {
        let (date, next) = date_at(&tokens, at)?;
        let (date, start, next) = with_time(&tokens, at, date, next);
        Some(FoundDate { iso: date.iso(text), start: tokens[start].start, end: tokens[next - 1].end })
    })
}

/// Seconds or milliseconds since 1970, as databases keep them.
fn epoch(text: &str) -> Option<String> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    Some(jiff::Timestamp::from_second(seconds).ok()?.to_string())
}

fn bare_year(text: &str) -> Option<String> {
    let year: u32 = text.parse().ok()?;
    (1800..2200).contains(&year).then(|| text.to_owned())
}

#[derive(Debug, Clone, Default)]
struct Parts {
    year: u32,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<Time>,
}

impl Parts {
    fn day(year: u32, month: u32, day: u32) -> Option<Self> {
        civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        (1500..2200).contains(&year).then_some(Self { year, month: Some(month), day: Some(day), time: None })
    }

    fn month(year: u32, month: u32) -> Option<Self> {
        (1500..2200).contains(&year).then_some(Self { year, month: Some(month), ..Self::default() })
    }

    fn iso(&self, text: &str) -> String {
        let (Some(month), Some(day)) = (self.month, self.day) else {
            return self.month.map_or_else(|| self.year.to_string(), |month| format!("{}-{month:02}", self.year));
        };
        let mut iso = format!("{}-{month:02}-{day:02}", self.year);
        if let Some(time) = &self.time {
            iso += &format!("T{:02}:{:02}", time.hour, time.minute);
            if let Some(second) = time.second {
                iso += &format!(":{second:02}");
            }
            if let Some((start, end)) = time.fraction {
                iso.push('.');
                iso += &text[start..end];
            }
            iso += &time.zone;
        }
        iso
    }
}

/// A date that starts at token `at`, and the token after it.
fn date_at(tokens: &[Token], at: usize) -> Option<(Parts, usize)> {
    // A number glued to a word or a longer number is a code, not a date.
    let glued = at > 0 && tokens[at - 1].end == tokens[at].start && !tokens[at - 1].is_mark();
    if glued {
        return None;
    }
    year_first(tokens, at)
        .or_else(|| compact(tokens, at))
        .or_else(|| day_first(tokens, at))
        .or_else(|| month_first(tokens, at))
        .or_else(|| slashed(tokens, at))
}

/// `2023-05-26`, `2023/05/26`, `2023-05`.
fn year_first(tokens: &[Token], at: usize) -> Option<(Parts, usize)> {
    let year = number(tokens, at, 4..=4)?;
    let mark = tokens.get(at + 1)?.mark().filter(|m| "-/.".contains(*m))?;
    let month = number(tokens, at + 2, 1..=2)?;
    let day = (tokens.get(at + 3).and_then(Token::mark) == Some(mark)).then(|| number(tokens, at + 4, 1..=2)).flatten();
    match day {
        Some(day) => Some((Parts::day(year, month, day)?, at + 5)),
        None if mark == '-' && (1..=12).contains(&month) => Some((Parts::month(year, month)?, at + 3)),
        None => None,
    }
}

/// `20230526` and `20230526114548`.
fn compact(tokens: &[Token], at: usize) -> Option<(Parts, usize)> {
    let token = tokens.get(at)?;
    let digits = token.digits().filter(|d| d.len() == 8 || d.len() == 14)?;
    let part = |range: std::ops::Range<usize>| digits[range].parse::<u32>().ok();
    let mut date = Parts::day(part(0..4)?, part(4..6)?, part(6..8)?)?;
    if digits.len() == 14 {
        let (hour, minute, second) = (part(8..10)?, part(10..12)?, part(12..14)?);
        date.time = clock(hour, minute).map(|time| Time { second: Some(second), ..time });
    }
    Some((date, at + 1))
}

/// `26 May 2023`, `26th of May, 2023`, `26-FEB-1987`, `26-Feb-87`.
fn day_first(tokens: &[Token], at: usize) -> Option<(Parts, usize)> {
    let day = number(tokens, at, 1..=2)?;
    let mut next = at + 1;
    next += usize::from(word(tokens, next).is_some_and(|w| matches!(w, "st" | "nd" | "rd" | "th")));
    let dashed = mark(tokens, next, "-/");
    next += usize::from(dashed) + usize::from(word(tokens, next) == Some("of"));
    let month = month_name(word(tokens, next)?)?;
    next += 1;
    next += usize::from(mark(tokens, next, ".,-/"));
    let year = match number(tokens, next, 4..=4) {
        Some(year) => year,
        None if dashed => century(number(tokens, next, 2..=2)?),
        None => return None,
    };
    Some((Parts::day(year, month, day)?, next + 1))
}

/// `May 26, 2023`, `May 26th 2023`, `May 2023`, `May 26 11:45:48 +0000 2023`.
fn month_first(tokens: &[Token], at: usize) -> Option<(Parts, usize)> {
    let month = month_name(word(tokens, at)?)?;
    let mut next = at + 1;
    next += usize::from(mark(tokens, next, ".,"));
    if let Some(year) = number(tokens, next, 4..=4) {
        return Some((Parts::month(year, month)?, next + 1));
    }
    let day = number(tokens, next, 1..=2)?;
    next += 1;
    next += usize::from(word(tokens, next).is_some_and(|w| matches!(w, "st" | "nd" | "rd" | "th")));
    next += usize::from(mark(tokens, next, ",."));
    if let Some(year) = number(tokens, next, 4..=4).filter(|_| !mark(tokens, next + 1, ":")) {
        return Some((Parts::day(year, month, day)?, next + 1));
    }
    let (time, after) = time_at(tokens, next)?;
    let mut date = Parts::day(number(tokens, after, 4..=4)?, month, day)?;
    date.time = Some(time);
    Some((date, after + 1))
}

/// `26/05/2023`, `5/26/23`: read where one of the numbers can be no month.
fn slashed(tokens: &[Token], at: usize) -> Option<(Parts, usize)> {
    let first = number(tokens, at, 1..=2)?;
    let sign = tokens.get(at + 1)?.mark().filter(|m| "/.-".contains(*m))?;
    let second = number(tokens, at + 2, 1..=2)?;
    if tokens.get(at + 3)?.mark() != Some(sign) {
        return None;
    }
    let year = number(tokens, at + 4, 4..=4).or_else(|| number(tokens, at + 4, 2..=2).filter(|_| sign == '/').map(century))?;
    let date = match (first, second) {
        (13.., 1..=12) => Parts::day(year, second, first)?,
        (1..=12, 13..) => Parts::day(year, first, second)?,
        _ if first == second => Parts::day(year, first, first)?,
        (1..=12, 1..=12) => Parts { year, ..Parts::default() },
        _ => return None,
    };
    Some((date, at + 5))
}

fn century(year: u32) -> u32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

fn month_name(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let at = MONTHS.iter().position(|m| *m == word || (word.len() == 3 && m.starts_with(word)));
    at.map(|at| at as u32 + 1).or((word == "sept").then_some(9))
}

#[cfg(test)]
mod tests {
    use super::{find_date, iso_date};

    #[track_caller]
    fn reads(written: &str, iso: &str) {
        assert_eq!(iso_date(written).as_deref(), Some(iso), "{written}");
    }

    #[test]
    fn reads_machine_stamps() {
        reads("2023-05-26 11:45:48", "2023-05-26T11:45:48");
        reads("2023-05-26T11:45:48Z", "2023-05-26T11:45:48Z");
        reads("2023-05-26T11:45:48.123+02:00", "2023-05-26T11:45:48.123+02:00");
        reads("2024-04-26T15:24:04+0000", "2024-04-26T15:24:04+00:00");
        reads("20230526", "2023-05-26");
        reads("20230526114548", "2023-05-26T11:45:48");
        reads("2023/05/26", "2023-05-26");
        reads("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01.79");
        reads(" 1-APR-1987 11:36:11.38", "1987-04-01T11:36:11.38");
        reads("Fri, 26 May 2023 11:45:48 +0200", "2023-05-26T11:45:48+02:00");
        reads("Fri May 26 11:45:48 +0000 2023", "2023-05-26T11:45:48+00:00");
        reads("1685101548", "2023-05-26T11:45:48Z");
        reads("1685101548000", "2023-05-26T11:45:48Z");
        reads("1999", "1999");
    }

    #[test]
    fn reads_what_people_write() {
        reads("May 26, 2023", "2023-05-26");
        reads("Published: May 26th, 2023 at 10:30 p.m. EDT", "2023-05-26T22:30-04:00");
        reads("Friday 26 May 2023 12.30pm BST", "2023-05-26T12:30+01:00");
        reads("10:30 GMT, 26 May 2023", "2023-05-26T10:30Z");
        reads("Sept. 3, 2024", "2024-09-03");
        reads("26th of May 2023", "2023-05-26");
        reads("26/05/2023", "2023-05-26");
        reads("5/26/23", "2023-05-26");
        reads("May 2023", "2023-05");
    }

    #[test]
    fn says_no_more_than_it_knows() {
        reads("4/5/2023", "2023");
        reads("31 February 2023", "2023-02");
        for not in ["", "may", "version 2.0.14", "call 555-1234", "1-2-3", "99999999"] {
            assert_eq!(iso_date(not), None, "{not}");
        }
    }

    #[test]
    fn finds_the_date_in_a_line() {
        let line = "The Daily Sample 2023-05-26 11:45:48 | 3 min read";
        let found = find_date(line).unwrap();
        assert_eq!(&line[found.start..found.end], "2023-05-26 11:45:48");
    }
}
