//! `chancery read`.

use crate::actors::Extra;
use crate::engine::Engine;
use crate::ingest;
use crate::memory::Memory;
use crate::parallel::{cores, in_parallel};
use crate::view::{csv, json, person};
use anyhow::{Context, Result};
use chancery_exchange::columns::{Division, save};
use chancery_record::Store;
use chancery_text::{Document, FieldMap, Inputs, RawRecord, Rejected, clean};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Articles handed to the threads at a time. Enough to keep them busy, few enough to bound memory.
const BATCH: usize = 128;

#[derive(clap::Args)]
pub struct Args {
    /// Files or directories; `-` is standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Shape of the output. Default: a page for a person on a terminal, `json` for one article in a pipe.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Only these parts of the reading (`json`, `jsonl`).
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// Names of the fields of JSON input: `text=story.body,published=when`.
    #[arg(long, value_name = "FIELD=NAME,...")]
    fields: Option<String>,
    /// Threads; the output is the same at any number. Default: all cores.
    #[arg(long)]
    threads: Option<usize>,
    /// Publication date (YYYY-MM-DD) of articles that do not say theirs.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Remember the persons that articles introduce, in this file, and use what it holds for later articles.
    #[arg(long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Only events so sure that this share of them has the right type, by the shipped calibration: 0.9.
    #[arg(long, value_name = "SHARE")]
    precision: Option<f32>,
    #[command(flatten)]
    extra: Extra,
    /// Folder for the Parquet files; new or empty.
    #[arg(long, value_name = "DIR", required_if_eq("format", "parquet"))]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page for a person.
    Person,
    /// One object for each article, each on its own line.
    Json,
    /// One object a line.
    Jsonl,
    /// Events, one row each.
    Csv,
    /// Every table of a record, one Parquet file each, into the folder `--out`.
    Parquet,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Who.
    Actors,
    /// What.
    Events,
    /// On whose word.
    Statements,
    /// For how much.
    Amounts,
    /// When.
    Dates,
    /// Where.
    Places,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Events => "events",
            Self::Statements => "statements",
            Self::Amounts => "amounts",
            Self::Dates => "dates",
            Self::Places => "places",
        }
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    if let (Some(Format::Parquet), Some(out)) = (args.format, &args.out) {
        return columns(args, out);
    }
    let engine = Engine::load_with(&args.extra.files)?;
    let mut memory = args.memory.as_deref().map(Memory::open).transpose()?;
    let least = args.precision.map(|p| threshold(engine, p)).transpose()?;
    let format = args.format.unwrap_or(Format::Person);
    let mut inputs = Inputs::new(args.paths.iter().cloned());
    if let Some(spec) = &args.fields {
        inputs = inputs.with_fields(FieldMap::parse(spec).map_err(anyhow::Error::msg).context("--fields")?);
    }
    let mut sink = Sink { format, out: BufWriter::new(std::io::stdout().lock()), written: 0, rejected: 0 };
    let bar = progress(&args.paths);
    let threads = cores(args.threads);
    loop {
        let batch: Vec<Result<RawRecord, Rejected>> = inputs.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let count = batch.len() as u64;
        let read = in_parallel(batch, threads, &|record| one(engine, args, record));
        let read = match &mut memory {
            Some(memory) => remembering(engine, memory, read),
            None => read,
        };
        let shown = in_parallel(read, threads, &|r| r.and_then(|r| print(r, least, format, &args.only).map_err(|e| e.to_string())));
        for answer in shown {
            sink.put(answer)?;
        }
        bar.inc(count);
    }
    bar.finish_and_clear();
    if let Some((memory, path)) = memory.zip(args.memory.as_deref()) {
        memory.save(path)?;
    }
    sink.close()
}

