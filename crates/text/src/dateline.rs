//! Datelines: where and when an agency filed a report, printed before its first sentence.
//!
//! "XI'AN, China, May 19 (Agency) - The presidents arrived" says that somebody wrote in Xi'an, not that Xi'an did or said
//! anything. The forms are those of the agencies' style books: a place in capitals, or a place and an agency in brackets or between
//! strokes, with a country, a day or both between commas, closed by a dash, a colon or the stroke.

use crate::{Block, Part};
use chancery_span::Span;

/// No dateline is longer, in bytes: three places, a date and an agency fit.
const LONGEST: usize = 120;

/// Small words inside names of places: "Rio de Janeiro", "Stratford-upon-Avon", "KYIV and MOSCOW".
const INSIDE_NAMES: [&str; 17] =
    ["a", "al", "an", "and", "da", "de", "del", "do", "du", "el", "la", "le", "les", "of", "on", "the", "upon"];

/// The dateline at the start of a block of running text, without the white space after it.
#[must_use]
pub fn dateline(text: &str, block: &Block) -> Option<Span> {
    if block.part != Part::Body {
        return None;
    }
    let start = block.span.start as usize;
    let whole = text.get(start..block.span.end as usize)?;
    let head = &whole[..whole.floor_char_boundary(LONGEST)];
    let end = closings(head).find(|&(at, close)| is_dateline(&head[..at], close, whole[at + close.len()..].trim_start()))?;
    Some(Span::new(start, start + end.0 + end.1.len()))
}

/// The block without its dateline.
#[must_use]
pub fn after_dateline(text: &str, block: &Block) -> Block {
    let Some(found) = dateline(text, block) else { return *block };
    let rest = &text[found.end as usize..block.span.end as usize];
    let start = block.span.end as usize - rest.trim_start().len();
    Block { span: Span::new(start, block.span.end as usize), part: block.part }
}

/// Places where a dateline may end, with the mark that ends it.
fn closings(head: &str) -> impl Iterator<Item = (usize, &str)> {
    head.char_indices().filter_map(|(at, c)| {
        let rest = &head[at..];
        let mark = match c {
            '-' if rest.starts_with("--") => "--",
            '-' if spaced(head, at, 1) => "-",
            '–' | '—' => &rest[..c.len_utf8()],
            ':' if spaced_after(head, at + 1) => ":",
            '/' if rest.starts_with("/. ") => "/.",
            // "(Agency) Police said": nothing but the agency, and no mark.
            ')' if head.starts_with('(') && spaced_after(head, at + 1) => ")",
            _ => return None,
        };
        Some((at, mark))
    })
}

fn spaced(head: &str, at: usize, len: usize) -> bool {
    head[..at].ends_with([' ', ')']) && spaced_after(head, at + len)
}

fn spaced_after(head: &str, at: usize) -> bool {
    head[at..].starts_with(char::is_whitespace)
}

fn is_dateline(before: &str, close: &str, after: &str) -> bool {
    let (place, agency) = without_agency(before, close);
    let place = place.trim_end();
    // A sentence begins after it, or the quotation that a sentence begins with.
    let begins = after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"'“‘$€£".contains(c));
    let dashed = !matches!(close, ":" | "/." | ")");
    begins
        && capitalised(place)
        && (agency || dashed && (in_capitals(place) || place.contains(',') && place.len() <= 40) || close == ":" && shouted_list(place))
}

/// The part before the agency, and whether there is one: "(Agency)" or "/AGENCY/".
fn without_agency<'t>(before: &'t str, close: &str) -> (&'t str, bool) {
    let before = before.trim_end();
    if close == ")" {
        let agency = before.strip_prefix('(').is_some_and(|a| a.len() <= 40 && !a.contains(')') && capitalised(a));
        return (if agency { "" } else { before }, agency);
    }
    if close == "/." {
        return before.rfind(" /").map_or((before, false), |at| (&before[..at], true));
    }
    let bracket = before.strip_suffix(')').and_then(|b| b.rfind('(').map(|at| (&before[..at], &b[at + 1..])));
    match bracket {
        Some((place, agency)) if agency.len() <= 40 && agency.starts_with(char::is_uppercase) => (place, true),
        // "GENEVA (5 March 2020)": the day stands where others put the agency.
        Some((place, day)) if day.len() <= 20 && day.starts_with(|c: char| c.is_ascii_digit()) => (place, in_capitals(place)),
        _ => (before, false),
    }
}

/// Whether every word could be part of a place, a day or a year. Nothing at all will do: "(Agency) - The ...".
fn capitalised(place: &str) -> bool {
    place
        .split([' ', ',', '/', '.', '-', '\u{a0}'])
        .filter(|w| !w.is_empty())
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "'’".contains(c)) || INSIDE_NAMES.contains(&word))
}

/// Whether the first place stands in capitals: "NEW DELHI, India" does, "India" and "U.S" do not.
fn in_capitals(place: &str) -> bool {
    let first = place.split(',').next().unwrap_or_default();
    let letters = || first.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 4 && letters().all(char::is_uppercase)
}

/// Capitals before a colon are as often a heading ("NOTE:") as a place, unless a day or a country follows.
fn shouted_list(place: &str) -> bool {
    in_capitals(place) && place.contains(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(text: &str) -> &str {
        let block = Block { span: Span::new(0, text.len()), part: Part::Body };
        after_dateline(text, &block).span.of(text)
    }

    #[test]
    fn datelines_of_every_house_style_are_cut() {
        for line in [
            "ASTANA, Feb 8 (Meridian Post) - ",
            "XI'AN, China (Agency) -- ",
            "NEW DELHI/ISLAMABAD, April 3 (Agency) – ",
            "KYIV, Ukraine — ",
            "KYIV, Ukraine (AP) —",
            "Geneva, March 5 (Xinhua) -- ",
            "GENEVA (5 March 2020) – ",
            "RIO DE JANEIRO — ",
            "MOSCOW, January 5. /TASS/. ",
            "LONDON, Dec. 1: ",
            "WASHINGTON, D.C. (Agency) - ",
            "(Agency) - ",
            "(News Agency) ",
            "Geneva, Switzerland – ",
        ] {
            let text = format!("{line}The two ministers met on Monday.");
            assert_eq!(rest(&text), "The two ministers met on Monday.", "{line}");
        }
    }

    #[test]
    fn sentences_that_only_look_alike_are_left_whole() {
        for text in [
            "The deal - The first of its kind - was signed.",
            "NATO - an alliance of 32 - met in Brussels.",
            "NOTE: The figures are for May.",
            "Moscow - Russia's capital - was quiet.",
            "Iran (Islamic Republic) was absent - The others came.",
            "(They came late.) The others waited.",
            "Well-known ministers met - Reporters did not.",
        ] {
            assert_eq!(rest(text), text);
        }
    }
}
