//! Quotation marks: which stretches of the text stand between them.

use chancery_span::Span;
use chancery_text::Block;

/// Quoted stretches, marks excluded, in the order of the text.
///
/// A quotation left open at the end of a paragraph closes there; the opening mark that resumes it in the next is a new one.
/// Single quotes count only where they are curly and stand at word borders.
#[must_use]
pub fn quoted(text: &str, blocks: &[Block]) -> Vec<Span> {
    blocks.iter().flat_map(|b| in_block(text, b.span)).collect()
}

fn in_block(text: &str, block: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let base = block.start as usize;
    let part = block.of(text);
    let mut before = ' ';
    let mut chars = part.char_indices().peekable();
    while let Some((at, mut c)) = chars.next() {
        let mut end = at + c.len_utf8();
        // Two apostrophes are one mark.
        if c == '\'' && chars.next_if(|(_, next)| *next == '\'').is_some() {
            (c, end) = ('"', end + 1);
        }
        let after = part[end..].chars().next().unwrap_or(' ');
        match (open, c) {
            (None, '“' | '"' | '«' | '„') => open = Some((base + end, closing(c))),
            (None, '‘') if !before.is_alphanumeric() && after.is_alphanumeric() => open = Some((base + end, '’')),
            (Some((from, close)), c) if c == close && !(c == '’' && before.is_alphanumeric() && after.is_alphanumeric()) => {
                out.push(Span::new(from, base + at));
                open = None;
            }
            // A curly mark closed by a straight one.
            (Some((from, '”')), '"') if !before.is_whitespace() && !after.is_alphanumeric() => {
                out.push(Span::new(from, base + at));
                open = None;
            }
            // A fresh opening mark: the one before was never closed.
            (Some((from, '”')), '“') => {
                out.push(Span::new(from, base + at));
                open = Some((base + end, '”'));
            }
            _ => {}
        }
        before = c;
    }
    if let Some((from, _)) = open.filter(|o| o.1 != '’') {
        out.push(Span::new(from, block.end as usize));
    }
    out
}

fn closing(open: char) -> char {
    match open {
        '“' | '„' => '”',
        '«' => '»',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_text::Part;

    fn find(text: &str) -> Vec<&str> {
        let block = Block { span: Span::new(0, text.len()), part: Part::Body };
        quoted(text, &[block]).into_iter().map(|q| q.of(text)).collect()
    }

    #[test]
    fn quotes_of_every_kind() {
        assert_eq!(find("He said “we agree” and \"they don't\"."), ["we agree", "they don't"]);
        assert_eq!(find("It’s the minister’s ‘red line’, he said."), ["red line"]);
        assert_eq!(find("''We agree,'' he said. It's ''fine''."), ["We agree,", "fine"]);
        assert_eq!(find("“We agree,\" he said, “to it.”"), ["We agree,", "to it."]);
        assert_eq!(find("“We will go on. And on"), ["We will go on. And on"]);
        assert_eq!(find("“One. “Two.”"), ["One. ", "Two."]);
    }
}
