//! What the tagger and parser are known to get wrong, mended.
//!
//! A treebank of a few hundred thousand words has not seen every verb of the news: it makes "slamm" of "slammed". Where a verb's lemma is
//! unknown to the patterns and a regular or listed form of one they know fits, that one is taken.

mod clauses;

use chancery_lexicon::{Lexicon, TriggerKind};
use chancery_syntax::tree::{Tree, Upos, Word};

/// Set of `irregular`: "froze freeze" in `lexicon/words/irregular.txt`.
const IRREGULAR: &str = "irregular";
/// Set of verbs with their particles: "hand over".
const PHRASAL: &str = "phrasal";
/// Words that open a clause of time and may stand before a noun: "after".
const TIME_CLAUSE: &str = "time-clause";
/// Names of months.
const MONTHS: &str = "months";
/// Endings of regular verb forms.
const ENDINGS: [&str; 5] = ["ed", "d", "ing", "es", "s"];

/// Mend a tree: unknown verbs' lemmas, and second subjects.
pub fn mend(text: &str, tree: &mut Tree, lexicon: &Lexicon) {
    split_names(tree);
    second_subjects(tree);
    at_least(text, tree);
    phrasal(text, tree, lexicon);
    time_clauses(text, tree, lexicon);
    gaps(text, tree, lexicon);
    clauses::hidden_verbs(tree);
    clauses::days_before_subjects(text, tree, lexicon);
    clauses::bare_infinitives(tree, lexicon);
    clauses::finite_conjuncts(tree);
    for w in tree.words.iter_mut().filter(|w| w.upos == Upos::Verb) {
        if !known(lexicon, &w.lemma)
            && let Some(lemma) = regular(&w.span.of(text).to_lowercase(), lexicon)
        {
            w.lemma = lemma;
        }
    }
}

/// "handed over equipment": what the parser took for a preposition is the verb's particle, and its noun the object.
fn phrasal(text: &str, tree: &mut Tree, lexicon: &Lexicon) {
    for p in 1..tree.words.len() {
        let (verb, particle) = (p - 1, tree.words[p].span.of(text).to_lowercase());
        let Some(noun) = tree.words[p].head.map(usize::from).filter(|&n| tree.words[p].rel == "case" && n > p) else { continue };
        let hangs = tree.words[verb].upos == Upos::Verb && tree.words[noun].head == Some(verb as u16) && tree.words[noun].rel == "obl";
        if !hangs || tree.words.iter().any(|w| w.head == Some(verb as u16) && w.rel == "obj") {
            continue;
        }
        if lexicon.words.holds(PHRASAL, &format!("{} {particle}", tree.words[verb].lemma)) {
            tree.words[noun].rel = "obj";
            (tree.words[p].rel, tree.words[p].head) = ("compound:prt", Some(verb as u16));
        }
    }
}

/// "after Xi and Putin signed": what the parser took for a phrase of time and a second main verb is one clause.
fn time_clauses(text: &str, tree: &mut Tree, lexicon: &Lexicon) {
    for v in 1..tree.words.len() {
        let finite = matches!(tree.words[v].xpos, "VBD" | "VBZ" | "VBP") && matches!(tree.words[v].rel, "conj" | "parataxis");
        if !finite {
            continue;
        }
        if let Some(n) = tree.words[..v].iter().position(|w| w.head == Some(v as u16) && w.rel.starts_with("nsubj")) {
            time_of_subject(text, tree, lexicon, n, v);
            continue;
        }
        let noun = (0..v).rev().find(|&n| tree.words[n].head == tree.words[v].head && tree.words[n].rel == "obl");
        let Some(n) = noun.filter(|&n| (n + 1..v).all(|i| under(tree, i, n))) else { continue };
        let opens =
            |w: &Word| w.head == Some(n as u16) && w.rel == "case" && lexicon.words.holds(TIME_CLAUSE, &w.span.of(text).to_lowercase());
        let Some(mark) = tree.words[..n].iter().position(opens) else { continue };
        (tree.words[mark].head, tree.words[mark].rel) = (Some(v as u16), "mark");
        (tree.words[n].head, tree.words[n].rel) = (Some(v as u16), "nsubj");
        tree.words[v].rel = "advcl";
    }
}

/// "after Xi and Putin signed", where the subject was found but the word of time before it taken for its preposition: no
/// subject has one, so it opens the clause.
fn time_of_subject(text: &str, tree: &mut Tree, lexicon: &Lexicon, n: usize, v: usize) {
    let opens = |w: &Word| w.head == Some(n as u16) && w.rel == "case" && lexicon.words.holds(TIME_CLAUSE, &w.span.of(text).to_lowercase());
    if let Some(mark) = tree.words[..n].iter().position(opens) {
        (tree.words[mark].head, tree.words[mark].rel) = (Some(v as u16), "mark");
        tree.words[v].rel = "advcl";
    }
}

