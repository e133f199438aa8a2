//! What happens: event patterns with their triggers, roles and tests.

use crate::{Diagnostic, Entry, EventType, Ontology, Source, WordSets, diagnostic::Reporter, entry};
use std::collections::HashMap;

/// A logical role of a predicate, or a chain of them (`obj.with`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot(pub Vec<String>);

impl Slot {
    fn parse(text: &str) -> Self {
        // `verb.subj` is one step: the logical subject of the verb that governs a noun.
        let mut steps: Vec<String> = Vec::new();
        for step in text.trim().split('.') {
            match steps.last_mut() {
                Some(last) if last == "verb" => *last = format!("verb.{step}"),
                _ => steps.push(step.to_owned()),
            }
        }
        Self(steps)
    }
}

/// One alternative of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A lemma.
    Lemma(String),
    /// Any word of a named set.
    Set(String),
    /// A class of words, such as `actor`.
    Class(String),
    /// Nothing stands in the slot.
    Empty,
}

/// What must stand in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Where.
    pub slot: Slot,
    /// Any of these.
    pub terms: Vec<Term>,
}

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TriggerKind {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adj,
}

/// A word that may signal the event, with its conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Part of speech.
    pub kind: TriggerKind,
    /// Lemma.
    pub lemma: String,
    /// Particle of a particle verb.
    pub particle: Option<String>,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// Line in the file.
    pub line: usize,
}

/// A mode or context that holds under a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refinement {
    /// `mode` or `context`.
    pub what: String,
    /// Its value.
    pub value: String,
    /// When.
    pub when: Vec<Condition>,
}

/// What a pattern codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gives {
    /// Event type.
    pub event: EventType,
    /// Mode, where the words always imply one.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Contexts.
    pub contexts: Vec<String>,
}

/// A test line of a pattern file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternTest {
    /// The sentence.
    pub text: String,
    /// What must be read (`None`: this pattern must not fire): the words after `=>`.
    pub expect: Option<String>,
    /// Line in the file.
    pub line: usize,
}

/// An event pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Name, such as `consult.meet`.
    pub name: String,
    /// One line of prose.
    pub about: String,
    /// What it codes.
    pub gives: Gives,
    /// Triggers.
    pub triggers: Vec<Trigger>,
    /// Slots of the source, by preference.
    pub source: Vec<Slot>,
    /// Slots of the target, by preference.
    pub target: Vec<Slot>,
    /// None of these may hold.
    pub unless: Vec<Condition>,
    /// All of these must hold.
    pub needs: Vec<Condition>,
    /// Whether a codable source is required.
    pub needs_source: bool,
    /// Whether a codable target is required.
    pub needs_target: bool,
    /// Whether both sides do it.
    pub reciprocal: bool,
    /// Status that overrides the grammar's.
    pub status: Option<String>,
    /// Modes and contexts under conditions.
    pub refinements: Vec<Refinement>,
    /// Order among patterns of one trigger.
    pub priority: i32,
    /// Tests.
    pub tests: Vec<PatternTest>,
    /// File and line.
    pub at: (String, usize),
}

/// All patterns, found by trigger word.
#[derive(Debug, Default)]
pub struct Patterns {
    all: Vec<Pattern>,
    /// By part of speech, then lemma.
    by_word: [HashMap<String, Vec<(u32, u32)>>; 3],
}

fn condition(text: &str) -> Result<Condition, String> {
    let (slot, terms) = text.split_once(':').ok_or_else(|| format!("`{text}` is no condition; write slot:word|word"))?;
    let terms = terms
        .split('|')
        .map(|t| match t {
            "-" => Term::Empty,
            t if t.starts_with('$') => Term::Set(t[1..].to_owned()),
            t if t.starts_with('@') => Term::Class(t[1..].to_owned()),
            t => Term::Lemma(t.replace('_', " ")),
        })
        .collect();
    Ok(Condition { slot: Slot::parse(slot), terms })
}

fn conditions(text: &str) -> Result<Vec<Condition>, String> {
    text.split_whitespace().map(|c| condition(c.trim_end_matches(','))).collect()
}

fn slots(text: &str) -> Vec<Slot> {
    text.split('|').map(str::trim).filter(|s| !s.is_empty() && *s != "-").map(Slot::parse).collect()
}

fn trigger(kind: TriggerKind, item: &str, line: usize) -> Result<Trigger, String> {
    let (words, rest) = match item.find(' ') {
        Some(at) => item.split_at(at),
        None => (item, ""),
    };
    let (lemma, mut particle) = words.split_once('+').map_or((words, None), |(l, p)| (l, Some(p.to_owned())));
    // "kick out obj:..." is written as often as "kick+out".
    let mut rest = rest.trim_start();
    if let Some((word, after)) = rest.split_once(' ').or((!rest.is_empty()).then_some((rest, ""))).filter(|(w, _)| !w.contains(':')) {
        particle = Some(word.to_owned());
        rest = after;
    }
    Ok(Trigger { kind, lemma: lemma.replace('_', " "), particle, conditions: conditions(rest)?, line })
}

