//! How fast raw news is tagged, lemmatised and parsed, from tokens, on one core.

use crate::score::sheet::Sheet;
use anyhow::Result;
use chancery_span::Span;
use chancery_syntax::{Model, Scratch};
use chancery_text::segment::segment;
use chancery_text::{Inputs, clean};
use std::path::Path;
use std::time::Instant;

/// Articles taken, from all over the file.
const ARTICLES: usize = 400;
/// One article in this many.
const STEP: usize = 50;
/// Rounds; the best counts, since only other work on the machine makes one slower.
const ROUNDS: usize = 5;
/// Sentences handed over together.
const TOGETHER: usize = 16;

/// Words per second over articles of `path`, and the time that loading the model takes.
pub fn row(model: &Model<'_>, path: &Path, sheet: &mut Sheet) -> Result<()> {
    let mut articles: Vec<(String, Vec<Vec<Span>>)> = Vec::new();
    for record in Inputs::new([path.to_owned()]).step_by(STEP).take(ARTICLES) {
        let Ok(document) = clean(&record?) else { continue };
        let sentences = segment(&document.text, &document.blocks).into_iter().map(|s| s.words).collect();
        articles.push((document.text, sentences));
    }
    let words: usize = articles.iter().flat_map(|a| &a.1).map(Vec::len).sum();
    let (mut best, mut scratch) = (f64::MAX, Scratch::default());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for (text, sentences) in &articles {
            for some in sentences.chunks(TOGETHER) {
                let some: Vec<&[Span]> = some.iter().map(Vec::as_slice).collect();
                std::hint::black_box(model.parse_batch(text, &some, &mut scratch));
            }
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    let start = Instant::now();
    drop(std::hint::black_box(crate::engine::model()?));
    let loading = start.elapsed().as_secs_f64() * 1000.0;
    sheet.note("syntax.words_per_second", words as f64 / best);
    println!(
        "tags, lemmas and trees {:.0} words per second on one core ({words} words of raw news); loads in {loading:.1} ms",
        words as f64 / best
    );
    Ok(())
}
