//! Why a piece of input gave no document.

use crate::read::Source;
use std::io;

/// A piece of input that gave no document, where it stands and why.
#[derive(Debug, thiserror::Error)]
#[error("{at}: {reason}")]
pub struct Rejected {
    /// The file and the record in it.
    pub at: Source,
    /// What was wrong.
    pub reason: Reason,
}

impl Rejected {
    pub(crate) fn new(at: Source, reason: Reason) -> Self {
        Self { at, reason }
    }

    /// Whether the input was sound and merely not for us: an article in another language.
    #[must_use]
    pub fn is_skip(&self) -> bool {
        matches!(self.reason, Reason::Language { .. })
    }
}

/// What was wrong with a piece of input.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The system would not let us read it.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A compressed file that is damaged or cut short.
    #[error("the compressed data is damaged or cut short ({0}); the records before this point were read")]
    Compression(io::Error),
    /// No bytes, or nothing but white space.
    #[error("empty: there is nothing to read")]
    Empty,
    /// Not text at all.
    #[error("not text: {0}; give plain text, HTML, JSON, JSON Lines, WARC, RSS, Atom or PETRARCH's XML")]
    Binary(&'static str),
    /// Text, but no article in it.
    #[error("no article text was found in it")]
    NoArticle,
    /// An article in a language other than English.
    #[error("skipped: language {code}")]
    Language {
        /// ISO 639-1 code, or `und` where it cannot be told.
        code: String,
    },
    /// A record that is not the JSON it should be.
    #[error("broken JSON ({0}); one complete object is expected here")]
    Json(String),
    /// JSON without an article in it.
    #[error("no field `{wanted}` with text; the record has {found}; name the field that holds the article's text")]
    NoText {
        /// The names that were looked for.
        wanted: String,
        /// The names that are there.
        found: String,
    },
    /// XML that breaks off or is none.
    #[error("broken XML: {0}")]
    Xml(String),
    /// A WARC record that breaks the format.
    #[error("broken WARC record: {0}")]
    Warc(String),
    /// A record larger than the reader will hold.
    #[error("the record has {bytes} bytes, more than the limit of {limit}; split it")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
}
