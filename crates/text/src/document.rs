//! One article, cleaned.

use chancery_span::Span;

/// Which part of an article a block belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The headline.
    Headline,
    /// Running text.
    Body,
    /// The caption of a picture.
    Caption,
}

/// A paragraph, a headline or a caption: text that no sentence crosses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in [`Document::text`].
    pub span: Span,
    /// What it is.
    pub part: Part,
}

/// Something that was cut from the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The words that were cut.
    pub text: String,
    /// Why: `advert`, `navigation`, `widget`, `related`, `byline`, `comment form`, `credit`.
    pub why: &'static str,
}

/// One article: its clean text and what is known about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The input's own id, where it had one.
    pub external_id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// The publication that carried it.
    pub outlet: Option<String>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Date of publication, ISO 8601, as precise as the article says.
    pub published: Option<String>,
    /// ISO 639-1 code of the language.
    pub language: Option<String>,
    /// SHA-256 of the input, in hexadecimal.
    pub sha256: String,
    /// The clean text: headline first, then the body; blocks are parted by a blank line.
    pub text: String,
    /// The blocks of `text`, in order.
    pub blocks: Vec<Block>,
    /// What was cut.
    pub removed: Vec<Removed>,
    /// Whether each block is one sentence, because the input says so.
    pub one_sentence: bool,
}

impl Document {
    /// A document of one paragraph: a sentence to be tried, not an article.
    #[must_use]
    pub fn paragraph(text: &str, published: Option<&str>) -> Self {
        let span = Span::new(0, text.len());
        Self {
            text: text.to_owned(),
            published: published.map(str::to_owned),
            blocks: vec![Block { span, part: Part::Body }],
            ..Self::default()
        }
    }
}
