//! Cutting page debris out of the body.

use super::draft::{Draft, Fate, Para};
use super::rules::{DebrisRules, Finding, Place, ends_sentence};
use crate::Part;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many paragraphs at the end count as the page's last.
const LAST: usize = 5;
/// A list of links has no longer lines, and no more of them.
const LINK_WORDS: usize = 18;
const LINKS: usize = 10;
/// A shorter paragraph may well be said twice.
const REPEAT_WORDS: usize = 9;
/// A paragraph with more credits than this at its end is not ours to tidy.
const MAX_TAILS: usize = 4;
/// What is left of a paragraph after its tail was cut must have so many words to stand.
const REST_WORDS: usize = 3;

/// Judges every paragraph by the rules, then the end of the page.
pub(super) fn sweep(draft: &mut Draft) {
    let count = draft.paras.len();
    let surnames: Vec<String> = draft.authors.iter().filter_map(|name| name.rsplit(' ').next().map(str::to_owned)).collect();
    let mut links = 0;
    for (at, para) in draft.paras.iter_mut().enumerate() {
        let last = at + LAST >= count;
        let author = last && surnames.iter().any(|name| para.text.contains(name.as_str()));
        judge(para, Place { last, author }, &mut links);
    }
    cut_footer(&mut draft.paras);
    cut_repeats(&mut draft.paras);
}

/// Judges one paragraph; `links` counts down the links that may follow a heading such as "Related stories".
fn judge(para: &mut Para, place: Place, links: &mut usize) {
    let rules = DebrisRules::standard();
    if !para.is_body() {
        if para.part() == Some(Part::Caption) {
            cut_tails(para, rules);
        }
        return;
    }
    match rules.find(&para.text, place) {
        Some(Finding::Debris { why, list }) => {
            para.cut(why);
            *links = if list { LINKS } else { links.saturating_sub(1) };
        }
        _ if *links > 0 && is_link(para) => {
            para.cut("related");
            *links -= 1;
        }
        found => {
            *links = 0;
            cut_lead(para, rules);
            if found.is_some() {
                cut_tails(para, rules);
            }
        }
    }
}

/// Pages print a paragraph twice: in a box of key points, as a pull quote, or by mistake.
fn cut_repeats(paras: &mut [Para]) {
    let mut seen = HashSet::new();
    for para in paras.iter_mut().filter(|para| para.is_body() && para.words() >= REPEAT_WORDS) {
        if !seen.insert(hash(&para.text)) {
            para.cut("related");
        }
    }
}

/// A fingerprint of the letters; keeping the texts would double the memory of a large article.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| c.hash(&mut hasher));
    hasher.finish()
}

fn is_link(para: &Para) -> bool {
    !ends_sentence(&para.text) && para.words() <= LINK_WORDS
}

/// Cuts what marks a paragraph as a caption from its start.
fn cut_lead(para: &mut Para, rules: &DebrisRules) {
    if let Some((end, why)) = rules.lead(&para.text) {
        let rest = para.text.split_off(end).trim_start().to_owned();
        let lead = std::mem::replace(&mut para.text, rest);
        para.tails.push((lead, why));
        para.fate = Fate::Keep(Part::Caption);
    }
}

/// Cuts credits and sign-offs from the end of a paragraph, one after the other.
fn cut_tails(para: &mut Para, rules: &DebrisRules) {
    for _ in 0..MAX_TAILS {
        let Some(Finding::Tail { at, why, caption }) = rules.find(&para.text, Place::default()) else { return };
        let tail = para.text.split_off(at);
        para.text.truncate(para.text.trim_end().trim_end_matches(['|', '—', '–', '-']).trim_end().len());
        if para.text.is_empty() || para.words() < REST_WORDS {
            para.text = join(&para.text, &tail);
            para.cut(why);
            return;
        }
        if caption {
            para.fate = Fate::Keep(Part::Caption);
        }
        para.tails.insert(0, (tail, why));
    }
}

fn join(head: &str, tail: &str) -> String {
    if head.is_empty() { tail.to_owned() } else { format!("{head} {tail}") }
}

/// After the last running text, where debris shows that the page's footer has begun, short lines are footer, too.
fn cut_footer(paras: &mut [Para]) {
    let end_of_prose = paras.iter().rposition(is_prose).map_or(0, |at| at + 1);
    if end_of_prose == 0 {
        return;
    }
    let footer = &mut paras[end_of_prose..];
    let Some(first) = footer.iter().position(|para| matches!(para.fate, Fate::Cut("widget" | "related" | "comment form"))) else {
        return;
    };
    // A short line before the first debris may be a last line of the article; after it, nothing is.
    for para in footer[first..].iter_mut().filter(|para| para.is_body()) {
        para.cut("navigation");
    }
}

fn is_prose(para: &Para) -> bool {
    match para.part() {
        Some(Part::Body) => (ends_sentence(&para.text) && para.words() > 3) || para.words() > LINK_WORDS,
        Some(_) => true,
        None => false,
    }
}
