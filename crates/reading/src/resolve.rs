//! Who is meant: from phrases to actors.
//!
//! Composition comes first: country, office and name in any order give a code without a lexicon entry for the person. Then
//! appositions, then coreference in the order of precision (names, role nouns, groups, pronouns).

use crate::cast::{Cast, blank, country_of};
use crate::coref;
use crate::phrases::{Phrase, Phrases, find};
use crate::sent::Sent;
use crate::types::{Actor, ActorId, Form, Kind, ResolvedBy};
use chancery_lexicon::{ActorKind, AgentKind, Day, Lexicon, Name, NameUse};
use chancery_syntax::tree::Upos;
use std::collections::HashSet;

/// The sector of offices that take theirs from the body they belong to.
const OF_BODY: &str = "UNK";
/// Nouns that mean states where a region or number stands before them.
const COUNTRIES: &[&str] = &["country", "state", "nation", "republic", "government", "neighbor", "neighbour", "power", "member", "capital"];

pub(crate) struct Resolver<'a> {
    pub lexicon: &'a Lexicon,
    pub day: Option<Day>,
    pub phrases: Vec<Phrases>,
    pub cast: Cast,
    /// Pronouns that wait for the subject after them: "During *her* visit, Merkel said".
    pub(crate) pending: Vec<(usize, usize)>,
    /// Persons whose full name stands somewhere in the article.
    introduced: HashSet<u32>,
}

