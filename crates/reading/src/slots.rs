//! Logical roles, read off the dependency tree.
//!
//! Passives, relative clauses, control, coordination, participles and light verbs are undone here, once, so that a pattern names
//! who did what in one way: `subj` is who does it, `obj` what it is done to.

use crate::sent::Sent;
use chancery_lexicon::Slot;
use chancery_syntax::tree::Upos;

/// Verbs whose object does not control the infinitive below them: "promised Kyiv to send".
const SUBJECT_CONTROL: &[&str] = &["promise", "vow", "threaten", "pledge", "offer", "swear"];
/// Verbs whose object does what the infinitive below them says.
const OBJECT_CONTROL: &[&str] = &[
    "order",
    "ask",
    "urge",
    "tell",
    "force",
    "allow",
    "persuade",
    "press",
    "instruct",
    "invite",
    "encourage",
    "command",
    "compel",
    "require",
    "advise",
    "permit",
    "request",
    "direct",
    "authorise",
    "authorize",
];
/// Verbs whose prepositional object controls the infinitive below them: "called on Kyiv to send".
const CALLING: &[&str] = &["call", "appeal", "plead", "prevail"];
const CALLING_PREPOSITIONS: &[&str] = &["on", "upon", "to", "with"];
/// No chain of control in real text is deeper.
const DEPTH: usize = 6;

/// The words that fill a slot of a predicate, conjuncts included.
#[must_use]
pub fn fill(s: &Sent<'_>, predicate: usize, slot: &Slot) -> Vec<usize> {
    let mut at = vec![predicate];
    for step in &slot.0 {
        at = at.iter().flat_map(|&p| one(s, p, step)).collect();
    }
    conjuncts(s, at)
}

fn conjuncts(s: &Sent<'_>, at: Vec<usize>) -> Vec<usize> {
    let mut out = Vec::new();
    for a in at {
        if !out.contains(&a) {
            out.push(a);
        }
        if !s.nominal(a) {
            continue;
        }
        for k in s.children(a).filter(|&k| s.rel(k) == "conj" && s.nominal(k)) {
            if !out.contains(&k) {
                out.push(k);
            }
        }
    }
    out
}

fn one(s: &Sent<'_>, p: usize, step: &str) -> Vec<usize> {
    let noun = matches!(s.upos(p), Upos::Noun | Upos::Propn);
    match step {
        "subj" if noun && s.child(p, "nsubj").is_none() => Vec::new(),
        "subj" => subjects(s, p, 0),
        "obj" => objects(s, p, 0),
        "iobj" => s.child(p, "iobj").or_else(|| hidden_recipient(s, p)).into_iter().collect(),
        "xcomp" => infinitives(s, p),
        "ccomp" => clause(s, p, &["ccomp", "parataxis"]),
        "advcl" => clause(s, p, &["advcl"]),
        "acl" => clause(s, p, &["acl"]),
        "poss" => s.child(p, "nmod:poss").into_iter().collect(),
        // "the rebels' killing of a mayor" and "the mayor's killing"
        "doer" | "done" => {
            let of = s.children(p).any(|k| s.base(k) == "nmod" && s.case(k) == "of");
            s.child(p, "nmod:poss").filter(|_| of == (step == "doer")).into_iter().collect()
        }
        "comp" => modifiers(s, p),
        "prt" => s.child(p, "compound:prt").into_iter().collect(),
        // A verb's own clause says who does it, save where that is but a pronoun: who reports it does not.
        "verb.subj" | "verb.obj" if s.upos(p) == Upos::Verb && !subjects(s, p, 0).iter().any(|&w| s.upos(w) == Upos::Pron) => Vec::new(),
        "verb.subj" => governing_verb(s, p).map(|v| subjects(s, v, 0)).unwrap_or_default(),
        "verb.obj" => governing_verb(s, p).map(|v| objects(s, v, 0)).unwrap_or_default(),
        "head" => s.head(p).into_iter().collect(),
        "aux" => s.children(p).filter(|&k| s.base(k) == "aux").collect(),
        preposition => oblique(s, p, preposition),
    }
}

