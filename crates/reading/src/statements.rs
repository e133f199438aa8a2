//! Who is reported to have said what.
//!
//! Cues are the reporting verbs and nouns of `lexicon/speech`; content is the clause below them or the words in quotation
//! marks; the speaker is the cue's logical subject. Quotations without a cue find their speaker in `loose`.

mod content;
mod cue;
mod loose;
mod nouns;
mod verbs;
mod who;

use crate::cast::Cast;
use crate::sent::Sent;
use crate::types::{Act, ActorId, Kind, Speech, Statement};
use chancery_lexicon::{Cue, Lexicon};
use chancery_span::Span;
use chancery_text::{Block, Part};

/// What the readers of cues in one sentence share.
#[derive(Clone, Copy)]
struct Scene<'a, 't> {
    s: &'a Sent<'t>,
    cast: &'a Cast,
    lexicon: &'a Lexicon,
    /// The quotations in the sentence, the last before it and the first behind it.
    quotes: &'a [Span],
}

/// Everything said in the article, in the order of the cues.
#[must_use]
pub fn find(sents: &[Sent<'_>], cast: &Cast, lexicon: &Lexicon, quotes: &[Span], blocks: &[Block]) -> Vec<Statement> {
    let mut out = Vec::new();
    for s in sents.iter().filter(|s| s.part != Part::Caption) {
        let scene = Scene { s, cast, lexicon, quotes: near(quotes, s.span) };
        for word in 0..s.len() {
            out.extend(verbs::at_verb(scene, word));
            out.extend(nouns::at_noun(scene, word));
            out.extend(nouns::according(scene, word));
        }
    }
    loose::give(sents, cast, quotes, blocks, &mut out);
    carried(sents, cast, &mut out);
    outermost(out)
}

/// The quotations in a stretch of text, with one before and one behind.
fn near(quotes: &[Span], within: Span) -> &[Span] {
    let from = quotes.partition_point(|q| q.end <= within.start).saturating_sub(1);
    let to = quotes.partition_point(|q| q.start < within.end) + 1;
    &quotes[from..to.min(quotes.len())]
}

/// What somebody is said to think or to be after, inside what another says, is a part of that and no statement of its own.
fn outermost(all: Vec<Statement>) -> Vec<Statement> {
    let inner = |st: &Statement| {
        let from = all.partition_point(|o| o.sentence < st.sentence);
        let same = all[from..].iter().take_while(|o| o.sentence == st.sentence);
        st.act != Act::Said
            && same.clone().any(|o| o.content.contains(st.cue_span) && o.content.len() > st.content.len() && o.act == Act::Said)
    };
    let keep: Vec<bool> = all.iter().map(|st| !inner(st)).collect();
    all.into_iter().zip(keep).filter_map(|(st, keep)| keep.then_some(st)).collect()
}

fn act(cue: Cue) -> Act {
    match (cue.stance, cue.spoken) {
        (true, _) => Act::Stance,
        (false, true) => Act::Said,
        (false, false) => Act::Thought,
    }
}

fn clip(q: Span, within: Span) -> Span {
    Span { start: q.start.max(within.start), end: q.end.min(within.end) }
}

fn mode(text: &str, content: Span, quotes: &[Span]) -> Speech {
    let inside: usize = quotes.iter().filter(|q| q.overlaps(content)).map(|q| clip(*q, content).len()).sum();
    let length = content.of(text).trim_matches(|c: char| !c.is_alphanumeric()).len();
    match inside {
        0 => Speech::Indirect,
        n if n + 8 >= length => Speech::Direct,
        _ => Speech::Mixed,
    }
}

/// "..., the agency reported": the outer report carries the inner one.
fn carried(sents: &[Sent<'_>], cast: &Cast, out: &mut [Statement]) {
    let media = |id: ActorId| cast.actors[id].codes.iter().any(|c| c.ends_with(".JRN"));
    for i in 0..out.len() {
        let Some((sentence, v)) = out[i].cue_at else { continue };
        let (cue, speaker) = (sents[sentence].word(v).span, out[i].speaker);
        let from = out.partition_point(|o| o.sentence < out[i].sentence);
        let same = out[from..].iter().take_while(|o| o.sentence == out[i].sentence);
        let outer = same.filter(|o| o.content.contains(cue) && o.speaker != speaker).filter_map(|o| o.speaker).find(|&id| media(id));
        out[i].via = outer.map(|id| cast.actors[id].name.clone());
    }
}

/// Actors spoken of and the stance toward each: the balance of praising and blaming words in the content.
fn about(s: &Sent<'_>, cast: &Cast, lexicon: &Lexicon, content: Span, speaker: Option<ActorId>) -> Vec<(ActorId, i8)> {
    let inside: Vec<usize> = (0..s.len()).filter(|&i| content.contains(s.word(i).span)).collect();
    let count = |set: &str| inside.iter().filter(|&&i| lexicon.words.holds(set, s.lemma(i))).count();
    let stance = count("stance.positive") as i32 - count("stance.negative") as i32;
    let mut out: Vec<(ActorId, i8)> = Vec::new();
    for &i in &inside {
        if let Some(id) = cast.of(s.id, i).filter(|&id| cast.actors[id].kind != Kind::Place && Some(id) != speaker)
            && !out.iter().any(|(o, _)| *o == id)
        {
            out.push((id, stance.signum() as i8));
        }
    }
    out
}
