//! The classes a model chooses among, and the features it has rows for: all taken from the training treebanks.

use std::collections::{BTreeMap, BTreeSet};

use chancery_learn::features::KeyIndex;

use crate::conllu::Sentence;
use crate::features::{Keys, WHOLE};
use crate::intern::intern;
use crate::lemma::Script;

/// Occurrences a whole-word key needs for a row of its own.
const MIN_WHOLE: u32 = 2;
/// Different words an affix or shape must occur in.
const MIN_AFFIX: u32 = 4;
/// Different words a run of letters must occur in.
const MIN_GRAM: u32 = 6;
/// Occurrences an edit script needs to be a class; rarer ones become exceptions.
const MIN_SCRIPT: u32 = 3;
/// Occurrences a word needs for its only lemma to be taken as its lemma.
const MIN_SEEN: u32 = 2;

/// Classes and feature keys.
#[derive(Debug, Clone)]
pub struct Inventory {
    /// Penn tags.
    pub xpos: Vec<&'static str>,
    /// Bundles of features.
    pub feats: Vec<&'static str>,
    /// Relations with their subtypes.
    pub rels: Vec<&'static str>,
    /// Edit scripts of lemmas.
    pub scripts: Vec<Script>,
    /// Lemmas known by heart: form as written and tag, lemma.
    pub exceptions: BTreeMap<(String, u8), String>,
    /// Rows of the embedding table.
    pub keys: KeyIndex,
    /// Pairs of rows that always occur together: the second can be added to the first, and its key forgotten.
    pub twins: BTreeMap<u32, u32>,
}

impl Inventory {
    /// Collects from training sentences.
    #[must_use]
    pub fn collect(sentences: &[&Sentence]) -> Self {
        let mut xpos = BTreeSet::new();
        let mut feats = BTreeSet::new();
        let mut rels = BTreeSet::from(["root"]);
        let mut scripts: BTreeMap<Script, u32> = BTreeMap::new();
        let words = || sentences.iter().flat_map(|s| s.forms.iter().zip(&s.tree.words));
        for (form, word) in words() {
            xpos.insert(word.xpos);
            feats.insert(word.feats);
            rels.insert(word.rel);
            *scripts.entry(Script::between(form, &word.lemma)).or_default() += 1;
        }
        let keys = frequent_keys(words().map(|(form, _)| form.as_str()));
        let common: Vec<Script> = scripts.into_iter().filter(|&(_, n)| n >= MIN_SCRIPT).map(|(s, _)| s).collect();
        Self {
            xpos: xpos.into_iter().collect(),
            feats: feats.into_iter().collect(),
            rels: rels.into_iter().collect(),
            exceptions: exceptions(words().map(|(f, w)| (f.as_str(), w.upos as u8, w.lemma.as_str())), &common),
            scripts: common,
            twins: twins(words().map(|(form, _)| form.as_str()), &keys),
            keys,
        }
    }

    /// Number of `root` among the relations.
    #[must_use]
    pub fn root_rel(&self) -> usize {
        self.rels.iter().position(|&r| r == "root").unwrap_or(0)
    }
}

/// Words with one lemma only, where it takes a rare script or the word was seen often enough to be sure.
fn exceptions<'a>(words: impl Iterator<Item = (&'a str, u8, &'a str)>, common: &[Script]) -> BTreeMap<(String, u8), String> {
    let mut lemmas: BTreeMap<(&str, u8), BTreeMap<&str, u32>> = BTreeMap::new();
    for (form, upos, lemma) in words {
        *lemmas.entry((form, upos)).or_default().entry(lemma).or_default() += 1;
    }
    let storable = |s: &str| !s.is_empty() && !s.contains(['\t', '\n']);
    lemmas
        .into_iter()
        .filter_map(|((form, upos), found)| {
            let (lemma, count) = found.first_key_value().filter(|_| found.len() == 1)?;
            let wanted = *count >= MIN_SEEN || common.binary_search(&Script::between(form, lemma)).is_err();
            (wanted && storable(form) && storable(lemma)).then(|| ((form.to_owned(), upos), (*lemma).to_owned()))
        })
        .collect()
}

fn frequent_keys<'a>(forms: impl Iterator<Item = &'a str>) -> KeyIndex {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for form in forms {
        *counts.entry(form).or_default() += 1;
    }
    let (mut whole, mut affixes, mut grams) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut keys = Keys::default();
    for (form, n) in counts {
        keys.of(form);
        keys.parts[..WHOLE].iter().for_each(|&k| *whole.entry(k).or_insert(0) += n);
        keys.parts[WHOLE..].iter().for_each(|&k| *affixes.entry(k).or_insert(0) += 1);
        let distinct: BTreeSet<u32> = keys.grams.iter().copied().collect();
        distinct.into_iter().for_each(|k| *grams.entry(k).or_insert(0) += 1);
    }
    let mut kept: BTreeSet<u32> = BTreeSet::new();
    for (counts, least) in [(whole, MIN_WHOLE), (affixes, MIN_AFFIX), (grams, MIN_GRAM)] {
        kept.extend(counts.into_iter().filter(|&(_, n)| n >= least).map(|(k, _)| k));
    }
    // A set's elements rise, so the index cannot refuse them.
    KeyIndex::new(kept.into_iter().collect()).unwrap_or_else(|| unreachable!("a set is sorted"))
}

/// The rows of a form without digits and of its normal form, by the latter's. Where the two strings are one, no word has
/// one of the keys and not the other.
fn twins<'a>(forms: impl Iterator<Item = &'a str>, index: &KeyIndex) -> BTreeMap<u32, u32> {
    let distinct: BTreeSet<&str> = forms.collect();
    let mut keys = Keys::default();
    let mut out = BTreeMap::new();
    for form in distinct.into_iter().filter(|f| !f.contains(|c: char| c.is_ascii_digit())) {
        keys.of(form);
        if let (Some(plain), Some(normal)) = (index.row(keys.parts[0]), index.row(keys.normal)) {
            out.insert(normal, plain);
        }
    }
    out
}

/// Strings of a model file as lasting ones.
pub(crate) fn interned(strings: &[&str]) -> Vec<&'static str> {
    strings.iter().map(|s| intern(s)).collect()
}
