//! The cast of an article: its actors and where each is mentioned.

use crate::sent::Sent;
use crate::types::{Actor, ActorId, Form, Kind, Mention, ResolvedBy};
use chancery_lexicon::{ActorKind, Day, Lexicon, is_country};
use std::collections::HashMap;

/// A mention in the order of reading, for coreference.
#[derive(Debug, Clone, Copy)]
pub struct Recent {
    /// Sentence.
    pub sentence: usize,
    /// Head word.
    pub word: usize,
    /// Whom.
    pub actor: ActorId,
    /// 2 for who is reported to speak, 1 for another subject, 0 for the rest.
    pub rank: u8,
}

/// Actors under construction.
#[derive(Debug, Default)]
pub struct Cast {
    /// All actors; merged ones point on through `moved`.
    pub actors: Vec<Actor>,
    moved: Vec<ActorId>,
    by_key: HashMap<String, ActorId>,
    /// Actor of each word, per sentence, for words of a phrase that names one.
    heads: Vec<Vec<Option<ActorId>>>,
    /// Actor named by a modifier: "the *Russian* attack".
    modifiers: Vec<Vec<Option<ActorId>>>,
    /// Further actors a phrase's head names: "*Chinese and* Russian officials".
    also: HashMap<(usize, usize), Vec<ActorId>>,
    /// Words that are the subject of a reporting verb, per sentence.
    speakers: Vec<Vec<bool>>,
    /// Mentions in the order of reading.
    pub recent: Vec<Recent>,
    /// Actors without a country that may take the one spoken of.
    pub open: Vec<ActorId>,
}

