//! Where: the toponyms of an article and the places they mean.
//!
//! Every run of capitalised words that the gazetteer, the lexicon's sites or its states know is a candidate (`find`). Which of the
//! places of that name is meant is settled for the whole article at once (`choose`); then what speaks for a place is weighed
//! against what speaks for a person, a body or a word (`weigh`).

mod atlas;
mod choose;
mod event;
mod filed;
mod find;
mod weigh;

pub use atlas::{Atlas, Sense};
pub use choose::kilometres;
pub(crate) use event::{not_persons, place_events};

use crate::cast::Cast;
use crate::sent::Sent;
use crate::types::Toponym;
use chancery_span::Span;
use find::Found;
use std::collections::BTreeSet;

/// What a candidate must weigh to be taken for a place.
const ENOUGH: f32 = 2.0;

/// What a name adds that is surely a place elsewhere in the article.
const AGAIN: f32 = 1.5;

/// Every toponym of an article, in the order of the text.
pub(crate) fn read(text: &str, datelines: &[Span], sents: &[Sent<'_>], cast: &Cast, atlas: &Atlas<'_>) -> Vec<Toponym> {
    let weight = |f: &Found<'_>, sense: usize| weigh::weight(&sents[f.sentence], f, &f.senses[sense], atlas);
    let most = |f: &Found<'_>| (0..f.senses.len()).map(|s| weight(f, s)).fold(0.0, f32::max);
    // What is no place must not draw others to it: a first sieve before the choice, a second one after it.
    let mut candidates = find::candidates(sents, cast, atlas);
    for line in datelines {
        if let Some(next) = sents.iter().find(|s| s.span.start >= line.end) {
            filed::candidates(text, *line, next.id, atlas, &mut candidates);
        }
    }
    let found = find::sieve(candidates, |f| most(f) >= ENOUGH - AGAIN);
    let chosen = choose::choose(&found, cast);
    let weights: Vec<f32> = found.iter().zip(&chosen).map(|(f, &c)| weight(f, c)).collect();
    let sure: BTreeSet<&str> = found.iter().zip(&weights).filter(|(_, w)| **w >= ENOUGH + AGAIN).map(|(f, _)| f.name.as_str()).collect();
    let enough = |f: &Found<'_>, w: f32| w + if sure.contains(f.name.as_str()) { AGAIN } else { 0.0 } >= ENOUGH;
    let kept = found.iter().zip(chosen).zip(&weights).filter(|((f, _), w)| enough(f, **w));
    let mut out: Vec<Toponym> = kept.map(|((f, sense), _)| toponym(text, f, &f.senses[sense], atlas)).collect();
    out.sort_by_key(|t| t.span);
    out
}

fn toponym(text: &str, f: &Found<'_>, sense: &Sense<'_>, atlas: &Atlas<'_>) -> Toponym {
    Toponym {
        sentence: f.sentence,
        span: f.span,
        name: sense.name.map_or_else(|| f.span.of(text).to_owned(), str::to_owned),
        country: (!sense.country.is_empty()).then(|| sense.country.to_owned()),
        point: sense.point,
        id: sense.id.or_else(|| (sense.level == crate::Level::Country).then(|| atlas.gazetteer.country_id(sense.country)).flatten()),
        level: sense.level,
    }
}
