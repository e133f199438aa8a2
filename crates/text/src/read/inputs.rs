//! The walk over paths.

use super::lines::JsonLines;
use super::open::{self, Stream};
use super::sniff::{self, Format};
use super::{FieldMap, Kind, MAX_RECORD_BYTES, Meta, Place, RawRecord, Records, Source};
use crate::{Reason, Rejected};
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Files, directories and standard input (`-`) as a sequence of records.
///
/// Directories are walked recursively, names in byte order, hidden files left out. Formats and compression are told by
/// content. One record is in memory at a time; a record that cannot be read comes as a [`Rejected`] and the walk goes on.
pub struct Inputs {
    queue: VecDeque<PathBuf>,
    current: Option<Records>,
    fields: Arc<FieldMap>,
    read: Arc<AtomicU64>,
}

impl Inputs {
    /// The records of `paths`, in the order given.
    #[must_use]
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { queue: paths.into_iter().collect(), current: None, fields: Arc::default(), read: Arc::default() }
    }

    /// Reads JSON records by these names.
    #[must_use]
    pub fn with_fields(mut self, fields: FieldMap) -> Self {
        self.fields = Arc::new(fields);
        self
    }

    /// The records of a stream that is already open, called `name` in messages.
    #[must_use]
    pub fn from_reader(name: &str, reader: impl io::Read + Send + 'static) -> Self {
        let mut inputs = Self::new([]);
        let stream: Stream = Box::new(BufReader::new(reader));
        inputs.current = Some(records(Source::whole(name), stream, &inputs.fields));
        inputs
    }

    /// Counts the bytes read from files, before any decompression, in `read`: with the size of the files it tells how far the
    /// walk is.
    #[must_use]
    pub fn counted_in(mut self, read: Arc<AtomicU64>) -> Self {
        self.read = read;
        self
    }

    /// How many paths are still to be opened; a directory counts as one until it is reached.
    #[must_use]
    pub fn paths_left(&self) -> usize {
        self.queue.len()
    }

    /// Opens a path, or puts what a directory holds at the head of the queue.
    fn open(&mut self, path: &Path) -> Result<Option<Records>, Rejected> {
        let source = Source::whole(&path.to_string_lossy());
        let failed = |error: io::Error| Rejected::new(source.clone(), Reason::Io(error));
        if path == Path::new("-") {
            let stream: Stream = Box::new(BufReader::new(io::stdin()));
            return Ok(Some(records(source, stream, &self.fields)));
        }
        if path.is_dir() {
            for inner in listing(path).map_err(failed)?.into_iter().rev() {
                self.queue.push_front(inner);
            }
            return Ok(None);
        }
        let file = File::open(path).map_err(failed)?;
        let meta = file.metadata().map_err(failed)?;
        // A file that grows while it is read (the output of this very run, in a folder it reads) ends where it ended when opened.
        let length = if meta.is_file() { meta.len() } else { u64::MAX };
        let counted = Counted { file: file.take(length), read: Arc::clone(&self.read) };
        let stream: Stream = Box::new(BufReader::with_capacity(1 << 16, counted));
        Ok(Some(records(source, stream, &self.fields)))
    }
}

impl Iterator for Inputs {
    type Item = Result<RawRecord, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            let path = self.queue.pop_front()?;
            match self.open(&path) {
                Ok(records) => self.current = records,
                Err(rejected) => return Some(Err(rejected)),
            }
        }
    }
}

/// A file whose bytes are counted as they are read.
struct Counted {
    file: io::Take<File>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.file.read(into)?;
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}

/// What a directory holds, sorted. Links to directories are not followed: they may lead back up.
fn listing(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let linked_dir = entry.file_type()?.is_symlink() && entry.path().is_dir();
        if !hidden && !linked_dir {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// The records of one stream.
fn records(source: Source, stream: Stream, fields: &Arc<FieldMap>) -> Records {
    let (head, stream) = match open::decompress(stream) {
        Ok(opened) => opened,
        Err(error) => return one(Err(Rejected::new(source, Reason::Compression(error)))),
    };
    if head.trim_ascii().is_empty() && head.len() < 4096 {
        return one(Err(Rejected::new(source, Reason::Empty)));
    }
    if let Some(kind) = sniff::binary_kind(&head) {
        return one(Err(Rejected::new(source, Reason::Binary(kind))));
    }
    let fields = Arc::clone(fields);
    match sniff::format_of(&head, &source.path) {
        Format::JsonLines => Box::new(JsonLines::new(source, stream, fields)),
        Format::Json => super::json::records(source, stream, fields),
        Format::Warc => Box::new(super::warc::Warc::new(source, stream, fields)),
        Format::Petrarch => Box::new(super::petrarch::Sentences::new(source, stream, fields)),
        Format::Feed => super::feed::records(source, stream, fields),
        Format::Html => one(whole(source, stream, Kind::Html, fields)),
        Format::Plain => one(whole(source, stream, Kind::Plain, fields)),
    }
}

fn one(item: Result<RawRecord, Rejected>) -> Records {
    Box::new(std::iter::once(item))
}

/// A file that is one record. What exceeds the limit is left out, and counted.
fn whole(source: Source, mut stream: Stream, kind: Kind, fields: Arc<FieldMap>) -> Result<RawRecord, Rejected> {
    let (bytes, cut, error) = open::read_bounded(&mut stream, MAX_RECORD_BYTES);
    match error {
        Some(error) => Err(Rejected::new(source, Reason::Compression(error))),
        None => Ok(RawRecord { source, kind, bytes, meta: Meta { cut, ..Meta::default() }, fields }),
    }
}

/// Counts the records of a file as they are made.
pub(super) struct Counter {
    pub(super) source: Source,
    pub(super) fields: Arc<FieldMap>,
    count: u64,
}

impl Counter {
    pub(super) fn new(source: Source, fields: Arc<FieldMap>) -> Self {
        Self { source, fields, count: 0 }
    }

    /// The place of the next record.
    pub(super) fn next_place(&mut self) -> Source {
        self.count += 1;
        self.source.at(Place::Record(self.count))
    }

    /// The next record.
    pub(super) fn record(&mut self, kind: Kind, bytes: Vec<u8>, meta: Meta) -> RawRecord {
        RawRecord { source: self.next_place(), kind, bytes, meta, fields: Arc::clone(&self.fields) }
    }
}
