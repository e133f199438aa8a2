//! How fast GDELT rows are read, and how fast they are stored: `cargo run --release -p chancery-exchange --example import_speed -- [ROWS]`.
//!
//! Rows are invented: 5 of them an article, 8 places in 100, 200 countries and roles, 30 days, as a day's files have them. Processor
//! time is printed beside the clock, because a busy machine stretches the latter.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example talks and may panic")]

use chancery_exchange::{Options, Report, check, import};
use chancery_record::{RunInfo, Store};
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Instant;

const COUNTRIES: [&str; 12] = ["USA", "GBR", "RUS", "CHN", "KAZ", "UZB", "TUR", "DEU", "FRA", "IND", "BRA", "NGA"];
const ROLES: [&str; 6] = ["", "GOV", "MIL", "COP", "BUS", "OPP"];
const CODES: [&str; 12] = ["042", "043", "010", "020", "036", "051", "190", "173", "112", "141", "061", "1122"];

/// Rows as GDELT 2.0 writes them.
fn rows(count: u64) -> String {
    let mut text = String::with_capacity(count as usize * 430);
    for i in 0..count {
        // A multiplicative hash spreads consecutive numbers over the lists.
        let pick = |n: u64, of: usize| ((i / n).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) as usize % of;
        let (day, code) = (1 + i * 30 / count, CODES[pick(1, 12)]);
        let actor = |n| (COUNTRIES[pick(n, 12)], ROLES[pick(n + 2, 6)]);
        let ((a, ar), (b, br)) = (actor(1), actor(3));
        let place = format!(
            "4\tTown {}, Province, Land\t{}\tXX0{}\t{}\t{}.25\t{}.5\t-{}",
            pick(5, 400),
            ["UP", "RS", "KZ", "US"][pick(5, 4)],
            pick(5, 9),
            pick(5, 999),
            pick(5, 80),
            pick(5, 170),
            pick(5, 99_999)
        );
        let nobody = "\t".repeat(5);
        let _ = writeln!(
            text,
            "{}\t202403{day:02}\t202403\t2024\t2024.1{day:02}\t{a}{ar}\t{a} NAME\t{a}{nobody}{ar}\t\t\t{b}{br}\t{b} NAME\t{b}{nobody}{br}\t\t\t1\t{code}\t{}\t{}\t1\t2.5\t{}\t1\t{}\t-1.{}\t{place}\t{place}\t{place}\t202403{day:02}101500\thttps://outlet{}.example/story/{}",
            i + 900_000_000,
            &code[..3],
            &code[..2],
            1 + i % 9,
            1 + i % 9,
            100 + i % 899,
            (i / 5) % 300,
            i / 5,
        );
    }
    text
}

/// Seconds of processor this process has used, where Linux says so.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: u64 = stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

fn timed(what: &str, work: impl FnOnce() -> Report) {
    let (clock, cpu) = (Instant::now(), processor());
    let report = work();
    let (clock, cpu) = (clock.elapsed().as_secs_f64(), processor() - cpu);
    assert!(report.adds_up() && report.skipped.is_empty(), "{report}");
    let rows = report.rows as f64;
    println!(
        "{what}\t{} rows\t{clock:.2} s\t{:.0} rows/s\t{cpu:.2} s of processor\t{:.0} rows/s of processor",
        report.rows,
        rows / clock,
        rows / cpu
    );
}

fn main() {
    let count = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(500_000);
    let folder = std::env::temp_dir().join(format!("chancery-import-speed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file: Vec<PathBuf> = vec![folder.join("invented.export.CSV")];
    std::fs::write(&file[0], rows(count)).unwrap();
    timed("read", || check(&file, &Options::default()).unwrap());
    let path = folder.join("record.db");
    let mut store = Store::create(&path).unwrap();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    timed("import", || import(&mut store, run, &file, &Options::default(), &mut |_| {}).unwrap());
    println!("record\t{} bytes a row", std::fs::metadata(&path).unwrap().len() / count);
    drop(store);
    std::fs::remove_dir_all(&folder).unwrap();
}
