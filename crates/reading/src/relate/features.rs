//! Features of a marked pair: the words and the tree between, what the patterns say, what the reading made of it.

use super::bag::Bag;
use super::mark::{Marked, Side};
use super::votes::{self, Vote};
use crate::article::Parse;
use crate::cast::Cast;
use crate::matcher::Scene;
use crate::sent::Sent;
use crate::types::{Event, Status};
use chancery_lexicon::{EventType, Lexicon};
use chancery_syntax::tree::Upos;

/// What features are drawn from.
pub struct Source<'a, 't> {
    /// The sentence.
    pub s: &'a Sent<'t>,
    /// The pair in it.
    pub m: &'a Marked,
    /// Who is who.
    pub cast: &'a Cast,
    /// Patterns and words.
    pub lexicon: &'a Lexicon,
    /// The sentence's events.
    pub events: &'a [Event],
    /// Word vectors.
    pub parser: &'a dyn Parse,
}

/// All features.
#[must_use]
pub fn draw(x: &Source<'_, '_>) -> Bag {
    let mut bag = Bag::default();
    bag.put(b'w', 1.0, &["bias"]);
    words(x, &mut bag);
    path(x, &mut bag);
    near(x, &mut bag);
    grammar(x, &mut bag);
    sides(x, &mut bag);
    patterns(x, &mut bag);
    events(x, &mut bag);
    vectors(x, &mut bag);
    bag
}

fn lemma(s: &Sent<'_>, i: usize) -> String {
    match s.upos(i) {
        Upos::Num => "0".to_owned(),
        Upos::Propn => "N".to_owned(),
        _ => s.lemma(i).to_lowercase(),
    }
}

fn content(s: &Sent<'_>, i: usize) -> bool {
    matches!(s.upos(i), Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv | Upos::Aux | Upos::Part)
}

fn words(x: &Source<'_, '_>, bag: &mut Bag) {
    let (s, m) = (x.s, x.m);
    let lemmas: Vec<String> = (0..s.len()).map(|i| if m.holds(i) { mark_of(m, i).to_owned() } else { lemma(s, i) }).collect();
    let (lo, hi) = (m.source.head.unwrap_or(0), m.target.head.unwrap_or(s.len().saturating_sub(1)));
    let (lo, hi) = (lo.min(hi), lo.max(hi));
    for i in (0..s.len()).filter(|&i| !m.holds(i) && s.upos(i) != Upos::Punct) {
        bag.put(b'w', 0.5, &["any", &lemmas[i]]);
        if i > lo && i < hi {
            bag.put(b'w', 0.7, &["between", &lemmas[i]]);
        }
    }
    for i in 1..s.len() {
        if i > lo && i <= hi + 2 && !(m.holds(i) && m.holds(i - 1)) {
            bag.put(b'w', 0.5, &["pair", &lemmas[i - 1], &lemmas[i]]);
        }
    }
}

fn mark_of(m: &Marked, i: usize) -> &'static str {
    if m.source.words.contains(&i) { "S" } else { "T" }
}

/// The relation of a path's word to the one above, with its preposition.
fn edge(s: &Sent<'_>, i: usize) -> String {
    let case = s.case(i);
    if case.is_empty() { s.rel(i).to_owned() } else { format!("{}:{case}", s.base(i)) }
}

fn path(x: &Source<'_, '_>, bag: &mut Bag) {
    let (s, m) = (x.s, x.m);
    for (where_, list) in [("up", &m.up), ("down", &m.down)] {
        for &i in list.iter().filter(|&&i| !m.holds(i)) {
            bag.put(b'p', 1.0, &["path", &lemma(s, i)]);
            bag.put(b'p', 0.7, &[where_, &lemma(s, i)]);
        }
    }
    let top = m.top.map(|t| lemma(s, t)).unwrap_or_default();
    bag.put(b'p', 1.2, &["top", &top]);
    bag.put(b'p', 1.0, &["path", &top]);
    let roles: Vec<String> = [&m.source, &m.target].iter().map(|x| x.head.map(|h| edge(s, h)).unwrap_or_default()).collect();
    bag.put(b'p', 0.5, &["roles", &roles[0], &roles[1]]);
    bag.put(b'p', 0.5, &["target role", &roles[1]]);
    bag.put(b'p', 0.7, &["top and target", &top, &roles[1]]);
    let whole: Vec<String> = m.path().into_iter().map(|i| lemma(s, i)).collect();
    for pair in whole.windows(2) {
        bag.put(b'p', 0.8, &["step", &pair[0], &pair[1]]);
    }
    if let Some(&first) = m.down.first() {
        bag.put(b'p', 0.8, &["top down", &top, &lemma(s, first)]);
    }
    bag.put(b'p', 0.4, &["length", &whole.len().min(6).to_string()]);
}

