//! The word lists behind the rules: `lexicon/text/abbreviations.txt` and `tokens.txt`, where their format is described.

use super::class::{CLASSES, Class, Classes};
use super::key::key;
use std::sync::LazyLock;

/// The built-in list of abbreviations.
pub const ABBREVIATIONS: &str = include_str!("../../../../lexicon/text/abbreviations.txt");
/// The built-in exceptions of the scanner.
pub const TOKENS: &str = include_str!("../../../../lexicon/text/tokens.txt");

static STANDARD: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (line, text) in ABBREVIATIONS.lines().chain(TOKENS.lines()).enumerate() {
        // The lists are checked by a test; a reader of the news is not the one to tell of a slip in them.
        let _ = table.read_line(line + 1, text);
    }
    table
});

/// A mistake in a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ListError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// Words by key, with the classes they are in; a power of two of slots, at most half of them taken.
#[derive(Debug, Default)]
pub(super) struct Table {
    slots: Vec<Slot>,
    taken: usize,
    /// Lengths of the parts of contractions.
    parts: Vec<[u8; 3]>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u64,
    /// Classes of the word with a capital, or without letters.
    capital: u32,
    /// Classes of the word written small.
    small: u32,
    parts: u16,
}

impl Table {
    /// The built-in lists.
    pub(super) fn standard() -> &'static Self {
        &STANDARD
    }

    /// The classes of `word`, whose key is `key`.
    pub(super) fn classes(&self, key: u64, word: &[u8]) -> Classes {
        let Some(slot) = self.find(key) else { return Classes::default() };
        let small = word.first().is_some_and(u8::is_ascii_lowercase);
        Classes(if small { slot.small } else { slot.capital })
    }

    /// The classes of `word`.
    pub(super) fn classes_of(&self, word: &[u8]) -> Classes {
        self.classes(key(word), word)
    }

    /// The lengths of the words `key` is a contraction of; a zero ends them early.
    pub(super) fn contraction(&self, key: u64) -> Option<[u8; 3]> {
        let slot = self.find(key)?;
        (slot.small & Class::Contraction as u32 != 0).then(|| self.parts[usize::from(slot.parts)])
    }

    fn find(&self, key: u64) -> Option<&Slot> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = key as usize & mask;
        loop {
            let slot = self.slots.get(at)?;
            if slot.key == key {
                return Some(slot);
            }
            if slot.key == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }

    fn slot(&mut self, key: u64) -> &mut Slot {
        if self.taken * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![Slot::default(); (old.len() * 2).max(64)];
            for slot in old.into_iter().filter(|s| s.key != 0) {
                let at = self.free(slot.key);
                self.slots[at] = slot;
            }
        }
        let at = self.free(key);
        if self.slots[at].key == 0 {
            self.taken += 1;
            self.slots[at].key = key;
        }
        &mut self.slots[at]
    }

    /// Where `key` is, or would be put.
    fn free(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].key != 0 && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Takes in one line of a list.
    pub(super) fn read_line(&mut self, line: usize, text: &str) -> Result<(), ListError> {
        let wrong = |message: String| Err(ListError { line, message });
        let mut words = text.split_whitespace();
        let Some(head) = words.next().filter(|h| !h.starts_with('#')) else { return Ok(()) };
        if head == "split" || head == "words" {
            return Ok(());
        }
        if head == "contraction" {
            return words.try_for_each(|w| self.add_contraction(line, w));
        }
        let Some(&(_, class)) = CLASSES.iter().find(|(name, _)| *name == head) else {
            return wrong(format!("`{head}` is no class of words; see the head of the file"));
        };
        for word in words {
            if class as u32 <= Class::Either as u32 && !word.ends_with('.') && class != Class::Before {
                return wrong(format!("write the abbreviation `{word}` with its full stop"));
            }
            self.add(word, class);
        }
        Ok(())
    }

    /// A word written with a capital counts with a capital only, a single small letter (before its full stop) only small.
    fn add(&mut self, word: &str, class: Class) {
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
        let single = word.trim_end_matches('.').len() == 1 && word.starts_with(|c: char| c.is_ascii_lowercase());
        let slot = self.slot(key(word.as_bytes()));
        if !single {
            slot.capital |= class as u32;
        }
        if !capital {
            slot.small |= class as u32;
        }
    }

    fn add_contraction(&mut self, line: usize, word: &str) -> Result<(), ListError> {
        let mut lengths = [0; 3];
        let parts: Vec<&str> = word.split('|').collect();
        if !(2..=3).contains(&parts.len()) || parts.iter().any(|p| p.is_empty() || p.len() > 30) {
            return Err(ListError { line, message: format!("write `{word}` as two or three parts: `can|not`") });
        }
        for (length, part) in lengths.iter_mut().zip(&parts) {
            *length = part.len() as u8;
        }
        let index = self.parts.len() as u16;
        self.parts.push(lengths);
        let slot = self.slot(key(parts.concat().as_bytes()));
        slot.small |= Class::Contraction as u32;
        slot.capital |= Class::Contraction as u32;
        slot.parts = index;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_have_no_mistakes() {
        for text in [ABBREVIATIONS, TOKENS] {
            let mut table = Table::default();
            for (i, line) in text.lines().enumerate() {
                table.read_line(i + 1, line).expect("a line of the built-in lists");
            }
        }
    }

    #[test]
    fn mistakes_are_told() {
        let mut table = Table::default();
        assert!(table.read_line(1, "titel Mr.").is_err());
        assert!(table.read_line(1, "title Mr").is_err());
        assert!(table.read_line(1, "contraction cannot").is_err());
    }

    #[test]
    fn capitals_count_where_the_list_has_them() {
        let table = Table::standard();
        assert!(table.classes_of(b"Gen.").has(Class::Title));
        assert!(!table.classes_of(b"gen.").has(Class::Title));
        assert!(table.classes_of(b"vs.").has(Class::Before));
        assert!(table.classes_of(b"VS.").has(Class::Before));
        assert!(table.classes_of(b"p.").has(Class::Number));
        assert!(!table.classes_of(b"P.").has(Class::Number));
        assert_eq!(table.contraction(key(b"Cannot")), Some([3, 3, 0]));
        assert_eq!(table.classes_of(b"Vladivostok"), Classes::default());
    }
}
