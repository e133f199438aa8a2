//! How certain an event is: read off negation, modals, conditions and the verbs above it.
//!
//! The words that decide are data: the sets `certainty.*` of `lexicon/words/certainty.txt`.

use crate::sent::Sent;
use crate::types::Status;
use chancery_lexicon::Lexicon;
use chancery_syntax::tree::Upos;

/// No chain of clauses in real text is deeper.
const DEPTH: usize = 7;

/// The status of the event a word signals, with the word that decided.
#[must_use]
pub fn status(s: &Sent<'_>, lexicon: &Lexicon, trigger: usize) -> (Status, Option<usize>) {
    let is = |set: &str, i: usize| {
        let one = lexicon.words.holds(set, s.lemma(i)) || lexicon.words.holds(set, s.lower(i));
        one || s.children(i).any(|k| s.base(k) == "fixed") && lexicon.words.holds(set, &joined(s, i))
    };
    let mut at = trigger;
    let mut found = own(s, &is, at);
    for depth in 0..DEPTH {
        if found.is_some() {
            break;
        }
        let Some(h) = s.head(at) else { break };
        if aside(s, at) {
            break;
        }
        // "sanctions imposed in May": what describes a thing is told of it as done.
        if s.base(at) == "acl" && s.word(at).xpos == "VBN" && s.rel(at) != "acl:relcl" {
            break;
        }
        // "attacks such as Friday's bombing": an example stands on its own feet.
        if s.base(at) == "nmod" && matches!(s.case(at).as_str(), "such_as" | "like" | "including") {
            break;
        }
        found = above(s, &is, at, h, depth == 0).map(|f| weighed(s, lexicon, f));
        let carries = matches!(
            s.base(at),
            "ccomp" | "xcomp" | "obj" | "obl" | "nmod" | "conj" | "acl" | "advcl" | "nsubj" | "csubj" | "amod" | "compound"
        );
        // A relative or reported clause stands on its own feet; only what governs it directly matters.
        // "will rebuild it five years after crowds burned it": the burning is told, whatever is planned.
        let told = matches!(s.base(at), "advcl" | "conj") && s.word(at).xpos == "VBD" && s.children(at).any(|k| s.base(k) == "nsubj");
        if !carries || told || s.rel(at) == "acl:relcl" || (s.base(at) == "nsubj" && depth > 0) {
            break;
        }
        at = h;
    }
    found.map_or_else(|| (aspect(s, trigger), None), |(status, word)| (status, Some(word)))
}

/// What stands beside a plan, not in it: "vowed to answer after the attack", "would leave because Kyiv refused".
fn aside(s: &Sent<'_>, at: usize) -> bool {
    let opens = |words: &[&str]| s.children(at).any(|k| matches!(s.base(k), "mark" | "case") && words.contains(&s.lower(k)));
    match s.base(at) {
        "obl" | "nmod" => matches!(s.case(at).as_str(), "during" | "after" | "since" | "following" | "despite" | "because_of" | "amid"),
        "advcl" => opens(&["for", "after", "since", "because", "as", "while", "when", "although", "though", "following", "despite"]),
        _ => false,
    }
}

/// A plan or wish is no surer than the word that voices it: what somebody denies to have promised is denied.
fn weighed(s: &Sent<'_>, lexicon: &Lexicon, (found, word): (Status, usize)) -> (Status, usize) {
    if !matches!(found, Status::Planned | Status::Requested) {
        return (found, word);
    }
    match status(s, lexicon, word) {
        (Status::Denied, decided) => (Status::Denied, decided.unwrap_or(word)),
        _ if found == Status::Planned && conditional(s, word) => (Status::Hypothetical, word),
        _ => (found, word),
    }
}

/// Whether a clause with "if" or "unless" hangs on the word.
fn conditional(s: &Sent<'_>, at: usize) -> bool {
    let opens = |m: usize| s.base(m) == "mark" && matches!(s.lower(m), "if" | "unless");
    s.children(at).any(|k| s.base(k) == "advcl" && s.children(k).any(opens))
}

/// "threatened to leave unless": the condition is of what was threatened, the threat was made.
fn voiced(s: &Sent<'_>, is: &impl Fn(&str, usize) -> bool, at: usize) -> bool {
    let voices = is("certainty.planning", at) || is("certainty.asking", at);
    let done = s.word(at).xpos == "VBD" && !s.children(at).any(|k| s.base(k) == "aux");
    done || (voices && s.children(at).any(|k| matches!(s.base(k), "xcomp" | "ccomp")))
}

