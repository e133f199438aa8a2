//! Conversion of byte offsets to counts of Unicode scalar values.

use crate::Span;

/// How many bytes lie between two checkpoints.
const STEP: usize = 256;

/// Answers "how many characters come before this byte?" in constant time.
///
/// It keeps one count for every 256 bytes and walks the rest.
#[derive(Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Characters that begin before byte `i * STEP`.
    before: Vec<u32>,
}

fn begins_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl<'t> CharIndex<'t> {
    /// Index `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let before = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let so_far = count;
                count += chunk.iter().filter(|&&b| begins_char(b)).count() as u32;
                so_far
            })
            .collect();
        Self { text, before }
    }

    /// The number of characters that begin before `byte`.
    #[must_use]
    pub fn chars_before(&self, byte: u32) -> usize {
        let byte = (byte as usize).min(self.text.len());
        let block = (byte / STEP).min(self.before.len().saturating_sub(1));
        let base = self.before.get(block).copied().unwrap_or(0) as usize;
        base + self.text.as_bytes()[block * STEP..byte].iter().filter(|&&b| begins_char(b)).count()
    }

    /// A byte span as `(start, end)` in characters.
    #[must_use]
    pub fn chars(&self, span: Span) -> (usize, usize) {
        (self.chars_before(span.start), self.chars_before(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_not_bytes() {
        let text = "Xi’an – Astana ".repeat(60);
        let index = CharIndex::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars_before(byte as u32), chars);
        }
        assert_eq!(index.chars_before(text.len() as u32), text.chars().count());
        assert_eq!(CharIndex::new("").chars_before(0), 0);
    }
}
