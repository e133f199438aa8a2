//! Opening files: plain, gzip, zstd, and every file inside a zip archive.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Bytes looked at to tell what a file is.
const HEAD: usize = 64 << 10;
const BUFFER: usize = 256 << 10;

/// Call `visit` with every stream of a file: its name for messages, its first bytes, and the stream from its beginning.
///
/// # Errors
///
/// Where the file cannot be opened, or `visit` fails. Damage inside a compressed stream comes out of the stream itself.
pub(super) fn streams(path: &Path, visit: &mut dyn FnMut(&str, &[u8], &mut dyn BufRead) -> io::Result<()>) -> io::Result<()> {
    let name = path.display().to_string();
    if path == Path::new("-") {
        return unpacked(&name, Box::new(BufReader::with_capacity(BUFFER, io::stdin().lock())), visit);
    }
    let mut file = BufReader::with_capacity(BUFFER, File::open(path)?);
    if !file.fill_buf()?.starts_with(b"PK\x03\x04") {
        return unpacked(&name, Box::new(file), visit);
    }
    let mut archive = zip::ZipArchive::new(file)?;
    for i in 0..archive.len() {
        let entry = archive.by_index(i)?;
        if entry.is_file() {
            let inner = format!("{name}/{}", entry.name().unwrap_or_default());
            unpacked(&inner, Box::new(BufReader::with_capacity(BUFFER, entry)), visit)?;
        }
    }
    Ok(())
}

/// Undo one layer of gzip or zstd.
fn unpacked<'s>(
    name: &str,
    mut stream: Box<dyn BufRead + 's>,
    visit: &mut dyn FnMut(&str, &[u8], &mut dyn BufRead) -> io::Result<()>,
) -> io::Result<()> {
    let mut stream: Box<dyn BufRead + 's> = match stream.fill_buf()? {
        [0x1f, 0x8b, ..] => Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(stream))),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(BufReader::with_capacity(BUFFER, zstd::stream::read::Decoder::with_buffer(stream)?)),
        _ => stream,
    };
    let mut head = Vec::new();
    // A failure here comes again when the stream is read, behind what could be read.
    let failed = stream.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    let tail: Box<dyn Read + '_> = match failed {
        Some(error) => Box::new(Broken(Some(error))),
        None => Box::new(stream),
    };
    let mut whole = BufReader::with_capacity(BUFFER, Cursor::new(&head).chain(tail));
    visit(name, &head, &mut whole)
}

/// A stream that fails once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
