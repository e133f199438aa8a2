//! Who is meant: from phrases to actors.
//!
//! Composition comes first: country, office and name in any order give a code without a lexicon entry for the person. Then
//! appositions and copulas, then coreference in the order of precision (names, role nouns, groups, pronouns), then what the article
//! as a whole lets one assume, then what earlier articles said.

use crate::article::Recall;
use crate::cast::{Cast, blank};
use crate::phrases::given_name;
use crate::phrases::{Phrase, Phrases, find};
use crate::rank::Evidence;
use crate::sent::Sent;
use crate::types::{Actor, ActorId, Form, Kind, ResolvedBy};
use crate::{coref, pronouns};
use chancery_lexicon::{ActorKind, Day, Lexicon, NameUse};
use chancery_syntax::tree::Upos;
use chancery_text::Part;

pub(crate) struct Resolver<'a> {
    pub lexicon: &'a Lexicon,
    pub day: Option<Day>,
    pub phrases: Vec<Phrases>,
    pub cast: Cast,
    /// Pronouns that wait for the subject after them: "During *her* visit, Merkel said".
    pub(crate) pending: Vec<(usize, usize)>,
    /// For each sentence, the numbers (several or one) of its subjects that are no actors: what "it" or "they" may mean as well.
    pub(crate) rivals: Vec<Vec<bool>>,
    /// What the article says around names that several bear.
    pub evidence: Evidence<'a>,
}

