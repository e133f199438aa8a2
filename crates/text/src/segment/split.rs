//! From words to sentences.

use super::features::{State, Style, candidate, features, ruled};
use super::model::{Model, ONE};
use super::rules::{Place, Verdict, place};
use super::token::{Kind, Token};
use crate::Part;

/// Appends to `ends` the index of the last token of each sentence of a block, and returns the block's style.
pub(super) fn split(tokens: &[Token], before: Style, part: Part, model: Option<&Model>, ends: &mut Vec<usize>) -> Style {
    let style = Style::of(tokens, before);
    let decide = |place: Place, state: State| {
        let Some(model) = model else { return ruled(place) };
        match lean(tokens, place, style, part) {
            Some(lean) => model.score(&features(tokens, place, state, style)) + lean > 0,
            None => false,
        }
    };
    walk(tokens, decide, ends);
    style
}

/// How much the rules add to what the model says; none where they forbid an end.
///
/// The model has learned from few texts, and from untidy ones: where the rules are sure of themselves they outweigh a doubt of it.
fn lean(tokens: &[Token], place: Place, style: Style, part: Part) -> Option<i32> {
    let headline = part == Part::Headline || style.loud();
    match place.verdict {
        Verdict::No | Verdict::Pause if headline => None,
        Verdict::AbbreviatedEnd if headline => None,
        Verdict::No if !style.sloppy() => Some(-ONE),
        Verdict::Pause if !style.sloppy() => Some(-ONE / 2),
        Verdict::End if tokens[place.end].kind == Kind::Stop => Some(2 * ONE),
        Verdict::AbbreviatedEnd => Some(6 * ONE),
        Verdict::Credit => Some(8 * ONE),
        _ => Some(0),
    }
}

/// Goes over the places where a sentence might end, asking `decide` at each.
pub(super) fn walk(tokens: &[Token], mut decide: impl FnMut(Place, State) -> bool, ends: &mut Vec<usize>) {
    let mut state = State::new(0);
    for (i, token) in tokens.iter().enumerate() {
        state.take(token);
        if candidate(tokens, i) && decide(place(tokens, state.start, i), state) {
            ends.push(i);
            state = State::new(i + 1);
        }
    }
    if !tokens.is_empty() {
        ends.push(tokens.len() - 1);
    }
}
