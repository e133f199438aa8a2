//! Money and quantities: how much, of what, how exactly, and what for.
//!
//! [`find`] reads the sums of money and the counts of people, troops, arms, agreements and the like in one sentence.
//! Who gives and who receives is not decided here: that takes the events of the sentence.

mod count;
pub(crate) mod currency;
mod data;
mod money;
pub(crate) mod number;
mod role;
pub(crate) mod scan;
mod spelled;
pub(crate) mod table;
mod words;

pub use number::parse_number;
pub use role::role;

use chancery_span::Span;
use chancery_text::segment::Sentence;
use money::Sum;
use scan::{Token, key_of, scan};
use words::Around;

/// How an amount is bounded by the words before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// As it stands.
    Exact,
    /// A lower bound: "at least".
    Least,
    /// An upper bound: "up to".
    Most,
}

/// A sum of money or a count.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// From the number or sign to the last word, a conversion in parentheses included.
    pub span: Span,
    /// The amount in whole units of the currency, or the count. Of a range, the lower end.
    pub value: f64,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// ISO 4217; empty for a currency whose country the sentence does not tell. `None` for counts.
    pub currency: Option<&'static str>,
    /// What is counted, for counts: `people`, `troops`, `percent`, ... as in `lexicon/money/amounts.txt`.
    pub unit: Option<String>,
    /// "about", "nearly", "more than", "dozens".
    pub approximate: bool,
    /// Which side is open.
    pub bound: Bound,
    /// Conversions the text gives: value and ISO 4217 code.
    pub equivalents: Vec<(f64, String)>,
    /// What the money is spread over: a number and the span of its noun ("in 79 projects").
    pub count: Option<(f64, Span)>,
    /// What the money is for, by the words near it: aid, investment, trade, loan, arms, fine, damage, price or other.
    pub role: &'static str,
}

/// The amounts of a sentence, in the order of the text.
#[must_use]
pub fn find(text: &str, sentence: &Sentence) -> Vec<Amount> {
    find_in(text, sentence.span)
}

/// The amounts of a stretch of `text`, in the order of the text.
#[must_use]
pub fn find_in(text: &str, span: Span) -> Vec<Amount> {
    let part = span.of(text);
    let tokens = scan(part, Span::new(0, part.len()));
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let next = if money::may_begin(&tokens[at]) { amount_at(part, &tokens, at, &mut out) } else { None };
        at = next.unwrap_or(at + 1).max(at + 1);
    }
    count::attach(&tokens, &mut out);
    for amount in &mut out {
        amount.role = if amount.currency.is_some() { role::near(&tokens, amount.span) } else { "other" };
        amount.span = shift(amount.span, span.start);
        if let Some((_, noun)) = &mut amount.count {
            *noun = shift(*noun, span.start);
        }
    }
    out
}

fn shift(span: Span, by: u32) -> Span {
    Span { start: span.start + by, end: span.end + by }
}

fn amount_at(part: &str, tokens: &[Token], at: usize, out: &mut Vec<Amount>) -> Option<usize> {
    let Some(sum) = money::sum_at(part, tokens, at).filter(|s| s.end <= tokens.len()) else {
        return count::count_at(part, tokens, at, out);
    };
    let mut amount = amount(tokens, sum);
    let end = conversions(part, tokens, sum, &mut amount);
    amount.span = tokens[sum.start].span.cover(tokens[end - 1].span);
    out.push(amount);
    Some(end)
}

fn amount(tokens: &[Token], sum: Sum) -> Amount {
    let code = currency::settle(tokens, sum.currency, sum.start);
    let (approximate, bound) = hedges(tokens, sum.start, sum.end, sum.vague);
    Amount {
        span: tokens[sum.start].span.cover(tokens[sum.end - 1].span),
        value: sum.value,
        upper: sum.upper,
        currency: Some(code),
        unit: None,
        approximate,
        bound,
        equivalents: Vec::new(),
        count: None,
        role: "other",
    }
}

/// What the words before and after say of exactness.
pub(crate) fn hedges(tokens: &[Token], start: usize, end: usize, vague: bool) -> (bool, Bound) {
    let mut approximate = vague || words::after(tokens, end).is_some();
    let mut bound = Bound::Exact;
    let mut at = start;
    // "between 3 and 5" and "worth about $3bn": one step over a word that blurs nothing.
    if at.checked_sub(1).is_some_and(|i| [key_of("a"), key_of("an"), key_of("the")].contains(&tokens[i].key))
        && words::before(tokens, at).is_none()
    {
        at -= 1;
    }
    while let Some((around, from)) = words::before(tokens, at) {
        approximate = true;
        match around {
            Around::Least => bound = Bound::Least,
            Around::Most => bound = Bound::Most,
            Around::About => {}
        }
        at = from;
    }
    (approximate, bound)
}

/// "26 billion yuan ($3.67 billion)", "5 million pounds, or about $6 million,": the token after the last conversion.
fn conversions(part: &str, tokens: &[Token], sum: Sum, amount: &mut Amount) -> usize {
    let mut end = sum.end;
    if tokens.get(end).and_then(Token::mark) == Some('(') {
        let close = (end + 1..tokens.len().min(end + 14)).find(|i| tokens[*i].mark() == Some(')'));
        if let Some(close) = close
            && let Some(found) = money_within(part, tokens, end + 1, close)
            && found.iter().all(|s| s.currency.code != sum.currency.code)
        {
            amount.equivalents.extend(found.iter().map(|s| (s.value, currency::settle(tokens, s.currency, s.start).to_owned())));
            end = close + 1;
        }
        return end;
    }
    let comma = usize::from(tokens.get(end).and_then(Token::mark) == Some(','));
    let mut at = match words::join(tokens, end + comma) {
        Some(at) => at,
        None => return end,
    };
    while let Some(next) = words::join(tokens, at) {
        at = next;
    }
    if let Some(s) = money::sum_at(part, tokens, at).filter(|s| s.currency.code != sum.currency.code) {
        amount.equivalents.push((s.value, currency::settle(tokens, s.currency, s.start).to_owned()));
        end = s.end;
    }
    end
}

/// The sums between two tokens, where there are some and little else.
fn money_within(part: &str, tokens: &[Token], from: usize, to: usize) -> Option<Vec<Sum>> {
    let mut found = Vec::new();
    let mut at = from;
    let mut stray = 0;
    while at < to {
        if let Some(s) = money::sum_at(part, tokens, at).filter(|s| s.end <= to) {
            at = s.end;
            found.push(s);
        } else {
            stray += usize::from(tokens[at].key != 0 && words::join(tokens, at).is_none());
            at += 1;
        }
    }
    (!found.is_empty() && stray <= 5).then_some(found)
}

#[cfg(test)]
mod tests;
