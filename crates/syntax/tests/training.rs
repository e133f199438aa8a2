//! Training on a tiny treebank written for this purpose: it must learn it by heart, and chance must not leak in.

use std::path::PathBuf;

use chancery_syntax::conllu::Mention;
use chancery_syntax::model::Committee;
use chancery_syntax::train::{Outcome, Progress, Shape, TrainOptions, Treebank, lessons, reparsed, train};
use chancery_syntax::{Model, Scratch, Upos, conllu};

fn tiny() -> Treebank {
    let sentences = conllu::read(include_str!("data/tiny.conllu")).expect("the fixture is CoNLL-U");
    Treebank { name: "tiny".into(), source: 0, sentences }
}

fn options(epochs: u32, threads: usize) -> TrainOptions {
    TrainOptions {
        train: vec![tiny()],
        taught: Vec::new(),
        dev: vec![tiny()],
        epochs,
        seed: 7,
        threads,
        follow: None,
        checkpoint: None,
        start: None,
        shape: Shape {
            emb: 24,
            units: 16,
            layers: 2,
            tag_layer: 1,
            arc: 16,
            rel_sum: 16,
            rel_product: 8,
            batch: 16,
            rate: 1e-2,
            dropout: [0.0, 0.1, 0.1],
            part_dropout: 0.0,
            keep: 0.9,
            ..Shape::default()
        },
    }
}

fn run(options: &TrainOptions) -> Outcome {
    train(options, |_| true).expect("no file is touched")
}

#[test]
fn learns_the_tiny_treebank() {
    let outcome = run(&options(150, 1));
    let (dev, float) = (&outcome.dev[0].1, &outcome.float_dev[0].1);
    assert!(dev.las.f1() > 95.0, "LAS {}", dev.las.f1());
    assert!(dev.upos.f1() > 95.0, "UPOS {}", dev.upos.f1());
    assert!(dev.lemma.f1() > 90.0, "lemma {}", dev.lemma.f1());
    assert!((dev.las.f1() - float.las.f1()).abs() < 2.0, "quantised {} and float {} differ", dev.las.f1(), float.las.f1());
    let model = Model::load(&outcome.model).expect("just made");
    let mut scratch = Scratch::default();
    let system: Vec<_> = tiny().sentences.iter().map(|s| reparsed(&model, s, &mut scratch)).collect();
    assert!(system.iter().all(|s| s.tree.words.iter().filter(|w| w.head.is_none()).count() == 1));
}

#[test]
fn threads_change_nothing() {
    assert_eq!(run(&options(3, 1)).model, run(&options(3, 2)).model);
    assert_ne!(run(&options(3, 1)).model, run(&TrainOptions { seed: 8, ..options(3, 1) }).model);
}

#[test]
fn a_stopped_training_goes_on_to_the_same_bytes() {
    let path: PathBuf = std::env::temp_dir().join(format!("chancery-checkpoint-{}.ckpt", std::process::id()));
    let whole = run(&options(4, 1)).model;
    let kept = || TrainOptions { checkpoint: Some(path.clone()), ..options(4, 1) };
    train(&kept(), |p| !matches!(p, Progress::Epoch { epoch: 2, .. })).expect("writable");
    let mut resumed_at = 0;
    let rest = train(&kept(), |p| {
        if let Progress::Start { done, .. } = p {
            resumed_at = done;
        }
        true
    })
    .expect("readable");
    std::fs::remove_file(&path).expect("was written");
    assert_eq!(resumed_at, 2);
    assert_eq!(rest.model, whole);
}

#[test]
fn batches_change_nothing_and_long_sentences_are_trees() {
    let outcome = run(&options(2, 1));
    let model = Model::load(&outcome.model).expect("just made");
    let mut scratch = Scratch::default();
    let sentences = tiny().sentences;
    let mut text = String::new();
    let mut spans = Vec::new();
    for s in &sentences {
        let at = text.len();
        spans.push(s.spans().iter().map(|w| chancery_span::Span::new(w.start as usize + at, w.end as usize + at)).collect::<Vec<_>>());
        text.push_str(&s.text());
        text.push(' ');
    }
    let slices: Vec<&[_]> = spans.iter().map(Vec::as_slice).collect();
    let together = model.parse_batch(&text, &slices, &mut scratch);
    let apart: Vec<_> = slices.iter().map(|s| model.parse(&text, s, &mut Scratch::default())).collect();
    assert_eq!(together, apart);

    let long: Vec<_> = spans.iter().flatten().copied().cycle().take(1000).collect();
    let tree = model.parse(&text, &long, &mut scratch);
    assert_eq!(tree.words.len(), 1000);
    let heads: Vec<usize> = tree.words.iter().map(|w| w.head.map_or(0, |h| usize::from(h) + 1)).collect();
    assert!(chancery_syntax::decode::is_tree(&heads));
    assert!(model.parse("", &[], &mut scratch).words.is_empty());
}

