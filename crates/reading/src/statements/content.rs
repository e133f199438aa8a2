//! What is said: the words a cue reports.

use super::{Scene, clip};
use crate::sent::Sent;
use chancery_lexicon::{Cue, CueClass, Lexicon};
use chancery_span::Span;
use chancery_syntax::tree::Upos;

/// In the order of certainty: a quotation that ends before the cue, a clause, a quotation that opens behind it, an infinitive, a thing.
pub(super) fn content(scene: Scene<'_, '_>, v: usize, cue: Cue) -> Option<Span> {
    let Scene { s, lexicon, quotes, .. } = scene;
    let ended = cue.spoken.then(|| ended_quote(s, v, quotes)).flatten();
    ended
        .or_else(|| clause(s, v, quotes))
        .or_else(|| cue.spoken.then(|| opening_quote(s, v, quotes)).flatten())
        .or_else(|| wish(s, lexicon, v, cue))
        .or_else(|| named(s, lexicon, v, cue))
        .or_else(|| that(s, v))
}

/// `adding of his rival, "..."`: a quotation opens a few words behind the cue.
fn opening_quote(s: &Sent<'_>, v: usize, quotes: &[Span]) -> Option<Span> {
    let cue = s.word(v).span;
    let q = quotes.iter().find(|q| q.start >= cue.end && s.span.overlaps(**q))?;
    let between = (v + 1..s.len()).take_while(|&i| s.word(i).span.start < q.start);
    let plain = !between.clone().any(|i| matches!(s.upos(i), Upos::Verb | Upos::Sconj) || matches!(s.form(i), "." | ";"));
    let parted = q.start - cue.end < 4 || between.clone().any(|i| matches!(s.form(i), "," | ":"));
    (plain && parted && between.count() < 8 && q.len() > 3).then(|| clip(*q, s.span))
}

/// What is left where the tree shows no content: of a plain verb of saying all that follows, or, of one set between commas,
/// all that comes before.
pub(super) fn rest(scene: Scene<'_, '_>, v: usize, speaker: usize) -> Option<Span> {
    let Scene { s, lexicon, .. } = scene;
    let plain = lexicon.words.holds("speech.plain", s.lemma(v)) && s.upos(v) == Upos::Verb && !s.passive(v);
    let own = s.head(speaker) == Some(v) && s.base(speaker) == "nsubj" && speaker < v;
    let last = s.len().checked_sub(1).filter(|_| plain && own)?;
    let from = s.children(v).filter(|&k| k > v && s.base(k) == "iobj").map(|k| s.reach(k).1).max().unwrap_or(v) + 1;
    let words = |a: usize, b: usize| (a..=b).filter(|&i| s.upos(i) != Upos::Punct).count();
    if from < last && words(from, last) > 2 && s.form(from) != "," {
        return Some(s.words_span(from, last));
    }
    let (lo, _) = s.reach(speaker);
    let comma = lo.checked_sub(1).filter(|&c| c > 2 && s.form(c) == ",")?;
    Some(s.words_span(0, comma))
}

/// `"...," the minister said`: a comma or a stronger mark within the closing one, and no verb between it and the cue.
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

/// Where the tree lost the clause, "that" behind the verb still opens it.
fn that(s: &Sent<'_>, v: usize) -> Option<Span> {
    let last = s.len().checked_sub(1)?;
    (v + 2 < last && s.lower(v + 1) == "that" && s.upos(v + 1) == Upos::Sconj).then(|| s.words_span(v + 2, last))
}

/// `"...," Ann Lee (Ohio) said`: the tree may hang the speaker on the words; the mark ends them.
pub(super) fn without_speaker(s: &Sent<'_>, v: usize, content: Span, quotes: &[Span]) -> Span {
    let cue = s.word(v).span;
    let closes = |q: &&Span| q.start <= content.start + 4 && q.end > content.start && q.end < content.end && content.end <= cue.start;
    quotes.iter().find(closes).map_or(content, |q| Span { end: q.end, ..content })
}

/// "vowed *to fight on*", "urged Tokyo *to wait*"; not "continued to say", which only goes on saying.
fn wish(s: &Sent<'_>, lexicon: &Lexicon, v: usize, cue: Cue) -> Option<Span> {
    let holds = |set: &str| lexicon.words.holds(set, s.lemma(v));
    let wants = cue.class != CueClass::Ask && !holds("speech.phase") && !holds("speech.of-clauses");
    let k = s.child(v, "xcomp").filter(|&k| wants && k > v)?;
    let (a, b) = s.reach(k);
    let a = s.children(v).filter(|&o| o > v && o < a && s.base(o) == "obj").map(|o| s.reach(o).0).min().unwrap_or(a);
    Some(s.words_span(a, b))
}

/// "denied *the charges*", "accused *Rome of delay*": what is said is a thing, not a clause.
fn named(s: &Sent<'_>, lexicon: &Lexicon, v: usize, cue: Cue) -> Option<Span> {
    let judged = cue.spoken && !matches!(cue.class, CueClass::Say | CueClass::Believe | CueClass::Ask);
    let holds = |set: &str| lexicon.words.holds(set, s.lemma(v));
    if holds("speech.of-clauses") || !(judged || cue.stance || holds("speech.of-things")) {
        return None;
    }
    if s.passive(v) && s.upos(v) == Upos::Verb {
        let (a, b) = s.reach(s.child(v, "nsubj:pass").filter(|&k| k < v)?);
        return Some(s.words_span(a, b));
    }
    let k = s.children(v).find(|&k| {
        k > v && (s.base(k) == "obj" || (s.base(k) == "obl" && matches!(s.case(k).as_str(), "for" | "of" | "about" | "against")))
    })?;
    let last = s.children(v).rev().find(|&o| o > k && s.base(o) == "obl" && matches!(s.case(o).as_str(), "of" | "as" | "for" | "with"));
    let (a, b) = s.reach(k);
    // "called for *talks*": the preposition is the cue's.
    let a = if a < b && s.base(a) == "case" { a + 1 } else { a };
    Some(s.words_span(a, last.map_or(b, |o| s.reach(o).1.max(b))))
}

/// "said in a briefing *that the port is open*": the tree may hang the clause on the noun before it.
fn strayed(s: &Sent<'_>, v: usize) -> Option<usize> {
    let that = |k: usize| s.children(k).any(|m| s.base(m) == "mark" && s.lower(m) == "that");
    let nouns = s.children(v).filter(|&k| k > v && s.base(k) == "obl");
    nouns.flat_map(|n| s.children(n)).find(|&k| matches!(s.base(k), "acl" | "ccomp") && s.rel(k) != "acl:relcl" && that(k))
}

/// "as the paper first reported": the clause around it.
fn as_reported(s: &Sent<'_>, v: usize) -> bool {
    s.base(v) == "advcl" && s.children(v).any(|m| matches!(s.base(m), "mark" | "advmod") && s.lower(m) == "as")
}

/// A clause below the cue, or the words around it that stand in quotation marks or that it interrupts.
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
    if let Some(k) = strayed(s, v) {
        let (lo, hi) = s.reach(k);
        return Some(s.words_span((lo + 1).min(hi), hi));
    }
    if matches!(s.base(v), "parataxis" | "ccomp" | "conj" | "root") || as_reported(s, v) {
        let own: Option<Span> = quotes.iter().copied().find(|q| s.span.overlaps(*q) && !q.contains(s.word(v).span) && q.len() > 12);
        if own.is_some() {
            return own.map(|q| clip(q, s.span));
        }
        if s.base(v) == "parataxis" || as_reported(s, v) {
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