/// "visited Chad in May and Mali in June": a name joined to a month is joined to the object before it.
fn gaps(text: &str, tree: &mut Tree, lexicon: &Lexicon) {
    let month = |w: &Word| lexicon.words.holds(MONTHS, &w.span.of(text).to_lowercase());
    for k in 1..tree.words.len() {
        let Some(m) = tree.words[k].head.map(usize::from).filter(|_| tree.words[k].rel == "conj") else { continue };
        if !month(&tree.words[m]) || month(&tree.words[k]) || tree.words[k].upos != Upos::Propn {
            continue;
        }
        let verb = tree.words[m].head;
        let object = (0..m).rev().find(|&o| tree.words[o].head == verb && tree.words[o].rel == "obj" && tree.words[o].upos == Upos::Propn);
        if let Some(o) = object {
            tree.words[k].head = Some(o as u16);
        }
    }
}

/// Whether `i` hangs, at whatever depth, on `top`.
fn under(tree: &Tree, i: usize, top: usize) -> bool {
    std::iter::successors(Some(i), |&at| tree.words[at].head.map(usize::from)).any(|at| at == top)
}

/// "freed at least 19 sailors": `at` belongs to the number, and what is counted is the object.
fn at_least(text: &str, tree: &mut Tree) {
    for i in 1..tree.words.len() {
        let measure = matches!(&*tree.words[i].span.of(text).to_lowercase(), "least" | "most");
        if !measure || !tree.words[i - 1].span.of(text).eq_ignore_ascii_case("at") || tree.words[i - 1].rel != "case" {
            continue;
        }
        let above = std::iter::successors(tree.words[i].head, |&h| tree.words[h as usize].head).chain(tree.words[i - 1].head);
        let Some(noun) = above.take(4).map(usize::from).find(|&n| n > i && tree.words[n].rel == "obl") else { continue };
        let verb = tree.words[noun].head;
        if !tree.words.iter().any(|w| w.head == verb && w.rel == "obj") {
            tree.words[noun].rel = "obj";
            tree.words[i - 1].rel = "advmod";
        }
    }
}

/// "Xi Jinping hold": side by side, two proper nouns that are both the subject or the object of one verb are one name.
fn split_names(tree: &mut Tree) {
    for i in 1..tree.words.len() {
        let (first, second) = (&tree.words[i - 1], &tree.words[i]);
        let core = first.rel.starts_with("nsubj") || first.rel == "obj";
        let proper = first.upos == Upos::Propn && second.upos == Upos::Propn;
        if core && proper && first.rel == second.rel && first.head == second.head {
            (tree.words[i].head, tree.words[i].rel) = (Some(i as u16 - 1), "flat");
        } else if named_object(first, second) {
            (tree.words[i].head, tree.words[i].rel) = (Some(i as u16 - 1), "appos");
        }
    }
}

/// "met his counterpart Omar Diaz": of two objects side by side the name says who the noun is.
fn named_object(first: &Word, second: &Word) -> bool {
    let objects = first.rel == "obj" && second.rel == "obj" && first.head == second.head;
    objects && first.upos == Upos::Noun && second.upos == Upos::Propn
}

/// "He says Xi promised": a verb's second subject, between it and a clause without one, is that clause's.
fn second_subjects(tree: &mut Tree) {
    let subjects: Vec<(u16, usize)> = (0..tree.words.len())
        .filter(|&i| tree.words[i].rel.starts_with("nsubj"))
        .filter_map(|i| tree.words[i].head.map(|v| (v, i)))
        .collect();
    for (n, &(v, second)) in subjects.iter().enumerate() {
        let mut before = subjects[..n].iter().filter(|s| s.0 == v);
        let (Some(&(_, first)), None) = (before.next(), before.next()) else { continue };
        let hangs = |w: &Word, rel: &str| w.head == Some(v) && w.rel.starts_with(rel);
        let clause = (second + 1..tree.words.len()).find(|&c| hangs(&tree.words[c], "ccomp") || hangs(&tree.words[c], "parataxis"));
        let Some(c) = clause.filter(|_| first < v as usize && (v as usize) < second) else { continue };
        let has_own = subjects.iter().any(|s| s.0 as usize == c);
        if !has_own {
            tree.words[second].head = Some(c as u16);
        }
    }
}

fn known(lexicon: &Lexicon, lemma: &str) -> bool {
    !lexicon.patterns.of(TriggerKind::Verb, lemma).is_empty()
}

/// The known verb of which `form` is a form.
fn regular(form: &str, lexicon: &Lexicon) -> Option<String> {
    let listed = lexicon.words.get(IRREGULAR).and_then(|set| set.iter().find_map(|pair| pair.split_once(' ').filter(|(f, _)| *f == form)));
    if let Some((_, lemma)) = listed {
        return Some(lemma.to_owned());
    }
    ENDINGS.iter().filter_map(|e| form.strip_suffix(e)).flat_map(stems).find(|stem| known(lexicon, stem))
}

