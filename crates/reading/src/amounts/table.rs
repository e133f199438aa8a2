//! Word lists as text: `class [argument] = item; item`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A line of a word list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    /// The first word: what kind of line it is.
    pub class: &'t str,
    /// Whatever stands between the class and `=`.
    pub arg: &'t str,
    /// What stands after `=`, not yet parted at `;`.
    pub rest: &'t str,
}

impl<'t> Line<'t> {
    /// The items after `=`.
    pub(crate) fn items(self) -> impl Iterator<Item = &'t str> {
        self.rest.split(';').map(str::trim).filter(|i| !i.is_empty())
    }

    /// The argument as a number; zero where it is none.
    pub(crate) fn number(self) -> f64 {
        self.arg.parse().unwrap_or(0.0)
    }
}

/// The lines of a word list, comments and tests left out.
pub(crate) fn lines(file: &str) -> impl Iterator<Item = Line<'_>> {
    file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#') && !l.starts_with("test ")).filter_map(|l| {
        let (left, rest) = l.split_once('=')?;
        let left = left.trim();
        let (class, arg) = left.split_once(' ').unwrap_or((left, ""));
        Some(Line { class, arg: arg.trim(), rest: rest.trim() })
    })
}

/// The `test` lines of a word list, without the word `test`.
#[cfg(test)]
pub(crate) fn tests(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter_map(|l| l.trim().strip_prefix("test "))
}

/// Passes a key on: keys are hashes already.
#[derive(Default)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A map from the key of a word.
pub(crate) type Dict<T> = HashMap<u64, T, BuildHasherDefault<Same>>;

#[cfg(test)]
mod line_tests {
    use super::lines;

    #[test]
    fn lines_have_a_class_an_argument_and_items() {
        let all: Vec<_> = lines("# note\nmonth 1 = January; Jan\n\ntest x => y\n").collect();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].class, all[0].arg), ("month", "1"));
        assert_eq!(all[0].items().collect::<Vec<_>>(), ["January", "Jan"]);
    }
}
