//! WARC files: the pages that a crawler kept.
//!
//! A thin reader of its own: the format is a sequence of headed blocks, and what matters here, to go on after a broken
//! record and to hold one block at a time, is not what the `warc` crate offers.

use super::inputs::Counter;
use super::open::Stream;
use super::{FieldMap, Kind, MAX_RECORD_BYTES, Meta, RawRecord, Source};
use crate::{Reason, Rejected};
use memchr::memmem;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// Longer headers than this are no headers.
const MAX_HEADER: u64 = 1 << 20;

pub(super) struct Warc {
    stream: Option<Stream>,
    counter: Counter,
}

impl Warc {
    pub(super) fn new(source: Source, stream: Stream, fields: Arc<FieldMap>) -> Self {
        Self { stream: Some(stream), counter: Counter::new(source, fields) }
    }

    /// The next page; records of other kinds are passed over without being held.
    fn step(&mut self) -> Result<Option<RawRecord>, Reason> {
        while let Some(stream) = self.stream.as_mut() {
            let Some(header) = next_header(stream)? else { return Ok(None) };
            let length = content_length(&header)?;
            let wanted = Payload::of(&header);
            if length > MAX_RECORD_BYTES || wanted.is_none() {
                skip(stream, length)?;
            } else if let Some(payload) = wanted {
                let block = block(stream, length)?;
                if let Some((kind, bytes, meta)) = page(&header, block, payload) {
                    return Ok(Some(self.counter.record(kind, bytes, meta)));
                }
            }
            self.counter.next_place();
        }
        Ok(None)
    }
}

impl Iterator for Warc {
    type Item = Result<RawRecord, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.step() {
            Ok(record) => record.map(Ok),
            Err(reason) => {
                // A broken header is survived by looking for the next one; a broken stream is not.
                if !matches!(reason, Reason::Warc(_)) {
                    self.stream = None;
                }
                Some(Err(Rejected::new(self.counter.next_place(), reason)))
            }
        }
    }
}

/// Name and value of each header line, names in lower case.
type Header = Vec<(String, String)>;

#[derive(Clone, Copy)]
enum Payload {
    /// An HTTP response: headers, a blank line, the page.
    Response,
    /// The page itself.
    Bare,
}

impl Payload {
    fn of(header: &Header) -> Option<Self> {
        match get(header, "warc-type")? {
            "response" => Some(Self::Response),
            "resource" | "conversion" => Some(Self::Bare),
            _ => None,
        }
    }
}

/// Reads on to the next `WARC/` line and takes the header that follows it.
fn next_header(stream: &mut Stream) -> Result<Option<Header>, Reason> {
    loop {
        let Some(line) = header_line(stream)? else { return Ok(None) };
        if line.starts_with("WARC/") {
            break;
        }
    }
    let mut header = Header::new();
    while let Some(line) = header_line(stream)?.filter(|line| !line.is_empty()) {
        header.extend(header_field(&line));
    }
    Ok(Some(header))
}

fn header_line(stream: &mut Stream) -> Result<Option<String>, Reason> {
    let mut line = Vec::new();
    let read = stream.by_ref().take(MAX_HEADER).read_until(b'\n', &mut line).map_err(Reason::Compression)?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
}

fn header_field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}

fn get<'h>(header: &'h Header, name: &str) -> Option<&'h str> {
    header.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

fn content_length(header: &Header) -> Result<u64, Reason> {
    let value = get(header, "content-length").ok_or_else(|| Reason::Warc("it has no Content-Length".to_owned()))?;
    value.parse().map_err(|_| Reason::Warc(format!("Content-Length `{value}` is no number")))
}

fn skip(stream: &mut Stream, length: u64) -> Result<(), Reason> {
    io::copy(&mut stream.by_ref().take(length), &mut io::sink()).map_err(Reason::Compression)?;
    Ok(())
}

fn block(stream: &mut Stream, length: u64) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    let read = stream.by_ref().take(length).read_to_end(&mut bytes).map_err(Reason::Compression)?;
    if (read as u64) < length {
        return Err(Reason::Warc(format!("the file ends after {read} of its {length} bytes")));
    }
    Ok(bytes)
}

/// The page of a block, where it is one we read.
fn page(header: &Header, block: Vec<u8>, payload: Payload) -> Option<(Kind, Vec<u8>, Meta)> {
    let (http, body) = match payload {
        Payload::Response => split_http(block)?,
        Payload::Bare => (vec![("content-type".to_owned(), get(header, "content-type")?.to_owned())], block),
    };
    let kind = kind_of(get(&http, "content-type").unwrap_or("text/html"))?;
    let body = decode_body(&http, body)?;
    let meta = Meta {
        id: get(header, "warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned()),
        url: get(header, "warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned()),
        charset: get(&http, "content-type").and_then(charset),
        ..Meta::default()
    };
    (!body.trim_ascii().is_empty()).then_some((kind, body, meta))
}

fn kind_of(content_type: &str) -> Option<Kind> {
    let content_type = content_type.to_ascii_lowercase();
    if content_type.contains("html") {
        Some(Kind::Html)
    } else if content_type.starts_with("text/plain") {
        Some(Kind::Plain)
    } else {
        None
    }
}

fn charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let value = lower.split("charset=").nth(1)?;
    Some(value.split(';').next()?.trim_matches(['"', '\'', ' ']).to_owned())
}

/// The headers and body of an HTTP response that was a success.
fn split_http(block: Vec<u8>) -> Option<(Header, Vec<u8>)> {
    let (end, skip) = match memmem::find(&block, b"\r\n\r\n") {
        Some(end) => (end, 4),
        None => (memmem::find(&block, b"\n\n")?, 2),
    };
    let head = String::from_utf8_lossy(&block[..end]).into_owned();
    let status = head.lines().next()?.split_ascii_whitespace().nth(1)?;
    if !status.starts_with('2') {
        return None;
    }
    Some((head.lines().skip(1).filter_map(header_field).collect(), block[end + skip..].to_vec()))
}

/// Undoes chunking and compression of the transport. Crawlers mostly have done so already, and left the headers.
fn decode_body(http: &Header, body: Vec<u8>) -> Option<Vec<u8>> {
    let chunked = get(http, "transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
    let body = if chunked { unchunk(&body).unwrap_or(body) } else { body };
    if !body.starts_with(&[0x1f, 0x8b]) {
        return Some(body);
    }
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(&body[..]).take(MAX_RECORD_BYTES).read_to_end(&mut plain).ok()?;
    Some(plain)
}

fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    loop {
        let end = memmem::find(body, b"\r\n")?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(plain);
        }
        let start = end + 2;
        plain.extend_from_slice(body.get(start..start.checked_add(size)?)?);
        body = body.get(start + size + 2..)?;
    }
}
