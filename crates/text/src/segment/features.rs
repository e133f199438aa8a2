//! What the model looks at, at a place where a sentence might end.

use super::class::Class;
use super::key::join;
use super::rules::{Place, Verdict};
use super::token::{Gap, Kind, Shape, Token};

/// How many features a place has.
pub(super) const COUNT: usize = 34;

/// What is known of a block before it is cut.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    bits: u64,
}

impl Style {
    /// The style of a block that follows one of style `before`.
    pub(super) fn of(tokens: &[Token], before: Style) -> Style {
        let (mut stops, mut small_after) = (0_u32, 0_u32);
        let (mut small_i, mut capitals) = (false, 0_usize);
        for (i, token) in tokens.iter().enumerate() {
            small_i |= token.shape == Shape::Small && token.end == token.start + 1 && token.key == super::key::key(b"i");
            capitals += usize::from(token.capital());
            if token.ends()
                && let Some(next) = tokens.get(i + 1)
                && next.gap != Gap::None
            {
                stops += 1;
                small_after += u32::from(next.shape == Shape::Small);
            }
        }
        let ended = tokens.iter().rev().take(3).any(Token::ends);
        let long = bucket(tokens.len());
        let sloppy = small_i || small_after * 3 > stops && small_after > 1;
        let loud = capitals * 2 > tokens.len();
        let bits = u64::from(ended)
            | u64::from(stops > 0) << 1
            | u64::from(sloppy) << 2
            | u64::from(loud) << 3
            | (long / 2) << 4
            | (before.bits & 4) << 6;
        Style { bits }
    }

    /// Whether sentences here begin without capitals.
    pub(super) fn sloppy(self) -> bool {
        self.bits & 4 != 0
    }

    /// Whether most words have a capital, as in a headline.
    pub(super) fn loud(self) -> bool {
        self.bits & 8 != 0
    }
}

fn bucket(n: usize) -> u64 {
    match n {
        0..=4 => n as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=39 => 9,
        40..=79 => 10,
        _ => 11,
    }
}

/// What has been read of the sentence so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    /// Where the sentence started.
    pub start: usize,
    /// Brackets open.
    pub brackets: u32,
    /// Quotation marks open.
    pub quotes: u32,
}

impl State {
    /// A sentence that starts at token `start`.
    pub(super) fn new(start: usize) -> Self {
        Self { start, brackets: 0, quotes: 0 }
    }

    /// Takes in one more token.
    pub(super) fn take(&mut self, token: &Token) {
        match token.kind {
            Kind::Open => self.brackets += 1,
            Kind::Close => self.brackets = self.brackets.saturating_sub(1),
            Kind::OpenQuote => self.quotes += 1,
            Kind::CloseQuote => self.quotes = self.quotes.saturating_sub(1),
            Kind::Quote => self.quotes ^= 1,
            _ => {}
        }
    }
}

/// A token beyond the block's edge.
const EDGE: u64 = 0x51ED_270B;

fn word(tokens: &[Token], at: usize) -> u64 {
    tokens.get(at).map_or(EDGE, |t| t.key)
}

/// Kind and shape of a token as one number.
fn look(tokens: &[Token], at: usize) -> u64 {
    tokens.get(at).map_or(255, |t| (t.kind as u64) << 3 | t.shape as u64)
}

/// The features of `place`, as keys.
pub(super) fn features(tokens: &[Token], place: Place, state: State, style: Style) -> [u64; COUNT] {
    let Place { before, end, word: next, verdict } = place;
    let verdict = verdict as u64;
    let back = |n: usize| before.checked_sub(n).filter(|&i| i >= state.start).unwrap_or(usize::MAX);
    let (a, b) = (look(tokens, before), look(tokens, before + 1));
    let (e, w) = (look(tokens, end), look(tokens, next));
    let (word_a, word_b, word_w) = (word(tokens, before), word(tokens, before + 1), word(tokens, next));
    let (word_p, look_p) = (word(tokens, back(1)), look(tokens, back(1)));
    let first = word(tokens, state.start);
    let length = bucket(before + 1 - state.start);
    let left = bucket(tokens.len() - before - 1);
    let inside = u64::from(state.brackets.min(2)) | u64::from(state.quotes.min(2)) << 2;
    let classes = tokens[end].classes.kinds();
    let starter = tokens.get(next).map_or(0, |t| u64::from(t.classes.has(Class::Starter)) | u64::from(t.gap == Gap::Line) << 1);
    let closed = u64::from(end != before) | u64::from(next != before + 1) << 1;
    let rough = style.bits & 0b1_0000_0110 | style.bits & 1;
    let values = [
        verdict,
        verdict | style.bits << 8,
        verdict | e << 8 | w << 16 | closed << 24 | starter << 26,
        verdict | e << 8 | (w & 7) << 16 | rough << 24,
        verdict | length << 8 | (w & 7) << 12 | rough << 20,
        verdict | left << 8 | (w & 7) << 12,
        verdict | inside << 8 | closed << 12 | (w & 7) << 16,
        verdict | classes << 8 | starter << 16 | (w & 7) << 20,
        a << 8 | b,
        join(a << 8 | b, look(tokens, before + 2)),
        join(look_p << 8 | a, b),
        join(join(look_p << 8 | a, b), look(tokens, before + 2) | rough << 16),
        join(word_a, 0),
        join(word_b, b & 7),
        join(word_w, verdict | (w & 7) << 8),
        join(word_a, word_b),
        join(word_a, b | starter << 8),
        join(word_p, a << 8 | b),
        join(word(tokens, back(2)), a << 8 | b),
        join(word(tokens, before + 2), a << 8 | b),
        join(word_p, word_a ^ (b & 7)),
        join(first, length | verdict << 8),
        join(first, word_b),
        join(first, a << 16 | b << 8 | length),
        join(word(tokens, end), w << 8 | closed),
        join(word(tokens, end.wrapping_sub(1)), e << 8 | w),
        join(word_w, word(tokens, next + 1)),
        length << 24 | left << 16 | a << 8 | b,
        style.bits << 24 | a << 8 | b,
        style.bits << 24 | length << 16 | b << 8 | verdict,
        join(word_b, rough << 8 | verdict),
        join(word_a, rough << 8 | b & 7),
        inside << 24 | a << 16 | b << 8 | closed,
        join(join(look(tokens, back(2)) << 8 | look_p, a << 8 | b), length),
    ];
    let mut number = 0;
    values.map(|v| {
        number += 1;
        join(v, number)
    })
}

/// Whether a sentence may end after token `before` at all.
pub(super) fn candidate(tokens: &[Token], before: usize) -> bool {
    let (Some(a), Some(b)) = (tokens.get(before), tokens.get(before + 1)) else { return false };
    if b.gap == Gap::None {
        return a.kind == Kind::Stop && a.gap == Gap::None && b.shape == Shape::Title;
    }
    !matches!(a.kind, Kind::Word | Kind::Number) || b.shape != Shape::Small || b.gap == Gap::Line
}

/// Whether the rules alone would end a sentence.
pub(super) fn ruled(place: Place) -> bool {
    matches!(place.verdict, Verdict::End | Verdict::AbbreviatedEnd | Verdict::Credit)
}
