//! How fast a record takes events and answers, and how large it grows.
//!
//!     cargo run --release -p chancery-record --example scale -- FILE EVENTS
//!
//! Makes a record at FILE of invented events, as an importer hands them in: 190 countries, few of them busy, ten years of days,
//! four events an article. Prints tab-separated lines: what, figure, unit. A FILE that is there is only asked.
#![allow(clippy::print_stdout, reason = "an example that prints figures")]

use chancery_record::query::{Axis, CountBy, EventFilter, Party, counts, events, show};
use chancery_record::rows::{ActorRow, DocumentRow, EventPlaceRow, EventRow, ForeignRows, PlaceRow, Role, SideRow, Status, WhenRow, Who};
use chancery_record::{OnKnown, RunInfo, Store, iso_of};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Events in a transaction: the more, the fewer times a page of the summaries is written.
const BATCH: u64 = 200_000;
/// Events made at a time, their making not counted.
const CHUNK: u64 = 10_000;
/// Days the events are spread over, in order.
const DAYS: u64 = 3650;
const FIRST_DAY: i32 = 14_610;
const TYPES: [(&str, u8, f64); 16] = [
    ("AGREE", 1, 2.5),
    ("CONSULT", 1, 2.5),
    ("SUPPORT", 1, 5.0),
    ("CONCEDE", 1, 4.5),
    ("COOPERATE", 2, 9.5),
    ("AID", 2, 10.0),
    ("RETREAT", 2, 6.5),
    ("REQUEST", 3, 0.0),
    ("ACCUSE", 3, -3.0),
    ("REJECT", 3, -2.0),
    ("THREATEN", 3, -3.5),
    ("PROTEST", 4, -5.0),
    ("SANCTION", 4, -6.0),
    ("MOBILIZE", 4, -5.5),
    ("COERCE", 4, -7.0),
    ("ASSAULT", 4, -9.0),
];

/// Numbers that look like chance and are the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `n`, small ones far more often.
    fn skewed(&mut self, n: usize) -> usize {
        (self.next().powi(3) * n as f64) as usize
    }
}

fn country(n: usize) -> String {
    let letter = |k: usize| char::from(b'A' + (k % 26) as u8);
    [letter(n / 26), letter(n), letter(n * 7)].iter().collect()
}

fn side(role: Role, chance: &mut Chance) -> SideRow {
    let country = country(chance.skewed(190));
    let sector = ["", ".GOV", ".MIL", ".OPP"][chance.skewed(4)];
    let code = format!("{country}{sector}");
    let actor =
        ActorRow { name: format!("Actor {code}"), kind: "unknown".into(), codes: vec![code.clone()], countries: vec![country.clone()] };
    SideRow { role, actor: Who::Named(actor), code: Some(code), country: Some(country) }
}

fn event(number: u64, total: u64, chance: &mut Chance) -> ForeignRows {
    let day = iso_of(FIRST_DAY + (number * DAYS / total) as i32);
    let (event_type, quad, score) = TYPES[chance.skewed(16)];
    let url = format!("https://press{}.example/{}/{}", number / 4 % 500, day, number / 4);
    let place =
        PlaceRow { name: format!("Town {}", chance.skewed(5000)), country: Some(country(chance.skewed(190))), ..PlaceRow::default() };
    ForeignRows {
        origin: "invented".into(),
        id: (900_000_000 + number).to_string(),
        document: Some(DocumentRow::foreign("invented", Some(&url), None, Some(&format!("press{}.example", number / 4 % 500)), Some(&day))),
        event: EventRow {
            event_type: event_type.into(),
            quad,
            goldstein: Some(score),
            status: if chance.next() < 0.9 { Status::Occurred } else { Status::Planned },
            date: Some(WhenRow { start: day.clone(), end: day, precision: "day".into(), text: None }),
            confidence: Some((chance.next() * 100.0).round() / 100.0),
            sides: vec![side(Role::Source, chance), side(Role::Target, chance)],
            places: vec![EventPlaceRow { place, span: None }],
            ..EventRow::default()
        },
    }
}

