//! Files of events in other people's formats, into a record.

pub(crate) mod cut;
mod open;
mod report;
mod sink;

pub use cut::Cut;
pub use report::{Repairs, Report, Skipped};

use crate::error::{Error, Result};
use crate::formats::Source;
use chancery_record::rows::{DocumentRow, ForeignRows, WordsRow};
use chancery_record::{OnKnown, Store};
use cut::Piece;
use sink::Sink;
use std::borrow::Cow;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// Rows handed from the reader to the store at a time.
const CHUNK: usize = 20_000;
/// Rows stored together: the more, the fewer times a page of the indexes and summaries is written.
const TOGETHER: usize = 200_000;
/// How long the record is kept from others while the reader has nothing to give, as it may be with standard input.
const PATIENCE: Duration = Duration::from_secs(1);

/// Why a row is not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip(pub Cow<'static, str>);

impl From<&'static str> for Skip {
    fn from(reason: &'static str) -> Self {
        Self(reason.into())
    }
}

impl From<String> for Skip {
    fn from(reason: String) -> Self {
        Self(reason.into())
    }
}

/// A further report of an event that is stored already, as in GDELT's mentions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mention {
    /// Its own id in its origin.
    pub id: String,
    /// Origin and id of the event.
    pub of: (&'static str, String),
    /// The article that reports it.
    pub document: Option<DocumentRow>,
    /// Number of the sentence, from 0.
    pub sentence: Option<u32>,
    /// Where the act is named.
    pub trigger: Option<WordsRow>,
    /// 0 to 1.
    pub confidence: Option<f64>,
    /// Tone of the article.
    pub tone: Option<f64>,
    /// What else the row says.
    pub extra: Option<String>,
}

/// What a row holds.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "nearly all are the large one")]
pub enum Row {
    /// An event.
    Event(ForeignRows),
    /// A report of an event of another file.
    Mention(Mention),
}

/// A format that events come in. One value reads one file.
pub trait Import: Send {
    /// How its records are cut.
    fn cut(&self) -> Cut;

    /// Whether the first record is a header; the reader learns its columns from it.
    fn header(&mut self, _fields: &[&str]) -> bool {
        false
    }

    /// One record.
    ///
    /// # Errors
    ///
    /// Why the row cannot be stored.
    fn row(&mut self, fields: &[&str], fixed: &mut Repairs) -> std::result::Result<Row, Skip>;

    /// What to do with rows whose id is stored already.
    fn on_known(&self) -> OnKnown {
        OnKnown::Keep
    }
}

/// What is asked of an import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format; told from each file's first lines where it is not given.
    pub from: Option<Source>,
    /// Leave out what PLOVER leaves out: CAMEO's comments (01) and appeals (02).
    pub strict: bool,
}

/// Import files into a record, in the order given. A bad row never stops it, a damaged file ends only itself.
///
/// One thread reads and one stores, so that memory does not grow with the files.
///
/// # Errors
///
/// Where a file cannot be opened or its format not be told, or where the record cannot be written.
pub fn import(store: &mut Store, run: i64, paths: &[PathBuf], options: &Options, progress: &mut dyn FnMut(&Report)) -> Result<Report> {
    let mut report = Report::default();
    for path in paths {
        let (sender, receiver) = sync_channel(2);
        let read = std::thread::scope(|scope| {
            let reader = scope.spawn(move || read_file(path, options, sender));
            // Where storing fails, the dropped receiver ends the reader.
            store_all(store, run, receiver, &mut report, progress)?;
            reader.join().map_err(|_| Error::Wrong(format!("{}: the reader failed", path.display())))?
        });
        read?;
    }
    Ok(report)
}

/// Store what a reader sends, so many rows at a time: all of them or, where the program is cut off, none.
fn store_all(store: &mut Store, run: i64, receiver: Receiver<Chunk>, report: &mut Report, progress: &mut dyn FnMut(&Report)) -> Result<()> {
    let mut next = receiver.recv().ok();
    while let Some(first) = next.take() {
        let (mut batch, mut rows, mut chunk) = (store.batch()?, 0, Some(first));
        while let Some(now) = chunk.take() {
            rows += now.rows.len() + now.skips.len();
            Sink { batch: &mut batch, run, report: &mut *report }.store(now)?;
            progress(report);
            if rows < TOGETHER {
                chunk = receiver.recv_timeout(PATIENCE).ok();
            }
        }
        batch.commit()?;
        next = receiver.recv().ok();
    }
    Ok(())
}

