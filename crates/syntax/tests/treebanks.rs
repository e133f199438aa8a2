//! The shipped model against the development treebanks, where they are to be had.
#![allow(clippy::print_stderr, reason = "a test that skips says so")]

use std::path::{Path, PathBuf};

use chancery_syntax::conllu::{self, Sentence};
use chancery_syntax::score::{Scores, score};
use chancery_syntax::train::reparsed;
use chancery_syntax::{Model, Scratch};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sentences of a development treebank; `None`, said aloud, where the data are absent.
fn dev(name: &str) -> Option<Vec<Sentence>> {
    let path = root().join("../shared/data/ud").join(format!("en_{name}-ud-dev.conllu"));
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: no treebank at {}", path.display());
        return None;
    };
    Some(conllu::read(&text).expect("the treebank is CoNLL-U"))
}

fn scores(gold: &[Sentence]) -> Scores {
    let bytes = std::fs::read(root().join("models/english.bin")).expect("the model is shipped");
    let model = Model::load(&bytes).expect("the shipped model fits this program");
    let mut scratch = Scratch::default();
    let system: Vec<Sentence> = gold.iter().map(|s| reparsed(&model, s, &mut scratch)).collect();
    for sentence in &system {
        let heads: Vec<usize> = sentence.tree.words.iter().map(|w| w.head.map_or(0, |h| usize::from(h) + 1)).collect();
        assert!(chancery_syntax::decode::is_tree(&heads));
    }
    score(gold, &system)
}

#[test]
fn the_shipped_model_holds_its_floors() {
    for (name, upos, lemma, las) in [("ewt", 95.2, 96.7, 85.5), ("gum", 96.3, 97.7, 85.5)] {
        let Some(gold) = dev(name) else { continue };
        let s = scores(&gold);
        for (what, got, floor) in [("UPOS", s.upos.f1(), upos), ("lemma", s.lemma.f1(), lemma), ("LAS", s.las.f1(), las)] {
            assert!(got >= floor, "{name}: {what} {got:.2} is under its floor {floor}");
        }
    }
}

#[test]
fn treebanks_survive_a_round_trip() {
    let Some(gold) = dev("gum") else { return };
    let mut out = String::new();
    gold.iter().for_each(|s| conllu::write_sentence(&mut out, s, None));
    assert_eq!(conllu::read(&out).expect("just written"), gold);
    let s = score(&gold, &gold);
    assert_eq!((s.words.hits, s.las.hits, s.sentences.hits), (s.words.gold, s.words.gold, gold.len()));
}
