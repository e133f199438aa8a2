//! `chancery train`.

mod raw;
mod teachers;

use anyhow::{Context, Result};
use chancery_syntax::conllu;
use chancery_syntax::train::{Outcome, Progress, Shape, TrainOptions, Treebank, Vectors, train_with};
use indicatif::ProgressBar;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    parser: ParserArgs,
}

#[derive(clap::Subcommand)]
enum What {
    /// The types between marked pairs.
    Relate(crate::relate::train::Args),
    /// How sure events are, from a sheet of judged ones.
    Confidence(crate::judged::Args),
}

#[derive(clap::Args)]
struct ParserArgs {
    /// Folder with `NAME-ud-train.conllu` and `NAME-ud-dev.conllu` for EWT (`en_ewt`) and GUM (`en_gum`).
    #[arg(required = true)]
    data: Option<PathBuf>,
    /// Raw news, JSON Lines with a field `text` (may be compressed): word vectors are counted from it. Without it the model has none.
    #[arg(long)]
    raw: Option<PathBuf>,
    /// Train a committee of teachers first, kept in this folder, and learn from what they make of the raw news too. Teachers found
    /// there are not trained again, half-trained ones are trained on, and so is the student.
    #[arg(long, value_name = "FOLDER", requires = "raw")]
    teachers: Option<PathBuf>,
    /// Where the model file goes.
    #[arg(long, default_value = "models/english.bin")]
    out: PathBuf,
    /// Passes over the training data; of a student, 4 if not said.
    #[arg(long)]
    epochs: Option<u32>,
    /// The only source of chance: the same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; more than two do not help.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Keep what is needed to go on after a stop in this file, and go on from it.
    #[arg(long)]
    checkpoint: Option<PathBuf>,
}

/// Passes without teachers, and of the teachers.
const EPOCHS: u32 = 22;
/// Passes of a student, which begins as a teacher.
const STUDENT_EPOCHS: u32 = 4;

/// Read `NAME-ud-SPLIT.conllu`.
pub fn treebank(folder: &Path, name: &str, split: &str, source: usize) -> Result<Treebank> {
    let path = folder.join(format!("{name}-ud-{split}.conllu"));
    let text = std::fs::read_to_string(&path).with_context(|| format!("{}: treebanks are needed here", path.display()))?;
    let sentences = conllu::read(&text).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
    Ok(Treebank { name: name.trim_start_matches("en_").to_uppercase(), source, sentences })
}

fn treebanks(folder: &Path, split: &str) -> Result<Vec<Treebank>> {
    Ok(vec![treebank(folder, "en_ewt", split, 0)?, treebank(folder, "en_gum", split, 1)?])
}

pub fn run(args: &Args) -> Result<ExitCode> {
    match &args.what {
        Some(What::Relate(args)) => crate::relate::train::run(args),
        Some(What::Confidence(args)) => crate::judged::run(args),
        None => parser(&args.parser),
    }
}

fn parser(args: &ParserArgs) -> Result<ExitCode> {
    let data = args.data.as_deref().context("give the folder of the treebanks")?;
    let mut options = TrainOptions {
        train: treebanks(data, "train")?,
        taught: Vec::new(),
        dev: treebanks(data, "dev")?,
        epochs: EPOCHS,
        seed: args.seed,
        threads: args.threads,
        follow: None,
        checkpoint: args.checkpoint.clone(),
        start: None,
        shape: Shape::default(),
    };
    let vectors = args.raw.as_deref().map_or_else(|| Ok(Vectors::default()), |raw| raw::vectors(raw, &options.train))?;
    if let (Some(folder), Some(raw)) = (&args.teachers, &args.raw) {
        options.taught = teachers::taught(folder, raw, &mut options, &vectors)?;
        options.checkpoint = options.checkpoint.or_else(|| Some(folder.join("student.ckpt")));
        options.start = Some(teachers::first_large(folder));
        options.shape = Shape::student();
        options.epochs = STUDENT_EPOCHS;
    }
    options.epochs = args.epochs.unwrap_or(options.epochs);
    let outcome = trained("", &options, &vectors)?;
    write(&args.out, &outcome.model)?;
    println!("{}: {} bytes", args.out.display(), outcome.model.len());
    for (name, s) in &outcome.float_dev {
        println!("{name} before quantisation: UPOS {:.3} LAS {:.3}", s.upos.f1(), s.las.f1());
    }
    Ok(ExitCode::SUCCESS)
}

/// Trains one model, saying how it goes; `who` stands before every line.
fn trained(who: &str, options: &TrainOptions, vectors: &Vectors) -> Result<Outcome> {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    let outcome = train_with(options, vectors, |p| {
        match p {
            Progress::Words { done, total, .. } => {
                bar.set_length(total as u64);
                bar.set_position(done as u64);
            }
            Progress::Epoch { epoch, loss, dev, .. } => {
                let scores: Vec<String> = dev
                    .iter()
                    .map(|(n, s)| {
                        format!("{n} UPOS {:.2} lemma {:.2} UAS {:.2} LAS {:.2}", s.upos.f1(), s.lemma.f1(), s.uas.f1(), s.las.f1())
                    })
                    .collect();
                bar.suspend(|| eprintln!("{who}epoch {epoch}  loss {loss:.3}  {}", scores.join("  ")));
            }
            Progress::Start { .. } => {}
        }
        true
    })?;
    bar.finish_and_clear();
    Ok(outcome)
}

/// Writes beside the file first, so that a stop in the middle leaves no half of one.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = path.with_extension("part");
    std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path)).with_context(|| path.display().to_string())
}