/// The path's predicates, highest first, and what hangs on them.
fn near(x: &Source<'_, '_>, bag: &mut Bag) {
    let (s, m) = (x.s, x.m);
    for p in m.path() {
        let head = lemma(s, p);
        for k in s.children(p).filter(|&k| !m.holds(k) && s.upos(k) != Upos::Punct) {
            bag.put(b'n', 0.6, &["hangs", &lemma(s, k)]);
            if matches!(s.base(k), "obj" | "xcomp" | "ccomp" | "compound" | "obl" | "advmod" | "amod" | "acl" | "advcl") {
                bag.put(b'n', 0.6, &["on", &head, s.base(k), &lemma(s, k)]);
            }
            for g in s.children(k).filter(|&g| !m.holds(g) && content(s, g)) {
                bag.put(b'n', 0.4, &["below", &lemma(s, g)]);
            }
        }
    }
    let mut above = m.top.and_then(|t| s.head(t));
    for _ in 0..3 {
        let Some(a) = above else { break };
        bag.put(b'n', 0.5, &["above", &lemma(s, a)]);
        above = s.head(a);
    }
}

/// Auxiliaries, negation and voice of each verb on the path.
fn grammar(x: &Source<'_, '_>, bag: &mut Bag) {
    for (depth, sign) in signs(x) {
        bag.put(b'g', 0.8, &[&depth.min(2).to_string(), &sign]);
        let at = x.m.path().get(depth).map(|&p| lemma(x.s, p)).unwrap_or_default();
        bag.put(b'g', 0.6, &["of", &at, &sign]);
    }
}

/// "will", "not", "passive" and the like, by the number of the path's word they belong to.
fn signs(x: &Source<'_, '_>) -> Vec<(usize, String)> {
    let s = x.s;
    let mut out = Vec::new();
    for (depth, p) in x.m.path().into_iter().enumerate().filter(|&(_, p)| matches!(s.upos(p), Upos::Verb | Upos::Adj | Upos::Noun)) {
        for k in s.children(p) {
            match s.base(k) {
                "aux" => out.push((depth, s.lemma(k).to_owned())),
                "advmod" if matches!(s.lemma(k), "not" | "never" | "no") || s.lower(k) == "n't" => out.push((depth, "not".to_owned())),
                "mark" => out.push((depth, format!("mark {}", s.lower(k)))),
                "det" if s.lower(k) == "no" => out.push((depth, "not".to_owned())),
                _ => {}
            }
        }
        if s.passive(p) {
            out.push((depth, "passive".to_owned()));
        }
        if s.upos(p) == Upos::Verb {
            out.push((depth, s.word(p).xpos.to_owned()));
        }
    }
    out
}

fn sides(x: &Source<'_, '_>, bag: &mut Bag) {
    for (name, side) in [("S", &x.m.source), ("T", &x.m.target)] {
        let Some(head) = side.head else {
            bag.put(b'a', 0.7, &[name, "nowhere"]);
            continue;
        };
        side_words(x, name, side, head, bag);
        if let Some(id) = x.cast.of(x.s.id, head) {
            let actor = &x.cast.actors[id];
            bag.put(b'a', 0.4, &[name, &format!("{:?}", actor.kind)]);
            for sector in actor.codes.iter().filter_map(|c| c.split('.').nth(1)) {
                bag.put(b'a', 0.7, &[name, "sector", sector]);
            }
        }
    }
}

fn side_words(x: &Source<'_, '_>, name: &str, side: &Side, head: usize, bag: &mut Bag) {
    bag.put(b'a', 0.7, &[name, "head", &lemma(x.s, head)]);
    bag.put(b'a', 0.4, &[name, "of many", if side.words.len() > 3 { "yes" } else { "no" }]);
    for &w in side.words.iter().filter(|&&w| content(x.s, w)) {
        bag.put(b'a', 0.5, &[name, "word", &lemma(x.s, w)]);
    }
}

