//! Opening files, through any layers of compression.

use std::io::{self, BufRead, BufReader, Cursor, Read};

/// A stream of bytes that can be moved to another thread.
pub(crate) type Stream = Box<dyn BufRead + Send>;

/// Opens a file for reading line by line, through any layers of gzip and zstd.
///
/// # Errors
/// What the system says of the file.
pub fn open(path: &std::path::Path) -> io::Result<Box<dyn BufRead + Send>> {
    Ok(decompress(Box::new(BufReader::new(std::fs::File::open(path)?)))?.1)
}

/// How much of a stream is looked at to tell what it is.
const HEAD: usize = 16 << 10;
/// A file compressed more often than this is an attack, not an archive.
const MAX_LAYERS: usize = 3;

/// Undoes compression until the bytes are no longer compressed; returns the first bytes beside the stream.
pub(crate) fn decompress(stream: Stream) -> io::Result<(Vec<u8>, Stream)> {
    let (mut head, mut stream) = peek(stream)?;
    for _ in 0..MAX_LAYERS {
        stream = match compression(&head) {
            Some(Compression::Gzip) => Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(stream))),
            Some(Compression::Zstd) => Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(stream)?)),
            None => break,
        };
        (head, stream) = peek(stream)?;
    }
    transcode_utf16(head, stream)
}

enum Compression {
    Gzip,
    Zstd,
}

fn compression(head: &[u8]) -> Option<Compression> {
    match head {
        [0x1f, 0x8b, 0x08, ..] => Some(Compression::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Compression::Zstd),
        _ => None,
    }
}

/// The first bytes of a stream, and the stream with them still in it.
///
/// A failure while peeking is kept for the reader behind, so that what came before it is not lost.
fn peek(mut stream: Stream) -> io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::with_capacity(HEAD);
    let outcome = stream.by_ref().take(HEAD as u64).read_to_end(&mut head);
    let rest: Stream = match outcome {
        Ok(_) => stream,
        Err(error) if head.is_empty() => return Err(error),
        Err(error) => Box::new(BufReader::new(Broken(Some(error)))),
    };
    Ok((head.clone(), Box::new(Cursor::new(head).chain(rest))))
}

/// A stream that fails once with a kept error.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// UTF-16 is turned into UTF-8 here, once, because every later cut is made at bytes such as line ends.
fn transcode_utf16(head: Vec<u8>, mut stream: Stream) -> io::Result<(Vec<u8>, Stream)> {
    let encoding = match head.as_slice() {
        [0xff, 0xfe, ..] => encoding_rs::UTF_16LE,
        [0xfe, 0xff, ..] => encoding_rs::UTF_16BE,
        _ => return Ok((head, stream)),
    };
    let mut bytes = Vec::new();
    stream.by_ref().take(super::MAX_RECORD_BYTES).read_to_end(&mut bytes)?;
    let text = encoding.decode(&bytes).0.into_owned().into_bytes();
    let head = text.get(..HEAD).unwrap_or(&text).to_vec();
    Ok((head, Box::new(Cursor::new(text))))
}

/// Reads at most `limit` bytes and counts, without keeping, what follows.
pub(crate) fn read_bounded(stream: &mut impl BufRead, limit: u64) -> (Vec<u8>, u64, Option<io::Error>) {
    let mut bytes = Vec::new();
    if let Err(error) = stream.by_ref().take(limit).read_to_end(&mut bytes) {
        return (bytes, 0, Some(error));
    }
    if (bytes.len() as u64) < limit {
        return (bytes, 0, None);
    }
    match io::copy(stream, &mut io::sink()) {
        Ok(cut) => (bytes, cut, None),
        Err(error) => (bytes, 0, Some(error)),
    }
}
