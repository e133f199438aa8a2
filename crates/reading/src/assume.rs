//! What the article as a whole, or earlier articles, let one assume of actors that no phrase codes.

use crate::article::Recall;
use crate::cast::{Cast, country_of};
use crate::types::{ActorId, Kind, ResolvedBy};
use chancery_lexicon::{Day, Lexicon};
use std::collections::BTreeMap;

/// Confidence of a country taken from the sentence.
const FROM_SENTENCE: f32 = 0.5;
/// Confidence of a country taken from the article.
const FROM_ARTICLE: f32 = 0.4;

/// Persons whom nothing in the article codes take what is remembered of them.
pub(crate) fn remember(cast: &mut Cast, memory: &dyn Recall, day: Option<Day>) {
    for id in 0..cast.actors.len() {
        let open = cast.final_id(id) == id
            && cast.actors[id].kind == Kind::Person
            && cast.actors[id].entry.is_none()
            && cast.actors[id].codes.is_empty();
        let Some(known) = open.then(|| memory.recall(&cast.actors[id].name, day)).flatten() else { continue };
        let actor = &mut cast.actors[id];
        actor.countries = country_of(&known.code).into_iter().collect();
        actor.codes = vec![known.code];
        actor.role = known.role.or(actor.role.take());
        actor.resolved_by = ResolvedBy::Memory;
        actor.confidence = known.confidence;
        actor.why = known.why;
        actor.runners_up = known.others;
    }
}

/// Each sentence's countries, and how often the article names each.
struct Named {
    sentences: Vec<Vec<String>>,
    article: BTreeMap<String, usize>,
}

fn named(cast: &Cast, sentences: usize) -> Named {
    let mut out = Named { sentences: vec![Vec::new(); sentences], article: BTreeMap::new() };
    for (id, a) in cast.actors.iter().enumerate() {
        let [country] = a.countries.as_slice() else { continue };
        if cast.final_id(id) != id || a.confidence < FROM_SENTENCE && a.kind != Kind::Place {
            continue;
        }
        for m in &a.mentions {
            let here = &mut out.sentences[m.sentence];
            if !here.contains(country) {
                here.push(country.clone());
            }
            *out.article.entry(country.clone()).or_default() += 1;
        }
    }
    out
}

/// The country most mentions are of, where it has three of five at least and three mentions.
fn main_country(article: &BTreeMap<String, usize>) -> Option<&String> {
    let all: usize = article.values().sum();
    article.iter().max_by_key(|(c, n)| (**n, std::cmp::Reverse(*c))).filter(|(_, n)| **n >= 3 && **n * 5 >= all * 3).map(|(c, _)| c)
}

/// Officials, troops, courts and parties without a country take the only one of their sentence, else the one the article is about.
pub(crate) fn countries(cast: &mut Cast, lexicon: &Lexicon, sentences: usize) {
    let mut open = std::mem::take(&mut cast.open);
    open.sort_unstable();
    open.dedup();
    let waiting: Vec<ActorId> = open
        .into_iter()
        .filter(|&id| cast.final_id(id) == id && cast.actors[id].countries.is_empty() && cast.actors[id].entry.is_none())
        .filter(|&id| matches!(cast.actors[id].codes.as_slice(), [c] if c.strip_prefix("UNK.").is_some_and(|s| lexicon.words.holds("sectors_of_a_state", s))))
        .collect();
    if waiting.is_empty() {
        return;
    }
    let named = named(cast, sentences);
    for id in waiting {
        let Some(first) = cast.actors[id].mentions.iter().map(|m| m.sentence).min() else { continue };
        let main = main_country(&named.article);
        let person = cast.actors[id].kind == Kind::Person;
        let (country, confidence, whence) = match (named.sentences[first].as_slice(), main) {
            // "Rep. Smith wants wheat sold to the Soviet Union": whose a person is, the article says better than what the sentence is about.
            ([only], Some(main)) if person && main != only => (main.clone(), FROM_ARTICLE, "article"),
            ([only], _) => (only.clone(), FROM_SENTENCE, "sentence"),
            (_, Some(main)) => (main.clone(), FROM_ARTICLE, "article"),
            _ => continue,
        };
        let actor = &mut cast.actors[id];
        actor.codes = actor.codes.iter().map(|c| c.replacen("UNK", &country, 1)).collect();
        actor.why = format!("{}; {country} is assumed from the {whence}", actor.why);
        actor.confidence = confidence;
        actor.countries = vec![country];
    }
}
