//! `chancery forecast`.

mod benchmark;

use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// A benchmark set: a folder with train.txt, valid.txt and perhaps test.txt. Without a question: learn on train, rank the
    /// answers of the others and print the measures, time-filtered, both directions, ties ranked by their average.
    #[arg(long, value_name = "DIR")]
    benchmark: Vec<PathBuf>,
    /// Threads; the output is the same at any number. Default: all cores.
    #[arg(long)]
    threads: Option<usize>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    if args.benchmark.is_empty() {
        bail!("nothing to forecast from: give --benchmark DIR");
    }
    for folder in &args.benchmark {
        benchmark::run(folder, threads)?;
    }
    Ok(ExitCode::SUCCESS)
}
