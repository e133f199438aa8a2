//! JSON Lines: one object a line.

use super::open::Stream;
use super::{FieldMap, Kind, MAX_RECORD_BYTES, Meta, Place, RawRecord, Source};
use crate::{Reason, Rejected};
use std::io::{self, BufRead, Read};
use std::sync::Arc;

pub(super) struct JsonLines {
    source: Source,
    stream: Option<Stream>,
    fields: Arc<FieldMap>,
    line: u64,
}

impl JsonLines {
    pub(super) fn new(source: Source, stream: Stream, fields: Arc<FieldMap>) -> Self {
        Self { source, stream: Some(stream), fields, line: 0 }
    }

    fn here(&self) -> Source {
        self.source.at(Place::Line(self.line))
    }

    fn record(&self, mut bytes: Vec<u8>) -> RawRecord {
        while bytes.last().is_some_and(u8::is_ascii_whitespace) {
            bytes.pop();
        }
        RawRecord { source: self.here(), kind: Kind::Json, bytes, meta: Meta::default(), fields: Arc::clone(&self.fields) }
    }
}

impl Iterator for JsonLines {
    type Item = Result<RawRecord, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let stream = self.stream.as_mut()?;
            self.line += 1;
            match bounded_line(stream) {
                Ok(Line::End) => return None,
                Ok(Line::Held(bytes)) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Held(bytes)) => return Some(Ok(self.record(bytes))),
                Ok(Line::TooLong(bytes)) => {
                    let reason = Reason::TooLarge { bytes, limit: MAX_RECORD_BYTES };
                    return Some(Err(Rejected::new(self.here(), reason)));
                }
                Err(error) => {
                    self.stream = None;
                    return Some(Err(Rejected::new(self.here(), Reason::Compression(error))));
                }
            }
        }
    }
}

enum Line {
    Held(Vec<u8>),
    TooLong(u64),
    End,
}

/// The next line, read past but not kept where it is too long.
fn bounded_line(stream: &mut Stream) -> io::Result<Line> {
    let mut bytes = Vec::new();
    let held = stream.by_ref().take(MAX_RECORD_BYTES + 1).read_until(b'\n', &mut bytes)? as u64;
    if held == 0 {
        return Ok(Line::End);
    }
    if held <= MAX_RECORD_BYTES || bytes.ends_with(b"\n") {
        return Ok(Line::Held(bytes));
    }
    drop(bytes);
    Ok(Line::TooLong(held + skip_line(stream)? as u64))
}

fn skip_line(stream: &mut Stream) -> io::Result<usize> {
    let mut skipped = 0;
    loop {
        let buffer = stream.fill_buf()?;
        let (step, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        stream.consume(step);
        skipped += step;
        if done {
            return Ok(skipped);
        }
    }
}
