//! Clauses that were joined to the wrong verb.

use super::{MONTHS, under};
use chancery_lexicon::Lexicon;
use chancery_syntax::tree::{Tree, Upos, Word};

/// Verbs of seeing and letting, which take a noun and a bare infinitive: "watched the fleet leave".
const PERCEPTION: &str = "perception";

fn has(tree: &Tree, head: usize, fits: impl Fn(&Word) -> bool) -> bool {
    tree.words.iter().any(|w| w.head == Some(head as u16) && fits(w))
}

/// Whether a verb stands in the infinitive behind "to".
fn infinitive(tree: &Tree, v: usize) -> bool {
    tree.words[v].xpos == "VB" && has(tree, v, |w| w.rel == "mark" && w.xpos == "TO")
}

/// "came to promote trade and offered help": a finite verb is never joined to an infinitive, but to the finite verb above it.
pub(super) fn finite_conjuncts(tree: &mut Tree) {
    for v in 1..tree.words.len() {
        let w = &tree.words[v];
        let finite = w.upos == Upos::Verb && matches!(w.xpos, "VBD" | "VBZ") && w.rel == "conj";
        let Some(head) = w.head.map(usize::from).filter(|&h| finite && h < v && infinitive(tree, h)) else { continue };
        let tense = w.xpos;
        let above = std::iter::successors(tree.words[head].head.map(usize::from), |&h| tree.words[h].head.map(usize::from));
        let same = |h: &usize| tree.words[*h].upos == Upos::Verb && tree.words[*h].xpos == tense && *h < v;
        if let Some(h) = above.take(6).find(same) {
            tree.words[v].head = Some(h as u16);
        }
    }
}

/// "after watching Xi Jinping hold talks": behind a verb of seeing and its object, a bare infinitive is what was seen.
pub(super) fn bare_infinitives(tree: &mut Tree, lexicon: &Lexicon) {
    for v in 2..tree.words.len() {
        let w = &tree.words[v];
        let bare = w.upos == Upos::Verb && w.xpos == "VB" && !has(tree, v, |k| k.rel == "mark" || k.rel.starts_with("aux"));
        let Some(seen) = seen_before(tree, v).filter(|_| bare) else { continue };
        let Some(p) = tree.words[seen].head.map(usize::from) else { continue };
        let seeing = tree.words[p].upos == Upos::Verb && lexicon.words.holds(PERCEPTION, &tree.words[p].lemma);
        let right = tree.words[v].head == Some(p as u16) && matches!(tree.words[v].rel, "xcomp" | "ccomp");
        if seeing && !right {
            see(tree, p, v);
        }
    }
}

/// The object that ends right before word `v`.
fn seen_before(tree: &Tree, v: usize) -> Option<usize> {
    let object = std::iter::successors(Some(v - 1), |&at| tree.words[at].head.map(usize::from))
        .take(6)
        .find(|&at| tree.words[at].rel == "obj" && at < v)?;
    let verb = tree.words[object].head.map(usize::from)?;
    (verb < object && (verb + 1..v).all(|i| under(tree, i, object) || tree.words[i].rel == "punct")).then_some(object)
}

/// Hangs `v` on the verb of seeing `p`. Where `p` hung on `v`, it takes the place of `v`, with what stands before it.
fn see(tree: &mut Tree, p: usize, v: usize) {
    if under(tree, p, v) {
        if tree.words[p].head != Some(v as u16) {
            return;
        }
        take_place(tree, p, v);
    }
    (tree.words[v].head, tree.words[v].rel) = (Some(p as u16), "xcomp");
}

/// Hangs `new` where `old` hangs, and on `new` what hung on `old` and stands before `new`.
fn take_place(tree: &mut Tree, new: usize, old: usize) {
    (tree.words[new].head, tree.words[new].rel) = (tree.words[old].head, tree.words[old].rel);
    for w in &mut tree.words[..new] {
        if w.head == Some(old as u16) {
            w.head = Some(new as u16);
        }
    }
}

/// "Officials shared evidence": a noun with a subject but no "be" is the object of the participle between them, which is its verb.
pub(super) fn hidden_verbs(tree: &mut Tree) {
    for v in 1..tree.words.len() {
        let w = &tree.words[v];
        let participle = w.upos == Upos::Verb && w.rel == "amod" && matches!(w.xpos, "VBN" | "VBD");
        let Some(n) = w.head.map(usize::from).filter(|&n| participle && n > v && tree.words[n].upos == Upos::Noun) else { continue };
        let own = |w: &Word| w.rel == "nsubj" && (w.head == Some(n as u16) || w.head == Some(v as u16));
        let Some(s) = tree.words[..v].iter().rposition(own) else { continue };
        let next = (s + 1..v).all(|i| under(tree, i, s) || tree.words[i].rel.starts_with("aux"));
        if next && !has(tree, n, |w| matches!(w.rel, "cop" | "aux:pass")) {
            raise(tree, v, n);
        }
    }
}

/// Puts `v` in the place of `n`, with what stands before it; `n` becomes its object.
fn raise(tree: &mut Tree, v: usize, n: usize) {
    if !has(tree, n, |w| w.rel == "aux") {
        tree.words[v].xpos = "VBD";
    }
    take_place(tree, v, n);
    (tree.words[n].head, tree.words[n].rel) = (Some(v as u16), "obj");
}

