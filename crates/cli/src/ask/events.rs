//! `chancery events`.

use super::output::Output;
use super::{day, last_day, one_of, open, party};
use crate::engine::ontology;
use anyhow::Result;
use chancery_record::Store;
use chancery_record::query::{AsideFilter, Axis, CountBy, EventFilter, counts, events, has_type, set_aside};
use chancery_record::rows::Status;
use clap::ValueEnum;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The record.
    record: PathBuf,
    /// On either side: a country (CHN), a code (CHN.GOV), a group (C5) or a name, whole or in part.
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,
    /// Who did it.
    #[arg(long, value_name = "WHO")]
    source: Option<String>,
    /// To whom.
    #[arg(long, value_name = "WHO")]
    target: Option<String>,
    /// On whose word.
    #[arg(long, value_name = "WHO")]
    speaker: Option<String>,
    /// Event types: PLOVER's, or those of a lexicon of one's own that the record was read with.
    #[arg(long = "type", value_delimiter = ',', value_name = "TYPE,...")]
    types: Vec<String>,
    /// Mode of the event type.
    #[arg(long)]
    mode: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    #[arg(long, value_delimiter = ',', value_name = "QUAD,...", value_parser = clap::value_parser!(u8).range(1..=4))]
    quad: Vec<u8>,
    /// occurred, ongoing, planned, requested, hypothetical, denied.
    #[arg(long, value_delimiter = ',', value_name = "STATUS,...")]
    status: Vec<String>,
    /// First day: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Country (KAZ) or name of a place.
    #[arg(long)]
    place: Option<String>,
    /// Words of the sentence: `visa AND ban`, `"trade deal"`, `sanction*`.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Least confidence, 0 to 1.
    #[arg(long, value_name = "NUMBER")]
    confidence: Option<f64>,
    /// Whose coding: chancery, gdelt2, icews and so on.
    #[arg(long)]
    origin: Option<String>,
    /// Number of a happening.
    #[arg(long)]
    happening: Option<i64>,
    /// Only what is long past or remembered (yes), or only what is not (no).
    #[arg(long, value_name = "yes|no", value_parser = ["yes", "no"])]
    historical: Option<String>,
    /// List what was set aside because its sentence is about sport, markets, films or the like; `--domain`, `--type`, `--since` and
    /// `--until` (days of publication) apply.
    #[arg(long, conflicts_with_all = ["actor", "source", "target", "speaker", "mode", "quad", "status", "place", "text", "confidence",
        "origin", "happening", "historical", "by"])]
    set_aside: bool,
    /// Of what was set aside, only what is about this: sport, markets and so on.
    #[arg(long, value_name = "DOMAIN", requires = "set_aside")]
    domain: Option<String>,
    /// What counts as one.
    #[arg(long, value_enum, default_value = "events")]
    count_by: By,
    /// Count instead of listing, parted by these; of the filters, countries, types, dates, origin and status apply.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT,...")]
    by: Vec<Part>,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum By {
    /// Every report in every article, reprints too.
    Reports,
    /// Each event once an article, reprinted articles once.
    Events,
    /// Each happening once, however many report it.
    Happenings,
}

impl From<By> for CountBy {
    fn from(by: By) -> Self {
        match by {
            By::Reports => Self::Reports,
            By::Events => Self::Events,
            By::Happenings => Self::Happenings,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    /// Country of the source.
    Source,
    /// Country of the target.
    Target,
    /// Event type.
    Type,
    /// Quad.
    Quad,
    /// Whose coding.
    Origin,
    /// Day.
    Day,
    /// Month.
    Month,
    /// Year.
    Year,
}

impl From<Part> for Axis {
    fn from(part: Part) -> Self {
        match part {
            Part::Source => Self::Source,
            Part::Target => Self::Target,
            Part::Type => Self::Type,
            Part::Quad => Self::Quad,
            Part::Origin => Self::Origin,
            Part::Day => Self::Day,
            Part::Month => Self::Month,
            Part::Year => Self::Year,
        }
    }
}

/// Columns of a list for eyes; the other formats have all.
const EYES: &[&str] = &["name", "date_start", "source", "type", "mode", "target", "status", "speaker", "outlet", "sentence"];

/// The same of what was set aside.
const EYES_ASIDE: &[&str] = &["published", "domain", "type", "trigger", "outlet", "words"];

pub fn run(args: &Args) -> Result<ExitCode> {
    let store = open(&args.record)?;
    if args.set_aside {
        return aside(args, &store);
    }
    let filter = filter(args, &store)?;
    let table = if args.by.is_empty() {
        events(store.connection(), &filter, args.output.skip, args.output.limit)?
    } else {
        let mut table = counts(store.connection(), &filter, &args.by.iter().map(|&p| p.into()).collect::<Vec<_>>())?;
        table.rows = table.rows.into_iter().skip(args.output.skip).take(args.output.limit).collect();
        table
    };
    args.output.print(&table, if args.by.is_empty() { EYES } else { &[] })?;
    Ok(ExitCode::SUCCESS)
}

fn aside(args: &Args, store: &Store) -> Result<ExitCode> {
    let filter = AsideFilter {
        domain: args.domain.clone(),
        types: types(args, store)?,
        since: day("--since", args.since.as_deref())?,
        until: last_day("--until", args.until.as_deref())?,
    };
    args.output.print(&set_aside(store.connection(), &filter, args.output.skip, args.output.limit)?, EYES_ASIDE)?;
    Ok(ExitCode::SUCCESS)
}

fn types(args: &Args, store: &Store) -> Result<Vec<String>> {
    args.types.iter().map(|t| event_type(store, t)).collect()
}

fn filter(args: &Args, store: &Store) -> Result<EventFilter> {
    let who = |word: &Option<String>| party(store, word.as_deref());
    let statuses = || Status::ALL.iter().map(|s| (s.name().to_owned(), *s));
    Ok(EventFilter {
        actor: who(&args.actor)?,
        source: who(&args.source)?,
        target: who(&args.target)?,
        speaker: who(&args.speaker)?,
        types: types(args, store)?,
        mode: args.mode.clone(),
        quads: args.quad.clone(),
        statuses: args.status.iter().map(|s| one_of("--status", s, statuses())).collect::<Result<_>>()?,
        since: day("--since", args.since.as_deref())?,
        until: last_day("--until", args.until.as_deref())?,
        place: args.place.clone(),
        text: args.text.clone(),
        confidence: args.confidence,
        origin: args.origin.clone(),
        happening: args.happening,
        historical: args.historical.as_deref().map(|word| word == "yes"),
        count_by: args.count_by.into(),
    })
}

/// A type of the shipped ontology, or one that events of the record have.
fn event_type(store: &Store, name: &str) -> Result<String> {
    let known: Vec<String> = ontology().kinds().iter().map(|k| k.event.name().to_owned()).collect();
    let found = one_of("--type", name, known.into_iter().map(|n| (n.clone(), n)));
    let own = name.to_uppercase();
    if found.is_err() && has_type(store.connection(), &own)? { Ok(own) } else { found }
}
