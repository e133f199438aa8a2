//! `chancery actors check`.

use super::{Extra, against, dates};
use crate::engine;
use anyhow::Result;
use chancery_lexicon::{audit, gaps};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// A table of office-holders (CSV with a header) to hold the lexicon against.
    #[arg(long, value_name = "FILE.csv")]
    against: Option<PathBuf>,
    /// Also list stretches of time in which nobody is listed for an office that others held before and after.
    #[arg(long)]
    gaps: bool,
    #[command(flatten)]
    extra: Extra,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let (lexicon, mut wrong) = engine::lexicon_and_mistakes(&args.extra.files)?;
    if let Some(table) = &args.against {
        return against::run(&lexicon, table);
    }
    wrong.extend(audit(&lexicon));
    wrong.iter().for_each(|d| println!("{d}"));
    if args.gaps {
        for g in gaps(&lexicon) {
            println!("{}:{}: gap: nobody is {} between {} and {}", g.at.0, g.at.1, g.office, dates::iso(g.from), dates::iso(g.to));
        }
    }
    println!("{} actors, {} mistakes", lexicon.actors.all().len(), wrong.len());
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
