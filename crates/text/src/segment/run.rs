//! How far a word reaches: which marks between letters and digits belong to it.

use super::chars::{Sort, apostrophe, hyphen};
use super::class::Class;
use super::scan::{Chunk, LISTED, Scanner};
use super::token::Kind;

impl Scanner<'_, '_> {
    /// Adds the word that starts at `start`, cut where it has to be, and returns its end.
    pub(super) fn run(&mut self, start: usize, chunk: Chunk) -> usize {
        if let Some(end) = self.address(start, chunk) {
            self.push(start, end, Kind::Web);
            return end;
        }
        let end = self.run_end(start, chunk);
        if let Some(end) = self.with_sign(start, end, chunk) {
            self.push(start, end, Kind::Symbol);
            return end;
        }
        if let Some(end) = self.path_end(start, end, chunk) {
            self.push(start, end, Kind::Web);
            return end;
        }
        if self.keeps_stop(start, end, chunk) {
            self.push(start, end + 1, Kind::Abbreviation);
            return end + 1;
        }
        self.cut(start, end);
        end
    }

    /// Where the word that starts at `start` ends, before any cut.
    fn run_end(&self, start: usize, chunk: Chunk) -> usize {
        // Where the part after the last mark begins.
        let mut part = start;
        let mut at = start;
        loop {
            at = self.reader.alnum_end(at, chunk.end);
            if at >= chunk.end {
                return at;
            }
            let mark = self.reader.at(at);
            let next = at + mark.len_utf8();
            if mark == '_' {
                at = next;
                continue;
            }
            if next >= chunk.end || !self.reader.alnum(next) {
                return at;
            }
            match self.joined(start, part, at, mark, chunk) {
                Some(end) => at = end.max(next),
                None => return at,
            }
            part = if at == next { next } else { at };
        }
    }

    /// If the mark at `at` belongs to the word, up to where it surely reaches (at least past the mark).
    fn joined(&self, start: usize, part: usize, at: usize, mark: char, chunk: Chunk) -> Option<usize> {
        let next = at + mark.len_utf8();
        let digits = self.reader.before(at).is_ascii_digit() && self.reader.byte(next).is_ascii_digit();
        match mark {
            '.' => self.joined_by_stop(part, at, next, chunk).then_some(next),
            ',' => (digits && self.thousands(next, chunk)).then_some(next),
            ':' => digits.then_some(next),
            '/' if digits => Some(next),
            '\'' | '’' | '`' => (!digits).then_some(next),
            '+' => (digits && self.reader.sort(start) == Sort::Letter).then_some(next),
            '&' if self.reader.before(at).is_uppercase() && self.reader.at(next).is_uppercase() => {
                (at - part <= 3 && self.reader.alnum_end(next, chunk.end) - next <= 3).then_some(next)
            }
            '*' => (self.reader.sort(next) == Sort::Letter && self.reader.before(at).is_alphabetic()).then_some(next),
            '/' | '&' => self.listed_to(start, next, chunk),
            _ if hyphen(mark) => self.joined_by_hyphen(start, part, at, next, chunk),
            _ => None,
        }
    }

    /// A full stop inside a word: `3.5`, `U.S`, `example.com`; but not `over.Then`, where a space is missing.
    fn joined_by_stop(&self, part: usize, at: usize, next: usize, chunk: Chunk) -> bool {
        let title = self.reader.at(next).is_uppercase() && self.reader.sort(next + self.reader.at(next).len_utf8()) == Sort::Letter;
        if !title || at - part < 2 {
            return true;
        }
        let capitals = self.reader.bytes(part, at).iter().all(|b| !b.is_ascii_lowercase());
        let end = self.reader.alnum_end(next, chunk.end.min(next + LISTED));
        let host = self.table.classes_of(self.reader.bytes(next, end)).has(Class::Extension);
        host || capitals && self.reader.bytes(next, end).iter().all(|b| !b.is_ascii_lowercase())
    }

