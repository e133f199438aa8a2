//! The shipped model against the development treebanks, where they are to be had.
#![allow(clippy::print_stderr, reason = "a test that skips says so")]

use std::path::{Path, PathBuf};

use chancery_syntax::conllu::{self, Sentence};
use chancery_syntax::score::{Scores, score};
use chancery_syntax::train::{Shape, TrainOptions, Treebank, reparsed, train};
use chancery_syntax::{Model, Scratch};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sentences of a development treebank under the folder that `CHANCERY_DATA` names; `None`, said aloud, where there are none.
fn dev(name: &str) -> Option<Vec<Sentence>> {
    let Some(data) = std::env::var_os("CHANCERY_DATA") else {
        eprintln!("SKIPPED: CHANCERY_DATA names no folder of development data");
        return None;
    };
    let path = PathBuf::from(data).join("ud").join(format!("en_{name}-ud-dev.conllu"));
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
    for (name, upos, lemma, las) in [("ewt", 95.2, 96.7, 86.0), ("gum", 96.5, 97.8, 86.3)] {
        let Some(gold) = dev(name) else { continue };
        let s = scores(&gold);
        for (what, got, floor) in [("UPOS", s.upos.f1(), upos), ("lemma", s.lemma.f1(), lemma), ("LAS", s.las.f1(), las)] {
            assert!(got >= floor, "{name}: {what} {got:.2} is under its floor {floor}");
        }
    }
}

#[test]
fn treebanks_survive_a_round_trip() {
    let Some(mut gold) = dev("gum") else { return };
    // Mentions are read, not written.
    gold.iter_mut().for_each(|s| s.mentions.clear());
    let mut out = String::new();
    gold.iter().for_each(|s| conllu::write_sentence(&mut out, s, None));
    assert!(conllu::read(&out).expect("just written") == gold);
    let s = score(&gold, &gold);
    assert_eq!((s.words.hits, s.las.hits, s.sentences.hits), (s.words.gold, s.words.gold, gold.len()));
}

/// What is shipped are small integers; they must parse as the floats that were trained do. The floats are not shipped, so a
/// small net is trained here, on one treebank, and measured on the other.
#[test]
fn quantised_and_float_models_agree() {
    let (Some(ewt), Some(gum)) = (dev("ewt"), dev("gum")) else { return };
    let bank = |name: &str, source, sentences| Treebank { name: name.into(), source, sentences };
    let small = Shape { emb: 64, units: 64, layers: 3, arc: 64, rel_sum: 64, rel_product: 32, batch: 160, keep: 0.99, ..Shape::default() };
    let options = TrainOptions {
        train: vec![bank("EWT", 0, ewt)],
        taught: Vec::new(),
        dev: vec![bank("GUM", 1, gum)],
        epochs: 6,
        seed: 1,
        threads: 2,
        follow: None,
        checkpoint: None,
        start: None,
        shape: small,
    };
    let outcome = train(&options, |_| true).expect("no file is touched");
    let (quantised, float) = (outcome.dev[0].1.las.f1(), outcome.float_dev[0].1.las.f1());
    assert!(float > 40.0, "LAS {float} says nothing");
    assert!((quantised - float).abs() <= 0.1, "LAS {quantised:.3} of the quantised model, {float:.3} of the floats");
}
