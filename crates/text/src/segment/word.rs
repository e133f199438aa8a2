//! One run of characters without blanks, cut into words.

use super::sentences::is_abbreviation;
use chancery_span::Span;

/// Prefixes that are not split from what a hyphen ties to them.
const PREFIXES: &[&str] = &[
    "anti", "co", "ex", "mid", "multi", "non", "post", "pre", "pro", "re", "semi", "sub", "un", "vice", "inter", "intra", "micro", "mini",
    "counter", "cross", "de", "e", "pan", "ultra", "trans", "bi", "neo", "over", "under", "self-", "al", "el", "x",
];

/// Endings that are words of their own.
const CLITICS: &[&str] = &["'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m", "n't", "n’t", "'S", "’S"];

/// Cut `run`, which stands at byte `base`, and push its words.
pub(super) fn split(run: &str, base: usize, out: &mut Vec<Span>) {
    if is_address(run) {
        let end = run.trim_end_matches(['.', ',', ')', ';', ':', '!', '?', '"', '”']).len();
        push(out, base, 0, end);
        return singles(run, base, end, run.len(), out);
    }
    let start = opening(run, base, out);
    let end = closing(run, start);
    core(run, base, start, end, out);
    singles(run, base, end, run.len(), out);
}

fn push(out: &mut Vec<Span>, base: usize, start: usize, end: usize) {
    if start < end {
        out.push(Span::new(base + start, base + end));
    }
}

fn is_address(run: &str) -> bool {
    run.contains("://") || run.starts_with("www.") || (run.contains('@') && run.contains('.') && !run.starts_with('@'))
}

/// Marks that stand before a word, one word each.
fn opening(run: &str, base: usize, out: &mut Vec<Span>) -> usize {
    let mut at = 0;
    for c in run.chars() {
        let more = at + c.len_utf8() < run.len();
        let rest = &run[at + c.len_utf8()..];
        let mark =
            matches!(c, '(' | '[' | '{' | '"' | '“' | '”' | '«' | '„' | '¿' | '<' | '*' | '—' | '–' | '$' | '£' | '€' | '¥' | '₹' | '#')
                || (matches!(c, '\'' | '‘' | '’' | '`') && !CLITICS.contains(&run))
                || (matches!(c, '-') && !rest.starts_with(|n: char| n.is_ascii_digit()) && more);
        if !mark || !more && at == 0 {
            break;
        }
        push(out, base, at, at + c.len_utf8());
        at += c.len_utf8();
    }
    at
}

/// Where the marks after a word begin.
fn closing(run: &str, start: usize) -> usize {
    let mut end = run.len();
    while let Some(c) = run[start..end].chars().next_back() {
        let shorter = end - c.len_utf8();
        if shorter <= start {
            break;
        }
        let body = &run[start..end];
        let mark = match c {
            ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '"' | '”' | '“' | '»' | '…' | '—' | '–' | '%' | '*' | '>' => true,
            '\'' | '’' | '‘' => true,
            '-' => true,
            '.' => !is_abbreviation(body) || body.ends_with(".."),
            _ => false,
        };
        if !mark {
            break;
        }
        end = shorter;
    }
    end
}

/// Closing marks: dots, dashes and the like stay together, others are one word each; `'s` after a quote is rare enough.
fn singles(run: &str, base: usize, start: usize, end: usize, out: &mut Vec<Span>) {
    let mut at = start;
    while at < end {
        let Some(c) = run[at..end].chars().next() else { break };
        let same = if matches!(c, '.' | '-' | '!' | '?' | '*') {
            run[at..end].chars().take_while(|x| *x == c || matches!((c, x), ('!' | '?', '!' | '?'))).map(char::len_utf8).sum()
        } else {
            c.len_utf8()
        };
        push(out, base, at, at + same);
        at += same;
    }
}

/// The word proper: currency, clitics, hyphens, dashes, slashes.
fn core(run: &str, base: usize, start: usize, end: usize, out: &mut Vec<Span>) {
    let body = &run[start..end];
    if body.is_empty() {
        return;
    }
    if let Some(cut) = inner_mark(body) {
        let (at, length) = cut;
        split_plain(run, base, start, start + at, out);
        push(out, base, start + at, start + at + length);
        return core(run, base, start + at + length, end, out);
    }
    split_plain(run, base, start, end, out);
}

/// The first mark inside a word that parts it: dashes, hyphens between words, brackets, quotes, ellipses.
fn inner_mark(body: &str) -> Option<(usize, usize)> {
    let mut before = None::<char>;
    for (at, c) in body.char_indices() {
        let after = body[at + c.len_utf8()..].chars().next();
        let (Some(b), Some(a)) = (before, after) else {
            before = Some(c);
            continue;
        };
        let parts = match c {
            '—' | '–' | '(' | ')' | '"' | '“' | '”' | '[' | ']' | '…' => true,
            '-' => b.is_alphanumeric() && a.is_alphanumeric() && !prefixed(&body[..at]) || a == '-',
            '/' => b.is_alphabetic() && a.is_alphabetic() && at > 1,
            ',' => !(b.is_ascii_digit() && a.is_ascii_digit()),
            ';' | '?' | '!' => a.is_alphabetic() && b.is_alphanumeric(),
            '.' => a == '.' && b != '.',
            _ => false,
        };
        if parts {
            let same = body[at..].chars().take_while(|x| *x == c && matches!(c, '-' | '.' | '—')).map(char::len_utf8).sum::<usize>();
            return Some((at, same.max(c.len_utf8())));
        }
        before = Some(c);
    }
    None
}

fn prefixed(before: &str) -> bool {
    let last = before.rsplit(['-', ' ']).next().unwrap_or(before).to_lowercase();
    PREFIXES.contains(&last.as_str())
}

fn split_plain(run: &str, base: usize, start: usize, end: usize, out: &mut Vec<Span>) {
    let body = &run[start..end];
    // "US$25" and "25km": letters and digits part at a currency sign only.
    if let Some(at) = body.find(['$', '£', '€', '¥']).filter(|&at| at > 0) {
        let sign = body[at..].chars().next().map_or(1, char::len_utf8);
        push(out, base, start, start + at + sign);
        return split_plain(run, base, start + at + sign, end, out);
    }
    if let Some(sign) = body.chars().next().filter(|c| matches!(c, '$' | '£' | '€' | '¥' | '₹')) {
        push(out, base, start, start + sign.len_utf8());
        return split_plain(run, base, start + sign.len_utf8(), end, out);
    }
    let lower = body.to_ascii_lowercase();
    let cut = match lower.as_str() {
        "cannot" | "gonna" | "wanna" | "gotta" => Some(3),
        _ => CLITICS.iter().filter(|c| body.len() > c.len() && body.ends_with(**c)).map(|c| body.len() - c.len()).next(),
    };
    let upper_not = lower.ends_with("n't").then(|| body.len() - 3).filter(|&c| c > 0);
    match cut.or(upper_not) {
        Some(cut) => {
            push(out, base, start, start + cut);
            push(out, base, start + cut, end);
        }
        None => push(out, base, start, end),
    }
}
