//! `chancery actors import`: other people's lists of actors as a file of the lexicon.

mod countries;
mod draft;
mod ftm;
mod petrarch;
mod table;
mod wikidata;

use super::Extra;
use crate::engine;
use anyhow::{Context, Result};
use chancery_lexicon::Lexicon;
use draft::{Import, Outcome};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// What the file is.
    #[arg(long, value_enum)]
    from: Format,
    /// The file; gzip and zstd are undone.
    file: PathBuf,
    /// Where to write the lexicon file; `chancery read --lexicon` takes it.
    #[arg(long, value_name = "FILE.txt")]
    into: PathBuf,
    /// Where to write what became of each line; standard output without it.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// End dates are the first day after (PETRARCH's program), not the last day (its manual).
    #[arg(long)]
    end_exclusive: bool,
    #[command(flatten)]
    extra: Extra,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// PETRARCH and TABARI actors.
    PetrarchActors,
    /// PETRARCH and TABARI agents.
    PetrarchAgents,
    /// FollowTheMoney entities, one JSON object a line (OpenSanctions, Aleph).
    Ftm,
    /// A Wikidata JSON dump; read twice, held in memory only what is coded.
    Wikidata,
    /// A table with a header: name, code, role, from, to, aliases, kind.
    Csv,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let lexicon = engine::lexicon(&args.extra.files)?;
    let import = import(&lexicon, args)?;
    std::fs::write(&args.into, import.text(&args.file)).with_context(|| args.into.display().to_string())?;
    report(&import, args)?;
    println!(
        "{} taken, {} known already, {} clashed, {} skipped",
        import.count(Outcome::Taken),
        import.count(Outcome::Known),
        import.count(Outcome::Clashed),
        import.count(Outcome::Skipped)
    );
    Ok(ExitCode::SUCCESS)
}

fn import(lexicon: &Lexicon, args: &Args) -> Result<Import> {
    let path: &Path = &args.file;
    let named = |r: Result<Import>| r.with_context(|| path.display().to_string());
    named(match args.from {
        Format::PetrarchActors => petrarch::actors(lexicon, path, args.end_exclusive),
        Format::PetrarchAgents => petrarch::agents(lexicon, path),
        Format::Ftm => ftm::read(lexicon, path),
        Format::Wikidata => wikidata::read(lexicon, path),
        Format::Csv => table::read(lexicon, path),
    })
}

fn report(import: &Import, args: &Args) -> Result<()> {
    let lines: String =
        import.report.iter().map(|r| format!("{}:{}: {}: {}\n", args.file.display(), r.line, r.outcome.name(), r.text)).collect();
    match &args.report {
        Some(path) => std::fs::write(path, lines).with_context(|| path.display().to_string()),
        None => Ok(std::io::stdout().write_all(lines.as_bytes())?),
    }
}
