//! An article on its way: paragraphs, each with its fate, and what is known so far.

use super::layout;
use crate::Part;
use crate::read::Meta;

/// An article whose debris is not yet cut.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) external_id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) paras: Vec<Para>,
    /// Bytes of the input that were never looked at.
    pub(crate) unread: u64,
    /// Whether the first paragraph may be the headline: in plain text nothing else says what it is.
    pub(crate) untitled: bool,
}

/// A paragraph.
#[derive(Debug)]
pub(crate) struct Para {
    pub(crate) text: String,
    pub(crate) fate: Fate,
    /// What was cut from its end, and why.
    pub(crate) tails: Vec<(String, &'static str)>,
}

/// What becomes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Keep(Part),
    Cut(&'static str),
}

impl Para {
    pub(crate) fn new(text: String, part: Part) -> Self {
        Self { text, fate: Fate::Keep(part), tails: Vec::new() }
    }

    /// The part it belongs to, where it stays.
    pub(crate) fn part(&self) -> Option<Part> {
        match self.fate {
            Fate::Keep(part) => Some(part),
            Fate::Cut(_) => None,
        }
    }

    pub(crate) fn is_body(&self) -> bool {
        self.part() == Some(Part::Body)
    }

    pub(crate) fn cut(&mut self, why: &'static str) {
        self.fate = Fate::Cut(why);
    }

    pub(crate) fn words(&self) -> usize {
        self.text.split(' ').count()
    }
}

impl Draft {
    /// The draft of a plain text.
    pub(crate) fn plain(text: &str) -> Self {
        let paras = layout::paragraphs(text).into_iter().map(|text| Para::new(text, Part::Body)).collect();
        Self { paras, untitled: true, ..Self::default() }
    }

    /// Takes what the container says; it wins over what the text said.
    pub(crate) fn take_meta(&mut self, meta: &Meta) {
        let set = |field: &mut Option<String>, value: &Option<String>| {
            if let Some(value) = value.as_deref().map(layout::tidy).filter(|value| !value.is_empty()) {
                *field = Some(value);
            }
        };
        set(&mut self.external_id, &meta.id);
        set(&mut self.title, &meta.title.as_deref().map(crate::html::text_of_fragment));
        set(&mut self.outlet, &meta.outlet);
        set(&mut self.url, &meta.url);
        if let Some(iso) = meta.published.as_deref().and_then(crate::iso_date) {
            self.published = Some(iso);
        }
        if !meta.authors.is_empty() {
            self.authors = meta.authors.iter().flat_map(|authors| super::authors_of(authors)).collect();
        }
        self.unread += meta.cut;
    }
}
