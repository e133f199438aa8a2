//! `chancery suppositions`: what was held to come, and what became of it.

use super::Desk;
use super::output::{Output, View};
use super::rows::{self, Filter, acts};
use super::sheet::Sheet;
use crate::view::terminal::safe;
use anyhow::Result;
use chancery_lexicon::{Source, WordSets};
use chancery_ties::iso;
use chancery_ties::suppositions::{Horizon, Outcome, Remark, Supposition, Track, Voice, remarks, suppositions, tracks};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// Options of `chancery suppositions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The record.
    record: PathBuf,
    /// The day; nothing dated or reported later is read. The record's last day where none is given.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Only those in which one of these takes part: codes, names or groups.
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    around: Vec<String>,
    /// Only those that stand so.
    #[arg(long, value_enum)]
    state: Option<State>,
    /// Only those voiced by a speaker or outlet whose name holds this.
    #[arg(long, value_name = "TEXT")]
    by: Option<String>,
    /// Days given to a supposition that names no date.
    #[arg(long, value_name = "DAYS", default_value_t = 180)]
    horizon: i32,
    /// Days given beyond the date that one names.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    grace: i32,
    /// Whose coding: chancery, icews, gdelt2 and so on. All are read where none is named.
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    /// Print the track records of speakers and outlets alone.
    #[arg(long)]
    tracks: bool,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum State {
    True,
    False,
    Open,
}

/// The shipped words of a set.
fn set(wanted: &[&str]) -> Vec<String> {
    let mut sets = WordSets::default();
    let mut wrong = Vec::new();
    for source in chancery_english::SOURCES.iter().filter(|s| s.path.contains("words/")) {
        sets.add(&Source { path: source.path, text: source.text }, &mut wrong);
    }
    sets.close(&mut wrong);
    let mut words: Vec<String> = wanted.iter().filter_map(|name| sets.get(name)).flatten().cloned().collect();
    words.sort_unstable();
    words
}

/// Words that open a condition.
pub fn openers() -> Vec<String> {
    set(&["conditions.openers"])
}

/// Run `chancery suppositions`.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut desk = Desk::open(&args.record)?;
    desk.warn_of_origins(args.origin.as_deref())?;
    let as_of = match &args.as_of {
        Some(text) => chancery_ties::parse(text).map_err(anyhow::Error::msg)?.1,
        None => desk.last_day()?,
    };
    let sides = desk.sides(&args.around)?;
    let around = desk.names(&sides);
    let told = acts(desk.db(), &Filter { around: around.clone(), origin: args.origin.clone(), days: None })?;
    let all = suppositions(&told, as_of, Horizon { days: args.horizon, grace: args.grace }, &openers());
    let records = [tracks(&all, |s| s.speaker.clone()), tracks(&all, |s| s.outlet.clone())];
    let shown: Vec<&Supposition> = all.iter().filter(|s| wanted(args, s)).collect();
    let said = if around.is_empty() && args.state.is_none() { rows::remarks(desk.db(), as_of)? } else { Vec::new() };
    let markers = set(&["conditions.outlook"]);
    let said: Vec<(&Remark, &str)> = remarks(&said, as_of, &markers).filter(|(r, _)| voiced_by(args, &[&r.speaker, &r.outlet])).collect();
    let title = format!("Suppositions as of {}", iso(as_of));
    let view = View {
        text: if args.tracks { track_text(&title, &records) } else { text(&title, &shown, &said) + &track_text("TRACK RECORDS", &records) },
        sheet: if args.tracks { track_sheet(&records) } else { sheet(&shown) },
        json: json!({ "as_of": iso(as_of), "horizon_days": args.horizon, "grace_days": args.grace,
            "suppositions": shown.iter().map(|s| one(s)).collect::<Vec<_>>(),
            "remarks": said.iter().map(|(r, marker)| remark(r, marker)).collect::<Vec<_>>(),
            "speakers": records[0].iter().map(track).collect::<Vec<_>>(), "outlets": records[1].iter().map(track).collect::<Vec<_>>() }),
        picture: None,
        graph: None,
    };
    args.output.emit(&view)?;
    Ok(ExitCode::SUCCESS)
}

fn wanted(args: &Args, s: &Supposition) -> bool {
    let state = match (args.state, s.outcome) {
        (None, _) => true,
        (Some(State::True), o) => matches!(o, Outcome::CameTrue(..)),
        (Some(State::False), o) => o == Outcome::NotInTime,
        (Some(State::Open), o) => o == Outcome::Open,
    };
    state && voiced_by(args, &[&s.speaker, &s.outlet])
}

fn voiced_by(args: &Args, names: &[&Option<String>]) -> bool {
    let Some(by) = &args.by else { return true };
    let by = by.to_lowercase();
    names.iter().any(|n| n.as_ref().is_some_and(|n| n.to_lowercase().contains(&by)))
}

/// What became of it, in words: of denials, that nothing contradicts them or something does.
fn fate(s: &Supposition) -> String {
    match (s.voice, s.outcome) {
        (Voice::Denial, Outcome::CameTrue(event, day)) => format!("contradicted: event {event} on {}", iso(day)),
        (Voice::Denial, Outcome::NotInTime) => "not contradicted".to_owned(),
        (_, Outcome::CameTrue(event, day)) => format!("came true: event {event} on {}", iso(day)),
        (_, Outcome::Open) => format!("still open, until {}", iso(s.until)),
        (_, o) => o.name().to_owned(),
    }
}

