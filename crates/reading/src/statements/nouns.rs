//! Reporting nouns and "according to".

use super::who::{speaker, whole};
use super::{Scene, about, act, mode};
use crate::sent::Sent;
use crate::slots;
use crate::types::{Act, Statement};
use chancery_lexicon::{Cue, CueClass};
use chancery_span::Span;
use chancery_syntax::tree::Upos;

/// "his claim that ...", "the warning from Kyiv that ...": a reporting noun with the clause it holds.
pub(super) fn at_noun(scene: Scene<'_, '_>, n: usize) -> Option<Statement> {
    let Scene { s, cast, lexicon, quotes } = scene;
    if s.upos(n) != Upos::Noun {
        return None;
    }
    let cue = lexicon.speech.noun(s.lemma(n))?;
    let (content, light) = reported(scene, n, cue)?;
    let owner = owner(s, n).or_else(|| light.and_then(|v| slots::subjects(s, v, 0).first().copied()))?;
    let (speaker, speaker_text) = speaker(s, cast, Some(owner));
    Some(Statement {
        sentence: s.id,
        speaker,
        speaker_text,
        cue: s.form(n).to_owned(),
        cue_at: Some((s.id, n)),
        cue_span: around(s, n, light, content),
        speaker_at: Some(whole(s, owner, n)),
        class: Some(cue.class),
        act: act(cue),
        mode: mode(s.text, content, quotes),
        content,
        addressee: None,
        via: None,
        date: None,
        about: about(s, cast, lexicon, content, speaker),
    })
}

/// What a reporting noun holds, and the light verb it hangs on: a clause with "that", or where somebody owns the noun or makes it
/// his own by a light verb, an infinitive or what stands behind a preposition.
fn reported(scene: Scene<'_, '_>, n: usize, cue: Cue) -> Option<(Span, Option<usize>)> {
    let Scene { s, lexicon, .. } = scene;
    let verb = s.head(n).filter(|&v| s.base(n) == "obj" && v < n && s.upos(v) == Upos::Verb);
    let light = verb.filter(|&v| lexicon.words.holds("speech.light", s.lemma(v)));
    let mark = |k: usize| s.children(k).find(|&m| s.base(m) == "mark").map(|m| s.lower(m));
    if let Some(k) = s.children(n).find(|&k| k > n && matches!(s.base(k), "acl" | "ccomp") && mark(k) == Some("that")) {
        let (lo, hi) = s.reach(k);
        return Some((s.words_span((lo + 1).min(hi), hi), light));
    }
    if cue.class == CueClass::Say || (owner(s, n).is_none() && light.is_none()) {
        return None;
    }
    let wish = s.children(n).find(|&k| k > n && s.base(k) == "acl" && s.rel(k) != "acl:relcl" && mark(k) == Some("to"));
    if let Some(k) = wish {
        let (lo, hi) = s.reach(k);
        return Some((s.words_span(lo, hi), light));
    }
    let concerns = |k: &usize| {
        let case = s.case(*k);
        *k > n && matches!(case.as_str(), "of" | "about" | "for" | "on" | "against" | "over" | "toward" | "towards" | "to")
    };
    // "raised doubts *about the vote*": the tree may hang it on the light verb.
    let beside = |k: &usize| s.base(*k) == "obl" && s.reach(*k).0 == n + 1;
    let own = s.children(n).filter(|&k| s.base(k) == "nmod").find(concerns);
    let k = own.or_else(|| light.and_then(|v| s.children(v).filter(beside).find(concerns)))?;
    let (lo, hi) = s.reach(k);
    Some((s.words_span((lo + 1).min(hi), hi), light))
}

/// Whose word it is: "*his* claim", "the warning *from Kyiv*", "the *Pentagon* statement".
fn owner(s: &Sent<'_>, n: usize) -> Option<usize> {
    s.child(n, "nmod:poss")
        .or_else(|| s.children(n).find(|&k| s.base(k) == "nmod" && matches!(s.case(k).as_str(), "by" | "from")))
        .or_else(|| s.child(n, "compound").filter(|&k| s.proper(k)))
}

/// The noun with its light verb and the preposition right before what is reported: "raised doubts about".
fn around(s: &Sent<'_>, n: usize, light: Option<usize>, content: Span) -> Span {
    let from = light.filter(|&v| v + 4 > n).unwrap_or(n);
    let leads = n + 2 < s.len() && s.upos(n + 1) == Upos::Adp && s.word(n + 2).span.start == content.start;
    s.words_span(from, n + usize::from(leads))
}

/// "according to X": the clause around it is what X says.
pub(super) fn according(scene: Scene<'_, '_>, i: usize) -> Option<Statement> {
    let Scene { s, cast, quotes, .. } = scene;
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
        class: Some(CueClass::Say),
        act: Act::Said,
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
