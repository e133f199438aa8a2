//! Trains the model of sentence ends on treebanks and writes its weights.
//!
//! ```text
//! cargo run --release -p chancery-text --example train_segments -- models/sentences.bin TRAIN.conllu[=WEIGHT] ...
//! ```
//!
//! The text of a treebank is made of its `# text =` comments: a space between sentences, paragraphs where `# newpar` or
//! `# newdoc` stands. The same files in the same order give the same bytes.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs)]

use chancery_span::Span;
use chancery_text::segment::{Example, train};
use std::error::Error;
use std::process::ExitCode;

/// How often the training goes over the text.
const EPOCHS: usize = 6;

fn read(argument: &str) -> Result<Vec<Example>, Box<dyn Error>> {
    let (path, weight) = match argument.split_once('=') {
        Some((path, weight)) => (path, weight.parse()?),
        None => (argument, 1.0),
    };
    let mut examples = Vec::new();
    let mut part = true;
    for line in std::fs::read_to_string(path)?.lines() {
        if line.starts_with("# newdoc") || examples.is_empty() {
            examples.push(Example { weight, ..Example::default() });
            part = true;
        }
        part |= line.starts_with("# newpar");
        let (Some(text), Some(example)) = (line.strip_prefix("# text = "), examples.last_mut()) else { continue };
        if !example.text.is_empty() {
            example.text.push_str(if part { "\n\n" } else { " " });
        }
        let start = example.text.len();
        example.text.push_str(text.trim_end());
        let end = example.text.len();
        example.ends.insert(end as u32);
        match example.blocks.last_mut() {
            Some(block) if !part => block.end = end as u32,
            _ => example.blocks.push(Span::new(start, end)),
        }
        part = false;
    }
    Ok(examples)
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, files @ ..] = arguments.as_slice() else { return Err("usage: train_segments OUT TRAIN.conllu[=WEIGHT] ...".into()) };
    let mut examples = Vec::new();
    for file in files {
        examples.extend(read(file)?);
    }
    println!("{} documents", examples.len());
    std::fs::write(out, train(&examples, EPOCHS).write())?;
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