/// How strongly each type is voted for, by where the voting word stands and how well the vote fits.
fn patterns(x: &Source<'_, '_>, bag: &mut Bag) {
    let marked: Vec<usize> = x.m.source.words.iter().chain(&x.m.target.words).copied().collect();
    let scene = Scene { s: x.s, cast: x.cast, lexicon: x.lexicon, marked: &marked };
    let path = x.m.path();
    for w in 0..x.s.len() {
        let place = place(x, &path, w);
        let all = votes::at(&scene, x.lexicon, x.m, w);
        for v in all.iter().filter(|v| v.fires()) {
            let fit = usize::from(v.source) + usize::from(v.target);
            bag.put(b'm', 0.5 + 0.25 * fit as f32, &["fires", place, &v.pattern.name]);
            bag.put(b'm', 0.5 + 0.2 * v.asked.min(3) as f32, &["type", place, &fit.to_string(), v.event().name()]);
            bag.speak(b'm', 0.6 + 0.2 * v.asked.min(3) as f32, v.event().name(), &["fires", place, &fit.to_string()]);
            cameo(v, place, fit, bag);
        }
        shares(x, &all, place, bag);
        strongest(x, w, place, &all, bag);
    }
    chains(x, &scene, &path, bag);
}

/// A pattern's CAMEO code says more than its type, and the conversion of the two differs between editions of PLOVER: the root's
/// type by the manual's table 7.1 is evidence of its own.
fn cameo(v: &Vote<'_>, place: &str, fit: usize, bag: &mut Bag) {
    let Some(code) = v.pattern.gives.cameo.as_deref() else { return };
    bag.put(b'm', 0.5 + 0.25 * fit as f32, &["cameo", place, code.get(..3).unwrap_or(code)]);
    bag.put(b'm', 0.5 + 0.25 * fit as f32, &["cameo", code.get(..3).unwrap_or(code)]);
    if let Some(event) = code.get(..2).and_then(root_type) {
        bag.speak(b'm', 1.0, event, &["root", place, &fit.to_string()]);
    }
}

/// The type of a CAMEO root, PLOVER manual 2.0, table 7.1; 08 as the one class of yielding.
fn root_type(root: &str) -> Option<&'static str> {
    let table = [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "CONCEDE",
        "ACCUSE",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "MOBILIZE",
        "SANCTION",
        "COERCE",
        "ASSAULT",
        "ASSAULT",
        "ASSAULT",
    ];
    root.parse::<usize>().ok().and_then(|r| r.checked_sub(3)).and_then(|i| table.get(i).copied())
}

/// Shares of the types among a word's triggers, their conditions apart: what the word speaks of.
fn shares(x: &Source<'_, '_>, all: &[Vote<'_>], place: &str, bag: &mut Bag) {
    let total = all.iter().map(|v| v.held * v.held).sum::<f32>().max(0.5);
    for event in x.lexicon.ontology.kinds().iter().map(|k| k.event) {
        let share = all.iter().filter(|v| v.event() == event).map(|v| v.held * v.held).sum::<f32>() / total;
        if share > 0.0 {
            bag.add(b'l', share, 1.5, &["share", place, event.name()]);
            bag.speak(b'l', share, event.name(), &["share", place]);
        }
    }
}

/// Where a word stands: on top, on the path, hanging on it, in a marked phrase, or elsewhere.
fn place(x: &Source<'_, '_>, path: &[usize], w: usize) -> &'static str {
    if Some(w) == x.m.top {
        "top"
    } else if x.m.target.words.contains(&w) {
        "target"
    } else if x.m.source.words.contains(&w) {
        "source"
    } else if x.m.down.contains(&w) {
        "down"
    } else if path.contains(&w) {
        "up"
    } else if x.s.head(w).is_some_and(|h| path.contains(&h)) {
        "hanging"
    } else if x.m.top.is_some_and(|t| x.s.under(w, t)) {
        "below"
    } else {
        "elsewhere"
    }
}

