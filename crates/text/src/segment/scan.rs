//! The scanner: from text to words.
//!
//! It goes over the text once. White space parts chunks; inside a chunk letters and digits make words, and every other mark is
//! a word of its own unless a rule or a list (see [`super::table`]) says otherwise. How far a word reaches over the
//! marks inside it is decided in [`super::run`], how it is cut again (clitics, units) in [`super::cut`].

use super::chars::{Reader, Sort};
use super::class::{Class, Classes};
use super::key::key;
use super::table::Table;
use super::token::{Gap, Kind, Shape, Token, shape};

/// The longest word that is looked up in the lists, in bytes.
pub(super) const LISTED: usize = 24;

/// Appends the words of `text[start..end]` to `tokens`.
pub(super) fn scan(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let mut scanner = Scanner { reader: Reader::new(text), table: Table::standard(), first: tokens.len(), end, gap: Gap::None, tokens };
    scanner.block(start);
}

/// A stretch without white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk {
    pub start: usize,
    pub end: usize,
    /// Whether it holds an `@`.
    pub at_sign: bool,
}

pub(super) struct Scanner<'t, 'o> {
    pub reader: Reader<'t>,
    pub table: &'static Table,
    pub tokens: &'o mut Vec<Token>,
    /// Where this block's tokens begin.
    pub first: usize,
    /// Where the block ends.
    pub end: usize,
    gap: Gap,
}

impl Scanner<'_, '_> {
    fn block(&mut self, mut at: usize) {
        while at < self.end {
            let c = self.reader.at(at);
            if super::chars::sort(c) == Sort::Space {
                self.gap = self.gap.max(if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') { Gap::Line } else { Gap::Space });
                at += c.len_utf8();
            } else {
                at = self.chunk(at);
            }
        }
    }

    /// Cuts the chunk that starts at `start` and returns its end.
    fn chunk(&mut self, start: usize) -> usize {
        let bytes = self.reader.bytes(0, self.end);
        let mut end = start;
        while end < self.end && bytes[end].is_ascii_alphabetic() {
            end += 1;
        }
        if end == self.end || bytes[end] == b' ' {
            self.word(start, end);
            return end;
        }
        let mut at_sign = false;
        while end < self.end {
            at_sign |= bytes[end] == b'@';
            let c = self.reader.at(end);
            if super::chars::sort(c) == Sort::Space {
                break;
            }
            end += c.len_utf8();
        }
        let chunk = Chunk { start, end, at_sign };
        let mut at = start;
        while at < end {
            at = if self.reader.alnum(at) || self.reader.byte(at) == b'_' && self.reader.alnum(at + 1) {
                self.run(at, chunk)
            } else {
                self.mark(at, chunk)
            };
        }
        end
    }

    /// Adds the word `start..end`, which has letters or digits only, cutting it where the list of contractions does.
    pub(super) fn word(&mut self, start: usize, end: usize) {
        let bytes = self.reader.bytes(start, end);
        let key = key(bytes);
        if let Some(parts) = self.table.contraction(key) {
            let mut at = start;
            for part in parts.into_iter().filter(|&p| p > 0) {
                self.push(at, at + usize::from(part), Kind::Word);
                at += usize::from(part);
            }
            return;
        }
        let classes = self.table.classes(key, bytes);
        let shape = shape(bytes);
        let kind = if shape == Shape::Digits { Kind::Number } else { Kind::Word };
        self.add(start, end, kind, key, shape, classes);
    }

    /// Adds the token `start..end`.
    pub(super) fn push(&mut self, start: usize, end: usize, kind: Kind) {
        let bytes = self.reader.bytes(start, end);
        let key = match kind {
            // However they are printed, quotation marks are one word to the model.
            Kind::OpenQuote | Kind::CloseQuote | Kind::Quote => key(b"\""),
            _ => key(bytes),
        };
        self.add(start, end, kind, key, shape(bytes), self.table.classes(key, bytes));
    }

    fn add(&mut self, start: usize, end: usize, kind: Kind, key: u64, shape: Shape, classes: Classes) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let dotted = kind == Kind::Abbreviation && (end - start == 2 || self.reader.bytes(start, end - 1).contains(&b'.'));
        self.tokens.push(Token { start: start as u32, end: end as u32, key, kind, shape, gap, dotted, classes });
    }

    /// Whether the lists have `start..end` as one word.
    pub(super) fn listed(&self, start: usize, end: usize) -> bool {
        if end - start > LISTED {
            return false;
        }
        let mut buffer = [0; LISTED];
        let word = straight(self.reader.bytes(start, end), &mut buffer);
        self.table.classes_of(word).has(Class::Whole)
    }

    /// The last token of this block, if there is one.
    pub(super) fn last(&self) -> Option<&Token> {
        self.tokens[self.first..].last()
    }
}

/// `word` with straight apostrophes, written into `buffer`.
pub(super) fn straight<'b>(word: &[u8], buffer: &'b mut [u8; LISTED]) -> &'b [u8] {
    let mut length = 0;
    let mut rest = word;
    while let [first, after @ ..] = rest {
        let (byte, tail) = match rest {
            [0xE2, 0x80, 0x98 | 0x99, tail @ ..] => (b'\'', tail),
            [b'`', tail @ ..] => (b'\'', tail),
            _ => (*first, after),
        };
        let Some(slot) = buffer.get_mut(length) else { break };
        *slot = byte;
        length += 1;
        rest = tail;
    }
    &buffer[..length]
}
