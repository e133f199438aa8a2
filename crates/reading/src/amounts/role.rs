//! What money is for, by the words near it.

use super::data;
use super::scan::{Token, key_of, scan};
use super::table::{Dict, lines};
use chancery_span::Span;
use std::sync::LazyLock;

const ROLES: [&str; 9] = ["aid", "investment", "trade", "loan", "arms", "fine", "damage", "price", "other"];

/// Tokens on each side that are looked at.
const WINDOW: usize = 14;

static WORDS: LazyLock<Dict<Vec<(usize, f64)>>> = LazyLock::new(|| {
    let mut dict: Dict<Vec<(usize, f64)>> = Dict::default();
    for line in lines(data::ROLES) {
        let (name, weight) = line.arg.split_once(' ').unwrap_or((line.arg, "3"));
        let Some(role) = ROLES.iter().position(|r| *r == name) else { continue };
        for item in line.items() {
            dict.entry(key_of(item)).or_default().push((role, weight.parse().unwrap_or(3.0)));
        }
    }
    dict
});

/// What the money at `amount` is for, by the words of `sentence` near it; both are spans of `text`.
///
/// ```
/// use chancery_span::Span;
/// let text = "The bank approved a $2 billion loan.";
/// assert_eq!(chancery_reading::amounts::role(text, Span::new(0, 36), Span::new(20, 30)), "loan");
/// ```
#[must_use]
pub fn role(text: &str, sentence: Span, amount: Span) -> &'static str {
    near(&scan(text, sentence), amount)
}

pub(crate) fn near(tokens: &[Token], amount: Span) -> &'static str {
    let first = tokens.iter().position(|t| t.span.end > amount.start).unwrap_or(0);
    let last = tokens.iter().rposition(|t| t.span.start < amount.end).unwrap_or(first);
    let mut sums = [0.0; 9];
    for side in [&tokens[first.saturating_sub(WINDOW)..first], &tokens[(last + 1).min(tokens.len())..tokens.len().min(last + 1 + WINDOW)]] {
        let after = side.first().is_some_and(|t| t.span.start >= amount.end);
        let mut far = 0.0;
        let mut walk = |t: &Token| {
            // A comma or a semicolon parts more than a word does.
            far += if t.mark().is_some_and(|m| ",;:".contains(m)) { 3.0 } else { 1.0 };
            for (role, weight) in WORDS.get(&t.key).into_iter().flatten() {
                let pull: f64 = if after { 1.15 } else { 1.0 };
                sums[*role] += weight * pull / (2.0 + far);
            }
        };
        if after { side.iter().for_each(&mut walk) } else { side.iter().rev().for_each(&mut walk) }
    }
    let best = (0..8).max_by(|a, b| sums[*a].total_cmp(&sums[*b]).then(b.cmp(a))).unwrap_or(8);
    if sums[best] > 0.0 { ROLES[best] } else { "other" }
}
