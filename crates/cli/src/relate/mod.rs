//! `chancery relate`: the type of the event between two marked actors.

pub mod table;
pub mod train;

use crate::engine::Engine;
use anyhow::Result;
use chancery_reading::relate::{CLASSES, Relater, Seen, class_of, see};
use chancery_reading::{Event, Status};
use chancery_text::Document;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use table::Table;

#[derive(clap::Args)]
pub struct Args {
    /// Tab-separated, with a first line that names the columns `sentence`, `source` and `target`, in any order, among others.
    file: PathBuf,
    /// Publication date (YYYY-MM-DD) of the sentences: who holds which office depends on it.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let engine = Engine::load()?;
    let relater = engine.relater()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in &Table::read(&args.file)?.rows {
        let seen = see(engine.reader(), &Document::paragraph(&row.sentence, args.published.as_deref()), &row.source, &row.target);
        writeln!(out, "{}", line(&row.source, &row.target, &seen, &relater))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Source, target, mode, status, probability, type.
fn line(source: &str, target: &str, seen: &Seen, relater: &Relater) -> String {
    let p = relater.predict(&seen.features, &seen.evidence);
    let best = (0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap_or(0);
    let same = seen.events.iter().find(|e| class_of(e.event.name()) == CLASSES[best].0);
    let mode = same.and_then(|e| e.mode.as_deref()).unwrap_or("-");
    let status = same.or(seen.events.first()).map_or(Status::Occurred, |e| e.status);
    format!("{source}\t{target}\t{mode}\t{}\t{:.3}\t{}", status.name(), p[best], plover(CLASSES[best].0, same, status))
}

/// The model knows yielding as one class; the reading's event, else whether it is still to come, says which type it is.
fn plover<'e>(class: &'static str, same: Option<&'e Event>, status: Status) -> &'e str {
    match (class, same) {
        ("YIELD", Some(e)) => e.event.name(),
        ("YIELD", None) if matches!(status, Status::Planned | Status::Hypothetical) => "CONCEDE",
        ("YIELD", None) => "RETREAT",
        _ => class,
    }
}
