//! Pronouns: who is meant, or nobody where the words do not say.
//!
//! The search goes up the tree from the pronoun, clause by clause, past each clause's subject (Hobbs 1978), then through the words before it,
//! then to the subjects of earlier sentences. A noun that is no actor but could be meant as well ends it: an unresolved pronoun costs a link, a wrong
//! one makes somebody do what another did.

use crate::cast::{Recent, blank};
use crate::resolve::Resolver;
use crate::sent::Sent;
use crate::types::{Actor, ActorId, Form, Kind, ResolvedBy};
use chancery_syntax::tree::Upos;

/// How many sentences back "he" and "she" look.
const PERSONS_BACK: usize = 3;
/// No chain of clauses in real text is deeper.
const DEPTH: usize = 12;

/// What a pronoun stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// One person, a woman where true.
    Person(bool),
    /// A state or body.
    Thing,
    /// Several.
    Several,
}

/// What stands at a word, as a pronoun sees it.
enum Seen {
    Actor(ActorId),
    /// Something else that the pronoun may mean.
    Rival,
    /// Nothing the pronoun may mean.
    Other,
}

/// Resolve pronouns that waited for their subject.
pub(crate) fn forward(r: &mut Resolver<'_>, s: &Sent<'_>) {
    for (i, subject) in std::mem::take(&mut r.pending) {
        if let Some(id) = r.cast.of(s.id, subject).filter(|&id| person(&r.cast.actors[id])) {
            r.cast.mention(s, (i, i), i, id, Form::Pronoun, "pronoun before its noun");
        }
    }
}

/// The subject a fronted phrase's pronoun points forward to.
fn forward_subject(s: &Sent<'_>, i: usize) -> Option<usize> {
    let mut at = i;
    for _ in 0..6 {
        let h = s.head(at)?;
        if h > i && matches!(s.base(at), "obl" | "advcl") {
            return s.children(h).find(|&k| s.base(k) == "nsubj" && k > i && s.upos(k) != Upos::Pron);
        }
        at = h;
    }
    None
}

/// Resolve the pronoun at word `i`, where the words say whom it means.
pub(crate) fn pronoun(r: &mut Resolver<'_>, s: &Sent<'_>, i: usize) {
    if let Some(subject) = forward_subject(s, i).filter(|_| matches!(s.lower(i), "his" | "her" | "he" | "she")) {
        r.pending.push((i, subject));
        return;
    }
    let found = match s.lower(i) {
        "he" | "him" | "his" | "himself" => find(r, s, i, Of::Person(false)),
        "she" | "her" | "hers" | "herself" => find(r, s, i, Of::Person(true)),
        "they" | "them" | "their" | "theirs" | "themselves" => find(r, s, i, Of::Several),
        "it" | "its" | "itself" if s.rel(i) != "expl" && !impersonal(s, i) => speaker_before(r, s, i).or_else(|| find(r, s, i, Of::Thing)),
        "who" | "which" | "whom" => antecedent(r, s, i),
        _ => None,
    };
    let Some(id) = found else { return };
    match s.lower(i) {
        "he" => r.cast.actors[id].female = Some(false),
        "she" => r.cast.actors[id].female = Some(true),
        "it" | "its" if r.cast.actors[id].kind == Kind::Person => r.cast.actors[id].kind = Kind::Organisation,
        _ => {}
    }
    r.cast.mention(s, (i, i), i, id, Form::Pronoun, "pronoun");
}

fn find(r: &mut Resolver<'_>, s: &Sent<'_>, i: usize, of: Of) -> Option<ActorId> {
    match above(r, s, i, of) {
        Seen::Actor(id) => Some(id),
        Seen::Rival => None,
        Seen::Other => match beside(r, s, i, of) {
            Seen::Actor(id) => Some(id),
            Seen::Rival => None,
            Seen::Other => before(r, s, i, of),
        },
    }
}

