//! Numbers in words.

use super::number::{Number, NumberWord, add_fraction, number_word, scales};
use super::scan::{Token, key_of};

/// A number that begins with a word.
pub(crate) fn words_at(tokens: &[Token], at: usize, money: bool) -> Option<Number> {
    let word = |i: usize| tokens.get(i).and_then(number_word);
    match word(at)? {
        NumberWord::Ones(_) | NumberWord::Tens(_) => Some(spelled(tokens, at, money)),
        NumberWord::Article => article(tokens, at, money),
        NumberWord::Half(v) => half(tokens, at, v, money),
        NumberWord::Vague(v) => Some(vague(tokens, at, v)),
        NumberWord::Ordinal(value) => Some(Number { value, end: at + 1, ordinal: true, vague: false, scale: 1.0, digits: false }),
        NumberWord::Count(v) if v == 12.0 => Some(plain(v, at + 1)),
        NumberWord::Scale(v) => Some(Number { scale: v, ..plain(v, at + 1) }),
        _ => None,
    }
}

fn plain(value: f64, end: usize) -> Number {
    Number { value, end, ordinal: false, vague: false, scale: 1.0, digits: false }
}

/// "a hundred", "a dozen", "a couple of", "a quarter million", "a half".
fn article(tokens: &[Token], at: usize, money: bool) -> Option<Number> {
    let of = key_of("of");
    match number_word(tokens.get(at + 1)?)? {
        NumberWord::Scale(_) => {
            let mut n = plain(1.0, at + 1);
            scales(tokens, &mut n, money);
            Some(with_parts(tokens, n))
        }
        NumberWord::Count(v) => {
            let mut n = Number { vague: v == 2.0, ..plain(v, at + 2) };
            scales(tokens, &mut n, false);
            if v == 2.0 && tokens.get(n.end).is_some_and(|t| t.key == of) {
                n.end += 1;
                scales(tokens, &mut n, false);
            }
            Some(n)
        }
        NumberWord::Half(v) => half(tokens, at + 1, v, money),
        _ => None,
    }
}

/// "half a billion", "half million", "quarter of a million"; a fraction alone is no number here.
fn half(tokens: &[Token], at: usize, v: f64, money: bool) -> Option<Number> {
    let of = key_of("of");
    let mut end = at + 1;
    end += usize::from(tokens.get(end).is_some_and(|t| t.key == of || t.mark() == Some('-')));
    end += usize::from(tokens.get(end).and_then(number_word) == Some(NumberWord::Article));
    let mut n = plain(v, end);
    scales(tokens, &mut n, money);
    (n.scale > 1.0).then_some(n)
}

/// "dozens", "tens of thousands", "hundreds of millions".
fn vague(tokens: &[Token], at: usize, v: f64) -> Number {
    let of = key_of("of");
    let mut n = Number { vague: true, scale: v / 2.0, ..plain(v, at + 1) };
    while tokens.get(n.end).is_some_and(|t| t.key == of) {
        let Some(NumberWord::Vague(f)) = tokens.get(n.end + 1).and_then(number_word) else { break };
        // "thousands" alone stands for two thousand; after "tens of" it is only the factor.
        n.value *= f / 2.0;
        n.end += 2;
    }
    n
}

/// "two hundred and fifty thousand", "twenty-five", "three point five million".
fn spelled(tokens: &[Token], at: usize, money: bool) -> Number {
    let mut n = below_hundred(tokens, at);
    if n.ordinal {
        return n;
    }
    if tokens.get(n.end).and_then(number_word) == Some(NumberWord::Point) {
        point(tokens, &mut n);
    }
    add_fraction(tokens, &mut n);
    if let Some(NumberWord::Half(v)) = tokens.get(n.end).and_then(number_word)
        && v == 0.25
        && n.value == 3.0
    {
        n.value = 0.75;
        n.end += 1;
    } else if tokens.get(n.end).is_some_and(|t| t.key == key_of("quarters"))
        && n.value == 3.0
        && tokens.get(n.end + 1).and_then(number_word).is_some_and(|w| matches!(w, NumberWord::Scale(_)))
    {
        n.value = 0.75;
        n.end += 1;
    }
    scales(tokens, &mut n, money);
    with_parts(tokens, n)
}

/// Add the smaller parts that follow: "... thousand four hundred and fifty-six".
fn with_parts(tokens: &[Token], mut n: Number) -> Number {
    while n.scale >= 100.0 {
        let and = usize::from(tokens.get(n.end).and_then(number_word) == Some(NumberWord::And));
        let at = n.end + and;
        let Some(NumberWord::Ones(_) | NumberWord::Tens(_) | NumberWord::Ordinal(_)) = tokens.get(at).and_then(number_word) else { break };
        let mut part = if matches!(tokens.get(at).and_then(number_word), Some(NumberWord::Ordinal(_))) {
            Number { ordinal: true, ..words_at(tokens, at, false).unwrap_or(plain(0.0, at + 1)) }
        } else {
            below_hundred(tokens, at)
        };
        if !part.ordinal {
            scales(tokens, &mut part, false);
        }
        if part.value < n.scale {
            n = Number { value: n.value + part.value, scale: part.scale, end: part.end, ordinal: part.ordinal, ..n };
        } else if n.value < part.scale && part.scale > n.scale {
            // "two hundred fifty thousand": the last scale governs all that stands before it.
            n = Number { value: n.value * part.scale + part.value, scale: part.scale, end: part.end, ..n };
        } else {
            break;
        }
        scales(tokens, &mut n, false);
    }
    n
}

fn below_hundred(tokens: &[Token], at: usize) -> Number {
    let word = |i: usize| tokens.get(i).and_then(number_word);
    match word(at) {
        Some(NumberWord::Tens(t)) => {
            let hyphen = usize::from(tokens.get(at + 1).is_some_and(|t| t.mark() == Some('-')));
            match word(at + 1 + hyphen) {
                Some(NumberWord::Ones(o)) if (1.0..10.0).contains(&o) => plain(t + o, at + 2 + hyphen),
                Some(NumberWord::Ordinal(o)) if o < 10.0 => Number { ordinal: true, ..plain(t + o, at + 2 + hyphen) },
                _ => plain(t, at + 1),
            }
        }
        Some(NumberWord::Ones(o)) => plain(o, at + 1),
        _ => plain(0.0, at + 1),
    }
}

fn point(tokens: &[Token], n: &mut Number) {
    let mut step = 0.1;
    let mut at = n.end + 1;
    while let Some(NumberWord::Ones(o)) = tokens.get(at).and_then(number_word).filter(|w| matches!(w, NumberWord::Ones(o) if *o < 10.0)) {
        n.value += o * step;
        step /= 10.0;
        at += 1;
        n.end = at;
    }
}
