//! What the rules say of a place where a sentence might end.

use super::class::Class;
use super::token::{Gap, Kind, Shape, Token};

/// How sure the rules are that a sentence ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Verdict {
    /// Nothing speaks for an end.
    No,
    /// A mark that ends sentences, but what follows speaks against it.
    Inside,
    /// An abbreviation that goes with what follows.
    Abbreviated,
    /// An abbreviation, and what follows may begin a sentence.
    AbbreviatedEnd,
    /// The number or letter of a list's item.
    Item,
    /// A colon, a semicolon, a dash, a quotation mark without an end before it.
    Pause,
    /// A mark that ends sentences, and what follows may begin one.
    End,
    /// The credit of a picture follows.
    Credit,
}

/// A place between two tokens of a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The last token before.
    pub before: usize,
    /// The token that would end the sentence, before closing quotation marks and brackets.
    pub end: usize,
    /// The first token after that is neither quotation mark nor bracket; one past the block where there is none.
    pub word: usize,
    pub verdict: Verdict,
}

/// The place after token `before`, in a sentence that started at token `start`.
pub(super) fn place(tokens: &[Token], start: usize, before: usize) -> Place {
    let end = end_token(tokens, start, before);
    let mut word = before + 1;
    while word < tokens.len() && word < before + 4 && tokens[word].opens() {
        word += 1;
    }
    let verdict = verdict(tokens, start, before, end, word);
    Place { before, end, word, verdict }
}

/// Goes back over closing marks and over notes such as `[3]`.
fn end_token(tokens: &[Token], start: usize, before: usize) -> usize {
    let mut end = before;
    for _ in 0..6 {
        if end <= start {
            break;
        }
        if note_ends(tokens, end) && end >= start + 3 {
            end -= 3;
        } else if tokens[end].closes() && (tokens[end].gap == Gap::None || tokens[end].kind == Kind::CloseQuote) {
            end -= 1;
        } else {
            break;
        }
    }
    if tokens[end].ends() || tokens[end].kind == Kind::Abbreviation { end } else { before }
}

/// Whether a note such as `[3]` ends with token `at`.
fn note_ends(tokens: &[Token], at: usize) -> bool {
    at >= 2 && tokens[at].kind == Kind::Close && tokens[at - 1].kind == Kind::Number && tokens[at - 2].kind == Kind::Open
}

/// Whether a note such as `[3]` begins with token `at`.
fn note_begins(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Open) && note_ends(tokens, (at + 2).min(tokens.len() - 1)) && at + 2 < tokens.len()
}

fn verdict(tokens: &[Token], start: usize, before: usize, end: usize, word: usize) -> Verdict {
    let last = &tokens[end];
    let Some(next) = tokens.get(word) else { return Verdict::End };
    if next.classes.has(Class::Credit) && tokens.get(word + 1).is_some_and(|t| t.kind == Kind::Colon) && before >= start + 2 {
        return Verdict::Credit;
    }
    if last.kind == Kind::Abbreviation {
        return abbreviated(last, next);
    }
    if !last.ends() {
        let pause = matches!(last.kind, Kind::Colon | Kind::Semicolon | Kind::Dash | Kind::Close | Kind::CloseQuote | Kind::Quote);
        return if pause { Verdict::Pause } else { Verdict::No };
    }
    if note_begins(tokens, before + 1) || matches!(next.kind, Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Close | Kind::CloseQuote)
    {
        return Verdict::Inside;
    }
    if item(tokens, start, end) {
        return Verdict::Item;
    }
    match next.shape {
        Shape::Small | Shape::Mixed => Verdict::Inside,
        _ if next.kind == Kind::Dash => Verdict::Inside,
        _ => Verdict::End,
    }
}

fn abbreviated(last: &Token, next: &Token) -> Verdict {
    let leads_on = last.classes.has(Class::Title) || last.classes.has(Class::Before) || last.classes.has(Class::Number);
    let begins = next.capital() && next.classes.has(Class::Starter);
    if leads_on || !begins { Verdict::Abbreviated } else { Verdict::AbbreviatedEnd }
}

/// Whether the sentence so far is only the number of a list's item: `1.`, `(2).`, `A.`
fn item(tokens: &[Token], start: usize, end: usize) -> bool {
    end > start && end <= start + 3 && tokens[end].kind == Kind::Stop && {
        let sign = &tokens[end - 1];
        (sign.kind == Kind::Number || sign.shape == Shape::Initial) && tokens[start..end - 1].iter().all(Token::opens)
    }
}
