//! Quotations that no cue took: whose are they?
//!
//! In the order of certainty: of whom says another part of the same quotation; of whom speaks in the same sentence; of whom speaks
//! elsewhere in the paragraph; of whose quotation was left open at the end of the paragraph before; of the last speaker, where he
//! spoke just before.

use super::clip;
use crate::cast::Cast;
use crate::sent::Sent;
use crate::types::{Act, Speech, Statement};
use chancery_span::Span;
use chancery_text::{Block, Part};

/// Bytes up to which words in quotation marks are a phrase and no statement.
const LONG: usize = 20;

/// Give every loose quotation, sentence by sentence, to its speaker.
pub(super) fn give(sents: &[Sent<'_>], cast: &Cast, quotes: &[Span], blocks: &[Block], out: &mut Vec<Statement>) {
    let mut all = std::mem::take(out);
    transcript(sents, cast, blocks, &mut all);
    let with_cue = all.len();
    for (number, q) in quotes.iter().enumerate() {
        for s in sents.iter().filter(|s| s.span.overlaps(*q)) {
            let part = clip(*q, s.span);
            let outer = |st: &&Statement| !q.contains(st.cue_span);
            let begun = all.iter().filter(outer).any(|st| st.content.overlaps(*q));
            if (!begun && q.len() <= LONG) || part.len() < 4 || all.iter().filter(outer).any(|st| st.content.overlaps(part)) {
                continue;
            }
            if let Some(st) = signed(s, cast, part, *q, blocks) {
                all.push(st);
                continue;
            }
            let goes_on = number.checked_sub(1).map(|n| quotes[n]).filter(|before| left_open(*before, *q, blocks));
            if let Some(of) = donor(&all, with_cue, s, *q, goes_on, (quotes, blocks)) {
                all.push(Statement { sentence: s.id, content: part, mode: Speech::Direct, act: Act::Said, ..all[of].clone() });
            }
        }
    }
    all.sort_by_key(|st| st.sentence);
    *out = all;
}

/// `"..." — Ann Lee`: a dash and a name behind the mark, in the same paragraph or as the next.
fn signed(s: &Sent<'_>, cast: &Cast, part: Span, q: Span, blocks: &[Block]) -> Option<Statement> {
    let end = q.end as usize;
    let block = blocks.iter().position(|b| b.span.start <= q.start && q.start < b.span.end)?;
    let here = blocks[block].span;
    let rest = s.text.get(end..(here.end as usize).max(end))?;
    let (from, line) = match rest.trim_start_matches(['"', '”', ' ', '.', '\u{a0}', '\u{202f}']) {
        "" => blocks.get(block + 1).map(|b| (b.span.start as usize, b.span.of(s.text)))?,
        line => (here.end as usize - line.len(), line),
    };
    let name = line.trim_start_matches(['―', '—', '–', ' ', '\u{a0}', '\u{202f}']);
    if name.len() == line.len() || !name.starts_with(char::is_uppercase) || name.len() > 80 {
        return None;
    }
    let from = from + line.len() - name.len();
    let to = from + name.find([',', '(', ';']).unwrap_or(name.len());
    Some(labelled(s, cast, Span::new(from, to), part))
}

/// `WALLACE: Governor, ...`: a paragraph of a transcript is all its speaker's.
fn transcript(sents: &[Sent<'_>], cast: &Cast, blocks: &[Block], all: &mut Vec<Statement>) {
    for b in blocks.iter().filter(|b| b.part == Part::Body) {
        let Some(s) = sents.iter().find(|s| b.span.contains(s.span)) else { continue };
        let text = b.span.of(s.text);
        let Some(colon) = text.find(": ").filter(|&c| (3..40).contains(&c)) else { continue };
        let label = |c: char| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
        if !text[..colon].chars().all(label) || text[..colon].chars().filter(|c| c.is_uppercase()).count() < 3 {
            continue;
        }
        let start = b.span.start as usize;
        let (name, body) = (Span::new(start, start + colon), Span { start: (start + colon + 2) as u32, ..b.span });
        for s in sents.iter().filter(|s| b.span.contains(s.span)) {
            let content = clip(body, s.span);
            if !all.iter().any(|st| st.sentence == s.id && st.content.len() * 2 > content.len()) {
                all.push(labelled(s, cast, name, content));
            }
        }
    }
}

/// A statement whose speaker is named beside it, without a verb.
fn labelled(s: &Sent<'_>, cast: &Cast, name: Span, content: Span) -> Statement {
    let speaker = cast.actors.iter().position(|a| a.mentions.iter().any(|m| name.contains(m.span))).map(|id| cast.final_id(id));
    Statement {
        sentence: s.id,
        speaker,
        speaker_text: name.of(s.text).trim().to_owned(),
        cue: String::new(),
        cue_at: None,
        cue_span: Span { start: name.end, end: name.end },
        speaker_at: Some(name),
        class: None,
        act: Act::Said,
        mode: Speech::Direct,
        content,
        addressee: None,
        via: None,
        date: None,
        about: Vec::new(),
    }
}

/// The quotation before ran to the end of its paragraph, and this one opens the next.
fn left_open(before: Span, q: Span, blocks: &[Block]) -> bool {
    let next = blocks.iter().position(|b| b.span.end == before.end).map(|i| i + 1);
    next.and_then(|i| blocks.get(i)).is_some_and(|b| q.start < b.span.start + 5 && q.start >= b.span.start)
}

fn donor(
    all: &[Statement],
    with_cue: usize,
    s: &Sent<'_>,
    q: Span,
    goes_on: Option<Span>,
    (quotes, blocks): (&[Span], &[Block]),
) -> Option<usize> {
    // A report inside a quotation gives its speaker nothing else to say.
    let outer = |st: &Statement| st.speaker_at.is_some() && !quotes.iter().any(|q| q.contains(st.cue_span));
    let of = |q: Span| all.iter().position(|st| st.content.overlaps(q) && outer(st));
    let cue = |within: Span, said: bool| {
        all[..with_cue].iter().position(|st| within.contains(st.cue_span) && outer(st) && (!said || st.act == Act::Said))
    };
    // Who speaks comes before who only thinks.
    let cue_of = |within: Span| cue(within, true).or_else(|| cue(within, false));
    let block = blocks.iter().position(|b| b.span.overlaps(q));
    let paragraph = block.map(|b| blocks[b].span);
    let recent = || {
        let near = |st: &Statement| st.sentence < s.id && st.sentence + 3 > s.id;
        let fills = q.len() * 10 > s.span.len() * 7 || q.contains(s.span);
        all.iter().enumerate().filter(|(_, st)| fills && near(st) && outer(st)).max_by_key(|(_, st)| st.sentence).map(|(i, _)| i)
    };
    of(q).or_else(|| cue_of(s.span)).or_else(|| goes_on.and_then(of)).or_else(|| paragraph.and_then(cue_of)).or_else(recent)
}
