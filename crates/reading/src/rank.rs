//! Which of several bearers of a name is meant.
//!
//! Each bearer collects points with their reasons: its office on the article's date, the title before the name, its country in the
//! phrase, the sentence and the article. States and towns of one name fall back on the state; between persons a tie stays open.

use crate::phrases::{Hit, Phrase, Phrases, given_name, honorific};
use crate::sent::Sent;
use chancery_lexicon::{Actor, ActorKind, Day, Lexicon, Name, NameUse};
use std::collections::HashSet;

/// How one bearer of a name was preferred to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whether the first is ahead far enough to be taken.
    pub sure: bool,
    /// What spoke for the first.
    pub why: String,
    /// The others, each with what spoke for it.
    pub others: Vec<String>,
    /// How far the first is ahead.
    pub margin: i32,
}

/// Names of other countries in an article, none of its own, at which an acronym is taken for another body's.
const FOREIGN: usize = 5;

/// The same for a surname without a full name or title.
const ELSEWHERE: usize = 8;

/// A bearer of a name with its points.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub name: Name,
    pub points: i32,
    why: Vec<String>,
}

/// A name that only one actor bears, as evidence for others.
struct Clue {
    sentence: usize,
    country: String,
    town: bool,
    words: String,
}

/// What an article says around an ambiguous name.
pub(crate) struct Evidence<'l> {
    lexicon: &'l Lexicon,
    day: Option<Day>,
    clues: Vec<Clue>,
    introduced: HashSet<u32>,
}

/// The country an actor belongs to on a day.
pub(crate) fn country(lexicon: &Lexicon, actor: u32, day: Option<Day>) -> Option<String> {
    let a = lexicon.actors.get(actor);
    match a.kind {
        ActorKind::Person => {
            a.role_on(day).or_else(|| a.role_before(day)).or(a.roles.first()).and_then(|r| crate::cast::country_of(&r.code))
        }
        _ => crate::cast::country_of(a.code_on(day)),
    }
}

