//! Who speaks: the word for him, his words, his whole phrase, and to whom he speaks.

use crate::cast::{Cast, inverted};
use crate::sent::Sent;
use crate::slots;
use crate::types::ActorId;
use chancery_lexicon::Lexicon;
use chancery_span::Span;
use chancery_syntax::tree::Upos;

/// Pronouns that may speak inside somebody else's quotation.
pub(super) const THIRD: &[&str] = &["he", "she", "they", "who", "it"];

/// The word for who speaks: outside the quotation where the verb is, before the verb or, inverted, behind it.
pub(super) fn speaker_word(s: &Sent<'_>, v: usize, quotes: &[Span]) -> Option<usize> {
    if let Some(behind) = s.children(v).find(|&k| inverted(s, v, k)) {
        return Some(behind);
    }
    let inside = |i: usize| quotes.iter().any(|q| q.contains(s.word(i).span));
    let subject = slots::subjects(s, v, 0).first().copied();
    if inside(v) || subject.is_some_and(|k| !inside(k)) {
        return subject;
    }
    beside_quote(s, v, &inside).or_else(|| before(s, v))
}

/// "*Four in ten* say", "*sources close to the talks* said": where the tree shows no subject, the words without a verb between the
/// last comma and a verb in a finite form.
fn before(s: &Sent<'_>, v: usize) -> Option<usize> {
    let finite = matches!(s.word(v).xpos, "VBD" | "VBP" | "VBZ") && !s.children(v).any(|k| s.base(k) == "aux" && k > v);
    let plain = |&i: &usize| !matches!(s.upos(i), Upos::Verb | Upos::Punct | Upos::Sconj | Upos::Cconj | Upos::Aux);
    let from = (0..v).rev().take(10).take_while(plain).last().filter(|_| finite)?;
    (from..v).find(|&i| matches!(s.upos(i), Upos::Noun | Upos::Propn | Upos::Num) && s.head(i).is_none_or(|h| h < from || h >= v))
}

/// `"...," the minister of trade said` and `"...," said the minister`, whatever the tree makes of them.
fn beside_quote(s: &Sent<'_>, v: usize, inside: &dyn Fn(usize) -> bool) -> Option<usize> {
    let names = |i: &usize| matches!(s.upos(*i), Upos::Noun | Upos::Propn | Upos::Pron);
    let mark = |i: usize| matches!(s.form(i), "\"" | "”" | "''" | "'" | "’" | "»");
    let close = (0..v).rev().find(|&i| mark(i) || inside(i))?;
    if s.children(v).any(|k| k > close && k < v && names(&k)) || (close + 1..v).any(|i| names(&i)) {
        // The head of the words between the mark and the verb is the one that hangs outside them.
        return (close + 1..v).filter(names).find(|&i| s.head(i).is_none_or(|h| h <= close || h >= v));
    }
    (v + 1..s.len())
        .take_while(|&i| !matches!(s.form(i), "," | "." | "“" | "\""))
        .filter(names)
        .find(|&i| s.head(i).is_none_or(|h| h <= v || inside(h)))
}

/// Where the speaker is named beside the cue: by the relative pronoun of the cue's own clause ("..., *who* said"), else by the
/// whole phrase.
pub(super) fn beside(s: &Sent<'_>, w: usize, cue: usize) -> Span {
    let own = [Some(cue), s.head(cue).filter(|_| s.base(cue) == "conj")];
    let pronoun =
        own.into_iter().flatten().flat_map(|v| s.children(v)).find(|&k| {
            s.base(k) == "nsubj" && k > w && k < cue && matches!(s.lower(k), "who" | "which" | "that") && s.upos(k) == Upos::Pron
        });
    pronoun.map_or_else(|| whole(s, w, cue), |k| s.word(k).span)
}

/// The whole phrase of a word, short of what only hangs on it loosely.
pub(super) fn whole(s: &Sent<'_>, w: usize, cue: usize) -> Span {
    let (mut lo, mut hi) = (w, w);
    let loose = |k: usize| match s.base(k) {
        "punct" | "parataxis" | "cop" | "mark" | "advcl" | "cc" | "dep" | "discourse" | "obl" => true,
        // "the ministry*'s* claim"
        "case" => k < w,
        // "said the mayor, *looking tired*"
        "acl" => s.word(k).xpos == "VBG" && s.form(s.reach(k).0.saturating_sub(1)) == ",",
        _ => false,
    };
    for k in s.children(w).filter(|&k| !loose(k)) {
        let (a, b) = s.reach(k);
        // The relative clause the cue stands in is no part of who speaks.
        if (a..=b).contains(&cue) || (a < w && (a..w).any(|i| matches!(s.form(i), "--" | "—" | "–"))) {
            continue;
        }
        (lo, hi) = (lo.min(a), hi.max(b));
    }
    s.words_span(lo, hi)
}

/// "*Oslo* issued a statement saying ...": the verb whose object, a word for something said or written, the cue describes.
pub(super) fn issuer(s: &Sent<'_>, lexicon: &Lexicon, v: usize) -> Option<usize> {
    let n = s.head(v).filter(|&n| s.base(v) == "acl" && s.rel(v) != "acl:relcl" && lexicon.speech.noun(s.lemma(n)).is_some())?;
    s.head(n).filter(|&h| s.base(n) == "obj" && h < n && lexicon.words.holds("speech.light", s.lemma(h)))
}

/// The speaker's words: the phrase without its relative clauses and appositions.
pub(super) fn speaker(s: &Sent<'_>, cast: &Cast, word: Option<usize>) -> (Option<ActorId>, String) {
    let Some(w) = word else { return (None, String::new()) };
    let (mut lo, mut hi) = (w, w);
    for k in s.children(w).filter(|&k| !matches!(s.base(k), "acl" | "appos" | "punct" | "conj" | "cc" | "parataxis" | "cop" | "case")) {
        let (a, b) = s.reach(k);
        if b < w || b - w < 8 {
            (lo, hi) = (lo.min(a), hi.max(b));
        }
    }
    (cast.of(s.id, w), s.words_span(lo, hi).of(s.text).to_owned())
}

pub(super) fn addressee(s: &Sent<'_>, cast: &Cast, v: usize) -> Option<ActorId> {
    let direct = s.children(v).find(|&k| {
        matches!(s.base(k), "iobj")
            || (s.base(k) == "obj" && matches!(s.lemma(v), "tell" | "inform" | "assure" | "remind" | "warn" | "urge" | "ask"))
    });
    let to = s.children(v).find(|&k| s.base(k) == "obl" && s.case(k) == "to");
    direct.or(to).and_then(|k| cast.of(s.id, k))
}