/// Resolve every phrase of an article published on `day`.
#[must_use]
pub fn resolve(sents: &[Sent<'_>], lexicon: &Lexicon, day: Option<Day>) -> Cast {
    let phrases: Vec<Phrases> = sents.iter().map(|s| find(s, lexicon, day)).collect();
    let full = phrases.iter().flat_map(|p| &p.hits).flat_map(|h| &h.names).filter(|n| n.usage == NameUse::Proper);
    let introduced = full.map(|n| n.actor).collect();
    let mut r = Resolver { lexicon, day, phrases, cast: Cast::new(sents, lexicon), introduced, pending: Vec::new() };
    for s in sents {
        for p in 0..r.phrases[s.id].all.len() {
            r.phrase(s, p);
        }
        coref::forward(&mut r, s);
        r.appositions(s);
        r.acronyms(s);
    }
    r.cast
}

impl Resolver<'_> {
    fn phrase(&mut self, s: &Sent<'_>, number: usize) {
        let p = self.phrases[s.id].all[number].clone();
        self.modifiers(s, &p);
        if p.first == p.last && s.upos(p.first) == Upos::Pron {
            return coref::pronoun(self, s, p.first);
        }
        if self.named(s, &p) || self.states(s, &p) || coref::counted(self, s, &p) || self.described(s, &p) || self.unknown_name(s, &p) {
            return;
        }
        coref::role_noun(self, s, &p);
    }

    /// Names inside the phrase, each as a modifier of its head.
    fn modifiers(&mut self, s: &Sent<'_>, p: &Phrase) {
        for &h in &p.hits {
            let hit = self.phrases[s.id].hits[h].clone();
            let name = hit.names[0];
            if matches!(self.lexicon.actors.get(name.actor).kind, ActorKind::Person) {
                continue;
            }
            let id = self.cast.entry(self.lexicon, name.actor, self.day);
            let form = if matches!(name.usage, NameUse::Adjective | NameUse::People) { Form::Demonym } else { Form::Name };
            self.cast.modifier(s, (hit.first, hit.last), id, form);
        }
    }

    /// The phrase ends in a name of the lexicon.
    fn named(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        let Some(&h) = p.hits.last() else { return false };
        let hit = self.phrases[s.id].hits[h].clone();
        let after_agent = self.last_agent(s, p).is_none_or(|a| self.phrases[s.id].agents[a].last < hit.first);
        if hit.last != p.last || !after_agent {
            return false;
        }
        let Some(name) = self.choose(s, p, &hit) else { return false };
        let kind = self.lexicon.actors.get(name.actor).kind;
        if kind != ActorKind::Person && self.last_agent(s, p).is_some_and(|a| self.phrases[s.id].agents[a].agent.plural) {
            return false;
        }
        if name.usage == NameUse::Adjective && (hit.first != p.first || !s.nominal(p.head) || matches!(s.base(p.head), "amod" | "acl")) {
            return false;
        }
        let id = self.entity(s, p, name);
        if let Some(role) = self.role_words(s, p, hit.first) {
            self.cast.actors[id].role = Some(role);
            self.gender(s, p, id);
        }
        let first = if kind == ActorKind::Person { p.first } else { hit.first };
        self.cast.mention(s, (first, p.last), p.head, id, form(s, &hit, name.usage), "name");
        true
    }

    fn choose(&self, s: &Sent<'_>, p: &Phrase, hit: &crate::phrases::Hit) -> Option<Name> {
        let first = hit.names[0];
        if first.usage != NameUse::Surname {
            return Some(first);
        }
        let alone = hit.first == p.first || !s.proper(hit.first - 1) || self.last_agent(s, p).is_some();
        let candidates: Vec<Name> = hit.names.iter().copied().filter(|n| n.usage == NameUse::Surname).collect();
        if let Some(n) = candidates.iter().find(|n| self.introduced.contains(&n.actor)) {
            return Some(*n);
        }
        let titled = self.last_agent(s, p).is_some();
        let serving: Vec<Name> = candidates
            .iter()
            .copied()
            .filter(|n| self.lexicon.actors.get(n.actor).role_on(self.day).is_some_and(|r| r.code.ends_with("GOV")))
            .collect();
        let sure = serving.len() == 1 && (titled || candidates.len() == 1) && alone && s.form(hit.first).len() > 3;
        sure.then(|| serving[0])
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

    /// The last agent phrase that is not followed by a plain noun: "president" but not "president election".
    pub(crate) fn last_agent(&self, s: &Sent<'_>, p: &Phrase) -> Option<usize> {
        let &a = p.agents.last()?;
        let words = self.phrases[s.id].agents[a];
        let tail_is_name = (words.last + 1..=p.last).all(|i| {
            matches!(s.upos(i), Upos::Propn | Upos::X | Upos::Num) || s.form(i).starts_with(char::is_uppercase) || s.upos(i) == Upos::Punct
        });
        tail_is_name.then_some(a)
    }

    /// Country, office and perhaps a new name.
    fn described(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        let Some(a) = self.last_agent(s, p).filter(|_| s.lemma(p.last) == "government" || !COUNTRIES.contains(&s.lemma(p.last))) else {
            return false;
        };
        let words = self.phrases[s.id].agents[a];
        let countries = self.countries(s, p);
        let name = (words.last < p.last)
            .then(|| s.words_span(words.last + 1, p.last).of(s.text).to_owned())
            .filter(|n| n.starts_with(char::is_uppercase));
        if let Some(name) = name.filter(|_| s.proper(words.last + 1)) {
            let id = self.person(&name);
            self.fill(s, p, id, words.agent.sector, &countries);
            self.cast.mention(s, (p.first, p.last), p.head, id, Form::Name, "name");
            return true;
        }
        if countries.is_empty() && words.agent.kind == AgentKind::Office && coref::definite(self, s, p) {
            return true;
        }
        for others in self.joined_adjectives(s, p) {
            let id = self.descriptor(s, p, a, &[others]);
            self.cast.actors[id].name = format!("{} {}", self.cast.actors[id].countries.join("+"), s.form(p.last));
            self.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "joined adjectives");
            self.cast.add_also(s.id, p.head, id);
        }
        let id = self.descriptor(s, p, a, &countries);
        self.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "descriptor");
        true
    }

    /// "Chinese and Russian officials": the countries of the adjectives joined before the phrase.
    fn joined_adjectives(&self, s: &Sent<'_>, p: &Phrase) -> Vec<String> {
        let adjective = |i: usize| self.phrases[s.id].hits.iter().find(|h| h.last == i && h.names[0].usage == NameUse::Adjective);
        if p.hits.first().is_none_or(|&h| self.phrases[s.id].hits[h].first != p.first) {
            return Vec::new();
        }
        let mut out = Vec::new();
        let mut at = p.first;
        while at >= 2 && matches!(s.lower(at - 1), "and" | "," | "or") {
            let Some(hit) = adjective(at - 2)
                .filter(|h| !s.proper(h.first) || s.base(h.first) == "amod" || s.base(h.first) == "conj" || s.head(h.last) == Some(p.head))
            else {
                break;
            };
            out.extend(self.countries_of(hit.names[0]));
            at = hit.first;
        }
        out.reverse();
        out
    }

    fn descriptor(&mut self, s: &Sent<'_>, p: &Phrase, a: usize, countries: &[String]) -> ActorId {
        let words = self.phrases[s.id].agents[a];
        let head = s.lower(words.last).to_owned();
        let indefinite = matches!(s.lower(p.first), "a" | "an" | "another");
        let text = extended(s, p);
        let name = text.trim_start_matches("the ").trim_start_matches("The ").to_owned();
        let sector = self.sector(s, p, words.agent.sector);
        let key = if indefinite { format!("{} {}", p.first, s.id) } else { format!("{} {} {head}", countries.join(","), sector) };
        let kind = match words.agent.kind {
            AgentKind::Office if !words.agent.plural => Kind::Office,
            AgentKind::Body => Kind::Organisation,
            _ => Kind::People,
        };
        let id = self.cast.get_or(&key, || Actor {
            name,
            kind,
            plural: words.agent.plural,
            head: Some(head),
            resolved_by: ResolvedBy::Composed,
            ..blank()
        });
        self.fill(s, p, id, words.agent.sector, countries);
        id
    }

    fn fill(&mut self, s: &Sent<'_>, p: &Phrase, id: ActorId, sector: &str, countries: &[String]) {
        let sector = self.sector(s, p, sector);
        let role = self.role_words(s, p, p.last + 1);
        let head = self.last_agent(s, p).map(|a| s.lower(self.phrases[s.id].agents[a].last).to_owned());
        let former = (p.first..p.last).any(|i| matches!(s.lower(i), "former" | "ex" | "late"));
        let actor = &mut self.cast.actors[id];
        if actor.countries.is_empty() {
            actor.countries = countries.to_vec();
        }
        let sector = if former && sector == "GOV" { "ELI".to_owned() } else { sector };
        if actor.codes.is_empty() && actor.entry.is_none() {
            actor.codes = if countries.is_empty() {
                vec![format!("UNK.{sector}")]
            } else {
                countries.iter().map(|c| format!("{c}.{sector}")).collect()
            };
            if actor.resolved_by == ResolvedBy::Unresolved {
                actor.resolved_by = ResolvedBy::Composed;
            }
        }
        actor.role = actor.role.take().or(role);
        actor.head = actor.head.take().or(head);
        self.gender(s, p, id);
    }

    /// A spokeswoman of the army is military, one of the foreign ministry is government.
    fn sector(&self, s: &Sent<'_>, p: &Phrase, own: &str) -> String {
        if own == OF_BODY {
            let mut bodies = p.agents.iter().map(|&a| self.phrases[s.id].agents[a].agent);
            if let Some(body) = bodies.find(|a| a.sector != OF_BODY) {
                return body.sector.to_owned();
            }
            let government =
                p.hits.iter().any(|&h| matches!(self.phrases[s.id].hits[h].names[0].usage, NameUse::Metonym | NameUse::Capital));
            let coded = p.hits.iter().find_map(|&h| {
                self.lexicon.actors.get(self.phrases[s.id].hits[h].names[0].actor).code.split('.').nth(1).map(str::to_owned)
            });
            return coded.unwrap_or_else(|| if government { "GOV".to_owned() } else { own.to_owned() });
        }
        own.to_owned()
    }

    fn gender(&mut self, s: &Sent<'_>, p: &Phrase, id: ActorId) {
        let female = (p.first..=p.last).find_map(|i| match s.lower(i) {
            w if w.ends_with("woman") || matches!(w, "mrs" | "mrs." | "ms" | "ms." | "queen" | "princess" | "actress") => Some(true),
            w if w.ends_with("spokesman") || matches!(w, "mr" | "mr." | "king" | "prince" | "chairman" | "businessman") => Some(false),
            _ => None,
        });
        self.cast.actors[id].female = self.cast.actors[id].female.or(female);
    }

    /// The words of the role: from the last country name to the name of the person.
    fn role_words(&self, s: &Sent<'_>, p: &Phrase, name: usize) -> Option<String> {
        let last = self.phrases[s.id].agents[*p.agents.iter().rev().find(|&&a| self.phrases[s.id].agents[a].last < name)?].last;
        let borders = p.hits.iter().map(|&h| &self.phrases[s.id].hits[h]).filter(|h| h.last < last);
        // A ministry is part of the role, its country is not.
        let border = |h: &crate::phrases::Hit| match self.lexicon.actors.get(h.names[0].actor).kind {
            ActorKind::Body if h.last > h.first => h.first + usize::from(s.upos(h.first) == Upos::Adj),
            _ => h.last + 1,
        };
        let after_country = borders.map(border).max().unwrap_or(p.first);
        let first =
            (after_country..=last).find(|&i| !matches!(s.upos(i), Upos::Det | Upos::Punct | Upos::Part) && s.lower(i) != "based")?;
        Some(s.words_span(first, last).of(s.text).to_owned())
    }

    /// Countries a phrase names: before its head, as its owner, after `of`, `from`, `in`.
    fn countries(&self, s: &Sent<'_>, p: &Phrase) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut add = |list: &[String]| {
            list.iter().for_each(|c| {
                if !out.contains(c) {
                    out.push(c.clone())
                }
            })
        };
        for &h in &p.hits {
            add(&self.countries_of(self.phrases[s.id].hits[h].names[0]));
        }
        if let Some(id) =
            p.owner.map(|o| &self.phrases[s.id].all[o]).and_then(|o| self.cast.of(s.id, o.head).or_else(|| self.cast.of(s.id, o.last)))
        {
            add(&self.cast.actors[id].countries);
        }
        if !out.is_empty() {
            return out;
        }
        // "a writer from Henan": what stands right behind counts however the tree hangs it.
        if p.last + 2 < s.len()
            && matches!(s.lower(p.last + 1), "from" | "of")
            && let Some(hit) =
                self.phrases[s.id].hits.iter().find(|h| h.first == p.last + 2 || (h.first == p.last + 3 && s.lower(p.last + 2) == "the"))
        {
            return self.countries_of(hit.names[0]);
        }
        let mut add = |list: &[String]| {
            list.iter().for_each(|c| {
                if !out.contains(c) {
                    out.push(c.clone())
                }
            })
        };
        for k in (p.first..=p.last)
            .flat_map(|i| s.children(i))
            .filter(|&k| k > p.last && s.base(k) == "nmod" && matches!(s.case(k).as_str(), "of" | "from" | "in" | "for"))
        {
            for i in std::iter::once(k).chain(s.children(k).filter(|&c| matches!(s.base(c), "conj" | "amod" | "compound"))) {
                if let Some(hit) = self.phrases[s.id].hits.iter().find(|h| h.first <= i && i <= h.last) {
                    add(&self.countries_of(hit.names[0]));
                }
            }
        }
        out
    }

    fn countries_of(&self, name: Name) -> Vec<String> {
        let e = self.lexicon.actors.get(name.actor);
        match e.kind {
            ActorKind::Person => Vec::new(),
            ActorKind::Region | ActorKind::Group => e.members_on(self.day).into_iter().map(str::to_owned).collect(),
            _ => match country_of(e.code_on(self.day)) {
                Some(c) => vec![c],
                None => {
                    vec![e.code_on(self.day).split('.').next().unwrap_or("").to_owned()].into_iter().filter(|c| !c.is_empty()).collect()
                }
            },
        }
    }

    /// "Central Asian countries", "the Gulf states": the members of the region named before.
    fn states(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        if !COUNTRIES.contains(&s.lemma(p.last)) {
            return false;
        }
        let region = p
            .hits
            .iter()
            .map(|&h| self.phrases[s.id].hits[h].names[0])
            .find(|n| matches!(self.lexicon.actors.get(n.actor).kind, ActorKind::Region | ActorKind::Group));
        let Some(name) = region else { return false };
        let id = self.cast.entry(self.lexicon, name.actor, self.day);
        self.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "region");
        true
    }

    /// A person under a full name or a surname already read.
    fn person(&mut self, name: &str) -> ActorId {
        if let Some(id) = self.cast.known(&format!("name {name}")) {
            return id;
        }
        let id = self.cast.add(Actor { name: name.to_owned(), kind: Kind::Person, ..blank() });
        self.cast.key(&format!("name {name}"), id);
        if let Some((_, surname)) = name.rsplit_once(' ') {
            self.cast.key(&format!("name {surname}"), id);
        }
        id
    }

    /// A proper name that no list knows.
    fn unknown_name(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        let calendar = |i: usize| crate::times::names_days(s.lower(i));
        let words: Vec<usize> = (p.first..=p.last).filter(|&i| s.proper(i) && !calendar(i)).collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return false };
        let covered = self.phrases[s.id].hits.iter().any(|h| h.first <= last && first <= h.last && h.names[0].usage != NameUse::Surname);
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
        if matches!(s.lower(p.first), "the" | "this") && self.cast.actors[id].mentions.is_empty() {
            self.cast.actors[id].kind = Kind::Organisation;
        }
        self.gender(s, p, id);
        self.cast.mention(s, (first, last), p.head, id, Form::Name, "name");
        true
    }

    /// "Roman Skomorokhov, a Russian journalist": the description says who the name is.
    fn appositions(&mut self, s: &Sent<'_>) {
        for i in 0..s.len() {
            if s.base(i) != "appos" {
                continue;
            }
            let Some((a, b)) = s.head(i).and_then(|h| Some((self.cast.phrase_of(s.id, h)?, self.cast.phrase_of(s.id, i)?))) else {
                continue;
            };
            let describes = |x: &Actor| matches!(x.kind, Kind::Office | Kind::Organisation) && x.resolved_by == ResolvedBy::Composed;
            let named = |x: &Actor| x.kind == Kind::Person || (x.entry.is_some() && x.kind == Kind::Organisation);
            let (x, y) = (&self.cast.actors[a], &self.cast.actors[b]);
            if describes(y) && named(x) {
                self.cast.merge(a, b, ResolvedBy::Apposition);
            } else if describes(x) && named(y) {
                self.cast.merge(b, a, ResolvedBy::Apposition);
            }
        }
    }

    /// "the Eurasian Economic Union (EAEU)", "Kazakhstan, ... and Uzbekistan (C5)".
    fn acronyms(&mut self, s: &Sent<'_>) {
        for i in 1..s.len().saturating_sub(2) {
            let short = s.form(i + 1);
            let acronym = s.form(i) == "("
                && s.form(i + 2) == ")"
                && short.len() <= 10
                && short.len() > 1
                && short.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "+-&".contains(c));
            if !acronym {
                continue;
            }
            let Some(before) = self.cast.of(s.id, i - 1) else { continue };
            let list = coref::listed_states(self, s, i - 1);
            let id = if list.len() > 2 { self.group(short, &list) } else { before };
            if !self.cast.actors[id].aliases.iter().any(|a| a == short) {
                self.cast.actors[id].aliases.push(short.to_owned());
            }
            self.cast.key(&format!("name {short}"), id);
            self.cast.mention(s, (i + 1, i + 1), i + 1, id, Form::Acronym, "acronym");
        }
    }

    /// A group by its name, or defined here by its members.
    pub(crate) fn group(&mut self, name: &str, members: &[String]) -> ActorId {
        let (mut hits, mut names) = (Vec::new(), Vec::new());
        self.lexicon.actors.at(name, &mut hits, &mut names);
        if let Some((_, n)) = names.iter().find(|(_, n)| self.lexicon.actors.get(n.actor).kind == ActorKind::Group) {
            return self.cast.entry(self.lexicon, n.actor, self.day);
        }
        self.cast.get_or(&format!("group {name}"), || Actor {
            name: name.to_owned(),
            kind: Kind::Group,
            plural: true,
            countries: members.to_vec(),
            resolved_by: ResolvedBy::Apposition,
            ..blank()
        })
    }
}

