//! `chancery forecast`.

mod ask;
mod backtest;
mod benchmark;
mod curve;
mod source;
mod view;
mod whatif;

use anyhow::{Result, bail};
use chancery_forecast::outlook::{Outlook, Terms};
use clap::ValueEnum;
use source::Events;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// What to forecast: subject, relation and object, one of them `?`, as in "USA COERCE ?" or, where names have spaces,
    /// "North Korea | Make statement | ?". With the relation open the total of all acts is forecast too.
    question: Option<String>,
    /// Events: a file of subject, relation, object and time separated by tabs; times are ISO dates or whole numbers of days.
    #[arg(long, value_name = "FILE", group = "source")]
    file: Option<PathBuf>,
    /// Events: a record; its events that occurred or are going on, by country and PLOVER type.
    #[arg(long, value_name = "FILE", group = "source")]
    record: Option<PathBuf>,
    /// Events: a benchmark set, a folder with train.txt, valid.txt and perhaps test.txt. Without anything to forecast: learn on
    /// train, rank the answers of the others and print the measures, time-filtered, both directions, ties ranked by their average.
    #[arg(long, value_name = "DIR", group = "source")]
    benchmark: Option<PathBuf>,
    /// Measure a benchmark set in this setting only.
    #[arg(long, value_enum)]
    setting: Option<benchmark::Which>,
    /// How far ahead: days, or with a letter weeks or months (`10`, `6w`, `3m`).
    #[arg(long, default_value = "30", value_parser = horizon)]
    horizon: i32,
    /// Forecast as of this day; nothing on or after it is read. Default: the day after the last event.
    #[arg(long, value_name = "DATE")]
    origin: Option<String>,
    /// Forecasts to print.
    #[arg(long, default_value_t = 10)]
    top: usize,
    /// Suppose that this happened: "USA COERCE CHN 2026-12-01". May be repeated.
    #[arg(long, value_name = "EVENT")]
    suppose: Vec<String>,
    /// Suppose that this, which is among the events, did not happen. May be repeated.
    #[arg(long, value_name = "EVENT")]
    without: Vec<String>,
    /// Test past forecasts by rolling origin against the base rate, the last value and the season.
    #[arg(long)]
    backtest: bool,
    /// Origins of the back-test, one horizon apart.
    #[arg(long, default_value_t = 6)]
    origins: usize,
    /// Time learning on 10,000 events, ten times as many, and so on up to this number, by copies of the events with other actors.
    #[arg(long, value_name = "EVENTS")]
    curve: Option<usize>,
    /// Shape of the output.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// Threads; the output is the same at any number. Default: all cores.
    #[arg(long)]
    threads: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person.
    Table,
    /// One object.
    Json,
    /// One row a forecast.
    Csv,
}

fn horizon(text: &str) -> Result<i32, String> {
    let (number, unit) = match text.char_indices().last() {
        Some((at, 'd')) => (&text[..at], 1),
        Some((at, 'w')) => (&text[..at], 7),
        Some((at, 'm')) => (&text[..at], 30),
        _ => (text, 1),
    };
    let days = number.parse::<i32>().ok().filter(|n| (1..=3650).contains(n)).map(|n| n * unit);
    days.ok_or_else(|| format!("{text:?} is not a number of days, weeks (6w) or months (3m)"))
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let supposed = !args.suppose.is_empty() || !args.without.is_empty();
    if let (Some(folder), None, false, false, None) = (&args.benchmark, &args.question, supposed, args.backtest, args.curve) {
        benchmark::run(folder, args.setting, threads, args.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut events = source::read(args.file.as_deref(), args.record.as_deref(), args.benchmark.as_deref())?;
    let supposed = whatif::Supposed::parse(&args.suppose, &args.without, &mut events)?;
    let origin = origin(args, &events, &supposed)?;
    let terms = Terms { origin, horizon: args.horizon, threads };
    if let Some(most) = args.curve {
        curve::run(&events, terms, most)?;
    } else if args.backtest {
        backtest::run(&events, terms, args.origins, args.format)?;
    } else if !supposed.is_empty() {
        whatif::run(&events, terms, &supposed, args.top, args.format)?;
    } else if let Some(question) = &args.question {
        ask::run(&events, terms, question, args.top, args.format)?;
    } else {
        bail!("nothing to forecast: ask a question such as \"USA COERCE ?\", or give --suppose, --backtest or --curve");
    }
    Ok(ExitCode::SUCCESS)
}

/// The day after all that is known or supposed, or the day that was asked for.
fn origin(args: &Args, events: &Events, supposed: &whatif::Supposed) -> Result<i32> {
    let last = events.facts.last().map_or(0, |f| f.day).max(supposed.last_day().unwrap_or(i32::MIN));
    let origin = args.origin.as_deref().map_or(Ok(last + 1), |text| events.day(text))?;
    // Later forecasts would be made of nothing: every count has faded by then.
    if origin > last.saturating_add(3650) {
        bail!("{} is more than ten years after the last event", events.show(origin));
    }
    Ok(origin)
}

fn learn(events: &Events, terms: Terms) -> Result<Outlook> {
    Outlook::learn(events.known(), terms).map_err(anyhow::Error::msg)
}

#[cfg(test)]
mod tests {
    #[test]
    fn horizons_have_units() {
        assert_eq!(["10", "10d", "6w", "3m"].map(|t| super::horizon(t).unwrap()), [10, 10, 42, 90]);
        assert!(["", "m", "0", "-3", "ten", "3y", "99999"].iter().all(|t| super::horizon(t).is_err()));
    }
}
