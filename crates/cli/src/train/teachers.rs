//! Teachers: larger models whose joint opinion of raw news a smaller one learns from.

use anyhow::{Context, Result};
use chancery_syntax::Model;
use chancery_syntax::conllu::Sentence;
use chancery_syntax::model::Committee;
use chancery_syntax::score::{Scores, score};
use chancery_syntax::train::{Lesson, Shape, TrainOptions, Treebank, Vectors, lessons};
use std::path::{Path, PathBuf};

/// The teachers' seeds and shapes.
fn all() -> [(u64, Shape); 3] {
    [(1, Shape::teacher()), (FIRST_LARGE, Shape::large_teacher()), (12, Shape::large_teacher())]
}

/// Seed of the large teacher that the student begins as.
const FIRST_LARGE: u64 = 11;

fn checkpoint(folder: &Path, seed: u64) -> PathBuf {
    folder.join(format!("teacher-{seed}.ckpt"))
}

/// The checkpoint that the student begins with.
pub fn first_large(folder: &Path) -> PathBuf {
    checkpoint(folder, FIRST_LARGE)
}

/// What the teachers in `folder` make of the raw news; those missing are trained first.
pub fn taught(folder: &Path, raw: &Path, options: &mut TrainOptions, vectors: &Vectors) -> Result<Vec<Lesson>> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let files: Vec<Vec<u8>> = all().into_iter().map(|one| teacher(folder, one, options, vectors)).collect::<Result<_>>()?;
    let models =
        files.iter().map(|bytes| Model::load(bytes)).collect::<Result<Vec<_>, _>>().with_context(|| folder.display().to_string())?;
    let committee = Committee::new(models)
        .with_context(|| format!("{}: the teachers were trained on different data; remove them to train new ones", folder.display()))?;
    for t in &options.dev {
        let s = measure(&committee, t);
        eprintln!(
            "teachers together: {} UPOS {:.2} lemma {:.2} UAS {:.2} LAS {:.2}",
            t.name,
            s.upos.f1(),
            s.lemma.f1(),
            s.uas.f1(),
            s.las.f1()
        );
    }
    let sentences = super::raw::sentences(raw)?;
    let lessons = lessons(&committee, &sentences, options.threads);
    let words: usize = lessons.iter().map(|l| l.forms.len()).sum();
    eprintln!("{} of {} raw sentences are lessons: {words} words", lessons.len(), sentences.len());
    Ok(lessons)
}

/// A teacher's file: the one there, or a new one.
fn teacher(folder: &Path, (seed, shape): (u64, Shape), options: &mut TrainOptions, vectors: &Vectors) -> Result<Vec<u8>> {
    let path = folder.join(format!("teacher-{seed}.bin"));
    if let Ok(bytes) = std::fs::read(&path) {
        return Ok(bytes);
    }
    let own = (options.seed, options.shape, options.checkpoint.take());
    (options.seed, options.shape, options.checkpoint) = (seed, shape, Some(checkpoint(folder, seed)));
    let outcome = super::trained(&format!("teacher {seed}: "), options, vectors);
    (options.seed, options.shape, options.checkpoint) = own;
    let model = outcome?.model;
    super::write(&path, &model)?;
    Ok(model)
}

fn measure(committee: &Committee<'_>, treebank: &Treebank) -> Scores {
    let mut scratch = committee.scratch();
    let parsed = |s: &Sentence| {
        let (text, spans) = (s.text(), s.spans());
        let beliefs = committee.ask(&text, &spans, &mut scratch);
        Sentence { tree: committee.tree(&text, &spans, &beliefs), ..s.clone() }
    };
    let system: Vec<Sentence> = treebank.sentences.iter().map(parsed).collect();
    score(&treebank.sentences, &system)
}
