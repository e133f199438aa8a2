//! Amounts of money in running text. Currencies are data: `lexicon/money/currencies.txt`.

use crate::sent::Sent;
use crate::types::Amount;
use chancery_syntax::tree::Upos;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names, signs and codes of `lexicon/money/currencies.txt` to ISO 4217. Nouns that several currencies share count as the one
/// the file gives where nothing tells more.
static CURRENCIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for line in include_str!("../../../lexicon/money/currencies.txt").lines() {
        let Some((head, words)) = line.split_once('=') else { continue };
        let mut head = head.split_whitespace();
        let code = match (head.next(), head.next(), head.next()) {
            (Some("code" | "sign"), Some(code), _) => code,
            (Some("family"), Some(_), Some(code)) => code.trim_matches(['[', ']']),
            _ => continue,
        };
        out.entry(code).or_insert(code);
        for word in words.split(';').map(str::trim).filter(|w| !w.is_empty()) {
            out.entry(word).or_insert(code);
        }
    }
    out
});

fn scale(word: &str) -> Option<f64> {
    Some(match word.trim_end_matches('.') {
        "hundred" => 1e2,
        "thousand" | "k" => 1e3,
        "lakh" | "lakhs" => 1e5,
        "million" | "millions" | "m" | "mn" | "mln" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "billions" | "bn" | "b" | "bln" => 1e9,
        "trillion" | "trillions" | "tn" | "trn" | "trln" => 1e12,
        _ => return None,
    })
}

fn small(word: &str) -> Option<f64> {
    const WORDS: [&str; 13] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if word == "half" {
        return Some(0.5);
    }
    WORDS
        .iter()
        .position(|w| *w == word)
        .map(|n| n as f64)
        .or_else(|| tens.iter().position(|w| *w == word).map(|n| 20.0 + 10.0 * n as f64))
        .or_else(|| number(word))
}

fn number(word: &str) -> Option<f64> {
    let plain: String = word.chars().filter(|c| *c != ',').collect();
    (plain.starts_with(|c: char| c.is_ascii_digit())).then(|| plain.parse().ok()).flatten()
}

/// A number and its scale words from word `i`: value and last word.
fn value(s: &Sent<'_>, i: usize) -> Option<(f64, usize)> {
    let word = if i < s.len() { s.lower(i) } else { return None };
    // "3bn" may stand as one word.
    let glued =
        word.find(|c: char| c.is_ascii_alphabetic()).filter(|&at| at > 0).and_then(|at| Some(number(&word[..at])? * scale(&word[at..])?));
    let mut v = glued.or_else(|| small(word))?;
    let mut last = i;
    if word == "half" && i + 1 < s.len() && matches!(s.lower(i + 1), "a" | "an") {
        last += 1;
    }
    while last + 1 < s.len() {
        let next = if s.lower(last + 1) == "-" && last + 2 < s.len() { last + 2 } else { last + 1 };
        let Some(by) = scale(s.lower(next)).filter(|_| s.lower(next).len() > 1 || s.word(next).span.start == s.word(last).span.end) else {
            break;
        };
        v *= by;
        last = next;
    }
    Some((v, last))
}

/// The currency whose name begins at word `i`, longest first, and its last word.
fn currency(s: &Sent<'_>, i: usize) -> Option<(&'static str, usize)> {
    for length in (1..=3).rev().filter(|n| i + n <= s.len()) {
        let text = s.words_span(i, i + length - 1).of(s.text);
        let found = CURRENCIES.get(text).or_else(|| CURRENCIES.get(text.to_lowercase().as_str()));
        if let Some(code) = found {
            return Some((code, i + length - 1));
        }
    }
    None
}

/// One amount of money that begins at word `i`.
fn money(s: &Sent<'_>, i: usize) -> Option<(f64, Option<f64>, &'static str, usize)> {
    if let Some((code, sign)) = currency(s, i).filter(|_| s.upos(i) == Upos::Sym || s.form(i).chars().any(|c| !c.is_ascii_lowercase()))
        && let Some((v, last)) = value(s, sign + 1)
    {
        return Some(match range(s, last) {
            Some((upper, end)) => (spread(v, upper), Some(upper), code, end),
            None => (v, None, code, last),
        });
    }
    let (v, last) = value(s, i)?;
    let (upper, last) = match range(s, last) {
        Some((upper, end)) => (Some(upper), end),
        None => (None, last),
    };
    let (code, last) = currency(s, last + 1)?;
    Some((upper.map_or(v, |u| spread(v, u)), upper, code, last))
}

