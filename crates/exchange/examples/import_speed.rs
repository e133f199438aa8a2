//! How fast a file of GDELT 2.0 events is imported.
//!
//!     cargo run --release -p chancery-exchange --example import_speed -- RECORD EVENTS.CSV COPIES
//!
//! The file is first written COPIES times into one beside RECORD, each time with ids, days and addresses of its own, as the next
//! quarter of an hour would bring them. Prints tab-separated lines: what, figure, unit.
#![allow(clippy::print_stdout, reason = "an example that prints figures")]

use chancery_exchange::{Options, Source, check, import};
use chancery_record::{RunInfo, Store, iso_of};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Columns of the id, the day, the day it was added and the address.
const COLUMNS: [usize; 4] = [0, 1, 59, 60];
const FIRST_ID: u64 = 900_000_000;
const FIRST_DAY: i32 = 18_000;

fn copies(from: &Path, to: &Path, copies: usize) -> Result<u64, Box<dyn Error>> {
    let text = std::fs::read_to_string(from)?;
    let mut out = BufWriter::new(File::create(to)?);
    let mut id = FIRST_ID;
    for copy in 0..copies {
        let day = iso_of(FIRST_DAY + copy as i32).replace('-', "");
        for line in text.lines() {
            let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let address = cells.get(COLUMNS[3]).ok_or("61 columns are expected")?;
            let new = [id.to_string(), day.clone(), format!("{day}143000"), format!("{address}#{copy}")];
            COLUMNS.into_iter().zip(new).for_each(|(column, cell)| cells[column] = cell);
            writeln!(out, "{}", cells.join("\t"))?;
            id += 1;
        }
    }
    out.flush()?;
    Ok(id - FIRST_ID)
}

/// Processor time of this process in seconds; zero where the system does not tell.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn timed<T>(what: &str, rows: u64, work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<T, Box<dyn Error>> {
    let (began, processor) = (Instant::now(), processor_seconds());
    let done = work()?;
    let (wall, processor) = (began.elapsed().as_secs_f64(), processor_seconds() - processor);
    println!("{what}\t{:.0}\trows a second\t({:.0} a second of processor time)", rows as f64 / wall, rows as f64 / processor);
    Ok(done)
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [record, events, number] = args.as_slice() else { return Err("give RECORD EVENTS.CSV COPIES".into()) };
    let long = record.with_extension("csv");
    let rows = copies(events, &long, number.to_string_lossy().parse()?)?;
    let options = Options { from: Source::named("gdelt2"), ..Options::default() };
    timed("read, not stored", rows, || Ok(check(std::slice::from_ref(&long), &options)?))?;
    let mut store = Store::create(record)?;
    let run = store.begin_run(&RunInfo { origin: "gdelt2".to_owned(), ..RunInfo::default() })?;
    let report = timed("imported", rows, || Ok(import(&mut store, run, std::slice::from_ref(&long), &options, &mut |_| {})?))?;
    println!("stored\t{}\trows", report.stored);
    println!("size\t{:.0}\tbytes a row", record.metadata()?.len() as f64 / rows as f64);
    Ok(std::fs::remove_file(&long)?)
}
