//! A limit on how deep a page's elements nest.
//!
//! Extractors take time with the square of the depth, and stack with the depth itself; no page is 200 elements deep but
//! by mistake or malice. Elements beyond the limit are dropped from the markup, their text stays.

use std::borrow::Cow;

const MAX_DEPTH: usize = 200;

/// Elements that never hold others, or whose end tags are often left out: they do not count.
const FLAT: [&str; 24] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li", "td", "tr", "th",
    "dt", "dd", "option", "thead", "tbody", "path",
];

/// The page, with the tags of elements that nest too deep left out.
pub(super) fn limit(page: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut depth, mut dropped, mut copied) = (0usize, 0usize, 0usize);
    for (start, end) in Tags::new(page) {
        let tag = &page[start..end];
        let closing = tag.starts_with("</");
        if is_flat(tag) || tag.ends_with("/>") {
            continue;
        }
        let drop = if closing { dropped > 0 } else { depth >= MAX_DEPTH };
        match (closing, drop) {
            (true, true) => dropped -= 1,
            (true, false) => depth = depth.saturating_sub(1),
            (false, true) => dropped += 1,
            (false, false) => depth += 1,
        }
        if drop {
            out.push_str(&page[copied..start]);
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(page);
    }
    out.push_str(&page[copied..]);
    Cow::Owned(out)
}

fn is_flat(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name))
}

/// The tags of a page, by where they start and end; what scripts and comments hold is none.
struct Tags<'p> {
    page: &'p str,
    at: usize,
}

impl<'p> Tags<'p> {
    fn new(page: &'p str) -> Self {
        Self { page, at: 0 }
    }
}

impl Iterator for Tags<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let bytes = self.page.as_bytes();
        loop {
            let start = memchr::memchr(b'<', bytes.get(self.at..)?)? + self.at;
            let rest = &bytes[start..];
            if rest.starts_with(b"<!--") {
                self.at = start + memchr::memmem::find(rest, b"-->")? + 3;
                continue;
            }
            if !rest.get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') {
                self.at = start + 1;
                continue;
            }
            let end = start + memchr::memchr(b'>', rest)? + 1;
            self.at = raw_text_end(bytes, start, end).unwrap_or(end);
            return Some((start, end));
        }
    }
}

/// Where the text of a script or style ends.
fn raw_text_end(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let tag = &bytes[start..end];
    let close: &[u8] = if is_tag(tag, b"<script") {
        b"</script"
    } else if is_tag(tag, b"<style") {
        b"</style"
    } else {
        return None;
    };
    // Without an end tag, all that follows is the script's.
    Some(memchr::memmem::find(&bytes[end..], close).map_or(bytes.len(), |at| end + at))
}

fn is_tag(tag: &[u8], name: &[u8]) -> bool {
    tag.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::limit;
    use std::borrow::Cow;

    #[test]
    fn flattens_what_nests_too_deep() {
        let deep = format!("<body>{}<p>Text.</p>{}", "<div>".repeat(5000), "</div>".repeat(5000));
        let limited = limit(&deep);
        assert!(limited.matches("<div>").count() < 250 && limited.contains("<p>Text.</p>"));
        assert_eq!(limited.matches("<div>").count(), limited.matches("</div>").count());
    }

    #[test]
    fn leaves_pages_alone() {
        let page = "<html><!-- <div> --><script>if (a<b) { '<div>' }</script><p>One<br>two.</p></html>";
        assert!(matches!(limit(page), Cow::Borrowed(_)));
    }
}
