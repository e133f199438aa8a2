//! Date expressions in the shape the rest of the reading uses.

use crate::dates::{Anchor, DateMention, Precision, find_in};
use crate::sent::Sent;
use crate::types::{DateRead, When};
use crate::when::Time;
use chancery_span::Span;
use chancery_text::Document;
use jiff::civil::Date;

/// All date expressions of an article. Without a date of publication only absolute ones can be read.
#[must_use]
pub fn read(document: &Document, sents: &[Sent<'_>]) -> Vec<Time> {
    let mut anchor = anchor(document);
    let mut out = Vec::new();
    for s in sents {
        let found = find_in(s.text, s.span, &anchor, Some(&s.tree));
        anchor.note(&found);
        out.extend(found.iter().filter_map(|m| time(s, m)));
    }
    out
}

fn anchor(document: &Document) -> Anchor {
    Anchor { published: document.published.as_deref().and_then(first_day), ..Anchor::default() }
}

/// The days that datelines name. They say when a report was filed, so they date no event.
#[must_use]
pub fn of_datelines(document: &Document, sents: &[Sent<'_>], datelines: &[Span]) -> Vec<DateRead> {
    let anchor = anchor(document);
    let read = |&line: &Span| {
        let sentence = sents.iter().find(|s| s.span.start >= line.end)?.id;
        let found = find_in(&document.text, line, &anchor, None).into_iter().next()?;
        let (start, end) = found.range?;
        Some(DateRead { sentence, span: found.span, start: start.to_string(), end: end.to_string(), precision: precision(found.precision) })
    };
    datelines.iter().filter_map(read).collect()
}

/// The first day an ISO date of any precision names.
fn first_day(published: &str) -> Option<Date> {
    let whole = match published.len() {
        4 => format!("{published}-01-01"),
        7 => format!("{published}-01"),
        _ => published.get(..10)?.to_owned(),
    };
    whole.parse().ok()
}

/// The contract's word for a precision.
fn precision(p: Precision) -> &'static str {
    match p {
        Precision::Time | Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Season | Precision::Quarter => "season",
        Precision::Year | Precision::Decade => "year",
        Precision::Unknown => "unknown",
    }
}

/// A mention with known days, with its words; durations and sets without days date nothing.
fn time(s: &Sent<'_>, m: &DateMention) -> Option<Time> {
    let (start, end) = m.range.filter(|_| m.dates_events())?;
    let first = (0..s.len()).find(|&w| s.word(w).span.end > m.span.start)?;
    let last = (first..s.len()).take_while(|&w| s.word(w).span.start < m.span.end).last()?;
    let text = Some(m.span.of(s.text).to_owned());
    let when = When { start: start.to_string(), end: end.to_string(), precision: precision(m.precision), text };
    Some(Time { sentence: s.id, words: (first, last), span: m.span, when })
}

/// Whether a lower-case word names a month or a weekday: a capital makes no name of it.
#[must_use]
pub fn names_days(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
    )
}
