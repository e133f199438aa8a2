//! From matches to events: certainty, modes, contexts, repeated mentions.

use crate::cast::Cast;
use crate::matcher::{Match, Scene};
use crate::sent::Sent;
use crate::status::status;
use crate::types::{Actor, Event, Kind, ResolvedBy, Status};
use chancery_lexicon::{EventType, Lexicon, Ontology, TriggerKind};
use chancery_syntax::tree::Upos;
use chancery_text::Part;
use std::borrow::Cow;

/// All events of a sentence, in the order of their triggers.
#[must_use]
pub fn find(s: &Sent<'_>, cast: &Cast, lexicon: &Lexicon) -> Vec<Event> {
    let scene = Scene { s, cast, lexicon, marked: &[] };
    let matches: Vec<Match<'_>> = (0..s.len()).filter_map(|w| scene.at(lexicon, w, None)).collect();
    let (ontology, mut out) = (&lexicon.ontology, Vec::new());
    for m in matches.iter().filter(|m| !absorbed(s, m, &matches)) {
        let promised = promised(s, m, &matches);
        let refused = refused(s, m.word);
        let pledge = promised.filter(|o| ontology.of(o.pattern.gives.event).is_some_and(|k| k.pledge)).map(|o| o.word);
        let becomes = |e: Event| match (refused, promised) {
            (true, _) => refusal(e, ontology),
            (false, Some(_)) => Event { promised_by: pledge.filter(|_| e.status == Status::Planned), ..e },
            // A noun names a threat only where it says whose: "the attacks" of a sentence on plans may be past ones.
            (false, None) if m.trigger.kind == TriggerKind::Noun && e.event.quad() == 4 && e.source.is_empty() => e,
            (false, None) => future(e, ontology),
        };
        out.extend(split(&scene, m).into_iter().map(becomes));
    }
    out
}

/// The match whose verb announces this one: the pledge is its event, and what it pledges stays what it is.
fn promised<'m, 'l>(s: &Sent<'_>, m: &Match<'_>, all: &'m [Match<'l>]) -> Option<&'m Match<'l>> {
    let mut at = m.word;
    for _ in 0..3 {
        let Some(h) = s.head(at) else { break };
        if !matches!(s.base(at), "xcomp" | "ccomp" | "obj" | "obl" | "acl" | "nmod" | "conj") {
            break;
        }
        let announces = all.iter().find(|o| o.word == h);
        if announces.is_some() {
            return announces;
        }
        at = h;
    }
    None
}

/// Turn pledges' words into the numbers of their events.
pub fn link_pledges(events: &mut [Event]) {
    for i in 0..events.len() {
        let of = |word: usize| events.iter().position(|p| p.sentence == events[i].sentence && p.word == word);
        let pledge = events[i].promised_by.and_then(of).filter(|&p| p != i);
        events[i].promised_by = pledge;
    }
}

/// What is merely to come is, in PLOVER, an agreement where it would help, a concession where it would yield, a threat where
/// it would hurt (manual 2.0, section on future events). The type it would have is kept in `why`.
fn future(mut e: Event, ontology: &Ontology) -> Event {
    if e.status != Status::Planned {
        return e;
    }
    let Some(turn) = ontology.to_come(e.event, e.mode.as_deref()) else { return e };
    e.why.push_str(&format!("; still to come, so {} rather than {}", turn.event.name(), e.event.name()));
    (e.event, e.mode, e.cameo) = (turn.event, turn.mode.clone(), None);
    e
}

/// Whether somebody will not do it: "will not release", "would never meet".
fn refused(s: &Sent<'_>, word: usize) -> bool {
    let lower = |set: &[&str]| s.children(word).any(|k| matches!(s.base(k), "aux" | "advmod") && set.contains(&s.lower(k)));
    s.upos(word) == Upos::Verb && lower(&["will", "wo", "would", "shall"]) && lower(&["not", "n't", "n’t", "never"])
}

/// What would help or yield and is not to be done is a refusal; what would hurt is only denied.
fn refusal(mut e: Event, ontology: &Ontology) -> Event {
    let Some(turn) = ontology.refused(e.event, e.mode.as_deref()) else { return Event { status: Status::Denied, ..e } };
    e.why.push_str(&format!("; not to be done, so {} rather than {}", turn.event.name(), e.event.name()));
    (e.event, e.mode, e.cameo, e.status) = (turn.event, turn.mode.clone(), None, Status::Occurred);
    e
}

