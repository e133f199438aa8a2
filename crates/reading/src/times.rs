//! Date expressions in running text.

use crate::calendar::{self as cal, Days};
use crate::sent::Sent;
use crate::types::When;
use crate::when::Time;
use chancery_syntax::tree::Upos;
use chancery_text::Document;
use jiff::civil::Date;

/// All date expressions of an article. Without a date of publication only absolute ones can be read.
#[must_use]
pub fn read(document: &Document, sents: &[Sent<'_>]) -> Vec<Time> {
    let anchor = document.published.as_deref().and_then(anchor);
    let mut out = Vec::new();
    for s in sents {
        let mut i = 0;
        while i < s.len() {
            match (Finder { s, anchor }).at(i) {
                Some((last, days)) => {
                    out.push(time(s, i, last, days));
                    i = last + 1;
                }
                None => i += 1,
            }
        }
    }
    out
}

/// The first day an ISO date of any precision names.
fn anchor(published: &str) -> Option<Date> {
    let whole = match published.len() {
        4 => format!("{published}-01-01"),
        7 => format!("{published}-01"),
        _ => published.get(..10)?.to_owned(),
    };
    whole.parse().ok()
}

fn time(s: &Sent<'_>, first: usize, last: usize, days: Days) -> Time {
    let span = s.words_span(first, last);
    let when = When {
        start: days.start.to_string(),
        end: days.end.to_string(),
        precision: days.precision,
        text: Some(span.of(s.text).to_owned()),
    };
    Time { sentence: s.id, words: (first, last), span, when, dates_events: true }
}

struct Finder<'a, 't> {
    s: &'a Sent<'t>,
    anchor: Option<Date>,
}

/// Part of a period: "late February".
fn part(word: &str) -> Option<&'static str> {
    match word {
        "late" => Some("late"),
        "early" => Some("early"),
        "mid" | "mid-" | "middle" => Some("mid"),
        _ => None,
    }
}

fn small_number(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    WORDS.iter().position(|w| *w == word).map(|n| n as i64).or_else(|| word.parse().ok().filter(|n| (0..500).contains(n)))
}

fn unit(word: &str) -> Option<&str> {
    let unit = word.strip_suffix('s').unwrap_or(word);
    matches!(unit, "day" | "week" | "month" | "year" | "decade").then_some(unit)
}

impl Finder<'_, '_> {
    fn word(&self, i: usize) -> &str {
        if i < self.s.len() { self.s.lower(i) } else { "" }
    }

