//! Temporal expressions: when, as days of the calendar and as TIMEX3 values.
//!
//! [`find`] reads one sentence against an [`Anchor`]; [`find_all`] reads a text and carries the anchor along, so that
//! "two days later" counts from the date last named. Relative expressions count from publication as news does: a bare
//! weekday is the one just past unless the clause is in the future, a bare month lies within the last ten months.

mod absolute;
mod clock;
mod data;
mod feasts;
mod numeric;
mod pairs;
mod parser;
mod periods;
mod ranges;
mod relative;
mod repeated;
mod spoken;
mod step;
mod tense;
mod types;
mod value;
mod weekdays;
mod weeks;
mod which;
mod words;
mod years;

pub use ranges::{Stretch, joined};

use chancery_span::Span;
use chancery_syntax::tree::Tree;
use chancery_text::segment::Sentence;
use jiff::civil::Date;

/// What a date expression is, in the terms of TimeML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Days of the calendar.
    Date,
    /// A time of day or a part of a day.
    Time,
    /// A length of time. It has a range only where it reaches to or from publication ("the past three years").
    Duration,
    /// A repeated time.
    Set,
}

/// How exact an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Precision {
    Time,
    Day,
    Week,
    Month,
    Season,
    Quarter,
    Year,
    Decade,
    Unknown,
}

/// An expression of time.
#[derive(Debug, Clone, PartialEq)]
pub struct DateMention {
    /// Where it stands in the text, prepositions left out.
    pub span: Span,
    /// First and last day, both included; none where the text does not tell ("recently", "every year").
    pub range: Option<(Date, Date)>,
    /// How exact it is.
    pub precision: Precision,
    /// What it is.
    pub kind: Kind,
    /// The TIMEX3 value: `2023-05-24`, `2023-W20`, `P3Y`, `PAST_REF`.
    pub value: String,
}

impl DateMention {
    /// Whether an event can be dated by it: a date or a time whose days are known.
    #[must_use]
    pub fn dates_events(&self) -> bool {
        matches!(self.kind, Kind::Date | Kind::Time) && self.range.is_some()
    }
}

/// What relative expressions count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The day the text was published.
    pub published: Option<Date>,
    /// The first day of the date last named in the text.
    pub last: Option<Date>,
    /// Dates that lay years before publication less those that did not, 0 to 4: a text that tells of the past gives its
    /// months and days in the years it tells of.
    pub story: u8,
}

/// The expressions of time in a sentence, in the order of the text; none overlap.
///
/// A tree, where there is one, tells the tense of the governing verb; its words must be those of the sentence.
#[must_use]
pub fn find(text: &str, sentence: &Sentence, anchor: &Anchor, tree: Option<&Tree>) -> Vec<DateMention> {
    find_in(text, sentence.span, anchor, tree)
}

/// The expressions of time in a stretch of `text`.
#[must_use]
pub fn find_in(text: &str, span: Span, anchor: &Anchor, tree: Option<&Tree>) -> Vec<DateMention> {
    parser::read(text, span, *anchor, tree)
}

/// The expressions of every sentence, each read against the dates named before it.
#[must_use]
pub fn find_all(text: &str, sentences: &[Sentence], published: Option<Date>) -> Vec<Vec<DateMention>> {
    let mut anchor = Anchor { published, ..Anchor::default() };
    sentences
        .iter()
        .map(|s| {
            let found = find(text, s, &anchor, None);
            anchor.note(&found);
            found
        })
        .collect()
}

impl Anchor {
    /// Remember the last date of a sentence for the sentences after it.
    pub fn note(&mut self, found: &[DateMention]) {
        for m in found {
            self.note_one(m);
        }
    }

    fn note_one(&mut self, m: &DateMention) {
        let Some((from, _)) = m.range.filter(|_| parser::anchors(m)) else { return };
        let past = self.published.is_some_and(|p| from.year() < p.year() - 2);
        self.story = if past { (self.story + 1).min(4) } else { self.story.saturating_sub(1) };
        self.last = Some(from);
    }
}

#[cfg(test)]
mod tests;