/// The tables are those of a record, so one is made beside the folder, and removed when its columns are written.
fn columns(args: &Args, out: &Path) -> Result<ExitCode> {
    let plain = args.memory.is_none() && args.only.is_empty();
    anyhow::ensure!(plain, "--format parquet goes without --memory and --only: it writes every table");
    let record = Passing(out.with_file_name(format!("{}.passing", out.file_name().unwrap_or_default().to_string_lossy())));
    record.remove();
    let rejected = ingest::into(&record.0, &args.paths, args.fields.clone(), args.published.clone(), args.threads, &args.extra)?;
    save(&Store::open(&record.0)?, out, Division::Tables)?;
    Ok(if rejected > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// A record that goes when it is done with.
struct Passing(PathBuf);

impl Passing {
    fn remove(&self) {
        for ending in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(ending);
            // What is not there need not be removed.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        self.remove();
    }
}

fn progress(paths: &[PathBuf]) -> ProgressBar {
    // One article is read before a bar could be drawn.
    let long = paths.len() > 1 || paths.iter().any(|p| p.is_dir() || p.metadata().is_ok_and(|m| m.len() > 1 << 20));
    if !long || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} articles  {per_sec}  {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style)
}

/// An article and what was read from it.
struct Read {
    document: Document,
    reading: chancery_reading::Reading,
}

fn one(engine: &Engine, args: &Args, record: Result<RawRecord, Rejected>) -> Result<Read, String> {
    let mut document = record.and_then(|r| clean(&r)).map_err(|e| e.to_string())?;
    if document.published.is_none() {
        document.published.clone_from(&args.published);
    }
    let reading = chancery_reading::read(engine.reader(), &document);
    Ok(Read { document, reading })
}

/// Each article in the order of the input sees what those before it said: what is remembered does not depend on threads or batches.
///
/// Articles are read without memory first, in parallel; only those whose persons the memory knows are read again, one by one.
fn remembering(engine: &Engine, memory: &mut Memory, read: Vec<Result<Read, String>>) -> Vec<Result<Read, String>> {
    let again = |memory: &mut Memory, mut r: Read| {
        let day = r.document.published.as_deref().and_then(|p| crate::actors::day(p.get(..10).unwrap_or(p)));
        let id = json::document_id(&r.document);
        if memory.helps(&r.reading, day) {
            let reader = chancery_reading::Reader { recall: Some(memory), ..engine.reader() };
            let better = chancery_reading::read(reader, &r.document);
            memory.learn(&id, r.document.published.as_deref(), &r.reading);
            r.reading = better;
        } else {
            memory.learn(&id, r.document.published.as_deref(), &r.reading);
        }
        r
    };
    read.into_iter().map(|r| r.map(|r| again(memory, r))).collect()
}

/// The confidence from which on events are right as often as is wanted.
fn threshold(engine: &Engine, precision: f32) -> Result<f32> {
    engine.reader().lexicon.confidence.from(precision).with_context(|| {
        format!("--precision {precision}: no confidence was measured to give it; see the thresholds in lexicon/confidence/english.txt")
    })
}

fn print(mut read: Read, least: Option<f32>, format: Format, only: &[Part]) -> Result<String> {
    if let Some(least) = least {
        read.reading.keep_events(|e| e.confidence >= least);
    }
    show(&read.document, &read.reading, format, only)
}

fn show(document: &Document, reading: &chancery_reading::Reading, format: Format, only: &[Part]) -> Result<String> {
    Ok(match format {
        Format::Person => person::page(document, reading, person::Paint(std::io::stdout().is_terminal())),
        Format::Csv => csv::rows(document, reading),
        // Written by `columns`, table by table and not article by article.
        Format::Parquet => String::new(),
        Format::Json | Format::Jsonl if only.is_empty() => serde_json::to_string(&json::out(document, reading))?,
        Format::Json | Format::Jsonl => {
            let mut whole = serde_json::to_value(json::out(document, reading))?;
            let keep: Vec<&str> = only.iter().map(|p| p.name()).collect();
            if let Some(object) = whole.as_object_mut() {
                object.retain(|k, _| {
                    keep.contains(&k.as_str()) || matches!(k.as_str(), "document" | "text" | "datelines" | "sentences" | "removed")
                });
            }
            whole.to_string()
        }
    })
}

/// Writes answers in order, and counts what could not be read.
struct Sink<W: Write> {
    format: Format,
    out: W,
    written: usize,
    rejected: usize,
}

impl<W: Write> Sink<W> {
    fn put(&mut self, answer: Result<String, String>) -> Result<()> {
        let text = match answer {
            Ok(text) => text,
            Err(why) => {
                self.rejected += 1;
                eprintln!("chancery: {why}");
                return Ok(());
            }
        };
        match self.format {
            Format::Parquet => {}
            Format::Person => write!(self.out, "{}{text}", if self.written > 0 { "\n" } else { "" })?,
            Format::Json | Format::Jsonl => writeln!(self.out, "{text}")?,

            Format::Csv => {
                if self.written == 0 {
                    writeln!(self.out, "{}", csv::HEADER)?;
                }
                write!(self.out, "{text}")?;
            }
        }
        self.written += 1;
        Ok(())
    }

    fn close(mut self) -> Result<ExitCode> {
        self.out.flush()?;
        Ok(if self.rejected > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}
