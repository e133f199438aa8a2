//! A mistake in a lexicon file, with where it is and what to do.

use std::fmt;

/// A mistake in a lexicon file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for Diagnostic {}

/// Collects the mistakes of one file.
pub(crate) struct Reporter<'d> {
    pub file: &'d str,
    pub wrong: &'d mut Vec<Diagnostic>,
}

impl Reporter<'_> {
    pub fn say(&mut self, line: usize, message: impl Into<String>) {
        self.wrong.push(Diagnostic { file: self.file.to_owned(), line, message: message.into() });
    }
}
