//! The type of the event between two marked actors: patterns and a small trained model together.

mod bag;
mod features;
mod mark;
mod model;
mod votes;

pub use bag::{Evidence, Feature, GROUPS};
pub use model::{CLASSES, Example, Relater, Settings, class_number, class_of};

use crate::article::Reader;
use crate::cast::Cast;
use crate::sent::Sent;
use crate::types::Event;
use crate::{events, resolve};
use chancery_span::Span;
use chancery_text::Document;

/// A sentence with a marked pair, seen through: features and the reading's own events.
#[derive(Debug, Default)]
pub struct Seen {
    /// Features for the model.
    pub features: Vec<Feature>,
    /// Evidence for single types.
    pub evidence: Vec<Evidence>,
    /// The sentence's events, those that fit the pair best first.
    pub events: Vec<Event>,
}

/// See a text with a pair marked by its words.
#[must_use]
pub fn see(reader: Reader<'_>, document: &Document, source: &str, target: &str) -> Seen {
    let sents = crate::article::parse(document, reader);
    let cast = resolve::resolve(&sents, reader.lexicon, crate::article::day(document.published.as_deref()), reader.recall);
    let from = mark::locate(&document.text, source, None);
    let to = mark::locate(&document.text, target, from);
    between(reader, &sents, &cast, from, to)
}

/// See a text in which nothing is marked: the pair is who acts in its main clause and whom that concerns.
#[must_use]
pub fn see_unmarked(reader: Reader<'_>, document: &Document) -> Seen {
    let sents = crate::article::parse(document, reader);
    let cast = resolve::resolve(&sents, reader.lexicon, crate::article::day(document.published.as_deref()), reader.recall);
    let (from, to) = sents.first().map(|s| mark::main_pair(s, reader.lexicon)).unwrap_or_default();
    between(reader, &sents, &cast, from, to)
}

fn between(reader: Reader<'_>, sents: &[Sent<'_>], cast: &Cast, from: Option<Span>, to: Option<Span>) -> Seen {
    let holds = |span: Option<Span>| sents.iter().find(|s| span.is_some_and(|p| s.span.overlaps(p)));
    let Some(s) = holds(from).or_else(|| holds(to)).or(sents.first()) else { return Seen::default() };
    let m = mark::mark(s, from, to);
    let mut found = events::find(s, cast, reader.lexicon);
    let x = features::Source { s, m: &m, cast, lexicon: reader.lexicon, events: &found, parser: reader.parser };
    let bag = features::draw(&x);
    found.sort_by_key(|e| features::misfit(cast, s, &m, e));
    Seen { features: bag.features, evidence: bag.evidence, events: found }
}