/// A word with the further words of a fixed expression it begins: "in case".
fn joined(s: &Sent<'_>, i: usize) -> String {
    let rest = s.children(i).filter(|&k| s.base(k) == "fixed").map(|k| format!(" {}", s.lower(k)));
    rest.fold(s.lower(i).to_owned(), |all, word| all + &word)
}

/// What the word's own dependents say.
fn own(s: &Sent<'_>, is: &impl Fn(&str, usize) -> bool, at: usize) -> Option<(Status, usize)> {
    for k in s.children(at) {
        let hit = match s.base(k) {
            "advmod" if matches!(s.lower(k), "not" | "n't" | "n’t" | "never" | "no") || s.lemma(k) == "not" => Some(Status::Denied),
            "det" if s.lower(k) == "no" && k + 1 >= at.saturating_sub(2) => Some(Status::Denied),
            "cc" if s.lower(k) == "nor" => Some(Status::Denied),
            "mark" if s.lower(k) == "without" => Some(Status::Denied),
            "advmod" if is("certainty.maybe", k) => Some(Status::Hypothetical),
            "aux" if is("certainty.will", k) => Some(Status::Planned),
            "aux" if is("certainty.must", k) => Some(Status::Requested),
            "aux" if is("certainty.might", k) && !had(s, k, at) => Some(Status::Hypothetical),
            "amod" if is("certainty.planned-adjectives", k) => Some(Status::Planned),
            "amod" if is("certainty.possible-adjectives", k) => Some(Status::Hypothetical),
            "mark" if is("certainty.if", k) => Some(Status::Hypothetical),
            _ => None,
        };
        if let Some(status) = hit {
            return Some((status, k));
        }
    }
    if conditional(s, at) && !voiced(s, is, at) {
        return Some((Status::Hypothetical, at));
    }
    let verbal = if s.upos(at) == Upos::Verb { of_verb(s, is, at) } else { None };
    if verbal.is_some() {
        return verbal;
    }
    if s.upos(at) != Upos::Verb {
        let case = s.case(at);
        if matches!(case.as_str(), "in_case_of" | "in_the_event_of" | "without" | "instead_of") {
            return Some((if case == "without" || case == "instead_of" { Status::Denied } else { Status::Hypothetical }, at));
        }
        if matches!(case.as_str(), "ahead_of" | "before") && s.part != chancery_text::Part::Headline {
            return Some((Status::Planned, at));
        }
    }
    None
}

/// The "'d" of "they'd left" is "had".
fn had(s: &Sent<'_>, k: usize, at: usize) -> bool {
    matches!(s.lower(k), "'d" | "’d") && s.word(at).xpos == "VBN" && !s.passive(at)
}

/// What a verb's own form and the word that joins its clause say.
fn of_verb(s: &Sent<'_>, is: &impl Fn(&str, usize) -> bool, at: usize) -> Option<(Status, usize)> {
    let join = s.children(at).find(|&k| matches!(s.base(k), "mark" | "case"));
    let negative = join.filter(|&k| matches!(s.lower(k), "without" | "instead" | "than") && s.word(at).xpos == "VBG");
    if let Some(k) = negative {
        return Some((Status::Denied, k));
    }
    let present = matches!(s.word(at).xpos, "VBP" | "VBZ") && s.part != chancery_text::Part::Headline;
    if s.base(at) == "advcl" && present && !s.children(at).any(|k| s.base(k) == "aux" && s.lemma(k) == "have") {
        let when = s.children(at).find(|&k| matches!(s.base(k), "mark" | "advmod") && is("certainty.when", k));
        // "They smile when they win" tells of habits; "they will leave when they win" of what is to come.
        let ahead = s.head(at).is_some_and(|h| own(s, is, h).is_some());
        if let Some(k) = when.filter(|&k| ahead || matches!(s.lower(k), "until" | "till" | "before")) {
            return Some((Status::Planned, k));
        }
    }
    imperative(s, at).then_some((Status::Requested, at))
}

