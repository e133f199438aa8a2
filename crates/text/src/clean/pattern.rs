//! The small pattern language of the debris rules.

/// The words and marks of a paragraph.
pub(crate) struct Tokens<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

#[derive(Debug)]
struct Token {
    start: usize,
    /// Nothing but a space or a hyphen parts it from the token before.
    joined: bool,
    kind: Kind,
}

#[derive(Debug, PartialEq)]
enum Kind {
    /// In lower case, without apostrophes.
    Word {
        norm: String,
        capital: bool,
    },
    Number,
    Handle,
    Url,
    Mark(char),
}

/// Marks that a pattern can ask for; all others are passed over.
const MARKS: &str = ":()/|>©[]";

impl<'t> Tokens<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let (mut at, mut joined) = (0, false);
        while let Some(first) = text[at..].chars().next() {
            let (end, kind) = lex(text, at, first);
            match kind {
                Some(kind) => {
                    tokens.push(Token { start: at, joined, kind });
                    joined = true;
                }
                None => joined &= first == ' ' || first == '-',
            }
            at = end;
        }
        Self { text, tokens }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn start(&self, at: usize) -> usize {
        self.tokens[at].start
    }

    pub(crate) fn word_count(&self) -> usize {
        self.words_from(0)
    }

    pub(crate) fn words_from(&self, at: usize) -> usize {
        self.tokens[at..].iter().filter(|t| !matches!(t.kind, Kind::Mark(_))).count()
    }

    pub(crate) fn first_word(&self) -> Option<&str> {
        match &self.tokens.iter().find(|t| !matches!(t.kind, Kind::Mark(_)))?.kind {
            Kind::Word { norm, .. } => Some(norm),
            _ => None,
        }
    }

    /// Whether a tail may start here: at a bracket, at the paragraph's start, after a sentence or a dash.
    pub(crate) fn opens_tail(&self, at: usize, cut: bool) -> bool {
        if matches!(self.tokens[at].kind, Kind::Mark('(' | '[' | '|' | '©')) {
            return true;
        }
        let before = self.text[..self.tokens[at].start].trim_end();
        before.chars().next_back().map_or(!cut, |c| ".!?)”\"’'|—–-]…:".contains(c))
    }

    /// Whether a bracket that opens at a token closes at the end, or is none.
    pub(crate) fn bracket_ends(&self, at: usize) -> bool {
        let close = match self.tokens[at].kind {
            Kind::Mark('(') => ')',
            Kind::Mark('[') => ']',
            _ => return true,
        };
        let end = (at..self.len()).find(|&end| self.tokens[end].kind == Kind::Mark(close));
        end.is_none_or(|end| end + 1 == self.len())
    }

    fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    /// Skips marks that no pattern asked for.
    fn unmarked(&self, mut at: usize) -> usize {
        while matches!(self.kind(at), Some(Kind::Mark(_))) {
            at += 1;
        }
        at
    }

    fn is_capital(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Word { capital: true, .. }))
    }

    /// Small words inside names.
    fn is_particle(&self, at: usize) -> bool {
        const PARTICLES: [&str; 12] = ["of", "the", "de", "da", "van", "von", "der", "al", "el", "bin", "and", "for"];
        matches!(self.kind(at), Some(Kind::Word { norm, .. }) if PARTICLES.contains(&norm.as_str()))
    }
}

fn lex(text: &str, at: usize, first: char) -> (usize, Option<Kind>) {
    let rest = &text[at..];
    let until = |stop: fn(char) -> bool| rest.find(stop).map_or(text.len(), |n| at + n);
    if first.is_alphanumeric() {
        if ["http://", "https://", "www."].iter().any(|scheme| rest.starts_with(scheme)) {
            return (until(char::is_whitespace), Some(Kind::Url));
        }
        let end = until(|c| !c.is_alphanumeric() && !"'’,.".contains(c));
        let word = rest[..end - at].trim_end_matches(['\'', '’', ',', '.']);
        return word_kind(at, word, first);
    }
    let next = at + first.len_utf8();
    if first == '@' && text[next..].starts_with(char::is_alphanumeric) {
        let end = text[next..].find(|c: char| !c.is_alphanumeric() && c != '_').map_or(text.len(), |n| next + n);
        return (end, Some(Kind::Handle));
    }
    let mark = if "»›".contains(first) { '>' } else { first };
    (next, MARKS.contains(mark).then_some(Kind::Mark(mark)))
}

/// A run of letters and digits. Points and commas inside belong to numbers and abbreviations only.
fn word_kind(at: usize, run: &str, first: char) -> (usize, Option<Kind>) {
    if first.is_ascii_digit() && run.chars().all(|c| c.is_ascii_digit() || ",.".contains(c)) {
        return (at + run.len(), Some(Kind::Number));
    }
    let word = &run[..run.find(['.', ',']).unwrap_or(run.len())];
    let norm: String = word.chars().filter(|c| !"'’".contains(*c)).flat_map(char::to_lowercase).collect();
    (at + word.len(), Some(Kind::Word { norm, capital: first.is_uppercase() }))
}