fn sides(s: &Supposition) -> String {
    let side = |codes: &[String]| if codes.is_empty() { "?".to_owned() } else { codes.join(" ") };
    format!("{} {} {}", side(&s.sources), s.expected.join("/"), side(&s.targets))
}

fn voice(speaker: &Option<String>, outlet: &Option<String>) -> String {
    let outlet = outlet.as_deref().map_or("unknown outlet".to_owned(), safe);
    speaker.as_deref().map_or_else(|| outlet.clone(), |s| format!("{} (in {outlet})", safe(s)))
}

fn text(title: &str, shown: &[&Supposition], said: &[(&Remark, &str)]) -> String {
    let mut out = format!("{title}\n\n");
    for s in shown {
        out += &format!("  {} {}: {}, by {}\n", iso(s.voiced), s.voice.name(), sides(s), voice(&s.speaker, &s.outlet));
        out += &s.sentence.as_deref().map_or(String::new(), |t| format!("      {}\n", safe(t)));
        out += &s.condition.as_deref().map_or(String::new(), |c| format!("      condition: {}\n", safe(c)));
        out += &format!("      {}\n", fate(s));
    }
    if !said.is_empty() {
        out += "\nLOOKING AHEAD WITHOUT AN EVENT THAT COULD BE LOOKED UP\n";
    }
    for (r, marker) in said {
        out += &format!("  {} “{marker}”, {}\n      {}\n", iso(r.voiced), voice(&r.speaker, &r.outlet), safe(&r.text));
    }
    out
}

fn sheet(shown: &[&Supposition]) -> Sheet {
    let mut sheet = Sheet::new(&[
        "voiced",
        "voice",
        "source",
        "expected",
        "target",
        "speaker",
        "outlet",
        "until",
        "condition",
        "outcome",
        "event",
        "confirmed_by",
        "sentence",
    ]);
    for s in shown {
        let by = if let Outcome::CameTrue(event, _) = s.outcome { event.to_string() } else { String::new() };
        let mut row = vec![iso(s.voiced), s.voice.name().to_owned(), s.sources.join(" "), s.expected.join(" "), s.targets.join(" ")];
        row.extend([
            s.speaker.clone().unwrap_or_default(),
            s.outlet.clone().unwrap_or_default(),
            iso(s.until),
            s.condition.clone().unwrap_or_default(),
        ]);
        row.extend([s.outcome.name().to_owned(), s.event.to_string(), by, s.sentence.clone().unwrap_or_default()]);
        sheet.rows.push(row);
    }
    sheet
}

fn one(s: &Supposition) -> Value {
    let (by, on) = match s.outcome {
        Outcome::CameTrue(event, day) => (Some(event), Some(iso(day))),
        _ => (None, None),
    };
    json!({ "event": s.event, "voice": s.voice.name(), "expected": s.expected, "sources": s.sources, "targets": s.targets, "voiced": iso(s.voiced),
        "speaker": s.speaker, "outlet": s.outlet, "until": iso(s.until), "condition": s.condition, "outcome": s.outcome.name(),
        "confirmed_by": by, "confirmed_on": on, "sentence": s.sentence })
}

fn remark(r: &Remark, marker: &str) -> Value {
    json!({ "article": r.article, "voiced": iso(r.voiced), "speaker": r.speaker, "outlet": r.outlet, "marker": marker, "text": r.text })
}

const TRACK: [&str; 11] =
    ["kind", "who", "voiced", "came_true", "failed", "share", "open", "conditional", "untestable", "denials_stood", "denials_contradicted"];

fn track_sheet(records: &[Vec<Track>; 2]) -> Sheet {
    let mut sheet = Sheet::new(&TRACK);
    for (kind, list) in ["speaker", "outlet"].into_iter().zip(records) {
        for t in list {
            let share = t.share().map_or("·".to_owned(), |(v, i)| format!("{v:.2} ({:.2}-{:.2})", i.low, i.high));
            let counts = [t.open, t.conditional, t.untestable, t.denials_stood, t.denials_contradicted].map(|n| n.to_string());
            let mut row = vec![kind.to_owned(), t.who.clone(), t.voiced.to_string(), t.came_true.to_string(), t.failed.to_string(), share];
            row.extend(counts);
            sheet.rows.push(row);
        }
    }
    sheet
}

fn track_text(title: &str, records: &[Vec<Track>; 2]) -> String {
    let note = "share: of the unconditional ones decided, those that came true, with Wilson's 95 % interval";
    format!("\n{title}\n{}  {note}\n", track_sheet(records).table())
}

fn track(t: &Track) -> Value {
    json!({ "who": t.who, "voiced": t.voiced, "came_true": t.came_true, "failed": t.failed, "open": t.open, "conditional": t.conditional,
        "untestable": t.untestable, "denials_stood": t.denials_stood, "denials_contradicted": t.denials_contradicted,
        "share": t.share().map(|s| s.0), "low": t.share().map(|s| s.1.low), "high": t.share().map(|s| s.1.high) })
}