fn gives(text: &str, ontology: &Ontology) -> Result<Gives, String> {
    let mut words = text.split_whitespace();
    let event = ontology.named(words.next().unwrap_or(""))?;
    let mut out = Gives { event, mode: None, cameo: None, contexts: Vec::new() };
    while let Some(key) = words.next() {
        let value = words.next().ok_or_else(|| format!("`{key}` wants a value"))?.trim_end_matches(',').to_owned();
        match key {
            "mode" => out.mode = Some(ontology.mode(event, value)?),
            "cameo" => out.cameo = Some(value),
            "context" => out.contexts.push(ontology.context(value)?),
            other => return Err(format!("`{other}` is nothing a pattern gives; write mode, cameo or context")),
        }
    }
    Ok(out)
}

fn refinement(what: &str, text: &str, event: EventType, ontology: &Ontology) -> Result<Refinement, String> {
    let (value, when) = text.split_once(" when ").unwrap_or((text, ""));
    let value = value.trim().to_owned();
    let value = if what == "mode" { ontology.mode(event, value)? } else { ontology.context(value)? };
    Ok(Refinement { what: what.to_owned(), value, when: conditions(when)? })
}

fn test(key: &str, text: &str, line: usize) -> Result<PatternTest, String> {
    let bad = || format!("this is no test; write {key} \"sentence\"{}", if key == "test" { " => TYPE SRC > TGT" } else { "" });
    let inside = text.trim().strip_prefix('"').ok_or_else(bad)?;
    let (sentence, rest) = inside.rsplit_once('"').ok_or_else(bad)?;
    let expect = match key {
        "test" => Some(rest.trim().strip_prefix("=>").ok_or_else(bad)?.trim().to_owned()),
        _ => None,
    };
    Ok(PatternTest { text: sentence.to_owned(), expect, line })
}

impl Pattern {
    fn new(name: &str, gives: Gives, path: &str, line: usize) -> Self {
        Self {
            name: name.to_owned(),
            about: String::new(),
            gives,
            triggers: Vec::new(),
            source: Vec::new(),
            target: Vec::new(),
            unless: Vec::new(),
            needs: Vec::new(),
            needs_source: false,
            needs_target: false,
            reciprocal: false,
            status: None,
            refinements: Vec::new(),
            priority: 0,
            tests: Vec::new(),
            at: (path.to_owned(), line),
        }
    }

    fn attribute(&mut self, key: &str, value: &str, line: usize, ontology: &Ontology) -> Result<(), String> {
        match key {
            "about" => self.about = value.to_owned(),
            "gives" => {}
            "verb" | "noun" | "adj" => {
                let kind = match key {
                    "verb" => TriggerKind::Verb,
                    "noun" => TriggerKind::Noun,
                    _ => TriggerKind::Adj,
                };
                for item in entry::items(value) {
                    self.triggers.push(trigger(kind, item, line)?);
                }
            }
            "source" => self.source = slots(value),
            "target" => self.target = slots(value),
            "unless" => self.unless.extend(conditions(value)?),
            "when" => self.needs.extend(conditions(value)?),
            "needs" => self.need(value)?,
            "reciprocal" => self.reciprocal = value != "no",
            "status" => self.status = Some(value.to_owned()),
            "mode" | "context" => self.refinements.push(refinement(key, value, self.gives.event, ontology)?),
            "priority" => self.priority = value.parse().map_err(|_| format!("`{value}` is no number"))?,
            "test" | "not" => self.tests.push(test(key, value, line)?),
            other => {
                return Err(format!(
                    "`{other}` is no attribute of a pattern; write about, gives, verb, noun, adj, source, target, needs, when, unless, reciprocal, status, mode, context, priority, test or not"
                ));
            }
        }
        Ok(())
    }

    fn need(&mut self, value: &str) -> Result<(), String> {
        match value {
            "source" => self.needs_source = true,
            "target" => self.needs_target = true,
            "both" => (self.needs_source, self.needs_target) = (true, true),
            "none" | "any" => {}
            conditions_text => self.needs.extend(conditions(conditions_text)?),
        }
        Ok(())
    }
}

