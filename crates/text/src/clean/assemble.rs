//! From a draft to a document: the clean text, its blocks, and what was cut.

use super::draft::{Draft, Fate};
use crate::{Block, Document, Part, Removed};
use chancery_span::Span;

/// A document's clean text ends here, at 16 MiB; what is beyond is cut and stands in [`Document::removed`] as `too long`.
pub const MAX_CLEAN_BYTES: usize = 16 << 20;

/// A longer paragraph is split after a sentence, so that the stages after this one never see a block of megabytes.
const MAX_BLOCK_BYTES: usize = 32 << 10;

/// How much of an overlong cut is quoted.
const QUOTE_BYTES: usize = 200;

/// Builds the document of a draft.
pub(super) fn assemble(draft: Draft) -> Document {
    let mut building = Building::default();
    if let Some(title) = &draft.title {
        building.block(title, Part::Headline);
    }
    for para in draft.paras {
        match para.fate {
            Fate::Keep(part) => building.block(&para.text, part),
            Fate::Cut(why) => building.removed.push(Removed { text: para.text, why }),
        }
        building.removed.extend(para.tails.into_iter().map(|(text, why)| Removed { text, why }));
    }
    building.note_overflow(draft.unread);
    Document {
        external_id: draft.external_id,
        title: draft.title,
        outlet: draft.outlet,
        authors: draft.authors,
        url: draft.url,
        published: draft.published,
        language: None,
        sha256: String::new(),
        text: building.text,
        blocks: building.blocks,
        removed: building.removed,
        one_sentence: false,
    }
}

#[derive(Default)]
struct Building {
    text: String,
    blocks: Vec<Block>,
    removed: Vec<Removed>,
    /// The first words and the length of what did not fit.
    overflow: Option<(String, u64)>,
}

impl Building {
    fn block(&mut self, mut rest: &str, part: Part) {
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(block_end(rest));
            self.push(piece.trim_end(), part);
            rest = after.trim_start();
        }
    }

    fn push(&mut self, text: &str, part: Part) {
        if self.overflow.is_some() || self.text.len() + text.len() + 2 > MAX_CLEAN_BYTES {
            let (_, bytes) = self.overflow.get_or_insert_with(|| (quote(text), 0));
            *bytes += text.len() as u64;
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { span: Span::new(start, self.text.len()), part });
    }

    fn note_overflow(&mut self, unread: u64) {
        let (quote, bytes) = self.overflow.take().unwrap_or_default();
        if bytes + unread > 0 {
            let text = format!("{quote} [{} bytes beyond the limit]", bytes + unread);
            self.removed.push(Removed { text: text.trim_start().to_owned(), why: "too long" });
        }
    }
}

fn quote(text: &str) -> String {
    text[..floor(text, QUOTE_BYTES)].to_owned()
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where a block that starts here ends: all of the text, or an overlong text up to its last sentence that fits.
fn block_end(text: &str) -> usize {
    if text.len() <= MAX_BLOCK_BYTES {
        return text.len();
    }
    let fit = floor(text, MAX_BLOCK_BYTES);
    let sentence = text[..fit].rfind(". ").map(|at| at + 2).filter(|at| *at > MAX_BLOCK_BYTES / 4);
    sentence.or_else(|| text[..fit].rfind(' ').filter(|at| *at > 0)).unwrap_or(fit)
}