    fn at(&self, i: usize) -> Option<(usize, Days)> {
        let w = self.word(i);
        let first = w.as_bytes().first()?;
        if first.is_ascii_digit() {
            return self
                .iso(i)
                .or_else(|| self.day_first(i))
                .or_else(|| self.ago(i))
                .or_else(|| self.bare_year(i))
                .or_else(|| self.decade(i));
        }
        if !first.is_ascii_alphabetic() {
            return None;
        }
        self.relative_day(i)
            .or_else(|| self.part_of(i))
            .or_else(|| self.month_first(i))
            .or_else(|| self.last_next(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.ago(i))
    }

    fn year(&self, i: usize) -> Option<i16> {
        let w = self.word(i);
        (w.len() == 4).then(|| w.parse().ok()).flatten().filter(|y| (1500..2100).contains(y))
    }

    fn day_number(&self, i: usize) -> Option<i8> {
        let w = self.word(i).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &self.word(i)[w.len()..];
        w.parse().ok().filter(|d| (1..=31).contains(d) && matches!(suffix, "" | "st" | "nd" | "rd" | "th"))
    }

    fn month(&self, i: usize) -> Option<i8> {
        let capital = i < self.s.len() && self.s.form(i).starts_with(char::is_uppercase);
        capital.then(|| cal::month(self.word(i))).flatten()
    }

    fn iso(&self, i: usize) -> Option<(usize, Days)> {
        let form = self.s.form(i);
        if let Some(day) = form.get(..10).filter(|_| form.len() == 10).and_then(|f| f.parse().ok()) {
            return Some((i, cal::one(day)));
        }
        // The tokeniser may have parted 2023-05-24 at its hyphens.
        let parted = self.word(i + 1) == "-" && self.word(i + 3) == "-";
        let day = parted.then(|| format!("{}-{}-{}", self.word(i), self.word(i + 2), self.word(i + 4)).parse().ok()).flatten()?;
        Some((i + 4, cal::one(day)))
    }

    /// "24 May 2023".
    fn day_first(&self, i: usize) -> Option<(usize, Days)> {
        let day = self.day_number(i)?;
        let of = usize::from(self.word(i + 1) == "of");
        let month = self.month(i + 1 + of)?;
        let (last, year) = self.year_after(i + 1 + of, month)?;
        Some((last, cal::one(Date::new(year, month, day).ok()?)))
    }

    /// The year behind a month, printed or meant.
    fn year_after(&self, i: usize, month: i8) -> Option<(usize, i16)> {
        let comma = usize::from(self.word(i + 1) == ",");
        if let Some(year) = self.year(i + 1 + comma) {
            return Some((i + 1 + comma, year));
        }
        Some((i, cal::year_of_month(self.anchor?, month, self.ahead(i))))
    }

    /// "May 24, 2023", "May 18-19", "May 2023", "May".
    fn month_first(&self, i: usize) -> Option<(usize, Days)> {
        let month = self.month(i)?;
        if let Some(day) = self.day_number(i + 1).filter(|_| self.year(i + 1).is_none()) {
            let range = (matches!(self.word(i + 2), "-" | "–" | "to")).then(|| self.day_number(i + 3)).flatten().filter(|d| *d > day);
            let (last, year) = self.year_after(if range.is_some() { i + 3 } else { i + 1 }, month)?;
            let start = Date::new(year, month, day).ok()?;
            let end = range.and_then(|d| Date::new(year, month, d).ok()).unwrap_or(start);
            return Some((last, Days { start, end, precision: "day" }));
        }
        let (last, year) = match self.year(i + 1 + usize::from(self.word(i + 1) == "of")) {
            Some(year) => (i + 1 + usize::from(self.word(i + 1) == "of"), year),
            None => (i, cal::year_of_month(self.anchor?, month, self.ahead(i))),
        };
        // "May", "March" and "August" are also words and names: without year or preposition they are not dates.
        let sure = last > i
            || matches!(
                self.word(i.wrapping_sub(1)),
                "in" | "since" | "until" | "by" | "from" | "during" | "of" | "to" | "between" | "this" | "through" | "before" | "after"
            );
        let name = i + 1 < self.s.len() && self.s.upos(i + 1) == Upos::Propn && last == i;
        (sure && !name).then(|| cal::of_month(year, month, None)).flatten().map(|d| (last, d))
    }

    /// "late February", "early 2020", "late last year".
    fn part_of(&self, i: usize) -> Option<(usize, Days)> {
        let part = part(self.word(i))?;
        let mut at = i + 1;
        while matches!(self.word(at), "-" | "of" | "in" | "the") && at < i + 4 {
            at += 1;
        }
        if let Some(month) = self.month(at) {
            let (last, year) = match self.year(at + 1) {
                Some(year) => (at + 1, year),
                None => (at, cal::year_of_month(self.anchor?, month, self.ahead(at))),
            };
            return Some((last, cal::of_month(year, month, Some(part))?));
        }
        if let Some(year) = self.year(at) {
            return Some((at, cal::of_year(year, Some(part))?));
        }
        let step = step(self.word(at))?;
        let year = i64::from(self.anchor?.year()) + step;
        (self.word(at + 1) == "year").then(|| cal::of_year(i16::try_from(year).ok()?, Some(part))).flatten().map(|d| (at + 1, d))
    }

    fn relative_day(&self, i: usize) -> Option<(usize, Days)> {
        let shift = match self.word(i) {
            "today" | "tonight" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            _ => return None,
        };
        Some((i, cal::moved(self.anchor?, shift, "day")?))
    }

    /// "last week", "next month", "this year", "last September", "last Tuesday".
    fn last_next(&self, i: usize) -> Option<(usize, Days)> {
        let step = step(self.word(i))?;
        let anchor = self.anchor?;
        if let Some(month) = self.month(i + 1) {
            let passed = month < anchor.month();
            let year = match (step, passed) {
                (-1, true) | (0, _) => anchor.year(),
                (-1, false) => anchor.year() - 1,
                (_, true) => anchor.year() + 1,
                _ => anchor.year(),
            };
            return Some((i + 1, cal::of_month(year, month, None)?));
        }
        if let Some(day) = cal::weekday(self.word(i + 1)) {
            let found = match step {
                -1 => cal::nearest_weekday(anchor.yesterday().ok()?, day, false)?,
                0 => cal::nearest_weekday(anchor, day, self.ahead(i))?,
                _ => cal::nearest_weekday(anchor.tomorrow().ok()?, day, true)?,
            };
            return Some((i + 1, cal::one(found)));
        }
        match self.word(i + 1) {
            "week" => Some((i + 1, cal::week(anchor, step)?)),
            "night" | "evening" if step == -1 => Some((i + 1, cal::moved(anchor, -1, "day")?)),
            "month" => Some((i + 1, cal::moved(anchor.first_of_month(), step, "month")?)),
            "year" => Some((i + 1, cal::moved(anchor, step, "year")?)),
            _ => None,
        }
    }

    fn weekday(&self, i: usize) -> Option<(usize, Days)> {
        let day = cal::weekday(self.word(i))?;
        // "Friday, May 24": the month says it better.
        if let Some((last, days)) = (self.word(i + 1) == ",").then(|| self.month_first(i + 2)).flatten() {
            return Some((last, days));
        }
        Some((i, cal::one(cal::nearest_weekday(self.anchor?, day, self.ahead(i))?)))
    }

    /// "two days ago", "a week earlier", "10 years later".
    fn ago(&self, i: usize) -> Option<(usize, Days)> {
        let count = small_number(self.word(i))?;
        let unit = unit(self.word(i + 1))?;
        let back = match self.word(i + 2) {
            "ago" | "earlier" => -1,
            "later" => return None,
            _ => return None,
        };
        Some((i + 2, cal::moved(self.anchor?, back * count, unit)?))
    }

    /// "in 2004": a bare year where a preposition or a bracket says so, and no noun is counted.
    fn bare_year(&self, i: usize) -> Option<(usize, Days)> {
        let year = self.year(i)?;
        let before = self.word(i.wrapping_sub(1));
        let introduced = i > 0
            && matches!(
                before,
                "in" | "since"
                    | "until"
                    | "by"
                    | "from"
                    | "during"
                    | "of"
                    | "to"
                    | "between"
                    | "and"
                    | "before"
                    | "after"
                    | "late"
                    | "early"
                    | "("
                    | "the"
                    | "-"
                    | "–"
                    | "through"
                    | "year"
            );
        let counts =
            i + 1 < self.s.len() && self.s.head(i) == Some(i + 1) && matches!(self.s.base(i), "nummod") && !matches!(before, "the" | "of");
        (introduced && !counts).then(|| cal::of_year(year, None)).flatten().map(|d| (i, d))
    }

    fn decade(&self, i: usize) -> Option<(usize, Days)> {
        let digits = self.word(i).strip_suffix('s').or_else(|| self.word(i).strip_suffix("'s"))?;
        let year: i16 = digits.parse().ok().filter(|y| digits.len() == 4 && y % 10 == 0 && (1500..2100).contains(y))?;
        Some((i, Days { start: Date::new(year, 1, 1).ok()?, end: Date::new(year + 9, 12, 31).ok()?, precision: "year" }))
    }

    /// Whether the clause around a word looks ahead: will, plans to, is due.
    fn ahead(&self, i: usize) -> bool {
        let mut at = Some(i.min(self.s.len().saturating_sub(1)));
        for _ in 0..8 {
            let Some(w) = at else { break };
            if self.s.upos(w) == Upos::Verb || self.s.children(w).any(|k| self.s.base(k) == "cop") {
                let future =
                    self.s.children(w).any(|k| matches!(self.s.lower(k), "will" | "shall" | "'ll" | "’ll") && self.s.base(k) == "aux");
                let planned = |v: usize| matches!(self.s.lemma(v), "plan" | "schedule" | "expect" | "set" | "due" | "intend" | "prepare");
                return future || planned(w) || (self.s.base(w) == "xcomp" && self.s.head(w).is_some_and(planned));
            }
            at = self.s.head(w);
        }
        false
    }
}

fn step(word: &str) -> Option<i64> {
    match word {
        "last" | "past" | "previous" => Some(-1),
        "this" | "current" => Some(0),
        "next" | "coming" => Some(1),
        _ => None,
    }
}