impl Cast {
    /// An empty cast for sentences of these lengths.
    #[must_use]
    pub fn new(sents: &[Sent<'_>], lexicon: &Lexicon) -> Self {
        let blank = || sents.iter().map(|s| vec![None; s.len()]).collect();
        let speakers = sents.iter().map(|s| (0..s.len()).map(|w| speaks(s, lexicon, w)).collect()).collect();
        Self { heads: blank(), modifiers: blank(), speakers, ..Self::default() }
    }

    /// Whether a word is the subject of a reporting verb.
    #[must_use]
    pub fn speaks(&self, sentence: usize, word: usize) -> bool {
        self.speakers[sentence][word]
    }

    /// Follow merges.
    #[must_use]
    pub fn final_id(&self, mut id: ActorId) -> ActorId {
        while self.moved[id] != id {
            id = self.moved[id];
        }
        id
    }

    /// The actor a word names, as phrase head first, as modifier second.
    #[must_use]
    pub fn of(&self, sentence: usize, word: usize) -> Option<ActorId> {
        self.heads[sentence][word].or(self.modifiers[sentence][word]).map(|a| self.final_id(a))
    }

    /// The actor whose phrase holds the word.
    #[must_use]
    pub fn phrase_of(&self, sentence: usize, word: usize) -> Option<ActorId> {
        self.heads[sentence][word].map(|a| self.final_id(a))
    }

    /// Every actor a word names: one, or several where adjectives are joined by "and".
    #[must_use]
    pub fn all_of(&self, sentence: usize, word: usize) -> Vec<ActorId> {
        let more = self.also.get(&(sentence, word)).into_iter().flatten();
        more.copied().chain(self.of(sentence, word)).map(|a| self.final_id(a)).collect()
    }

    /// A word names this actor too.
    pub fn add_also(&mut self, sentence: usize, word: usize, id: ActorId) {
        self.also.entry((sentence, word)).or_default().push(id);
    }

    /// The actor under a key, made by `make` where it is new.
    pub fn get_or(&mut self, key: &str, make: impl FnOnce() -> Actor) -> ActorId {
        if let Some(&id) = self.by_key.get(key) {
            return self.final_id(id);
        }
        let id = self.add(make());
        self.by_key.insert(key.to_owned(), id);
        id
    }

    /// The actor under a key.
    #[must_use]
    pub fn known(&self, key: &str) -> Option<ActorId> {
        self.by_key.get(key).map(|&id| self.final_id(id))
    }

    /// Let a key lead to an actor.
    pub fn key(&mut self, key: &str, id: ActorId) {
        self.by_key.entry(key.to_owned()).or_insert(id);
    }

    /// Let a key lead to an actor from here on, whomever it led to before.
    pub fn rekey(&mut self, key: &str, id: ActorId) {
        self.by_key.insert(key.to_owned(), id);
    }

    /// Add an actor.
    pub fn add(&mut self, actor: Actor) -> ActorId {
        self.actors.push(actor);
        self.moved.push(self.actors.len() - 1);
        self.actors.len() - 1
    }

    /// Record a mention over words `first..=last`.
    pub fn mention(&mut self, s: &Sent<'_>, words: (usize, usize), head: usize, id: ActorId, form: Form, by: &'static str) {
        let id = self.final_id(id);
        for w in words.0..=words.1 {
            self.heads[s.id][w] = Some(id);
        }
        self.actors[id].mentions.push(Mention { sentence: s.id, span: s.words_span(words.0, words.1), form, name: None, by });
        let rank = if self.speakers[s.id][head] { 2 } else { u8::from(s.base(head) == "nsubj") };
        self.recent.push(Recent { sentence: s.id, word: head, actor: id, rank });
    }

    /// The words of the last mention that are its name.
    pub fn named(&mut self, id: ActorId, name: chancery_span::Span) {
        let id = self.final_id(id);
        if let Some(m) = self.actors[id].mentions.last_mut().filter(|m| m.span != name) {
            m.name = Some(name);
        }
    }

    /// Record a modifier that names an actor, without a mention of its own: "Madrid" as a town is not Spain.
    pub fn hint(&mut self, s: &Sent<'_>, words: (usize, usize), id: ActorId) {
        for w in words.0..=words.1 {
            self.modifiers[s.id][w] = Some(id);
        }
    }

    /// Record a modifier that names an actor.
    pub fn modifier(&mut self, s: &Sent<'_>, words: (usize, usize), id: ActorId, form: Form) {
        for w in words.0..=words.1 {
            self.modifiers[s.id][w] = Some(id);
        }
        self.actors[id].mentions.push(Mention { sentence: s.id, span: s.words_span(words.0, words.1), form, name: None, by: "modifier" });
    }

    /// `other` is the same as `id`: its mentions and what is known of it go to `id`.
    pub fn merge(&mut self, id: ActorId, other: ActorId, by: ResolvedBy) {
        let (id, other) = (self.final_id(id), self.final_id(other));
        if id == other {
            return;
        }
        let gone = self.actors[other].clone();
        self.moved[other] = id;
        let actor = &mut self.actors[id];
        actor.mentions.extend(gone.mentions);
        if gone.name != actor.name && !actor.aliases.contains(&gone.name) {
            actor.aliases.push(gone.name);
        }
        if actor.codes.is_empty() || (actor.entry.is_none() && actor.codes.iter().all(|c| c.len() == 3) && !gone.codes.is_empty()) {
            actor.codes = gone.codes;
            actor.confidence = gone.confidence;
            actor.why = gone.why;
            actor.resolved_by = if actor.resolved_by == ResolvedBy::Unresolved { by } else { actor.resolved_by };
        }
        if actor.countries.is_empty() {
            actor.countries = gone.countries;
        }
        actor.role = actor.role.take().or(gone.role);
        actor.head = actor.head.take().or(gone.head);
        actor.female = actor.female.or(gone.female);
    }

    /// A lexicon actor as an actor of the article.
    pub fn entry(&mut self, lexicon: &Lexicon, number: u32, day: Option<Day>) -> ActorId {
        self.get_or(&format!("#{number}"), || from_lexicon(lexicon, number, day))
    }

    /// The government of a state, as its capital or seat names it.
    pub fn government(&mut self, lexicon: &Lexicon, number: u32) -> ActorId {
        let entry = lexicon.actors.get(number);
        self.get_or(&format!("#{number}.gov"), || Actor {
            name: format!("Government of {}", entry.name),
            kind: Kind::Organisation,
            codes: vec![format!("{}.GOV", entry.code)],
            countries: vec![entry.code.clone()],
            resolved_by: ResolvedBy::Lexicon,
            confidence: 0.9,
            ..blank()
        })
    }
}

/// Whether a word is who speaks: subject of a reporting verb, or object of one behind its quotation ("..." says a writer).
fn speaks(s: &Sent<'_>, lexicon: &Lexicon, word: usize) -> bool {
    let Some(v) = s.head(word) else { return false };
    let reports = lexicon.speech.verb(s.lemma(v)).is_some_and(|c| c.spoken);
    reports && (s.base(word) == "nsubj" || inverted(s, v, word))
}

/// Whether `word` stands behind a verb of saying as its inverted subject: ",” said a writer".
#[must_use]
pub fn inverted(s: &Sent<'_>, v: usize, word: usize) -> bool {
    let quoted = v > 0
        && (matches!(s.form(v - 1), "”" | "\"" | "’" | "''") || (s.form(v - 1) == "," && v > 1 && matches!(s.form(v - 2), "”" | "\"")));
    quoted && word > v && s.base(word) == "obj" && s.child(v, "nsubj").is_none_or(|k| k < v)
}

/// An actor of which nothing is known.
#[must_use]
pub fn blank() -> Actor {
    Actor {
        name: String::new(),
        aliases: Vec::new(),
        kind: Kind::Person,
        codes: Vec::new(),
        countries: Vec::new(),
        role: None,
        resolved_by: ResolvedBy::Unresolved,
        mentions: Vec::new(),
        entry: None,
        head: None,
        female: None,
        plural: false,
        confidence: 0.0,
        why: String::new(),
        runners_up: Vec::new(),
    }
}

/// The country a code begins with.
#[must_use]
pub fn country_of(code: &str) -> Option<String> {
    let first = code.split('.').next().unwrap_or("");
    is_country(first).then(|| first.to_owned())
}

fn from_lexicon(lexicon: &Lexicon, number: u32, day: Option<Day>) -> Actor {
    let e = lexicon.actors.get(number);
    let mut actor = Actor {
        name: e.name.clone(),
        aliases: e.aliases.clone(),
        entry: Some(number),
        resolved_by: ResolvedBy::Lexicon,
        confidence: 0.95,
        ..blank()
    };
    match e.kind {
        ActorKind::State => {
            actor.kind = Kind::State;
            actor.codes = vec![e.code.clone()];
            actor.countries = vec![e.code.clone()];
        }
        ActorKind::Region | ActorKind::Group => {
            actor.kind = Kind::Group;
            actor.plural = true;
            actor.countries = e.members_on(day).into_iter().map(str::to_owned).collect();
        }
        ActorKind::Body => {
            actor.kind = Kind::Organisation;
            let code = e.code_on(day).to_owned();
            actor.countries = country_of(&code).into_iter().collect();
            actor.codes = vec![code];
        }
        ActorKind::Person | ActorKind::Place => {
            let given = e.name.split(' ').next().unwrap_or("").to_lowercase();
            actor.female = crate::phrases::given_name(lexicon, &given);
            person_role(e, day, &mut actor);
        }
    }
    actor
}

/// The role of a state that ended last before a day: who led a state and then an organisation is that state's former leader.
fn last_of_a_state(e: &chancery_lexicon::Actor, day: Option<Day>) -> Option<&chancery_lexicon::Role> {
    let day = day.unwrap_or(Day::MAX);
    e.roles.iter().filter(|r| r.period.to < day && country_of(&r.code).is_some()).max_by_key(|r| r.period.to)
}

/// The role held on the day; of a role that ended, the country and `ELI`, as PLOVER codes former officials.
fn person_role(e: &chancery_lexicon::Actor, day: Option<Day>, actor: &mut Actor) {
    if let Some(role) = e.role_on(day) {
        actor.codes = vec![role.code.clone()];
        actor.countries = country_of(&role.code).into_iter().collect();
        actor.role = Some(role.title.clone());
    } else if let Some(role) = e.role_before(day).map(|last| last_of_a_state(e, day).unwrap_or(last)) {
        actor.countries = country_of(&role.code).into_iter().collect();
        actor.codes = actor.countries.iter().map(|c| format!("{c}.ELI")).collect();
        if actor.codes.is_empty() {
            actor.codes = vec![role.code.clone()];
        }
        actor.role = Some(format!("former {}", role.title));
    } else if let Some(role) = e.roles.first() {
        actor.countries = country_of(&role.code).into_iter().collect();
        actor.codes = actor.countries.clone();
    }
}
