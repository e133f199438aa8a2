//! The formats of the editable language and world files, and their checks.
//!
//! A lexicon is a handful of plain text files (see `lexicon/README.md`): actors with dated names and roles, agent words,
//! event patterns, word lists. This crate reads them into tables that the reading looks words up in, and reports every
//! mistake with its file, line and a remedy. It knows the *formats*; the English files themselves live in `chancery-english`.

mod actors;
mod agents;
mod audit;
mod codes;
mod confidence;
mod diagnostic;
mod entry;
mod names;
mod ontology;
mod patterns;
mod period;
mod places;
mod speech;
mod words;

pub use actors::{Actor, ActorKind, ActorTest, Actors, Name, NameUse, Role};
pub use agents::{Agent, AgentKind, Agents};
pub use audit::{Gap, audit, folded_name, gaps};
pub use codes::{SECTORS, is_country, is_non_state, is_sector};
pub use confidence::Confidence;
pub use diagnostic::Diagnostic;
pub use entry::{Attribute, Entry, entries};
pub use names::{Hit, NameIndex};
pub use ontology::{EventType, Kind, Ontology, Turn};
pub use patterns::{Condition, Gives, Pattern, PatternTest, Patterns, Refinement, Slot, Term, Trigger, TriggerKind};
pub use period::{Day, Period};
pub use places::{Places, Site};
pub use speech::{Cue, CueClass, Speech, SpeechTest};
pub use words::WordSets;

/// One file of a lexicon: its path as shown in messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// Path, for messages.
    pub path: &'s str,
    /// Content.
    pub text: &'s str,
}

/// Everything the reading looks words up in.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Who acts.
    pub actors: Actors,
    /// What people and bodies are called.
    pub agents: Agents,
    /// What can happen.
    pub ontology: Ontology,
    /// By which words it is known.
    pub patterns: Patterns,
    /// Named word lists.
    pub words: WordSets,
    /// Reporting verbs and nouns.
    pub speech: Speech,
    /// Towns and provinces by country.
    pub places: Places,
    /// How sure events are.
    pub confidence: Confidence,
}

impl Lexicon {
    /// Read a lexicon from its files. A file's folder says what it holds: `ontology/`, `actors/`, `agents/`, `patterns/`, `words/`,
    /// `speech/`, `places/`, `confidence/`.
    ///
    /// Reading never stops at a mistake: what could be read is in the lexicon, and every mistake is in the list.
    #[must_use]
    pub fn read(sources: &[Source<'_>]) -> (Self, Vec<Diagnostic>) {
        let mut lexicon = Self::default();
        let mut wrong = Vec::new();
        let of = |folder: &'static str| sources.iter().filter(move |s| s.path.contains(folder));
        for source in of("words/") {
            lexicon.words.add(source, &mut wrong);
        }
        lexicon.words.close(&mut wrong);
        for source in of("agents/") {
            lexicon.agents.add(source, &mut wrong);
            lexicon.actors.add_tests(source, &mut wrong);
        }
        for source in of("places/") {
            lexicon.places.add(source, &mut wrong);
        }
        for source in of("speech/") {
            lexicon.speech.add(source, &mut wrong);
        }
        for source in of("actors/") {
            lexicon.actors.add(source, &mut wrong);
        }
        lexicon.actors.close(&lexicon.places);
        for source in of("confidence/") {
            lexicon.confidence.add(source, &mut wrong);
        }
        for source in of("ontology/") {
            lexicon.ontology.add(source, &mut wrong);
        }
        lexicon.ontology.close(&mut wrong);
        for source in of("patterns/") {
            lexicon.patterns.add(source, &lexicon.ontology, &lexicon.words, &mut wrong);
        }
        (lexicon, wrong)
    }
}
