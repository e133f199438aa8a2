//! Composition: country, office and name in any order give a code without an entry for the person.

use crate::cast::{blank, country_of};
use crate::coref;
use crate::phrases::Phrase;
use crate::resolve::Resolver;
use crate::sent::Sent;
use crate::types::{Actor, ActorId, Form, Kind, ResolvedBy};
use chancery_lexicon::{ActorKind, AgentKind, Name, NameUse, is_country};
use chancery_syntax::tree::Upos;
use chancery_text::Part;

/// The sector of offices that take theirs from the body they belong to.
const OF_BODY: &str = "UNK";
/// Confidence of a code whose country and office stand in the phrase.
const COMPOSED: f32 = 0.85;
/// Confidence of a spokesman's body where only the sentence says which.
const SPOKEN_FOR: f32 = 0.5;
/// Confidence of a sector without a country.
const NO_COUNTRY: f32 = 0.3;

impl Resolver<'_> {
    /// The last agent phrase that is not followed by a plain noun: "president" but not "president election".
    pub(crate) fn last_agent(&self, s: &Sent<'_>, p: &Phrase) -> Option<usize> {
        let &a = p.agents.last()?;
        let words = self.phrases[s.id].agents[a];
        let tail_is_name = (words.last + 1..=p.last).all(|i| {
            matches!(s.upos(i), Upos::Propn | Upos::X | Upos::Num)
                || (s.form(i).starts_with(char::is_uppercase) && (s.proper(i) || s.part != Part::Headline))
                || s.upos(i) == Upos::Punct
        });
        tail_is_name.then_some(a)
    }

    /// Country, office and perhaps a new name.
    pub(crate) fn described(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        let states = self.lexicon.words.holds("state_nouns", s.lemma(p.last)) && s.lemma(p.last) != "government";
        let Some(a) = self.last_agent(s, p) else { return false };
        let words = self.phrases[s.id].agents[a];
        if self.mere_word(s, p, a) {
            return false;
        }
        // "Central Asian states" are states, a "secretary of state" is none.
        if states && words.first == words.last {
            return false;
        }
        if self.surname(s, p, a) {
            return false;
        }
        let countries = self.countries(s, p);
        let name = (words.last < p.last)
            .then(|| s.words_span(words.last + 1, p.last).of(s.text).to_owned())
            .filter(|n| n.starts_with(char::is_uppercase));
        if let Some(name) = name.filter(|_| s.proper(words.last + 1)) {
            let id = self.person(&name);
            self.fill(s, p, id, words.agent.sector, &countries);
            // "Deputy Trade Minister Jan Nowik": nobody but a state has such an office.
            let of_a_state = words.last > words.first || self.lexicon.words.holds("offices_of_a_state", s.lower(words.last));
            if of_a_state && p.agents.len() == 1 && p.owner.is_none() {
                self.cast.open.push(id);
            }
            self.cast.mention(s, (p.first, p.last), p.head, id, Form::Name, "name");
            self.cast.named(id, s.words_span(words.last + 1, p.last));
            return true;
        }
        if self.named_body(s, p, a, &countries) || (countries.is_empty() && coref::definite(self, s, p, a)) {
            return true;
        }
        self.descriptors(s, p, a, &countries);
        true
    }

    /// "consumer and investment banking", "the cost per pupil": one person's office without article, owner or country is hardly an actor.
    fn mere_word(&self, s: &Sent<'_>, p: &Phrase, a: usize) -> bool {
        let words = self.phrases[s.id].agents[a];
        let bare = p.first == words.first && words.last == p.last && p.owner.is_none() && s.form(p.first).starts_with(char::is_lowercase);
        let tied = matches!(s.base(p.head), "appos" | "nsubj" | "conj" | "root" | "vocative" | "parataxis") || s.case(p.head) == "as";
        let joined = s.base(p.head) == "conj" && s.head(p.head).is_some_and(|h| matches!(s.base(h), "amod" | "compound"));
        let complement = s.children(p.head).any(|k| k > p.last && s.base(k) == "nmod");
        let tied = tied && !self.lexicon.words.holds("offices_like_words", s.lower(words.last));
        let one = words.agent.kind == AgentKind::Office && !words.agent.plural;
        one && bare && (!tied || joined) && !complement && s.part != Part::Headline
    }

    /// "Guy and King played": a capitalised office with nothing around it, which is a surname as well.
    fn surname(&self, s: &Sent<'_>, p: &Phrase, a: usize) -> bool {
        let words = self.phrases[s.id].agents[a];
        let alone = p.first == p.last && words.first == words.last && p.owner.is_none() && s.part != Part::Headline;
        alone && s.form(p.first).starts_with(char::is_uppercase) && self.lexicon.words.holds("offices_like_surnames", s.lower(p.first))
    }

    fn descriptors(&mut self, s: &Sent<'_>, p: &Phrase, a: usize, countries: &[String]) {
        for others in self.joined_adjectives(s, p).into_iter().chain(self.further_countries(s, p, a)) {
            let id = self.descriptor(s, p, a, &[others]);
            self.cast.actors[id].name = format!("{} {}", self.cast.actors[id].countries.join("+"), s.form(p.last));
            self.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "joined adjectives");
            self.cast.add_also(s.id, p.head, id);
        }
        let id = self.descriptor(s, p, a, countries);
        self.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "descriptor");
    }

    /// "Slate Magazine", "Klingon Assault Group": capitalised words around a word for a body are a name of their own.
    fn named_body(&mut self, s: &Sent<'_>, p: &Phrase, a: usize, countries: &[String]) -> bool {
        let words = self.phrases[s.id].agents[a];
        let capital = |i: usize| s.form(i).starts_with(char::is_uppercase) && s.proper(i);
        if words.agent.kind != AgentKind::Body
            || words.agent.plural
            || words.last != p.last
            || !capital(words.last)
            || s.part == Part::Headline
        {
            return false;
        }
        let mut first = words.last;
        while first > p.first && capital(first - 1) {
            first -= 1;
        }
        let listed = |i: usize| {
            let found = &self.phrases[s.id];
            p.hits.iter().any(|&h| found.hits[h].first <= i && i <= found.hits[h].last)
                || p.agents.iter().any(|&a| found.agents[a].first <= i && i <= found.agents[a].last)
        };
        if (first..=p.last).all(listed) {
            return false;
        }
        let name = s.words_span(first, p.last).of(s.text).to_owned();
        let id = self.cast.get_or(&format!("name {name}"), || Actor { name, kind: Kind::Organisation, ..blank() });
        self.fill(s, p, id, words.agent.sector, countries);
        self.cast.mention(s, (p.first, p.last), p.head, id, Form::Name, "name");
        self.cast.named(id, s.words_span(first, p.last));
        true
    }

    /// "the ministers of Peru, Chile and Spain": the countries behind the first.
    fn further_countries(&self, s: &Sent<'_>, p: &Phrase, a: usize) -> Vec<String> {
        let found = &self.phrases[s.id];
        let several = found.agents[a].agent.plural && p.hits.is_empty() && p.owner.is_none();
        if !several || p.last + 2 >= s.len() || s.lower(p.last + 1) != "of" {
            return Vec::new();
        }
        let linked = |i: usize| matches!(s.lower(i), "," | "and" | "or" | "the");
        let state = |n: Name| n.usage == NameUse::Proper && self.lexicon.actors.get(n.actor).kind == ActorKind::State;
        let mut at = p.last + 2;
        let mut out = Vec::new();
        for hit in found.hits.iter().filter(|h| h.first > p.last) {
            if !(at..hit.first).all(linked) || !state(hit.names[0]) {
                break;
            }
            out.extend(self.countries_of(hit.names[0]));
            at = hit.last + 1;
        }
        out.into_iter().skip(1).collect()
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
        let text = extended(s, p);
        let name = text.trim_start_matches("the ").trim_start_matches("The ").to_owned();
        let key = self.descriptor_key(s, p, a, countries);
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
        self.speaks_for(s, p, id);
        if self.assumable(s, p, a) {
            self.cast.open.push(id);
        }
        id
    }

    /// "The Bundesbank left rates unchanged, a spokesman said": who speaks for nobody in particular speaks for the sentence's only body.
    fn speaks_for(&mut self, s: &Sent<'_>, p: &Phrase, id: ActorId) {
        let spokesman = self.agent_text(s, p).is_some_and(|t| self.lexicon.words.holds("spokesmen", &t));
        if !spokesman || !self.cast.actors[id].countries.is_empty() || !self.of_nobody(s, p) {
            return;
        }
        let body = |m: &&crate::cast::Recent| {
            m.sentence == s.id && m.rank > 0 && self.cast.actors[self.cast.final_id(m.actor)].kind == Kind::Organisation
        };
        let mut bodies: Vec<ActorId> = self.cast.recent.iter().filter(body).map(|m| self.cast.final_id(m.actor)).collect();
        bodies.dedup();
        let [only] = bodies.as_slice() else { return };
        let (codes, countries, name) =
            (self.cast.actors[*only].codes.clone(), self.cast.actors[*only].countries.clone(), self.cast.actors[*only].name.clone());
        if self.cast.actors[*only].coded() {
            let actor = &mut self.cast.actors[id];
            (actor.codes, actor.countries, actor.confidence) = (codes, countries, SPOKEN_FOR);
            actor.why = format!("{}; taken to speak for {name}, the only body of the sentence", actor.why);
        }
    }

    /// Whether an actor without a country may take the one spoken of: "the army", "police", but not "a peer", "chairman", "Commission officials".
    fn assumable(&self, s: &Sent<'_>, p: &Phrase, a: usize) -> bool {
        let words = self.phrases[s.id].agents[a];
        let found = &self.phrases[s.id];
        let (_, bodies) = p.agents.split_last().unwrap_or((&a, &[]));
        let first = bodies.first().map_or(words.first, |&b| found.agents[b].first);
        // "Agriculture Department officials": the body is the state's as well.
        let own = |&b: &usize| found.agents[b].agent.kind == AgentKind::Body && found.agents[b].agent.sector != OF_BODY;
        let inside = |i: usize| p.agents.iter().any(|&b| found.agents[b].first <= i && i <= found.agents[b].last);
        let plain = (p.first..=p.last).all(|i| !s.proper(i) || i == 0 || inside(i));
        let counted = |i: usize| s.upos(i) == Upos::Num || self.lexicon.words.holds("quantifiers", s.lower(i));
        let lone = bodies.iter().all(own) && p.owner.is_none() && !(p.first..words.first).any(counted);
        let foreign = self.agent_text(s, p).is_some_and(|t| self.lexicon.words.holds("never_assumed", &t));
        plain
            && lone
            && !foreign
            && (definite_article(s, p) || (words.agent.plural || words.agent.kind == AgentKind::Body) && p.first == first)
    }

    /// What two descriptions must share to mean the same: countries, sector, head and the plain words before it.
    ///
    /// "a minister", "some officials", "two soldiers" and whatever has no country are somebody new each time; what points back to them is a
    /// matter of coreference.
    fn descriptor_key(&self, s: &Sent<'_>, p: &Phrase, a: usize, countries: &[String]) -> String {
        let words = self.phrases[s.id].agents[a];
        let before = || (p.first..words.first).filter(|&i| !matches!(s.upos(i), Upos::Det | Upos::Punct | Upos::Part));
        let counted = before().any(|i| s.upos(i) == Upos::Num || self.lexicon.words.holds("quantifiers", s.lower(i)));
        let quantified = counted || self.lexicon.words.holds("quantifiers", s.lower(p.first));
        let indefinite = matches!(s.lower(p.first), "a" | "an" | "another");
        let bare = countries.is_empty();
        if indefinite || quantified || bare {
            return format!("@{} {}", p.first, s.id);
        }
        let plain: Vec<&str> =
            before().filter(|&i| !self.phrases[s.id].hits.iter().any(|h| h.first <= i && i <= h.last)).map(|i| s.lower(i)).collect();
        format!("{} {} {} {}", countries.join(","), self.sector(s, p, words.agent.sector), plain.join(" "), s.lower(words.last))
    }

    pub(crate) fn fill(&mut self, s: &Sent<'_>, p: &Phrase, id: ActorId, sector: &str, countries: &[String]) {
        let sector = self.sector(s, p, sector);
        let role = self.role_words(s, p, p.last + 1);
        let head = self.last_agent(s, p).map(|a| s.lower(self.phrases[s.id].agents[a].last).to_owned());
        let former = (p.first..p.last)
            .any(|i| matches!(s.lower(i), "former" | "ex" | "late" | "ousted" | "deposed") || s.lower(i).starts_with("ex-"));
        let actor = &mut self.cast.actors[id];
        if actor.countries.is_empty() {
            actor.countries = countries.iter().filter(|c| is_country(c)).cloned().collect();
        }
        let sector = if former && sector == "GOV" { "ELI".to_owned() } else { sector };
        let sector = if countries.is_empty() && self.of_nobody(s, p) { OF_BODY.to_owned() } else { sector };
        let actor = &mut self.cast.actors[id];
        if actor.codes.is_empty() && actor.entry.is_none() {
            actor.codes = if countries.is_empty() {
                vec![format!("UNK.{sector}")]
            } else {
                countries.iter().map(|c| if c.contains('.') { c.clone() } else { format!("{c}.{sector}") }).collect()
            };
            actor.confidence = if countries.is_empty() { NO_COUNTRY } else { COMPOSED };
            actor.why = composed(head.as_deref(), &sector, countries);
            if actor.resolved_by == ResolvedBy::Unresolved {
                actor.resolved_by = ResolvedBy::Composed;
            }
        }
        actor.role = actor.role.take().or(role);
        actor.head = actor.head.take().or(head);
        self.gender(s, p, id);
    }

    /// The words of the last agent phrase.
    fn agent_text(&self, s: &Sent<'_>, p: &Phrase) -> Option<String> {
        let words = self.phrases[s.id].agents[*p.agents.last()?];
        let forms: Vec<&str> = (words.first..=words.last).map(|i| s.lower(i)).collect();
        Some(forms.join(" "))
    }

    /// "a spokesman", "president of Amber Foods", "an advisory committee": nobody says of what body, or that it is a state's. "The president", "the
    /// committee" and "the Trade department" are a state's.
    fn of_nobody(&self, s: &Sent<'_>, p: &Phrase) -> bool {
        let Some((&last, before)) = p.agents.split_last() else { return false };
        let words = self.phrases[s.id].agents[last];
        let alone = before.iter().all(|&a| self.phrases[s.id].agents[a].agent.sector == OF_BODY);
        let Some(text) = self.agent_text(s, p).filter(|_| alone) else { return false };
        // "Alcoa officials": of a body that nobody knows.
        let listed = |i: usize| p.agents.iter().any(|&a| self.phrases[s.id].agents[a].first <= i && i <= self.phrases[s.id].agents[a].last);
        // A capital inside the sentence is a name whatever the tagger says; the first word has one anyway.
        let named = |i: usize| s.form(i).starts_with(char::is_uppercase) && (s.proper(i) || i > 0 && s.upos(i) == Upos::Noun);
        let unknown = (p.first..words.first).any(|i| named(i) && !listed(i));
        if unknown && self.lexicon.words.holds("officials_of_any_body", &text) {
            return true;
        }
        if self.lexicon.words.holds("offices_of_any_body", &text) && p.owner.is_none() {
            return !definite_article(s, p) || self.lexicon.words.holds("offices_under_others", &text);
        }
        let plain = (p.first..=words.last).all(|i| i == 0 || s.form(i).starts_with(char::is_lowercase));
        let qualified = !definite_article(s, p) || words.first > p.first + 1;
        plain && qualified && self.lexicon.words.holds("bodies_of_any_body", &text)
    }

    /// The sector of the body whose office this is: named in the phrase, as its owner, or behind `of`.
    fn sector_of_body(&self, s: &Sent<'_>, p: &Phrase) -> Option<String> {
        let found = &self.phrases[s.id];
        let body = |a: &usize| {
            Some(found.agents[*a].agent).filter(|a| a.kind == AgentKind::Body && a.sector != OF_BODY).map(|a| a.sector.to_owned())
        };
        let named = |h: &usize| {
            let actor = self.lexicon.actors.get(found.hits[*h].names[0].actor);
            (actor.kind == ActorKind::Body).then(|| actor.code_on(self.day).split('.').nth(1).map(str::to_owned)).flatten()
        };
        let office = *p.agents.last()?;
        // "leaders of the miners"
        let people = |a: &usize| Some(found.agents[*a].agent).filter(|a| a.plural && a.sector != OF_BODY).map(|a| a.sector.to_owned());
        let inside = p.agents.iter().filter(|&&a| a != office).find_map(body).or_else(|| p.hits.iter().find_map(named));
        let owner = || {
            let o = &found.all[p.owner?];
            let id = self.cast.of(s.id, o.head).or_else(|| self.cast.of(s.id, o.last))?;
            let owner = &self.cast.actors[id];
            (owner.kind == Kind::Organisation).then(|| owner.codes.first()?.split('.').nth(1).map(str::to_owned)).flatten()
        };
        let behind = || {
            let of = (p.first..=p.last)
                .flat_map(|i| s.children(i))
                .find(|&k| k > p.last && s.base(k) == "nmod" && matches!(s.case(k).as_str(), "of" | "for"))?;
            let agents = (0..found.agents.len()).filter(|&a| found.agents[a].last == of);
            let hits = (0..found.hits.len()).filter(|&h| found.hits[h].first <= of && of <= found.hits[h].last);
            agents.into_iter().find_map(|a| body(&a).or_else(|| people(&a))).or_else(|| hits.into_iter().find_map(|h| named(&h)))
        };
        inside.or_else(owner).or_else(behind)
    }

    /// A spokeswoman of the army is military, one of the foreign ministry is government, a vice president of IBM in business.
    pub(crate) fn sector(&self, s: &Sent<'_>, p: &Phrase, own: &str) -> String {
        let text = self.agent_text(s, p).unwrap_or_default();
        let anybodys = self.lexicon.words.holds("offices_of_any_body", &text);
        // "the guerrilla delegation"
        if self.lexicon.words.holds("bodies_of_any_body", &text)
            && let [.., before, _] = p.agents.as_slice()
        {
            let before = self.phrases[s.id].agents[*before].agent;
            return if before.sector == OF_BODY { own } else { before.sector }.to_owned();
        }
        if let Some(sector) = (own == OF_BODY || anybodys).then(|| self.sector_of_body(s, p)).flatten() {
            return sector;
        }
        // "commander of the rebels' southern front"
        if self.lexicon.words.holds("armed_offices", &text)
            && let Some(sector) = self.sector_of_body(s, p).filter(|s| matches!(s.as_str(), "REB" | "PRM" | "UAF" | "COP"))
        {
            return sector;
        }
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

    pub(crate) fn gender(&mut self, s: &Sent<'_>, p: &Phrase, id: ActorId) {
        let female = (p.first..=p.last).find_map(|i| match s.lower(i) {
            w if w.ends_with("woman") || matches!(w, "mrs" | "mrs." | "ms" | "ms." | "queen" | "princess" | "actress") => Some(true),
            w if w.ends_with("spokesman") || matches!(w, "mr" | "mr." | "king" | "prince" | "chairman" | "businessman") => Some(false),
            _ => None,
        });
        self.cast.actors[id].female = self.cast.actors[id].female.or(female);
    }

    /// The words of the role: from the last country name to the name of the person.
    pub(crate) fn role_words(&self, s: &Sent<'_>, p: &Phrase, name: usize) -> Option<String> {
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
        let words = s.words_span(first, last).of(s.text);
        // "the acting Peruvian foreign minister": what qualifies the office stands before the country.
        let qualified = |i: &usize| self.lexicon.words.holds("role_qualifiers", s.lower(*i));
        Some(match (p.first..first).find(qualified) {
            Some(i) => format!("{} {words}", s.form(i)),
            None => words.to_owned(),
        })
    }

    /// Countries a phrase names: before its head, as its owner, after `of`, `from`, `in`.
    pub(crate) fn countries(&self, s: &Sent<'_>, p: &Phrase) -> Vec<String> {
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
        // "his EU counterparts" are the EU's, not his.
        let counterpart = |&a: &usize| self.lexicon.words.holds("counterparts", s.lower(self.phrases[s.id].agents[a].last));
        let of_others = !p.hits.is_empty() && p.agents.iter().any(counterpart);
        if let Some(id) = p
            .owner
            .filter(|_| !of_others)
            .map(|o| &self.phrases[s.id].all[o])
            .and_then(|o| self.cast.of(s.id, o.head).or_else(|| self.cast.of(s.id, o.last)))
        {
            let owner = &self.cast.actors[id];
            // "the African Union's envoy" is the organisation's.
            let body =
                owner.codes.iter().filter(|c| owner.countries.is_empty() && owner.kind == Kind::Organisation && !c.starts_with("UNK"));
            let codes: Vec<String> = body.map(|c| if c.starts_with("EUR") { "EUR".to_owned() } else { c.clone() }).collect();
            let countries = owner.countries.clone();
            add(&countries);
            add(&codes);
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

    pub(crate) fn countries_of(&self, name: Name) -> Vec<String> {
        let e = self.lexicon.actors.get(name.actor);
        match e.kind {
            ActorKind::Person => Vec::new(),
            ActorKind::Region | ActorKind::Group => e.members_on(self.day).into_iter().map(str::to_owned).collect(),
            _ => match country_of(e.code_on(self.day)) {
                Some(c) => vec![c],
                // "OPEC ministers" are the organisation's.
                None if e.code_on(self.day).contains('.') && !e.code_on(self.day).starts_with("EUR") => {
                    vec![e.code_on(self.day).to_owned()]
                }
                None => {
                    vec![e.code_on(self.day).split('.').next().unwrap_or("").to_owned()].into_iter().filter(|c| !c.is_empty()).collect()
                }
            },
        }
    }
}

/// Whether a phrase begins with a word that points back.
pub(crate) fn definite_article(s: &Sent<'_>, p: &Phrase) -> bool {
    matches!(s.lower(p.first), "the" | "this" | "that" | "these" | "those")
}

fn composed(head: Option<&str>, sector: &str, countries: &[String]) -> String {
    let head = head.unwrap_or("the office");
    if countries.is_empty() {
        format!("“{head}” is {sector}; no country in the phrase")
    } else {
        format!("“{head}” is {sector}, {} in the phrase", countries.join(" and "))
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
        // A clause that hangs on the last noun is cut off: "an adviser to companies *specialising in Russia*".
        let clause = s.children(k).filter(|&c| c > k && matches!(s.base(c), "acl" | "advcl")).map(|c| s.reach(c).0).min();
        let hi = clause.map_or(hi, |c| c.saturating_sub(1).max(k));
        if lo == last + 1 && hi < p.last + 9 && !(lo..=hi).any(|i| s.upos(i) == Upos::Verb || s.form(i) == ",") {
            last = hi;
        }
    }
    if last == p.last && p.last + 2 < s.len() && s.lower(p.last + 1) == "from" && s.proper(p.last + 2) {
        last = p.last + 2;
    }
    s.words_span(p.first, last).of(s.text).to_owned()
}
