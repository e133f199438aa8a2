//! Coreference: role nouns, counted groups; `pronouns` has the rest.
//!
//! Sieves in the order of precision, after Raghunathan et al. 2010 and Lee et al. 2013, on what political news needs: role nouns
//! ("the spokeswoman"), groups ("the two sides"), then pronouns with the preference for subjects of recent sentences.

use crate::cast::blank;
use crate::compose::definite_article;
use crate::phrases::Phrase;
use crate::pronouns::{bound, person};
use crate::resolve::Resolver;
use crate::sent::Sent;
use crate::types::{Actor, ActorId, Form, Kind, ResolvedBy};
use chancery_lexicon::AgentKind;
use chancery_syntax::tree::Upos;

/// How many sentences back a pronoun or role noun looks.
const BACK: usize = 6;
fn number(word: &str) -> Option<usize> {
    Some(match word {
        "two" | "both" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        _ => word.parse().ok().filter(|n| (2..60).contains(n))?,
    })
}

/// The best recent actor: sentence by sentence backwards, subjects first, then the latest.
fn recent(r: &Resolver<'_>, s: &Sent<'_>, word: usize, fits: impl Fn(&Actor) -> bool) -> Option<ActorId> {
    for back in 0..=BACK.min(s.id) {
        let sentence = s.id - back;
        let here = || {
            r.cast
                .recent
                .iter()
                .filter(|m| m.sentence == sentence && (back > 0 || (m.word < word && !bound(s, m.word, word))))
                .filter(|m| fits(&r.cast.actors[r.cast.final_id(m.actor)]))
        };
        let best = here().find(|m| m.rank == 2).or_else(|| here().find(|m| m.rank == 1)).or_else(|| here().last());
        if let Some(m) = best {
            return Some(r.cast.final_id(m.actor));
        }
    }
    None
}

/// Whether words behind the noun say which is meant: "the Municipality of Larvik", "the schools that pay". Such a phrase points to nothing before it.
fn restricted(s: &Sent<'_>, p: &Phrase) -> bool {
    s.children(p.head).any(|k| {
        let of = s.base(k) == "nmod" && matches!(s.case(k).as_str(), "of" | "from" | "in" | "for" | "with" | "at");
        k == p.last + 1 && s.base(k) == "acl" || k > p.last && (of || s.base(k) == "acl" && s.reach(k).0 == p.last + 1)
    })
}

/// Whether no other actor of the kind stands in this sentence or the two before: which of two is meant, the words do not say.
fn only(r: &Resolver<'_>, s: &Sent<'_>, id: ActorId, fits: &impl Fn(&Actor) -> bool) -> bool {
    let near = r.cast.recent.iter().filter(|m| m.sentence + 2 >= s.id && m.sentence <= s.id).map(|m| r.cast.final_id(m.actor));
    near.into_iter().filter(|&other| fits(&r.cast.actors[other])).all(|other| other == id)
}

/// "the expert", "the government", "the anonymous source": who was described before, in the same word or as some person.
pub(crate) fn definite(r: &mut Resolver<'_>, s: &Sent<'_>, p: &Phrase, a: usize) -> bool {
    if !definite_article(s, p) || restricted(s, p) {
        return false;
    }
    let words = r.phrases[s.id].agents[a];
    let head = s.lower(words.last).to_owned();
    let qualified = (p.first + 1..words.last)
        .any(|i| !r.lexicon.words.holds("back_pointers", s.lower(i)) && (i < words.first || words.agent.kind == AgentKind::Office));
    let plural = words.agent.plural;
    let alike = |x: &Actor| {
        x.plural == plural && x.head.as_deref() == Some(head.as_str()) && (x.kind != Kind::Person || words.agent.kind == AgentKind::Office)
    };
    // "Facebook's founder asked him to tour the company": the body named here may be meant as well as the one before.
    let another = words.agent.kind == AgentKind::Body && !plural && named_body_before(r, s, p);
    let same = if qualified || another { None } else { recent(r, s, p.first, |x| alike(x)).filter(|&id| only(r, s, id, &alike)) };
    let one = !plural && words.agent.kind == AgentKind::Office && !qualified && r.lexicon.words.holds("person_nouns", &head);
    let sex = |x: &Actor| match head.as_str() {
        "woman" => x.female != Some(false),
        "man" => x.female != Some(true),
        _ => true,
    };
    let found = same.or_else(|| one.then(|| recent(r, s, p.first, |x| person(x) && sex(x))).flatten());
    let Some(id) = found else { return false };
    r.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "role noun");
    true
}

