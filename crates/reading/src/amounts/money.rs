//! Sums of money in the tokens of a sentence.

use super::currency::{Currency, Writing, currency_at, in_capitals, may_start};
use super::number::{Number, NumberWord, number_at, number_word};
use super::scan::{Shape, Token, key_of};

/// A sum of money as tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sum {
    /// First token.
    pub start: usize,
    /// The token after it.
    pub end: usize,
    /// What it says, in units of the currency.
    pub value: f64,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// The currency as written.
    pub currency: Currency,
    /// "millions of dollars".
    pub vague: bool,
}

/// The sum of money that starts at token `at`.
pub(crate) fn sum_at(text: &str, tokens: &[Token], at: usize) -> Option<Sum> {
    sign_first(text, tokens, at).or_else(|| number_first(text, tokens, at)).or_else(|| one(tokens, at))
}

/// Whether a sum might start here.
pub(crate) fn may_begin(token: &Token) -> bool {
    match token.shape {
        Shape::Number { .. } => true,
        Shape::Mark(c) => !c.is_ascii() && !"’“”‘–—…".contains(c) || c == '$',
        Shape::Word => number_word(token).is_some_and(|w| w != NumberWord::And) || may_start(token),
    }
}

/// A hyphen, a dash or "to"/"and" between the two ends of a range.
fn joined(tokens: &[Token], at: usize, and: bool) -> Option<usize> {
    let t = tokens.get(at)?;
    let dash = t.mark().is_some_and(|m| matches!(m, '-' | '–' | '—' | '~'));
    let word = t.key == key_of("to") || (and && t.key == key_of("and"));
    (dash || word).then_some(at + 1)
}

fn opens_between(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.key == key_of("between"))
}

/// "$5 billion", "EUR 20", "US$3-5bn", "$10 to $20".
fn sign_first(text: &str, tokens: &[Token], at: usize) -> Option<Sum> {
    let currency = currency_at(tokens, at).filter(|c| leads(text, tokens, at, c))?;
    let low = number_at(tokens, currency.end, true).filter(|n| !n.ordinal && n.digits)?;
    let and = opens_between(tokens, at);
    let high = joined(tokens, low.end, and).and_then(|next| {
        let skip = currency_at(tokens, next).filter(|c| c.code == currency.code).map_or(next, |c| c.end);
        number_at(tokens, skip, true)
            .filter(|n| n.digits && !n.ordinal && (skip > next || n.scale > 1.0 || low.scale == 1.0))
            .map(|n| (n, skip > next))
    });
    let high = high.filter(|(n, _)| n.value >= low.value && tokens.get(n.end).is_none_or(|t| t.mark() != Some('%')));
    let end = high.map_or(low.end, |(n, _)| n.end);
    let (value, upper) = range(low, high.map(|(n, _)| n));
    let end = repeated(text, tokens, end, currency.code);
    let (cents, end) = if upper.is_none() { change(tokens, end, currency.code) } else { (0.0, end) };
    let k = currency.factor;
    Some(Sum { start: at, end, value: value * k + cents, upper: upper.map(|u| u * k), currency, vague: low.vague })
}

/// Whether a currency may stand before its digits.
fn leads(text: &str, tokens: &[Token], at: usize, c: &Currency) -> bool {
    let Some(next) = tokens.get(c.end) else { return false };
    let digits = matches!(next.shape, Shape::Number { .. });
    match c.writing {
        Writing::Sign if tokens[at].key == 0 => true,
        // "Re 5" and "le 5" are words of other things unless they look like signs.
        Writing::Sign => digits && (next.glued || tokens[at].capital || tokens[c.end - 1].key == 0),
        Writing::Code => digits && (next.glued || in_capitals(text, &tokens[at]) || !looks_counted(tokens, c.end)),
        Writing::Shy => digits && next.glued,
        Writing::Name => digits && !looks_counted(tokens, c.end),
        Writing::Family(_) => digits && looks_scaled(tokens, c.end),
        Writing::Minor => digits && tokens[at].span.len() > 2 && looks_scaled(tokens, c.end),
    }
}

/// "yuan 5 years ago": digits that belong to what follows.
fn looks_counted(tokens: &[Token], at: usize) -> bool {
    number_at(tokens, at, true)
        .is_some_and(|n| n.scale == 1.0 && tokens.get(n.end).is_some_and(|t| t.key != 0 && !t.capital && !may_start(t)))
}

fn looks_scaled(tokens: &[Token], at: usize) -> bool {
    number_at(tokens, at, true).is_some_and(|n| n.scale > 1.0 || n.value >= 1000.0)
}

/// The two ends; the scale of the upper one is lent to the lower: "3 to 5 billion".
fn range(low: Number, high: Option<Number>) -> (f64, Option<f64>) {
    let Some(high) = high else { return (low.value, None) };
    let lent = low.scale == 1.0 && high.scale > 1.0 && low.value < high.value / high.scale * 10.0 && low.value < 1000.0;
    let value = if lent { low.value * high.scale } else { low.value };
    if high.value > value { (value, Some(high.value)) } else { (low.value, Some(high.value)) }
}

