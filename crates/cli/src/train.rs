//! `chancery train`.

use anyhow::{Context, Result};
use chancery_syntax::conllu;
use chancery_syntax::train::{Progress, TrainOptions, Treebank, Vectors, VectorsBuilder, train_with};
use chancery_text::Inputs;
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
}

#[derive(clap::Args)]
struct ParserArgs {
    /// Folder with `NAME-ud-train.conllu` and `NAME-ud-dev.conllu` for EWT (`en_ewt`) and GUM (`en_gum`).
    #[arg(required = true)]
    data: Option<PathBuf>,
    /// Raw news, JSON Lines with a field `text` (may be compressed): word vectors are counted from it. Without it the model has none.
    #[arg(long)]
    raw: Option<PathBuf>,
    /// Where the model file goes.
    #[arg(long, default_value = "models/english.bin")]
    out: PathBuf,
    /// Passes over the training data.
    #[arg(long, default_value_t = EPOCHS)]
    epochs: u32,
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

/// As many as the shipped model was trained for.
const EPOCHS: u32 = 22;

/// Read `NAME-ud-SPLIT.conllu`.
pub fn treebank(folder: &Path, name: &str, split: &str, source: usize) -> Result<Treebank> {
    let path = folder.join(format!("{name}-ud-{split}.conllu"));
    let text = std::fs::read_to_string(&path).with_context(|| format!("{}: treebanks are needed here", path.display()))?;
    let sentences = conllu::read(&text).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
    Ok(Treebank { name: name.trim_start_matches("en_").to_uppercase(), source, sentences })
}

pub fn run(args: &Args) -> Result<ExitCode> {
    match &args.what {
        Some(What::Relate(args)) => crate::relate::train::run(args),
        None => parser(&args.parser),
    }
}

fn parser(args: &ParserArgs) -> Result<ExitCode> {
    let data = args.data.as_deref().context("give the folder of the treebanks")?;
    let of = |split: &str| -> Result<Vec<Treebank>> { Ok(vec![treebank(data, "en_ewt", split, 0)?, treebank(data, "en_gum", split, 1)?]) };
    let options = TrainOptions {
        train: of("train")?,
        dev: of("dev")?,
        epochs: args.epochs,
        seed: args.seed,
        threads: args.threads,
        follow: None,
        checkpoint: args.checkpoint.clone(),
        shape: Default::default(),
    };
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    let vectors = vectors(args.raw.as_deref(), &options.train)?;
    let outcome = train_with(&options, &vectors, |p| {
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
                eprintln!("epoch {epoch}  loss {loss:.3}  {}", scores.join("  "));
            }
            Progress::Start { .. } => {}
        }
        true
    })?;
    bar.finish_and_clear();
    let beside = args.out.with_extension("part");
    std::fs::write(&beside, &outcome.model)
        .and_then(|()| std::fs::rename(&beside, &args.out))
        .with_context(|| args.out.display().to_string())?;
    println!("{}: {} bytes", args.out.display(), outcome.model.len());
    Ok(ExitCode::SUCCESS)
}

/// Word vectors from the news and the treebanks' own words.
fn vectors(raw: Option<&Path>, train: &[Treebank]) -> Result<Vectors> {
    let Some(path) = raw else { return Ok(Vectors::default()) };
    let mut builder = VectorsBuilder::default();
    for record in Inputs::new([path.to_owned()]) {
        let record = record?;
        let object: serde_json::Value = serde_json::from_slice(&record.bytes).with_context(|| record.source.to_string())?;
        object["text"].as_str().unwrap_or("").lines().for_each(|line| builder.text(line));
    }
    train.iter().for_each(|t| builder.treebank(t));
    Ok(builder.build())
}
