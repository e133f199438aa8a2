//! Counts: people, troops, arms, agreements, percent.

use super::number::{Number, number_at};
use super::scan::{Shape, Token, key_of};
use super::{Amount, hedges, words};

/// How many words may stand between a number and what it counts.
const REACH: usize = 4;

/// Read a count that starts at token `at`; gives the token after it, or the token after a number that counts nothing.
pub(crate) fn count_at(part: &str, tokens: &[Token], at: usize, out: &mut Vec<Amount>) -> Option<usize> {
    let low = number_at(tokens, at, false).filter(|n| !n.ordinal)?;
    if names_something(part, tokens, at) {
        return Some(low.end);
    }
    let high = upper(tokens, low.end, at);
    let number = high.unwrap_or(low);
    let Some((unit, end)) = counted(tokens, number) else { return digits_end(tokens, at, low) };
    let (approximate, bound) = hedges(tokens, at, end, low.vague);
    let value = if high.is_some_and(|h| low.scale == 1.0 && h.scale > 1.0) { low.value * number.scale } else { low.value };
    out.push(Amount {
        span: tokens[at].span.cover(tokens[end - 1].span),
        value,
        upper: high.map(|h| h.value),
        currency: None,
        unit: Some(unit.to_owned()),
        approximate,
        bound,
        equivalents: Vec::new(),
        count: None,
        role: "other",
    });
    Some(end)
}

/// The second number of "5 to 7", "between 5 and 7".
fn upper(tokens: &[Token], at: usize, start: usize) -> Option<Number> {
    let t = tokens.get(at)?;
    let between = start.checked_sub(1).is_some_and(|i| tokens[i].key == key_of("between"));
    let joins = t.mark().is_some_and(|m| matches!(m, '-' | '–')) || t.key == key_of("to") || (between && t.key == key_of("and"));
    joins.then(|| number_at(tokens, at + 1, false)).flatten().filter(|n| !n.ordinal)
}

/// A number that is part of a name or a code: "Article 5 members", "Su-35 jets", a year.
fn names_something(part: &str, tokens: &[Token], at: usize) -> bool {
    let year = tokens[at].whole().is_some_and(|(y, digits)| digits == 4 && (1900..2100).contains(&y));
    let before = at.checked_sub(1).map(|i| &tokens[i]);
    let glued = tokens[at].glued && before.is_some_and(|b| b.key != 0 || b.mark().is_some_and(|m| matches!(m, '-' | '.' | ':' | '/')));
    let dated = before.is_some_and(|b| ["in", "since", "the", "by", "of"].iter().any(|w| b.key == key_of(w)));
    let title = before.is_some_and(|b| b.capital && at > 1 && b.span.of(part).chars().all(|c| c.is_uppercase()) && b.span.len() < 5);
    glued || (year && dated) || title
}

/// The unit after a number, over a few words that may stand between.
fn counted(tokens: &[Token], number: Number) -> Option<(&'static str, usize)> {
    let mut at = number.end;
    for _ in 0..=REACH {
        if let Some(found) = words::unit(tokens, at) {
            // "20 Russian soldiers": a longer noun may follow the first that fits.
            let next = words::between(tokens, at).and_then(|n| words::unit(tokens, n));
            return Some(next.or_else(|| words::unit(tokens, found.1).filter(|_| !tokens[at].glued)).unwrap_or(found));
        }
        at = words::between(tokens, at)?;
    }
    None
}

/// Past a number that counts nothing, so that "two thousand" is not read again as "thousand".
fn digits_end(tokens: &[Token], at: usize, n: Number) -> Option<usize> {
    (n.end > at + 1 && !matches!(tokens[at].shape, Shape::Mark(_))).then_some(n.end)
}

/// Hand each count of projects, firms or countries that follows a sum closely to that sum.
pub(crate) fn attach(tokens: &[Token], amounts: &mut [Amount]) {
    for i in 1..amounts.len() {
        before_money(tokens, amounts, i);
        let (before, rest) = amounts.split_at_mut(i);
        let (money, count) = (&mut before[i - 1], &rest[0]);
        if money.currency.is_none() || !spreads(count) || count.span.start < money.span.end {
            continue;
        }
        let between: Vec<&Token> = tokens.iter().filter(|t| t.span.start >= money.span.end && t.span.end <= count.span.start).collect();
        let leads = between.iter().any(|t| ["in", "for", "across", "on", "into", "among"].iter().any(|w| t.key == key_of(w)));
        if leads && between.len() <= 6 {
            money.count = Some((count.value, count.span));
        }
    }
}

/// "79 projects worth more than $165 billion": the count stands first.
fn before_money(tokens: &[Token], amounts: &mut [Amount], i: usize) {
    let (before, rest) = amounts.split_at_mut(i);
    let (count, money) = (&before[i - 1], &mut rest[0]);
    if money.currency.is_none() || money.count.is_some() || !spreads(count) {
        return;
    }
    let between: Vec<&Token> = tokens.iter().filter(|t| t.span.start >= count.span.end && t.span.end <= money.span.start).collect();
    let leads = between.iter().any(|t| ["worth", "valued", "totaling", "totalling", "costing", "total"].iter().any(|w| t.key == key_of(w)));
    if leads && between.len() <= 12 {
        money.count = Some((count.value, count.span));
    }
}

/// Whether money is spread over what is counted.
fn spreads(count: &Amount) -> bool {
    matches!(count.unit.as_deref(), Some("projects" | "companies" | "countries" | "weapons" | "places"))
}