/// The first subject up the tree that the pronoun may mean. "The US criticised Japan and said that its budget …" leaves open whose.
fn above(r: &mut Resolver<'_>, s: &Sent<'_>, i: usize, of: Of) -> Seen {
    let (mut at, mut reported) = (i, false);
    for _ in 0..DEPTH {
        let Some(h) = s.head(at) else { break };
        let subjects: Vec<usize> = s.children(h).filter(|&k| s.base(k) == "nsubj" && k != at && k < i && !bound(s, k, i)).collect();
        for k in subjects.into_iter().rev() {
            match seen(r, s, (k, i), of) {
                Seen::Actor(id) if quotes_itself(r, s, id, i) => {}
                Seen::Other => {}
                Seen::Actor(id) if reported && of == Of::Thing && others(r, s, id, (k, i)) => return Seen::Rival,
                found => return found,
            }
        }
        reported |= s.base(at) == "ccomp" && s.rel(i) == "nmod:poss";
        if s.base(at) == "conj" && s.nominal(h) && h < at {
            match seen(r, s, (h, i), of) {
                Seen::Other => {}
                found => return found,
            }
        }
        at = h;
    }
    Seen::Other
}

/// Whether another state or body is named between a subject and the pronoun.
fn others(r: &Resolver<'_>, s: &Sent<'_>, id: ActorId, (k, i): (usize, usize)) -> bool {
    let between = |w: usize| r.cast.of(s.id, w).filter(|&o| o != id && fits(&r.cast.actors[o], Of::Thing) && r.cast.actors[o].coded());
    (k + 1..i).any(|w| between(w).is_some())
}

/// The nearest noun before the pronoun that it may mean.
fn beside(r: &mut Resolver<'_>, s: &Sent<'_>, i: usize, of: Of) -> Seen {
    for k in (0..i).rev() {
        let inner = matches!(s.base(k), "compound" | "flat" | "amod" | "nummod" | "det" | "case" | "cc" | "punct");
        if inner || bound(s, k, i) || s.under(i, k) {
            continue;
        }
        match seen(r, s, (k, i), of) {
            Seen::Actor(id) if quotes_itself(r, s, id, i) => {}
            Seen::Other => {}
            found => return found,
        }
    }
    Seen::Other
}

/// Earlier sentences, the nearest first: who speaks or is the subject there. Of persons also who is merely named.
fn before(r: &Resolver<'_>, s: &Sent<'_>, i: usize, of: Of) -> Option<ActorId> {
    let far = if matches!(of, Of::Person(_)) { PERSONS_BACK } else { 1 };
    for back in 1..=far.min(s.id) {
        let here: Vec<&Recent> = r.cast.recent.iter().filter(|m| m.sentence == s.id - back).collect();
        let may = |m: &&&Recent| fits(&r.cast.actors[r.cast.final_id(m.actor)], of) && !quotes_itself(r, s, r.cast.final_id(m.actor), i);
        let ranked = |rank: u8| here.iter().filter(|m| m.rank == rank).find(may);
        let any = || here.iter().rfind(may).filter(|_| matches!(of, Of::Person(_)));
        let found = ranked(2).or_else(|| ranked(1)).or_else(any);
        if let Some(m) = found {
            let id = r.cast.final_id(m.actor);
            return (matches!(of, Of::Person(_)) || clear(r, s, id, i, of)).then_some(id);
        }
        if r.rivals[s.id - back].contains(&(of == Of::Several)) {
            return None;
        }
    }
    None
}

/// Whether nobody and nothing else in the sentence before could be meant by "it" or "they".
fn clear(r: &Resolver<'_>, s: &Sent<'_>, id: ActorId, i: usize, of: Of) -> bool {
    let others = r.cast.recent.iter().filter(|m| m.sentence + 1 == s.id && m.rank > 0).map(|m| r.cast.final_id(m.actor));
    let alone = others.into_iter().filter(|&o| fits(&r.cast.actors[o], of)).all(|o| o == id);
    let subject = s.base(i) == "nsubj" || s.rel(i) == "nmod:poss" && s.head(i).is_some_and(|h| s.base(h) == "nsubj");
    alone && subject && !r.rivals[s.id - 1].contains(&(of == Of::Several))
}

