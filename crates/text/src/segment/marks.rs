//! Marks: what stands between words, and the few marks that make a word with what follows.

use super::chars::{Sort, apostrophe, dash};
use super::class::Class;
use super::scan::{Chunk, Scanner};
use super::token::Kind;

impl Scanner<'_, '_> {
    /// Adds the mark at `at`, with what belongs to it, and returns its end.
    pub(super) fn mark(&mut self, at: usize, chunk: Chunk) -> usize {
        let c = self.reader.at(at);
        let outside = at == chunk.start || !self.reader.alnum_before(at);
        let special = if outside { self.special(at, c, chunk) } else { None };
        let (end, kind) = special.unwrap_or_else(|| self.plain_mark(at, c, chunk));
        if kind == Kind::Quote {
            self.quote(at, end, chunk);
        } else {
            self.push(at, end, kind);
        }
        end
    }

    /// Adds a straight quotation mark as one that opens or closes, where its place in the chunk tells.
    fn quote(&mut self, at: usize, end: usize, chunk: Chunk) {
        let before = self.reader.before(at);
        let opens = at == chunk.start
            || matches!(before, '(' | '[' | '—' | '–' | '-' | '/' | '“' | '"' | '\'') && end < chunk.end && self.reader.alnum(end);
        let closes = end == chunk.end || !self.reader.alnum(end);
        let kind = match (opens, closes) {
            (true, false) => Kind::OpenQuote,
            (false, true) => Kind::CloseQuote,
            _ => Kind::Quote,
        };
        self.push(at, end, kind);
    }

    /// Faces, handles, tags, `'90s`, `'em`, `.5`: marks that make a word with what follows.
    fn special(&self, at: usize, c: char, chunk: Chunk) -> Option<(usize, Kind)> {
        let next = at + c.len_utf8();
        if let Some(end) = self.emoticon(at, chunk) {
            return Some((end, Kind::Emoticon));
        }
        match c {
            '@' if self.reader.sort(next) == Sort::Letter => Some((self.handle_end(next, chunk.end), Kind::Word)),
            '#' if self.reader.sort(next) == Sort::Letter => Some((self.handle_end(next, chunk.end), Kind::Word)),
            '.' if self.reader.byte(next).is_ascii_digit() => Some((self.reader.digits_end(next, chunk.end), Kind::Number)),
            '\'' | '’' | '‘' => self.elision(at, next, chunk),
            _ => None,
        }
    }

    fn handle_end(&self, mut at: usize, limit: usize) -> usize {
        while at < limit && (self.reader.alnum(at) || self.reader.byte(at) == b'_') {
            at += self.reader.at(at).len_utf8();
        }
        at
    }

    /// `'90s`, `'em`, `'n'`.
    fn elision(&self, at: usize, next: usize, chunk: Chunk) -> Option<(usize, Kind)> {
        let digits = self.reader.digits_end(next, chunk.end);
        if digits == next + 2 {
            let end = if self.reader.byte(digits) == b's' { digits + 1 } else { digits };
            return (!self.reader.alnum(end)).then_some((end, Kind::Number));
        }
        let letters = self.reader.alnum_end(next, chunk.end.min(next + 8));
        let after = self.reader.at(letters);
        if apostrophe(after) && letters < chunk.end && self.listed(at, letters + after.len_utf8()) {
            return Some((letters + after.len_utf8(), Kind::Word));
        }
        (letters > next && self.listed(at, letters)).then_some((letters, Kind::Word))
    }

    /// The longest face at `at` that nothing is written to.
    fn emoticon(&self, at: usize, chunk: Chunk) -> Option<usize> {
        let limit = chunk.end.min(at + 4);
        (at + 2..=limit).rev().find(|&end| {
            let bytes = self.reader.bytes(0, chunk.end);
            bytes[at..end].is_ascii()
                && (end == chunk.end || !self.reader.alnum(end) && bytes[end] != b'/')
                && self.table.classes_of(&bytes[at..end]).has(Class::Emoticon)
        })
    }

    /// A mark on its own, or a run of the same.
    fn plain_mark(&self, at: usize, c: char, chunk: Chunk) -> (usize, Kind) {
        let next = at + c.len_utf8();
        let run = |same: fn(char) -> bool| {
            let mut end = next;
            while end < chunk.end && same(self.reader.at(end)) {
                end += self.reader.at(end).len_utf8();
            }
            end
        };
        match c {
            '.' | '…' => {
                let end = run(|c| matches!(c, '.' | '…'));
                (end, if end == next && c == '.' { Kind::Stop } else { Kind::Ellipsis })
            }
            '!' | '?' | '‼' | '⁉' | '？' | '！' => (run(|c| matches!(c, '!' | '?')), Kind::Bang),
            '。' => (next, Kind::Stop),
            ',' => (next, Kind::Comma),
            ':' => (next, Kind::Colon),
            ';' => (next, Kind::Semicolon),
            '(' | '[' | '{' => (next, Kind::Open),
            ')' | ']' | '}' => (next, Kind::Close),
            '"' | '\'' => (self.doubled(next, c, chunk), Kind::Quote),
            '“' | '«' | '„' | '‹' | '‚' => (next, Kind::OpenQuote),
            '‘' | '`' => (self.doubled(next, c, chunk), Kind::OpenQuote),
            '”' | '»' | '›' => (next, Kind::CloseQuote),
            '’' | '´' => (self.doubled(next, c, chunk), Kind::CloseQuote),
            '<' => (run(|c| c == '<'), Kind::Open),
            '>' => (run(|c| c == '>'), Kind::Close),
            '*' => (run(|c| c == '*'), Kind::Symbol),
            '=' => (run(|c| c == '='), Kind::Symbol),
            '_' => (run(|c| c == '_'), Kind::Symbol),
            '~' => (run(|c| c == '~'), Kind::Symbol),
            _ if dash(c) => (run(dash), Kind::Dash),
            _ => (next, Kind::Symbol),
        }
    }

    /// `''` and ` `` ` are one quotation mark.
    fn doubled(&self, next: usize, c: char, chunk: Chunk) -> usize {
        let second = self.reader.at(next);
        let pair = next < chunk.end && (second == c && c != '"' || c == '‘' && second == '’');
        if pair { next + second.len_utf8() } else { next }
    }
}
