//! `chancery system`: the picture as of a date.

use super::Desk;
use super::evidence::proof;
use super::output::{Output, View};
use super::rows::{Filter, acts};
use super::sheet::Sheet;
use super::suppositions::openers;
use super::world::Bloc;
use crate::view::terminal::safe;
use anyhow::{Result, bail};
use chancery_chart::{Link, Picture, Point, graph};
use chancery_ties::suppositions::{Horizon, suppositions};
use chancery_ties::system::{Item, Shift, System, SystemQuery, Topic, changes, system};
use chancery_ties::{Act, Day, iso};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// Options of `chancery system`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The record.
    record: PathBuf,
    /// The day; nothing dated or reported later is read. The record's last day where none is given.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Tell what changed since this day.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only what concerns these: codes, names or groups.
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    around: Vec<String>,
    /// Days back in which parties and disputes are counted.
    #[arg(long, value_name = "DAYS", default_value_t = 365)]
    window: i32,
    /// Whose coding: chancery, icews, gdelt2 and so on. All are read where none is named.
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Events that are read at most where nobody is named: more would not fit into memory.
const MOST: i64 = 2_000_000;

/// Run `chancery system`.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut desk = Desk::open(&args.record)?;
    desk.warn_of_origins(args.origin.as_deref())?;
    let as_of = match &args.as_of {
        Some(text) => chancery_ties::parse(text).map_err(anyhow::Error::msg)?.1,
        None => desk.last_day()?,
    };
    let sides = desk.sides(&args.around)?;
    // Members on the day: who had left by then is not of the group any more.
    let mut around: Vec<String> =
        sides.iter().flat_map(|s| s.members.iter().filter(|m| s.holds(m.0, as_of))).map(|m| desk.codes.name(m.0).to_owned()).collect();
    around.sort_unstable();
    around.dedup();
    let events: i64 = desk.db().query_row("SELECT coalesce(max(id), 0) FROM events", [], |r| r.get(0))?;
    if around.is_empty() && events > MOST {
        bail!("the record holds {events} events, too many to hold at once; name some actors with --around");
    }
    let told = acts(desk.db(), &Filter { around: around.clone(), origin: args.origin.clone(), days: None })?;
    let scene = Scene { told, around, window: args.window, openers: openers() };
    let now = scene.draw(as_of);
    let before = match &args.since {
        Some(text) => Some(scene.draw(chancery_ties::parse(text).map_err(anyhow::Error::msg)?.1)),
        None => None,
    };
    let blocs = blocs(&desk, &scene, &now)?;
    let shifts = before.as_ref().map(|b| changes(b, &now));
    let view = View {
        text: text(&desk, &now, &blocs, shifts.as_deref())?,
        sheet: sheet(&now),
        json: to_json(&now, &blocs, shifts.as_deref()),
        picture: args.output.draws().then(|| picture(&now)),
        graph: None,
    };
    args.output.emit(&view)?;
    Ok(ExitCode::SUCCESS)
}

/// What is looked at, whatever the day.
struct Scene {
    told: Vec<Act>,
    around: Vec<String>,
    window: i32,
    openers: Vec<String>,
}

impl Scene {
    fn draw(&self, as_of: Day) -> System {
        let ahead = suppositions(&self.told, as_of, Horizon::default(), &self.openers);
        system(&self.told, &ahead, &SystemQuery { as_of, since: as_of - self.window, around: &self.around })
    }
}

