//! How close a system's trees come to a treebank's.
//!
//! Words are aligned by their characters, white space apart, so that a system that starts from raw text can be scored
//! as well; on gold tokens this is a comparison word by word. Relation subtypes are left out of LAS, as the CoNLL 2018
//! shared task did.

use std::collections::{BTreeMap, HashMap};

use crate::conllu::Sentence;
use crate::tree::Word;

/// Counts of matches, from which F1 follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// In both.
    pub hits: usize,
    /// In the treebank.
    pub gold: usize,
    /// In the system's output.
    pub system: usize,
}

impl Count {
    /// Share of the system's that are right, in per cent.
    #[must_use]
    pub fn precision(self) -> f64 {
        100.0 * self.hits as f64 / self.system.max(1) as f64
    }

    /// Share of the treebank's that were found, in per cent.
    #[must_use]
    pub fn recall(self) -> f64 {
        100.0 * self.hits as f64 / self.gold.max(1) as f64
    }

    /// Harmonic mean of the two, in per cent.
    #[must_use]
    pub fn f1(self) -> f64 {
        200.0 * self.hits as f64 / (self.gold + self.system).max(1) as f64
    }
}

/// All scores of one comparison.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// Word boundaries.
    pub words: Count,
    /// Sentence boundaries.
    pub sentences: Count,
    /// Universal tags.
    pub upos: Count,
    /// Penn tags.
    pub xpos: Count,
    /// Whole bundles of features.
    pub feats: Count,
    /// Lemmas.
    pub lemma: Count,
    /// Heads.
    pub uas: Count,
    /// Heads with relations.
    pub las: Count,
    /// Heads with relations, by full relation with its subtype, and obliques by their preposition too, as `obl(in)`.
    pub relations: BTreeMap<String, Count>,
}

/// A word's place among the characters that are not white space; words of a multiword token that do not spell it share
/// its place and are told apart by number.
type Place = (usize, usize, usize);

/// A word, where it and its head stand, and of an oblique its row in the table of prepositions.
struct PlacedWord<'a> {
    word: &'a Word,
    place: Place,
    head: Option<Place>,
    oblique: Option<String>,
}

struct Placed<'a> {
    words: Vec<PlacedWord<'a>>,
    sentences: Vec<(usize, usize)>,
}

fn dense(form: &str) -> String {
    form.split_whitespace().collect()
}

/// Places of one sentence's words, starting at character `at`.
fn places(sentence: &Sentence, at: &mut usize) -> Vec<Place> {
    let mut out = Vec::with_capacity(sentence.forms.len());
    let mut tokens = sentence.tokens.iter().peekable();
    let mut i = 0;
    while i < sentence.forms.len() {
        let Some(token) = tokens.next_if(|t| t.first == i) else {
            let len = dense(&sentence.forms[i]).chars().count();
            out.push((*at, *at + len, 0));
            *at += len;
            i += 1;
            continue;
        };
        let whole = dense(&token.form);
        let (begin, end) = (*at, *at + whole.chars().count());
        let mut left = whole.as_str();
        for (w, form) in sentence.forms.iter().enumerate().take(token.last + 1).skip(token.first) {
            let form = dense(form);
            if let Some(rest) = left.strip_prefix(form.as_str()) {
                let from = end - left.chars().count();
                out.push((from, from + form.chars().count(), 0));
                left = rest;
            } else {
                out.push((begin, end, w + 1));
            }
        }
        *at = end;
        i = token.last + 1;
    }
    out
}

fn place(sentences: &[Sentence]) -> Placed<'_> {
    let mut at = 0;
    let mut placed = Placed { words: Vec::new(), sentences: Vec::new() };
    for sentence in sentences {
        let places = places(sentence, &mut at);
        if let (Some(first), Some(last)) = (places.first(), places.last()) {
            placed.sentences.push((first.0, last.1));
        }
        for (i, (word, &place)) in sentence.tree.words.iter().zip(&places).enumerate() {
            let head = word.head.map(|h| places[usize::from(h)]);
            placed.words.push(PlacedWord { word, place, head, oblique: oblique(sentence, i) });
        }
    }
    placed
}

/// The row of an oblique (its agents, times and the like apart) under its preposition.
fn oblique(sentence: &Sentence, i: usize) -> Option<String> {
    let words = &sentence.tree.words;
    (words[i].rel == "obl").then_some(())?;
    let case = (0..words.len()).find(|&c| words[c].head == Some(i as u16) && words[c].rel == "case");
    Some(case.map_or_else(|| "obl(-)".to_owned(), |c| format!("obl({})", sentence.forms[c].to_lowercase())))
}

/// A relation without its subtype.
#[must_use]
pub fn universal(rel: &str) -> &str {
    rel.split(':').next().unwrap_or(rel)
}

