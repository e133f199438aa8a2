//! Words for people and bodies: `GOV office foreign minister; top diplomat`.

use crate::{Diagnostic, Source, diagnostic::Reporter, entry, is_sector};
use std::collections::HashMap;

/// What an agent word denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgentKind {
    /// One person in a role.
    Office,
    /// An institution.
    Body,
    /// Several persons.
    People,
}

/// An agent word's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agent {
    /// PLOVER sector.
    pub sector: &'static str,
    /// What it denotes.
    pub kind: AgentKind,
    /// Whether the word was listed for several persons or is a plural made by rule.
    pub plural: bool,
    /// Whether the file writes it with a capital, so that only a capital in the text means it: "the House".
    pub capital: bool,
}

/// Agent words, looked up by their lower-case phrase.
#[derive(Debug, Default)]
pub struct Agents {
    by_phrase: HashMap<String, Agent>,
    /// The most words any phrase has.
    pub longest: usize,
}

/// The regular plural of a phrase's last word, and of the office before "of": "ministers of defence".
fn plural(phrase: &str) -> String {
    let (head, tail) = match phrase.find(" of ").or_else(|| phrase.find(" for ")).or_else(|| phrase.find(" to ")) {
        Some(at) => phrase.split_at(at),
        None => (phrase, ""),
    };
    let head = if let Some(stem) = head.strip_suffix("man") {
        format!("{stem}men")
    } else if let Some(stem) = head.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u'])) {
        format!("{stem}ies")
    } else if head.ends_with(['s', 'x']) || head.ends_with("ch") || head.ends_with("sh") {
        format!("{head}es")
    } else {
        format!("{head}s")
    };
    head + tail
}

impl Agents {
    /// Read one file.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong) {
            if e.key == "test" {
                continue;
            }
            self.add_line(source, &e, wrong);
        }
    }

    fn add_line(&mut self, source: &Source<'_>, e: &crate::Entry<'_>, wrong: &mut Vec<Diagnostic>) {
        let mut report = Reporter { file: source.path, wrong };
        let Some(sector) = crate::SECTORS.iter().find(|s| **s == e.key).filter(|s| is_sector(s)) else {
            report.say(e.line, format!("`{}` is no PLOVER sector; write one of {}", e.key, crate::SECTORS.join(" ")));
            return;
        };
        let (kind, words) = e.value.split_once(char::is_whitespace).unwrap_or((e.value, ""));
        let kind = match kind {
            "office" => AgentKind::Office,
            "body" => AgentKind::Body,
            "people" => AgentKind::People,
            other => return report.say(e.line, format!("`{other}` is no kind of agent; write office, body or people")),
        };
        let more: String = e.attributes.iter().map(|a| format!(";{} {}", a.key, a.value)).collect();
        for phrase in entry::items(&format!("{words}{more}")) {
            let capital = phrase.starts_with(char::is_uppercase);
            let phrase = phrase.to_lowercase().replace('’', "'");
            self.insert(&phrase, Agent { sector, kind, plural: kind == AgentKind::People, capital });
            if kind != AgentKind::People {
                self.by_phrase.entry(plural(&phrase)).or_insert(Agent { sector, kind, plural: true, capital });
            }
        }
    }

    fn insert(&mut self, phrase: &str, agent: Agent) {
        self.longest = self.longest.max(phrase.split([' ', '-']).count() * 2);
        self.by_phrase.insert(phrase.to_owned(), agent);
    }

    /// The agent a lower-case phrase names.
    #[must_use]
    pub fn get(&self, phrase: &str) -> Option<Agent> {
        self.by_phrase.get(phrase).copied()
    }

    /// How many phrases are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_phrase.len()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_phrase.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_made_by_rule() {
        for (one, many) in [
            ("envoy", "envoys"),
            ("deputy", "deputies"),
            ("spokesman", "spokesmen"),
            ("minister of defence", "ministers of defence"),
            ("boss", "bosses"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn unknown_sectors_and_kinds_are_reported() {
        let mut agents = Agents::default();
        let mut wrong = Vec::new();
        agents.add(&Source { path: "a", text: "GOV office envoy; aide\nXYZ office x\nGOV thing y\n" }, &mut wrong);
        assert_eq!(agents.get("envoys").map(|a| (a.sector, a.plural)), Some(("GOV", true)));
        assert_eq!(wrong.iter().map(|d| d.line).collect::<Vec<_>>(), [2, 3]);
    }
}