/// What the pronoun at `i` sees at word `k`.
fn seen(r: &mut Resolver<'_>, s: &Sent<'_>, (k, i): (usize, usize), of: Of) -> Seen {
    // Of "Peru and its allies" the allies are Peru's.
    let joined = s.children(k).any(|c| s.rel(c) == "conj" && s.nominal(c) && !s.under(i, c));
    if joined && of != Of::Several && !matches!(of, Of::Person(_)) {
        return Seen::Other;
    }
    if joined && of == Of::Several {
        // Objects and owners would make them the target of what they do themselves.
        let they = s.base(i) == "nsubj";
        return they.then(|| pair(r, s, k)).flatten().map_or(Seen::Rival, Seen::Actor);
    }
    if let Some(id) = r.cast.phrase_of(s.id, k) {
        let actor = &r.cast.actors[id];
        // "Lima will spend its profits": what bears a town's name and acts is no town.
        let place = actor.kind == Kind::Place && of == Of::Thing && s.base(k) == "nsubj";
        return if fits(actor, of) {
            Seen::Actor(id)
        } else if place {
            Seen::Rival
        } else {
            Seen::Other
        };
    }
    let rival = match of {
        // Somebody with a name, whoever it is.
        Of::Person(_) => s.proper(k) && s.base(k) == "nsubj",
        Of::Thing | Of::Several => rival(s, k, of == Of::Several),
    };
    if rival { Seen::Rival } else { Seen::Other }
}

/// Whether a word that is no actor is a noun of that number.
fn rival(s: &Sent<'_>, k: usize, several: bool) -> bool {
    let tag = s.word(k).xpos;
    if several { matches!(tag, "NNS" | "NNPS") } else { matches!(tag, "NN" | "NNP") && !crate::times::names_days(s.lower(k)) }
}