fn form(s: &Sent<'_>, hit: &crate::phrases::Hit, usage: NameUse) -> Form {
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

/// Whether a capital stands where an actor stands rather than a place.
fn acts(s: &Sent<'_>, lexicon: &Lexicon, head: usize) -> bool {
    match s.base(head) {
        "nsubj" | "iobj" | "root" => true,
        "nmod" if s.rel(head) == "nmod:poss" => true,
        "obj" => true,
        // "wrote to Beijing" is a government, "flew to Beijing" a town.
        "obl" if s.case(head) == "to" => {
            s.head(head).is_some_and(|v| s.upos(v) == Upos::Verb && !lexicon.words.holds("motion", s.lemma(v)))
        }
        "conj" => s.head(head).is_some_and(|h| acts(s, lexicon, h)),
        "obl" | "nmod" => matches!(
            s.case(head).as_str(),
            "by" | "with" | "against" | "between" | "for" | "of" | "on" | "about" | "over" | "toward" | "towards"
        ),
        "ccomp" | "appos" => s.case(head).is_empty(),
        _ => false,
    }
}

/// The phrase with what is tied to it by `of`, `from`, `to`, `in`: "An adviser to multinational companies".
fn extended(s: &Sent<'_>, p: &Phrase) -> String {
    let mut last = p.last;
    let tied = (p.first..=p.last)
        .flat_map(|i| s.children(i))
        .filter(|&k| k > p.last && s.base(k) == "nmod" && matches!(s.case(k).as_str(), "of" | "from" | "to" | "in" | "for"));
    for k in tied {
        let (lo, hi) = s.reach(k);
        if lo == last + 1 && hi < p.last + 9 && !(lo..=hi).any(|i| s.upos(i) == Upos::Verb || s.form(i) == ",") {
            last = hi;
        }
    }
    if last == p.last && p.last + 2 < s.len() && s.lower(p.last + 1) == "from" && s.proper(p.last + 2) {
        last = p.last + 2;
    }
    s.words_span(p.first, last).of(s.text).to_owned()
}
