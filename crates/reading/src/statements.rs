//! Who is reported to have said what.
//!
//! Cues are the reporting verbs and nouns of `lexicon/speech`; content is the clause below them or the words in quotation
//! marks; the speaker is the cue's logical subject. Quotations without a cue find their speaker in `loose`.

mod content;
mod loose;

use crate::cast::{Cast, inverted};
use crate::sent::Sent;
use crate::slots;
use crate::types::{ActorId, Kind, Speech, Statement};
use chancery_lexicon::Lexicon;
use chancery_span::Span;
use chancery_syntax::tree::Upos;
use chancery_text::{Block, Part};

/// Everything said in the article, in the order of the cues.
#[must_use]
pub fn find(sents: &[Sent<'_>], cast: &Cast, lexicon: &Lexicon, quotes: &[Span], blocks: &[Block]) -> Vec<Statement> {
    let mut out = Vec::new();
    for s in sents.iter().filter(|s| s.part != Part::Caption) {
        for word in 0..s.len() {
            out.extend(at_verb(s, cast, lexicon, word, quotes));
            out.extend(at_noun(s, cast, lexicon, word, quotes));
            out.extend(according(s, cast, word, quotes));
        }
    }
    loose::give(sents, cast, quotes, blocks, &mut out);
    carried(sents, cast, &mut out);
    out
}

fn at_verb(s: &Sent<'_>, cast: &Cast, lexicon: &Lexicon, v: usize, quotes: &[Span]) -> Option<Statement> {
    let cue = match s.upos(v) {
        Upos::Verb => lexicon.speech.verb(s.lemma(v))?,
        Upos::Adj => lexicon.speech.adjective(s.lemma(v))?,
        _ => return None,
    };
    let content = content::without_speaker(s, v, content::content(s, lexicon, v, quotes, cue)?, quotes);
    let speaker_word = speaker_word(s, v, quotes);
    // "I think" inside a quotation is the speaker's own manner, not a report.
    let own = speaker_word.is_none_or(|w| s.upos(w) == Upos::Pron && !THIRD.contains(&s.lower(w)));
    if own && quotes.iter().any(|q| q.contains(s.word(v).span)) {
        return None;
    }
    let (speaker, speaker_text) = speaker(s, cast, speaker_word);
    if speaker_text.is_empty() {
        return None;
    }
    Some(Statement {
        sentence: s.id,
        speaker,
        speaker_text,
        cue: s.form(v).to_owned(),
        cue_at: Some((s.id, v)),
        cue_span: with_auxiliaries(s, v),
        speaker_at: speaker_word.map(|w| whole(s, w, v)),
        mode: mode(s.text, content, quotes),
        content,
        addressee: addressee(s, cast, v),
        via: None,
        date: None,
        about: about(s, cast, lexicon, content, speaker),
    })
}

/// Pronouns that may speak inside somebody else's quotation.
const THIRD: &[&str] = &["he", "she", "they", "who", "it"];

/// The word for who speaks: outside the quotation where the verb is, before the verb or, inverted, behind it.
fn speaker_word(s: &Sent<'_>, v: usize, quotes: &[Span]) -> Option<usize> {
    if let Some(behind) = s.children(v).find(|&k| inverted(s, v, k)) {
        return Some(behind);
    }
    let inside = |i: usize| quotes.iter().any(|q| q.contains(s.word(i).span));
    let subject = slots::subjects(s, v, 0).first().copied();
    if inside(v) || subject.is_some_and(|k| !inside(k)) {
        return subject;
    }
    beside_quote(s, v, &inside)
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

/// "his claim that ...", "the warning from Kyiv that ...": a reporting noun with the clause it holds.
fn at_noun(s: &Sent<'_>, cast: &Cast, lexicon: &Lexicon, n: usize, quotes: &[Span]) -> Option<Statement> {
    if s.upos(n) != Upos::Noun {
        return None;
    }
    lexicon.speech.noun(s.lemma(n))?;
    let that = |k: usize| s.children(k).any(|m| s.base(m) == "mark" && s.lower(m) == "that");
    let clause = s.children(n).find(|&k| k > n && matches!(s.base(k), "acl" | "ccomp") && that(k))?;
    let owner = s
        .child(n, "nmod:poss")
        .or_else(|| s.children(n).find(|&k| s.base(k) == "nmod" && matches!(s.case(k).as_str(), "by" | "from" | "of")))
        .or_else(|| s.child(n, "compound").filter(|&k| s.proper(k)))
        .or_else(|| s.head(n).filter(|_| s.base(n) == "obj").and_then(|v| slots::subjects(s, v, 0).first().copied()))?;
    let (speaker, speaker_text) = speaker(s, cast, Some(owner));
    let (lo, hi) = s.reach(clause);
    let content = s.words_span((lo + 1).min(hi), hi);
    Some(Statement {
        sentence: s.id,
        speaker,
        speaker_text,
        cue: s.form(n).to_owned(),
        cue_at: Some((s.id, n)),
        cue_span: s.word(n).span,
        speaker_at: Some(whole(s, owner, n)),
        mode: mode(s.text, content, quotes),
        content,
        addressee: None,
        via: None,
        date: None,
        about: about(s, cast, lexicon, content, speaker),
    })
}

/// "has learned", "did not say".
fn with_auxiliaries(s: &Sent<'_>, v: usize) -> Span {
    let (mut first, mut last) = (v, v);
    while first > 0
        && s.children(v)
            .any(|k| k == first - 1 && (matches!(s.base(k), "aux" | "cop" | "mark") || (s.base(k) == "advmod" && s.upos(k) == Upos::Adv)))
    {
        first -= 1;
    }
    // "called for", "said in an interview".
    if let Some(k) = s.children(v).find(|&k| k > v && s.base(k) == "obl" && s.child(k, "case") == Some(v + 1)) {
        let written = s.case(k) == "in" && matches!(s.upos(k), Upos::Noun) && s.reach(k).1 < v + 7;
        last = if written { s.reach(k).1 } else { v + usize::from(matches!(s.lower(v + 1), "for" | "about" | "of")) };
    }
    s.words_span(first, last)
}

/// The whole phrase of a word, short of what only hangs on it loosely.
fn whole(s: &Sent<'_>, w: usize, cue: usize) -> Span {
    let (mut lo, mut hi) = (w, w);
    let loose =
        |k: usize| matches!(s.base(k), "punct" | "parataxis" | "cop" | "case" | "mark" | "advcl" | "cc" | "dep" | "discourse" | "obl");
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

/// The clause a cue reports: below it, or around it where the cue is an insertion.
/// `"...," the minister said`: a comma or a stronger mark within the closing one, and no verb between it and the cue.
/// Where the tree lost the clause, "that" behind the verb still opens it.
/// `"...," Ann Lee (Ohio) said`: the tree may hang the speaker on the words; the mark ends them.
/// "vowed *to fight on*", "urged Tokyo *to wait*".
/// "denied *the charges*", "accused *Rome of delay*": what is said is a thing, not a clause.
/// A clause below the cue, or the words around it that stand in quotation marks or that it interrupts.
fn clip(q: Span, within: Span) -> Span {
    Span { start: q.start.max(within.start), end: q.end.min(within.end) }
}

fn mode(text: &str, content: Span, quotes: &[Span]) -> Speech {
    let inside: usize = quotes.iter().filter(|q| q.overlaps(content)).map(|q| clip(*q, content).len()).sum();
    let length = content.of(text).trim_matches(|c: char| !c.is_alphanumeric()).len();
    match inside {
        0 => Speech::Indirect,
        n if n + 8 >= length => Speech::Direct,
        _ => Speech::Mixed,
    }
}

/// The speaker's words: the phrase without its relative clauses and appositions.
fn speaker(s: &Sent<'_>, cast: &Cast, word: Option<usize>) -> (Option<ActorId>, String) {
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

fn addressee(s: &Sent<'_>, cast: &Cast, v: usize) -> Option<ActorId> {
    let direct = s.children(v).find(|&k| {
        matches!(s.base(k), "iobj")
            || (s.base(k) == "obj" && matches!(s.lemma(v), "tell" | "inform" | "assure" | "remind" | "warn" | "urge" | "ask"))
    });
    let to = s.children(v).find(|&k| s.base(k) == "obl" && s.case(k) == "to");
    direct.or(to).and_then(|k| cast.of(s.id, k))
}

/// "according to X": the clause around it is what X says.
fn according(s: &Sent<'_>, cast: &Cast, i: usize, quotes: &[Span]) -> Option<Statement> {
    if s.lower(i) != "according" || s.lower(i + 1 - usize::from(i + 1 == s.len())) != "to" {
        return None;
    }
    let noun = (i + 2..s.len()).find(|&k| s.nominal(k) && s.children(k).any(|c| c == i) || s.head(i) == Some(k))?;
    let (speaker, speaker_text) = speaker(s, cast, Some(noun));
    let (lo, hi) = s.reach(noun);
    let (last, longer_after) = (s.len() - 1, lo < s.len().saturating_sub(hi + 1));
    let content = if longer_after { s.words_span((hi + 1).min(last), last) } else { s.words_span(0, lo.saturating_sub(1)) };
    Some(Statement {
        sentence: s.id,
        speaker,
        speaker_text,
        cue: "according to".to_owned(),
        cue_at: Some((s.id, i)),
        cue_span: s.words_span(i, i + 1),
        speaker_at: Some(s.words_span((i + 2).min(last), until_comma(s, i + 2).max(noun).min(last))),
        mode: mode(s.text, content, quotes),
        content,
        addressee: None,
        via: None,
        date: None,
        about: Vec::new(),
    })
}

/// The last word before the next comma or end.
fn until_comma(s: &Sent<'_>, from: usize) -> usize {
    (from..s.len()).take_while(|&i| !matches!(s.form(i), "," | "." | ";" | ":" | "—" | "–")).last().unwrap_or(from)
}

/// "..., the agency reported": the outer report carries the inner one.
fn carried(sents: &[Sent<'_>], cast: &Cast, out: &mut [Statement]) {
    let media = |id: ActorId| cast.actors[id].codes.iter().any(|c| c.ends_with(".JRN"));
    for i in 0..out.len() {
        let Some((sentence, v)) = out[i].cue_at else { continue };
        let (cue, speaker) = (sents[sentence].word(v).span, out[i].speaker);
        let carries = |o: &&Statement| o.sentence == out[i].sentence && o.content.contains(cue) && o.speaker != speaker;
        let outer = out.iter().filter(carries).filter_map(|o| o.speaker).find(|&id| media(id));
        out[i].via = outer.map(|id| cast.actors[id].name.clone());
    }
}

/// Actors spoken of and the stance toward each: the balance of praising and blaming words in the content.
fn about(s: &Sent<'_>, cast: &Cast, lexicon: &Lexicon, content: Span, speaker: Option<ActorId>) -> Vec<(ActorId, i8)> {
    let inside: Vec<usize> = (0..s.len()).filter(|&i| content.contains(s.word(i).span)).collect();
    let count = |set: &str| inside.iter().filter(|&&i| lexicon.words.holds(set, s.lemma(i))).count();
    let stance = count("stance.positive") as i32 - count("stance.negative") as i32;
    let mut out: Vec<(ActorId, i8)> = Vec::new();
    for &i in &inside {
        if let Some(id) = cast.of(s.id, i).filter(|&id| cast.actors[id].kind != Kind::Place && Some(id) != speaker)
            && !out.iter().any(|(o, _)| *o == id)
        {
            out.push((id, stance.signum() as i8));
        }
    }
    out
}
