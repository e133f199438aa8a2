//! The pattern matcher: cheap look-up by trigger word, then conditions on logical slots.

use crate::cast::Cast;
use crate::sent::Sent;
use crate::slots;
use crate::types::{Actor, ActorId, Kind};
use chancery_lexicon::{Condition, Lexicon, Pattern, Slot, Term, Trigger, TriggerKind};
use chancery_syntax::tree::Upos;

/// A pattern that fired.
#[derive(Debug, Clone)]
pub struct Match<'l> {
    /// The pattern.
    pub pattern: &'l Pattern,
    /// The trigger in it.
    pub trigger: &'l Trigger,
    /// The trigger word.
    pub word: usize,
    /// Who did it.
    pub source: Vec<ActorId>,
    /// To whom.
    pub target: Vec<ActorId>,
    /// The words that were taken as source, in step with `source`; none for a source nobody knows.
    pub source_words: Vec<usize>,
    /// The words that were taken as target, in step with `target`.
    pub target_words: Vec<usize>,
}

/// What matching looks at.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a, 't> {
    /// The sentence.
    pub s: &'a Sent<'t>,
    /// Who is who.
    pub cast: &'a Cast,
    /// Words and patterns.
    pub lexicon: &'a Lexicon,
    /// Words that stand for actors whether or not anybody knows them: the marked pair of `relate`.
    pub marked: &'a [usize],
}

/// The set of verbs that only say that what their object names is done.
pub(crate) const PERFORMING: &str = "performing";
/// Where whom an act concerns usually stands, beside the slots a pattern names.
const USUAL_OF_VERB: &[&str] = &[
    "obj",
    "iobj",
    "against",
    "to",
    "with",
    "on",
    "from",
    "for",
    "over",
    "towards",
    "toward",
    "into",
    "at",
    "xcomp.obj",
    "xcomp.to",
    "xcomp.with",
    "obj.acl.obj",
    "obj.acl.on",
    "obj.acl.by",
    "obj.acl.against",
    "obj.acl.from",
];
const USUAL_OF_NOUN: &[&str] =
    &["against", "of", "to", "with", "on", "from", "for", "over", "towards", "toward", "into", "by", "acl.by", "acl.on", "acl.against"];

/// Why a pattern whose trigger word is there did not fire.
pub type Near<'l> = (&'l Pattern, usize, String);

