//! `chancery ingest`: articles into a record.

mod bar;
mod pipeline;
mod rows;
mod watch;

use crate::actors::Extra;
use crate::engine::{Engine, lexicon_bytes};
use crate::parallel::cores;
use anyhow::{Context, Result, bail};
use chancery_record::{RunInfo, Store};
use chancery_text::{FieldMap, Inputs};
use pipeline::{Options, Pipeline, Tally, get};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

#[derive(clap::Args)]
pub struct Args {
    /// Files or directories; `-` is standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The record; it is made where there is none.
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// Read articles again that are stored with another lexicon or model; their old events stay in `old_events`.
    #[arg(long)]
    recode: bool,
    /// Keep offsets and hashes only, no words: for text that may not be stored.
    #[arg(long)]
    no_text: bool,
    /// Go on when everything is read, and read what comes into the directories or changes there, until Ctrl-C.
    #[arg(long)]
    watch: bool,
    /// Seconds between two looks at the directories.
    #[arg(long, value_name = "SECONDS", default_value_t = 5, requires = "watch")]
    every: u64,
    /// Names of the fields of JSON input: `text=story.body,published=when`.
    #[arg(long, value_name = "FIELD=NAME,...")]
    fields: Option<String>,
    /// Publication date (YYYY-MM-DD) of articles that do not say theirs.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Threads that read. Default: all cores.
    #[arg(long)]
    threads: Option<usize>,
    /// Records stored at a time: all of them or, where the program is cut off, none.
    #[arg(long, value_name = "RECORDS", default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    batch: u32,
    #[command(flatten)]
    extra: Extra,
}

/// Set by Ctrl-C.
static STOP: AtomicBool = AtomicBool::new(false);

/// The first Ctrl-C ends the run after the batch in hand; the second ends the program, which loses that batch and no more.
fn heed_interrupts() -> Result<()> {
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        eprintln!("chancery: storing what was read; once more to stop at once (nothing stored is lost)");
    })
    .context("Ctrl-C cannot be caught")
}

/// A record in a folder that is read would be met as input, and grow with every look at it.
fn keep_apart(args: &Args) -> Result<()> {
    let folder = args.into.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(folder) = folder.canonicalize() else { return Ok(()) };
    match args.paths.iter().find(|p| p.is_dir() && p.canonicalize().is_ok_and(|p| folder.starts_with(p))) {
        Some(path) => bail!("{} lies in {}, which is read; put the record elsewhere", args.into.display(), path.display()),
        None => Ok(()),
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let tally = ingest(args)?;
    report(&tally, args);
    Ok(if get(&tally.rejected) > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Read and store; what became of the input.
fn ingest(args: &Args) -> Result<Tally> {
    keep_apart(args)?;
    let engine = Engine::load_with(&args.extra.files)?;
    let mut store = Store::create(&args.into).with_context(|| args.into.display().to_string())?;
    let lookup = Mutex::new(Store::open(&args.into)?);
    let run = store.begin_run(&run_info(args)?)?;
    heed_interrupts()?;
    let options = Options {
        run,
        recode: args.recode,
        keep_text: !args.no_text,
        published: args.published.clone(),
        threads: cores(args.threads),
        batch: args.batch as usize,
    };
    let tally = Tally::default();
    let pipeline = Pipeline { engine, options: &options, lookup: &lookup, stop: &STOP, tally: &tally };
    let fields = match &args.fields {
        Some(spec) => FieldMap::parse(spec).map_err(anyhow::Error::msg).context("--fields")?,
        None => FieldMap::default(),
    };
    let pass = |paths: &[PathBuf], store: &mut Store| {
        let bar = bar::Bar::new(paths);
        let mut inputs = Inputs::new(paths.iter().cloned()).with_fields(fields.clone()).counted_in(Arc::clone(&bar.read));
        let outcome = pipeline.run(&mut inputs, store, || bar.show(&tally));
        bar.clear();
        outcome
    };
    let mut seen = args.watch.then(|| watch::Seen::now(&args.paths));
    pass(&args.paths, &mut store)?;
    while let Some(changed) = seen.as_mut().and_then(|s| s.next(&args.paths, args.every, &STOP)) {
        pass(&changed, &mut store)?;
    }
    store.finish_run(run, &now())?;
    Ok(tally)
}

/// Read articles into a record of their own, for other outputs than a record; how many records could not be read.
pub(crate) fn into(
    record: &Path,
    paths: &[PathBuf],
    fields: Option<String>,
    published: Option<String>,
    threads: Option<usize>,
    extra: &Extra,
) -> Result<u64> {
    let args = Args {
        paths: paths.to_owned(),
        into: record.to_owned(),
        recode: false,
        no_text: false,
        watch: false,
        every: 5,
        fields,
        published,
        threads,
        batch: 128,
        extra: extra.clone(),
    };
    let tally = ingest(&args)?;
    Ok(get(&tally.rejected))
}

fn report(tally: &Tally, args: &Args) {
    let parts = [
        ("new", &tally.new),
        ("corrected", &tally.corrected),
        ("coded again", &tally.recoded),
        ("known before", &tally.known),
        ("in other languages", &tally.skipped),
        ("not readable (see the table `rejected`)", &tally.rejected),
    ];
    let told: Vec<String> = parts.iter().filter(|(_, n)| get(n) > 0).map(|(what, n)| format!("{} {what}", get(n))).collect();
    let told = if told.is_empty() { "nothing to read".to_owned() } else { told.join(", ") };
    println!("{}: {told}; {} events stored", args.into.display(), get(&tally.events));
    if STOP.load(Ordering::Relaxed) && !args.watch {
        println!("stopped before the end; the same command goes on from here");
    }
}

fn run_info(args: &Args) -> Result<RunInfo> {
    Ok(RunInfo {
        origin: "chancery".to_owned(),
        started: now(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        lexicon: Some(version(&lexicon_bytes(&args.extra.files)?)),
        model: Some(version(chancery_english::MODEL)),
        command: std::env::args().skip(1).collect::<Vec<_>>().join(" "),
    })
}

/// The time, as runs are marked with it.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A version by content.
fn version(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..6].iter().map(|b| format!("{b:02x}")).collect()
}
