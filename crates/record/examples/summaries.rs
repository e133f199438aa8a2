//! The summaries of a record of fifty million events, to time questions on: the events themselves are not made.
//!
//!     cargo run --release -p chancery-record --example summaries -- FILE
//!     chancery ties FILE --over C5 --between RUS,CHN,USA --by quarter
//!
//! Sixty countries, few of them busy, fifteen years of days, sixteen types; the same numbers on every machine.
#![allow(clippy::print_stdout, reason = "an example that prints figures")]

use chancery_record::{RunInfo, Store, iso_of, schema};
use rusqlite::params;
use std::error::Error;
use std::path::Path;

const COUNTRIES: [&str; 60] = [
    "USA", "CHN", "RUS", "GBR", "FRA", "DEU", "ISR", "IRN", "TUR", "UKR", "IND", "PAK", "JPN", "KOR", "PRK", "SYR", "IRQ", "AFG", "SAU",
    "EGY", "KAZ", "UZB", "KGZ", "TJK", "TKM", "POL", "ITA", "ESP", "CAN", "AUS", "BRA", "MEX", "NGA", "ZAF", "ETH", "SDN", "KEN", "SOM",
    "COD", "LBY", "YEM", "QAT", "ARE", "JOR", "LBN", "GEO", "ARM", "AZE", "BLR", "MDA", "ROU", "HUN", "GRC", "SRB", "VNM", "THA", "PHL",
    "IDN", "MMR", "VEN",
];
const TYPES: [(&str, f64); 16] = [
    ("AGREE", 2.5),
    ("CONSULT", 2.5),
    ("SUPPORT", 5.0),
    ("CONCEDE", 4.5),
    ("COOPERATE", 9.5),
    ("AID", 10.0),
    ("RETREAT", 6.5),
    ("REQUEST", 0.0),
    ("ACCUSE", -3.0),
    ("REJECT", -2.0),
    ("THREATEN", -3.5),
    ("PROTEST", -5.0),
    ("SANCTION", -6.0),
    ("MOBILIZE", -5.5),
    ("COERCE", -7.0),
    ("ASSAULT", -9.0),
];
const FIRST_DAY: i32 = 14_610;
const DAYS: i32 = 5475;
const EVENTS: f64 = 50e6;

/// Numbers that look like chance, in 0..1.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number of this mean, near it.
    fn count(&mut self, mean: f64) -> i64 {
        let n = mean * (0.5 + self.next());
        n as i64 + i64::from(self.next() < n.fract())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("the file of the record is needed")?;
    let store = Store::create(Path::new(&path))?;
    store.begin_run(&RunInfo {
        origin: "chancery".into(),
        started: "2026-01-01T00:00:00Z".into(),
        command: "summaries".into(),
        ..RunInfo::default()
    })?;
    let (cells, events) = fill(&store)?;
    println!("cells\t{cells}\nevents\t{events}");
    Ok(())
}

/// Cells come in the order of their keys, so that the tables grow at their ends.
fn fill(store: &Store) -> Result<(u64, i64), Box<dyn Error>> {
    let mut named: Vec<(usize, &str)> = COUNTRIES.into_iter().enumerate().collect();
    named.sort_by_key(|&(_, name)| name);
    let mut types = TYPES;
    types.sort_by_key(|t| t.0);
    let whole: f64 = (1..=COUNTRIES.len()).map(|i| 1.0 / i as f64).sum();
    let (mut chance, mut cells, mut events) = (Chance(1), 0, 0);
    let db = store.connection();
    db.execute_batch("BEGIN")?;
    let mut insert = db.prepare("INSERT INTO dyad_days VALUES (?, ?, ?, 1, 'chancery', ?, ?5, ?5, ?5, ?5, ?6)")?;
    for &(i, source) in &named {
        for &(j, target) in named.iter().filter(|n| n.0 != i) {
            let share = 1.0 / ((i + 1) * (j + 1)) as f64 / (whole * whole);
            for (event_type, score) in types {
                for day in FIRST_DAY..FIRST_DAY + DAYS {
                    let n = chance.count(EVENTS * share / (16.0 * f64::from(DAYS)));
                    if n > 0 {
                        insert.execute(params![source, target, event_type, day, n, n as f64 * score])?;
                        (cells, events) = (cells + 1, events + n);
                    }
                }
            }
        }
    }
    db.execute_batch(
        "INSERT INTO dyad_months SELECT source, target, strftime('%Y-%m', day * 86400, 'unixepoch'), type, happened, origin, sum(reports), sum(events),
           sum(happenings), sum(articles), sum(goldstein) FROM dyad_days GROUP BY 1, 2, 3, 4, 5, 6",
    )?;
    db.execute_batch(schema::TOTALS)?;
    news(store)?;
    db.execute_batch("COMMIT; ANALYZE")?;
    Ok((cells, events))
}

/// What was read: as many articles every day, and one that shows where the days end.
fn news(store: &Store) -> Result<(), Box<dyn Error>> {
    let db = store.connection();
    let last = FIRST_DAY + DAYS - 1;
    for day in FIRST_DAY..=last {
        db.execute("INSERT INTO outlet_days VALUES ('chancery', 'The Meridian Post', ?, 2000, 0)", [day])?;
    }
    for (n, day) in [(1, FIRST_DAY), (2, last)] {
        db.execute(
            "INSERT INTO documents (id, uid, origin, identity, published, published_day, has_text, cluster, run) VALUES (?1, ?1, 'chancery', ?1, ?2, ?3, 0, ?1, 1)",
            params![n, iso_of(day), day],
        )?;
    }
    Ok(())
}
