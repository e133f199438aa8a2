//! What is said: the words a cue reports.

use super::clip;
use crate::sent::Sent;
use chancery_lexicon::{Cue, CueClass, Lexicon};
use chancery_span::Span;
use chancery_syntax::tree::Upos;

pub(super) fn content(s: &Sent<'_>, lexicon: &Lexicon, v: usize, quotes: &[Span], cue: Cue) -> Option<Span> {
    let ended = cue.spoken.then(|| ended_quote(s, v, quotes)).flatten();
    ended.or_else(|| clause(s, v, quotes)).or_else(|| wish(s, v, cue)).or_else(|| named(s, lexicon, v, cue)).or_else(|| that(s, v))
}

fn ended_quote(s: &Sent<'_>, v: usize, quotes: &[Span]) -> Option<Span> {
    let own = s.children(v).any(|k| k > v && s.base(k) == "ccomp");
    if own || s.word(v).xpos == "VBG" {
        return None;
    }
    let cue = s.word(v).span;
    let q = quotes.iter().filter(|q| q.end <= cue.start).max_by_key(|q| q.end)?;
    let comma = q.of(s.text).trim_end().ends_with([',', '?', '!', '—', '-', '–', '…']);
    let between = (0..v).filter(|&i| s.word(i).span.start >= q.end);
    let short = cue.start - q.end < 120
        && !between.clone().any(|i| matches!(s.upos(i), Upos::Verb | Upos::Sconj) || matches!(s.form(i), "." | ";" | "“"));
    // The sentence may have been cut at the mark: then the words before it are all of the quotation.
    let said = if q.overlaps(s.span) { clip(*q, s.span) } else { *q };
    (comma && short && q.len() > 3).then_some(said)
}

fn that(s: &Sent<'_>, v: usize) -> Option<Span> {
    let last = s.len().checked_sub(1)?;
    (v + 2 < last && s.lower(v + 1) == "that" && s.upos(v + 1) == Upos::Sconj).then(|| s.words_span(v + 2, last))
}

pub(super) fn without_speaker(s: &Sent<'_>, v: usize, content: Span, quotes: &[Span]) -> Span {
    let cue = s.word(v).span;
    let closes = |q: &&Span| q.start <= content.start + 4 && q.end > content.start && q.end < content.end && content.end <= cue.start;
    quotes.iter().find(closes).map_or(content, |q| Span { end: q.end, ..content })
}

fn wish(s: &Sent<'_>, v: usize, cue: Cue) -> Option<Span> {
    let wants = matches!(cue.class, CueClass::Promise | CueClass::Demand | CueClass::Warn | CueClass::Deny | CueClass::Believe);
    let k = s.child(v, "xcomp").filter(|&k| wants && k > v)?;
    let (a, b) = s.reach(k);
    Some(s.words_span(a, b))
}

fn named(s: &Sent<'_>, lexicon: &Lexicon, v: usize, cue: Cue) -> Option<Span> {
    let judged =
        matches!(cue.class, CueClass::Claim | CueClass::Deny | CueClass::Confirm | CueClass::Demand | CueClass::Promise | CueClass::Warn);
    let things = judged || (cue.class == CueClass::Say && lexicon.words.holds("speech.of-things", s.lemma(v)));
    let object = s.children(v).find(|&k| {
        k > v && (s.base(k) == "obj" || (s.base(k) == "obl" && matches!(s.case(k).as_str(), "for" | "of" | "about" | "against")))
    });
    let k = object.filter(|_| things && cue.spoken)?;
    let last = s.children(v).rev().find(|&o| o > k && s.base(o) == "obl" && matches!(s.case(o).as_str(), "of" | "as" | "for" | "with"));
    let (a, b) = s.reach(k);
    Some(s.words_span(a, last.map_or(b, |o| s.reach(o).1.max(b))))
}

fn clause(s: &Sent<'_>, v: usize, quotes: &[Span]) -> Option<Span> {
    let below = s.children(v).filter(|&k| s.base(k) == "ccomp" || (s.base(k) == "parataxis" && s.upos(k) != Upos::Punct));
    let clause = below.max_by_key(|&k| {
        let (a, b) = s.reach(k);
        b - a
    });
    if let Some(k) = clause {
        let (mut lo, hi) = s.reach(k);
        if matches!(s.lower(lo), "that" | "," | ":" | "“" | "\"") && lo < hi {
            lo += 1;
        }
        // An insertion reaches around its cue: then the content is the longer side of it.
        let (lo, hi) = if lo < v && v < hi { if v - lo > hi - v { (lo, v - 1) } else { (v + 1, hi) } } else { (lo, hi) };
        return Some(s.words_span(lo, hi));
    }
    if matches!(s.base(v), "parataxis" | "ccomp" | "conj" | "root") {
        let own: Option<Span> = quotes.iter().copied().find(|q| s.span.overlaps(*q) && !q.contains(s.word(v).span) && q.len() > 12);
        if own.is_some() {
            return own.map(|q| clip(q, s.span));
        }
        if s.base(v) == "parataxis" {
            let h = s.head(v)?;
            let (lo, hi) = s.reach(h);
            let (a, b) = s.reach(v);
            let (lo, hi) =
                if a.saturating_sub(lo) >= hi.saturating_sub(b) { (lo, a.saturating_sub(1).max(lo)) } else { ((b + 1).min(hi), hi) };
            return Some(s.words_span(lo, hi));
        }
    }
    None
}
