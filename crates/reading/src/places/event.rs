//! The places of events.

use crate::cast::Cast;
use crate::sent::Sent;
use crate::types::{Event, Kind, Level, Mention, Place, ResolvedBy, Toponym};
use chancery_span::Span;

/// Prepositions of the place of an act.
const WHERE: &[&str] = &["in", "at", "near", "outside", "inside", "across", "throughout", "around", "off", "on", "along"];

/// Where each event is: a place under the trigger behind a local preposition, else for visits the place or state that is the target.
pub(crate) fn place_events(sents: &[Sent<'_>], cast: &Cast, toponyms: &[Toponym], found: &mut [Event]) {
    for e in found {
        let s = &sents[e.sentence];
        let here = toponyms.iter().filter(|t| t.sentence == e.sentence).filter(|t| local(s, t.span, e.word));
        e.places.extend(here.map(place));
        if e.places.is_empty() && e.mode.as_deref() == Some("visit") {
            e.places.extend(visited(cast, toponyms, e));
        }
    }
}

/// A name of which nothing was known but that is a toponym wherever it stands is a place.
pub(crate) fn not_persons(cast: &mut Cast, toponyms: &[Toponym]) {
    for actor in cast.actors.iter_mut().filter(|a| a.kind == Kind::Person && a.resolved_by == ResolvedBy::Unresolved && a.codes.is_empty())
    {
        let of = |m: &Mention| toponyms.iter().find(|t| t.span.contains(m.span));
        let first = actor.mentions.first().and_then(of);
        if let Some(t) = first.filter(|_| actor.mentions.iter().all(|m| of(m).is_some())) {
            actor.kind = Kind::Place;
            actor.countries = t.country.iter().cloned().collect();
        }
    }
}

fn place(t: &Toponym) -> Place {
    // A state's middle is where nothing happened.
    let point = t.point.filter(|_| !matches!(t.level, Level::Country | Level::Region));
    Place { name: t.name.clone(), country: t.country.clone().unwrap_or_default(), span: t.span, point, id: t.id, level: t.level }
}

/// Whether the words stand behind a preposition of place under the trigger, or hang on such words: "in Gyumri, *Armenia*".
fn local(s: &Sent<'_>, span: Span, trigger: usize) -> bool {
    let Some(mut at) = (0..s.len()).find(|&i| s.word(i).span.end == span.end) else { return false };
    // Up through the name itself: "in the *Kherson* region".
    while !matches!(s.base(at), "obl" | "nmod") || s.case(at).is_empty() {
        match s.head(at) {
            Some(h) if matches!(s.base(at), "flat" | "compound" | "appos" | "nmod" | "conj" | "list" | "dep") => at = h,
            _ => return false,
        }
    }
    WHERE.contains(&s.case(at).as_str()) && s.under(at, trigger)
}

fn visited(cast: &Cast, toponyms: &[Toponym], e: &Event) -> Option<Place> {
    let target = e.target.first().map(|&t| &cast.actors[t])?;
    let is_place = target.countries.len() == 1 && matches!(target.kind, Kind::Place | Kind::State);
    let mention = |t: &&Toponym| t.sentence == e.sentence && target.mentions.iter().any(|m| m.span.contains(t.span));
    let seen = toponyms.iter().find(mention).map(place);
    let plain = || Place {
        name: target.name.clone(),
        country: target.countries[0].clone(),
        span: e.trigger,
        point: None,
        id: None,
        level: Level::Country,
    };
    is_place.then(|| seen.unwrap_or_else(plain))
}
