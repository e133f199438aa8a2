//! `chancery statements`.

use super::output::Output;
use super::{day, last_day, open, party};
use anyhow::Result;
use chancery_record::query::{StatementFilter, statements};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The record.
    record: PathBuf,
    /// Who says it: a country, code, group or name.
    #[arg(long, value_name = "WHO")]
    speaker: Option<String>,
    /// To whom.
    #[arg(long, value_name = "WHO")]
    addressee: Option<String>,
    /// Whom it speaks of.
    #[arg(long, value_name = "WHO")]
    about: Option<String>,
    /// How it speaks of somebody.
    #[arg(long, value_parser = ["positive", "negative", "neutral"])]
    stance: Option<String>,
    /// How it is reported.
    #[arg(long, value_parser = ["direct", "indirect", "mixed"])]
    mode: Option<String>,
    /// First day: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Words in it, as written.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Columns of a list for eyes; the other formats have all.
const EYES: &[&str] = &["name", "date_start", "speaker", "cue", "mode", "text", "addressee", "about", "via", "outlet"];

pub fn run(args: &Args) -> Result<ExitCode> {
    let store = open(&args.record)?;
    let who = |word: &Option<String>| party(&store, word.as_deref());
    let filter = StatementFilter {
        speaker: who(&args.speaker)?,
        addressee: who(&args.addressee)?,
        about: who(&args.about)?,
        stance: args.stance.clone(),
        mode: args.mode.clone(),
        since: day("--since", args.since.as_deref())?,
        until: last_day("--until", args.until.as_deref())?,
        text: args.text.clone(),
    };
    args.output.print(&statements(store.connection(), &filter, args.output.skip, args.output.limit)?, EYES)?;
    Ok(ExitCode::SUCCESS)
}