/// Resolve every phrase of an article published on `day`.
#[must_use]
pub fn resolve(sents: &[Sent<'_>], lexicon: &Lexicon, day: Option<Day>, recall: Option<&dyn Recall>) -> Cast {
    let mut phrases: Vec<Phrases> = sents.iter().map(|s| find(s, lexicon, day)).collect();
    let evidence = Evidence::gather(sents, &phrases, lexicon, day);
    evidence.settle(sents, &mut phrases);
    evidence.drop_foreign_acronyms(sents, &mut phrases);
    let mut r = Resolver {
        lexicon,
        day,
        phrases,
        cast: Cast::new(sents, lexicon),
        evidence,
        pending: Vec::new(),
        rivals: vec![Vec::new(); sents.len()],
    };
    for s in sents {
        for p in 0..r.phrases[s.id].all.len() {
            r.phrase(s, p);
        }
        pronouns::forward(&mut r, s);
        r.appositions(s);
        r.copulas(s);
        r.acronyms(s);
        r.rivals[s.id] = pronouns::rivals(&r, s);
    }
    if let Some(memory) = recall {
        crate::assume::remember(&mut r.cast, memory, day);
    }
    crate::assume::countries(&mut r.cast, lexicon, sents.len());
    r.cast
}

impl Resolver<'_> {
    fn phrase(&mut self, s: &Sent<'_>, number: usize) {
        let p = self.phrases[s.id].all[number].clone();
        self.modifiers(s, &p);
        if p.first == p.last && s.upos(p.first) == Upos::Pron {
            return pronouns::pronoun(self, s, p.first);
        }
        if self.named(s, &p)
            || self.states(s, &p)
            || coref::counted(self, s, &p)
            || self.company(s, &p)
            || self.described(s, &p)
            || self.unknown_name(s, &p)
        {
            return;
        }
        coref::role_noun(self, s, &p);
    }

    /// Names inside the phrase, each as a modifier of its head.
    fn modifiers(&mut self, s: &Sent<'_>, p: &Phrase) {
        for &h in &p.hits {
            let hit = self.phrases[s.id].hits[h].clone();
            let name = hit.names[0];
            let unsure = hit.choice.as_ref().is_some_and(|c| !c.sure);
            if unsure || matches!(self.lexicon.actors.get(name.actor).kind, ActorKind::Person) {
                continue;
            }
            if self.part_of_proper_name(s, p, &hit) {
                continue;
            }
            let id = self.cast.entry(self.lexicon, name.actor, self.day);
            let form = if matches!(name.usage, NameUse::Adjective | NameUse::People) { Form::Demonym } else { Form::Name };
            self.reason(id, name, hit.choice.clone());
            if hit.last == p.last && matches!(name.usage, NameUse::Place | NameUse::Capital) {
                self.cast.hint(s, (hit.first, hit.last), id);
            } else {
                self.cast.modifier(s, (hit.first, hit.last), id, form);
            }
        }
    }

    /// "American Home Products", "Georgia Gulf Corp": a state's name that begins or fills the name of a firm names the firm, not the state.
    fn part_of_proper_name(&self, s: &Sent<'_>, p: &Phrase, hit: &crate::phrases::Hit) -> bool {
        let found = &self.phrases[s.id];
        let state = matches!(self.lexicon.actors.get(hit.names[0].actor).kind, ActorKind::State | ActorKind::Group | ActorKind::Region);
        if !state {
            return false;
        }
        if self.firm(s, p).is_some_and(|first| first <= hit.first) {
            return true;
        }
        if s.form(hit.last).ends_with('.') || s.part == Part::Headline {
            return false;
        }
        let listed = |i: usize| {
            let name = found.hits.iter().any(|h| h.first <= i && i <= h.last);
            name || found.agents.iter().any(|a| a.first <= i && i <= a.last) || given_name(self.lexicon, s.lower(i)).is_some()
        };
        let capital = |i: usize| s.proper(i) && s.form(i).starts_with(char::is_uppercase) && !s.form(i).ends_with('.');
        let behind = hit.last < p.last && (hit.last + 1..=p.last).all(|i| capital(i) && !listed(i)) && hit.first == p.first;
        behind && s.part == Part::Body || self.ends_a_name(s, p, hit)
    }

    /// "Telekom Austria", "Statistics Canada": a state's name at the end of another's.
    pub(crate) fn ends_a_name(&self, s: &Sent<'_>, p: &Phrase, hit: &crate::phrases::Hit) -> bool {
        let state = self.lexicon.actors.get(hit.names[0].actor).kind == ActorKind::State
            && matches!(hit.names[0].usage, NameUse::Proper | NameUse::Capital);
        if !state || hit.last != p.last || hit.first == p.first || s.part == Part::Headline {
            return false;
        }
        let i = hit.first - 1;
        let found = &self.phrases[s.id];
        let listed = found.hits.iter().any(|h| h.last == i) || found.agents.iter().any(|a| a.last == i);
        let tied = s.head(i) == Some(hit.first) && s.base(i) == "compound" || s.head(hit.first) == Some(i) && s.base(hit.first) == "flat";
        let word =
            s.upos(i) == Upos::Propn && s.form(i).starts_with(char::is_uppercase) && s.form(i).chars().skip(1).all(char::is_lowercase);
        !listed && tied && word && s.form(i).len() > 3
    }

    /// "Central Asian countries", "the Gulf states": the members of the region named before.
    fn states(&mut self, s: &Sent<'_>, p: &Phrase) -> bool {
        if !self.lexicon.words.holds("state_nouns", s.lemma(p.last)) {
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

    /// "Roman Skomorokhov, a Russian journalist": the description says who the name is.
    fn appositions(&mut self, s: &Sent<'_>) {
        for i in (0..s.len()).filter(|&i| s.base(i) == "appos") {
            let Some(h) = s.head(i) else { continue };
            self.same(s, h, i, ResolvedBy::Apposition);
            // "The foreign minister of Peru, Ana Rojas": hung on the country, meant for the minister.
            if let Some(up) = s.head(h).filter(|_| s.base(h) == "nmod" && s.case(h) == "of") {
                self.same(s, up, i, ResolvedBy::Apposition);
            }
        }
    }

    /// "Ruiz is the Peruvian foreign minister"; "Ruiz, who as Peru's envoy …".
    fn copulas(&mut self, s: &Sent<'_>) {
        for i in 0..s.len() {
            let present = s.child(i, "cop").is_some_and(|c| matches!(s.lower(c), "is" | "are"));
            let plain = !s.children(i).any(|k| s.base(k) == "aux" || matches!(s.lower(k), "not" | "n't" | "no" | "never"));
            if present
                && plain
                && let Some(subject) = s.child(i, "nsubj").filter(|&k| k < i)
            {
                self.same(s, subject, i, ResolvedBy::Apposition);
            }
            if s.base(i) == "obl"
                && s.case(i) == "as"
                && let Some(subject) = s.head(i).filter(|&v| s.child(v, "obj").is_none()).and_then(|v| s.child(v, "nsubj"))
            {
                self.same(s, subject, i, ResolvedBy::Apposition);
            }
        }
    }

    /// Two phrases of one sentence mean the same where one is a name and the other a description of one person or body.
    fn same(&mut self, s: &Sent<'_>, first: usize, second: usize, by: ResolvedBy) {
        let Some((a, b)) = self.cast.phrase_of(s.id, first).zip(self.cast.phrase_of(s.id, second)) else { return };
        let describes =
            |x: &Actor| matches!(x.kind, Kind::Office | Kind::Organisation) && x.entry.is_none() && x.resolved_by == ResolvedBy::Composed;
        let named = |x: &Actor| x.kind == Kind::Person || (x.entry.is_some() && x.kind == Kind::Organisation);
        // A name of which nothing says that it is a person's may be a body's.
        let unknown = |x: &Actor| x.kind == Kind::Person && x.entry.is_none() && x.female.is_none() && x.codes.is_empty();
        let fits = |x: &Actor, y: &Actor| (x.kind == Kind::Organisation) == (y.kind == Kind::Organisation) || unknown(x) || unknown(y);
        let (x, y) = (&self.cast.actors[a], &self.cast.actors[b]);
        if describes(y) && named(x) && fits(x, y) {
            self.cast.merge(a, b, by);
        } else if describes(x) && named(y) && fits(x, y) {
            self.cast.merge(b, a, by);
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
            let Some(id) = acronym.then(|| self.spelled_out(s, i - 1, short)).flatten() else { continue };
            if !self.cast.actors[id].aliases.iter().any(|a| a == short) {
                self.cast.actors[id].aliases.push(short.to_owned());
            }
            self.cast.rekey(&format!("name {short}"), id);
            self.cast.mention(s, (i + 1, i + 1), i + 1, id, Form::Acronym, "acronym");
        }
    }

    /// The actor whose name ends at a word and is shortened to the acronym.
    fn spelled_out(&mut self, s: &Sent<'_>, end: usize, short: &str) -> Option<ActorId> {
        let list = coref::listed_states(self, s, end);
        if list.len() > 2 {
            return Some(self.group(short, &list));
        }
        let before = self.cast.of(s.id, end);
        if let Some(first) = initials(s, end, short) {
            let whole = before.filter(|&id| self.cast.of(s.id, first) == Some(id) && self.cast.actors[id].kind != Kind::Place);
            return Some(whole.unwrap_or_else(|| {
                let name = s.words_span(first, end).of(s.text).to_owned();
                let id = self.cast.get_or(&format!("name {name}"), || Actor { name, kind: Kind::Organisation, ..blank() });
                self.cast.mention(s, (first, end), end, id, Form::Name, "name");
                id
            }));
        }
        before.filter(|&id| {
            let a = &self.cast.actors[id];
            a.aliases.iter().any(|x| x == short) || (a.entry.is_some() && a.kind == Kind::Organisation)
        })
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

/// The first of the capitalised words up to `end` whose initials make the acronym, small words aside.
fn initials(s: &Sent<'_>, end: usize, short: &str) -> Option<usize> {
    let mut at = end + 1;
    for letter in short.chars().rev() {
        loop {
            at = at.checked_sub(1)?;
            let first = s.form(at).chars().next()?;
            if first.is_uppercase() {
                if !first.eq_ignore_ascii_case(&letter) {
                    return None;
                }
                break;
            }
            if !matches!(s.upos(at), Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part) {
                return None;
            }
        }
    }
    Some(at)
}
