//! Numbers, words and marks of a line.

/// One of them.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Digits(String),
    /// In lower case.
    Word(String),
    Mark(char),
}

impl Token {
    pub(super) fn digits(&self) -> Option<&str> {
        match &self.kind {
            Kind::Digits(digits) => Some(digits),
            _ => None,
        }
    }

    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn mark(&self) -> Option<char> {
        match self.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Mark(_))
    }
}

/// Splits a line; white space only parts tokens.
pub(super) fn scan(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let run = |keep: fn(char) -> bool| line[at..].find(|c| !keep(c)).map_or(line.len(), |n| at + n);
        let (end, kind) = if first.is_ascii_digit() {
            let end = run(|c| c.is_ascii_digit());
            (end, Some(Kind::Digits(line[at..end].to_owned())))
        } else if first.is_alphabetic() {
            let end = run(char::is_alphabetic);
            (end, Some(Kind::Word(line[at..end].to_lowercase())))
        } else {
            (at + first.len_utf8(), (!first.is_whitespace()).then_some(Kind::Mark(first)))
        };
        tokens.extend(kind.map(|kind| Token { start: at, end, kind }));
        at = end;
    }
    tokens
}

/// The number at a token, where it has so many digits.
pub(super) fn number(tokens: &[Token], at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    tokens.get(at)?.digits().filter(|d| digits.contains(&d.len()))?.parse().ok()
}

/// The word at a token, in lower case.
pub(super) fn word(tokens: &[Token], at: usize) -> Option<&str> {
    tokens.get(at).and_then(Token::word)
}

/// Whether one of some marks stands at a token.
pub(super) fn mark(tokens: &[Token], at: usize, marks: &str) -> bool {
    tokens.get(at).and_then(Token::mark).is_some_and(|m| marks.contains(m))
}
