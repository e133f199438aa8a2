//! Reporting verbs and nouns: `claim verb argue; allege`, `say verb refer+to`.

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
    /// Whether it reports an act of speech or writing, not a thought.
    pub spoken: bool,
    /// Whether it tells what somebody is for, against or after, not what he holds to be so.
    pub stance: bool,
}

/// A sentence with a statement that must be read in it: `test "Oslo refused to sign." => Oslo | refused | to sign`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeechTest {
    /// The sentence.
    pub text: String,
    /// Speaker (`-` where nobody is named), cue and content, as printed; none where no statement may be read.
    pub expect: Option<[String; 3]>,
    /// File and line.
    pub at: (String, usize),
}

/// Reporting words by lemma.
#[derive(Debug, Default)]
pub struct Speech {
    /// Sentences that must be read as they say.
    pub tests: Vec<SpeechTest>,
    verbs: HashMap<String, Cue>,
    nouns: HashMap<String, Cue>,
    adjectives: HashMap<String, Cue>,
    passives: HashMap<String, Cue>,
    impersonals: HashMap<String, Cue>,
    behind: HashMap<String, Vec<(String, Cue)>>,
}

fn test(e: &entry::Entry<'_>, path: &str) -> Option<SpeechTest> {
    let (text, rest) = e.value.strip_prefix('"')?.rsplit_once('"')?;
    let parts: Vec<String> = rest.trim().strip_prefix("=>").unwrap_or("").split('|').map(|p| p.trim().to_owned()).collect();
    let expect = <[String; 3]>::try_from(parts).ok();
    (expect.is_some() == (e.key == "test")).then(|| SpeechTest { text: text.to_owned(), expect, at: (path.to_owned(), e.line) })
}

impl CueClass {
    const ALL: [Self; 9] =
        [Self::Say, Self::Claim, Self::Confirm, Self::Deny, Self::Promise, Self::Demand, Self::Warn, Self::Believe, Self::Ask];

    /// The class as lexicon files and readings write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Claim => "claim",
            Self::Confirm => "confirm",
            Self::Deny => "deny",
            Self::Promise => "promise",
            Self::Demand => "demand",
            Self::Warn => "warn",
            Self::Believe => "believe",
            Self::Ask => "ask",
        }
    }

    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == word)
    }
}

impl Speech {
    /// Read one file. Lines: class, kind, then lemmas. Kinds are `verb`, `noun`, `adjective`, `thought` (verbs of thinking), `stance`
    /// (verbs of being for, against or after something), `passive` (verbs whose passive reports what nobody named holds) and
    /// `impersonal` (verbs that do so by themselves: "seems to"). A lemma with a preposition, `refer+to`, reports what stands behind
    /// that preposition.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong) {
            let mut report = Reporter { file: source.path, wrong };
            if matches!(e.key, "test" | "not") {
                match test(&e, source.path) {
                    Some(test) => self.tests.push(test),
                    None => report.say(e.line, "write `test \"sentence\" => speaker | cue | content` or `not \"sentence\"`".to_owned()),
                }
                continue;
            }
            let Some(class) = CueClass::named(e.key) else {
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
            let cue = Cue { class, spoken: kind == "verb" || (kind == "noun" && class != CueClass::Believe), stance: kind == "stance" };
            let table = match kind {
                "verb" | "thought" | "stance" => &mut self.verbs,
                "noun" => &mut self.nouns,
                "adjective" => &mut self.adjectives,
                "passive" => &mut self.passives,
                "impersonal" => &mut self.impersonals,
                other => {
                    report.say(
                        e.line,
                        format!(
                            "`{other}` is no kind of reporting word; write verb, thought, stance, passive, impersonal, noun or adjective"
                        ),
                    );
                    continue;
                }
            };
            for word in entry::items(&list) {
                match word.split_once('+') {
                    Some((lemma, preposition)) => {
                        let list = self.behind.entry(lemma.to_owned()).or_default();
                        list.retain(|(p, _)| p != preposition);
                        list.push((preposition.to_owned(), cue));
                    }
                    None => drop(table.insert(word.to_owned(), cue)),
                }
            }
        }
    }

    /// What a lemma reports behind a preposition: "referred *to* the delay", "critical *of* the plan".
    #[must_use]
    pub fn behind(&self, lemma: &str) -> &[(String, Cue)] {
        self.behind.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The verb of that lemma whose passive reports what nobody named holds: "is expected to".
    #[must_use]
    pub fn passive(&self, lemma: &str) -> Option<Cue> {
        self.passives.get(lemma).copied()
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

    /// The verb of that lemma which reports what nobody named holds: "seems to".
    #[must_use]
    pub fn impersonal(&self, lemma: &str) -> Option<Cue> {
        self.impersonals.get(lemma).copied()
    }

    /// How many words are known.
    #[must_use]
    pub fn len(&self) -> usize {
        let tables = [&self.verbs, &self.nouns, &self.adjectives, &self.passives, &self.impersonals];
        tables.iter().map(|t| t.len()).sum::<usize>() + self.behind.values().map(Vec::len).sum::<usize>()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
