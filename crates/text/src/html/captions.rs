//! Captions of a page's pictures.
//!
//! The extractor drops pictures with all that belongs to them; a caption says who did what where, and is kept.

use crate::Part;
use crate::clean::{Para, tidy};
use trafilatura::dom::{Document, NodeId};

/// A shorter caption says nothing that could be read.
const MIN_WORDS: usize = 5;
/// More are a gallery of other stories.
const MAX_CAPTIONS: usize = 30;
/// How far up the elements around a caption are looked at.
const ANCESTORS: usize = 40;

/// The captions of the pictures of the article, in page order.
pub(super) fn captions(document: &Document) -> Vec<String> {
    let root = document.root();
    let scope = document.query_selector(root, "article").or_else(|| document.query_selector(root, "main")).unwrap_or(root);
    let mut captions: Vec<String> = Vec::new();
    for id in document.query_selector_all(scope, "figcaption") {
        let caption = tidy(&document.iter_text(id, " "));
        let wanted = caption.split(' ').count() >= MIN_WORDS && !captions.contains(&caption) && !is_aside(document, id);
        if wanted && captions.len() < MAX_CAPTIONS {
            captions.push(caption);
        }
    }
    captions
}

/// Whether an element stands in a menu, a sidebar or a link to another story.
pub(super) fn is_aside(document: &Document, id: NodeId) -> bool {
    const TAGS: [&str; 7] = ["aside", "nav", "footer", "a", "li", "form", "button"];
    const NAMES: [&str; 10] =
        ["related", "sidebar", "recommend", "promo", "newsletter", "teaser", "most-read", "comment", "advert", "trending"];
    let mut at = document.parent(id);
    for _ in 0..ANCESTORS {
        let Some(parent) = at else { return false };
        let class = document.class_name(parent).to_ascii_lowercase();
        if TAGS.contains(&document.tag_name(parent)) || NAMES.iter().any(|name| class.contains(name)) {
            return !matches!(document.tag_name(parent), "body" | "html" | "article" | "main");
        }
        at = document.parent(parent);
    }
    false
}

/// Adds captions after the article, but for those that stand in it already.
pub(super) fn append(paras: &mut Vec<Para>, captions: Vec<String>) {
    for caption in captions {
        match paras.iter_mut().find(|para| para.text == caption) {
            Some(para) => para.fate = crate::clean::Fate::Keep(Part::Caption),
            None => paras.push(Para::new(caption, Part::Caption)),
        }
    }
}
