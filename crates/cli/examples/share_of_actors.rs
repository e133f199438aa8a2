//! What share of reading time actors and coreference take, on one thread.
//!
//! `cargo run --release -p chancery --example share_of_actors -- NEWS.jsonl.zst [STEP]`: every STEPth article (default 50) is read whole, and its actors
//! are resolved once more alone on the trees; the best of three rounds counts.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program prints and may panic")]

use chancery_gazetteer::Gazetteer;
use chancery_lexicon::Lexicon;
use chancery_reading::places::Atlas;
use chancery_reading::sent::Sent;
use chancery_reading::{Reader, explain, read, recase, resolve};
use chancery_syntax::Model;
use chancery_text::{Document, Inputs, clean};
use std::time::{Duration, Instant};

fn main() {
    let mut args = std::env::args().skip(1);
    let news = args.next().expect("the path of a file of news");
    let step = args.next().and_then(|s| s.parse().ok()).unwrap_or(50);
    let lexicon = Lexicon::read(chancery_english::SOURCES).0;
    let gazetteer = Gazetteer::open(chancery_english::PLACES).unwrap();
    let atlas = Atlas::new(&lexicon, &gazetteer);
    let model = Model::load(chancery_english::MODEL).unwrap();
    let reader = Reader { lexicon: &lexicon, parser: &model, atlas: &atlas, recall: None };
    let documents: Vec<Document> = Inputs::new([news.into()]).step_by(step).filter_map(|r| r.ok().and_then(|r| clean(&r).ok())).collect();
    let cased: Vec<Document> = documents.iter().map(|d| recase(reader, d).unwrap_or_else(|| d.clone())).collect();
    let trees: Vec<Vec<Sent<'_>>> = cased.iter().map(|d| explain(reader, d).into_iter().map(|e| e.sent).collect()).collect();
    let whole = best(|| documents.iter().for_each(|d| drop(std::hint::black_box(read(reader, d)))));
    let actors = best(|| trees.iter().for_each(|s| drop(std::hint::black_box(resolve::resolve(s, &lexicon, None, None)))));
    let words: usize = trees.iter().flatten().map(Sent::len).sum();
    println!(
        "{} articles, {words} words: read in {:.2} s, of which actors and coreference {:.2} s ({:.1} %)",
        documents.len(),
        whole.as_secs_f64(),
        actors.as_secs_f64(),
        100.0 * actors.as_secs_f64() / whole.as_secs_f64()
    );
}

fn best(mut work: impl FnMut()) -> Duration {
    let round = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..3).map(round).min().unwrap_or_default()
}
