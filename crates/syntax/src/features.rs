//! What the net sees of a word: keys of its form, its beginnings and endings, its letters and its shape.

use chancery_learn::features::key;

/// Kinds of feature; each has its own keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    Form,
    Cased,
    Digits,
    Prefix,
    Suffix,
    Gram,
    Shape,
    Case,
}

/// Longest beginning and ending looked at, in characters.
const AFFIX: usize = 5;
/// Letters looked at: longer words are web addresses and the like.
const LETTERS: usize = 24;
/// Keys of the word as a whole, which come first and are left out together when training plays unknown words.
pub const WHOLE: usize = 3;

/// Keys of one word: those of the whole word and its parts, and apart from them those of its runs of letters.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// Whole-word keys ([`WHOLE`] of them), then affixes and shape.
    pub parts: Vec<u32>,
    /// Runs of three and four letters; their rows are averaged.
    pub grams: Vec<u32>,
    /// Key of the normal form, by which word vectors are found.
    pub normal: u32,
    letters: Vec<char>,
    buffer: String,
    ends: Vec<usize>,
}

/// Typographic variants that mean the same to a parser.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' => '\'',
        '\u{2013}' | '\u{2014}' | '\u{2012}' | '\u{2015}' => '-',
        '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    }
}

/// The form in lower case, with plain quotes and dashes and every digit a zero.
#[must_use]
pub fn normal(form: &str) -> String {
    form.chars().map(plain).flat_map(char::to_lowercase).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// Key of a normal form.
#[must_use]
pub fn normal_key(normal: &str) -> u32 {
    key(Kind::Digits as u8, normal.as_bytes())
}

impl Keys {
    /// The keys of `form`.
    pub fn of(&mut self, form: &str) {
        self.parts.clear();
        self.grams.clear();
        self.whole(form);
        self.affixes();
        self.runs();
        self.shape(form);
    }

    fn whole(&mut self, form: &str) {
        self.buffer.clear();
        self.buffer.extend(form.chars().map(plain).flat_map(char::to_lowercase));
        self.parts.push(key(Kind::Form as u8, self.buffer.as_bytes()));
        self.parts.push(key(Kind::Cased as u8, form.as_bytes()));
        let digits: String = self.buffer.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        self.normal = key(Kind::Digits as u8, digits.as_bytes());
        self.parts.push(self.normal);
        // `<` and `>` mark the ends, so that a run at an end differs from one inside.
        self.buffer = digits;
        self.letters.clear();
        self.letters.push('<');
        self.letters.extend(self.buffer.chars().take(LETTERS));
        self.letters.push('>');
    }

    fn affixes(&mut self) {
        self.buffer.clear();
        self.ends.clear();
        for &c in &self.letters {
            self.ends.push(self.buffer.len());
            self.buffer.push(c);
        }
        self.ends.push(self.buffer.len());
        let n = self.letters.len();
        let bytes = self.buffer.as_bytes();
        for len in 1..=AFFIX.min(n - 2) {
            self.parts.push(key(Kind::Prefix as u8, &bytes[..self.ends[len + 1]]));
            self.parts.push(key(Kind::Suffix as u8, &bytes[self.ends[n - 1 - len]..]));
        }
    }

    fn runs(&mut self) {
        let n = self.letters.len();
        let bytes = self.buffer.as_bytes();
        for len in 3..=4 {
            for at in 0..(n + 1).saturating_sub(len) {
                self.grams.push(key(Kind::Gram as u8, &bytes[self.ends[at]..self.ends[at + len]]));
            }
        }
    }

    /// `Xxx`, `dd.d`: kinds of character, runs cut at two; and how the word is capitalised.
    fn shape(&mut self, form: &str) {
        self.buffer.clear();
        let (mut last, mut run) = ('\0', 0);
        let (mut upper, mut lower) = (0u32, 0u32);
        for c in form.chars().take(LETTERS) {
            let kind = if c.is_uppercase() {
                upper += 1;
                'X'
            } else if c.is_alphabetic() {
                lower += 1;
                'x'
            } else if c.is_numeric() {
                'd'
            } else {
                plain(c)
            };
            run = if kind == last { run + 1 } else { 1 };
            last = kind;
            if run <= 2 {
                self.buffer.push(kind);
            }
        }
        self.parts.push(key(Kind::Shape as u8, self.buffer.as_bytes()));
        let first = form.chars().next().is_some_and(char::is_uppercase);
        let case = [u8::from(first), upper.min(2) as u8, u8::from(lower > 0)];
        self.parts.push(key(Kind::Case as u8, &case));
    }
}