/// "gave Ukraine 30 tanks", where the parser took the recipient for a part of the gift.
fn hidden_recipient(s: &Sent<'_>, v: usize) -> Option<usize> {
    let gift = s.child(v, "obj")?;
    let number = s.children(gift).find(|&k| s.base(k) == "nummod" && k > v)?;
    s.children(gift).find(|&k| k > v && k < number && matches!(s.base(k), "compound" | "nmod") && s.proper(k))
}

/// Words inside a phrase that may name an actor where its head does not: "Russia's *plan*", "a *solution* for the Syrian crisis".
/// Of an actor's own phrase only who it belongs to counts; of what is acted on also whom it concerns.
#[must_use]
pub fn within(s: &Sent<'_>, w: usize, target: bool) -> Vec<usize> {
    let mut out = one(s, w, "poss");
    out.extend(modifiers(s, w));
    let concerns = |case: &str| {
        if target {
            matches!(case, "of" | "on" | "about" | "against" | "with" | "to" | "for" | "from" | "over" | "by" | "between" | "in")
        } else {
            matches!(case, "of" | "by")
        }
    };
    let nouns: Vec<usize> = s.children(w).filter(|&k| k > w && s.base(k) == "nmod" && concerns(&s.case(k))).collect();
    for k in nouns {
        out.push(k);
        out.extend(s.children(k).filter(|&c| s.rel(c) == "conj"));
        out.extend(one(s, k, "poss"));
        out.extend(modifiers(s, k));
        // "a memorandum on cooperation with Romania"
        out.extend(s.children(k).filter(|&c| target && c > k && s.base(c) == "nmod" && concerns(&s.case(c))));
    }
    out
}

/// Infinitives below a verb; one told apart as a clause of purpose ("ordered them to leave") where there is no other.
fn infinitives(s: &Sent<'_>, p: usize) -> Vec<usize> {
    let found = clause(s, p, &["xcomp"]);
    let purpose = |&k: &usize| k > p && s.word(k).xpos == "VB" && s.children(k).any(|m| s.base(m) == "mark" && s.lower(m) == "to");
    if found.is_empty() && OBJECT_CONTROL.contains(&s.lemma(p)) {
        clause(s, p, &["advcl"]).into_iter().filter(purpose).collect()
    } else {
        found
    }
}

fn clause(s: &Sent<'_>, p: usize, rels: &[&str]) -> Vec<usize> {
    s.children(p).filter(|&k| rels.contains(&s.base(k))).collect()
}

/// Adjectives and nouns before a noun: "the *Russian* attack", "*China*-*ASEAN* summit".
fn modifiers(s: &Sent<'_>, p: usize) -> Vec<usize> {
    let mut out: Vec<usize> =
        s.children(p).filter(|&k| k < p && matches!(s.base(k), "amod" | "compound" | "nmod" | "flat" | "nummod")).collect();
    // "China-Central Asia summit": the parts of a hyphenated modifier hang on one another.
    let inner: Vec<usize> = out
        .iter()
        .flat_map(|&k| s.children(k).filter(move |&i| matches!(s.base(i), "amod" | "compound" | "nmod" | "flat" | "conj" | "dep")))
        .collect();
    out.extend(inner);
    out.sort_unstable();
    out
}

/// The verb a noun is the object, subject or complement of: "*held* talks", "*paid* a visit".
#[must_use]
pub fn governing_verb(s: &Sent<'_>, p: usize) -> Option<usize> {
    let mut at = p;
    for _ in 0..3 {
        let head = s.head(at)?;
        match s.base(at) {
            "obj" | "obl" | "xcomp" | "iobj" | "advcl" | "ccomp" if s.upos(head) == Upos::Verb => return Some(head),
            "nsubj" if s.rel(at) == "nsubj:pass" => return Some(head),
            "conj" | "nmod" => at = head,
            _ => return None,
        }
    }
    None
}

