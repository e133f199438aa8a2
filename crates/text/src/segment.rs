//! Sentences and words.
//!
//! Words are those of Universal Dependencies: contractions and possessives are split, hyphenated compounds too, prefixes kept.
//! Abbreviations and prefixes are data: `lexicon/text/abbreviations.txt`.

mod sentences;
mod word;

use crate::{Block, Part};
use chancery_span::Span;

/// A sentence and its words, as spans of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From the first word's start to the last word's end.
    pub span: Span,
    /// The part of the article it stands in.
    pub part: Part,
    /// Syntactic words in the sense of Universal Dependencies: `don't` is `do` and `n't`.
    pub words: Vec<Span>,
}

/// No sentence is longer, in words: beyond it a text is a table or broken, and is cut.
const MAX_WORDS: usize = 400;

/// The sentences of the blocks, in order. No sentence crosses a block.
#[must_use]
pub fn segment(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let mut out = Vec::new();
    for block in blocks {
        let all = words(text, block.span);
        let whole = block.part == Part::Headline;
        for group in sentences::group(text, &all, whole) {
            for words in group.chunks(MAX_WORDS) {
                let span = words[0].cover(words[words.len() - 1]);
                out.push(Sentence { span, part: block.part, words: words.to_vec() });
            }
        }
    }
    out
}

/// The words of a stretch of text.
#[must_use]
pub fn words(text: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::with_capacity(span.len() / 5);
    let part = span.of(text);
    let base = span.start as usize;
    let mut start = None;
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        match (start, c.is_whitespace()) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                word::split(&part[from..at], base + from, &mut out);
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Blocks of a plain text: parted by blank lines.
#[must_use]
pub fn blocks_of_plain(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            out.extend(start.take().map(|s| Block { span: Span::new(s, end), part: Part::Body }));
        } else {
            start.get_or_insert(at);
            end = at + line.trim_end().len();
        }
        at += line.len();
    }
    out.extend(start.map(|s| Block { span: Span::new(s, end), part: Part::Body }));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[&str]) {
        let block = Block { span: Span::new(0, text.len()), part: Part::Body };
        let got: Vec<String> =
            segment(text, &[block]).iter().map(|s| s.words.iter().map(|w| w.of(text)).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn words_of_the_treebanks() {
        check("They don't trust Xi's well-known C5+1 plan.", &["They do n't trust Xi 's well - known C5+1 plan ."]);
        check("It cannot cost $3.67 billion (or 25%), can it?", &["It can not cost $ 3.67 billion ( or 25 % ) , can it ?"]);
        check("“We’ll re-elect the ex-president,” he said.", &["“ We ’ll re-elect the ex-president , ” he said ."]);
        check("On May 18-19, at 11:45 a.m. in Xi’an.", &["On May 18 - 19 , at 11:45 a.m. in Xi’an ."]);
        check("Mail a.b@c.org or see https://x.org/y.", &["Mail a.b@c.org or see https://x.org/y ."]);
    }

    #[test]
    fn sentences_of_edited_news() {
        check(
            "Lt. Gen. Smith met U.S. envoys. He left at 5 p.m. Nobody spoke.",
            &["Lt. Gen. Smith met U.S. envoys .", "He left at 5 p.m.", "Nobody spoke ."],
        );
        check("“We agree.” She left. “Why?” he asked.", &["“ We agree . ”", "She left .", "“ Why ? ” he asked ."]);
        check("The U.S. Senate voted. J. Smith of Acme Inc. said no.", &["The U.S. Senate voted .", "J. Smith of Acme Inc. said no ."]);
    }

    #[test]
    fn blocks_part_at_blank_lines() {
        let text = "One\ntwo.\n\n  \nThree.\n";
        let got: Vec<&str> = blocks_of_plain(text).iter().map(|b| b.span.of(text)).collect();
        assert_eq!(got, ["One\ntwo.", "Three."]);
    }

    #[test]
    fn junk_gives_lawful_spans() {
        for text in ["", "   ", "''''", "\"\"..--$$%%", "a\u{301}b\u{0}c", "’s n't 's", "((((", "...!?", "-", "£", "é’é"] {
            let all = words(text, Span::new(0, text.len()));
            let mut at = 0;
            for w in &all {
                assert!(w.start >= at && w.end > w.start && text.is_char_boundary(w.start as usize), "{text:?}");
                assert!(text[at as usize..w.start as usize].trim().is_empty(), "{text:?}");
                at = w.end;
            }
            assert!(text[at as usize..].trim().is_empty());
        }
    }
}