/// Read files and say what an import would repair and skip; nothing is stored, so that no row is known before.
///
/// # Errors
///
/// Where a file cannot be opened or its format not be told.
pub fn check(paths: &[PathBuf], options: &Options) -> Result<Report> {
    let mut report = Report::default();
    for path in paths {
        let (sender, receiver) = sync_channel(2);
        std::thread::scope(|scope| {
            let reader = scope.spawn(move || read_file(path, options, sender));
            receiver.into_iter().for_each(|chunk| report.count(chunk));
            reader.join().map_err(|_| Error::Wrong(format!("{}: the reader failed", path.display())))?
        })?;
    }
    Ok(report)
}

/// A stretch of rows, on its way to the store.
#[derive(Default)]
struct Chunk {
    rows: Vec<(u64, Row)>,
    skips: Vec<(u64, Skip)>,
    repaired: Vec<(&'static str, u64)>,
    name: String,
    new_file: bool,
    replace: bool,
    broken: Option<String>,
}

/// Read every stream of a file and send what is in it.
fn read_file(path: &Path, options: &Options, sender: SyncSender<Chunk>) -> Result<()> {
    let mut wrong = None;
    let mut visit = |name: &str, head: &[u8], stream: &mut dyn BufRead| match options.from.or_else(|| Source::sniff(head)) {
        Some(source) => read_stream(name, stream, source.reader(head).as_mut(), options, &sender),
        None => {
            wrong = Some(Error::Unknown { name: name.to_owned(), known: Source::names() });
            Err(io::Error::other("unknown format"))
        }
    };
    let outcome = open::streams(path, &mut visit);
    match (wrong, outcome) {
        (Some(wrong), _) => Err(wrong),
        (None, Err(e)) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        (None, outcome) => outcome.map_err(Error::io(path)),
    }
}

fn read_stream(
    name: &str,
    stream: &mut dyn BufRead,
    reader: &mut dyn Import,
    options: &Options,
    sender: &SyncSender<Chunk>,
) -> io::Result<()> {
    let mut chunk = Chunk { name: name.to_owned(), new_file: true, replace: reader.on_known() == OnKnown::Replace, ..Chunk::default() };
    let (mut first, mut gone) = (true, false);
    let (mut repairs, cut) = (Repairs::default(), reader.cut());
    let mut take = |piece: Piece<'_>, fixed: &mut Repairs| {
        match piece {
            Piece::Bad(line, why) => chunk.skips.push((line, why.into())),
            Piece::Record(_, fields) if std::mem::take(&mut first) && reader.header(fields) => {}
            Piece::Record(line, fields) => match reader.row(fields, fixed).and_then(|row| wanted(row, options)) {
                Ok(row) => chunk.rows.push((line, row)),
                Err(skip) => chunk.skips.push((line, skip)),
            },
        }
        if chunk.rows.len() + chunk.skips.len() >= CHUNK {
            let next = Chunk { name: chunk.name.clone(), replace: chunk.replace, ..Chunk::default() };
            let mut full = std::mem::replace(&mut chunk, next);
            full.repaired = fixed.take();
            gone |= sender.send(full).is_err();
        }
    };
    let outcome = cut::records(stream, cut, &mut repairs, &mut take);
    chunk.repaired = repairs.take();
    chunk.broken = outcome.err().map(|e| format!("{name}: {e}"));
    gone |= sender.send(chunk).is_err();
    if gone { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
}

fn wanted(row: Row, options: &Options) -> std::result::Result<Row, Skip> {
    let root = if let Row::Event(e) = &row { e.event.cameo.as_deref().and_then(|c| c.get(..2)) } else { None };
    if options.strict && matches!(root, Some("01" | "02")) {
        return Err("comments and appeals (CAMEO 01, 02) are left out, as PLOVER does".into());
    }
    Ok(row)
}
