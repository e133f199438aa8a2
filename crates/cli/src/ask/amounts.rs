//! `chancery amounts`.

use super::output::Output;
use super::{day, last_day, open, party};
use anyhow::Result;
use chancery_record::query::{AmountFilter, ledger};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The record.
    record: PathBuf,
    /// Who gives: a country, code, group or name.
    #[arg(long, value_name = "WHO")]
    giver: Option<String>,
    /// Who receives.
    #[arg(long, value_name = "WHO")]
    receiver: Option<String>,
    /// What for.
    #[arg(long, value_parser = ["aid", "investment", "trade", "loan", "arms", "fine", "damage", "price", "other"])]
    role: Option<String>,
    /// Currency, ISO 4217.
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Least value.
    #[arg(long, value_name = "NUMBER")]
    least: Option<f64>,
    /// First day: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Columns of a list for eyes; the other formats have all.
const EYES: &[&str] =
    &["name", "date_start", "standing", "role", "value", "upper", "unit", "giver", "receiver", "type", "status", "outlet"];

pub fn run(args: &Args) -> Result<ExitCode> {
    let store = open(&args.record)?;
    let who = |word: &Option<String>| party(&store, word.as_deref());
    let filter = AmountFilter {
        giver: who(&args.giver)?,
        receiver: who(&args.receiver)?,
        role: args.role.clone(),
        currency: args.currency.as_ref().map(|c| c.to_uppercase()),
        least: args.least,
        since: day("--since", args.since.as_deref())?,
        until: last_day("--until", args.until.as_deref())?,
    };
    args.output.print(&ledger(store.connection(), &filter, args.output.skip, args.output.limit)?, EYES)?;
    Ok(ExitCode::SUCCESS)
}
