//! Reporting verbs and nouns: `claim verb say; tell; add`.

use crate::{Diagnostic, Source, diagnostic::Reporter, entry};
use std::collections::HashMap;

/// What a reporting word does to what it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CueClass {
    /// Plain saying: the speaker asserts it.
    Say,
    /// Claiming, arguing, accusing: asserted against doubt.
    Claim,
    /// Admitting, confirming: asserted against interest.
    Confirm,
    /// Denying, rejecting: the content is said not to be so.
    Deny,
    /// Promising, vowing, announcing: the content is to come.
    Promise,
    /// Demanding, asking, urging: the content is wanted.
    Demand,
    /// Warning, fearing: the content is possible and unwelcome.
    Warn,
    /// Believing, expecting, predicting, hinting: the content is possible.
    Believe,
    /// Asking a question.
    Ask,
}

/// A reporting word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// What it does to its content.
    pub class: CueClass,
    /// Whether it reports an act of speech or writing; a thought or fear is no statement unless quoted.
    pub spoken: bool,
}

/// Reporting words by lemma.
#[derive(Debug, Default)]
pub struct Speech {
    verbs: HashMap<String, Cue>,
    nouns: HashMap<String, Cue>,
    adjectives: HashMap<String, Cue>,
}

fn class(word: &str) -> Option<CueClass> {
    Some(match word {
        "say" => CueClass::Say,
        "claim" => CueClass::Claim,
        "confirm" => CueClass::Confirm,
        "deny" => CueClass::Deny,
        "promise" => CueClass::Promise,
        "demand" => CueClass::Demand,
        "warn" => CueClass::Warn,
        "believe" => CueClass::Believe,
        "ask" => CueClass::Ask,
        _ => return None,
    })
}

impl Speech {
    /// Read one file. Lines: class, `verb`, `noun`, `adjective` or `thought` (verbs of thinking), then lemmas.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong) {
            let mut report = Reporter { file: source.path, wrong };
            if e.key == "test" {
                continue;
            }
            let Some(class) = class(e.key) else {
                report.say(
                    e.line,
                    format!(
                        "`{}` is no class of reporting words; write say, claim, confirm, deny, promise, demand, warn, believe or ask",
                        e.key
                    ),
                );
                continue;
            };
            let (kind, words) = e.value.split_once(char::is_whitespace).unwrap_or((e.value, ""));
            let more: String = e.attributes.iter().map(|a| format!(";{} {}", a.key, a.value)).collect();
            let list = format!("{words}{more}");
            let cue = Cue { class, spoken: kind != "thought" };
            let table = match kind {
                "verb" | "thought" => &mut self.verbs,
                "noun" => &mut self.nouns,
                "adjective" => &mut self.adjectives,
                other => {
                    report.say(e.line, format!("`{other}` is no kind of reporting word; write verb, thought, noun or adjective"));
                    continue;
                }
            };
            for word in entry::items(&list) {
                table.insert(word.to_owned(), cue);
            }
        }
    }

    /// The reporting verb of that lemma.
    #[must_use]
    pub fn verb(&self, lemma: &str) -> Option<Cue> {
        self.verbs.get(lemma).copied()
    }

    /// The reporting noun of that lemma.
    #[must_use]
    pub fn noun(&self, lemma: &str) -> Option<Cue> {
        self.nouns.get(lemma).copied()
    }

    /// The adjective of saying or thinking of that lemma: "is confident that".
    #[must_use]
    pub fn adjective(&self, lemma: &str) -> Option<Cue> {
        self.adjectives.get(lemma).copied()
    }

    /// How many words are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.verbs.len() + self.nouns.len() + self.adjectives.len()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
