//! Where sentences end.

use chancery_span::Span;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The abbreviations of `lexicon/text/abbreviations.txt`, lower case, with their dots.
struct Abbreviations {
    /// Never end a sentence: titles, `e.g.`
    inside: HashSet<&'static str>,
    /// May end one: `U.S.`, `Inc.`, `p.m.`
    either: HashSet<&'static str>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    let mut out = Abbreviations { inside: HashSet::new(), either: HashSet::new() };
    for line in include_str!("../../../../lexicon/text/abbreviations.txt").lines() {
        let line = line.split('#').next().unwrap_or("").trim();
        match line.split_once(char::is_whitespace) {
            Some(("inside", words)) => out.inside.extend(words.split_whitespace()),
            Some(("either", words)) => out.either.extend(words.split_whitespace()),
            _ => {}
        }
    }
    out
});

/// Whether a word that ends in a dot keeps it.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let body = &word[..word.len() - 1];
    if body.is_empty() {
        return false;
    }
    // Initials: "J.", "U.S.", "a.m."
    let initials = body.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic));
    if initials && (body.len() > 1 || body.chars().all(char::is_uppercase)) {
        return body != "I" || word.len() > 2;
    }
    // "No. 5" is a number, "no." an answer.
    if word == "No." {
        return true;
    }
    let lower = word.to_lowercase();
    ABBREVIATIONS.inside.contains(lower.as_str()) || ABBREVIATIONS.either.contains(lower.as_str())
}

/// Group the words of a block into sentences.
pub(super) fn group(text: &str, words: &[Span], headline: bool) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut i = 0;
    while i < words.len() {
        if let Some(next) = ends(text, words, i).filter(|_| !headline || words.len() > 25) {
            out.push(words[start..next].to_vec());
            start = next;
            i = next;
        } else {
            i += 1;
        }
    }
    if start < words.len() {
        out.push(words[start..].to_vec());
    }
    out
}

/// If a sentence ends at word `i`, the number of the first word of the next.
fn ends(text: &str, words: &[Span], i: usize) -> Option<usize> {
    let word = words[i].of(text);
    let stop = word.chars().all(|c| matches!(c, '.' | '!' | '?' | '…'));
    let abbreviated = !stop && word.ends_with('.');
    if !stop && !abbreviated {
        return None;
    }
    let mut next = i + 1;
    while next < words.len() && closes(text, words, next) {
        next += 1;
    }
    let Some(after) = words.get(next) else { return Some(next) };
    let gap = after.start > words[next - 1].end;
    if !gap {
        return None;
    }
    let follows = begins(after.of(text), words.get(next + 1).map(|w| w.of(text)));
    let quoted_stop = next > i + 1;
    let sure = match word {
        _ if abbreviated => follows && may_end(word, after.of(text)),
        "…" => follows,
        w if w.starts_with("..") => follows,
        // "Why?" he asked: a lower-case word goes on with the sentence.
        "?" | "!" if quoted_stop => follows,
        _ => follows || (word == "." && !quoted_stop && after.of(text).starts_with(|c: char| c.is_numeric())),
    };
    sure.then_some(next)
}

/// Closing quotes and brackets that belong to the sentence before.
fn closes(text: &str, words: &[Span], at: usize) -> bool {
    let touching = words[at].start == words[at - 1].end;
    let spaced_after = words.get(at + 1).is_none_or(|n| n.start > words[at].end || matches!(n.of(text), "”" | "\"" | ")" | "’" | "'"));
    touching && spaced_after && matches!(words[at].of(text), "”" | "\"" | "'" | "’" | ")" | "]" | "»" | "“")
}

fn begins(word: &str, next: Option<&str>) -> bool {
    let Some(first) = word.chars().next() else { return false };
    match first {
        c if c.is_uppercase() || c.is_numeric() => true,
        '“' | '"' | '‘' | '\'' | '(' | '[' | '«' | '-' | '—' | '–' | '*' | '•' | '$' | '£' | '€' => {
            next.is_none_or(|n| !n.starts_with(char::is_lowercase))
        }
        _ => false,
    }
}

/// Whether an abbreviation may end a sentence before that word.
fn may_end(word: &str, after: &str) -> bool {
    let lower = word.to_lowercase();
    if word == "No." || ABBREVIATIONS.inside.contains(lower.as_str()) || (word.len() == 2 && word.starts_with(char::is_uppercase)) {
        return false;
    }
    // Words that begin sentences far more often than they follow a name.
    const STARTERS: &[&str] = &[
        "The",
        "He",
        "She",
        "It",
        "They",
        "We",
        "In",
        "But",
        "A",
        "An",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "At",
        "On",
        "However",
        "Meanwhile",
        "Nobody",
        "His",
        "Her",
        "Its",
        "Their",
        "After",
        "Before",
        "When",
        "While",
        "If",
        "As",
        "For",
        "And",
        "According",
        "“",
        "\"",
        "I",
        "You",
        "Some",
        "Many",
        "Most",
        "Now",
        "Last",
        "Since",
        "Although",
        "So",
        "No",
    ];
    STARTERS.contains(&after) || matches!(lower.as_str(), "a.m." | "p.m." | "etc.")
}