impl<'l> Evidence<'l> {
    /// Gather what the unambiguous names of an article say.
    pub fn gather(sents: &[Sent<'_>], phrases: &[Phrases], lexicon: &'l Lexicon, day: Option<Day>) -> Self {
        let mut out = Self { lexicon, day, clues: Vec::new(), introduced: HashSet::new() };
        for (s, p) in sents.iter().zip(phrases) {
            for h in &p.hits {
                out.introduced.extend(h.names.iter().filter(|n| n.usage == NameUse::Proper).map(|n| n.actor));
                let [only] = h.names.as_slice() else { continue };
                if only.usage == NameUse::Surname {
                    continue;
                }
                let words = s.words_span(h.first, h.last).of(s.text).to_owned();
                let town = only.usage == NameUse::Place;
                out.clues.extend(country(lexicon, only.actor, day).map(|country| Clue { sentence: s.id, country, town, words }));
            }
        }
        out
    }

    /// Rank the bearers of every name that has several, and of none other.
    pub fn settle(&self, sents: &[Sent<'_>], phrases: &mut [Phrases]) {
        for (s, p) in sents.iter().zip(phrases) {
            for h in 0..p.hits.len() {
                let mut hit = p.hits[h].clone();
                let short: Vec<Name> = hit.names.iter().copied().filter(|n| n.usage == NameUse::Surname).collect();
                hit.names.retain(|n| n.usage != NameUse::Surname);
                if hit.names.len() > 1 {
                    let phrase = p.all.iter().find(|x| x.hits.contains(&h));
                    let ranked = self.rank(s, p, phrase, &hit);
                    hit.choice = Some(self.choice(&ranked));
                    hit.names = ranked.into_iter().map(|c| c.name).chain(short).collect();
                    p.hits[h] = hit;
                }
            }
        }
    }

    /// Acronyms of bodies of a country that nothing else in the article is of, where other countries are: "CBI" in a British article.
    pub fn drop_foreign_acronyms(&self, sents: &[Sent<'_>], phrases: &mut [Phrases]) {
        for (s, p) in sents.iter().zip(phrases) {
            for h in &mut p.hits {
                let words = s.words_span(h.first, h.last).of(s.text);
                let short = words.len() <= 5 && words.len() > 1 && words.chars().all(|c| c.is_ascii_uppercase());
                let body = |n: &Name| self.lexicon.actors.get(n.actor).kind == ActorKind::Body;
                let [only] = h.names.as_slice() else { continue };
                let Some(home) = country(self.lexicon, only.actor, self.day).filter(|_| short && body(only)) else { continue };
                let others = self.clues.iter().any(|c| c.country == home && c.words != words);
                let elsewhere = self.clues.iter().filter(|c| c.country != home).count() >= FOREIGN;
                if !others && elsewhere {
                    h.choice = Some(Choice { sure: false, why: String::new(), others: Vec::new(), margin: 0 });
                }
            }
        }
    }

    /// The bearers of a name, the likeliest first; equal ones keep the order of the lexicon.
    pub fn rank(&self, s: &Sent<'_>, p: &Phrases, phrase: Option<&Phrase>, hit: &Hit) -> Vec<Candidate> {
        let words = s.words_span(hit.first, hit.last).of(s.text);
        let mut out: Vec<Candidate> = hit.names.iter().map(|&name| self.weigh(s, p, phrase, name, (hit.first, words))).collect();
        out.sort_by_key(|c| -c.points);
        out
    }

    fn weigh(&self, s: &Sent<'_>, p: &Phrases, phrase: Option<&Phrase>, name: Name, (at, words): (usize, &str)) -> Candidate {
        let mut c = Candidate { name, points: 0, why: Vec::new() };
        let actor = self.lexicon.actors.get(name.actor);
        if actor.kind == ActorKind::Person {
            self.office(actor, &mut c);
            self.title(s, p, phrase, actor, &mut c);
            self.address(s, at, actor, &mut c);
            if name.usage == NameUse::Surname && self.introduced.contains(&name.actor) {
                c.add(10, "full name in the article");
            }
        } else if name.usage != NameUse::Place && !name.rare {
            // Not while it is a part of another state.
            let stands = actor.kind != ActorKind::State || actor.code_on(self.day) == actor.code;
            if stands {
                c.add(2, "the name's usual bearer");
            }
        }
        if let Some(country) = country(self.lexicon, name.actor, self.day) {
            self.surroundings(s, &country, name.usage == NameUse::Place, words, &mut c);
        }
        c
    }

    fn office(&self, actor: &Actor, c: &mut Candidate) {
        match (actor.role_on(self.day), actor.role_before(self.day)) {
            (Some(r), _) if r.code.ends_with("GOV") => c.add(3, &format!("{} on the date", r.title)),
            (Some(r), _) => c.add(2, &format!("{} on the date", r.title)),
            (None, Some(r)) => c.add(0, &format!("{} before the date", r.title)),
            (None, None) => c.add(-4, "in office only after the date"),
        }
    }

    /// The words of a title before the name, among the titles of its bearer's roles.
    fn title(&self, s: &Sent<'_>, p: &Phrases, phrase: Option<&Phrase>, actor: &Actor, c: &mut Candidate) {
        let Some(words) = phrase.and_then(|x| x.agents.last()).map(|&a| p.agents[a]) else { return };
        let title = s.words_span(words.first, words.last).of(s.text).to_lowercase();
        if let Some(r) = actor.roles.iter().filter(|r| r.period.holds(self.day)).find(|r| r.title.to_lowercase().contains(&title)) {
            c.add(3, &format!("title {}", r.title));
        }
    }

    /// "Mrs. Clinton" is no man.
    fn address(&self, s: &Sent<'_>, at: usize, actor: &Actor, c: &mut Candidate) {
        let given = actor.name.split(' ').next().unwrap_or("").to_lowercase();
        let Some(woman) = given_name(self.lexicon, &given) else { return };
        let other = at > 0 && honorific(s.lower(at - 1)).is_some_and(|title| title != woman);
        if other {
            c.add(-20, "addressed as somebody of the other sex");
        }
    }

    /// Names of the same country in the sentence and the article; for a town, other towns and provinces of it.
    fn surroundings(&self, s: &Sent<'_>, country: &str, town: bool, words: &str, c: &mut Candidate) {
        let clues = || self.clues.iter().filter(|k| k.country == country && k.words != words && (k.town || !town));
        let here = clues().filter(|k| k.sentence == s.id).count().min(2) as i32;
        let article = clues().count().min(3) as i32;
        if here > 0 {
            c.add(2 * here, &format!("{country} in the sentence"));
        }
        if article > 0 {
            c.add(article, &format!("{country} in the article"));
        }
    }

    /// Whether an article that names other countries again and again never names this actor's: then a bare surname is another's.
    pub fn foreign(&self, actor: u32, words: &str) -> bool {
        let Some(home) = country(self.lexicon, actor, self.day) else { return false };
        let others = self.clues.iter().filter(|c| c.country != home).count();
        others >= ELSEWHERE && !self.clues.iter().any(|c| c.country == home && c.words != words)
    }

    /// Whether the first of ranked candidates is ahead far enough.
    pub fn choice(&self, ranked: &[Candidate]) -> Choice {
        let margin = ranked.first().map_or(0, |a| a.points) - ranked.get(1).map_or(0, |b| b.points);
        let person = ranked.iter().take(2).all(|c| self.lexicon.actors.get(c.name.actor).kind == ActorKind::Person);
        Choice {
            sure: !person || margin > 0,
            why: ranked.first().map_or_else(String::new, Candidate::reasons),
            others: ranked.iter().skip(1).map(|c| self.shown(c)).collect(),
            margin,
        }
    }

    /// A candidate in words.
    pub fn shown(&self, c: &Candidate) -> String {
        let a = self.lexicon.actors.get(c.name.actor);
        let place = if c.name.usage == NameUse::Place { "place in " } else { "" };
        format!("{place}{} [{}] {}: {}", a.name, a.code_on(self.day), c.points, c.reasons())
    }
}

impl Candidate {
    fn add(&mut self, points: i32, why: &str) {
        self.points += points;
        self.why.push(why.to_owned());
    }

    pub fn reasons(&self) -> String {
        self.why.join(", ")
    }
}
