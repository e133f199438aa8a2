//! Where a word is cut again (clitics, units), and whether it keeps its full stop.

use super::chars::{Sort, sort};
use super::class::{Class, Classes};
use super::scan::{Chunk, LISTED, Scanner, straight};
use super::token::{Kind, Shape};

impl Scanner<'_, '_> {
    /// Adds `start..end`, cut into the words it is made of.
    pub(super) fn cut(&mut self, start: usize, end: usize) {
        if self.listed(start, end) {
            return self.push(start, end, Kind::Word);
        }
        if let Some(unit) = self.unit(start, end) {
            self.push(start, unit, Kind::Number);
            return self.push(unit, end, Kind::Word);
        }
        let mut cuts = [end; 3];
        let mut head = end;
        let mut count = 0;
        while count < cuts.len()
            && let Some(clitic) = self.clitic(start, head)
        {
            head = clitic;
            cuts[count] = clitic;
            count += 1;
        }
        self.word(start, head);
        for i in (0..count).rev() {
            let to = if i == 0 { end } else { cuts[i - 1] };
            self.push(cuts[i], to, Kind::Word);
        }
    }

    /// Where the last clitic of `start..end` begins.
    fn clitic(&self, start: usize, end: usize) -> Option<usize> {
        let mut mark = end;
        for _ in 0..3 {
            mark -= self.reader.before(mark).len_utf8();
            if mark <= start {
                return None;
            }
            if self.apostrophe_at(mark) {
                break;
            }
        }
        if !self.apostrophe_at(mark) {
            return None;
        }
        let before = self.reader.byte(mark - 1);
        let tail = self.reader.bytes(mark, end);
        let mut buffer = [0; LISTED];
        let tail = straight(tail, &mut buffer);
        if tail.eq_ignore_ascii_case(b"'t") && before.eq_ignore_ascii_case(&b'n') && mark - 1 > start {
            return Some(mark - 1);
        }
        let decade = before == b'0' && tail == b"'s" && self.reader.digits_end(start, mark) == mark;
        (!decade && self.table.classes_of(tail).has(Class::Clitic)).then_some(mark)
    }

    /// Where the unit of `25km` begins.
    fn unit(&self, start: usize, end: usize) -> Option<usize> {
        if !self.reader.byte(start).is_ascii_digit() {
            return None;
        }
        let bytes = self.reader.bytes(start, end);
        let number = bytes.iter().position(|b| !b.is_ascii_digit() && !matches!(b, b'.' | b',' | b':' | b'/'))?;
        (bytes[number].is_ascii_alphabetic() && self.table.classes_of(&bytes[number..]).has(Class::Unit)).then_some(start + number)
    }

    /// Whether the full stop at `end` belongs to the word `start..end`.
    pub(super) fn keeps_stop(&self, start: usize, end: usize, chunk: Chunk) -> bool {
        if end >= chunk.end || self.reader.byte(end) != b'.' || self.reader.byte(end + 1) == b'.' && end + 1 < chunk.end {
            return false;
        }
        let word = self.reader.bytes(start, end);
        if word.len() == 1 && word[0].is_ascii_uppercase() {
            return self.initial(end, chunk);
        }
        if word.len() >= LISTED {
            return false;
        }
        let next = self.after(end + 1);
        let classes = self.table.classes_of(self.reader.bytes(start, end + 1));
        if classes.abbreviation() {
            return self.abbreviates(classes, next);
        }
        self.dotted(start, end)
    }

    /// Whether a word that may be an abbreviation is one before `next`.
    fn abbreviates(&self, classes: Classes, next: char) -> bool {
        if [Class::Title, Class::Before, Class::Date, Class::Either].iter().any(|&c| classes.has(c)) {
            return true;
        }
        if classes.has(Class::Number) && (next.is_ascii_digit() || matches!(next, '§' | '#')) {
            return true;
        }
        let after_comma = self.last().is_some_and(|t| matches!(t.kind, Kind::Comma | Kind::Open | Kind::Dash));
        classes.has(Class::Place) && (after_comma || matches!(next, ',' | ')') || next.is_lowercase())
    }

    /// `U.S`, `a.m`, `Ph.D`: one or two letters between full stops.
    fn dotted(&self, start: usize, end: usize) -> bool {
        let word = self.reader.bytes(start, end);
        word.contains(&b'.') && word.split(|&b| b == b'.').all(|p| (1..=2).contains(&p.len()) && p.iter().all(u8::is_ascii_alphabetic))
    }

    /// Whether a single capital with its full stop at `stop` is the initial of a name.
    fn initial(&self, stop: usize, chunk: Chunk) -> bool {
        let next = stop + 1;
        if next < chunk.end {
            return self.reader.alnum(next) || matches!(self.reader.at(next), ',' | '-' | '\'' | '’');
        }
        let Some(begin) = self.after_space(next) else { return false };
        let c = self.reader.at(begin);
        let name_before = self.last().is_none_or(|t| t.capital() || t.kind != Kind::Word);
        if !c.is_uppercase() {
            return c.is_lowercase() && self.last().is_some_and(|t| t.shape == Shape::Title);
        }
        let word = self.reader.bytes(begin, self.reader.alnum_end(begin, self.end.min(begin + LISTED)));
        let starts = self.table.classes_of(word).has(Class::Starter) && word.len() > 1;
        let pronoun = self.reader.byte(stop - 1) == b'I';
        !starts && (name_before || !pronoun)
    }

    /// The first character after white space at `at`; a space at the end of the block.
    fn after(&self, at: usize) -> char {
        self.after_space(at).map_or(' ', |i| self.reader.at(i))
    }

    fn after_space(&self, mut at: usize) -> Option<usize> {
        // A long gap is the end of something.
        let limit = self.end.min(at + 16);
        while at < limit {
            let c = self.reader.at(at);
            if sort(c) != Sort::Space {
                return Some(at);
            }
            at += c.len_utf8();
        }
        None
    }
}