impl Scene<'_, '_> {
    /// The best match at a word; patterns that nearly fired go to `near` where it is given.
    #[must_use]
    pub fn at<'l>(&self, lexicon: &'l Lexicon, word: usize, mut near: Option<&mut Vec<Near<'l>>>) -> Option<Match<'l>> {
        let kind = match self.s.upos(word) {
            Upos::Verb => TriggerKind::Verb,
            // The two taggers disagree: "plans/NOUN/VBZ" with a subject is a verb.
            Upos::Noun | Upos::Propn | Upos::Adj if self.s.word(word).xpos.starts_with("VB") && self.s.child(word, "nsubj").is_some() => {
                TriggerKind::Verb
            }
            Upos::Noun | Upos::Propn => TriggerKind::Noun,
            Upos::Adj => TriggerKind::Adj,
            _ => return None,
        };
        let lower = self.s.lemma(word).to_lowercase();
        let mut best: Option<(i32, usize, Match<'l>)> = None;
        for &(p, t) in lexicon.patterns.of(kind, &lower) {
            let pattern = &lexicon.patterns.all()[p as usize];
            let trigger = &pattern.triggers[t as usize];
            match self.fire(pattern, trigger, word) {
                Ok(found) => {
                    let rank = (pattern.priority, trigger.conditions.len() + usize::from(trigger.particle.is_some()));
                    if best.as_ref().is_none_or(|b| rank > (b.0, b.1)) {
                        best = Some((rank.0, rank.1, found));
                    }
                }
                Err(why) => {
                    if let Some(near) = near.as_deref_mut() {
                        near.push((pattern, word, why));
                    }
                }
            }
        }
        best.map(|b| b.2)
    }

    fn fire<'l>(&self, pattern: &'l Pattern, trigger: &'l Trigger, word: usize) -> Result<Match<'l>, String> {
        if let Some(particle) = trigger.particle.as_ref().filter(|_| !self.particle(trigger, word)) {
            return Err(format!("no particle `{particle}`"));
        }
        // "called off the strike" calls none.
        if trigger.particle.is_none() && self.s.children(word).any(|k| self.s.rel(k) == "compound:prt" && self.s.lower(k) == "off") {
            return Err("`off` turns its meaning".to_owned());
        }
        for c in trigger.conditions.iter().chain(&pattern.needs).filter(|c| c.slot.0 != ["source"] && c.slot.0 != ["target"]) {
            if !self.holds(c, word) {
                return Err(format!("`{}` does not hold {}", c.slot.0.join("."), terms(c)));
            }
        }
        if let Some(c) = pattern.unless.iter().find(|c| self.holds(c, word)) {
            return Err(format!("`{}` holds {}", c.slot.0.join("."), terms(c)));
        }
        self.cast_roles(pattern, trigger, word)
    }

    /// Whether the trigger's particle stands by the word; true where it has none.
    #[must_use]
    pub fn particle(&self, trigger: &Trigger, word: usize) -> bool {
        let Some(particle) = &trigger.particle else { return true };
        let hangs = |k: usize| matches!(self.s.base(k), "compound" | "advmod" | "obl" | "case") && self.s.lower(k) == particle;
        self.s.children(word).any(hangs) || (word + 1 < self.s.len() && self.s.lower(word + 1) == particle)
    }

    fn cast_roles<'l>(&self, pattern: &'l Pattern, trigger: &'l Trigger, word: usize) -> Result<Match<'l>, String> {
        let default = default_source(trigger.kind);
        let slots = if pattern.source.is_empty() { &default } else { &pattern.source };
        let (mut source, mut words) = self.actors(slots, word, &[], false);
        if source.is_empty() && trigger.kind == TriggerKind::Noun {
            (source, words) = self.performer(word);
        }
        let mut but = source.clone();
        if self.lexicon.ontology.of(pattern.gives.event).is_some_and(|k| k.moves_own) {
            but.extend(self.nameless_forces());
            but.extend(self.own_people());
        }
        let (mut target, mut target_words) = self.actors(&pattern.target, word, &but, true);
        if target.is_empty() && !pattern.target.is_empty() && !pattern.reciprocal {
            (target, target_words) = self.concerned(word, trigger.kind, &but);
        }
        if pattern.reciprocal && target.is_empty() && source.len() > 1 {
            target = source.split_off(1);
            target_words = words.split_off(1);
        }
        if pattern.reciprocal && target.is_empty() && trigger.kind == TriggerKind::Noun {
            // "Xi held the China-ASEAN summit": who held it is one side, the named parties the other.
            let (holder, holder_words) = self.actors(&[Slot(vec!["verb.subj".to_owned()])], word, &source, false);
            if !holder.is_empty() {
                target_words = std::mem::take(&mut words);
                target = std::mem::replace(&mut source, holder);
                words = holder_words;
            }
        }
        if target.is_empty() && (pattern.needs_target || (pattern.gives.event.quad() == 4 && !source.is_empty())) {
            // "suspended aid deliveries in Borno": where nobody else is named, it is done to those of the place.
            (target, target_words) = self.named(&self.where_it_is(word), &source, true, word);
        }
        if source.is_empty() && pattern.needs_source {
            return Err("no codable source".to_owned());
        }
        if target.is_empty() && pattern.needs_target {
            return Err("no codable target".to_owned());
        }
        // Unplaced actors alone, on one side only, are nobody in particular.
        let placed = |ids: &[ActorId]| {
            ids.iter().any(|&a| {
                let actor = &self.cast.actors[a];
                !actor.countries.is_empty() || actor.codes.iter().any(|c| !c.starts_with("UNK") || acts_anywhere(c))
            })
        };
        if (source.is_empty() || target.is_empty()) && !placed(&source) && !placed(&target) && !self.placed_by_words(pattern, word) {
            return Err("no actor with a country".to_owned());
        }
        if source.is_empty() && target.is_empty() {
            return Err("no codable actor".to_owned());
        }
        if source.is_empty() {
            source = self.unknown(slots, word, &target);
        }
        Ok(Match { pattern, trigger, word, source, target, source_words: words, target_words })
    }

    /// The actors of the first slot that holds any; failing that, the actors inside what fills the slots.
    fn actors(&self, slots: &[Slot], word: usize, but: &[ActorId], target: bool) -> (Vec<ActorId>, Vec<usize>) {
        for inside in [false, true] {
            for slot in slots {
                let fillers = slots::fill(self.s, word, slot);
                let words = if inside { fillers.iter().flat_map(|&w| slots::within(self.s, w, target)).collect() } else { fillers };
                let mut found = self.named(&words, but, target, word);
                if target && slot.0.last().is_some_and(|step| step == "poss") {
                    found = found.0.into_iter().zip(found.1).filter(|f| !self.same_government(f.0, but)).unzip();
                }
                if !found.0.is_empty() {
                    return found;
                }
            }
        }
        (Vec::new(), Vec::new())
    }

    /// A person of whom nothing but the name is known, where nobody else did it: an event is not read for their sake, but is theirs.
    fn unknown(&self, slots: &[Slot], word: usize, but: &[ActorId]) -> Vec<ActorId> {
        let person = |&id: &ActorId| self.cast.actors[id].kind == Kind::Person && !but.contains(&id);
        let named = |slot: &Slot| -> Vec<ActorId> {
            let fillers = slots::fill(self.s, word, slot);
            fillers.into_iter().filter(|&w| w != word).flat_map(|w| self.cast.all_of(self.s.id, w)).filter(person).collect()
        };
        slots.iter().map(named).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// "Workers at a mine in Peru went on strike": of what is done to somebody, the place says whose country it is in.
    fn placed_by_words(&self, pattern: &Pattern, word: usize) -> bool {
        let there = |w: usize| self.cast.all_of(self.s.id, w).iter().any(|&a| !self.cast.actors[a].countries.is_empty());
        let local = |w: usize| matches!(self.s.case(w).as_str(), "in" | "at" | "near" | "across") && self.s.under(w, word);
        pattern.gives.event.quad() == 4 && pattern.priority >= -1 && (0..self.s.len()).any(|w| local(w) && there(w))
    }

    /// Who performs what a noun names, where its verb only says that it is done: "announced a suspension of aid".
    fn performer(&self, word: usize) -> (Vec<ActorId>, Vec<usize>) {
        let verb = slots::governing_verb(self.s, word).filter(|&v| self.lexicon.words.holds(PERFORMING, self.s.lemma(v)));
        verb.map(|v| self.named(&slots::subjects(self.s, v, 0), &[], false, word)).unwrap_or_default()
    }

    /// Whom an act concerns where none of the pattern's own slots says so: somebody coded behind one of the usual roles.
    fn concerned(&self, word: usize, kind: TriggerKind, but: &[ActorId]) -> (Vec<ActorId>, Vec<usize>) {
        let usual = if kind == TriggerKind::Verb { USUAL_OF_VERB } else { USUAL_OF_NOUN };
        let slots: Vec<Slot> = usual.iter().map(|n| Slot(n.split('.').map(str::to_owned).collect())).collect();
        let (found, words) = self.actors(&slots, word, but, true);
        let placed = |a: &Actor| !a.countries.is_empty() || a.kind == Kind::Person || a.codes.iter().any(|c| acts_anywhere(c));
        let kept = |a: &ActorId| placed(&self.cast.actors[*a]) && self.cast.actors[*a].kind != Kind::Place;
        found.into_iter().zip(words).filter(|(a, _)| kept(a)).unzip()
    }

    /// Armed actors of no country: "the troops" that somebody sends are its own, not its target.
    fn nameless_forces(&self) -> Vec<ActorId> {
        let armed = |a: &Actor| {
            a.countries.is_empty()
                && a.codes.iter().any(|c| matches!(c.as_str(), "UNK.MIL" | "UNK.COP" | "UNK.PRM" | "UNK.UAF" | "UNK.SPY"))
        };
        self.cast.actors.iter().enumerate().filter(|(_, a)| armed(a)).map(|(i, _)| i).collect()
    }

    /// "its troops", "their men": what the one who acts has at its command.
    fn own_people(&self) -> Vec<ActorId> {
        let own = |k: usize| self.s.rel(k) == "nmod:poss" && self.s.upos(k) == Upos::Pron;
        let commanded = |&id: &ActorId| !matches!(self.cast.actors[id].kind, Kind::Person | Kind::State);
        let words = (0..self.s.len()).filter(|&w| self.s.children(w).any(own));
        words.flat_map(|w| self.cast.all_of(self.s.id, w)).filter(commanded).collect()
    }

    /// Whether an actor is but the government or state of one that acts: "the minister reiterated the government's support".
    fn same_government(&self, id: ActorId, others: &[ActorId]) -> bool {
        let public = |a: &Actor| !a.countries.is_empty() && a.codes.iter().any(|c| c.len() == 3 || c.ends_with(".GOV"));
        let a = &self.cast.actors[id];
        let same = |&o: &ActorId| public(&self.cast.actors[o]) && self.cast.actors[o].countries == a.countries;
        a.kind != Kind::Person && public(a) && others.iter().any(same)
    }

    /// Places behind a local preposition under a predicate or its object.
    fn where_it_is(&self, word: usize) -> Vec<usize> {
        let slot = |name: &str| slots::fill(self.s, word, &Slot(vec![name.to_owned()]));
        ["in", "across", "inside", "throughout"].into_iter().flat_map(slot).collect()
    }

    fn named(&self, fillers: &[usize], but: &[ActorId], target: bool, word: usize) -> (Vec<ActorId>, Vec<usize>) {
        let (mut out, mut words) = (Vec::new(), Vec::new());
        for &w in fillers.iter().filter(|&&w| w != word) {
            for id in self.cast.all_of(self.s.id, w) {
                let a = &self.cast.actors[id];
                // Somebody named but unknown may be acted on; who acts must be known.
                let known = a.coded() || (target && a.kind != Kind::Place);
                if known && (target || a.kind != Kind::Place) && !but.contains(&id) && !out.contains(&id) {
                    out.push(id);
                    words.push(w);
                }
            }
        }
        (out, words)
    }

    /// Whether a condition holds of a predicate.
    #[must_use]
    pub fn holds(&self, c: &Condition, word: usize) -> bool {
        let fillers = slots::fill(self.s, word, &c.slot);
        c.terms.iter().any(|t| match t {
            Term::Empty => fillers.is_empty(),
            _ => fillers.iter().any(|&w| self.is(t, w)),
        })
    }

    fn is(&self, term: &Term, w: usize) -> bool {
        match term {
            Term::Lemma(lemma) => self.lemma_is(w, |l| l == lemma),
            Term::Set(set) => self.lemma_is(w, |l| self.lexicon.words.holds(set, l)),
            Term::Class(class) => self.class(class, w),
            Term::Empty => false,
        }
    }

    /// The word's lemma, or the two-word term it ends: "peace talks".
    fn lemma_is(&self, w: usize, test: impl Fn(&str) -> bool) -> bool {
        let lemma = self.s.lemma(w).to_lowercase();
        if test(&lemma) || test(self.s.lower(w)) {
            return true;
        }
        // "cease-fire", cut at its hyphen
        if w > 1 && self.s.form(w - 1) == "-" && test(&format!("{}-{lemma}", self.s.lower(w - 2))) {
            return true;
        }
        let mut before = self.s.children(w).filter(|&k| k < w && matches!(self.s.base(k), "compound" | "amod"));
        before.any(|k| test(&format!("{} {lemma}", self.s.lower(k))) || test(&format!("{} {lemma}", self.s.lemma(k))))
    }

    fn class(&self, class: &str, w: usize) -> bool {
        let actor = self.cast.of(self.s.id, w).map(|id| &self.cast.actors[id]);
        match class {
            "any" => true,
            "actor" | "state" if self.marked.contains(&w) => true,
            "actor" => actor.is_some_and(|a| a.coded()),
            "state" => actor.is_some_and(|a| {
                matches!(a.kind, Kind::State | Kind::Group) || a.codes.iter().any(|c| c.len() == 3 || c.ends_with(".GOV"))
            }),
            "person" => actor.is_some_and(|a| matches!(a.kind, Kind::Person | Kind::Office)),
            "official" => {
                let acts = |c: &String| acts_anywhere(c) || matches!(c.split('.').next(), Some("IGO" | "UNO" | "EUR" | "NGO"));
                self.class("state", w) || actor.is_some_and(|a| a.codes.iter().any(acts))
            }
            "politician" => actor.is_some_and(|a| {
                a.kind == Kind::Person && a.codes.iter().any(|c| matches!(c.split('.').nth(1), Some("GOV" | "PTY" | "LEG" | "OPP" | "ELI")))
            }),
            "party" => actor.is_some_and(|a| a.codes.iter().any(|c| c.ends_with(".PTY") || c.ends_with(".OPP"))),
            "press" => actor.is_some_and(|a| a.codes.iter().any(|c| c.contains(".JRN"))),
            "business" => actor.is_some_and(|a| a.codes.iter().any(|c| c.ends_with(".BUS") || c.starts_with("MNC"))),
            "people" => {
                actor.is_some_and(|a| matches!(a.kind, Kind::Person | Kind::Office | Kind::People))
                    || self.lemma_is(w, |l| {
                        self.lexicon.words.holds("people", l) || matches!(l, "people" | "person" | "man" | "woman" | "child" | "civilian")
                    })
            }
            "place" => actor.is_some_and(|a| matches!(a.kind, Kind::Place | Kind::State | Kind::Group)),
            "money" => {
                matches!(self.s.word(w).xpos, "$")
                    || self.lemma_is(w, |l| self.lexicon.words.holds("money", l))
                    || self.s.children(w).any(|k| self.s.word(k).xpos == "$")
            }
            "number" => self.s.upos(w) == Upos::Num || self.s.children(w).any(|k| self.s.base(k) == "nummod"),
            _ => false,
        }
    }
}

/// Whether a code without a country is still that of somebody who acts in politics: troops, courts, rebels.
fn acts_anywhere(code: &str) -> bool {
    matches!(code.split('.').nth(1), Some("GOV" | "MIL" | "COP" | "JUD" | "LEG" | "REB" | "OPP" | "PTY" | "SPY" | "PRM" | "UAF" | "PRE"))
}

/// Where the source is looked for when a pattern does not say.
#[must_use]
pub fn default_source(kind: TriggerKind) -> Vec<Slot> {
    let names: &[&str] = if kind == TriggerKind::Noun { &["by", "poss", "comp", "verb.subj"] } else { &["subj"] };
    names.iter().map(|n| Slot(vec![(*n).to_owned()])).collect()
}

fn terms(c: &Condition) -> String {
    let shown: Vec<String> = c
        .terms
        .iter()
        .map(|t| match t {
            Term::Lemma(l) => l.clone(),
            Term::Set(s) => format!("${s}"),
            Term::Class(k) => format!("@{k}"),
            Term::Empty => "-".to_owned(),
        })
        .collect();
    shown.join("|")
}