/// "3 to 5 million": the scale of the upper number is the lower one's too.
fn spread(lower: f64, upper: f64) -> f64 {
    let by = [1e12, 1e9, 1e6, 1e3].into_iter().find(|s| upper >= *s && lower * s <= upper);
    by.map_or(lower, |s| lower * s)
}

fn range(s: &Sent<'_>, last: usize) -> Option<(f64, usize)> {
    let dash = last + 1 < s.len() && matches!(s.lower(last + 1), "-" | "–" | "to" | "and");
    let joined = dash && (s.lower(last + 1) != "and" || (0..last).any(|i| s.lower(i) == "between" && last - i < 4));
    let from = if joined && last + 2 < s.len() && currency(s, last + 2).is_some() { last + 3 } else { last + 2 };
    joined.then(|| value(s, from)).flatten()
}

/// All amounts of a sentence.
#[must_use]
pub fn find(s: &Sent<'_>) -> Vec<Amount> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < s.len() {
        let Some((v, upper, code, last)) = money(s, i) else {
            i += 1;
            continue;
        };
        let (equivalents, end) = conversion(s, last);
        out.push(Amount {
            sentence: s.id,
            span: s.words_span(i, end),
            value: v,
            upper,
            currency: Some(code.to_owned()),
            unit: None,
            approximate: approximate(s, i),
            equivalents,
            role: role(s, i, end),
            giver: None,
            receiver: None,
            count: counted(s, i),
        });
        i = end + 1;
    }
    out
}

/// "26 billion yuan ($3.67 billion)": the amount in brackets is the same money.
fn conversion(s: &Sent<'_>, last: usize) -> (Vec<(f64, String)>, usize) {
    if last + 2 >= s.len() || s.lower(last + 1) != "(" {
        return (Vec::new(), last);
    }
    let from = (last + 2..s.len().min(last + 5)).find(|&i| money(s, i).is_some());
    match from.and_then(|i| money(s, i)) {
        Some((v, _, code, end)) if end + 1 < s.len() && s.lower(end + 1) == ")" => (vec![(v, code.to_owned())], end + 1),
        _ => (Vec::new(), last),
    }
}

fn approximate(s: &Sent<'_>, i: usize) -> bool {
    (i.saturating_sub(3)..i).any(|k| {
        matches!(
            s.lower(k),
            "about"
                | "around"
                | "some"
                | "nearly"
                | "almost"
                | "roughly"
                | "approximately"
                | "over"
                | "up"
                | "estimated"
                | "least"
                | "more"
                | "close"
        )
    })
}

/// What the money is for, by the nearest telling word. First the words behind it, then those before.
fn role(s: &Sent<'_>, first: usize, last: usize) -> &'static str {
    let of = |i: usize| match s.lemma(i) {
        "aid" | "assistance" | "grant" | "relief" | "donation" | "help" | "donate" | "support" | "package" | "humanitarian" | "improve"
        | "education" | "development" => Some("aid"),
        "loan" | "credit" | "lend" | "borrow" | "debt" | "bond" => Some("loan"),
        "invest" | "investment" | "investor" | "stake" | "project" => Some("investment"),
        "trade" | "export" | "import" | "sale" | "purchase" | "contract" | "order" => Some("trade"),
        "weapon" | "arm" | "missile" | "ammunition" | "tank" | "military" | "defense" | "defence" => Some("arms"),
        "fine" | "penalty" | "compensation" | "reparation" | "damages" => Some("fine"),
        "damage" | "loss" | "lose" | "destroy" => Some("damage"),
        "cost" | "price" | "worth" | "value" | "priced" => Some("price"),
        _ => None,
    };
    let behind = (last + 1..s.len().min(last + 10)).find_map(|i| of(i).filter(|r| *r != "price"));
    let before = (first.saturating_sub(10)..first).rev().filter_map(of).find(|r| *r != "price");
    let near =
        behind.filter(|_| !(first.saturating_sub(8)..first).any(|i| matches!(s.lemma(i), "investment" | "invest" | "loan" | "fine")));
    near.or(before).or(behind).or_else(|| (first.saturating_sub(3)..first).find_map(of)).unwrap_or("other")
}

/// "79 projects worth about $165 billion".
fn counted(s: &Sent<'_>, i: usize) -> Option<(f64, String)> {
    let worth = (i.saturating_sub(4)..i).find(|&k| matches!(s.lower(k), "worth" | "valued" | "totaling" | "totalling"))?;
    let noun = (worth.saturating_sub(4)..worth).rev().find(|&k| s.upos(k) == Upos::Noun)?;
    let number = s.children(noun).find(|&k| s.base(k) == "nummod").or_else(|| noun.checked_sub(1))?;
    Some((small(s.lower(number))?, s.form(noun).to_owned()))
}
