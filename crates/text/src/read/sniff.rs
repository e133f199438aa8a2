//! Telling what a file is: by its content first, by its name only where the content does not say.

use memchr::memmem;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Plain,
    Html,
    JsonLines,
    Json,
    Warc,
    Feed,
    Petrarch,
}

/// The format of a file that starts with `head` and is called `name`.
pub(crate) fn format_of(head: &[u8], name: &str) -> Format {
    let start = skip_space(head);
    if start.starts_with(b"WARC/") {
        return Format::Warc;
    }
    let name = plain_name(name);
    match start.first() {
        Some(b'{') if name.ends_with(".jsonl") || name.ends_with(".ndjson") => Format::JsonLines,
        Some(b'{') if opens_json(start, b"\"}") => json_or_lines(start),
        Some(b'[') if opens_json(start, b"{") => Format::Json,
        Some(b'<') => markup(start),
        _ => by_name(start, &name),
    }
}

fn by_name(start: &[u8], name: &str) -> Format {
    let ends = |suffixes: &[&str]| suffixes.iter().any(|s| name.ends_with(s));
    if ends(&[".jsonl", ".ndjson"]) {
        Format::JsonLines
    } else if ends(&[".html", ".htm", ".xhtml"]) || contains(start, b"<html") {
        Format::Html
    } else {
        Format::Plain
    }
}

/// The file name in lower case, without the suffix of its compression.
fn plain_name(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let bare = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    bare.to_owned()
}

fn skip_space(head: &[u8]) -> &[u8] {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.trim_ascii_start()
}

fn opens_json(start: &[u8], follow: &[u8]) -> bool {
    start.get(1..).is_some_and(|rest| rest.trim_ascii_start().first().is_some_and(|b| follow.contains(b)))
}

/// Objects one a line, or one object over many lines? A broken first line must not turn the former into the latter.
fn json_or_lines(start: &[u8]) -> Format {
    let Some(end) = memchr::memchr(b'\n', start) else {
        // One line longer than the head, or the only one: both are read line by line.
        return Format::JsonLines;
    };
    let whole = serde_json::from_slice::<serde_json::Value>(&start[..end]).is_ok();
    let next_opens = start[end + 1..].first() == Some(&b'{');
    if whole || next_opens { Format::JsonLines } else { Format::Json }
}

fn markup(start: &[u8]) -> Format {
    if petrarch(start) {
        return Format::Petrarch;
    }
    let head = start[..start.len().min(2048)].to_ascii_lowercase();
    let first = [&b"<rss"[..], b"<feed", b"<rdf:rdf", b"<channel"].iter().filter_map(|t| memmem::find(&head, t)).min();
    let html = memmem::find(&head, b"<html");
    match (first, html) {
        (Some(feed), Some(html)) if feed < html => Format::Feed,
        (Some(_), None) => Format::Feed,
        _ if html.is_some() || looks_like_markup(start) => Format::Html,
        _ => Format::Plain,
    }
}

/// PETRARCH's files begin with `<Sentences>`, or with `<Validation>` and a `<Sentence date=` further down; comments may stand before.
fn petrarch(start: &[u8]) -> bool {
    let mut rest = start;
    while let Some(end) = [(&b"<!--"[..], &b"-->"[..]), (b"<?", b"?>")]
        .iter()
        .find_map(|(open, close)| rest.starts_with(open).then(|| memmem::find(rest, close).map(|at| at + close.len())))
    {
        let Some(end) = end else { return false };
        rest = rest[end..].trim_ascii_start();
    }
    rest.starts_with(b"<Sentences") || rest.starts_with(b"<Validation>")
}

/// Whether a text is HTML rather than prose with a stray angle bracket.
pub(crate) fn looks_like_markup(text: &[u8]) -> bool {
    const TAGS: [&[u8]; 12] =
        [b"<p>", b"<p ", b"</p>", b"<br", b"<div", b"</a>", b"<!doctype html", b"<body", b"<head>", b"<h1", b"<article", b"<html"];
    let head = text[..text.len().min(4096)].to_ascii_lowercase();
    memchr::memchr(b'<', &head).is_some() && TAGS.iter().filter(|tag| contains(&head, tag)).count() >= 2
}

fn contains(text: &[u8], needle: &[u8]) -> bool {
    memmem::find(text, needle).is_some()
}

/// What kind of non-text this is, where it is none.
pub(crate) fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 12] = [
        (b"%PDF", "a PDF document (extract its text first)"),
        (b"PK\x03\x04", "a zip archive or office document (unpack it first)"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"BZh", "a bzip2 archive (decompress it first)"),
        (b"\xfd7zXZ", "an xz archive (decompress it first)"),
        (b"Rar!", "a rar archive (unpack it first)"),
        (b"SQLite format 3\0", "a SQLite database"),
        (b"PAR1", "a Parquet file"),
    ];
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
    known.or_else(|| mostly_control(bytes).then_some("binary data"))
}

/// More than a twentieth of control characters is not prose in any encoding that keeps ASCII.
fn mostly_control(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let control = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    control * 20 > head.len()
}

const HEAD: usize = 64 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_formats_by_content() {
        assert_eq!(format_of(b"WARC/1.0\r\n", "x.txt"), Format::Warc);
        assert_eq!(format_of(b"{\"a\":1}\n{\"a\":2}\n", "x"), Format::JsonLines);
        assert_eq!(format_of(b"{\"a\":1\n{\"a\":2}\n", "x"), Format::JsonLines);
        assert_eq!(format_of(b"{\n  \"a\": 1\n}", "x"), Format::Json);
        assert_eq!(format_of(b"[ {\"a\":1} ]", "x"), Format::Json);
        assert_eq!(format_of(b"[Editor's note] A word.", "x"), Format::Plain);
        assert_eq!(format_of(b"<?xml version='1.0'?><rss><channel>", "x"), Format::Feed);
        assert_eq!(format_of(b"<!DOCTYPE html><html><body>", "x"), Format::Html);
        assert_eq!(format_of(b"<Acme Corp> said it sold a mill.", "x"), Format::Plain);
    }

    #[test]
    fn tells_binary_from_text() {
        assert!(binary_kind(b"%PDF-1.4 ...").is_some());
        assert!(binary_kind(&[0, 1, 2, 3, 200, 7, 8, 9]).is_some());
        assert!(binary_kind("Plain text, naïve and café.".as_bytes()).is_none());
        assert!(binary_kind(b"").is_none());
    }
}