/// A relative pronoun stands for the noun its clause describes.
fn unrelative(s: &Sent<'_>, k: usize, clause: usize) -> usize {
    let relative = matches!(s.lower(k), "who" | "which" | "that" | "whom") && s.upos(k) == Upos::Pron;
    if !relative {
        return k;
    }
    let mut at = clause;
    for _ in 0..DEPTH {
        match s.head(at) {
            Some(h) if s.base(at) == "acl" => return h,
            Some(h) => at = h,
            None => break,
        }
    }
    k
}

/// Who does it.
#[must_use]
pub fn subjects(s: &Sent<'_>, v: usize, depth: usize) -> Vec<usize> {
    if depth > DEPTH {
        return Vec::new();
    }
    if s.passive(v) {
        return agents(s, v);
    }
    let subject = |k: &usize| matches!(s.rel(*k), "nsubj" | "nsubj:outer" | "csubj" | "nsubj:pass");
    // Of two, the nearer before the verb: the other is its clause's neighbour's.
    let nearest = s.children(v).rev().filter(subject).find(|&k| k < v);
    if let Some(k) = nearest.or_else(|| s.children(v).find(subject)) {
        return vec![unrelative(s, k, v)];
    }
    inherited_subject(s, v, depth)
}

fn agents(s: &Sent<'_>, v: usize) -> Vec<usize> {
    s.children(v).filter(|&k| s.rel(k) == "obl:agent" || (s.base(k) == "obl" && s.case(k) == "by")).collect()
}

/// The grammatical subject, whatever the voice.
fn grammatical_subject(s: &Sent<'_>, v: usize, depth: usize) -> Vec<usize> {
    match s.children(v).find(|&k| s.base(k) == "nsubj") {
        Some(k) => vec![unrelative(s, k, v)],
        None => inherited_subject(s, v, depth),
    }
}

fn inherited_subject(s: &Sent<'_>, v: usize, depth: usize) -> Vec<usize> {
    let Some(h) = s.head(v) else { return Vec::new() };
    match s.base(v) {
        "conj" if s.upos(h) == Upos::Verb || s.upos(h) == Upos::Adj => grammatical_subject(s, h, depth + 1),
        "xcomp" => controller(s, h, depth),
        // "watched Xi open the summit": the object of the verb of seeing is the subject below.
        "ccomp" if s.child(h, "obj").is_some_and(|o| o < v) && !s.children(v).any(|k| s.base(k) == "mark") => objects(s, h, depth + 1),
        "advcl" => {
            // "accused Moscow of sending": the object does the lower verb after a preposition; else the subject.
            let prepositional =
                s.children(v).any(|k| matches!(s.lower(k), "of" | "for" | "from" | "into" | "as") && matches!(s.base(k), "mark" | "case"));
            let infinitive = s.children(v).any(|k| s.base(k) == "mark" && s.lower(k) == "to");
            let objects = match (prepositional, infinitive) {
                (true, _) => objects(s, h, depth + 1),
                (_, true) if OBJECT_CONTROL.contains(&s.lemma(h)) && !s.passive(h) => objects(s, h, depth + 1),
                (_, true) => called_on(s, h),
                _ => Vec::new(),
            };
            if objects.is_empty() { grammatical_subject(s, h, depth + 1) } else { objects }
        }
        "acl" if s.rel(v) != "acl:relcl" => {
            let infinitive = s.children(v).any(|k| s.lower(k) == "to" && s.base(k) == "mark");
            if infinitive { holder(s, h, depth) } else { vec![h] }
        }
        _ => Vec::new(),
    }
}

/// Who would carry out a noun's infinitive: "Russia's plan to attack", "announced a plan to attack".
fn holder(s: &Sent<'_>, noun: usize, depth: usize) -> Vec<usize> {
    if let Some(p) = s.child(noun, "nmod:poss") {
        return vec![p];
    }
    governing_verb(s, noun).map(|v| subjects(s, v, depth + 1)).unwrap_or_default()
}

/// "called on Kyiv to send": whom one calls on.
fn called_on(s: &Sent<'_>, h: usize) -> Vec<usize> {
    let to = |k: &usize| s.base(*k) == "obl" && CALLING_PREPOSITIONS.contains(&s.case(*k).as_str());
    if CALLING.contains(&s.lemma(h)) { s.children(h).filter(to).collect() } else { Vec::new() }
}

