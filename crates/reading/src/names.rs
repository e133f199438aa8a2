//! Names: who bears them, and whether a capital acts or is a place.

use crate::cast::{blank, country_of};
use crate::phrases::{Hit, Phrase, given_name, honorific};
use crate::rank::Choice;
use crate::resolve::Resolver;
use crate::sent::Sent;
use crate::types::{Actor, ActorId, Form, Kind, ResolvedBy};
use chancery_lexicon::{ActorKind, Lexicon, Name, NameUse};
use chancery_syntax::tree::Upos;

/// Points a short name needs where several bear it: office on the date and its country in the article.
const SURNAME: i32 = 4;
/// Points of a short name whose full name stands in the article.
const INTRODUCED: i32 = 10;
/// Confidence of a name that one actor bears.
const KNOWN: f32 = 0.95;

impl Resolver<'_> {
    /// The phrase ends in a name of the lexicon.
    pub(crate) fn named(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        let Some(&h) = p.hits.last() else { return false };
        let hit = self.phrases[s.id].hits[h].clone();
        let after_agent = self.last_agent(s, p).is_none_or(|a| self.phrases[s.id].agents[a].last < hit.first);
        if hit.last != p.last || !after_agent {
            return false;
        }
        if self.ends_a_name(s, p, &hit) {
            return false;
        }
        let Some((name, choice)) = self.choose(s, p, &hit) else { return false };
        let kind = self.lexicon.actors.get(name.actor).kind;
        if kind != ActorKind::Person && self.last_agent(s, p).is_some_and(|a| self.phrases[s.id].agents[a].agent.plural) {
            return false;
        }
        if name.usage == NameUse::Adjective && self.lone_adjective(s, p, &hit) {
            return false;
        }
        if name.usage == NameUse::Adjective && (hit.first != p.first || !s.nominal(p.head) || matches!(s.base(p.head), "amod" | "acl")) {
            return false;
        }
        let id = self.entity(s, p, name);
        self.reason(id, name, choice);
        self.titled(s, p, &hit, id);
        if let Some(role) = self.role_words(s, p, hit.first) {
            self.cast.actors[id].role = Some(role);
            self.gender(s, p, id);
        }
        let first = if kind == ActorKind::Person { p.first } else { hit.first };
        self.cast.mention(s, (first, p.last), p.head, id, form(s, &hit, name.usage), "name");
        self.cast.named(id, s.words_span(hit.first, hit.last));
        true
    }

    /// "American said": a people's name in the singular with nothing around it is a company's or a person's; "the British said", "Dutch win" are states.
    fn lone_adjective(&self, s: &Sent<'_>, p: &Phrase, hit: &Hit) -> bool {
        let alone = p.first == hit.first && (p.first == 0 || !matches!(s.lower(p.first - 1), "the" | "these" | "those"));
        let singular = s.word(p.head).xpos == "NNP" && s.base(p.head) == "nsubj";
        alone && singular && s.part != chancery_text::Part::Headline
    }

    /// "Greek Prime Minister Andreas Papandreou" before the first office the lexicon has for him: the text's own office counts.
    fn titled(&mut self, s: &Sent<'_>, p: &Phrase, hit: &Hit, id: ActorId) {
        let actor = &self.cast.actors[id];
        let bare = actor.kind == Kind::Person && actor.codes.iter().all(|c| !c.contains('.'));
        let Some(&a) = p.agents.last().filter(|&&a| bare && self.phrases[s.id].agents[a].last + 1 == hit.first) else { return };
        let sector = self.sector(s, p, self.phrases[s.id].agents[a].agent.sector);
        let countries = Some(self.countries(s, p)).filter(|c| !c.is_empty()).unwrap_or_else(|| actor.countries.clone());
        let actor = &mut self.cast.actors[id];
        actor.codes = countries.iter().map(|c| if c.contains('.') { c.clone() } else { format!("{c}.{sector}") }).collect();
        actor.why = format!("{}; the office is the text's", actor.why);
    }

    /// Write down why a name was taken for this actor, once.
    pub(crate) fn reason(&mut self, id: ActorId, name: Name, choice: Option<Choice>) {
        let actor = &mut self.cast.actors[id];
        if !actor.why.is_empty() {
            return;
        }
        let usage = match name.usage {
            NameUse::Proper => "name",
            NameUse::Surname => "surname or short name",
            NameUse::Adjective => "adjective",
            NameUse::People => "name of a people",
            NameUse::Capital => "capital",
            NameUse::Metonym => "seat of government",
            NameUse::Place => "town or province",
        };
        actor.why = format!("{usage} in the lexicon");
        actor.confidence = KNOWN;
        if let Some(c) = choice {
            actor.confidence = (0.6_f32 + 0.05 * c.margin as f32).min(0.9);
            actor.why = format!("{}: {}", actor.why, c.why);
            actor.runners_up = c.others;
        }
    }

    /// The bearer of a name who is meant; none where no bearer is ahead of the others.
    fn choose(&self, s: &Sent<'_>, p: &Phrase, hit: &Hit) -> Option<(Name, Option<Choice>)> {
        let first = hit.names[0];
        if first.usage != NameUse::Surname {
            return hit.choice.as_ref().is_none_or(|c| c.sure).then(|| (first, hit.choice.clone()));
        }
        let ranked = self.evidence.rank(s, &self.phrases[s.id], Some(p), hit);
        let choice = self.evidence.choice(&ranked);
        let best = ranked.first()?;
        let titled = self.last_agent(s, p).is_some_and(|a| self.phrases[s.id].agents[a].last + 1 == hit.first);
        let addressed = |i: usize| honorific(s.lower(i)).is_some() || matches!(s.lower(i), "dr" | "dr.");
        let alone = titled || hit.first == p.first || !s.proper(hit.first - 1) || addressed(hit.first - 1);
        let named_otherwise =
            self.cast.known(&format!("name {}", s.form(hit.first))).is_some_and(|id| self.cast.actors[id].entry.is_none());
        let serving = self.lexicon.actors.get(best.name.actor).role_on(self.day).is_some_and(|r| r.code.ends_with("GOV"));
        let ahead = ranked.len() == 1 || choice.margin >= 2 && (titled || best.points >= SURNAME);
        let titled = titled || s.lower(hit.first) != s.form(hit.first) && hit.last > hit.first;
        let others = self.evidence.foreign(best.name.actor, s.words_span(hit.first, hit.last).of(s.text));
        let ahead = ahead && (titled || !others && !somewhere(s, self.lexicon, p.head));
        let sure = best.points >= INTRODUCED || serving && ahead && alone && !named_otherwise && s.form(hit.first).len() > 3;
        sure.then_some((best.name, (ranked.len() > 1).then_some(choice)))
    }

    /// The actor a name stands for here: a capital or seat that acts is its government.
    fn entity(&mut self, s: &Sent<'_>, p: &Phrase, name: Name) -> ActorId {
        match name.usage {
            NameUse::Metonym => self.cast.government(self.lexicon, name.actor),
            NameUse::Capital if acts(s, self.lexicon, p.head) => self.cast.government(self.lexicon, name.actor),
            NameUse::Capital | NameUse::Place => self.place(s, p, name),
            _ => self.cast.entry(self.lexicon, name.actor, self.day),
        }
    }

    fn place(&mut self, s: &Sent<'_>, p: &Phrase, name: Name) -> ActorId {
        let text = s.words_span(p.first, p.last).of(s.text).to_owned();
        let country = self.lexicon.actors.get(name.actor).code.clone();
        self.cast.get_or(&format!("place {text}"), || Actor {
            name: text.clone(),
            kind: Kind::Place,
            countries: country_of(&country).into_iter().collect(),
            resolved_by: ResolvedBy::Lexicon,
            ..blank()
        })
    }

    /// A person under a full name or a surname already read.
    pub(crate) fn person(&mut self, name: &str) -> ActorId {
        if let Some(id) = self.cast.known(&format!("name {name}")) {
            return id;
        }
        let given = name.split(' ').next().unwrap_or("").to_lowercase();
        let female = given_name(self.lexicon, &given);
        let id = self.cast.add(Actor { name: name.to_owned(), kind: Kind::Person, female, ..blank() });
        self.cast.key(&format!("name {name}"), id);
        if let Some((_, surname)) = name.rsplit_once(' ') {
            // The last full name read owns the surname.
            self.cast.rekey(&format!("name {surname}"), id);
        }
        id
    }

    /// A proper name that no list knows.
    pub(crate) fn unknown_name(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        let calendar = |i: usize| crate::times::names_days(s.lower(i));
        let words: Vec<usize> = (p.first..=p.last).filter(|&i| s.proper(i) && !calendar(i)).collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return false };
        let covered = self.phrases[s.id].hits.iter().any(|h| {
            h.first <= last && first <= h.last && h.names[0].usage != NameUse::Surname && h.choice.as_ref().is_none_or(|c| c.sure)
        });
        if last != p.last || covered || !s.form(last).starts_with(char::is_uppercase) {
            return false;
        }
        let name = s.words_span(first, last).of(s.text).to_owned();
        let single = first == last;
        if single
            && self.cast.known(&format!("name {name}")).is_none()
            && !matches!(s.base(p.head), "nsubj" | "obj" | "obl" | "nmod" | "appos" | "conj" | "iobj" | "root")
        {
            return false;
        }
        let id = self.person(&name);
        if single && s.form(first).len() > 2 && s.form(first).chars().all(|c| c.is_uppercase()) {
            self.cast.actors[id].kind = Kind::Organisation;
        }
        self.undecided(s, p, id);
        if matches!(s.lower(p.first), "the" | "this") && self.cast.actors[id].mentions.is_empty() {
            self.cast.actors[id].kind = Kind::Organisation;
        }
        self.gender(s, p, id);
        self.cast.mention(s, (first, last), p.head, id, Form::Name, "name");
        true
    }

    /// The bearers of a name between which nothing decided.
    fn undecided(&mut self, s: &Sent<'_>, p: &Phrase, id: ActorId) {
        let hits = &self.phrases[s.id].hits;
        let Some(hit) = p.hits.iter().map(|&h| &hits[h]).find(|h| h.choice.as_ref().is_some_and(|c| !c.sure)) else { return };
        let ranked = self.evidence.rank(s, &self.phrases[s.id], Some(p), hit);
        let actor = &mut self.cast.actors[id];
        actor.why = "several bear the name and nothing decides".to_owned();
        actor.runners_up = ranked.iter().map(|c| self.evidence.shown(c)).collect();
    }
}

