//! The rules of page debris, read from the lexicon.
//!
//! The rules are data (`lexicon/text/debris.txt`, where the format is described) and carry their own tests.

use super::pattern::{Pattern, Tokens};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The text of the rules that are built in.
pub const DEBRIS_RULES: &str = include_str!("../../../../lexicon/text/debris.txt");

static STANDARD: LazyLock<DebrisRules> = LazyLock::new(|| DebrisRules::parse(DEBRIS_RULES).unwrap_or_default());

/// The reasons there are for cutting something.
const REASONS: [&str; 7] = ["advert", "navigation", "widget", "related", "byline", "comment form", "credit"];

/// Paragraphs longer than this are nobody's debris, but for their ends.
const MAX_BYTES: usize = 600;
/// How much of a paragraph's end is searched for a tail.
const TAIL_BYTES: usize = 420;

/// A mistake in a file of debris rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("debris rules, line {line}: {message}")]
pub struct DebrisError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// Rules that tell page debris from an article.
#[derive(Debug, Default)]
pub struct DebrisRules {
    rules: Vec<Rule>,
    /// The patterns of paragraphs, by their first word.
    by_word: HashMap<String, Vec<Entry>>,
    /// The patterns of paragraphs that start with no fixed word.
    wordless: Vec<Entry>,
    tails: Vec<Entry>,
    /// In lower case, with the rule.
    leads: Vec<(String, usize)>,
}

#[derive(Debug, Clone)]
struct Entry {
    rule: usize,
    whole: bool,
    pattern: Pattern,
}

#[derive(Debug)]
struct Rule {
    name: String,
    line: usize,
    why: &'static str,
    most: usize,
    list: bool,
    caption: bool,
    unended: bool,
    last: bool,
    author: bool,
    tests: Vec<(bool, String)>,
}

/// What the rules say about a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    /// All of it goes.
    Debris {
        why: &'static str,
        /// The short lines after it go too.
        list: bool,
    },
    /// What stands from this byte on goes.
    Tail {
        at: usize,
        why: &'static str,
        /// What is left is a caption.
        caption: bool,
    },
}

/// Where a paragraph stands, for the rules that ask.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Place {
    /// Among the last of its page.
    pub(crate) last: bool,
    /// There, and it names an author of the article.
    pub(crate) author: bool,
}

