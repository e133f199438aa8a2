//! `chancery import`: events that others coded, into a record.

use crate::ingest::now;
use anyhow::Result;
use chancery_exchange::{Options, Report, Source, columns};
use chancery_record::{RunInfo, Store};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Files: plain, gzip, zstd or zip; `-` is standard input. With `--from parquet` one folder.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Format of the files; told from their first lines where it is not given.
    #[arg(long, value_parser = parse_from)]
    from: Option<From>,
    /// The record; it is made where there is none.
    #[arg(long, value_name = "RECORD", required_unless_present = "check")]
    into: Option<PathBuf>,
    /// Store nothing; say what would be repaired and skipped.
    #[arg(long)]
    check: bool,
    /// Leave out what PLOVER leaves out: comments and appeals (CAMEO 01 and 02).
    #[arg(long)]
    strict: bool,
}

/// What may stand behind `--from`.
#[derive(Clone, Copy)]
enum From {
    Events(Source),
    Parquet,
}

fn parse_from(name: &str) -> Result<From, String> {
    match (name, Source::named(name)) {
        ("parquet", _) => Ok(From::Parquet),
        (_, Some(source)) => Ok(From::Events(source)),
        _ => Err(format!("one of {}, parquet", Source::names())),
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let source = match args.from {
        Some(From::Parquet) => return restore(args),
        Some(From::Events(source)) => Some(source),
        None => None,
    };
    let options = Options { from: source, strict: args.strict };
    let report = match &args.into {
        Some(record) if !args.check => into(record, args, &options)?,
        _ => chancery_exchange::check(&args.paths, &options)?,
    };
    write!(std::io::stdout(), "{report}")?;
    Ok(if report.broken.is_empty() && report.skipped.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn into(record: &Path, args: &Args, options: &Options) -> Result<Report> {
    let mut store = Store::create(record)?;
    let run = store.begin_run(&RunInfo {
        origin: options.from.map_or("import", Source::name).to_owned(),
        started: now(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        command: std::env::args().skip(1).collect::<Vec<_>>().join(" "),
        ..RunInfo::default()
    })?;
    let bar = progress();
    let report = chancery_exchange::import(&mut store, run, &args.paths, options, &mut |r: &Report| bar.set_position(r.rows));
    bar.finish_and_clear();
    store.finish_run(run, &now())?;
    Ok(report?)
}

fn restore(args: &Args) -> Result<ExitCode> {
    let (Some(record), [folder]) = (&args.into, args.paths.as_slice()) else {
        anyhow::bail!("--from parquet takes one folder, as `chancery export --to parquet` writes it, and --into");
    };
    let rows = columns::restore(&mut Store::create(record)?, folder)?;
    writeln!(std::io::stdout(), "{rows} rows restored from {}", folder.display())?;
    Ok(ExitCode::SUCCESS)
}

fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} rows  {per_sec}  {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style)
}
