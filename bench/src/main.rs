//! Times each stage on one core: words per second, the best of several rounds.
//!
//! `cargo run --release --manifest-path bench/Cargo.toml -- MACHINE COMMIT` prints one line a stage for `bench/log.tsv`.

use anyhow::{Context, Result};
use chancery_gazetteer::Gazetteer;
use chancery_lexicon::Lexicon;
use chancery_reading::places::Atlas;
use chancery_reading::{Parse, Reader, read};
use chancery_syntax::Model;
use chancery_text::segment::segment;
use chancery_text::{Document, Kind, RawRecord, clean};
use std::hint::black_box;
use std::time::Instant;

/// The article is short: a round is this many readings of it.
const ARTICLES: usize = 200;
/// The best of these counts, since only other work on the machine makes a round slower.
const ROUNDS: usize = 7;

/// Words per second of the fastest round.
fn time(words: usize, mut stage: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        (0..ARTICLES).for_each(|_| stage());
        best = best.min(start.elapsed().as_secs_f64());
    }
    (words * ARTICLES) as f64 / best
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let machine = args.next().unwrap_or_else(|| "unnamed".into());
    let commit = args.next().unwrap_or_else(|| "uncommitted".into());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/harbour-summit.txt");
    let record = RawRecord::new("example", Kind::Plain, std::fs::read(path).context(path)?);
    let document: Document = clean(&record)?;
    let sentences = segment(&document.text, &document.blocks);
    let words: usize = sentences.iter().map(|s| s.words.len()).sum();
    let (lexicon, _) = Lexicon::read(chancery_english::SOURCES);
    let parser = Model::load(chancery_english::MODEL)?;
    let gazetteer = Gazetteer::open(chancery_english::PLACES)?;
    let atlas = Atlas::new(&lexicon, &gazetteer);
    let reader = Reader { lexicon: &lexicon, parser: &parser, atlas: &atlas, recall: None };
    let figures = [
        ("clean", time(words, || drop(black_box(clean(&record))))),
        ("segment", time(words, || drop(black_box(segment(&document.text, &document.blocks))))),
        ("parse", time(words, || drop(black_box(Parse::parse(&parser, &document.text, &sentences))))),
        ("read", time(words, || drop(black_box(read(reader, &document))))),
    ];
    for (stage, speed) in figures {
        println!("{commit}\t{machine}\t{stage}\t{speed:.0}");
    }
    Ok(())
}
