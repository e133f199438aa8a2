//! The words of a cue.

use super::who;
use crate::sent::Sent;
use chancery_lexicon::Lexicon;
use chancery_span::Span;
use chancery_syntax::tree::Upos;

/// Words between "issued" and "saying" that still read as one cue.
const NEAR: usize = 5;

/// The verb with what belongs to it: "has repeatedly said", "did not rule out", "continued to insist", "issued a statement saying".
pub(super) fn group(s: &Sent<'_>, lexicon: &Lexicon, v: usize, content: Span) -> Span {
    let first = first(s, v);
    let before = phase(s, lexicon, v, first).or_else(|| who::issuer(s, lexicon, v).filter(|&h| h < v && v - h <= NEAR));
    let start = before.map_or(first, |h| self::first(s, h));
    s.words_span(start, last(s, v, content))
}

/// The first of the auxiliaries, negations and adverbs that lead to the verb without a gap.
fn first(s: &Sent<'_>, v: usize) -> usize {
    let belongs = |k: usize| match s.base(k) {
        "aux" | "cop" => true,
        "mark" => s.lower(k) == "to",
        "advmod" => s.upos(k) == Upos::Part || (s.upos(k) == Upos::Adv && !s.word(k).xpos.starts_with('W')),
        _ => false,
    };
    let mut at = v;
    while at > 0 && s.children(v).any(|k| k == at - 1 && belongs(k)) {
        at -= 1;
    }
    at
}

/// "*continued* to insist": the verb before, where it only tells how the saying goes on.
fn phase(s: &Sent<'_>, lexicon: &Lexicon, v: usize, first: usize) -> Option<usize> {
    let h = s.head(v).filter(|_| s.base(v) == "xcomp")?;
    (h < first && first - h <= 2 && lexicon.words.holds("speech.phase", s.lemma(h))).then_some(h)
}

/// The last word: a particle, and a preposition right before what is reported ("called *for* talks").
fn last(s: &Sent<'_>, v: usize, content: Span) -> usize {
    let particle = s.children(v).find(|&k| k == v + 1 && s.rel(k) == "compound:prt");
    let at = particle.unwrap_or(v);
    let leads = |i: usize| s.upos(i) == Upos::Adp && i + 1 < s.len() && s.word(i + 1).span.start == content.start;
    if at + 1 < s.len() && leads(at + 1) { at + 1 } else { at }
}
