//! Character references.

use super::Text;
use std::borrow::Cow;

/// The names that news text uses.
const NAMED: [(&str, char); 48] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("pound", '£'),
    ("euro", '€'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("sect", '§'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("ntilde", 'ñ'),
    ("ccedil", 'ç'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("aring", 'å'),
    ("oslash", 'ø'),
    ("acirc", 'â'),
    ("ecirc", 'ê'),
    ("shy", '\u{ad}'),
    ("thinsp", ' '),
    ("frac12", '½'),
];

/// The longest reference, `&#x10FFFF;`, fits.
const MAX_LEN: usize = 12;

/// Resolves character references. What is none, such as the `&` of "AT&T", stays.
pub(crate) fn unescape(text: &str) -> Text<'_> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, len) = reference(rest).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[len..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that the reference at the start of `text` stands for, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(MAX_LEN).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = match name.strip_prefix('#') {
        Some(number) => number_reference(number)?,
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, end + 1))
}

fn number_reference(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages from old editors number the quotes of their system's code page.
    match code {
        0x91 | 0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        0 => None,
        code => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn resolves_references() {
        assert_eq!(unescape("AT&T &amp; co &#8217;s &#x201c;x&rdquo; &bogus; &"), "AT&T & co ’s “x” &bogus; &");
        assert_eq!(unescape("&#999999999; &#0;"), "&#999999999; &#0;");
    }
}