impl Patterns {
    /// Read one file. A pattern that gives nothing of the ontology is reported and left out.
    pub fn add(&mut self, source: &Source<'_>, ontology: &Ontology, words: &WordSets, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong) {
            let mut report = Reporter { file: source.path, wrong };
            if e.key != "pattern" || e.value.is_empty() {
                report.say(e.line, format!("`{}` is no entry of a pattern file; write `pattern NAME`", e.key));
                continue;
            }
            let Some(pattern) = build(&e, source.path, ontology, words, &mut report) else { continue };
            if pattern.triggers.is_empty() {
                report.say(e.line, format!("{} has no trigger; write verb, noun or adj", pattern.name));
            }
            self.insert(pattern);
        }
    }

    fn insert(&mut self, pattern: Pattern) {
        let number = self.all.len() as u32;
        for (i, t) in pattern.triggers.iter().enumerate() {
            self.by_word[t.kind as usize].entry(t.lemma.clone()).or_default().push((number, i as u32));
        }
        self.all.push(pattern);
    }

    /// All patterns in the order of the files.
    #[must_use]
    pub fn all(&self) -> &[Pattern] {
        &self.all
    }

    /// Patterns and triggers of a word, by number.
    #[must_use]
    pub fn of(&self, kind: TriggerKind, lemma: &str) -> &[(u32, u32)] {
        self.by_word[kind as usize].get(lemma).map_or(&[], Vec::as_slice)
    }
}

fn build(e: &Entry<'_>, path: &str, ontology: &Ontology, words: &WordSets, report: &mut Reporter<'_>) -> Option<Pattern> {
    let mut pattern = Pattern::new(e.value, given(e, ontology, report)?, path, e.line);
    for a in &e.attributes {
        if let Err(message) = pattern.attribute(a.key, a.value, a.line, ontology) {
            report.say(a.line, message);
        }
    }
    let used = pattern.triggers.iter().flat_map(|t| &t.conditions).chain(&pattern.unless).chain(&pattern.needs);
    for name in used.flat_map(|c| &c.terms).filter_map(|t| if let Term::Set(name) = t { Some(name) } else { None }) {
        if words.get(name).is_none() {
            report.say(e.line, format!("no set is named `{name}`; define it in words/ with `set {name}`"));
        }
    }
    Some(pattern)
}

/// What a pattern's last `gives` says; the rest of the entry depends on it.
fn given(e: &Entry<'_>, ontology: &Ontology, report: &mut Reporter<'_>) -> Option<Gives> {
    let Some(a) = e.attributes.iter().rev().find(|a| a.key == "gives") else {
        report.say(e.line, format!("{} gives nothing; write `gives TYPE`", e.value));
        return None;
    };
    gives(a.value, ontology).map_err(|message| report.say(a.line, message)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_read_whole() {
        let text = "pattern a.b\n  about x\n  gives CONSULT mode visit cameo 042\n  verb meet obj:@actor with:$talks|dinner; sit+down\n  source subj | verb.subj\n  target obj.with | to\n  needs both\n  test \"A met B.\" => CONSULT USA > CHN\n  not \"x\"\n";
        let (mut patterns, mut wrong) = (Patterns::default(), Vec::new());
        patterns.add(&Source { path: "patterns/a.txt", text }, &ontology(), &WordSets::default(), &mut wrong);
        let p = &patterns.all()[0];
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert!(wrong[0].message.contains("no set is named `talks`"));
        assert_eq!(p.triggers[1].particle.as_deref(), Some("down"));
        assert_eq!(p.source[1].0, ["verb.subj"]);
        assert_eq!(p.target[0].0, ["obj", "with"]);
        assert_eq!(patterns.of(TriggerKind::Verb, "meet").len(), 1);
        assert_eq!((p.needs_source, p.needs_target, p.tests.len()), (true, true, 2));
    }

    fn ontology() -> Ontology {
        let (mut ontology, mut wrong) = (Ontology::default(), Vec::new());
        ontology.add(&Source { path: "o", text: "type CONSULT\n  quad 1\n  modes visit\ncontexts all\n  list legal\n" }, &mut wrong);
        ontology
    }

    #[test]
    fn what_the_ontology_does_not_have_is_told_with_its_line() {
        let text = "pattern a\n  gives MEET\n  verb meet\npattern b\n  verb meet\npattern c\n  gives CONSULT mode call\n  verb call\n\
                    pattern d\n  gives CONSULT context legal\n  verb visit\n  mode phone when obj:line\n  context money when obj:sum\n";
        let (mut patterns, mut wrong) = (Patterns::default(), Vec::new());
        patterns.add(&Source { path: "p", text }, &ontology(), &WordSets::default(), &mut wrong);
        let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        let lines: Vec<&str> = told.iter().filter_map(|w| w.split(": ").next()).collect();
        assert_eq!(lines, ["p:2", "p:4", "p:7", "p:12", "p:13"], "{told:?}");
        assert_eq!(patterns.all().len(), 1);
    }
}