/// "5 million euros", "10-20 dollars", "one-yen", "75 USD million", "millions of dollars".
fn number_first(text: &str, tokens: &[Token], at: usize) -> Option<Sum> {
    let low = number_at(tokens, at, false).filter(|n| !n.ordinal)?;
    let and = opens_between(tokens, at);
    let first = trailing(text, tokens, low, low.end);
    let after_first = first.map_or(low.end, |(c, _)| c.end);
    let high = joined(tokens, after_first, and)
        .and_then(|next| number_at(tokens, next, false))
        .filter(|n| !n.ordinal && n.value * n.scale >= low.value);
    let ranged = high.and_then(|h| trailing(text, tokens, h, h.end));
    if let Some((c, h)) = ranged.filter(|(c, _)| first.is_none_or(|(f, _)| f.code == c.code)) {
        let (value, upper) = range(low, Some(h));
        return Some(Sum {
            start: at,
            end: c.end,
            value: value * c.factor,
            upper: upper.map(|u| u * c.factor),
            currency: c,
            vague: low.vague,
        });
    }
    let (mut currency, number) = first?;
    currency.end = repeated(text, tokens, currency.end, currency.code);
    let (cents, end) = if currency.writing == Writing::Minor { (0.0, currency.end) } else { change(tokens, currency.end, currency.code) };
    Some(Sum { start: at, end, value: number.value * currency.factor + cents, upper: None, currency, vague: low.vague })
}

/// The currency after a number, and the number with a scale that stands behind the currency.
fn trailing(text: &str, tokens: &[Token], n: Number, at: usize) -> Option<(Currency, Number)> {
    let mut next = at;
    // Letters are a scale only where money follows: "5 m euros", "10k$".
    let mut n = n;
    if let Some(NumberWord::Letter(f)) = tokens.get(at).and_then(number_word)
        && let Some(c) = currency_at(tokens, at + 1).filter(|c| c.writing != Writing::Minor)
    {
        n = Number { value: n.value * f, scale: n.scale * f, end: at + 1, ..n };
        return Some((c, n));
    }
    if tokens.get(next).is_some_and(|t| t.mark() == Some('-') && t.glued)
        || (n.vague || n.scale > 1.0) && tokens.get(next).is_some_and(|t| t.key == key_of("of"))
    {
        next += 1;
    }
    let mut c = currency_at(tokens, next).filter(|c| follows(text, tokens, next, c, n))?;
    if n.scale == 1.0
        && let Some(NumberWord::Scale(f)) = tokens.get(c.end).and_then(number_word)
        && c.writing == Writing::Code
    {
        n.value *= f;
        n.scale = f;
        c.end += 1;
    }
    Some((c, n))
}

/// Whether a currency may stand after its number.
fn follows(text: &str, tokens: &[Token], at: usize, c: &Currency, n: Number) -> bool {
    let t = &tokens[at];
    let digits_next = tokens.get(c.end).is_some_and(|t| t.glued && matches!(t.shape, Shape::Number { .. }));
    match c.writing {
        // "3 $50 notes": the sign belongs to the digits it touches.
        Writing::Sign if t.key == 0 => !digits_next || t.glued,
        Writing::Sign => {
            t.glued || t.capital || tokens[c.end - 1].key == 0 || c.end - at > 1 || t.span.len() == 2 && n.digits && c.code == "EGP"
        }
        Writing::Code => !digits_next && (t.glued || in_capitals(text, t) || n.digits || n.scale > 1.0),
        Writing::Shy => t.glued,
        Writing::Minor => {
            t.span.len() > 1 || t.key == 0 || n.digits && (t.glued || c.code == "USD" && n.value < 100.0 && at_rest(tokens, c.end))
        }
        Writing::Name | Writing::Family(_) => !t.capital || c.end - at > 1 || at_rest(tokens, c.end) || n.scale > 1.0 || n.digits,
    }
}

/// Whether nothing goes on here that would make the word before part of a name.
fn at_rest(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|t| t.mark().is_some_and(|m| m != '-'))
}

/// "$10 dollars", "US$5 million USD".
fn repeated(text: &str, tokens: &[Token], at: usize, code: &str) -> usize {
    let again = currency_at(tokens, at).filter(|c| c.code == code && !matches!(c.writing, Writing::Minor | Writing::Sign));
    again
        .filter(|c| tokens.get(c.end).is_none_or(|t| !matches!(t.shape, Shape::Number { .. })) && !in_capitals(text, &tokens[at]))
        .map_or(at, |c| c.end)
}

/// "3 dollars and 50 cents", "20 dollars 43": the small change in units of the currency, and the token after it.
fn change(tokens: &[Token], at: usize, code: &str) -> (f64, usize) {
    let none = (0.0, at);
    let and = usize::from(tokens.get(at).is_some_and(|t| t.key == key_of("and")));
    let Some(n) = number_at(tokens, at + and, false).filter(|n| !n.ordinal && !n.vague && n.scale == 1.0 && n.value < 100.0) else {
        return none;
    };
    if let Some(c) = currency_at(tokens, n.end).filter(|c| c.factor < 1.0 && (c.code == code || c.code == "USD" || code == "EUR")) {
        return (n.value * c.factor, c.end);
    }
    let settled = at_rest(tokens, n.end) && n.value.fract() == 0.0 && currency_at(tokens, n.end).is_none();
    if settled && (n.value >= 10.0 || and == 1) && tokens.get(at + and).is_some_and(|t| !t.glued) { (n.value / 100.0, n.end) } else { none }
}

/// "a dollar", where nothing follows that would make it part of a longer name.
fn one(tokens: &[Token], at: usize) -> Option<Sum> {
    if number_word(tokens.get(at)?) != Some(NumberWord::Article) {
        return None;
    }
    let currency =
        currency_at(tokens, at + 1).filter(|c| matches!(c.writing, Writing::Family(_) | Writing::Name) && !tokens[at + 1].capital)?;
    let (cents, end) = change(tokens, currency.end, currency.code);
    let bounded = at_rest(tokens, end) && currency.code != "GBP";
    bounded.then_some(Sum { start: at, end, value: currency.factor + cents, upper: None, currency, vague: false })
}
