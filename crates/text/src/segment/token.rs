//! A word with what the sentence rules need to know of it.

use super::class::Classes;

/// What kind of thing a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Word,
    Number,
    /// A word that kept its full stop.
    Abbreviation,
    Stop,
    /// `!`, `?` and runs of them.
    Bang,
    Ellipsis,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    /// A quotation mark that may open or close: `"`, `'`.
    Quote,
    OpenQuote,
    CloseQuote,
    Emoticon,
    /// An address of the web or of mail.
    Web,
    Symbol,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Shape {
    /// Small letters.
    Small,
    /// A capital, then small letters.
    Title,
    /// One capital.
    Initial,
    /// Capitals only.
    Capitals,
    /// Small first, capitals later.
    Mixed,
    Digits,
    /// No letters, or letters without case.
    Other,
}

/// What stands between a token and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Gap {
    None,
    Space,
    Line,
}

/// A word, in bytes of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub start: u32,
    pub end: u32,
    pub key: u64,
    pub kind: Kind,
    pub shape: Shape,
    pub gap: Gap,
    /// Whether it is an abbreviation with full stops inside too.
    pub dotted: bool,
    pub classes: Classes,
}

impl Token {
    /// Whether it ends a sentence by its nature.
    pub(super) fn ends(&self) -> bool {
        matches!(self.kind, Kind::Stop | Kind::Bang | Kind::Ellipsis)
    }

    /// Whether it is a quotation mark or bracket that may stand after the end of a sentence.
    pub(super) fn closes(&self) -> bool {
        matches!(self.kind, Kind::Close | Kind::CloseQuote | Kind::Quote)
    }

    /// Whether it is a quotation mark or bracket that may stand before the first word of a sentence.
    pub(super) fn opens(&self) -> bool {
        matches!(self.kind, Kind::Open | Kind::OpenQuote | Kind::Quote)
    }

    /// Whether it starts with a capital.
    pub(super) fn capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Initial | Shape::Capitals)
    }
}

/// The shape of a word.
pub(super) fn shape(word: &[u8]) -> Shape {
    let (mut small, mut capitals, mut digits, mut high) = (0, 0, 0, 0);
    for &b in word {
        match b {
            b'a'..=b'z' => small += 1,
            b'A'..=b'Z' => capitals += 1,
            b'0'..=b'9' => digits += 1,
            0x80.. => high += 1,
            _ => {}
        }
    }
    if high > 0 && word[0] >= 0x80 {
        return shape_of_foreign(word);
    }
    match (word.first().is_some_and(u8::is_ascii_uppercase), small + high, capitals) {
        (true, 0, 1) if digits == 0 => Shape::Initial,
        (true, 0, _) => Shape::Capitals,
        (true, _, _) => Shape::Title,
        (false, 0, 0) if digits > 0 => Shape::Digits,
        (false, 0, 0) => Shape::Other,
        (false, _, _) if digits > 0 && word[0].is_ascii_digit() => Shape::Digits,
        (false, _, 0) => Shape::Small,
        (false, _, _) => Shape::Mixed,
    }
}

fn shape_of_foreign(word: &[u8]) -> Shape {
    let first = std::str::from_utf8(word).ok().and_then(|w| w.chars().next());
    match first {
        Some(c) if c.is_uppercase() => Shape::Title,
        Some(c) if c.is_lowercase() => Shape::Small,
        _ => Shape::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_shapes() {
        let cases: [(&str, Shape); 9] = [
            ("war", Shape::Small),
            ("War", Shape::Title),
            ("U", Shape::Initial),
            ("NATO", Shape::Capitals),
            ("iPhone", Shape::Mixed),
            ("1990s", Shape::Digits),
            ("Élysée", Shape::Title),
            ("état", Shape::Small),
            ("?", Shape::Other),
        ];
        for (word, expected) in cases {
            assert_eq!(shape(word.as_bytes()), expected, "{word}");
        }
    }
}
