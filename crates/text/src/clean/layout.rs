//! From the lines of a plain text to its paragraphs.
//!
//! Three customs are told apart by measuring: paragraphs parted by blank lines, a paragraph on each line, and lines
//! wrapped at a fixed width, with paragraphs indented or parted by blank lines.

use crate::html;
use std::borrow::Cow;

/// No line of a wrapped text is longer than this.
const MAX_WIDTH: usize = 110;

struct Line<'t> {
    indent: usize,
    text: &'t str,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// The paragraphs of a text, each on one line with single spaces.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let text = unwrap_cdata(text);
    let lines: Vec<Line> = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']).map(line).collect();
    let wrap = Wrap::measure(&lines);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last: Option<&Line> = None;
    for line in &lines {
        if !line.is_blank() {
            match (last, paragraphs.last_mut()) {
                (Some(last), Some(open)) if wrap.joins(last, line) => join(open, line.text),
                _ => paragraphs.push(line.text.to_owned()),
            }
        }
        last = (!line.is_blank()).then_some(line);
    }
    paragraphs.iter().map(|p| tidy(p)).filter(|p| !p.is_empty()).collect()
}

fn unwrap_cdata(text: &str) -> &str {
    let inner = text.trim_start().strip_prefix("<![CDATA[");
    inner.map_or(text, |inner| inner.trim_end().strip_suffix("]]>").unwrap_or(inner))
}

fn line(line: &str) -> Line<'_> {
    let text = line.trim();
    let lead = &line[..line.len() - line.trim_start().len()];
    Line { indent: lead.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum(), text }
}

fn join(open: &mut String, text: &str) {
    // A word broken at the line's end keeps its hyphen: whether it had one before cannot be known.
    let broken = open.ends_with('-') && text.starts_with(char::is_lowercase);
    if !broken {
        open.push(' ');
    }
    open.push_str(text);
}

/// How the lines of a text are wrapped.
struct Wrap {
    width: usize,
    /// The indent of lines that start no paragraph; `None` where indents mean nothing.
    margin: Option<usize>,
    wrapped: bool,
}

impl Wrap {
    fn measure(lines: &[Line]) -> Self {
        let full = || lines.iter().filter(|l| !l.is_blank());
        let width = full().map(|l| l.text.len()).max().unwrap_or(0);
        let least = full().map(|l| l.indent).min().unwrap_or(0);
        let margin = full().any(|l| l.indent >= least + 2).then_some(least);
        let pairs = || lines.windows(2).filter(|w| !w[0].is_blank() && !w[1].is_blank());
        // Where paragraphs are indented, only lines followed by one at the margin can have been wrapped.
        let wrapped = || pairs().filter(|w| margin.is_none_or(|margin| w[1].indent == margin)).map(|w| &w[0]);
        let count = wrapped().count();
        let wide = wrapped().filter(|l| l.text.len() * 10 >= width * 6).count();
        let open = wrapped().filter(|l| !super::rules::ends_sentence(l.text)).count();
        let even = margin.is_some() || wide * 2 >= count;
        Self { width, margin, wrapped: (30..=MAX_WIDTH).contains(&width) && count > 0 && even && open * 2 >= count }
    }

    /// Whether `next` goes on with the paragraph of `line`, which stands right above it.
    fn joins(&self, line: &Line, next: &Line) -> bool {
        if !self.wrapped {
            return false;
        }
        if let Some(margin) = self.margin {
            return next.indent == margin;
        }
        // A line that had room for the next word was ended on purpose.
        let word = next.text.split(' ').next().map_or(0, str::len);
        let full = (line.text.len() + 1 + word) * 100 >= self.width * 85;
        full || next.text.starts_with(char::is_lowercase)
    }
}

/// A text on one line: single spaces, no control or invisible characters, HTML entities resolved.
pub(crate) fn tidy(text: &str) -> String {
    let text = if text.contains('&') { html::unescape(text) } else { Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        match c {
            // Soft hyphens, zero-width marks, direction marks: they part words that readers see whole.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => space = true,
            c => {
                if space && !out.is_empty() {
                    out.push(' ');
                }
                space = false;
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, tidy};

    #[test]
    fn blank_lines_part_paragraphs() {
        let long = "A line that is much longer than any typewriter would have allowed, so that it must be a paragraph of its own.";
        assert_eq!(paragraphs(&format!("{long}\n{long}\n\nShort.")), [long, long, "Short."]);
    }

    #[test]
    fn wrapped_and_indented_lines_are_joined() {
        let text = "Rain fell through the week in\nthe growing zone, the growers' association said, easing\n\
                    the drought since early May.\n    Prices rose in Lisbon on the news, traders said, but fell\n\
                    by the evening.\n    Volume was thin.\n Wire\n";
        let expected = [
            "Rain fell through the week in the growing zone, the growers' association said, easing the drought since early May.",
            "Prices rose in Lisbon on the news, traders said, but fell by the evening.",
            "Volume was thin.",
            "Wire",
        ];
        assert_eq!(paragraphs(text), expected);
    }

    #[test]
    fn wrapped_lines_with_blank_lines_between_are_joined() {
        let text = "The two ministers met for an hour in the old town hall, and\nsigned a paper on fishing rights that had been in the\n\
                    making since spring.\n\nThey will meet again in the autumn, a spokesman for the host\nsaid after the talks.";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn short_lines_stay_apart() {
        assert_eq!(paragraphs("Share\nTweet\nLeave a comment\nHome").len(), 4);
    }

    #[test]
    fn tidies() {
        assert_eq!(tidy("  a\u{a0}b \t\u{0} c\u{ad}d &amp; e&#8217;s "), "a b cd & e’s");
    }
}