/// A bare form at the head of a clause, with no subject and no helper: "Stop the war".
fn imperative(s: &Sent<'_>, at: usize) -> bool {
    let heads = matches!(s.base(at), "root" | "parataxis" | "ccomp") && s.part != chancery_text::Part::Headline;
    let bare = |k: usize| matches!(s.base(k), "nsubj" | "csubj" | "expl" | "mark") || (s.base(k) == "aux" && s.lemma(k) != "do");
    heads && s.word(at).xpos == "VB" && !s.children(at).any(bare)
}

/// What the word above says of what it governs.
fn above(s: &Sent<'_>, is: &impl Fn(&str, usize) -> bool, at: usize, h: usize, direct: bool) -> Option<(Status, usize)> {
    let clause = matches!(s.base(at), "ccomp" | "xcomp" | "csubj" | "acl" | "advcl") && s.rel(at) != "acl:relcl";
    let noun = matches!(s.base(at), "obj" | "obl" | "nmod" | "compound" | "nsubj");
    let governs = (clause && (s.base(at) != "advcl" || marked(s, at, "to") || (marked(s, at, "from") && is("certainty.denying", h))))
        || (noun && (direct || s.upos(h) != Upos::Verb || s.base(at) == "obj"));
    if governs && s.base(at) != "nsubj" {
        for (set, status) in [
            ("certainty.denying", Status::Denied),
            ("certainty.asking", Status::Requested),
            ("certainty.planning", Status::Planned),
            ("certainty.doubting", Status::Hypothetical),
        ] {
            if is(set, h) && asks(s, &is, h) {
                return Some((negated(s, h, status), h));
            }
        }
    }
    if let Some(found) = infinitive(s, is, at, h) {
        return Some(found);
    }
    // Of two clauses joined, one with a subject of its own shares only the other's condition.
    if s.base(at) == "conj" && s.children(at).any(|k| s.base(k) == "nsubj") {
        return own(s, is, h).filter(|(_, k)| s.base(*k) == "mark");
    }
    let follows = governs || s.base(at) == "conj" || (noun && s.upos(h) == Upos::Verb);
    // A denial or condition of a verb of saying is not one of what is said.
    let reported = s.base(at) == "ccomp";
    if follows && !reported {
        own(s, is, h)
    } else if reported {
        own(s, is, h).filter(|(st, _)| *st == Status::Hypothetical)
    } else {
        None
    }
}

/// "is going to leave", "is about to leave", "has to leave", "a way to leave": an infinitive tells of what is to come, unless it tells who was first.
fn infinitive(s: &Sent<'_>, is: &impl Fn(&str, usize) -> bool, at: usize, h: usize) -> Option<(Status, usize)> {
    if !marked(s, at, "to") {
        return None;
    }
    match s.base(at) {
        "xcomp" if is("certainty.going", h) => Some((Status::Planned, h)),
        "xcomp" if is("certainty.having", h) && s.word(h).xpos != "VBD" => Some((Status::Requested, h)),
        "acl" if s.nominal(h) && !s.children(h).any(|k| is("certainty.first", k)) && !is("certainty.first", h) => {
            Some((Status::Hypothetical, h))
        }
        _ => None,
    }
}

/// "call" asks only with "on" or "for": who calls to congratulate asks for nothing.
fn asks(s: &Sent<'_>, is: &impl Fn(&str, usize) -> bool, h: usize) -> bool {
    let bound = s.upos(h) == Upos::Verb && is("certainty.asking-with-preposition", h);
    !bound || s.children(h).any(|k| s.base(k) == "obl" && matches!(s.case(k).as_str(), "on" | "for" | "upon"))
}

fn marked(s: &Sent<'_>, at: usize, word: &str) -> bool {
    s.children(at).any(|k| s.base(k) == "mark" && s.lower(k) == word)
}

/// "did not rule out", "not unlikely": a negated denial is only possible.
fn negated(s: &Sent<'_>, h: usize, status: Status) -> Status {
    let not = s.children(h).any(|k| s.base(k) == "advmod" && matches!(s.lower(k), "not" | "n't" | "n’t" | "never"));
    match status {
        Status::Denied if not => Status::Hypothetical,
        Status::Planned if not => Status::Denied,
        other => other,
    }
}

fn aspect(s: &Sent<'_>, i: usize) -> Status {
    let progressive = s.word(i).xpos == "VBG" && s.children(i).any(|k| s.base(k) == "aux" && s.lemma(k) == "be");
    let past = s.children(i).any(|k| matches!(s.lower(k), "was" | "were"));
    if progressive && !past { Status::Ongoing } else { Status::Occurred }
}