/// What may stand before a regular ending: "slamm" is slamm, slamme or slam, "carri" is also carry.
fn stems(base: &str) -> Vec<String> {
    let mut out = vec![base.to_owned(), format!("{base}e")];
    let mut back = base.chars().rev();
    if let (Some(a), Some(b)) = (back.next(), back.next())
        && a == b
    {
        out.push(base[..base.len() - a.len_utf8()].to_owned());
    }
    if let Some(y) = base.strip_suffix('i') {
        out.push(format!("{y}y"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexicon::Source;

    /// A sentence's text and tree from rows of form, lemma, tag, Penn tag, head and relation.
    pub(super) fn parsed(rows: &[(&str, &str, &str, &str, usize, &str)]) -> (String, Tree) {
        let line = |(i, r): (usize, &(&str, &str, &str, &str, usize, &str))| {
            format!("{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t_\n", i + 1, r.0, r.1, r.2, r.3, r.4, r.5)
        };
        let rows: String = rows.iter().enumerate().map(line).collect();
        let sentence = chancery_syntax::conllu::read(&(rows + "\n")).expect("rows are CoNLL-U").remove(0);
        (sentence.text(), sentence.tree)
    }

    pub(super) fn arcs(tree: &Tree) -> Vec<(usize, &str)> {
        tree.words.iter().map(|w| (w.head.map_or(0, |h| usize::from(h) + 1), w.rel)).collect()
    }

    #[test]
    fn a_name_has_one_place_in_a_clause() {
        let (text, mut tree) = parsed(&[
            ("Jane", "Jane", "PROPN", "NNP", 3, "nsubj"),
            ("Roe", "Roe", "PROPN", "NNP", 3, "nsubj"),
            ("met", "meet", "VERB", "VBD", 0, "root"),
            ("Omar", "Omar", "PROPN", "NNP", 3, "obj"),
            ("Diaz", "Diaz", "PROPN", "NNP", 3, "obj"),
            ("Lee", "Lee", "PROPN", "NNP", 3, "obl"),
        ]);
        mend(&text, &mut tree, &Lexicon::read(&[]).0);
        assert_eq!(arcs(&tree), [(3, "nsubj"), (1, "flat"), (0, "root"), (3, "obj"), (4, "flat"), (3, "obl")]);
    }

    #[test]
    fn a_name_behind_an_object_says_who_it_is() {
        let (text, mut tree) = parsed(&[
            ("Roe", "Roe", "PROPN", "NNP", 2, "nsubj"),
            ("met", "meet", "VERB", "VBD", 0, "root"),
            ("counterpart", "counterpart", "NOUN", "NN", 2, "obj"),
            ("Diaz", "Diaz", "PROPN", "NNP", 2, "obj"),
        ]);
        mend(&text, &mut tree, &Lexicon::read(&[]).0);
        assert_eq!(arcs(&tree), [(2, "nsubj"), (0, "root"), (2, "obj"), (3, "appos")]);
    }

    #[test]
    fn a_subject_with_a_word_of_time_opens_a_clause() {
        let words = Source { path: "words/x.txt", text: "set time-clause\n  after\n" };
        let (lexicon, _) = Lexicon::read(&[words]);
        let rows = |word| {
            parsed(&[
                ("Markets", "market", "NOUN", "NNS", 2, "nsubj"),
                ("fell", "fall", "VERB", "VBD", 0, "root"),
                (word, word, "ADP", "IN", 4, "case"),
                ("envoys", "envoy", "NOUN", "NNS", 5, "nsubj"),
                ("left", "leave", "VERB", "VBD", 2, "conj"),
            ])
        };
        let (text, mut tree) = rows("after");
        mend(&text, &mut tree, &lexicon);
        assert_eq!(arcs(&tree)[2..], [(5, "mark"), (5, "nsubj"), (2, "advcl")]);
        let (text, mut tree) = rows("like");
        mend(&text, &mut tree, &lexicon);
        assert_eq!(arcs(&tree)[2..], [(4, "case"), (5, "nsubj"), (2, "conj")]);
    }

    #[test]
    fn known_verbs_are_found_behind_their_forms() {
        let words = Source { path: "words/x.txt", text: "set irregular\n  froze freeze\n" };
        let patterns = Source { path: "patterns/x.txt", text: "pattern a\n  gives ACCUSE\n  verb slam; veto; carry; freeze; accuse\n" };
        let ontology = Source { path: "ontology/x.txt", text: "type ACCUSE\n  quad 3\n" };
        let (lexicon, wrong) = Lexicon::read(&[words, ontology, patterns]);
        assert_eq!(wrong, []);
        for (form, lemma) in [("slammed", "slam"), ("vetoes", "veto"), ("carried", "carry"), ("froze", "freeze"), ("accusing", "accuse")] {
            assert_eq!(regular(form, &lexicon).as_deref(), Some(lemma));
        }
        assert_eq!(regular("walked", &lexicon), None);
    }
}
