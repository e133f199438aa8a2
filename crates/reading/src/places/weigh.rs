//! What speaks for a place and what against.
//!
//! The parts were set by hand on development data, none finer than a quarter: they say the order of the reasons and are no
//! probability.

use super::atlas::{Atlas, Sense};
use super::find::{Found, Taken};
use crate::Level;
use crate::sent::Sent;
use chancery_syntax::tree::Upos;

/// What a dateline adds: hardly anything but places stands there.
const FILED: f32 = 3.0;

/// The weight of a candidate in one of its meanings.
pub(super) fn weight(s: &Sent<'_>, f: &Found<'_>, sense: &Sense<'_>, atlas: &Atlas<'_>) -> f32 {
    if atlas.lexicon.words.holds("place-never", &f.name.to_lowercase()) {
        return 0.0;
    }
    if f.filed {
        return familiarity(f, sense) + FILED;
    }
    familiarity(f, sense) + surroundings(s, f, atlas) - doubts(s, f)
}

fn when(holds: bool, weight: f32) -> f32 {
    if holds { weight } else { 0.0 }
}

fn familiarity(f: &Found<'_>, sense: &Sense<'_>) -> f32 {
    let kind = match (sense.level, sense.known) {
        (Level::Country, _) => 3.5,
        (_, true) => 2.5,
        (Level::District, _) => 1.0,
        _ => 0.0,
    };
    let size = if sense.population < 500 { 0.25 } else { (sense.population as f32 / 500.0).log10() };
    let several = when(f.last > f.first, 1.0);
    let other = when(sense.alternate, 2.0);
    kind + size.min(3.0) + several - other
}

fn surroundings(s: &Sent<'_>, f: &Found<'_>, atlas: &Atlas<'_>) -> f32 {
    let is = |set: &str, word: &str| atlas.lexicon.words.holds(set, word);
    let before = f.first.checked_sub(1).map_or("", |i| s.lower(i));
    let after = |n: usize| if f.last + n < s.len() { s.lower(f.last + n) } else { "" };
    let preposition = if is("place-inside", before) {
        2.0
    } else if is("place-way", before) {
        1.0
    } else {
        0.0
    };
    let contained = when(f.within.is_some() || f.holds, 2.5);
    let of = before == "of" && f.first > 1 && is("place-beside", s.lower(f.first - 2));
    let beside = when(is("place-beside", after(1)) || (after(1) == "-" && after(2) == "based") || of, 1.5);
    // "GYUMRI, Armenia (AP) -", "BAKU -"
    let dateline = s.form(f.first).len() > 3 && f.first < 2 && matches!(after(1), "-" | "--" | "—" | "–" | "(");
    preposition + contained + beside + when(dateline, 1.5)
}

fn doubts(s: &Sent<'_>, f: &Found<'_>) -> f32 {
    let taken = match f.cast {
        Taken::Free => 0.0,
        Taken::Known => 9.0,
        Taken::Longer | Taken::Surname => 4.0,
    };
    taken + person_like(s, f) + word_like(s, f)
}

/// Part of a name of a person: "flat" joins given name and surname.
fn person_like(s: &Sent<'_>, f: &Found<'_>) -> f32 {
    let outside = |i: usize| i < f.first || i > f.last;
    let joined =
        |i: usize| (s.base(i) == "flat" && s.head(i).is_some_and(outside)) || s.children(i).any(|k| outside(k) && s.base(k) == "flat");
    let flat = (f.first..=f.last).any(joined);
    let speaks = |h: usize| matches!(s.lemma(h), "say" | "tell" | "add");
    let spoken = f.first == f.last && s.base(f.first) == "nsubj" && s.head(f.first).is_some_and(speaks);
    when(flat, 4.0) + when(spoken, 1.5)
}

/// A lone word that is no name to the tagger, or a part of a longer name.
fn word_like(s: &Sent<'_>, f: &Found<'_>) -> f32 {
    let plain = (f.first..=f.last).all(|i| !s.proper(i) && s.upos(i) != Upos::X);
    let named = |i: usize| s.proper(i) && s.form(i).starts_with(char::is_uppercase);
    let next = f.last + 1 < s.len() && named(f.last + 1);
    let previous = f.first > 0 && named(f.first - 1);
    when(plain, 3.0) + when(next, 0.5) + when(previous, 2.0)
}
