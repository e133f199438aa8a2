//! `chancery parse`: CoNLL-U from raw text or given tokens.

use crate::engine;
use anyhow::{Context, Result};
use chancery_syntax::conllu;
use chancery_syntax::{Scratch, Tree};
use chancery_text::segment::{Sentence, blocks_of_plain, segment};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Raw text, or with --tokens a CoNLL-U file; `-` is standard input.
    file: PathBuf,
    /// Take sentences and words from a CoNLL-U file; only tags, lemmas and trees are made.
    #[arg(long)]
    tokens: bool,
}

/// A file's text, or standard input's.
pub fn text_of(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let model = engine::model()?;
    let text = text_of(&args.file)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut scratch = Scratch::default();
    if args.tokens {
        let sentences = conllu::read(&text).map_err(|e| anyhow::anyhow!("{}: {e}", args.file.display()))?;
        for s in sentences {
            let tree = model.parse(&s.text(), &s.spans(), &mut scratch);
            let mut lines = String::new();
            conllu::write_sentence(&mut lines, &s, Some(&tree));
            out.write_all(lines.as_bytes())?;
        }
    } else {
        for s in segment(&text, &blocks_of_plain(&text)) {
            let tree = model.parse(&text, &s.words, &mut scratch);
            out.write_all(raw(&text, &s, &tree).as_bytes())?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A sentence of raw text as CoNLL-U.
pub fn raw(text: &str, s: &Sentence, tree: &Tree) -> String {
    let one_line: String = s.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let space_after = |i: usize| s.words.get(i + 1).is_none_or(|n| n.start > s.words[i].end);
    let mut lines = String::new();
    conllu::write(&mut lines, &[format!("# text = {one_line}")], tree, &[], |i| s.words[i].of(text), space_after);
    lines
}
