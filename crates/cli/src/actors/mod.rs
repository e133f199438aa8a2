//! `chancery actors`: who is in the lexicon, what is known of them, and whether it is consistent.

mod against;
mod check;
mod dates;
mod find;
mod import;
mod memory;
mod sheet;
mod show;
mod test;

use anyhow::Result;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Rank the bearers of a name, with what speaks for each.
    Find(find::Args),
    /// Show all that is known of an actor: names, roles over time, members.
    Show(show::Args),
    /// Check the actors' files, entry against entry; with --against, also a list of office-holders.
    Check(check::Args),
    /// Run the tests the actors' and agents' files carry.
    Test(test::Args),
    /// Turn other people's actor lists into a file of the lexicon's format, with a report by line.
    Import(import::Args),
    /// Draw mentions at random for a person to judge, or print the figures of a judged sheet.
    Sheet(sheet::Args),
    /// List, correct, merge, export or lock what was remembered of persons.
    Memory(memory::Args),
}

/// Lexicon files beside those built in.
#[derive(clap::Args, Clone)]
pub struct Extra {
    /// A file of actors or agents in the lexicon's format, or a folder laid out as the lexicon is (`ontology/mine.txt`, `patterns/...`), read
    /// beside what is built in; in a folder, a file with the name of a built-in one stands in its place. May be given several times.
    #[arg(long = "lexicon", value_name = "PATH")]
    pub files: Vec<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    match &args.what {
        What::Find(a) => find::run(a),
        What::Show(a) => show::run(a),
        What::Check(a) => check::run(a),
        What::Test(a) => test::run(a),
        What::Import(a) => import::run(a),
        What::Sheet(a) => sheet::run(a),
        What::Memory(a) => memory::run(a),
    }
}

/// A date as a day, if it is one.
pub fn day(text: &str) -> Option<chancery_lexicon::Day> {
    dates::day(text).ok()
}