/// The rows a word counts in.
fn rows<'a>(w: &'a PlacedWord<'_>) -> impl Iterator<Item = String> + 'a {
    std::iter::once(w.word.rel.to_owned()).chain(w.oblique.clone())
}

/// Compares a system's sentences with the treebank's over the same text.
#[must_use]
pub fn score(gold: &[Sentence], system: &[Sentence]) -> Scores {
    let (gold, system) = (place(gold), place(system));
    let all = Count { hits: 0, gold: gold.words.len(), system: system.words.len() };
    let mut s = Scores { words: all, upos: all, xpos: all, feats: all, lemma: all, uas: all, las: all, ..Scores::default() };
    let by_place: HashMap<Place, &PlacedWord<'_>> = gold.words.iter().map(|w| (w.place, w)).collect();
    let ends: std::collections::HashSet<&(usize, usize)> = gold.sentences.iter().collect();
    s.sentences = Count {
        hits: system.sentences.iter().filter(|b| ends.contains(b)).count(),
        gold: gold.sentences.len(),
        system: system.sentences.len(),
    };
    for w in &gold.words {
        rows(w).for_each(|row| s.relations.entry(row).or_default().gold += 1);
    }
    for w in &system.words {
        rows(w).for_each(|row| s.relations.entry(row).or_default().system += 1);
        let Some(found) = by_place.get(&w.place) else { continue };
        let (word, right, same_head) = (w.word, found.word, w.head == found.head);
        s.words.hits += 1;
        s.upos.hits += usize::from(word.upos == right.upos);
        s.xpos.hits += usize::from(word.xpos == right.xpos);
        s.feats.hits += usize::from(word.feats == right.feats);
        s.lemma.hits += usize::from(word.lemma == right.lemma);
        s.uas.hits += usize::from(same_head);
        s.las.hits += usize::from(same_head && universal(word.rel) == universal(right.rel));
        if same_head && word.rel == right.rel {
            rows(w).filter(|row| rows(found).any(|r| r == *row)).for_each(|row| s.relations.entry(row).or_default().hits += 1);
        }
    }
    s
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::read;

    const GOLD: &str = "1\tWe\twe\tPRON\tPRP\t_\t3\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_\n\
        3\tn't\tnot\tPART\tRB\t_\t0\troot\t_\t_\n\n1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n";

    #[test]
    fn obliques_are_told_by_their_prepositions() {
        let gold = "1\tMeet\tmeet\tVERB\tVB\t_\t0\troot\t_\t_\n2\tin\tin\tADP\tIN\t_\t3\tcase\t_\t_\n\
            3\tMay\tMay\tPROPN\tNNP\t_\t1\tobl\t_\t_\n4\tby\tby\tADP\tIN\t_\t5\tcase\t_\t_\n5\tsea\tsea\tNOUN\tNN\t_\t1\tobl\t_\t_\n\n";
        let (gold, other) = (read(gold).expect("sound"), read(&gold.replace("3\tcase", "1\tcase")).expect("sound"));
        let s = score(&gold, &other);
        assert_eq!(s.relations["obl"], Count { hits: 2, gold: 2, system: 2 });
        assert_eq!(s.relations["obl(by)"], Count { hits: 1, gold: 1, system: 1 });
        assert_eq!(s.relations["obl(in)"], Count { hits: 0, gold: 1, system: 0 });
        assert_eq!(s.relations["obl(-)"], Count { hits: 0, gold: 0, system: 1 });
    }

    #[test]
    fn counts_by_characters() {
        let gold = read(GOLD).expect("sound");
        let same = score(&gold, &gold);
        assert_eq!((same.las.hits, same.words.gold, same.sentences.hits), (4, 4, 2));
        // One wrong relation, one wrong subtype, which LAS forgives and the table of relations does not.
        let other = read(&GOLD.replace("aux", "cop").replace("nsubj", "nsubj:pass")).expect("sound");
        let s = score(&gold, &other);
        assert_eq!((s.uas.hits, s.las.hits), (4, 3));
        assert_eq!(s.relations["nsubj"], Count { hits: 0, gold: 1, system: 0 });
        assert_eq!(s.relations["root"], Count { hits: 2, gold: 2, system: 2 });
        // One sentence where the treebank has two, and a word cut elsewhere.
        let merged =
            read("1\tWe\twe\tPRON\t_\t_\t2\tnsubj\t_\t_\n2\tdon't\tdo\tAUX\t_\t_\t0\troot\t_\t_\n3\tYes\tyes\tINTJ\t_\t_\t2\tdep\t_\t_\n")
                .expect("sound");
        let s = score(&gold, &merged);
        assert_eq!((s.words.hits, s.words.gold, s.words.system, s.sentences.hits), (2, 4, 3, 0));
    }
}