/// "in Toledo", "west of Toledo": where something is, rather than who.
fn somewhere(s: &Sent<'_>, lexicon: &Lexicon, head: usize) -> bool {
    let oblique = matches!(s.base(head), "obl" | "nmod");
    let of = s.case(head) == "of" && s.head(head).is_some_and(|h| lexicon.words.holds("settlements", s.lemma(h)));
    oblique && (of || matches!(s.case(head).as_str(), "in" | "at" | "near" | "into" | "around" | "through" | "via"))
}

fn form(s: &Sent<'_>, hit: &Hit, usage: NameUse) -> Form {
    let text = s.form(hit.first);
    match usage {
        NameUse::Adjective | NameUse::People => Form::Demonym,
        NameUse::Metonym | NameUse::Capital => Form::Metonym,
        _ if hit.first == hit.last
            && text.len() > 1
            && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '.' || c == '+') =>
        {
            Form::Acronym
        }
        _ => Form::Name,
    }
}

/// Whether the preposition stands right before, but for one word, and a word of the set before it.
fn behind(s: &Sent<'_>, lexicon: &Lexicon, head: usize, preposition: &str, set: &str) -> bool {
    let at = (1..head).rev().find(|&i| s.lower(i) == preposition).filter(|&i| head <= i + 2);
    at.is_some_and(|i| lexicon.words.holds(set, s.lemma(i - 1)))
}