#[test]
fn a_student_begins_where_another_run_stood() {
    let path: PathBuf = std::env::temp_dir().join(format!("chancery-start-{}.ckpt", std::process::id()));
    let without_names = |o: TrainOptions| TrainOptions { shape: Shape { names: false, ..o.shape }, ..o };
    let teacher = run(&without_names(TrainOptions { checkpoint: Some(path.clone()), ..options(40, 1) }));
    let student = run(&TrainOptions { start: Some(path.clone()), ..options(0, 1) });
    std::fs::remove_file(&path).expect("was written");
    assert!(teacher.dev[0].1.las.f1() > 50.0);
    assert_eq!(student.dev[0].1.las, teacher.dev[0].1.las);
    assert_eq!(student.dev[0].1.upos, teacher.dev[0].1.upos);
    let missing = TrainOptions { start: Some(path.clone()), ..options(1, 1) };
    let error = train(&missing, |_| true).expect_err("the file is gone").to_string();
    assert!(error.contains(&path.display().to_string()), "{error}");
}

#[test]
fn names_are_learned_and_read() {
    let mut bank = tiny();
    // A name wherever there is a proper noun, so that there is something to learn.
    for s in &mut bank.sentences {
        let proper = |i: &usize| s.tree.words[*i].upos == Upos::Propn;
        s.mentions = (0..s.forms.len()).filter(proper).map(|i| Mention { first: i, last: i, kind: "place" }).collect();
    }
    let outcome = run(&TrainOptions { train: vec![bank], ..options(150, 1) });
    let model = Model::load(&outcome.model).expect("just made");
    let mut scratch = Scratch::default();
    let (mut found, mut wanted) = (0, 0);
    for s in tiny().sentences {
        let names = model.parse(&s.text(), &s.spans(), &mut scratch).names;
        wanted += s.tree.words.iter().filter(|w| w.upos == Upos::Propn).count();
        found += names.iter().filter(|n| n.first == n.last && s.tree.words[usize::from(n.first)].upos == Upos::Propn).count();
    }
    assert!(wanted > 3 && 10 * found >= 9 * wanted, "{found} of {wanted} names");
}

#[test]
fn teachers_without_names_make_lessons_for_a_student() {
    let teacher = |seed| {
        let o = options(60, 1);
        run(&TrainOptions { seed, shape: Shape { names: false, ..o.shape }, ..o }).model
    };
    let files = [teacher(7), teacher(8)];
    let load = || files.iter().map(|f| Model::load(f).expect("just made")).collect::<Vec<_>>();
    let committee = Committee::new(load()).expect("both know the same classes");
    let raw: Vec<Vec<String>> = tiny().sentences.iter().map(|s| s.forms.clone()).collect();
    let taught = lessons(&committee, &raw, 1);
    assert!(!taught.is_empty());
    assert_eq!(taught, lessons(&committee, &raw, 3));
    assert!(taught.iter().all(|l| l.forms.len() == l.answers.len() && raw.contains(&l.forms)));
    let with = |parts| TrainOptions { taught: taught.clone(), shape: Shape { parts, ..options(3, 1).shape }, ..options(3, 1) };
    assert_ne!(run(&with(1)).model, run(&options(3, 1)).model);
    assert_ne!(run(&with(1)).model, run(&with(2)).model);
    assert!(Committee::new(Vec::new()).is_none());
}

#[test]
fn damaged_models_are_refused() {
    let bytes = run(&options(1, 1)).model;
    assert!(Model::load(&bytes).is_ok());
    assert_eq!(Model::load(b"nothing like it").err().map(|e| e.to_string()).as_deref(), Some("this is not a chancery model file"));
    for at in (8..bytes.len()).step_by(997) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        assert!(Model::load(&changed).is_err(), "byte {at} changed");
        assert!(Model::load(&bytes[..at]).is_err(), "cut at {at}");
    }
}