/// The best vote at a word: most conditions held, best fit; and what it becomes if it is yet to come or denied.
fn strongest(x: &Source<'_, '_>, w: usize, place: &str, all: &[Vote<'_>], bag: &mut Bag) {
    let rank = |v: &&Vote<'_>| (2 * (u8::from(v.source) + u8::from(v.target)) as usize + v.asked.min(4), v.pattern.priority);
    let Some(v) = all.iter().filter(|v| v.fires()).max_by_key(rank) else { return };
    let (status, _) = crate::status::status(x.s, x.lexicon, w);
    bag.put(b'l', 1.0, &["best", place, v.event().name()]);
    bag.put(b'l', 0.8, &["best", status.name(), &v.event().quad().to_string()]);
    bag.speak(b'l', 1.0, v.event().name(), &["best", place]);
    bag.speak(b'l', 1.0, v.event().name(), &["best", place, status.name()]);
    if status == Status::Planned
        && let Some(turn) = x.lexicon.ontology.to_come(v.event(), None)
    {
        bag.speak(b'l', 1.0, turn.event.name(), &["to come", place]);
    }
}

/// Types of the path's words in order, each with its signs: "AGREE > RETREAT", "RETREAT will".
fn chains(x: &Source<'_, '_>, scene: &Scene<'_, '_>, path: &[usize], bag: &mut Bag) {
    let mut types: Vec<(usize, EventType)> = Vec::new();
    for (depth, &w) in path.iter().enumerate() {
        let all = votes::at(scene, x.lexicon, x.m, w);
        let firm = all.iter().filter(|v| v.fires()).max_by_key(|v| (v.source && v.target, v.asked, v.pattern.priority));
        let any = || x.lexicon.ontology.kinds().iter().map(|k| k.event).max_by_key(|n| all.iter().filter(|v| v.event() == *n).count());
        if let Some(event) = firm.map(Vote::event).or_else(|| if all.is_empty() { None } else { any() }) {
            types.push((depth, event));
        }
    }
    for pair in types.windows(2) {
        bag.put(b'l', 0.8, &["then", pair[0].1.name(), pair[1].1.name()]);
        bag.speak(b'l', 1.0, pair[0].1.name(), &["first"]);
        bag.speak(b'l', 1.0, pair[1].1.name(), &["second"]);
    }
    let signs = signs(x);
    if let Some((_, event)) = types.first() {
        bag.speak(b'l', 1.0, event.name(), &["highest"]);
    }
    if let Some((_, event)) = types.last() {
        bag.speak(b'l', 1.0, event.name(), &["lowest"]);
    }
    for (depth, event) in &types {
        for (_, sign) in signs.iter().filter(|(d, _)| d == depth || *d + 1 == *depth) {
            bag.put(b'l', 0.8, &["sign", event.name(), sign]);
        }
    }
}

/// Whether an event's sides are the marked ones.
fn fit(cast: &Cast, s: &Sent<'_>, m: &Marked, e: &Event) -> (bool, bool) {
    let fits = |ids: &[usize], side: &Side| ids.iter().any(|a| side.words.iter().any(|&w| cast.all_of(s.id, w).contains(a)));
    (fits(&e.source, &m.source), fits(&e.target, &m.target))
}

/// 0 for an event between the marked sides, up to 2 for one that concerns neither.
#[must_use]
pub fn misfit(cast: &Cast, s: &Sent<'_>, m: &Marked, e: &Event) -> u8 {
    let (source, target) = fit(cast, s, m, e);
    2 - u8::from(source) - u8::from(target)
}

fn events(x: &Source<'_, '_>, bag: &mut Bag) {
    if x.events.is_empty() {
        bag.put(b'e', 1.0, &["none"]);
    }
    for e in x.events {
        let (source, target) = fit(x.cast, x.s, x.m, e);
        let fit = format!("{}{}", u8::from(source), u8::from(target));
        let place = place(x, &x.m.path(), e.word);
        bag.put(b'e', 1.0, &[&fit, e.event.name()]);
        bag.put(b'e', 0.7, &["status", &fit, e.event.name(), e.status.name()]);
        bag.put(b'e', 0.7, &["at", place, e.event.name()]);
        bag.speak(b'e', 1.0, e.event.name(), &["event", &fit]);
        bag.speak(b'e', 1.0, e.event.name(), &["event", &fit, e.status.name()]);
        bag.speak(b'e', 1.0, e.event.name(), &["event at", place]);
        bag.put(b'e', 0.5, &["only", if x.events.len() == 1 { "yes" } else { "no" }, e.event.name()]);
    }
}

/// Mean vectors of the path's words and of what hangs on it.
fn vectors(x: &Source<'_, '_>, bag: &mut Bag) {
    let path: Vec<usize> = x.m.path().into_iter().filter(|&i| !x.m.holds(i) && content(x.s, i)).collect();
    let near: Vec<usize> = path.iter().flat_map(|&p| x.s.children(p)).filter(|&k| !x.m.holds(k) && content(x.s, k)).collect();
    let top: Vec<usize> = x.m.top.into_iter().collect();
    let down: Vec<usize> = x.m.down.iter().copied().chain(near.iter().copied()).collect();
    for (name, list, weight) in [("top", &top, 1.0), ("path", &path, 1.0), ("down", &down, 1.0)] {
        let mut sum = Vec::new();
        let n = list.iter().filter(|&&i| x.parser.vector(x.s.lower(i), &mut sum)).count();
        let norm = sum.iter().map(|v| v * v).sum::<f32>().sqrt();
        if n == 0 || norm == 0.0 {
            continue;
        }
        for (d, v) in sum.iter().enumerate() {
            bag.set(b'v', weight * v / norm, &[name, &d.to_string()]);
        }
    }
}