/// "held talks", "began a visit": the noun's event is the verb's, where both say the same.
fn absorbed(s: &Sent<'_>, m: &Match<'_>, all: &[Match<'_>]) -> bool {
    let above = |word: usize| s.head(word).filter(|_| matches!(s.base(word), "obj" | "obl" | "nmod" | "xcomp" | "nsubj" | "compound"));
    let Some(h) = above(m.word) else { return false };
    let same = |o: &&Match<'_>| o.pattern.gives.event == m.pattern.gives.event;
    all.iter()
        .filter(same)
        .any(|o| o.word == h || (Some(o.word) == above(h) && m.trigger.kind == TriggerKind::Noun && s.upos(h) != Upos::Verb))
}

/// One event for each visited side; one for all targets otherwise.
fn split(scene: &Scene<'_, '_>, m: &Match<'_>) -> Vec<Event> {
    let event = build(scene, m);
    if m.target.len() < 2 || event.reciprocal || event.mode.as_deref() != Some("visit") {
        return vec![event];
    }
    let parts = m.target.iter().zip(&m.target_words);
    parts.map(|(&t, &w)| Event { target: vec![t], focus: w, ..event.clone() }).collect()
}

fn build(scene: &Scene<'_, '_>, m: &Match<'_>) -> Event {
    let (s, p) = (scene.s, m.pattern);
    let (mut certainty, decided) = status(s, scene.lexicon, m.word);
    if let Some(fixed) = p.status.as_deref().and_then(Status::named) {
        certainty = fixed;
    }
    // "no government wants to": what nobody does is not done.
    if crate::slots::fill(s, m.word, &chancery_lexicon::Slot(vec!["subj".to_owned()])).iter().any(|&w| nobody(s, w)) {
        certainty = Status::Denied;
    }
    if s.part == Part::Headline
        && certainty == Status::Occurred
        && s.word(m.word).xpos == "VB"
        && s.children(m.word).any(|k| s.lower(k) == "to")
    {
        certainty = Status::Planned;
    }
    let mode = p
        .refinements
        .iter()
        .find(|r| r.what == "mode" && !r.when.is_empty() && r.when.iter().all(|c| scene.holds(c, m.word)))
        .map(|r| r.value.clone())
        .or_else(|| p.gives.mode.clone());
    let mut contexts = p.gives.contexts.clone();
    contexts.extend(
        p.refinements.iter().filter(|r| r.what == "context" && r.when.iter().all(|c| scene.holds(c, m.word))).map(|r| r.value.clone()),
    );
    contexts.dedup();
    let (first, last) = trigger_words(s, m);
    let signs = signs(scene, m, p.gives.event, certainty);
    let trigger = s.words_span(first, last);
    let [source_words, target_words] = crate::sides::of(scene, m, trigger);
    Event {
        sentence: s.id,
        event: p.gives.event,
        mode,
        contexts,
        cameo: p.gives.cameo.clone(),
        source: m.source.clone(),
        target: m.target.clone(),
        source_words,
        target_words,
        reciprocal: p.reciprocal,
        trigger,
        word: m.word,
        focus: m.word,
        status: certainty,
        date: None,
        places: Vec::new(),
        amounts: Vec::new(),
        attribution: None,
        same_as: None,
        historical: false,
        promised_by: None,
        confidence: confidence(scene.lexicon, &signs),
        signs,
        rule: p.name.clone(),
        why: why(scene, m, decided),
    }
}

fn nobody(s: &Sent<'_>, w: usize) -> bool {
    matches!(s.lower(w), "nobody" | "none" | "neither")
        || s.children(w).any(|k| s.base(k) == "det" && matches!(s.lower(k), "no" | "neither"))
}

/// The trigger, with the object or particle the pattern asked for.
fn trigger_words(s: &Sent<'_>, m: &Match<'_>) -> (usize, usize) {
    let mut last = m.word;
    for c in &m.trigger.conditions {
        if matches!(c.slot.0.as_slice(), [one] if one == "obj" || one == "xcomp")
            && !c.terms.iter().any(|t| matches!(t, chancery_lexicon::Term::Class(_)))
        {
            last = crate::slots::fill(s, m.word, &c.slot).into_iter().filter(|&w| w > last && w < m.word + 8).max().unwrap_or(last);
        }
    }
    (m.word, last)
}

/// What speaks for or against an event, by name; `lexicon/confidence/` weighs them.
fn signs(scene: &Scene<'_, '_>, m: &Match<'_>, event: EventType, status: Status) -> Vec<Cow<'static, str>> {
    let known = |ids: &[usize]| ids.iter().any(|&a| solid(&scene.cast.actors[a]));
    let placed = |ids: &[usize]| ids.iter().any(|&a| !scene.cast.actors[a].countries.is_empty());
    let asked = m.trigger.conditions.len() + usize::from(m.trigger.particle.is_some());
    let mut out = vec!["any".into(), event.name().to_owned().into(), status.name().into()];
    let mut when = |holds: bool, sign: &'static str| {
        if holds {
            out.push(sign.into());
        }
    };
    when(m.pattern.priority < -1, "broad pattern");
    when(m.pattern.priority > 0, "narrow pattern");
    when(asked == 0, "bare trigger");
    when(asked > 1, "many conditions");
    when(m.trigger.kind == TriggerKind::Noun, "noun");
    when(m.trigger.kind == TriggerKind::Adj, "adjective");
    when(m.source.is_empty(), "no source");
    when(m.target.is_empty(), "no target");
    when(known(&m.source), "known source");
    when(known(&m.target), "known target");
    when(placed(&m.source), "source of a country");
    when(placed(&m.target), "target of a country");
    when(scene.s.part == Part::Headline, "headline");
    when(scene.s.len() > 40, "long sentence");
    out
}

/// The probability that the type is right, by the fitted weights of the signs.
#[must_use]
pub fn confidence(lexicon: &Lexicon, signs: &[Cow<'static, str>]) -> f32 {
    chancery_learn::math::sigmoid(signs.iter().map(|s| lexicon.confidence.weight(s)).sum())
}

fn solid(a: &Actor) -> bool {
    matches!(a.resolved_by, ResolvedBy::Lexicon | ResolvedBy::Composed | ResolvedBy::Apposition)
        && a.codes.iter().all(|c| !c.starts_with("UNK"))
        && a.kind != Kind::Place
}

fn why(scene: &Scene<'_, '_>, m: &Match<'_>, decided: Option<usize>) -> String {
    let s = scene.s;
    let names = |ids: &[usize]| ids.iter().map(|&a| scene.cast.actors[a].name.as_str()).collect::<Vec<_>>().join(", ");
    let mut out = format!("“{}” is {}: {}", s.form(m.word), m.pattern.gives.event.name(), m.pattern.about.trim_end_matches('.'));
    if !m.source.is_empty() {
        out += &format!("; by {}", names(&m.source));
    }
    if !m.target.is_empty() {
        out += &format!("; towards {}", names(&m.target));
    }
    if let Some(w) = decided {
        out += &format!("; certainty by “{}”", s.form(w));
    }
    out
}

/// Countries of a side, groups expanded, in the order of first mention.
#[must_use]
pub fn countries(actors: &[Actor], ids: &[usize]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for c in ids.iter().flat_map(|&a| &actors[a].countries) {
        if !out.contains(c) {
            out.push(c.clone());
        }
    }
    out
}

/// Link later mentions of an event to the first: same type, same sides, no date that contradicts.
pub fn link_repeats(events: &mut [Event], actors: &[Actor]) {
    for i in 1..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let e = &mut rest[0];
        let sides = |x: &Event| (countries(actors, &x.source), countries(actors, &x.target));
        let mine = sides(e);
        if mine.0.is_empty() || mine.1.is_empty() {
            continue;
        }
        let agrees = |x: &Event| {
            let theirs = sides(x);
            let same = theirs == mine || (x.reciprocal && e.reciprocal && (theirs.1.clone(), theirs.0.clone()) == mine);
            let dates = match (x.date.as_ref().filter(|d| d.text.is_some()), e.date.as_ref().filter(|d| d.text.is_some())) {
                (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
                _ => x.rule == e.rule,
            };
            x.event == e.event && x.status == e.status && same && dates && x.same_as.is_none()
        };
        e.same_as = before.iter().position(agrees);
    }
}