    /// A comma between digits parts thousands, or units from a fraction; in `[13,14]` it parts two numbers.
    fn thousands(&self, next: usize, chunk: Chunk) -> bool {
        self.reader.digits_end(next, chunk.end) == next + 3 || self.reader.byte(chunk.start) != b'['
    }

    /// The end of `start..` up to the next mark after `next`, if the lists have that as one word.
    fn listed_to(&self, start: usize, next: usize, chunk: Chunk) -> Option<usize> {
        if next - start > LISTED {
            return None;
        }
        let end = self.reader.alnum_end(next, chunk.end.min(next + LISTED));
        self.listed(start, end).then_some(end)
    }

    /// A hyphen inside a word: `anti-war`, `555-0199`, `e-mail`; but not `well-known`, `10-year`, `2003-2007`.
    fn joined_by_hyphen(&self, start: usize, part: usize, at: usize, next: usize, chunk: Chunk) -> Option<usize> {
        if let Some(end) = self.listed_to(start, next, chunk) {
            return Some(end);
        }
        if self.reader.byte(part).is_ascii_digit() && part == start {
            return self.numeral(start, chunk);
        }
        let left = self.reader.bytes(part, at);
        if left.len() <= LISTED && self.table.classes_of(left).has(Class::Prefix) && !capitals(left) {
            return Some(next);
        }
        let end = self.reader.alnum_end(next, chunk.end.min(next + LISTED));
        let right = self.reader.bytes(next, end);
        let last = !hyphen(self.reader.at(end)) || end >= chunk.end;
        (last && self.table.classes_of(right).has(Class::Suffix)).then_some(end)
    }

    /// Numbers of telephones, dates and the like: groups of digits with hyphens that are no range.
    fn numeral(&self, start: usize, chunk: Chunk) -> Option<usize> {
        let limit = chunk.end.min(start + LISTED);
        let (mut at, mut groups, mut first) = (start, 0, 0);
        let last = loop {
            let end = self.reader.digits_end(at, limit);
            let length = end - at;
            groups += 1;
            if groups == 1 {
                first = length;
            }
            if length == 0 || self.reader.sort(end) == Sort::Letter && end < chunk.end {
                return None;
            }
            if self.reader.byte(end) != b'-' || end >= limit || !self.reader.byte(end + 1).is_ascii_digit() {
                at = end;
                break length;
            }
            at = end + 1;
        };
        (groups > 2 || matches!((first, last), (3 | 5, 4))).then_some(at)
    }

    /// `US$`, `C++`: a word with the signs written to it.
    fn with_sign(&self, start: usize, end: usize, chunk: Chunk) -> Option<usize> {
        if end >= chunk.end || end - start > 6 {
            return None;
        }
        match self.reader.at(end) {
            '$' | '£' | '€' | '¥' => {
                let after = end + self.reader.at(end).len_utf8();
                self.table.classes_of(self.reader.bytes(start, after)).has(Class::Currency).then_some(after)
            }
            '+' | '#' => {
                (1..=2).rev().map(|n| end + n).find(|&e| e <= chunk.end && self.reader.byte(e - 1).is_ascii() && self.is_whole(start, e))
            }
            _ => None,
        }
    }

    fn is_whole(&self, start: usize, end: usize) -> bool {
        self.reader.alnum_end(end, end + 1) == end && self.listed(start, end)
    }

    /// The end of the full word for `example.com/path`.
    fn path_end(&self, start: usize, end: usize, chunk: Chunk) -> Option<usize> {
        if end >= chunk.end || self.reader.byte(end) != b'/' {
            return None;
        }
        let word = self.reader.bytes(start, end);
        let dot = word.iter().rposition(|&b| b == b'.')?;
        self.table.classes_of(&word[dot + 1..]).has(Class::Extension).then(|| self.address_end(start, chunk.end))
    }

    /// Whether the apostrophe at `at` is one.
    pub(super) fn apostrophe_at(&self, at: usize) -> bool {
        apostrophe(self.reader.at(at))
    }
}

fn capitals(word: &[u8]) -> bool {
    word.len() > 1 && word.iter().all(u8::is_ascii_uppercase)
}
