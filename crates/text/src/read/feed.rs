//! RSS and Atom files, cut into their entries.
//!
//! Read without an XML parser: feeds in the wild are broken XML often enough, and an entry is six elements.

use super::inputs::Counter;
use super::open::{self, Stream};
use super::{FieldMap, Kind, MAX_RECORD_BYTES, Meta, Records, Source};
use crate::{Reason, Rejected, encoding, html};
use memchr::memmem;
use std::sync::Arc;

pub(super) fn records(source: Source, mut stream: Stream, fields: Arc<FieldMap>) -> Records {
    let (bytes, _, error) = open::read_bounded(&mut stream, MAX_RECORD_BYTES);
    if let Some(error) = error {
        return Box::new(std::iter::once(Err(Rejected::new(source, Reason::Compression(error)))));
    }
    // Entries lose the file's XML declaration, so they are decoded here.
    let text = encoding::decode(&bytes, None, true).into_owned();
    let name = entry_name(&text);
    let outlet = channel_title(&text, name);
    let mut counter = Counter::new(source, fields);
    let mut at = 0;
    Box::new(std::iter::from_fn(move || {
        let (entry, end) = next_entry(&text, at, name)?;
        at = end;
        let meta = Meta { outlet: outlet.clone(), ..Meta::default() };
        Some(Ok(counter.record(Kind::FeedEntry, entry.as_bytes().to_vec(), meta)))
    }))
}

/// What the feed calls its entries: `item` in RSS, `entry` in Atom.
fn entry_name(text: &str) -> &'static str {
    let at = |name| open_tag(text, name).map_or(usize::MAX, |(start, _)| start);
    if at("entry") < at("item") { "entry" } else { "item" }
}

/// The next entry from `at` on, and where it ends.
fn next_entry<'t>(text: &'t str, at: usize, name: &str) -> Option<(&'t str, usize)> {
    let rest = &text[at..];
    let (start, _) = open_tag(rest, name)?;
    let close = format!("</{name}>");
    let end = memmem::find(&rest.as_bytes()[start..], close.as_bytes()).map_or(rest.len(), |e| start + e + close.len());
    Some((&rest[start..end], at + end))
}

/// Where the tag `<name …>` starts and where what it holds starts.
fn open_tag(text: &str, name: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let needle = format!("<{name}");
    let start = memmem::find_iter(bytes, needle.as_bytes())
        .find(|at| bytes.get(at + needle.len()).is_some_and(|b| matches!(b, b'>' | b' ' | b'\t' | b'\n' | b'\r' | b'/')))?;
    let end = memchr::memchr(b'>', &bytes[start..])? + start + 1;
    Some((start, end))
}

/// What the first element called `name` holds, unescaped.
fn element(text: &str, name: &str) -> Option<String> {
    let (_, start) = open_tag(text, name)?;
    let end = memmem::find(&text.as_bytes()[start..], format!("</{name}>").as_bytes())? + start;
    let inner = text[start..end].trim();
    let inner = match inner.strip_prefix("<![CDATA[") {
        Some(data) => data.strip_suffix("]]>").unwrap_or(data).to_owned(),
        None => html::unescape(inner).into_owned(),
    };
    (!inner.trim().is_empty()).then_some(inner)
}

fn channel_title(text: &str, name: &str) -> Option<String> {
    let end = next_entry(text, 0, name).and_then(|(entry, end)| end.checked_sub(entry.len()))?;
    let title = element(&text[..end], "title")?;
    Some(html::text_of_fragment(&title))
}

/// The text of an entry, as HTML, and what the entry says about it.
pub(crate) fn entry_fields(entry: &str) -> (String, Meta) {
    let first = |names: &[&str]| names.iter().find_map(|name| element(entry, name));
    let title = first(&["title"]).map(|t| html::text_of_fragment(&t));
    let text = first(&["content:encoded", "content", "description", "summary"]);
    let authors = first(&["dc:creator", "author"]).map(|a| element(&a, "name").unwrap_or(a));
    let meta = Meta {
        id: first(&["guid", "id"]),
        url: first(&["link"]).or_else(|| link_href(entry)),
        published: first(&["pubDate", "published", "dc:date", "updated"]),
        authors: authors.into_iter().collect(),
        title: title.clone(),
        ..Meta::default()
    };
    (text.or(title).unwrap_or_default(), meta)
}

/// Atom keeps the address in an attribute.
fn link_href(entry: &str) -> Option<String> {
    let (start, end) = open_tag(entry, "link")?;
    let tag = &entry[start..end];
    let value = tag.split("href=").nth(1)?;
    let quote = value.chars().next()?;
    Some(html::unescape(value[quote.len_utf8()..].split(quote).next()?).into_owned())
}
