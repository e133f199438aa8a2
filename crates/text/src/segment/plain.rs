//! The paragraphs of plain text.
//!
//! A blank line always parts two paragraphs. A single new line may be one too, or only the place where a program broke a long
//! line: then the next word would not have fitted. What fits is judged by the longest line of the text.

use super::chars::dash;
use crate::{Block, Part};
use chancery_span::Span;

/// Lines longer than this, in bytes, were not broken by a program.
const WIDEST: usize = 130;
/// Texts whose lines are all shorter than this are lists.
const NARROWEST: usize = 45;

/// Cuts plain text into paragraphs, all of them [`Part::Body`].
#[must_use]
pub fn blocks_of_plain(text: &str) -> Vec<Block> {
    let width = text.lines().map(|l| l.trim_end().len()).max().unwrap_or(0);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if line.trim().is_empty() {
            // The second half of "\r\n" is no blank line.
            if line != "\n" || !text[..at - 1].ends_with('\r') {
                last = None;
            }
            continue;
        }
        let end = start + line.trim().len();
        match (last, blocks.last_mut()) {
            (Some(before), Some(block)) if continues(before, line, width) => block.span.end = end as u32,
            _ => blocks.push(Block { span: Span::new(start, end), part: Part::Body }),
        }
        last = Some(line);
    }
    blocks
}

/// Whether `line` goes on with the paragraph that `before` is the last line of.
fn continues(before: &str, line: &str, width: usize) -> bool {
    let indent = |l: &str| l.len() - l.trim_start().len();
    let (deeper, item) = (indent(line) >= indent(before) + 2, is_item(line.trim_start()));
    let (before, line) = (before.trim(), line.trim());
    if deeper || item {
        return false;
    }
    let small = line.starts_with(char::is_lowercase);
    if !(NARROWEST..=WIDEST).contains(&width) {
        return small && !ends(before);
    }
    let word = line.split_whitespace().next().map_or(0, str::len);
    // A few bytes of grace: programs count characters, and not all of them alike.
    let fitted = before.len() + 1 + word + 6 <= width;
    !fitted || small && !ends(before)
}

fn ends(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':'])
}

/// Whether a line begins like an item of a list: a bullet, a dash, `3.`, `(b)`.
fn is_item(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return false };
    let rest = &line[first.len_utf8()..];
    if matches!(first, '•' | '●' | '▪' | '◦' | '·' | '*' | '■' | '►' | '–') || dash(first) {
        return rest.starts_with(char::is_whitespace);
    }
    let sign = line.trim_start_matches('(');
    let digits = sign.bytes().take(3).take_while(u8::is_ascii_digit).count();
    digits > 0 && sign[digits..].starts_with(['.', ')']) && sign[digits + 1..].starts_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        blocks_of_plain(text).into_iter().map(|b| b.span.of(text)).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(paragraphs("One.\n\nTwo.\r\n\r\nThree.\n"), ["One.", "Two.", "Three."]);
        assert!(paragraphs(" \n\t\n").is_empty());
    }

    #[test]
    fn lines_broken_by_a_program_are_joined() {
        let text = "The ministers of the five states met on Tuesday in the\ncapital to sign a treaty on the use of the river. They\nSigned.\nNew paragraph of the same report, which goes on at length.";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "The ministers of the five states met on Tuesday in the capital to sign a treaty on the use of the river, which had been long in the making.";
        assert_eq!(paragraphs(&format!("Treaty signed\n{long}\n{long}")).len(), 3);
    }

    #[test]
    fn items_are_paragraphs() {
        assert_eq!(paragraphs("They agreed on three things:\n- trade\n- water\n- roads").len(), 4);
        assert_eq!(paragraphs("They agreed:\n1. On trade and the customs duties of all five states\n2. On water").len(), 3);
    }
}