/// One pattern of a rule.
#[derive(Debug, Clone)]
pub(crate) struct Pattern(Vec<Element>);

#[derive(Debug, Clone)]
enum Element {
    Words { any_of: Vec<String>, optional: bool },
    Mark(char),
    Gap,
    Rest,
    Name { least: usize },
    Number,
    Handle,
    Url,
    AnyWord,
}

/// How many words a `*` may stand for.
const GAP: usize = 12;
/// How many words a `<name>` may have.
const NAME: usize = 5;

impl Pattern {
    /// Reads one pattern.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut elements = Vec::new();
        for item in text.split_whitespace() {
            elements.extend(element(item)?);
        }
        if elements.iter().all(|e| matches!(e, Element::Gap | Element::Rest)) {
            return Err(format!("the pattern `{text}` has no word or mark to hold on to"));
        }
        Ok(Self(elements))
    }

    /// The words one of which every match starts with, where there are such.
    pub(crate) fn first_words(&self) -> Option<&[String]> {
        match self.0.first()? {
            Element::Words { any_of, optional: false } => Some(any_of),
            _ => None,
        }
    }

    /// Whether the pattern matches from token `at` on; `whole` asks that nothing but marks is left.
    pub(crate) fn matches(&self, tokens: &Tokens, at: usize, whole: bool) -> bool {
        run(&self.0, tokens, at, whole)
    }
}

fn element(item: &str) -> Result<Vec<Element>, String> {
    Ok(vec![match item {
        "*" => Element::Gap,
        "..." => Element::Rest,
        "<name>" => Element::Name { least: 1 },
        "<fullname>" => Element::Name { least: 2 },
        "<number>" => Element::Number,
        "<handle>" => Element::Handle,
        "<url>" => Element::Url,
        "<word>" => Element::AnyWord,
        class if class.starts_with('<') => return Err(format!("there is no class {class}")),
        mark if mark.chars().count() == 1 && mark.chars().all(|c| MARKS.contains(c) && c != '|') || mark == "|" => {
            Element::Mark(mark.chars().next().unwrap_or('|'))
        }
        words => return words_element(words),
    }])
}

/// `a|b`, `a?`, and `e-mail`, which is two words as in the text.
fn words_element(item: &str) -> Result<Vec<Element>, String> {
    let optional = item.contains('?') || item.split('|').any(str::is_empty);
    let item = &item.replace('?', "");
    if !item.contains('|') && item.contains(['-', '&', '.', '$']) {
        let parts = item.split(['-', '&', '.', '$']).filter(|part| !part.is_empty());
        return Ok(parts.map(|part| Element::Words { any_of: vec![normal(part)], optional }).collect());
    }
    let any_of: Vec<String> = item.split('|').filter(|word| !word.is_empty()).map(normal).collect();
    if any_of.iter().any(|word| word.is_empty() || !word.chars().all(char::is_alphanumeric)) {
        return Err(format!("`{item}` is no word; alternatives are written a|b, without spaces or marks"));
    }
    Ok(vec![Element::Words { any_of, optional }])
}

fn normal(word: &str) -> String {
    word.chars().filter(|c| !"'’".contains(*c)).flat_map(char::to_lowercase).collect()
}

fn run(elements: &[Element], tokens: &Tokens, at: usize, whole: bool) -> bool {
    let Some((first, rest)) = elements.split_first() else {
        return !whole || tokens.unmarked(at) == tokens.len();
    };
    let go = |next: usize| run(rest, tokens, next, whole);
    let word = tokens.unmarked(at);
    match first {
        Element::Rest => true,
        Element::Mark(mark) => tokens.kind(at) == Some(&Kind::Mark(*mark)) && go(at + 1),
        Element::Gap => (at..=tokens.len().min(at + GAP)).any(go),
        Element::Words { any_of, optional } => {
            matches!(tokens.kind(word), Some(Kind::Word { norm, .. }) if any_of.contains(norm)) && go(word + 1) || *optional && go(at)
        }
        Element::Name { least } => name_ends(tokens, word).into_iter().rev().filter(|end| end - word >= *least).any(go),
        Element::Number => tokens.kind(word) == Some(&Kind::Number) && go(word + 1),
        Element::Handle => tokens.kind(word) == Some(&Kind::Handle) && go(word + 1),
        Element::Url => tokens.kind(word) == Some(&Kind::Url) && go(word + 1),
        Element::AnyWord => tokens.kind(word).is_some() && go(word + 1),
    }
}

/// Where a name that starts at a token may end.
fn name_ends(tokens: &Tokens, at: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    if tokens.is_capital(at) {
        for next in at..tokens.len().min(at + NAME) {
            match tokens.is_capital(next) {
                _ if next > at && !tokens.tokens[next].joined => break,
                true => ends.push(next + 1),
                false if tokens.is_particle(next) => {}
                false => break,
            }
        }
    }
    ends
}
