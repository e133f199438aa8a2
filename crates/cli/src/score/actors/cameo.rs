//! Source and target spans of sentences that tell one event.

use super::spans::{Tally, bare, unique};
use super::tokens::join;
use crate::engine::Engine;
use crate::score::sheet::Sheet;
use anyhow::{Context, Result};
use chancery_reading::{Event, Form, Reading, read};
use chancery_span::Span;
use chancery_text::Document;
use std::path::Path;

/// A sentence with the spans marked as its event's sides.
struct Marked {
    text: String,
    sides: [Vec<Span>; 2],
}

/// Sentences of `token TAG` lines, a blank line between them; `B-S`, `I-S` mark the source, `B-T`, `I-T` the target.
fn marked(file: &str) -> Vec<Marked> {
    file.split("\n\n").filter(|block| !block.trim().is_empty()).map(sentence).collect()
}

fn sentence(block: &str) -> Marked {
    let rows: Vec<(&str, &str)> = block.lines().filter_map(|l| l.trim().rsplit_once(' ')).collect();
    let (text, spans) = join(&rows.iter().map(|r| r.0).collect::<Vec<_>>());
    let side = |letter: &str| {
        let mut out: Vec<Span> = Vec::new();
        for ((_, tag), span) in rows.iter().zip(&spans) {
            match (tag.strip_prefix("B-"), tag.strip_prefix("I-")) {
                (Some(l), _) if l == letter => out.push(*span),
                (_, Some(l)) if l == letter => {
                    if let Some(last) = out.last_mut() {
                        *last = last.cover(*span);
                    }
                }
                _ => {}
            }
        }
        out
    };
    let sides = [side("S"), side("T")];
    Marked { text, sides }
}

/// The event a sentence tells: one with both sides before one with a single side, the earlier before the later.
fn told(r: &Reading) -> Option<&Event> {
    r.events.iter().min_by_key(|e| (usize::from(e.source.is_empty()) + usize::from(e.target.is_empty()), e.trigger.start))
}

/// Where the actors of one side stand, each at its mention nearest to the trigger, words before pronouns.
fn spans(r: &Reading, e: &Event, side: &[usize]) -> Vec<Span> {
    let near = |a: &usize| {
        let here = r.actors[*a].mentions.iter().filter(|m| m.sentence == e.sentence);
        here.min_by_key(|m| (m.form == Form::Pronoun, m.span.start.abs_diff(e.trigger.start)))
    };
    unique(side.iter().filter_map(near).map(|m| m.span).collect())
}

/// The figures of one way to delimit the sides.
#[derive(Default)]
struct Figures {
    sides: [Tally; 2],
    both: Tally,
}

impl Figures {
    fn add(&mut self, text: &str, found: &[Vec<Span>; 2], wanted: &[Vec<Span>; 2]) {
        let plain = |spans: &Vec<Span>| unique(spans.iter().map(|s| bare(text, *s)).collect());
        for ((tally, found), wanted) in self.sides.iter_mut().zip(found).zip(wanted) {
            tally.add(&plain(found), &plain(wanted));
            self.both.add(&plain(found), &plain(wanted));
        }
    }

    fn print(&self, how: &str, sheet: &mut Sheet) {
        self.sides[0].line(&format!("cameo_ner source, {how}"), sheet);
        self.sides[1].line(&format!("cameo_ner target, {how}"), sheet);
        self.both.line(&format!("cameo_ner both, {how}"), sheet);
    }
}

/// Source and target spans of the event told, as mentions and as whole phrases, and whether any mention stands where a side is marked.
pub fn score(engine: &Engine, path: &Path, show: bool, sheet: &mut Sheet) -> Result<()> {
    let file = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (mut mentions, mut phrases, mut any) = (Figures::default(), Figures::default(), Tally::default());
    for m in marked(&file) {
        let document = Document::paragraph(&m.text, None);
        let r = read(engine.reader(), &document);
        let found = told(&r).map(|e| [spans(&r, e, &e.source), spans(&r, e, &e.target)]).unwrap_or_default();
        mentions.add(&m.text, &found, &m.sides);
        let wide = told(&r).map(|e| [e.source_words.clone(), e.target_words.clone()]).unwrap_or_default();
        if show {
            differences(&m, told(&r), &wide);
        }
        phrases.add(&m.text, &wide, &m.sides);
        any.add(&unique(r.actors.iter().flat_map(|a| &a.mentions).map(|m| m.span).collect()), &m.sides.concat());
    }
    mentions.print("mention", sheet);
    phrases.print("phrase", sheet);
    println!("{:<34} exact {:.3}  overlap {:.3}", "cameo_ner sides that are mentions", any.recall().0, any.recall().1);
    Ok(())
}

/// Print a sentence whose sides are not as marked, what is marked and what was taken.
fn differences(m: &Marked, event: Option<&Event>, found: &[Vec<Span>; 2]) {
    let plain = |spans: &[Span]| spans.iter().map(|s| bare(&m.text, *s).of(&m.text)).collect::<Vec<_>>().join(" | ");
    let pairs: Vec<[String; 2]> = (0..2).map(|i| [plain(&m.sides[i]), plain(&found[i])]).collect();
    if pairs.iter().any(|[wanted, taken]| wanted != taken) {
        println!("  {} ({})", m.text, event.map_or("no event", |e| e.rule.as_str()));
        for (name, [wanted, taken]) in ["source", "target"].iter().zip(&pairs).filter(|(_, [wanted, taken])| wanted != taken) {
            println!("    {name}: marked `{wanted}`, taken `{taken}`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_read_from_tags() {
        let all = marked("Peru B-S\n's I-S\ncabinet I-S\nthanked O\nChad B-T\n. O\n\nNothing O\n");
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].sides[0][0].of(&all[0].text), "Peru's cabinet");
        assert_eq!(all[0].sides[1][0].of(&all[0].text), "Chad");
        assert!(all[1].sides.iter().all(Vec::is_empty));
    }
}