fn fill(path: &Path, total: u64) -> Outcome<()> {
    let mut store = Store::create(path)?;
    let run = store.begin_run(&RunInfo { origin: "invented".to_owned(), ..RunInfo::default() })?;
    let (mut chance, mut storing) = (Chance(1), 0.0);
    for first in (0..total).step_by(BATCH as usize) {
        let end = (first + BATCH).min(total);
        let mut batch = store.batch()?;
        for chunk in (first..end).step_by(CHUNK as usize) {
            let rows: Vec<ForeignRows> = (chunk..(chunk + CHUNK).min(end)).map(|n| event(n, total, &mut chance)).collect();
            let began = processor_seconds();
            batch.foreign(run, &rows, OnKnown::Keep)?;
            storing += processor_seconds() - began;
        }
        let began = processor_seconds();
        batch.commit()?;
        storing += processor_seconds() - began;
        if end.is_multiple_of(1_000_000) || end == total {
            println!("after {end} events\t{:.0}\tevents a second of processor time", end as f64 / storing);
        }
    }
    store.finish_run(run, "")?;
    Ok(())
}

/// Processor time of this process in seconds: what storing costs, however busy the machine is. Zero where the system does not tell.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn timed<T>(what: &str, work: impl Fn() -> Outcome<T>) -> Outcome<T> {
    // The second time, when the pages asked for are in memory, as they are for somebody at work; the first is printed too.
    let began = Instant::now();
    work()?;
    let first = began.elapsed();
    let began = Instant::now();
    let answer = work()?;
    println!("{what}\t{:.1}\tms\t(first time {:.1})", began.elapsed().as_secs_f64() * 1e3, first.as_secs_f64() * 1e3);
    Ok(answer)
}

fn ask(path: &Path) -> Outcome<()> {
    let store = Store::open(path)?;
    let db = store.connection();
    let of = |words: &[&str]| Some(Party::Countries(words.iter().map(|&w| w.to_owned()).collect()));
    let (busy, other, rare) = (country(0), country(1), country(180));
    let all = EventFilter { count_by: CountBy::Events, ..EventFilter::default() };
    timed("counts by month and dyad", || Ok(counts(db, &all, &[Axis::Source, Axis::Target, Axis::Month])?.rows.len()))?;
    let dyad = EventFilter { source: of(&[&busy]), target: of(&[&other]), ..all.clone() };
    timed("counts of one dyad by day", || Ok(counts(db, &dyad, &[Axis::Day])?.rows.len()))?;
    let filters = [
        ("no filter", all.clone()),
        ("busy source", EventFilter { source: of(&[&busy]), ..all.clone() }),
        ("rare actor", EventFilter { actor: of(&[&rare]), ..all.clone() }),
        ("rare dyad", EventFilter { source: of(&[&rare]), target: of(&[&country(170)]), ..all.clone() }),
        ("busy dyad, one type", EventFilter { types: vec!["ASSAULT".to_owned()], ..dyad.clone() }),
        (
            "type and status in a year",
            EventFilter {
                types: vec!["ASSAULT".to_owned()],
                statuses: vec![Status::Planned],
                since: Some(FIRST_DAY + 365),
                until: Some(FIRST_DAY + 730),
                ..all.clone()
            },
        ),
        ("rare place", EventFilter { place: Some(rare.clone()), ..all.clone() }),
        ("high confidence, busy target", EventFilter { confidence: Some(0.99), target: of(&[&busy]), ..all.clone() }),
    ];
    for (what, filter) in &filters {
        timed(&format!("first page: {what}"), || Ok(events(db, filter, 0, 50)?.rows.len()))?;
    }
    timed("an event by its id", || Ok(show(db, "invented:900000777")?))?;
    Ok(())
}

/// Most memory this process has held, in MB, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb / 1024)
}

fn main() -> Outcome<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("give a FILE and a number of EVENTS")?;
    let (path, total) = (Path::new(&path), args.next().map_or(Ok(1_000_000), |n| n.parse())?);
    if !path.exists() {
        let began = Instant::now();
        fill(path, total)?;
        println!("{total} events stored\t{:.1}\ts, their making included", began.elapsed().as_secs_f64());
    }
    ask(path)?;
    println!("size\t{:.0}\tbytes an event", path.metadata()?.len() as f64 / total as f64);
    memory().into_iter().for_each(|m| println!("memory\t{m}\tMB at most"));
    Ok(())
}
