//! Runs of words that may name a place.

use super::atlas::{Atlas, LONGEST, Sense};
use crate::Level;
use crate::cast::Cast;
use crate::sent::Sent;
use crate::types::{Form, Kind, ResolvedBy};
use chancery_span::Span;

/// Words that may be a place.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub sentence: usize,
    pub first: usize,
    pub last: usize,
    pub span: Span,
    /// The words as printed, joined by blanks.
    pub name: String,
    pub senses: Vec<Sense<'a>>,
    /// Number of the candidate that holds it: "Paris, *Texas*".
    pub within: Option<usize>,
    /// It holds the candidate before it.
    pub holds: bool,
    /// What the cast takes the words for.
    pub cast: Taken,
    /// It stands in a dateline, before its sentence.
    pub filed: bool,
}

/// What the words belong to by the cast's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// Nothing that speaks against a place.
    Free,
    /// A known person or body, by these words or a longer name around them.
    Known,
    /// A longer name of somebody unknown.
    Longer,
    /// These very words, of somebody whose longer name stands elsewhere.
    Surname,
}

/// A mention of the cast, by words of its sentence.
struct Mention {
    first: usize,
    last: usize,
    kind: Kind,
    known: bool,
    form: Form,
    long: bool,
}

/// Every candidate, the longest names first where they overlap.
pub(super) fn candidates<'a>(sents: &[Sent<'_>], cast: &Cast, atlas: &Atlas<'a>) -> Vec<Found<'a>> {
    let mut mentions: Vec<Vec<Mention>> = sents.iter().map(|_| Vec::new()).collect();
    for actor in (0..cast.actors.len()).filter(|&id| cast.final_id(id) == id).map(|id| &cast.actors[id]) {
        let long = actor.name.contains(' ') && actor.kind == Kind::Person;
        for m in &actor.mentions {
            let s = &sents[m.sentence];
            let from = s.tree.words.partition_point(|w| w.span.start < m.span.start);
            let to = s.tree.words.partition_point(|w| w.span.start < m.span.end);
            let known = actor.entry.is_some() || actor.resolved_by == ResolvedBy::Lexicon;
            mentions[m.sentence].push(Mention { first: from, last: to.max(1) - 1, kind: actor.kind, known, form: m.form, long });
        }
    }
    let mut out = Vec::new();
    for s in sents {
        sentence(s, &mentions[s.id], atlas, &mut out);
    }
    out
}

/// Keep some candidates; who lay in one that goes lies in none.
pub(super) fn sieve<'a>(found: Vec<Found<'a>>, keep: impl Fn(&Found<'a>) -> bool) -> Vec<Found<'a>> {
    let stays: Vec<bool> = found.iter().map(keep).collect();
    let new = |old: usize| stays[old].then(|| stays[..old].iter().filter(|k| **k).count());
    let kept = found.into_iter().enumerate().filter(|(i, _)| stays[*i]);
    kept.map(|(_, f)| Found { within: f.within.and_then(new), ..f }).collect()
}

fn sentence<'a>(s: &Sent<'_>, mentions: &[Mention], atlas: &Atlas<'a>, out: &mut Vec<Found<'a>>) {
    let mut i = 0;
    while i < s.len() {
        let Some((last, name, senses)) = starts(s, i).then(|| longest(s, i, atlas)).flatten() else {
            i += 1;
            continue;
        };
        let taken = taken(mentions, i, last);
        let before = out.len().checked_sub(1).filter(|&b| {
            let f: &Found<'_> = &out[b];
            f.sentence == s.id && inside(s, f, i) && holds(&senses, &f.senses)
        });
        // "Springfield, IL": two capitals alone are too often a word in capitals.
        if before.is_none() && name.len() == 2 && senses.iter().all(|s| s.level == Level::District) {
            i = last + 1;
            continue;
        }
        if let Some(b) = before {
            out[b].within = Some(out.len());
        }
        let span = s.words_span(i, last);
        out.push(Found {
            sentence: s.id,
            first: i,
            last,
            span,
            name,
            senses,
            within: None,
            holds: before.is_some(),
            cast: taken,
            filed: false,
        });
        i = last + 1;
    }
}

fn starts(s: &Sent<'_>, i: usize) -> bool {
    s.form(i).starts_with(char::is_uppercase)
}

/// The longest name that begins at word `i`.
fn longest<'a>(s: &Sent<'_>, i: usize, atlas: &Atlas<'a>) -> Option<(usize, String, Vec<Sense<'a>>)> {
    let most = (i + LONGEST).min(s.len());
    let mut senses = Vec::new();
    let end = (i + 1..most).find(|&j| stops(s, j)).unwrap_or(most);
    for last in (i..end).rev() {
        if last > i && !starts(s, last) && !s.form(last).starts_with(char::is_numeric) {
            continue;
        }
        let name: Vec<&str> = (i..=last).map(|j| s.form(j)).collect();
        let name = name.join(" ").replace(" - ", "-").replace(" '", "'").replace(" ’", "’");
        atlas.senses(&name, &mut senses);
        if !senses.is_empty() {
            return Some((last, name, senses));
        }
    }
    None
}

/// Whether no name goes on over word `j`.
fn stops(s: &Sent<'_>, j: usize) -> bool {
    let form = s.form(j);
    !(form.starts_with(char::is_uppercase)
        || form == "-"
        || form.starts_with(char::is_numeric)
        || matches!(
            form,
            "of" | "the"
                | "and"
                | "de"
                | "la"
                | "le"
                | "del"
                | "al"
                | "el"
                | "ad"
                | "es"
                | "da"
                | "do"
                | "dos"
                | "du"
                | "des"
                | "am"
                | "sur"
                | "upon"
                | "on"
                | "in"
                | "ul"
                | "ash"
                | "ed"
                | "di"
        ))
}

/// Between the two stands a comma alone, or nothing, or a bracket: "Paris, Texas", "Alexandria (Egypt)".
fn inside(s: &Sent<'_>, before: &Found<'_>, i: usize) -> bool {
    i == before.last + 2 && matches!(s.form(i - 1), "," | "(")
}

/// Whether a place of the second list may lie in one of the first.
pub(super) fn holds(outer: &[Sense<'_>], inner: &[Sense<'_>]) -> bool {
    outer.iter().any(|o| inner.iter().any(|i| o.contains(i)))
}

fn taken(mentions: &[Mention], first: usize, last: usize) -> Taken {
    let mut out = Taken::Free;
    for m in mentions.iter().filter(|m| m.first <= first && last <= m.last) {
        let longer = m.first < first || last < m.last;
        let acts = matches!(m.kind, Kind::Person | Kind::Organisation);
        if acts && m.known && m.form != Form::Metonym && m.form != Form::Descriptor {
            return Taken::Known;
        }
        if m.kind == Kind::Person && longer && m.form == Form::Name {
            out = Taken::Longer;
        } else if m.kind == Kind::Person && !longer && m.long && m.form == Form::Name && first == last {
            out = Taken::Surname;
        }
    }
    out
}
