//! From tokens to expressions: at each token that may begin one, the longest reading wins.

use super::pairs::Before;
use super::value::When;
use super::words::{TimeWord, about, time_word, vague};
use super::{Anchor, DateMention, Kind, Precision, tense::Tense};
use crate::amounts::number::{NumberWord, number_word};
use crate::amounts::scan::{Shape, Token, scan};
use chancery_span::Span;
use chancery_syntax::tree::Tree;
use jiff::civil::Date;

/// What was found, and the token after it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub end: usize,
    pub when: When,
}

impl Found {
    pub(crate) fn new(end: usize, when: When) -> Self {
        Self { end, when }
    }
}

/// A sentence being read.
pub(crate) struct Parser<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: Vec<TimeWord>,
    pub anchor: Anchor,
    pub tree: Option<&'a Tree>,
    /// The token after the last expression read.
    pub last_end: usize,
}

/// Read a stretch of text.
pub(crate) fn read(text: &str, span: Span, anchor: Anchor, tree: Option<&Tree>) -> Vec<DateMention> {
    let tokens = scan(text, span);
    let words: Vec<TimeWord> = tokens.iter().map(time_word).collect();
    let mut parser = Parser { text, tokens: &tokens, words, anchor, tree, last_end: usize::MAX };
    let mut out: Vec<DateMention> = Vec::new();
    let mut before: Option<Before> = None;
    let mut at = 0;
    while at < tokens.len() {
        let found = if parser.may_start(at) { parser.after(at, before.as_ref()) } else { None };
        let Some(mut f) = found.filter(|f| f.end > at) else {
            at += 1;
            continue;
        };
        if let Some(b) = &before
            && let Some(settled) = parser.settle(b, at, &mut f)
            && let Some(last) = out.last_mut()
        {
            last.range = settled.range;
            last.value = settled.value;
        }
        let m = mention(tokens[at].span.cover(tokens[f.end - 1].span), &f.when);
        parser.anchor.note_one(&m);
        before = Some(Before { tokens: (at, f.end), when: f.when });
        parser.last_end = f.end;
        // An age is read so that its number is not taken for something else, and is not reported.
        if m.value != AGE {
            out.push(m);
        }
        at = f.end;
    }
    out
}

fn mention(span: Span, when: &When) -> DateMention {
    DateMention { span, range: when.range, precision: when.precision, kind: when.kind, value: when.value.clone() }
}

/// The value that marks an age, which is no expression of time.
pub(crate) const AGE: &str = "AGE";

/// Whether later expressions may count from this one.
pub(crate) fn anchors(m: &DateMention) -> bool {
    m.dates_events() && !matches!(m.precision, Precision::Decade | Precision::Unknown)
}

