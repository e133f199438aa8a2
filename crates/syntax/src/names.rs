//! Names in a sentence: kinds, the classes a model chooses among, and what counts as a name in a treebank.

use std::fmt;

use crate::conllu::Sentence;
use crate::tree::{Tree, Upos};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A body of people: a state organ, a company, a party, an alliance.
    Organization,
    /// A place, states among them.
    Place,
    /// A nationality, religion or political leaning: *Kurdish*, *Republicans*.
    Group,
    /// Any other name: an event, a work, a law, a ship.
    Other,
}

impl NameKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Person, Self::Organization, Self::Place, Self::Group, Self::Other];

    /// The usual abbreviation, such as `PER`.
    #[must_use]
    pub fn code(self) -> &'static str {
        ["PER", "ORG", "LOC", "NORP", "MISC"][self as usize]
    }
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A name: the words `first..=last` of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Its first word.
    pub first: u16,
    /// Its last word.
    pub last: u16,
    /// What it names.
    pub kind: NameKind,
}

/// Classes of a word: outside of names, then for each kind a name's first word and its later words.
pub const CLASSES: usize = 1 + 2 * NameKind::ALL.len();

/// The class of every word of a sentence of `n`.
#[must_use]
pub fn classes(names: &[Name], n: usize) -> Vec<usize> {
    let mut out = vec![0; n];
    for name in names {
        let (first, last) = (usize::from(name.first), usize::from(name.last));
        out[first] = 1 + 2 * name.kind as usize;
        out[first + 1..=last].fill(2 + 2 * name.kind as usize);
    }
    out
}

/// Appends the names that classes spell to `names`, counting words from `offset`. A later word without a first one of its
/// kind begins a name itself.
pub fn spelt(classes: impl Iterator<Item = usize>, offset: usize, names: &mut Vec<Name>) {
    let mut open: Option<usize> = None;
    for (i, class) in classes.enumerate() {
        let Some(kind) = class.checked_sub(1).and_then(|c| NameKind::ALL.get(c / 2)) else {
            open = None;
            continue;
        };
        let at = (offset + i) as u16;
        match names.last_mut().filter(|_| class % 2 == 0 && open == Some(class / 2)) {
            Some(name) => name.last = at,
            None => names.push(Name { first: at, last: at, kind: *kind }),
        }
        // The class of this kind's later words, halved.
        open = Some(class.div_ceil(2));
    }
}

/// Words that join proper nouns into one name.
const JOINTS: [&str; 8] = ["of", "for", "and", "the", "&", "-", "'s", "on"];

/// The names of a treebank's sentence: the stretch of proper nouns around the head of each mention whose head is a proper
/// noun, the outermost where mentions nest; and every adjective that is written with a capital as a lemma too. Mentions of
/// times are left out.
#[must_use]
pub fn of_treebank(sentence: &Sentence) -> Vec<Name> {
    let words = &sentence.tree.words;
    let mut found: Vec<Name> = sentence.mentions.iter().filter_map(|m| named(&sentence.tree, sentence, m.first, m.last, m.kind)).collect();
    for (i, w) in words.iter().enumerate() {
        if w.upos == Upos::Adj && w.lemma.chars().next().is_some_and(char::is_uppercase) {
            found.push(Name { first: i as u16, last: i as u16, kind: NameKind::Group });
        }
    }
    // Longer ones first; what touches one already taken is part of it.
    found.sort_by_key(|n| (std::cmp::Reverse(n.last - n.first), n.first, n.kind));
    let mut taken: Vec<Name> = Vec::new();
    for name in found {
        if taken.iter().all(|t| name.last < t.first || name.first > t.last) {
            taken.push(name);
        }
    }
    taken.sort();
    taken
}

fn named(tree: &Tree, sentence: &Sentence, first: usize, last: usize, kind: &str) -> Option<Name> {
    let inside = |i: usize| (first..=last).contains(&i);
    let words = &tree.words;
    let head = (first..=last).find(|&i| words[i].head.is_none_or(|h| !inside(usize::from(h))))?;
    if words[head].upos != Upos::Propn {
        return None;
    }
    let kind = match kind {
        "time" => return None,
        "person" if words[head].feats.contains("Number=Plur") => NameKind::Group,
        "person" => NameKind::Person,
        "organization" => NameKind::Organization,
        "place" => NameKind::Place,
        _ => NameKind::Other,
    };
    let proper = |i: usize| inside(i) && words[i].upos == Upos::Propn;
    let joins = |i: usize| kind != NameKind::Person && inside(i) && JOINTS.contains(&sentence.forms[i].to_lowercase().as_str());
    let (mut from, mut to) = (head, head);
    while from > first && (proper(from - 1) || (joins(from - 1) && from - 1 > first && proper(from - 2))) {
        from -= 1;
    }
    while to < last && (proper(to + 1) || (joins(to + 1) && (proper(to + 2) || (joins(to + 2) && proper(to + 3))))) {
        to += 1;
        while !proper(to) {
            to += 1;
        }
    }
    Some(Name { first: from as u16, last: to as u16, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "1\tJane\tJane\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tEntity=(1-person-new(2-person-new)\n\
        2\tof\tof\tADP\tIN\t_\t3\tcase\t_\t_\n3\tOslo\tOslo\tPROPN\tNNP\tNumber=Sing\t1\tnmod\t_\tEntity=(3-place-new-Oslo)1)\n\
        4\tjoined\tjoin\tVERB\tVBD\t_\t0\troot\t_\t_\n5\tthe\tthe\tDET\tDT\t_\t7\tdet\t_\tEntity=(4-organization-new\n\
        6\tNorwegian\tNorwegian\tADJ\tJJ\t_\t7\tamod\t_\t_\n7\tBank\tBank\tPROPN\tNNP\tNumber=Sing\t4\tobj\t_\t_\n\
        8\tof\tof\tADP\tIN\t_\t9\tcase\t_\t_\n9\tTrade\tTrade\tPROPN\tNNP\tNumber=Sing\t7\tnmod\t_\tEntity=4)\n\
        10\ton\ton\tADP\tIN\t_\t11\tcase\t_\t_\n11\tMonday\tMonday\tPROPN\tNNP\tNumber=Sing\t4\tobl\t_\tEntity=(5-time-new)\n\n";

    #[test]
    fn mentions_become_names() {
        let sentence = &crate::conllu::read(SAMPLE).expect("sound")[0];
        let name = |first, last, kind| Name { first, last, kind };
        let want =
            [name(0, 0, NameKind::Person), name(2, 2, NameKind::Place), name(5, 5, NameKind::Group), name(6, 8, NameKind::Organization)];
        assert_eq!(of_treebank(sentence), want);
    }

    #[test]
    fn classes_spell_names_again() {
        let names = [
            Name { first: 0, last: 1, kind: NameKind::Person },
            Name { first: 2, last: 2, kind: NameKind::Person },
            Name { first: 4, last: 6, kind: NameKind::Other },
        ];
        let mut again = Vec::new();
        spelt(classes(&names, 8).into_iter(), 0, &mut again);
        assert_eq!(again, names);
        let mut orphan = Vec::new();
        spelt([0, 2, 2, 4].into_iter(), 5, &mut orphan);
        let kinds: Vec<_> = orphan.iter().map(|n| (n.first, n.last, n.kind.code())).collect();
        assert_eq!(kinds, [(6, 7, "PER"), (8, 8, "ORG")]);
    }
}
