//! What is recalled rather than reported: acts of years ago, and what anniversaries remember.

use crate::sent::Sent;
use crate::types::Event;
use chancery_lexicon::{Day, Lexicon};

/// Words that recall: "anniversary", "commemoration".
const RECALLING: &str = "history.recalling";
/// What ended more years before publication than this is history.
const YEARS: i32 = 3;

/// Mark events that are history.
pub fn mark(found: &mut [Event], sents: &[Sent<'_>], lexicon: &Lexicon, published: Option<Day>) {
    for e in found {
        let s = &sents[e.sentence];
        e.historical = long_ago(e, published) || recalled(s, lexicon, e.word) || of_a_past_year(s, e.word, published);
    }
}

fn long_ago(e: &Event, published: Option<Day>) -> bool {
    let end = e.date.as_ref().filter(|d| d.text.is_some()).and_then(|d| d.end.get(..4)).and_then(|y| y.parse::<i32>().ok());
    matches!((end, published), (Some(year), Some(day)) if day / 10_000 - year > YEARS)
}

/// "the anniversary of the invasion", "commemorated the massacre".
fn recalled(s: &Sent<'_>, lexicon: &Lexicon, word: usize) -> bool {
    std::iter::successors(s.head(word), |&h| s.head(h)).take(3).any(|h| lexicon.words.holds(RECALLING, s.lemma(h)))
}

/// "the 1979 revolution".
fn of_a_past_year(s: &Sent<'_>, word: usize, published: Option<Day>) -> bool {
    let Some(now) = published.map(|d| d / 10_000) else { return false };
    let year = |k: usize| s.lower(k).parse::<i32>().ok().filter(|y| (1000..now).contains(y));
    s.children(word).filter(|&k| k < word).filter_map(year).any(|y| now - y > YEARS)
}
