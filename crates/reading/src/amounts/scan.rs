//! Tokens for numbers, money and dates.
//!
//! Syntactic words split `mid-2019` and `US$5bn` in ways that follow a treebank's rules, not the needs of a calendar.
//! The readers of quantities therefore cut a sentence's text again, into runs of letters, numbers and single marks,
//! each knowing whether a space stands before it. Words carry a hash of their lower-case letters, so that the word
//! lists are asked without copying a letter.

use chancery_span::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// Letters; points inside an abbreviation such as `p.m.` belong to it.
    Word,
    /// Digits with their separators.
    Number {
        /// What the digits say.
        value: f64,
        /// Digits before the decimal point.
        digits: u8,
        /// No thousands separator and no decimals, as in a year.
        plain: bool,
        /// `st`, `nd`, `rd` or `th` follows and is part of the token.
        ordinal: bool,
    },
    /// Any other character.
    Mark(char),
}

/// A run of letters, a number or one mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Bytes of the whole text.
    pub span: Span,
    /// What it is made of.
    pub shape: Shape,
    /// Hash of the lower-case letters; 0 for anything but a word.
    pub key: u64,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
    /// Whether a word begins with a capital.
    pub capital: bool,
}

impl Token {
    /// The mark, where it is one.
    pub(crate) fn mark(&self) -> Option<char> {
        if let Shape::Mark(m) = self.shape { Some(m) } else { None }
    }

    /// A whole number without separators, and how many digits it has.
    pub(crate) fn whole(&self) -> Option<(u32, u8)> {
        match self.shape {
            Shape::Number { value, digits, plain: true, ordinal: false } if digits <= 9 => Some((value as u32, digits)),
            _ => None,
        }
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The hash of a word's lower-case letters, points left out.
pub(crate) fn key_of(word: &str) -> u64 {
    word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase).fold(SEED, mix)
}

fn key_of_ascii(word: &[u8]) -> u64 {
    word.iter().filter(|b| **b != b'.').fold(SEED, |h, b| mix(h, b.to_ascii_lowercase() as char))
}

/// The tokens of one stretch of `text`, in order; none where the span does not fit the text.
pub(crate) fn scan(text: &str, span: Span) -> Vec<Token> {
    let part = span.of(text);
    let mut out = Vec::with_capacity(part.len() / 5 + 4);
    let mut at = 0;
    let mut glued = false;
    while let Some(c) = part[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        let (end, shape, key, capital) = token(part, at, c);
        let base = span.start as usize;
        out.push(Token { span: Span::new(base + at, base + end), shape, key, glued, capital });
        at = end;
        glued = true;
    }
    out
}

fn token(part: &str, at: usize, c: char) -> (usize, Shape, u64, bool) {
    if c.is_ascii_digit() {
        let (end, shape) = number(part, at);
        return (end, shape, 0, false);
    }
    if is_letter(c) {
        let end = word_end(part, at);
        let word = &part[at..end];
        let key = if word.is_ascii() { key_of_ascii(word.as_bytes()) } else { key_of(word) };
        return (end, Shape::Word, key, c.is_uppercase());
    }
    (at + c.len_utf8(), Shape::Mark(c), 0, false)
}

/// Letters, and the vowel signs that Indic scripts write as marks: `ரூ` is one word.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || ('\u{900}'..='\u{dff}').contains(&c)))
}

fn word_end(part: &str, at: usize) -> usize {
    let bytes = part.as_bytes();
    let mut end = at;
    while let Some(c) = part[end..].chars().next().filter(|c| is_letter(*c)) {
        end += c.len_utf8();
    }
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    if end - at != 1 || !letter(at) {
        return end;
    }
    // `p.m.`, `U.S.`, `u.s`: single letters parted by points.
    let mut last = end;
    while bytes.get(last) == Some(&b'.') && letter(last + 1) && !letter(last + 2) && bytes.get(last + 2).is_none_or(|b| *b < 0x80) {
        last += 2;
    }
    if last > end && bytes.get(last) == Some(&b'.') { last + 1 } else { last }
}

fn number(part: &str, at: usize) -> (usize, Shape) {
    let bytes = part.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let run = |mut i: usize| {
        while digit(i) {
            i += 1;
        }
        i
    };
    let mut end = run(at);
    let first = end - at;
    let mut plain = true;
    if first <= 3 {
        // `1,000,000`, and the Indian `12,34,567`: groups of two are good only before another group.
        while bytes.get(end) == Some(&b',') {
            let group = run(end + 1);
            let len = group - end - 1;
            if !(len == 3 || (len == 2 && bytes.get(group) == Some(&b',') && digit(group + 1))) {
                break;
            }
            end = group;
            plain = false;
        }
    }
    let whole = end;
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        let after = run(end + 1);
        // `24.05.2023` is a date and `1.2.3` a version: neither has decimals.
        let chained = at >= 2 && bytes[at - 1] == b'.' && bytes[at - 2].is_ascii_digit();
        let goes_on = bytes.get(after) == Some(&b'.') && digit(after + 1);
        if !chained && !goes_on {
            end = after;
            plain = false;
        }
    }
    let written = &part[at..end];
    let value = if plain { written.parse() } else { written.replace(',', "").parse() }.unwrap_or(0.0);
    let digits = u8::try_from(whole - at).unwrap_or(u8::MAX);
    let ordinal = whole == end && suffix(bytes, end);
    let end = if ordinal { end + 2 } else { end };
    (end, Shape::Number { value, digits, plain, ordinal })
}

fn suffix(bytes: &[u8], at: usize) -> bool {
    let two = bytes.get(at..at + 2).map(<[u8]>::to_ascii_lowercase);
    let next = bytes.get(at + 2).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    !next && two.is_some_and(|t| matches!(t.as_slice(), b"st" | b"nd" | b"rd" | b"th"))
}

#[cfg(test)]
mod tests {
    use super::{Shape, key_of, scan};
    use chancery_span::Span;

    fn cut(text: &str) -> Vec<&str> {
        scan(text, Span::new(0, text.len())).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn cuts_at_marks_and_letters() {
        assert_eq!(cut("US$5bn in mid-2019"), ["US", "$", "5", "bn", "in", "mid", "-", "2019"]);
        assert_eq!(cut("at 10 p.m. on the 24th"), ["at", "10", "p.m.", "on", "the", "24th"]);
        assert_eq!(cut("24.05.2023, 1,000.50"), ["24", ".", "05", ".", "2023", ",", "1,000.50"]);
        assert_eq!(cut("May 24,2023"), ["May", "24", ",", "2023"]);
        assert_eq!(cut("the U.S. said"), ["the", "U.S.", "said"]);
    }

    #[test]
    fn words_are_known_by_their_letters() {
        let t = scan("U.S. us", Span::new(0, 7));
        assert_eq!(t[0].key, t[1].key);
        assert_eq!(t[0].key, key_of("US"));
        assert_eq!(t[0].shape, Shape::Word);
    }
}