impl Parser<'_> {
    fn may_start(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        match t.shape {
            Shape::Number { .. } => !(t.glued && at > 0 && self.tokens[at - 1].mark().is_some_and(|m| "$£€¥#".contains(m))),
            Shape::Mark(c) => matches!(c, '\'' | '’' | '‘' | '½'),
            Shape::Word => self.words[at].starts || number_word(t).is_some_and(|w| !matches!(w, NumberWord::And | NumberWord::Point)),
        }
    }

    /// The longest expression at a token, or a day that shares the month of one beside it.
    fn after(&self, at: usize, before: Option<&Before>) -> Option<Found> {
        let found = self.expression(at);
        let shared = if found.is_none() { self.shared_month(at, before) } else { None };
        found.or(shared)
    }

    /// The longest expression that begins at a token.
    pub(crate) fn expression(&self, at: usize) -> Option<Found> {
        let readings = [
            self.clock(at),
            self.week(at),
            self.lone_day(at, false),
            self.absolute(at),
            self.period(at),
            self.relative(at),
            self.length(at),
            self.repeated(at),
            self.feast(at),
            self.pointing(at),
        ];
        let mut best: Option<Found> = None;
        for f in readings.into_iter().flatten() {
            if best.as_ref().is_none_or(|b| f.end > b.end) {
                best = Some(f);
            }
        }
        best.map(|f| self.with_part(f))
    }

    /// The word at a token; nothing beyond the end.
    pub(crate) fn word(&self, at: usize) -> TimeWord {
        self.words.get(at).copied().unwrap_or_default()
    }

    /// The word before a token.
    pub(crate) fn before(&self, at: usize) -> TimeWord {
        at.checked_sub(1).map_or_else(TimeWord::default, |i| self.word(i))
    }

    /// The mark at a token.
    pub(crate) fn mark(&self, at: usize) -> Option<char> {
        self.tokens.get(at).and_then(Token::mark)
    }

    /// Whether the token is this word.
    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| t.key == crate::amounts::scan::key_of(word))
    }

    /// Whether the token is a word with a capital.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.capital)
    }

    /// Whether nothing that could be counted or named follows: the end, a mark, or a small word.
    pub(crate) fn closes(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        match token.shape {
            Shape::Mark(m) => !"%$€£°".contains(m),
            Shape::Number { .. } => false,
            Shape::Word => {
                let word = self.word(at);
                word.at
                    || word.shift.is_some()
                    || word.weekday.is_some()
                    || word.day.is_some()
                    || self.is_any(at, &["with", "when", "where", "while", "but", "please", "instead", "as", "at", "is", "was", "if"])
            }
        }
    }

    /// Past a hyphen that touches the word before it.
    pub(crate) fn hyphen(&self, at: usize) -> usize {
        at + usize::from(self.tokens.get(at).is_some_and(|t| matches!(t.mark(), Some('-' | '–')) && t.glued))
    }

    /// Past an article.
    pub(crate) fn article(&self, at: usize) -> usize {
        at + usize::from(self.word(at).article)
    }

    /// Past "the" or a possessive, which may stand before "last week" where "a" may not.
    pub(crate) fn definite(&self, at: usize) -> usize {
        if self.is(at, "a") || self.is(at, "an") { at } else { self.article(at) }
    }

    /// The day that "today" is.
    pub(crate) fn now(&self) -> Option<Date> {
        self.anchor.published.or(self.anchor.last)
    }

    /// The day that "later" counts from.
    pub(crate) fn then(&self) -> Option<Date> {
        self.anchor.last.or(self.anchor.published)
    }

    /// Whether the clause around a token is in the past or the future.
    pub(crate) fn tense(&self, at: usize) -> Tense {
        super::tense::of(self, at)
    }

    fn pointing(&self, at: usize) -> Option<Found> {
        let (value, end) = vague(self.tokens, at)?;
        // "up to date", "to date from", "to date 3": not "until now".
        let other = self.is(end - 1, "date")
            && (self.is(at.wrapping_sub(1), "up") || !self.closes(end) || self.is_any(end, &["from", "to", "back", "with"]));
        if other {
            return None;
        }
        // "the current account", "the Current": adjectives count only in lower case or at the start.
        (!self.capital(at) || at == 0 || end > at + 1).then(|| Found::new(end, When::vague(value)))
    }

    /// A length of time with the words that blur it.
    fn length(&self, at: usize) -> Option<Found> {
        let mut start = at;
        while let Some(next) = about(self.tokens, start) {
            start = next;
        }
        let the = at
            + usize::from(
                self.is(at, "the") && self.tokens.get(at + 1).and_then(number_word).is_some_and(|w| !matches!(w, NumberWord::Ordinal(_))),
            );
        let found = self.duration(if start > at { start } else { the }).or_else(|| self.duration(at))?;
        // "the two-year deal": the article belongs to the deal.
        let hyphened = self.tokens[at..found.end].iter().any(|t| t.mark() == Some('-'));
        let compound = hyphened || self.word(found.end - 1).unit.is_some_and(|(_, plural)| !plural);
        if the > at && compound { None } else { Some(self.ahead(at, found)) }
    }

    /// "will leave in two months" names a day, or a month; "the first in two months" does not.
    fn ahead(&self, at: usize, f: Found) -> Found {
        if f.when.kind != Kind::Duration || !self.is(at.wrapping_sub(1), "in") || self.tense(at) != Tense::Future {
            return f;
        }
        let date = self.count_of(at).filter(|c| c.2 == f.end).and_then(|(n, unit, _)| {
            let n = n.filter(|n| n.fract() == 0.0 && *n < 1000.0)?;
            super::step::step(self.now()?, unit, n as i64)
        });
        let date = date.filter(|w| w.kind == Kind::Date);
        date.map_or(f.clone(), |when| Found::new(f.end, when))
    }

    /// "Friday morning", "yesterday afternoon".
    fn with_part(&self, f: Found) -> Found {
        let single = f.when.range.is_some_and(|(a, b)| a == b) && f.when.precision == Precision::Day && f.when.kind == Kind::Date;
        let Some(part) = self.word(f.end).part.filter(|_| single) else { return f };
        Found::new(f.end + 1, f.when.at(part))
    }

    /// The candidate that the clause's tense points to, else the one within the last ten months, else the next.
    pub(crate) fn nearest(&self, candidates: impl Iterator<Item = Date>, at: usize) -> Option<Date> {
        let now = self.now()?;
        let all: Vec<Date> = candidates.collect();
        let past = all.iter().copied().filter(|d| *d <= now).max();
        let coming = all.iter().copied().filter(|d| *d >= now).min();
        let days = |d: Date| (now - d).get_days();
        match (past, coming, self.tense(at)) {
            (Some(p), None, _) | (None, Some(p), _) => Some(p),
            (Some(_), Some(c), Tense::Future) if days(c) > -240 => Some(c),
            (Some(p), Some(c), tense) => {
                let ago = days(p);
                Some(if ago <= 300 || (tense == Tense::Past && ago < 360 && -days(c) > 30) { p } else { c })
            }
            _ => None,
        }
    }
}
