//! Cutting a stream into records and records into fields.

use super::report::Repairs;
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// A line longer than this is no row of any format.
const LONGEST: u64 = 1 << 20;

/// How a format's records are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// A line each, fields parted by tabs, without quoting.
    Tabs,
    /// A line each, fields parted by white space.
    Spaces,
    /// A line each, whole.
    Line,
    /// Comma-separated values after RFC 4180: quoted fields may hold line breaks.
    Commas,
}

/// What was cut: a record with the line it starts at, or why there is none there.
pub(super) enum Piece<'a> {
    Record(u64, &'a [&'a str]),
    Bad(u64, &'static str),
}

/// Call `take` with every record that is not blank.
///
/// # Errors
///
/// Where the stream breaks.
pub(super) fn records(
    stream: &mut dyn BufRead,
    cut: Cut,
    fixed: &mut Repairs,
    take: &mut dyn FnMut(Piece<'_>, &mut Repairs),
) -> io::Result<()> {
    if cut == Cut::Commas { commas(stream, fixed, take) } else { lines(stream, cut, fixed, take) }
}

fn lines(stream: &mut dyn BufRead, cut: Cut, fixed: &mut Repairs, take: &mut dyn FnMut(Piece<'_>, &mut Repairs)) -> io::Result<()> {
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let held = stream.take(LONGEST).read_until(b'\n', &mut bytes)? as u64;
        if held == 0 {
            break;
        }
        if held == LONGEST && !bytes.ends_with(b"\n") {
            stream.skip_until(b'\n')?;
            take(Piece::Bad(number, "the line is longer than a million bytes"), fixed);
            continue;
        }
        let line = without_end(&bytes, number == 1);
        if line.trim_ascii().is_empty() {
            continue;
        }
        let text = decoded(line, fixed);
        let fields: Vec<&str> = match cut {
            Cut::Tabs => split_tabs(&text),
            Cut::Spaces => text.split_whitespace().collect(),
            _ => vec![&text],
        };
        take(Piece::Record(number, &fields), fixed);
    }
    Ok(())
}

fn split_tabs(text: &str) -> Vec<&str> {
    let mut fields = Vec::with_capacity(64);
    let mut start = 0;
    for at in memchr::memchr_iter(b'\t', text.as_bytes()) {
        fields.push(&text[start..at]);
        start = at + 1;
    }
    fields.push(&text[start..]);
    fields
}

/// A line without its end, and the first without its byte order mark.
fn without_end(line: &[u8], first: bool) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if first { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line }
}

/// UTF-8 as it is; anything else is taken for Windows-1252, of which Latin-1 is a part.
fn decoded<'b>(bytes: &'b [u8], fixed: &mut Repairs) -> Cow<'b, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            fixed.note("encoding: Latin-1 turned into UTF-8");
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
        }
    }
}

fn commas(stream: &mut dyn BufRead, fixed: &mut Repairs, take: &mut dyn FnMut(Piece<'_>, &mut Repairs)) -> io::Result<()> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(stream);
    let mut record = csv::ByteRecord::new();
    let mut first = true;
    while reader.read_byte_record(&mut record).map_err(io::Error::other)? {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|f| f.trim_ascii().is_empty()) {
            continue;
        }
        let whole = std::str::from_utf8(record.as_slice()).is_ok();
        let texts: Vec<Cow<'_, str>> = record.iter().enumerate().map(|(i, f)| text_of(without_end(f, first && i == 0), whole)).collect();
        if !whole {
            fixed.note("encoding: Latin-1 turned into UTF-8");
        }
        let fields: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        take(Piece::Record(line, &fields), fixed);
        first = false;
    }
    Ok(())
}

fn text_of(bytes: &[u8], utf8: bool) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if utf8 => Cow::Borrowed(text),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(bytes: &[u8], how: Cut) -> (Vec<String>, Vec<(&'static str, u64)>) {
        let (mut found, mut fixed) = (Vec::new(), Repairs::default());
        let mut take = |piece: Piece<'_>, _: &mut Repairs| match piece {
            Piece::Record(line, fields) => found.push(format!("{line}:{}", fields.join("|"))),
            Piece::Bad(line, why) => found.push(format!("{line}!{why}")),
        };
        records(&mut &bytes[..], how, &mut fixed, &mut take).unwrap();
        (found, fixed.take())
    }

    #[test]
    fn lines_are_numbered_and_blank_ones_passed_over() {
        assert_eq!(cut(b"\xef\xbb\xbfa\tb\r\n\n\nc\t\n", Cut::Tabs).0, ["1:a|b", "4:c|"]);
        assert_eq!(cut(b" 990101  USA\tRUS ", Cut::Spaces).0, ["1:990101|USA|RUS"]);
    }

    #[test]
    fn each_line_has_its_own_encoding() {
        let (found, fixed) = cut(b"caf\xc3\xa9\ncaf\xe9\n", Cut::Tabs);
        assert_eq!(found, ["1:caf\u{e9}", "2:caf\u{e9}"]);
        assert_eq!(fixed.len(), 1);
    }

    #[test]
    fn quoted_fields_may_hold_line_breaks() {
        assert_eq!(cut(b"a,\"b\nc, \"\"d\"\"\"\ne,f\n", Cut::Commas).0, ["1:a|b\nc, \"d\"", "3:e|f"]);
    }

    #[test]
    fn a_line_without_end_is_reported_and_passed_over() {
        let mut bytes = vec![b'x'; 3 << 20];
        bytes.extend_from_slice(b"\nnext\n");
        let found = cut(&bytes, Cut::Line).0;
        assert!(found[0].starts_with("1!") && found[1] == "2:next", "{found:?}");
    }
}
