//! `chancery brief`: from reports to the picture in one go, by the commands a user would type one after the other.

use crate::ties::busiest;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Reports: files or directories, as for `read`.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The region in question: a group such as C5, or codes of countries joined by commas.
    #[arg(long, value_name = "WHO", default_value = "C5")]
    over: String,
    /// The powers whose ties with it are weighed against one another.
    #[arg(long, value_name = "WHO", value_delimiter = ',', default_value = "RUS,CHN")]
    between: Vec<String>,
    /// Length of a period: day, week, month, quarter or year.
    #[arg(long, default_value = "year")]
    by: String,
    /// How far ahead to forecast: days, or with a letter weeks or months (`10`, `6w`, `3m`).
    #[arg(long, default_value = "3m")]
    horizon: String,
    /// Keep the record here; it may hold reports already. Default: a temporary file.
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let folder = tempfile::tempdir()?;
    let record = args.into.clone().unwrap_or_else(|| folder.path().join("record.db"));
    let Some(file) = record.to_str() else { bail!("{}: a name that is UTF-8 is needed", record.display()) };
    let between = args.between.join(",");
    let paths: Vec<&str> = args.paths.iter().filter_map(|p| p.to_str()).collect();
    let read = step("What was read", &[&["ingest"], &paths[..], &["--into", file]].concat())?;
    step("Whose is the region becoming", &["ties", file, "--over", &args.over, "--between", &between, "--by", &args.by])?;
    step("What was promised, and what came of it", &["ties", file, "--pledges", "--between", &between, "--over", &args.over])?;
    step("What is supposed and still open", &["suppositions", file, "--state", "open"])?;
    let busiest = busiest(Path::new(file), &args.over, &args.between)?;
    if busiest.events < ENOUGH {
        println!(
            "\n== What comes next\n\n{} events are too few to learn from ({ENOUGH} are wanted); until then, see what is supposed.",
            busiest.events
        );
        return Ok(read);
    }
    for (power, member) in &busiest.pairs {
        let question = format!("{power} ? {member}");
        step("What comes next", &["forecast", "--record", file, &question, "--horizon", &args.horizon, "--top", "3"])?;
    }
    Ok(read)
}

/// Forecasts from fewer events than this are little more than their prior.
const ENOUGH: i64 = 1000;

/// Say what is asked and with which command, and ask it.
fn step(title: &str, words: &[&str]) -> Result<ExitCode> {
    let typed: Vec<String> = words.iter().map(|w| if w.contains([' ', '?']) { format!("\"{w}\"") } else { (*w).to_owned() }).collect();
    println!("\n== {title}\n   chancery {}\n", typed.join(" "));
    crate::dispatch(words)
}
