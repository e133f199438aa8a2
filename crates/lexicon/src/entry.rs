//! The common shape of lexicon files: entries at column one, attributes indented below them.

use crate::{Diagnostic, Source, diagnostic::Reporter};

/// An attribute line of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'s> {
    /// First word of the line.
    pub key: &'s str,
    /// The rest.
    pub value: &'s str,
    /// Line number, from one.
    pub line: usize,
}

/// An entry: its head line and its attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'s> {
    /// First word of the head line.
    pub key: &'s str,
    /// The rest of the head line.
    pub value: &'s str,
    /// Line number, from one.
    pub line: usize,
    /// The indented lines below.
    pub attributes: Vec<Attribute<'s>>,
}

/// Cut a comment: `#` at the start of a line or after white space, outside double quotes.
fn uncommented(line: &str) -> &str {
    let bytes = line.as_bytes();
    let mut quoted = false;
    for (i, &b) in bytes.iter().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b'#' if !quoted && (i == 0 || bytes[i - 1].is_ascii_whitespace()) => return &line[..i],
            _ => {}
        }
    }
    line
}

fn key_and_value(line: &str) -> (&str, &str) {
    let line = line.trim();
    line.split_once(char::is_whitespace).map_or((line, ""), |(k, v)| (k, v.trim()))
}

/// Cut a file into entries. An indented line before any entry is reported.
pub fn entries<'s>(source: &Source<'s>, wrong: &mut Vec<Diagnostic>) -> Vec<Entry<'s>> {
    let mut out: Vec<Entry<'s>> = Vec::new();
    for (i, raw) in source.text.lines().enumerate() {
        let line = uncommented(raw).trim_end();
        if line.trim().is_empty() {
            continue;
        }
        let (key, value) = key_and_value(line);
        if !line.starts_with(char::is_whitespace) {
            out.push(Entry { key, value, line: i + 1, attributes: Vec::new() });
        } else if let Some(entry) = out.last_mut() {
            entry.attributes.push(Attribute { key, value, line: i + 1 });
        } else {
            Reporter { file: source.path, wrong }.say(i + 1, "an indented line before any entry; start an entry at column one");
        }
    }
    out
}

/// The items of a `;` list, trimmed, empty ones dropped.
pub(crate) fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(';').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_end_lines_but_not_quoted_text() {
        let source = Source { path: "x", text: "state AAA Aland # note\n  adj A#b; C\ntest \"# one\" => B\n" };
        let mut wrong = Vec::new();
        let got = entries(&source, &mut wrong);
        assert_eq!(got[0].value, "AAA Aland");
        assert_eq!(got[0].attributes[0].value, "A#b; C");
        assert_eq!(got[1].value, "\"# one\" => B");
        assert!(wrong.is_empty());
    }

    #[test]
    fn an_orphan_attribute_is_reported_with_its_line() {
        let mut wrong = Vec::new();
        entries(&Source { path: "a.txt", text: "\n  adj X\n" }, &mut wrong);
        assert_eq!(wrong[0].to_string().split(": ").next(), Some("a.txt:2"));
    }
}