/// Blocs that articles name by the day, with their members on it.
fn blocs(desk: &Desk, scene: &Scene, now: &System) -> Result<Vec<Bloc>> {
    let sql = "SELECT DISTINCT a.name FROM document_actors da JOIN actors a ON a.id = da.actor JOIN documents d ON d.id = da.document
        WHERE a.kind IN ('group', 'organisation') AND d.published_day <= ?";
    let mut find = desk.db().prepare(sql)?;
    let named: Vec<String> = find.query_map([now.as_of], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    let codes: Vec<String> =
        if scene.around.is_empty() { now.parties.iter().map(|p| p.code.clone()).collect() } else { scene.around.clone() };
    Ok(desk.world.blocs(&named, &codes, now.as_of))
}

fn parties(i: &Item) -> String {
    match i.topic {
        Topic::Agreement | Topic::Dispute => i.sources.join(" - "),
        _ => format!("{} > {}", i.sources.join(" "), i.targets.join(" ")),
    }
}

const HEADS: [(Topic, &str); 5] = [
    (Topic::Agreement, "AGREEMENTS THAT WERE SIGNED"),
    (Topic::Pledge, "PLEDGES"),
    (Topic::Sanction, "SANCTIONS"),
    (Topic::Dispute, "DISPUTES"),
    (Topic::Visit, "VISITS AND MEETINGS TO COME"),
];

fn text(desk: &Desk, s: &System, blocs: &[Bloc], shifts: Option<&[Shift<'_>]>) -> Result<String> {
    let mut out = format!("The system as of {} (parties and disputes since {})\n\nSTATES AND BODIES\n", iso(s.as_of), iso(s.since));
    let mut sheet = Sheet::new(&["who", "events", "latest"]);
    sheet.rows = s.parties.iter().take(25).map(|p| vec![p.code.clone(), p.events.to_string(), iso(p.latest)]).collect();
    out += &sheet.table();
    out += "\nBLOCS THE REPORTS NAME\n";
    let members = |b: &Bloc| {
        if b.inside.len() == b.members.len() { "all of it".to_owned() } else { format!("and {} others", b.members.len() - b.inside.len()) }
    };
    out += &blocs.iter().map(|b| format!("  {}: {}, {}\n", b.name, b.inside.join(" "), members(b))).collect::<String>();
    for (topic, head) in HEADS {
        out += &format!("\n{head}\n");
        for i in s.items.iter().filter(|i| i.topic == topic) {
            out += &item_text(desk, s, i)?;
        }
    }
    if let Some(shifts) = shifts {
        out += "\nWHAT CHANGED\n";
        out += &shifts.iter().map(shift_text).collect::<String>();
    }
    Ok(out)
}

fn item_text(desk: &Desk, s: &System, i: &Item) -> Result<String> {
    let age = s.as_of - i.latest;
    let many = if i.events.len() > 1 { format!(", {} events", i.events.len()) } else { String::new() };
    let head = format!("  {}: {}, since {}, last told {age} days ago{many}\n", parties(i), i.state, iso(i.since));
    let words = match (&i.sentence, i.events.last()) {
        (Some(sentence), _) => safe(sentence),
        (None, Some(&event)) => proof(desk.db(), event)?.sentence.map_or_else(|| format!("[event {event}; no text kept]"), |t| safe(&t)),
        (None, None) => String::new(),
    };
    Ok(format!("{head}      {words}\n"))
}

fn shift_text(s: &Shift<'_>) -> String {
    match s {
        Shift::New(i) => format!("  new      {} {}: {}\n", i.topic.name(), parties(i), i.state),
        Shift::Gone(i) => format!("  gone     {} {}\n", i.topic.name(), parties(i)),
        Shift::Changed(i, was) => format!("  changed  {} {}: {was}, now {}\n", i.topic.name(), parties(i), i.state),
    }
}

fn sheet(s: &System) -> Sheet {
    let mut sheet = Sheet::new(&["topic", "source", "target", "state", "since", "latest", "age_days", "events", "sentence"]);
    for i in &s.items {
        let events = i.events.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
        let mut row =
            vec![i.topic.name().to_owned(), i.sources.join(" "), i.targets.join(" "), i.state.to_owned(), iso(i.since), iso(i.latest)];
        row.extend([(s.as_of - i.latest).to_string(), events, i.sentence.clone().unwrap_or_default()]);
        sheet.rows.push(row);
    }
    sheet
}

fn item_json(i: &Item, as_of: Day) -> Value {
    json!({ "topic": i.topic.name(), "sources": i.sources, "targets": i.targets, "state": i.state, "since": iso(i.since),
        "latest": iso(i.latest), "age_days": as_of - i.latest, "events": i.events, "sentence": i.sentence })
}

fn to_json(s: &System, blocs: &[Bloc], shifts: Option<&[Shift<'_>]>) -> Value {
    let shift = |x: &Shift<'_>| match x {
        Shift::New(i) => json!({ "change": "new", "item": item_json(i, s.as_of) }),
        Shift::Gone(i) => json!({ "change": "gone", "item": item_json(i, s.as_of) }),
        Shift::Changed(i, was) => json!({ "change": "changed", "was": was, "item": item_json(i, s.as_of) }),
    };
    json!({
        "as_of": iso(s.as_of),
        "since": iso(s.since),
        "parties": s.parties.iter().map(|p| json!({ "code": p.code, "events": p.events, "latest": iso(p.latest) })).collect::<Vec<_>>(),
        "blocs": blocs.iter().map(|b| json!({ "name": b.name, "code": b.code, "members": b.members, "inside": b.inside })).collect::<Vec<_>>(),
        "items": s.items.iter().map(|i| item_json(i, s.as_of)).collect::<Vec<_>>(),
        "changes": shifts.map(|list| list.iter().map(shift).collect::<Vec<_>>()),
    })
}

/// Agreements, pledges and visits bind; sanctions and disputes part.
fn picture(s: &System) -> Picture {
    let shown: Vec<&str> = s.parties.iter().take(30).map(|p| p.code.as_str()).collect();
    let most = s.parties.first().map_or(1.0, |p| p.events as f64).max(1.0);
    let points: Vec<Point> =
        s.parties.iter().take(30).map(|p| Point { label: p.code.clone(), size: (p.events as f64 / most).sqrt(), group: 0 }).collect();
    let at = |code: &String| shown.iter().position(|c| c == code);
    let mut links = Vec::new();
    for i in &s.items {
        let weight = if matches!(i.topic, Topic::Sanction | Topic::Dispute) { -0.6 } else { 0.5 };
        let all: Vec<&String> = i.sources.iter().chain(&i.targets).collect();
        for (n, a) in all.iter().enumerate() {
            links.extend(all[n + 1..].iter().filter_map(|b| Some(Link { a: at(a)?, b: at(b)?, weight })));
        }
    }
    graph(&format!("The system as of {}", iso(s.as_of)), &points, &links)
}
