//! Who is reported to have said what.
//!
//! Cues are the reporting verbs and nouns of `lexicon/speech`; content is the clause below them or the words in quotation
//! marks; the speaker is the cue's logical subject. Quotations without a cue belong to the last speaker of the paragraph.

use crate::cast::{Cast, inverted};
use crate::sent::Sent;
use crate::slots;
use crate::types::{ActorId, Kind, Speech, Statement};
use chancery_lexicon::{CueClass, Lexicon};
use chancery_span::Span;
use chancery_syntax::tree::Upos;
use chancery_text::{Block, Part};

/// Everything said in the article, in the order of the cues.
#[must_use]
pub fn find(sents: &[Sent<'_>], cast: &Cast, lexicon: &Lexicon, quotes: &[Span], blocks: &[Block]) -> Vec<Statement> {
    let mut out = Vec::new();
    for s in sents.iter().filter(|s| s.part != Part::Caption) {
        let from = out.len();
        for word in 0..s.len() {
            if let Some(st) = at_verb(s, cast, lexicon, word, quotes) {
                out.push(st);
            }
            out.extend(according(s, cast, word, quotes));
        }
        if out.len() == from {
            floating(s, quotes, blocks, &mut out);
        } else {
            loose_quotes(s, quotes, &mut out, from);
        }
    }
    carried(sents, cast, &mut out);
    out
}

fn at_verb(s: &Sent<'_>, cast: &Cast, lexicon: &Lexicon, v: usize, quotes: &[Span]) -> Option<Statement> {
    if s.upos(v) != Upos::Verb {
        return None;
    }
    let cue = lexicon.speech.verb(s.lemma(v))?;
    let wants = matches!(cue.class, CueClass::Promise | CueClass::Demand | CueClass::Warn | CueClass::Deny);
    let content = content(s, v, quotes, wants)?;
    let quoted = quotes.iter().any(|q| q.contains(content) || q.start.abs_diff(content.start) < 4);
    if !cue.spoken && !quoted {
        return None;
    }
    let behind = s.children(v).find(|&k| inverted(s, v, k));
    let speaker_word = behind.or_else(|| slots::subjects(s, v, 0).first().copied());
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
        mode: mode(s.text, content, quotes),
        content,
        addressee: addressee(s, cast, v),
        via: None,
        date: None,
        about: about(s, cast, lexicon, content, speaker),
    })
}

/// The clause a cue reports: below it, or around it where the cue is an insertion.
fn content(s: &Sent<'_>, v: usize, quotes: &[Span], wants: bool) -> Option<Span> {
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
    let object = s.child(v, "xcomp").filter(|_| wants);
    object.filter(|&k| quotes.iter().any(|q| q.overlaps(s.word(k).span))).map(|k| {
        let (a, b) = s.reach(k);
        s.words_span(a, b)
    })
}

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
        mode: mode(s.text, content, quotes),
        content,
        addressee: None,
        via: None,
        date: None,
        about: Vec::new(),
    })
}

/// Long quotations in a sentence whose cue took another one: they are the same speaker's.
fn loose_quotes(s: &Sent<'_>, quotes: &[Span], out: &mut Vec<Statement>, from: usize) {
    for q in quotes.iter().filter(|q| s.span.contains(**q) && q.len() > 20) {
        if !out[from..].iter().any(|st| st.content.overlaps(*q)) {
            let like = out[from].clone();
            out.push(Statement { content: *q, mode: Speech::Direct, ..like });
        }
    }
}

/// A sentence within quotation marks and no cue of its own: the speaker of the sentence before, or after, goes on.
fn floating(s: &Sent<'_>, quotes: &[Span], blocks: &[Block], out: &mut Vec<Statement>) {
    let Some(q) = quotes.iter().find(|q| q.overlaps(s.span) && clip(**q, s.span).len() * 10 > s.span.len() * 7 && s.span.len() > 20) else {
        return;
    };
    let block = |at: u32| blocks.iter().position(|b| b.span.start <= at && at < b.span.end);
    let Some(last) = out.last() else { return };
    let near = block(last.content.start) == block(s.span.start) || last.sentence + 3 > s.id;
    if !near {
        return;
    }
    let next = Statement { sentence: s.id, content: clip(*q, s.span), mode: Speech::Direct, ..last.clone() };
    out.push(next);
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
