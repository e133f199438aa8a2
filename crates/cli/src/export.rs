//! `chancery export`: events of a record in other projects' formats, or the whole record as Parquet.

use anyhow::{Context, Result};
use chancery_exchange::columns::{self, Division};
use chancery_exchange::events::Filter;
use chancery_exchange::{Manner, Target};
use chancery_record::{Store, day_of};
use clap::ValueEnum;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Format.
    #[arg(long, value_enum)]
    to: To,
    /// The record.
    record: PathBuf,
    /// Where to write: a file, `-` for standard output; for Parquet a folder.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Only events dated on this day (YYYY-MM-DD) or later.
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<i32>,
    /// Only events dated on this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<i32>,
    /// Only events with this actor on either side: a country (KAZ), a code (KAZ.GOV) or a name.
    #[arg(long)]
    actor: Option<String>,
    /// Only events of this origin: chancery, gdelt2, icews and so on.
    #[arg(long)]
    origin: Option<String>,
    /// Only events of these PLOVER types.
    #[arg(long = "type", value_delimiter = ',')]
    types: Vec<String>,
    /// Only what occurred or goes on.
    #[arg(long)]
    happened: bool,
    /// Put an apostrophe before cells that a spreadsheet would take for a formula (csv).
    #[arg(long)]
    spreadsheet: bool,
    /// One file for each table instead of a folder for each month (parquet).
    #[arg(long)]
    whole: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// GDELT 2.0 events, 61 columns.
    Gdelt2,
    /// GDELT 1.0 events, 58 columns.
    Gdelt1,
    /// ICEWS coded events.
    Icews,
    /// PLOVER's records, JSON Lines.
    PloverJson,
    /// POLECAT's 40 columns.
    Polecat,
    /// FollowTheMoney entities, JSON Lines.
    Ftm,
    /// Comma-separated values.
    Csv,
    /// Every table, partitioned by month.
    Parquet,
}

impl To {
    fn target(self) -> Option<Target> {
        Some(match self {
            Self::Gdelt2 => Target::Gdelt2,
            Self::Gdelt1 => Target::Gdelt1,
            Self::Icews => Target::Icews,
            Self::PloverJson => Target::Plover,
            Self::Polecat => Target::Polecat,
            Self::Ftm => Target::Ftm,
            Self::Csv => Target::Csv,
            Self::Parquet => return None,
        })
    }
}

fn day(text: &str) -> Result<i32, String> {
    day_of(text).ok_or_else(|| "a day of the calendar, YYYY-MM-DD".to_owned())
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let store = Store::open(&args.record)?;
    let filter = Filter {
        from: args.since,
        to: args.until,
        actor: args.actor.clone(),
        origin: args.origin.clone(),
        types: args.types.clone(),
        happened: args.happened,
    };
    let Some(target) = args.to.target() else {
        anyhow::ensure!(filter == Filter::default(), "Parquet holds every table whole: leave the filters out, or export csv");
        let division = if args.whole { Division::Tables } else { Division::Months };
        let rows = columns::save(&store, &args.out, division)?;
        eprintln!("{rows} rows written to {}", args.out.display());
        return Ok(ExitCode::SUCCESS);
    };
    let manner = Manner { filter, no_formulas: args.spreadsheet };
    let mut out: Box<dyn Write> = if args.out.as_os_str() == "-" {
        Box::new(std::io::stdout().lock())
    } else {
        Box::new(File::create(&args.out).with_context(|| args.out.display().to_string())?)
    };
    let mut buffered = BufWriter::with_capacity(1 << 18, &mut out);
    let written = chancery_exchange::export(&store, target, &manner, &mut buffered)?;
    buffered.flush().with_context(|| args.out.display().to_string())?;
    eprintln!("{} events, {} rows written", written.events, written.rows);
    if written.not_happened > 0 {
        eprintln!(
            "{} events left out that did not happen (planned, requested, supposed, denied): the format has no word for that",
            written.not_happened
        );
    }
    if written.undated > 0 {
        eprintln!("{} events left out that have no date", written.undated);
    }
    Ok(ExitCode::SUCCESS)
}
