//! JSON over many lines: one object, several in a row, an array of them, or an object that holds such an array.

use super::inputs::Counter;
use super::open::{self, Stream};
use super::{FieldMap, Kind, MAX_RECORD_BYTES, Meta, RawRecord, Records, Source};
use crate::{Reason, Rejected};
use serde_json::Value;
use std::io::{self, BufRead};
use std::sync::Arc;

/// Names under which search services and exporters put their articles.
const LISTS: [&str; 8] = ["articles", "items", "documents", "docs", "results", "data", "response", "hits"];

pub(super) fn records(source: Source, stream: Stream, fields: Arc<FieldMap>) -> Records {
    let objects = Objects { stream: Some(stream), counter: Counter::new(source, fields) };
    Box::new(objects.flat_map(spread))
}

/// The objects of an array or sequence, cut out by counting brackets, so that one is held at a time.
struct Objects {
    stream: Option<Stream>,
    counter: Counter,
}

impl Iterator for Objects {
    type Item = Result<RawRecord, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        match next_object(stream) {
            Ok(Cut::Object(bytes)) => Some(Ok(self.counter.record(Kind::Json, bytes, Meta::default()))),
            Ok(Cut::End) => None,
            Ok(Cut::Unclosed) => self.fail(Reason::Json("the input ends inside an object".to_owned())),
            Ok(Cut::TooLong(bytes)) => self.fail(Reason::TooLarge { bytes, limit: MAX_RECORD_BYTES }),
            Err(error) => self.fail(Reason::Compression(error)),
        }
    }
}

impl Objects {
    fn fail<T>(&mut self, reason: Reason) -> Option<Result<T, Rejected>> {
        self.stream = None;
        Some(Err(Rejected::new(self.counter.next_place(), reason)))
    }
}

enum Cut {
    Object(Vec<u8>),
    TooLong(u64),
    Unclosed,
    End,
}

/// State of the bracket count.
#[derive(Default)]
struct Depth {
    open: usize,
    in_string: bool,
    escaped: bool,
}

impl Depth {
    /// Takes one byte; true when it closes the object.
    fn closes(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' => self.open += 1,
            b'}' => {
                self.open = self.open.saturating_sub(1);
                return self.open == 0;
            }
            _ => {}
        }
        false
    }
}

fn next_object(stream: &mut Stream) -> io::Result<Cut> {
    let mut bytes = Vec::new();
    let mut depth = Depth::default();
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok(if bytes.is_empty() { Cut::End } else { Cut::Unclosed });
        }
        let start = if bytes.is_empty() { memchr::memchr(b'{', buffer).unwrap_or(buffer.len()) } else { 0 };
        let end = buffer[start..].iter().position(|&b| depth.closes(b)).map(|at| start + at + 1);
        bytes.extend_from_slice(&buffer[start..end.unwrap_or(buffer.len())]);
        let step = end.unwrap_or(buffer.len());
        stream.consume(step);
        if end.is_some() {
            return Ok(Cut::Object(bytes));
        }
        if bytes.len() as u64 > MAX_RECORD_BYTES {
            let (_, rest, _) = open::read_bounded(stream, 0);
            return Ok(Cut::TooLong(bytes.len() as u64 + rest));
        }
    }
}

/// An object that merely wraps a list of articles gives those articles.
fn spread(item: Result<RawRecord, Rejected>) -> Vec<Result<RawRecord, Rejected>> {
    let Ok(record) = item else { return vec![item] };
    let Some(articles) = wrapped(&record.bytes) else { return vec![Ok(record)] };
    let mut counter = Counter::new(record.source, record.fields);
    let bytes = articles.iter().filter_map(|a| serde_json::to_vec(a).ok());
    bytes.map(|b| Ok(counter.record(Kind::Json, b, Meta::default()))).collect()
}

fn wrapped(bytes: &[u8]) -> Option<Vec<Value>> {
    let quick = LISTS.iter().any(|name| memchr::memmem::find(bytes, format!("\"{name}\"").as_bytes()).is_some());
    if !quick {
        return None;
    }
    let mut value: Value = serde_json::from_slice(bytes).ok()?;
    for _ in 0..3 {
        let inner = LISTS.iter().find_map(|name| value.get(name).filter(|v| v.is_array() || v.is_object()))?;
        match inner {
            Value::Array(list) if list.iter().all(Value::is_object) => return Some(list.clone()),
            inner => value = inner.clone(),
        }
    }
    None
}