/// Numbers (several or one) of the subjects of a sentence that are no actors, and of pronouns left open.
pub(crate) fn rivals(r: &Resolver<'_>, s: &Sent<'_>) -> Vec<bool> {
    let open = |k: usize| r.cast.phrase_of(s.id, k).is_none() && s.base(k) == "nsubj";
    let number = |k: usize| match s.lower(k) {
        "they" => Some(true),
        "it" => (s.rel(k) != "expl" && !impersonal(s, k)).then_some(false),
        _ => [true, false].into_iter().find(|&several| rival(s, k, several)),
    };
    let mut out: Vec<bool> = (0..s.len()).filter(|&k| open(k)).filter_map(number).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// "Brazil and Colombia … their": the states joined as one group.
fn pair(r: &mut Resolver<'_>, s: &Sent<'_>, k: usize) -> Option<ActorId> {
    let members: Vec<usize> = std::iter::once(k).chain(s.children(k).filter(|&c| s.rel(c) == "conj" && s.nominal(c))).collect();
    let mut countries: Vec<String> = Vec::new();
    for &m in &members {
        let a = r.cast.phrase_of(s.id, m).map(|id| &r.cast.actors[id]).filter(|a| a.kind == Kind::State)?;
        countries.extend(a.countries.iter().filter(|c| !countries.contains(c)).cloned().collect::<Vec<_>>());
    }
    if countries.len() < 2 {
        return None;
    }
    let name = s.words_span(k, *members.last()?).of(s.text).to_owned();
    let key = format!("pair {}", countries.join(" "));
    Some(r.cast.get_or(&key, || Actor {
        name,
        kind: Kind::Group,
        plural: true,
        countries,
        resolved_by: ResolvedBy::Coreference,
        ..blank()
    }))
}

/// Whether the pronoun stands inside what this actor says: who speaks says "I".
fn quotes_itself(r: &Resolver<'_>, s: &Sent<'_>, id: ActorId, i: usize) -> bool {
    let marks = (0..i).filter(|&k| matches!(s.form(k), "\"" | "“" | "”" | "''" | "``")).count();
    let speaks = |m: &Recent| m.sentence == s.id && m.rank == 2 && r.cast.final_id(m.actor) == id;
    // "…," Ruiz said: the name behind the quotation is not read yet.
    let surname = r.cast.actors[id].name.rsplit(' ').next().unwrap_or("");
    let behind = || (i + 1..s.len()).any(|w| r.cast.speaks(s.id, w) && s.form(w) == surname);
    marks % 2 == 1 && (r.cast.recent.iter().any(speaks) || behind())
}

/// "…, it said": who speaks stands in an earlier sentence, not among those spoken of in this one.
fn speaker_before(r: &Resolver<'_>, s: &Sent<'_>, i: usize) -> Option<ActorId> {
    let v = s.head(i).filter(|_| s.base(i) == "nsubj")?;
    let reports = r.lexicon.speech.verb(s.lemma(v)).is_some_and(|c| c.spoken);
    let before = || r.cast.recent.iter().rev().filter(|m| m.sentence < s.id && m.sentence + 3 > s.id);
    let body = |m: &&Recent| fits(&r.cast.actors[r.cast.final_id(m.actor)], Of::Thing);
    let found = before().find(|m| m.rank == 2 && body(m)).or_else(|| before().find(|m| m.rank == 1 && body(m)))?;
    reports.then(|| r.cast.final_id(found.actor))
}

/// "It was a prepared attack", "it could be brutal", "how it would work": what is spoken of, no actor.
fn impersonal(s: &Sent<'_>, i: usize) -> bool {
    let Some(h) = s.head(i).filter(|_| matches!(s.lower(i), "it")) else { return false };
    let object = matches!(s.base(i), "obj" | "obl" | "nmod" | "iobj" | "conj");
    s.child(h, "cop").is_some() || object || s.base(i).starts_with("expl") || s.passive(h)
}

/// Whether an object pronoun and a word are object and subject of one verb: "traders use *them*" are not the traders.
pub(crate) fn bound(s: &Sent<'_>, subject: usize, pronoun: usize) -> bool {
    let object =
        matches!(s.base(pronoun), "obj" | "iobj" | "obl") && !s.lower(pronoun).ends_with("self") && !s.lower(pronoun).ends_with("selves");
    object && s.base(subject) == "nsubj" && s.head(subject).is_some() && s.head(subject) == s.head(pronoun)
}

fn antecedent(r: &Resolver<'_>, s: &Sent<'_>, i: usize) -> Option<ActorId> {
    let clause = s.head(i)?;
    let head = s.head(clause).filter(|_| s.base(clause) == "acl")?;
    // "Maria and her brother, who": of two, the words do not say which.
    let joined = s.children(head).any(|k| s.rel(k) == "conj" && s.nominal(k) && k < i);
    r.cast.of(s.id, head).filter(|&id| !joined || !person(&r.cast.actors[id]))
}

/// Whether an actor is one person.
pub(crate) fn person(a: &Actor) -> bool {
    matches!(a.kind, Kind::Person | Kind::Office) && !a.plural
}

fn fits(a: &Actor, of: Of) -> bool {
    match of {
        Of::Person(woman) => person(a) && a.female != Some(!woman),
        Of::Several => a.plural || matches!(a.kind, Kind::People | Kind::Group),
        // A state, a body, or a name of which nothing says that it is a person's: "Mobil said *it* was confident".
        Of::Thing => {
            let unknown = a.kind == Kind::Person && a.entry.is_none() && a.codes.is_empty() && a.female.is_none() && a.role.is_none();
            matches!(a.kind, Kind::State | Kind::Organisation) && !a.plural || unknown
        }
    }
}