/// Whether a body's own name stands before a phrase in its sentence.
fn named_body_before(r: &Resolver<'_>, s: &Sent<'_>, p: &Phrase) -> bool {
    let listed =
        |h: &crate::phrases::Hit| h.last < p.first && r.lexicon.actors.get(h.names[0].actor).kind == chancery_lexicon::ActorKind::Body;
    r.phrases[s.id].hits.iter().any(listed)
}

/// A definite noun that is no agent word: "the country", "the bloc".
pub(crate) fn role_noun(r: &mut Resolver<'_>, s: &Sent<'_>, p: &Phrase) {
    if !matches!(s.lower(p.first), "the" | "this" | "that") || p.last != p.first + 1 || restricted(s, p) {
        return;
    }
    let plural = s.word(p.last).xpos == "NNS";
    let found = match s.lemma(p.last) {
        _ if plural => None,
        "country" | "nation" => {
            let state = |a: &Actor| a.kind == Kind::State;
            let near = |id: ActorId| r.cast.recent.iter().any(|m| m.sentence + 2 >= s.id && r.cast.final_id(m.actor) == id);
            recent(r, s, p.first, state).filter(|&id| near(id) && only(r, s, id, &state))
        }
        "bloc" | "alliance" | "organization" | "organisation" | "union" => recent(r, s, p.first, |a| {
            matches!(a.kind, Kind::Organisation | Kind::Group) && a.codes.iter().all(|c| c.starts_with("IGO") || c.starts_with("EUR"))
        }),
        "source" => recent(r, s, p.first, person),
        _ => None,
    };
    if let Some(id) = found {
        r.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "role noun");
    }
}

/// "the two sides", "both countries", "the five countries".
pub(crate) fn counted(r: &mut Resolver<'_>, s: &Sent<'_>, p: &Phrase) -> bool {
    if !r.lexicon.words.holds("side_nouns", s.lemma(p.last)) || !p.hits.is_empty() {
        return false;
    }
    let Some(n) = (p.first..p.last).find_map(|i| number(s.lower(i))) else { return false };
    if let Some(id) = recent(r, s, p.first, |a| a.countries.len() == n && (a.kind == Kind::Group || a.plural)) {
        r.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "group");
        return true;
    }
    let members = if n == 2 { last_states(r, s, p.first, n) } else { following_states(r, s, p.last, n) };
    if members.len() != n {
        return false;
    }
    let name = s.words_span(p.first, p.last).of(s.text).to_owned();
    let key = format!("pair {}", members.join(" "));
    let id = r.cast.get_or(&key, || Actor {
        name,
        kind: Kind::Group,
        plural: true,
        countries: members,
        resolved_by: ResolvedBy::Coreference,
        ..blank()
    });
    r.cast.mention(s, (p.first, p.last), p.head, id, Form::Descriptor, "group");
    true
}

fn last_states(r: &Resolver<'_>, s: &Sent<'_>, word: usize, n: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let near = r.cast.recent.iter().rev().filter(|m| m.sentence + 3 > s.id && (m.sentence < s.id || m.word < word));
    for m in near {
        let a = &r.cast.actors[r.cast.final_id(m.actor)];
        if let [country] = a.countries.as_slice()
            && a.kind != Kind::Place
            && !out.contains(country)
        {
            out.push(country.clone());
        }
        if out.len() == n {
            break;
        }
    }
    out.reverse();
    out
}

/// "five countries of the region: Kazakhstan, ... and Uzbekistan": the states listed after a number.
fn following_states(r: &Resolver<'_>, s: &Sent<'_>, word: usize, n: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for hit in r.phrases[s.id].hits.iter().filter(|h| h.first > word) {
        let e = r.lexicon.actors.get(hit.names[0].actor);
        if e.kind == chancery_lexicon::ActorKind::State && e.name != "Soviet Union" && !out.contains(&e.code) {
            out.push(e.code.clone());
        }
    }
    if out.len() == n { out } else { Vec::new() }
}

/// The states of a list that ends at a word: "Tajikistan, Turkmenistan and Uzbekistan".
pub(crate) fn listed_states(r: &Resolver<'_>, s: &Sent<'_>, end: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut at = end;
    for hit in r.phrases[s.id].hits.iter().rev().filter(|h| h.last <= end) {
        let gap_is_list =
            (hit.last + 1..=at).all(|i| matches!(s.lower(i), "," | "and" | "or") || i == end && hit.last == end) || hit.last == at;
        let e = r.lexicon.actors.get(hit.names[0].actor);
        if !gap_is_list || e.kind != chancery_lexicon::ActorKind::State || s.upos(hit.first) == Upos::Adj {
            break;
        }
        out.push(e.code.clone());
        at = hit.first.saturating_sub(1);
    }
    out.reverse();
    out
}
