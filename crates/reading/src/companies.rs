//! Companies by the form of their names: "Alder Resources Inc".

use crate::cast::blank;
use crate::phrases::Phrase;
use crate::resolve::Resolver;
use crate::sent::Sent;
use crate::types::{Actor, Form, Kind, ResolvedBy};
use chancery_lexicon::{ActorKind, NameUse, is_country};
use chancery_syntax::tree::Upos;

/// Words that end the names of companies.
const SUFFIXES: &str = "company_suffixes";
/// Confidence of the sector of a name with such an ending.
const BY_ENDING: f32 = 0.6;
/// The sector of companies.
const BUSINESS: &str = "BUS";

impl Resolver<'_> {
    /// Where the name of a company begins that ends the phrase.
    pub(crate) fn firm(&self, s: &Sent<'_>, p: &Phrase) -> Option<usize> {
        let ending = s.lower(p.last).trim_end_matches('.');
        if !self.lexicon.words.holds(SUFFIXES, ending) || !s.form(p.last).starts_with(char::is_uppercase) {
            return None;
        }
        let part = |i: usize| s.form(i).starts_with(char::is_uppercase) || matches!(s.form(i), "&" | "-" | ".") || s.upos(i) == Upos::Num;
        let first = (p.first..p.last).rev().take_while(|&i| part(i)).last();
        first.filter(|&f| s.form(f).starts_with(char::is_uppercase))
    }

    /// A phrase that ends as companies' names do; a company of the lexicon where its name stands before the ending.
    pub(crate) fn company(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        let Some(first) = self.firm(s, p) else { return false };
        let found = &self.phrases[s.id].hits;
        let inside: Vec<_> = p.hits.iter().map(|&h| found[h].clone()).filter(|h| h.first >= first).collect();
        let listed = inside
            .iter()
            .find(|h| h.first == first && h.last + 1 == p.last && self.lexicon.actors.get(h.names[0].actor).kind == ActorKind::Body);
        let name = s.words_span(first, p.last).of(s.text).to_owned();
        let id = match listed {
            Some(hit) => self.cast.entry(self.lexicon, hit.names[0].actor, self.day),
            None => {
                // "Georgia Gulf", "Arab Banking": a name that several bear, or several states, says nothing.
                let state = inside.iter().filter(|h| h.names.len() == 1).map(|h| h.names[0]);
                let state = state.into_iter().find(|n| {
                    matches!(n.usage, NameUse::Proper | NameUse::Adjective) && self.lexicon.actors.get(n.actor).kind == ActorKind::State
                });
                let country = state.map(|n| self.countries_of(n)).and_then(|c| c.into_iter().next()).filter(|c| is_country(c));
                self.cast.get_or(&format!("name {name}"), || business(&name, country))
            }
        };
        self.cast.mention(s, (p.first, p.last), p.head, id, Form::Name, "name");
        self.cast.named(id, s.words_span(first, p.last));
        true
    }
}

fn business(name: &str, country: Option<String>) -> Actor {
    let code = format!("{}.{BUSINESS}", country.as_deref().unwrap_or("UNK"));
    Actor {
        name: name.to_owned(),
        kind: Kind::Organisation,
        codes: vec![code],
        why: format!("the name ends as a company's does; {}", country.as_deref().unwrap_or("no country in it")),
        countries: country.into_iter().collect(),
        resolved_by: ResolvedBy::Composed,
        confidence: BY_ENDING,
        ..blank()
    }
}
