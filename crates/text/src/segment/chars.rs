//! Characters as the scanner sees them.

/// The sort of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Space,
    Letter,
    Digit,
    Other,
}

const ASCII: [Sort; 128] = {
    let mut table = [Sort::Other; 128];
    let mut i = 0;
    while i < 128 {
        let c = i as u8;
        if c.is_ascii_alphabetic() {
            table[i] = Sort::Letter;
        } else if c.is_ascii_digit() {
            table[i] = Sort::Digit;
        } else if matches!(c, b' ' | 9..=13) {
            table[i] = Sort::Space;
        }
        i += 1;
    }
    table
};

/// The sort of `c`.
pub(super) fn sort(c: char) -> Sort {
    if let Some(&sort) = ASCII.get(c as usize) {
        return sort;
    }
    if c.is_whitespace() {
        Sort::Space
    } else if matches!(c, 'ª' | 'º' | '²' | '³' | '¹') {
        Sort::Other
    } else if c.is_alphanumeric() || joins_letters(c) {
        Sort::Letter
    } else {
        Sort::Other
    }
}

/// Marks that belong to the letters around them: accents set apart, soft hyphens, signs of no width.
fn joins_letters(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// A single apostrophe, straight, curly or typed as a grave accent.
pub(super) fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '‘' | '´' | 'ʼ')
}

/// A dash; a hyphen too.
pub(super) fn dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '‐' | '‑' | '‒' | '―' | '−')
}

/// A hyphen inside words.
pub(super) fn hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Text with fast looks at single characters. Positions are bytes on character boundaries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'t> {
    text: &'t str,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text }
    }

    /// The bytes `start..end`.
    pub(super) fn bytes(&self, start: usize, end: usize) -> &'t [u8] {
        &self.text.as_bytes()[start..end]
    }

    /// The byte at `at`; zero past the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The character at `at`; a space past the end.
    pub(super) fn at(&self, at: usize) -> char {
        match self.text.as_bytes().get(at) {
            Some(&b) if b < 0x80 => b as char,
            Some(_) => self.text.get(at..).and_then(|t| t.chars().next()).unwrap_or(' '),
            None => ' ',
        }
    }

    /// The character before `at`; a space at the start.
    pub(super) fn before(&self, at: usize) -> char {
        match at.checked_sub(1).map(|i| self.text.as_bytes()[i]) {
            Some(b) if b < 0x80 => b as char,
            Some(_) => self.text.get(..at).and_then(|t| t.chars().next_back()).unwrap_or(' '),
            None => ' ',
        }
    }

    /// The sort of the character at `at`.
    pub(super) fn sort(&self, at: usize) -> Sort {
        sort(self.at(at))
    }

    /// Whether a letter or digit stands at `at`.
    pub(super) fn alnum(&self, at: usize) -> bool {
        matches!(self.sort(at), Sort::Letter | Sort::Digit)
    }

    /// Whether a letter or digit stands before `at`.
    pub(super) fn alnum_before(&self, at: usize) -> bool {
        matches!(sort(self.before(at)), Sort::Letter | Sort::Digit)
    }

    /// Where the letters and digits that start at `at` end, at `limit` at the latest.
    pub(super) fn alnum_end(&self, mut at: usize, limit: usize) -> usize {
        while at < limit && self.alnum(at) {
            at += self.at(at).len_utf8();
        }
        at
    }

    /// Where the digits that start at `at` end.
    pub(super) fn digits_end(&self, mut at: usize, limit: usize) -> usize {
        while at < limit && self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_on_both_sides() {
        let reader = Reader::new("Xi’an 3");
        assert_eq!(reader.at(2), '’');
        assert_eq!(reader.before(5), '’');
        assert_eq!(reader.before(0), ' ');
        assert_eq!(reader.at(99), ' ');
        assert_eq!(reader.alnum_end(0, 9), 2);
        assert_eq!(sort('\u{a0}'), Sort::Space);
        assert_eq!(sort('é'), Sort::Letter);
    }
}