impl DebrisRules {
    /// The built-in rules.
    pub(crate) fn standard() -> &'static Self {
        &STANDARD
    }

    /// Reads rules from text.
    ///
    /// # Errors
    ///
    /// At the first line that breaks the format.
    pub fn parse(text: &str) -> Result<Self, DebrisError> {
        let mut rules = Self::default();
        for (at, line) in text.lines().enumerate() {
            rules.read_line(at + 1, line).map_err(|message| DebrisError { line: at + 1, message })?;
        }
        Ok(rules)
    }

    /// Runs the tests that stand in the rules; gives what failed.
    #[must_use]
    pub fn failures(&self) -> Vec<DebrisError> {
        let mut failures = Vec::new();
        for (at, rule) in self.rules.iter().enumerate() {
            for (expected, sample) in &rule.tests {
                if self.fires(at, sample) != *expected {
                    let verb = if *expected { "does not match" } else { "matches" };
                    failures.push(DebrisError { line: rule.line, message: format!("rule {} {verb} {sample:?}", rule.name) });
                }
            }
        }
        failures
    }

    /// How many patterns there are.
    #[must_use]
    pub fn pattern_count(&self) -> usize {
        self.by_word.values().map(Vec::len).sum::<usize>() + self.wordless.len() + self.tails.len()
    }

    /// What the rules say about a paragraph.
    pub(crate) fn find(&self, text: &str, place: Place) -> Option<Finding> {
        self.debris(text, place, None).or_else(|| self.tail(text, None))
    }

    fn fires(&self, rule: usize, text: &str) -> bool {
        self.debris(text, Place { last: true, author: true }, Some(rule)).is_some()
            || self.tail(text, Some(rule)).is_some()
            || self.lead(text).is_some()
    }

    fn debris(&self, text: &str, place: Place, only: Option<usize>) -> Option<Finding> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let tokens = Tokens::of(text);
        let words = tokens.word_count();
        let indexed = tokens.first_word().and_then(|word| self.by_word.get(word)).map_or(&[][..], Vec::as_slice);
        let entry = indexed.iter().chain(&self.wordless).find(|entry| {
            let rule = &self.rules[entry.rule];
            only.is_none_or(|only| only == entry.rule)
                && (place.last || !rule.last)
                && (place.author || !rule.author)
                && (entry.whole || (words <= rule.most && !(rule.unended && ends_sentence(text))))
                && entry.pattern.matches(&tokens, 0, entry.whole)
        })?;
        let rule = &self.rules[entry.rule];
        Some(Finding::Debris { why: rule.why, list: rule.list && entry.whole })
    }

    fn tail(&self, text: &str, only: Option<usize>) -> Option<Finding> {
        let mut from = text.len().saturating_sub(TAIL_BYTES);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let tokens = Tokens::of(&text[from..]);
        let starts = (0..tokens.len()).filter(|&at| tokens.opens_tail(at, from > 0));
        let (at, entry) = starts.filter_map(|at| Some((at, self.tail_at(&tokens, at, only)?))).next()?;
        let rule = &self.rules[entry.rule];
        Some(Finding::Tail { at: from + tokens.start(at), why: rule.why, caption: rule.caption })
    }

    /// Where the words that mark a caption end, at the start of a paragraph that goes on after them.
    pub(crate) fn lead(&self, text: &str) -> Option<(usize, &'static str)> {
        let fits = |lead: &str| text.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead)) && text.len() > lead.len() + 20;
        self.leads.iter().find(|(lead, _)| fits(lead)).map(|(lead, rule)| (lead.len(), self.rules[*rule].why))
    }

    fn tail_at(&self, tokens: &Tokens, at: usize, only: Option<usize>) -> Option<&Entry> {
        let fits = |e: &&Entry| only.is_none_or(|only| only == e.rule) && e.pattern.matches(tokens, at, true);
        let fits = |e: &&Entry| tokens.words_from(at) <= self.rules[e.rule].most && fits(e);
        if tokens.bracket_ends(at) { self.tails.iter().find(fits) } else { None }
    }

    fn read_line(&mut self, number: usize, line: &str) -> Result<(), String> {
        let line = strip_comment(line);
        let (key, value) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        let value = value.trim();
        if key == "rule" {
            return self.open_rule(number, value);
        }
        if key.is_empty() {
            return Ok(());
        }
        let at = self.rules.len().checked_sub(1).ok_or("an attribute before the first `rule NAME WHY`")?;
        let rule = &mut self.rules[at];
        match key {
            "line" | "start" | "tail" => return self.add_patterns(at, key, value),
            "lead" => {
                let leads = value.split(';').map(|lead| (lead.trim().to_lowercase(), at));
                self.leads.extend(leads.filter(|(lead, _)| !lead.is_empty()));
            }
            "most" => rule.most = value.parse().map_err(|_| format!("`most` needs a number, not `{value}`"))?,
            "list" => rule.list = true,
            "caption" => rule.caption = true,
            "unended" => rule.unended = true,
            "last" => rule.last = true,
            "author" => rule.author = true,
            "test" | "not" => rule.tests.push((key == "test", quoted(value)?)),
            _ => {
                return Err(format!(
                    "`{key}` is none of rule, line, start, lead, tail, most, list, caption, unended, last, author, test, not"
                ));
            }
        }
        Ok(())
    }

    fn open_rule(&mut self, line: usize, value: &str) -> Result<(), String> {
        let (name, why) = value.split_once(' ').ok_or("a rule needs a name and a reason: `rule NAME WHY`")?;
        let known = REASONS.iter().find(|reason| **reason == why.trim());
        let why = known.ok_or_else(|| format!("`{why}` is none of the reasons: {}", REASONS.join(", ")))?;
        let name = name.to_owned();
        let (list, caption, unended, last, author) = (false, false, false, false, false);
        self.rules.push(Rule { name, line, why, most: 30, list, caption, unended, last, author, tests: Vec::new() });
        Ok(())
    }

    fn add_patterns(&mut self, rule: usize, key: &str, value: &str) -> Result<(), String> {
        for item in value.split(';').map(str::trim).filter(|item| !item.is_empty()) {
            let pattern = Pattern::parse(item)?;
            let entry = Entry { rule, whole: key != "start", pattern };
            match (key, entry.pattern.first_words()) {
                ("tail", _) => self.tails.push(entry),
                (_, Some(words)) => {
                    for word in words {
                        self.by_word.entry(word.clone()).or_default().push(entry.clone());
                    }
                }
                (_, None) => self.wordless.push(entry),
            }
        }
        Ok(())
    }
}

fn strip_comment(line: &str) -> &str {
    if line.starts_with('#') { "" } else { line.find(" #").map_or(line, |at| &line[..at]) }
}

fn quoted(value: &str) -> Result<String, String> {
    let inner = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
    inner.map(str::to_owned).ok_or_else(|| format!("a sentence stands in double quotes, not {value}"))
}

/// Whether a paragraph ends as a sentence does, closing quotes and brackets aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
    end.ends_with(['.', '!', '?', '…', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_keeps_its_promises() {
        let rules = DebrisRules::parse(DEBRIS_RULES).unwrap_or_else(|error| panic!("{error}"));
        let failures: Vec<String> = rules.failures().iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
        assert!(rules.pattern_count() > 200);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let error = DebrisRules::parse("rule a advert\n  line x\n  lien y\n").unwrap_err();
        assert_eq!(error.line, 3);
        assert!(DebrisRules::parse("rule a because\n").unwrap_err().message.contains("none of the reasons"));
        assert!(DebrisRules::parse("  line x\n").is_err());
        assert!(DebrisRules::parse("rule a advert\n  line ,\n").is_err());
    }

    #[test]
    fn finds_tails_after_sentences_only() {
        let rules = DebrisRules::standard();
        let text = "Ministers shake hands in Lisbon on May 4, 2020. Photo: Sample Agency";
        let Some(Finding::Tail { at, why: "credit", caption: true }) = rules.find(text, Place::default()) else {
            panic!("{:?}", rules.find(text, Place::default()));
        };
        assert_eq!(&text[at..], "Photo: Sample Agency");
        assert_eq!(rules.find("They watch (EPA) as a bridge (July/June) falls.", Place::default()), None);
        assert_eq!(rules.find("They posed for a photo: it shows both.", Place::default()), None);
    }
}
