//! The words of an event's sides: the whole noun phrase around each actor, or around what was acted on where no actor is known.

use crate::matcher::{Match, PERFORMING, Scene, default_source};
use crate::sent::Sent;
use crate::slots;
use crate::types::Form;
use crate::{cast::Cast, types::ActorId};
use chancery_lexicon::Slot;
use chancery_span::Span;
use chancery_syntax::tree::Upos;

/// Source and target of a match as spans of the text, each sorted and without repeats.
pub(crate) fn of(scene: &Scene<'_, '_>, m: &Match<'_>, trigger: Span) -> [Vec<Span>; 2] {
    let (s, cast) = (scene.s, scene.cast);
    let at = Trigger { word: m.word, all: trigger, light: scene.lexicon.words.holds(PERFORMING, s.lemma(m.word)) };
    let default = default_source(m.trigger.kind);
    let source_slots = if m.pattern.source.is_empty() { &default } else { &m.pattern.source };
    let source = side(s, cast, (&m.source, &m.source_words), &at);
    let source = if source.is_empty() { fallback(s, source_slots, &at) } else { source };
    let target = side(s, cast, (&m.target, &m.target_words), &at);
    let target = if m.target.is_empty() && !m.pattern.reciprocal { fallback(s, &m.pattern.target, &at) } else { target };
    let target = target.into_iter().filter(|t| !source.contains(t)).collect();
    [source, target]
}

/// Where an event's trigger stands.
struct Trigger {
    word: usize,
    /// With the object or particle its pattern asks for.
    all: Span,
    /// Whether its verb only says that what its object names is done.
    light: bool,
}

impl Trigger {
    /// Whether the phrase of a word goes on to its head: up to the trigger, and past its object only from before it, as in "rejected *Peru*'s demand".
    fn frees(&self, s: &Sent<'_>, word: usize, head: usize) -> bool {
        let (lo, hi) = s.reach(head);
        let holds = |w: usize| w == self.word || self.all.overlaps(s.word(w).span);
        let before = s.rel(word) == "nmod:poss" || matches!(s.base(word), "compound" | "amod" | "flat");
        match s.base(word) {
            _ if (lo..=hi).contains(&self.word) => false,
            _ if before => !self.light || !(lo..=hi).any(holds),
            "nmod" | "appos" => !(lo..=hi).any(holds),
            _ => false,
        }
    }
}

fn side(s: &Sent<'_>, cast: &Cast, (ids, words): (&[ActorId], &[usize]), trigger: &Trigger) -> Vec<Span> {
    let spans = ids.iter().zip(words).map(|(&id, &w)| phrase(s, named(s, cast, id, w), trigger));
    unique(spans.collect())
}

/// A pronoun's actor by its own words, where the sentence has them.
fn named(s: &Sent<'_>, cast: &Cast, id: ActorId, w: usize) -> usize {
    if s.upos(w) != Upos::Pron {
        return w;
    }
    let mentions =
        cast.actors[cast.final_id(id)].mentions.iter().filter(|m| m.sentence == s.id && m.form != Form::Pronoun && m.by != "modifier");
    let near = mentions.min_by_key(|m| m.span.start.abs_diff(s.word(w).span.start));
    near.and_then(|m| (0..s.len()).find(|&i| m.span.contains(s.word(i).span) && s.head(i).is_none_or(|h| !m.span.contains(s.word(h).span))))
        .unwrap_or(w)
}

/// The nouns of the first slot that holds any.
fn fallback(s: &Sent<'_>, slots: &[Slot], trigger: &Trigger) -> Vec<Span> {
    let nouns = |slot: &Slot| -> Vec<usize> {
        let fillers = slots::fill(s, trigger.word, slot).into_iter();
        // "launched an attack": the attack is the event, not whom it strikes.
        let act = |w: usize| w == trigger.word || trigger.light && trigger.all.overlaps(s.word(w).span);
        fillers.filter(|&w| matches!(s.upos(w), Upos::Noun | Upos::Propn) && !act(w)).collect()
    };
    let found = slots.iter().map(nouns).find(|n| !n.is_empty()).unwrap_or_default();
    unique(found.into_iter().map(|w| phrase(s, w, trigger)).collect())
}

/// The whole noun phrase around a word, up to the event's trigger: "the decision of *Peru*'s court". Clauses, days and what is joined to it are cut off.
fn phrase(s: &Sent<'_>, word: usize, trigger: &Trigger) -> Span {
    let mut head = word;
    while let Some(up) = s.head(head).filter(|&h| s.nominal(h) && trigger.frees(s, head, h)) {
        head = up;
    }
    let (lo, hi) = s.reach(head);
    let outside = |k: &usize| *k > head && matches!(s.base(*k), "acl" | "conj" | "parataxis");
    let days = (head + 1..=hi).filter(|&k| day(s, k));
    let cut = s.children(head).filter(outside).chain(days).map(|k| s.reach(k).0).min();
    let hi = cut.map_or(hi, |k| k.saturating_sub(1).max(head));
    // "*at* least 75 people"
    let kept = |i: usize| {
        let amount = i + 1 < s.len() && matches!(s.lower(i + 1), "least" | "most");
        amount || !matches!(s.base(i), "case" | "punct" | "cc" | "cc:preconj") || s.form(i) == "("
    };
    let lo = (lo..=head).find(|&i| kept(i)).unwrap_or(lo);
    let lo = if lo > 0 && s.lower(lo - 1) == "at" && matches!(s.lower(lo), "least" | "most") { lo - 1 } else { lo };
    let open = |hi: usize| (lo..=hi).filter(|&i| s.form(i) == "(").count() > (lo..=hi).filter(|&i| s.form(i) == ")").count();
    let hi = (lo..=hi).rev().find(|&i| !matches!(s.base(i), "punct" | "cc")).unwrap_or(hi);
    let hi = if open(hi) && hi + 1 < s.len() && s.form(hi + 1) == ")" { hi + 1 } else { hi };
    s.words_span(lo, hi)
}

/// Whether a phrase says when: "on Monday", "Friday", "this month".
fn day(s: &Sent<'_>, k: usize) -> bool {
    crate::times::names_days(s.lower(k)) || matches!(s.rel(k), "nmod:unmarked" | "obl:unmarked" | "nmod:tmod" | "obl:tmod")
}

fn unique(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    spans
}
