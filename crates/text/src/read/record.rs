//! What the reader hands on: the bytes of one article and where they came from.

use std::fmt;
use std::sync::Arc;

/// No record larger than this is held in memory: 64 MiB.
pub const MAX_RECORD_BYTES: u64 = 64 << 20;

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The path as it was given, `-` for standard input.
    pub path: Arc<str>,
    /// The place in the file.
    pub place: Place,
}

/// The place of a record in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The file is the record.
    Whole,
    /// The record on this line, counted from 1.
    Line(u64),
    /// The n-th record, counted from 1.
    Record(u64),
}

impl Source {
    /// The whole of the file at `path`.
    #[must_use]
    pub fn whole(path: &str) -> Self {
        Self { path: path.into(), place: Place::Whole }
    }

    pub(crate) fn at(&self, place: Place) -> Self {
        Self { path: Arc::clone(&self.path), place }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Place::Whole => write!(f, "{}", self.path),
            Place::Line(line) => write!(f, "{}:{line}", self.path),
            Place::Record(record) => write!(f, "{}#{record}", self.path),
        }
    }
}

/// What the bytes of a record are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Plain text, perhaps with page debris.
    Plain,
    /// A web page, or a piece of one.
    Html,
    /// One JSON object.
    Json,
    /// One `<item>` or `<entry>` of a feed.
    FeedEntry,
    /// A paragraph of running text in which there is nothing to clean.
    Prose,
}

/// What the container says about a record; it wins over what the text seems to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// The record's own id.
    pub id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Date of publication, as written.
    pub published: Option<String>,
    /// The publication.
    pub outlet: Option<String>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Label of the character encoding, from the transport.
    pub charset: Option<String>,
    /// Whether the text is one sentence, whatever full stops are in it.
    pub one_sentence: bool,
    /// Bytes of the input beyond [`MAX_RECORD_BYTES`] that were left out.
    pub cut: u64,
}

/// The bytes of one article, before any work was done on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRecord {
    /// Where it stands.
    pub source: Source,
    /// What the bytes are.
    pub kind: Kind,
    /// The bytes, in whatever encoding.
    pub bytes: Vec<u8>,
    /// What the container says about it.
    pub meta: Meta,
    /// How to read the names of a JSON record.
    pub fields: Arc<super::FieldMap>,
}

impl RawRecord {
    /// A record of its own, as from a file at `path`.
    #[must_use]
    pub fn new(path: &str, kind: Kind, bytes: impl Into<Vec<u8>>) -> Self {
        let source = Source::whole(path);
        Self { source, kind, bytes: bytes.into(), meta: Meta::default(), fields: Arc::default() }
    }
}
