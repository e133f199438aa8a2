//! What the patterns say of a pair: which triggers stand near it, how many of their conditions hold, and whether their roles fit.

use super::mark::Marked;
use crate::matcher::Scene;
use crate::slots;
use chancery_lexicon::{EventType, Pattern, Slot, Trigger, TriggerKind};
use chancery_syntax::tree::Upos;

/// A trigger of a pattern at a word.
#[derive(Debug)]
pub struct Vote<'l> {
    /// The pattern.
    pub pattern: &'l Pattern,
    /// Share of the trigger's conditions that hold, 1 for none.
    pub held: f32,
    /// How many conditions it has.
    pub asked: usize,
    /// Whether a slot of its source holds a marked source word.
    pub source: bool,
    /// Whether a slot of its target holds a marked target word.
    pub target: bool,
    /// Whether something speaks against the pattern.
    pub barred: bool,
}

impl Vote<'_> {
    /// The type it votes for.
    #[must_use]
    pub fn event(&self) -> EventType {
        self.pattern.gives.event
    }

    /// Whether the pattern would fire here.
    #[must_use]
    pub fn fires(&self) -> bool {
        self.held >= 1.0 && !self.barred
    }
}

/// All triggers at a word.
#[must_use]
pub fn at<'l>(scene: &Scene<'_, '_>, lexicon: &'l chancery_lexicon::Lexicon, m: &Marked, word: usize) -> Vec<Vote<'l>> {
    let kind = match scene.s.upos(word) {
        Upos::Verb => TriggerKind::Verb,
        Upos::Noun | Upos::Propn => TriggerKind::Noun,
        Upos::Adj => TriggerKind::Adj,
        _ => return Vec::new(),
    };
    let lemma = scene.s.lemma(word).to_lowercase();
    let triggers = lexicon.patterns.of(kind, &lemma).iter();
    triggers
        .map(|&(p, t)| {
            let pattern = &lexicon.patterns.all()[p as usize];
            vote(scene, m, pattern, &pattern.triggers[t as usize], word)
        })
        .collect()
}

fn vote<'l>(scene: &Scene<'_, '_>, m: &Marked, pattern: &'l Pattern, trigger: &Trigger, word: usize) -> Vote<'l> {
    let conditions: Vec<_> = trigger.conditions.iter().chain(&pattern.needs).collect();
    let particle = trigger.particle.is_none() || scene.particle(trigger, word);
    let held = conditions.iter().filter(|c| scene.holds(c, word)).count() + usize::from(particle);
    let filled = |wanted: &[Slot], by: &[usize]| wanted.iter().any(|slot| reaches(scene, word, slot, by));
    let default: Vec<Slot> = crate::matcher::default_source(trigger.kind);
    let source = if pattern.source.is_empty() { &default } else { &pattern.source };
    Vote {
        pattern,
        held: held as f32 / (conditions.len() + 1) as f32,
        asked: conditions.len() + usize::from(trigger.particle.is_some()),
        source: filled(source, &m.source.words),
        target: filled(&pattern.target, &m.target.words),
        barred: pattern.unless.iter().any(|c| scene.holds(c, word)),
    }
}

/// Whether a slot's filler, or what belongs to it, is one of the words.
fn reaches(scene: &Scene<'_, '_>, word: usize, slot: &Slot, by: &[usize]) -> bool {
    let fillers = slots::fill(scene.s, word, slot);
    fillers.iter().any(|w| by.contains(w)) || fillers.iter().any(|&w| slots::within(scene.s, w, true).iter().any(|i| by.contains(i)))
}
