//! Reporting verbs and adjectives.

use super::{Scene, about, act, content, cue, mode, who};
use crate::slots;
use crate::types::Statement;
use chancery_lexicon::{Cue, CueClass};
use chancery_span::Span;
use chancery_syntax::tree::Upos;

/// A cue at a word with what it reports.
struct Found {
    cue: Cue,
    content: Span,
    speaker: Option<usize>,
}

pub(super) fn at_verb(scene: Scene<'_, '_>, v: usize) -> Option<Statement> {
    let Scene { s, cast, lexicon, quotes } = scene;
    if !matches!(s.upos(v), Upos::Verb | Upos::Adj) {
        return None;
    }
    let f = spoken(scene, v).or_else(|| behind(scene, v)).or_else(|| unnamed(scene, v))?;
    // "I think" inside a quotation is the speaker's own manner, not a report.
    let own = f.speaker.is_none_or(|w| s.upos(w) == Upos::Pron && !who::THIRD.contains(&s.lower(w)));
    // Nor does a quotation's "they said" tell of anybody known.
    let vague = f.speaker.is_none_or(|w| s.upos(w) == Upos::Pron && cast.of(s.id, w).is_none());
    if (own || vague || f.cue.stance) && quotes.iter().any(|q| q.contains(s.word(v).span)) {
        return None;
    }
    let (speaker, speaker_text) = who::speaker(s, cast, f.speaker);
    Some(Statement {
        sentence: s.id,
        speaker,
        speaker_text,
        cue: s.form(v).to_owned(),
        cue_at: Some((s.id, v)),
        cue_span: cue::group(s, lexicon, v, f.content),
        speaker_at: f.speaker.map(|w| who::beside(s, w, v)),
        class: Some(f.cue.class),
        act: act(f.cue),
        mode: mode(s.text, f.content, quotes),
        content: f.content,
        addressee: who::addressee(s, cast, v),
        via: None,
        date: None,
        about: about(s, cast, lexicon, f.content, speaker),
    })
}

/// A verb or adjective with its clause, its quotation or what it acts on.
fn spoken(scene: Scene<'_, '_>, v: usize) -> Option<Found> {
    let Scene { s, lexicon, quotes, .. } = scene;
    let cue = match s.upos(v) {
        Upos::Verb => lexicon.speech.verb(s.lemma(v))?,
        _ => lexicon.speech.adjective(s.lemma(v))?,
    };
    let issuer = who::issuer(s, lexicon, v).and_then(|h| slots::subjects(s, h, 0).first().copied());
    let speaker = issuer.or_else(|| who::speaker_word(s, v, quotes));
    let content = content::content(scene, v, cue).or_else(|| speaker.and_then(|w| content::rest(scene, v, w)))?;
    speaker.map(|_| Found { cue, content: content::without_speaker(s, v, content, quotes), speaker })
}

/// "referred to the delay", "critical of the plan".
fn behind(scene: Scene<'_, '_>, v: usize) -> Option<Found> {
    let Scene { s, lexicon, quotes, .. } = scene;
    let words = lexicon.speech.behind(s.lemma(v));
    let (k, cue) = words.iter().find_map(|(preposition, cue)| {
        let fits = |&k: &usize| k > v && matches!(s.base(k), "obl" | "advcl" | "nmod") && opens(scene, k, preposition);
        s.children(v).find(fits).map(|k| (k, *cue))
    })?;
    let speaker = who::speaker_word(s, v, quotes)?;
    let (lo, hi) = s.reach(k);
    // "called on Rome *to wait*"
    let request = s.children(v).find(|&o| o > hi && matches!(s.base(o), "xcomp" | "advcl") && opens(scene, o, "to"));
    let hi = request.map_or(hi, |o| s.reach(o).1);
    let through = (lo.max(v + 1)..=k).find(|&i| matches!(s.base(i), "case" | "mark"))?;
    // "sees *the deal* as *a threat*": of two, both.
    let whole = s.children(v).find(|&o| s.lower(through) == "as" && o > v && o < k && s.base(o) == "obj").map(|o| s.reach(o).0);
    let content = s.words_span(whole.unwrap_or((through + 1).min(hi)), hi);
    Some(Found { cue, content, speaker: Some(speaker) })
}

fn opens(scene: Scene<'_, '_>, k: usize, preposition: &str) -> bool {
    scene.s.case(k) == preposition || scene.s.children(k).any(|m| scene.s.base(m) == "mark" && scene.s.lower(m) == preposition)
}

/// "is expected to resign", "is seen as the heir", "seems to waver": nobody is named who holds it.
fn unnamed(scene: Scene<'_, '_>, v: usize) -> Option<Found> {
    let Scene { s, lexicon, .. } = scene;
    let passive = lexicon.speech.passive(s.lemma(v)).filter(|_| s.passive(v));
    // "Asked whether he would, ...": a participle set before the answer.
    let asked = lexicon.speech.passive(s.lemma(v)).filter(|c| c.class == CueClass::Ask && (s.word(v).xpos == "VBN" || v == 0));
    let asked = asked.filter(|_| s.child(v, "nsubj").is_none() && s.child(v, "aux").is_none());
    let cue = passive.or(asked).or_else(|| lexicon.speech.impersonal(s.lemma(v))).filter(|_| s.upos(v) == Upos::Verb)?;
    // "seems *to waver*", not "seems endless".
    let clause = |k: usize| match s.base(k) {
        "xcomp" => s.passive(v) || opens(scene, k, "to"),
        base => matches!(base, "ccomp" | "csubj") || opens(scene, k, "as"),
    };
    let theme = |k: usize| cue.class == CueClass::Ask && (opens(scene, k, "about") || s.base(k) == "advcl");
    let below = s.children(v).find(|&k| k > v && (clause(k) || theme(k)))?;
    let subject = s.child(v, "nsubj").filter(|&k| k < v && s.lower(k) != "it" && s.base(below) != "ccomp");
    let (from, to) = (subject.filter(|_| cue.class != CueClass::Ask).unwrap_or(below), s.reach(below).1);
    Some(Found { cue, content: s.words_span(s.reach(from).0, to), speaker: None })
}