/// Whether a capital stands where an actor stands rather than a place.
fn acts(s: &Sent<'_>, lexicon: &Lexicon, head: usize) -> bool {
    match s.base(head) {
        "nsubj" | "iobj" | "root" => true,
        "nmod" if s.rel(head) == "nmod:poss" => true,
        // "visited Beijing" is a town, "warned Beijing" a government.
        "obj" => s.head(head).is_none_or(|v| !lexicon.words.holds("motion", s.lemma(v)) || s.lemma(v) == "follow"),
        // "40 miles north of Oslo", however the tree hangs it
        "obl" | "nmod" | "advmod" if behind(s, lexicon, head, "of", "settlements") => false,
        // "the road to Lima", however the tree hangs it
        "obl" | "nmod" if behind(s, lexicon, head, "to", "ways") => false,
        // "wrote to Beijing" is a government, "flew to Beijing" a town.
        "obl" if s.case(head) == "to" => {
            s.head(head).is_some_and(|v| s.upos(v) == Upos::Verb && !lexicon.words.holds("motion", s.lemma(v)))
        }
        "conj" => s.head(head).is_some_and(|h| acts(s, lexicon, h)),
        // "the towns of Salem and Lebanon"
        "nmod" if s.case(head) == "of" && s.head(head).is_some_and(|h| lexicon.words.holds("settlements", s.lemma(h)) || s.proper(h)) => {
            false
        }
        "obl" | "nmod" => matches!(
            s.case(head).as_str(),
            "by" | "with" | "against" | "between" | "for" | "of" | "on" | "about" | "over" | "toward" | "towards"
        ),
        "appos" => s.case(head).is_empty() && s.head(head).is_some_and(|h| acts(s, lexicon, h)),
        "ccomp" => s.case(head).is_empty(),
        _ => false,
    }
}
