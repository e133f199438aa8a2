//! Numbers in digits and words.

use super::data;
use super::scan::{Shape, Token, scan};
use super::table::{Dict, lines};
use chancery_span::Span;
use std::sync::LazyLock;

/// What a word does in a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NumberWord {
    /// Zero to nineteen.
    Ones(f64),
    /// Twenty to ninety.
    Tens(f64),
    /// First, second, ...
    Ordinal(f64),
    /// Hundred, million, lakh.
    Scale(f64),
    /// `m`, `k`: a scale only beside money or digits.
    Letter(f64),
    /// Dozen.
    Count(f64),
    /// Dozens, hundreds.
    Vague(f64),
    /// Half, quarter.
    Half(f64),
    /// A, an.
    Article,
    /// And.
    And,
    /// Point.
    Point,
}

static WORDS: LazyLock<Dict<NumberWord>> = LazyLock::new(|| {
    let mut dict = Dict::default();
    for line in lines(data::NUMBERS) {
        let v = line.number();
        let word = match line.class {
            "ones" => NumberWord::Ones(v),
            "tens" => NumberWord::Tens(v),
            "ordinal" => NumberWord::Ordinal(v),
            "scale" => NumberWord::Scale(v),
            "letter" => NumberWord::Letter(v),
            "count" => NumberWord::Count(v),
            "vague" => NumberWord::Vague(v),
            "half" => NumberWord::Half(v),
            "article" => NumberWord::Article,
            "and" => NumberWord::And,
            _ => NumberWord::Point,
        };
        for item in line.items() {
            dict.entry(super::scan::key_of(item)).or_insert(word);
        }
    }
    dict
});

/// What the token does in a number, where it is such a word.
pub(crate) fn number_word(token: &Token) -> Option<NumberWord> {
    if token.key == 0 { None } else { WORDS.get(&token.key).copied() }
}

/// A number read from tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    /// What it says.
    pub value: f64,
    /// The token after it.
    pub end: usize,
    /// "third", "24th".
    pub ordinal: bool,
    /// "dozens", "a couple".
    pub vague: bool,
    /// The factor of the last scale word; 1 for none.
    pub scale: f64,
    /// Whether it begins with digits.
    pub digits: bool,
}

/// The number that starts at token `at`. With `money`, the letters `m`, `b`, `k` scale it even after a space.
pub(crate) fn number_at(tokens: &[Token], at: usize, money: bool) -> Option<Number> {
    let first = tokens.get(at)?;
    let mut n = match first.shape {
        Shape::Number { value, ordinal, .. } => Number { value, end: at + 1, ordinal, vague: false, scale: 1.0, digits: true },
        Shape::Mark(c) => Number { value: fraction_char(c)?, end: at + 1, ordinal: false, vague: false, scale: 1.0, digits: true },
        Shape::Word => return super::spelled::words_at(tokens, at, money),
    };
    if !n.ordinal {
        add_fraction(tokens, &mut n);
        scales(tokens, &mut n, money);
        tail_after_scale(tokens, &mut n);
    }
    Some(n)
}

/// One number written as the whole of `text`, such as `two and a half million`.
///
/// ```
/// use chancery_reading::amounts::parse_number;
/// assert_eq!(parse_number("two and a half million"), Some(2_500_000.0));
/// assert_eq!(parse_number("3 lakh crore"), Some(3e12));
/// assert_eq!(parse_number("several"), None);
/// ```
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    let tokens = scan(text, Span::new(0, text.len()));
    number_at(&tokens, 0, true).filter(|n| n.end == tokens.len()).map(|n| n.value)
}

fn fraction_char(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        _ => return None,
    })
}

/// `2 1/2`, `2½`, `2 and a half`.
pub(crate) fn add_fraction(tokens: &[Token], n: &mut Number) {
    let at = n.end;
    if let Some(f) = tokens.get(at).and_then(Token::mark).and_then(fraction_char) {
        n.value += f;
        n.end = at + 1;
    } else if let [a, slash, b, ..] = tokens.get(at..).unwrap_or(&[])
        && let (Some((a, 1)), Some('/'), Some((b, 1))) = (a.whole(), slash.mark(), b.whole())
        && a < b
        && slash.glued
        && !tokens[at].glued
    {
        n.value += f64::from(a) / f64::from(b);
        n.end = at + 3;
    } else if let Some((half, end)) = and_a_half(tokens, at) {
        n.value += half;
        n.end = end;
    }
}

/// "and a half", "and half".
fn and_a_half(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let word = |i: usize| tokens.get(i).and_then(number_word);
    if word(at) != Some(NumberWord::And) {
        return None;
    }
    let article = usize::from(word(at + 1) == Some(NumberWord::Article));
    let Some(NumberWord::Half(h)) = word(at + 1 + article) else { return None };
    Some((h, at + 2 + article))
}

/// Multiply by the scale words that follow, with at most a hyphen between.
pub(crate) fn scales(tokens: &[Token], n: &mut Number, money: bool) {
    loop {
        let hyphen = usize::from(tokens.get(n.end).is_some_and(|t| t.mark() == Some('-') && t.glued));
        let Some(token) = tokens.get(n.end + hyphen) else { return };
        let factor = match number_word(token) {
            Some(NumberWord::Scale(f)) => f,
            Some(NumberWord::Letter(f)) if (token.glued && hyphen == 0) || money => f,
            Some(NumberWord::Count(f)) if f > 2.0 && hyphen == 0 => f,
            _ => return,
        };
        n.value *= factor;
        n.scale = if n.scale > 1.0 { n.scale * factor } else { factor };
        n.end += hyphen + 1;
    }
}

/// "3 million 200 thousand", "one thousand two hundred": smaller parts after a scale.
fn tail_after_scale(tokens: &[Token], n: &mut Number) {
    if n.scale < 1000.0 || n.vague {
        return;
    }
    let and = usize::from(tokens.get(n.end).and_then(number_word) == Some(NumberWord::And));
    let Some(next) = tokens.get(n.end + and) else { return };
    let part = match next.shape {
        Shape::Number { ordinal: false, .. } if and == 0 => number_at(tokens, n.end, false),
        _ => return,
    };
    if let Some(p) = part.filter(|p| p.scale >= 100.0 && p.value < n.scale) {
        n.value += p.value;
        n.end = p.end;
    }
}

#[cfg(test)]
mod tests {
    use super::parse_number;
    use crate::amounts::{data, table};

    #[test]
    fn the_word_list_passes_its_own_tests() {
        let mut run = 0;
        for test in table::tests(data::NUMBERS) {
            let (text, want) = test.strip_prefix("number ").and_then(|t| t.split_once("=>")).expect("test number TEXT => VALUE");
            let got = parse_number(text.trim());
            let want: f64 = want.trim().parse().expect("a number");
            assert!(got.is_some_and(|g| (g - want).abs() < 1e-6), "{text}: read {got:?}, expected {want}");
            run += 1;
        }
        assert!(run > 10);
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for text in ["", "several", "one fine day", "and", "half"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }
}
