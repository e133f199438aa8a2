//! Named word lists: `set talks` and its lemmas.

use crate::{Diagnostic, Source, diagnostic::Reporter, entry};
use std::collections::{HashMap, HashSet};

/// Named sets of lemmas.
#[derive(Debug, Default)]
pub struct WordSets {
    sets: HashMap<String, HashSet<String>>,
    /// Sets taken into others: (taker, taken, file, line).
    includes: Vec<(String, String, String, usize)>,
}

impl WordSets {
    /// Read one file.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong) {
            if e.key != "set" || e.value.is_empty() {
                Reporter { file: source.path, wrong }
                    .say(e.line, format!("`{}` is no entry of a word file; write `set NAME`, its words indented below", e.key));
                continue;
            }
            let set = self.sets.entry(e.value.to_owned()).or_default();
            for a in &e.attributes {
                let whole = format!("{} {}", a.key, a.value);
                for word in entry::items(&whole) {
                    match word.strip_prefix('+') {
                        Some(other) => self.includes.push((e.value.to_owned(), other.to_owned(), source.path.to_owned(), a.line)),
                        None => drop(set.insert(word.to_owned())),
                    }
                }
            }
        }
    }

    /// Resolve the `+other` inclusions, after all files are in.
    pub fn close(&mut self, wrong: &mut Vec<Diagnostic>) {
        // Inclusions may be chained; as many rounds as there are inclusions reach every chain.
        for _ in 0..self.includes.len().min(8) {
            for (taker, taken, ..) in &self.includes {
                let words: Vec<String> = self.sets.get(taken).into_iter().flatten().cloned().collect();
                self.sets.entry(taker.clone()).or_default().extend(words);
            }
        }
        for (_, taken, file, line) in &self.includes {
            if !self.sets.contains_key(taken) {
                Reporter { file, wrong }.say(*line, format!("no set is named `{taken}`; define it with `set {taken}`"));
            }
        }
    }

    /// The words of a set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&HashSet<String>> {
        self.sets.get(name)
    }

    /// Names of the sets that begin so, in alphabetical order.
    #[must_use]
    pub fn names_with(&self, prefix: &str) -> Vec<&str> {
        let mut names: Vec<&str> = self.sets.keys().map(String::as_str).filter(|n| n.starts_with(prefix)).collect();
        names.sort_unstable();
        names
    }

    /// Whether the set holds the lemma.
    #[must_use]
    pub fn holds(&self, name: &str, lemma: &str) -> bool {
        self.sets.get(name).is_some_and(|s| s.contains(lemma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_take_in_others() {
        let mut sets = WordSets::default();
        let mut wrong = Vec::new();
        sets.add(&Source { path: "w", text: "set a\n  one; two\nset b\n  three; +a\nset c\n  +nowhere\n" }, &mut wrong);
        sets.close(&mut wrong);
        assert!(sets.holds("b", "two") && sets.holds("b", "three") && !sets.holds("a", "three"));
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].to_string().starts_with("w:6: no set is named `nowhere`"));
    }
}
