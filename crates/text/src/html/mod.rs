//! Web pages.
//!
//! The article is found by `trafilatura`, chosen by measuring on 69 English news pages from publishers in six countries
//! (`examples/score_html.rs` repeats it for what is built in). Token precision, recall and F1 of the body, time for a page:
//!
//! | extractor | P | R | F1 | ms |
//! |---|---|---|---|---|
//! | trafilatura 0.6.0 | 0.937 | 0.987 | 0.958 | 6 |
//! | trafilatura 0.6.0 with its fallbacks | 0.933 | 0.987 | 0.955 | 12 |
//! | rs-trafilatura 0.2.2 | 0.918 | 0.962 | 0.925 | 640 |
//! | dom_smoothie 0.19.0 | 0.882 | 0.971 | 0.918 | 4 |
//!
//! Its paragraphs then pass the same debris rules as plain text, which brings the body to P 0.958, R 0.987, F1 0.970 (on
//! 72 pages: the comparison above had left out three by mistake). Dates are right on all of them, authors on 97 %, titles
//! on 85 % to the letter and on 97 % but for a few words: pages carry up to four headlines, and which one is expected
//! differs by publisher.
//!
//! Title, authors, date and address are read here, from JSON-LD, meta tags and `time` elements: the extractor's own
//! reading of them has no times of day.

mod blocks;
mod captions;
mod depth;
mod entities;
mod jsonld;
mod meta;

pub(crate) use blocks::text_of_fragment;
pub(crate) use entities::unescape;

use crate::clean::{Draft, Para};
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::dom::Document;

/// Pages beyond this size are cut: no article is behind the first 24 MiB of markup.
const MAX_PAGE: usize = 24 << 20;

/// Fewer words than this make no article worth keeping over a plain list of the page's paragraphs.
const TOO_FEW_WORDS: usize = 20;

/// The draft of a whole page.
pub(crate) fn draft(page: &str) -> Draft {
    let page = depth::limit(cap(page));
    // The parser and the extractor are foreign code before hostile input: what they choke on is read as a fragment.
    catch_unwind(AssertUnwindSafe(|| whole(&page))).unwrap_or_else(|_| fragment(&page))
}

fn cap(page: &str) -> &str {
    let mut end = page.len().min(MAX_PAGE);
    while !page.is_char_boundary(end) {
        end -= 1;
    }
    &page[..end]
}

fn whole(page: &str) -> Draft {
    let document = Document::parse(page);
    let (mut draft, expected) = meta::read(&document);
    let captions = captions::captions(&document);
    let fallback = blocks::page_paragraphs(&document);
    draft.paras = article(document).unwrap_or_default();
    if is_better(&fallback, &draft.paras, expected) {
        draft.paras = fallback;
    }
    captions::append(&mut draft.paras, captions);
    draft
}

/// Whether the page's plain paragraphs serve better than what the extractor found: it lost the paragraphs, or so much of
/// the article that the page's own count of its words says so.
fn is_better(fallback: &[Para], found: &[Para], expected: Option<usize>) -> bool {
    let words = |paras: &[Para]| paras.iter().map(Para::words).sum::<usize>();
    let (all, kept) = (words(fallback), words(found));
    let lost = expected.is_some_and(|expected| kept * 14 < expected * 10 && all.abs_diff(expected) * 2 < expected - kept);
    kept < TOO_FEW_WORDS || lost || (found.len() < 3 && fallback.len() >= 6 && all * 2 > kept)
}

/// The paragraphs of the article, where the extractor finds one.
fn article(document: Document) -> Option<Vec<Para>> {
    let mut options = trafilatura::Options::default();
    options.exclude_comments = true;
    let found = trafilatura::extract_document(document, &options).ok()?;
    Some(blocks::paragraphs(&found.content_html))
}

/// The draft of a piece of HTML that is all article, as feeds and JSON carry it.
pub(crate) fn fragment(html: &str) -> Draft {
    Draft { paras: blocks::paragraphs(html), untitled: true, ..Draft::default() }
}

/// Text with its entities resolved, borrowed where there are none.
pub(crate) type Text<'t> = Cow<'t, str>;
