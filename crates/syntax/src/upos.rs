//! Names of the universal tags, and a tree's small questions.

use std::fmt;
use std::str::FromStr;

use crate::tree::{Tree, Upos};

impl Upos {
    /// Every tag, in the order of the guidelines.
    pub const ALL: [Self; 17] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];

    /// The tag as treebanks write it, such as `PROPN`.
    #[must_use]
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 17] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB",
            "X",
        ];
        NAMES[self as usize]
    }
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Upos {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|u| u.name() == s).ok_or(())
    }
}

impl Tree {
    /// Index of the root; `None` for an empty tree.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|w| w.head.is_none())
    }

    /// The words whose head is `head`, in the order of the text.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().filter(move |(_, w)| w.head.is_some_and(|h| usize::from(h) == head)).map(|(i, _)| i)
    }

    /// Whether `below` is `above` or hangs under it.
    #[must_use]
    pub fn is_under(&self, below: usize, above: usize) -> bool {
        let mut at = Some(below);
        // A tree has no cycles, but a hand-made one might.
        for _ in 0..=self.words.len() {
            match at {
                Some(i) if i == above => return true,
                Some(i) => at = self.words.get(i).and_then(|w| w.head).map(usize::from),
                None => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        for upos in Upos::ALL {
            assert_eq!(upos.to_string().parse(), Ok(upos));
        }
        assert_eq!("NOPE".parse::<Upos>(), Err(()));
    }
}
