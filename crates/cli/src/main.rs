//! The command `chancery`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the program that talks to a terminal")]

mod actors;
mod ask;
mod brief;
mod check;
mod engine;
mod explain;
mod export;
mod forecast;
mod import;
mod ingest;
mod judged;
mod memory;
mod parallel;
mod parse;
mod read;
mod relate;
mod score;
mod ties;
mod train;
mod view;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads news reports into sourced, structured records: who did and said what to whom, when, where, for how much, on whose word
/// and how certain.
///
/// Exit codes: 0 everything was read; 1 some input could not be read (the rest was); 2 the command itself is wrong.
#[derive(Parser)]
#[command(version, about, long_about, max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read articles: files, directories, `-` for standard input; plain text, HTML, JSON Lines, WARC, RSS, Atom,
    /// PETRARCH's XML, gzip, zstd.
    Read(read::Args),
    /// From reports to the picture in one go: what was read, whose a region is becoming, what was promised and supposed, what comes next.
    Brief(brief::Args),
    /// Read articles into a record, a file that keeps everything and loses nothing.
    Ingest(ingest::Args),
    /// List or count events of a record.
    Events(ask::events::Args),
    /// List who said what.
    Statements(ask::statements::Args),
    /// The pledge ledger: sums and counts that were promised, promised again, delivered.
    Amounts(ask::amounts::Args),
    /// Ask a record in SQL; without a query, list its saved views.
    Sql(ask::sql::Args),
    /// Show an article, event, statement, amount or happening of a record with its words marked.
    Show(ask::show::Args),
    /// Say what every table and column of a record means.
    Describe(ask::describe::Args),
    /// Import events that others coded: GDELT, ICEWS, POLECAT, NGEC, Phoenix, ACLED, PETRARCH, KEDS; or a record from Parquet.
    Import(import::Args),
    /// Export events in other projects' formats, or a whole record as Parquet.
    Export(export::Args),
    /// Show how a sentence is parsed, who is meant, which pattern fired and which nearly did.
    Explain(explain::Args),
    /// Print CoNLL-U: from raw text, or with --tokens from given tokens.
    Parse(parse::Args),
    /// Find, show, check, test and import actors; look after what is remembered of persons.
    Actors(actors::Args),
    /// Check the lexicon: every file, every code, every date.
    Check(check::Args),
    /// Train the tagger and parser on treebanks, or with `train relate` the types between marked pairs.
    Train(train::Args),
    /// Forecast who will do what to whom from past events, or measure forecasts.
    Forecast(forecast::Args),
    /// Name the event between two marked actors of a sentence: a table in, one line a row out, the type last.
    Relate(relate::Args),
    /// Print every score on the development data in one table.
    Score(score::Args),
    /// Show ties from a record: shares of powers over a region, series of a tie, networks, pledges, stances.
    Ties(ties::Args),
    /// Show the system as of a date: who, which blocs, what stands, what is to come; between two dates, what changed.
    System(ties::system::Args),
    /// Show what was supposed, promised, threatened or denied, and what became of it; with track records.
    Suppositions(ties::suppositions::Args),
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Read(args) => read::run(&args),
        Command::Brief(args) => brief::run(&args),
        Command::Ingest(args) => ingest::run(&args),
        Command::Events(args) => ask::events::run(&args),
        Command::Statements(args) => ask::statements::run(&args),
        Command::Amounts(args) => ask::amounts::run(&args),
        Command::Sql(args) => ask::sql::run(&args),
        Command::Show(args) => ask::show::run(&args),
        Command::Describe(args) => ask::describe::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Actors(args) => actors::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Forecast(args) => forecast::run(&args),
        Command::Relate(args) => relate::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Ties(args) => ties::run(&args),
        Command::System(args) => ties::system::run(&args),
        Command::Suppositions(args) => ties::suppositions::run(&args),
    }
}

/// Run a command as if its words had been typed.
fn dispatch(words: &[&str]) -> Result<ExitCode> {
    run(Cli::try_parse_from(std::iter::once(&"chancery").chain(words))?.command)
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        // A closed pipe is the reader's wish to stop, not a fault.
        Err(e) if e.chain().any(|c| c.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)) => {
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("chancery: {e:#}");
            ExitCode::from(2)
        }
    }
}