fn controller(s: &Sent<'_>, h: usize, depth: usize) -> Vec<usize> {
    let called = called_on(s, h);
    if !called.is_empty() {
        return called;
    }
    if !SUBJECT_CONTROL.contains(&s.lemma(h)) && !s.passive(h) {
        let objects: Vec<usize> = s.children(h).filter(|&k| matches!(s.base(k), "obj" | "iobj")).map(|k| unrelative(s, k, h)).collect();
        if !objects.is_empty() {
            return objects;
        }
    }
    grammatical_subject(s, h, depth + 1)
}

/// What it is done to.
#[must_use]
pub fn objects(s: &Sent<'_>, v: usize, depth: usize) -> Vec<usize> {
    if depth > DEPTH {
        return Vec::new();
    }
    if s.passive(v) {
        if let Some(k) = s.child(v, "nsubj:pass") {
            return vec![unrelative(s, k, v)];
        }
        return match (s.base(v), s.head(v)) {
            ("acl" | "amod", Some(h)) => vec![h],
            ("advcl" | "xcomp", Some(h)) => grammatical_subject(s, h, depth + 1),
            ("conj", Some(h)) => objects(s, h, depth + 1),
            _ => Vec::new(),
        };
    }
    if let Some(k) = s.child(v, "obj") {
        return vec![unrelative(s, k, v)];
    }
    if s.upos(v) != Upos::Verb {
        return Vec::new();
    }
    if let Some(k) = s.child(v, "iobj") {
        return vec![unrelative(s, k, v)];
    }
    if s.rel(v) == "acl:relcl" && s.child(v, "nsubj").is_some_and(|k| unrelative(s, k, v) == k) {
        // "the aid China pledged": the described noun is the object, where no other verb took it.
        return s.head(v).into_iter().collect();
    }
    // "attacked and burned the base": the conjuncts share the object.
    s.children(v).find(|&k| s.base(k) == "conj" && s.upos(k) == Upos::Verb && k > v).and_then(|k| s.child(k, "obj")).into_iter().collect()
}

/// Nouns behind a preposition: on the predicate, or where an attachment is doubtful, on its object or its governor.
fn oblique(s: &Sent<'_>, p: usize, preposition: &str) -> Vec<usize> {
    let on = |at: usize| -> Vec<usize> {
        s.children(at).filter(|&k| matches!(s.base(k), "obl" | "nmod" | "advmod") && s.case(k) == preposition).collect()
    };
    let direct = on(p);
    if !direct.is_empty() {
        return direct;
    }
    let near: Vec<usize> =
        s.children(p).filter(|&k| matches!(s.base(k), "obj" | "iobj" | "xcomp") && s.upos(k) != Upos::Verb).flat_map(on).collect();
    if !near.is_empty() || preposition == "of" {
        return near;
    }
    // "26 billion yuan in aid to the five countries": what the money is for says for whom.
    let purpose = s.children(p).filter(|&k| s.base(k) == "obl" && matches!(s.case(k).as_str(), "in" | "as") && s.upos(k) == Upos::Noun);
    let for_whom: Vec<usize> =
        purpose.flat_map(|k| std::iter::once(k).chain(s.children(k).filter(|&c| s.rel(c) == "conj"))).flat_map(on).collect();
    if !for_whom.is_empty() {
        return for_whom;
    }
    // "established ties on Saturday with Bhutan": hung on the day or place between.
    let between: Vec<usize> = s.children(p).filter(|&k| s.base(k) == "obl" && k > p).flat_map(on).collect();
    if matches!(preposition, "with" | "against" | "to") && !between.is_empty() {
        return between;
    }
    let noun = matches!(s.upos(p), Upos::Noun | Upos::Propn);
    match (noun && matches!(s.base(p), "obj" | "obl" | "nsubj"), s.head(p)) {
        (true, Some(h)) if s.upos(h) == Upos::Verb => on(h).into_iter().filter(|&k| k > p).collect(),
        _ => Vec::new(),
    }
}