/// "On May 17 ministers met": a day is complete, and the noun behind it no part of the phrase.
pub(super) fn days_before_subjects(text: &str, tree: &mut Tree, lexicon: &Lexicon) {
    for n in 3..tree.words.len() {
        let (month, day) = (n - 2, n - 1);
        let name = lexicon.words.holds(MONTHS, &tree.words[month].span.of(text).to_lowercase());
        let noun = matches!(tree.words[n].upos, Upos::Noun | Upos::Propn) && tree.words[n].rel == "obl";
        let dated = name && tree.words[day].upos == Upos::Num && noun && under(tree, month, n) && under(tree, day, n);
        let Some(verb) = tree.words[n].head.filter(|_| dated) else { continue };
        let opens = |w: &Word| w.head == Some(n as u16) && w.rel == "case" && w.span.of(text).eq_ignore_ascii_case("on");
        let Some(on) = tree.words[..month].iter().position(opens) else { continue };
        tree.words[on].head = Some(month as u16);
        (tree.words[month].head, tree.words[month].rel) = (Some(verb), "obl");
        (tree.words[day].head, tree.words[day].rel) = (Some(month as u16), "nummod");
        subject(tree, n, verb);
    }
}

/// Makes the noun the verb's subject, or where the next word is that, part of its name.
fn subject(tree: &mut Tree, n: usize, verb: u16) {
    let next = tree.words.get(n + 1).is_some_and(|w| w.head == Some(verb) && w.rel.starts_with("nsubj") && w.upos == Upos::Propn);
    let own = has(tree, usize::from(verb), |w| w.rel.starts_with("nsubj"));
    if next {
        (tree.words[n].head, tree.words[n].rel) = (Some(n as u16 + 1), "compound");
    } else if !own {
        tree.words[n].rel = "nsubj";
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{arcs, parsed};
    use super::*;
    use chancery_lexicon::Source;

    fn lexicon() -> Lexicon {
        let words = Source { path: "words/x.txt", text: "set perception\n  watch\nset months\n  june\n" };
        Lexicon::read(&[words]).0
    }

    #[test]
    fn finite_verbs_are_joined_to_finite_ones() {
        let (_, mut tree) = parsed(&[
            ("Roe", "Roe", "PROPN", "NNP", 2, "nsubj"),
            ("came", "come", "VERB", "VBD", 0, "root"),
            ("to", "to", "PART", "TO", 4, "mark"),
            ("trade", "trade", "VERB", "VB", 2, "advcl"),
            ("and", "and", "CCONJ", "CC", 6, "cc"),
            ("sold", "sell", "VERB", "VBD", 4, "conj"),
        ]);
        finite_conjuncts(&mut tree);
        assert_eq!(arcs(&tree)[5], (2, "conj"));
    }

    #[test]
    fn what_was_watched_hangs_on_watching() {
        let rows = |last: (usize, &'static str)| {
            parsed(&[
                ("Crowds", "crowd", "NOUN", "NNS", 2, "nsubj"),
                ("watched", "watch", "VERB", "VBD", 0, "root"),
                ("Roe", "Roe", "PROPN", "NNP", 2, "obj"),
                ("sign", "sign", "VERB", "VB", last.0, last.1),
            ])
        };
        for last in [(2, "parataxis"), (3, "acl"), (2, "xcomp")] {
            let (_, mut tree) = rows(last);
            bare_infinitives(&mut tree, &lexicon());
            assert_eq!(arcs(&tree)[3], (2, "xcomp"));
        }
        let (_, mut tree) = parsed(&[
            ("Envoys", "envoy", "NOUN", "NNS", 4, "nsubj"),
            ("watching", "watch", "VERB", "VBG", 4, "advcl"),
            ("Roe", "Roe", "PROPN", "NNP", 2, "obj"),
            ("sign", "sign", "VERB", "VB", 0, "root"),
            ("smiled", "smile", "VERB", "VBD", 4, "parataxis"),
        ]);
        bare_infinitives(&mut tree, &lexicon());
        assert_eq!(arcs(&tree), [(2, "nsubj"), (0, "root"), (2, "obj"), (2, "xcomp"), (4, "parataxis")]);
    }

    #[test]
    fn a_participle_behind_a_subject_is_the_verb() {
        let rows = |subject: usize, last: (&'static str, &'static str)| {
            parsed(&[
                ("Envoys", "envoy", "NOUN", "NNS", subject, "nsubj"),
                ("shared", "share", "VERB", "VBN", 3, "amod"),
                ("evidence", "evidence", "NOUN", "NN", 0, "root"),
                (last.0, "be", "AUX", "VBD", 3, last.1),
            ])
        };
        for subject in [2, 3] {
            let (_, mut tree) = rows(subject, ("Monday", "obl"));
            hidden_verbs(&mut tree);
            assert_eq!(arcs(&tree)[..3], [(2, "nsubj"), (0, "root"), (2, "obj")]);
        }
        let (_, mut tree) = rows(3, ("was", "cop"));
        hidden_verbs(&mut tree);
        assert_eq!(arcs(&tree)[..3], [(3, "nsubj"), (3, "amod"), (0, "root")]);
    }

    #[test]
    fn a_day_ends_before_the_subject() {
        let rows = |subject: (usize, &'static str)| {
            parsed(&[
                ("On", "on", "ADP", "IN", 4, "case"),
                ("June", "June", "PROPN", "NNP", 4, "compound"),
                ("3", "3", "NUM", "CD", 4, "nummod"),
                ("ministers", "minister", "NOUN", "NNS", 5, "obl"),
                ("met", "meet", "VERB", "VBD", 0, "root"),
                ("Roe", "Roe", "PROPN", "NNP", subject.0, subject.1),
            ])
        };
        let (text, mut tree) = rows((5, "obj"));
        days_before_subjects(&text, &mut tree, &lexicon());
        assert_eq!(arcs(&tree)[..5], [(2, "case"), (5, "obl"), (2, "nummod"), (5, "nsubj"), (0, "root")]);
    }
}
