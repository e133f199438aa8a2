//! Statements against PolNeAR: who is reported to have said what, word by word.
//!
//! For each of source, cue and content the words (runs of letters and digits) inside any gold span are held against the words inside
//! any of ours; a `that` that opens a content is left out on both sides. PolNeAR marks no attribution inside the content of another, so
//! that source and cue are asked of our outermost statements. A gold content is direct where nine tenths of its words stand in
//! quotation marks: of these, content counts the same way against our direct statements, and the speaker is right where the statement
//! that covers most of it, its cue outside, names somebody whose words, there or elsewhere in the article, are those marked as source.

use crate::engine::Engine;
use crate::score::sheet::Sheet;
use anyhow::{Context, Result};
use chancery_reading::quotes::quoted;
use chancery_reading::{Reading, Speech, Statement, read};
use chancery_span::{CharIndex, Span};
use chancery_text::{Block, Document, Part};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Character spans of a role, several where the words are parted.
type Spans = Vec<(usize, usize)>;

#[derive(Default)]
struct Attribution {
    source: Spans,
    cue: Spans,
    content: Spans,
}

/// True and false positives and gold words.
#[derive(Default)]
struct Words {
    both: usize,
    ours: usize,
    gold: usize,
}

impl Words {
    fn add(&mut self, gold: &BTreeSet<usize>, ours: &BTreeSet<usize>) {
        self.both += gold.intersection(ours).count();
        self.ours += ours.len();
        self.gold += gold.len();
    }

    fn print(&self, what: &str, sheet: &mut Sheet) {
        let (p, r) = (self.both as f64 / self.ours.max(1) as f64, self.both as f64 / self.gold.max(1) as f64);
        let f1 = 2.0 * p * r / (p + r).max(1e-9);
        println!("statements, {what:<14} P {p:.3} R {r:.3} F1 {f1:.3}");
        sheet.note(&format!("statements.{what}"), f1);
    }
}

#[derive(Default)]
struct Totals {
    content: Words,
    source: Words,
    cue: Words,
    direct: Words,
    spoken: usize,
    right: usize,
    /// Mistakes that may still be printed.
    show: usize,
}

/// Every article of the development part.
pub fn score(engine: &Engine, data: &Path, show: usize, sheet: &mut Sheet) -> Result<()> {
    let folder = data.join("quotes/polnear/dev");
    let list = std::fs::read_dir(folder.join("attributions")).with_context(|| folder.display().to_string())?;
    let mut files: Vec<_> = list.filter_map(Result::ok).map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "ann")).collect();
    files.sort();
    let mut totals = Totals { show, ..Totals::default() };
    // A file is named by its article and its annotator; where several marked one article the first counts.
    let stem = |p: &Path| p.file_stem().and_then(|s| s.to_str()).and_then(|s| s.rsplit_once('_')).map(|(article, _)| article.to_owned());
    files.dedup_by_key(|p| stem(p));
    for ann in files {
        let name = stem(&ann).with_context(|| format!("{}: no annotator in the name", ann.display()))?;
        let path = folder.join("text").join(format!("{name}.txt"));
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let gold = attributions(&std::fs::read_to_string(&ann).with_context(|| ann.display().to_string())?);
        article(engine, &text, &gold, &mut totals);
    }
    totals.content.print("content", sheet);
    totals.source.print("source", sheet);
    totals.cue.print("cue", sheet);
    totals.direct.print("direct content", sheet);
    let speakers = totals.right as f64 / totals.spoken.max(1) as f64;
    println!("statements, speaker of direct right {speakers:.3} of {}", totals.spoken);
    sheet.note("statements.direct speaker", speakers);
    Ok(())
}

/// brat's standoff lines: `T1 <tab> Source 89 106;110 120 <tab> words`, `E1 <tab> Attribution:T4 Content:T3 ...`.
fn attributions(ann: &str) -> Vec<Attribution> {
    let mut parts: BTreeMap<&str, Spans> = BTreeMap::new();
    let mut out = Vec::new();
    for line in ann.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(what)) = (columns.next(), columns.next()) else { continue };
        if id.starts_with('T') {
            let spans = what.split_once(' ').map_or("", |(_, s)| s).split(';');
            parts.insert(
                id,
                spans.filter_map(|s| s.split_once(' ')).filter_map(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))).collect(),
            );
        }
    }
    for line in ann.lines().filter(|l| l.starts_with('E')) {
        let mut a = Attribution::default();
        for (role, id) in line.split(['\t', ' ']).filter_map(|f| f.split_once(':')) {
            let spans = parts.get(id).cloned().unwrap_or_default();
            match role.trim_end_matches(char::is_numeric) {
                "Source" => a.source.extend(spans),
                "Cue" => a.cue.extend(spans),
                "Content" => a.content.extend(spans),
                _ => {}
            }
        }
        out.push(a);
    }
    out
}

/// Paragraphs as the blocks of a document.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            blocks.push(Block { span: Span::new(from, from + line.trim_end().len()), part: Part::Body });
        }
        from += line.len();
    }
    Document { text: text.to_owned(), blocks, ..Document::default() }
}

/// The words of an article, in characters.
fn words(text: &str) -> Vec<(usize, usize, bool)> {
    let mut out: Vec<(usize, usize, bool)> = Vec::new();
    let mut open = false;
    for (i, c) in text.chars().enumerate() {
        if c.is_alphanumeric() {
            match out.last_mut().filter(|_| open) {
                Some(w) => w.1 = i + 1,
                None => out.push((i, i + 1, false)),
            }
        }
        open = c.is_alphanumeric();
    }
    let letters: Vec<char> = text.chars().collect();
    for w in &mut out {
        w.2 = letters[w.0..w.1].iter().collect::<String>().eq_ignore_ascii_case("that");
    }
    out
}

/// Numbers of the words inside some spans; `content` drops an opening `that`.
fn inside(words: &[(usize, usize, bool)], spans: &Spans, content: bool) -> BTreeSet<usize> {
    let mut out: BTreeSet<usize> = spans
        .iter()
        .flat_map(|&(from, to)| {
            let first = words.partition_point(|w| w.1 <= from);
            (first..words.len()).take_while(move |&i| words[i].0 < to)
        })
        .collect();
    if content && out.first().is_some_and(|&i| words[i].2) {
        out.pop_first();
    }
    out
}

fn article(engine: &Engine, text: &str, gold: &[Attribution], totals: &mut Totals) {
    let document = document(text);
    let reading = read(engine.reader(), &document);
    let (chars, words) = (CharIndex::new(text), words(text));
    let of = |s: Span| vec![chars.chars(s)];
    let outer = |st: &Statement| !reading.statements.iter().any(|o| o.content != st.content && o.content.contains(st.cue_span));
    let outermost: Vec<&Statement> = reading.statements.iter().filter(|st| outer(st)).collect();
    mistakes((text, &chars), gold, &outermost, &mut totals.show);
    let union = |spans: &mut dyn Iterator<Item = (Spans, bool)>| spans.flat_map(|(s, c)| inside(&words, &s, c)).collect::<BTreeSet<_>>();
    let ours = |part: &dyn Fn(&Statement) -> Option<Span>, content| {
        union(&mut reading.statements.iter().filter_map(part).map(|s| (of(s), content)))
    };
    let theirs = |part: &dyn Fn(&Attribution) -> Spans, content| union(&mut gold.iter().map(|a| (part(a), content)));
    totals.content.add(&theirs(&|a| a.content.clone(), true), &ours(&|s| Some(s.content), true));
    let first = |part: &dyn Fn(&Statement) -> Option<Span>| union(&mut outermost.iter().filter_map(|st| part(st)).map(|s| (of(s), false)));
    totals.source.add(&theirs(&|a| a.source.clone(), false), &first(&|s| s.speaker_at));
    totals.cue.add(&theirs(&|a| a.cue.clone(), false), &first(&|s| Some(s.cue_span)));
    let marks: Spans = quoted(text, &document.blocks).into_iter().map(|q| chars.chars(q)).collect();
    let marked = inside(&words, &marks, false);
    let direct = |a: &&Attribution| {
        let all = inside(&words, &a.content, true);
        all.len() > 2 && all.intersection(&marked).count() * 10 >= all.len() * 9
    };
    let direct: Vec<&Attribution> = gold.iter().filter(direct).collect();
    let all_gold: BTreeSet<usize> = theirs(&|a| a.content.clone(), true);
    let said: BTreeSet<usize> = direct.iter().flat_map(|a| inside(&words, &a.content, true)).collect();
    let any = ours(&|s| Some(s.content), true);
    let as_direct = ours(&|s| (s.mode == Speech::Direct).then_some(s.content), true);
    totals.direct.both += said.intersection(&any).count();
    totals.direct.gold += said.len();
    // A quotation that the annotators gave to a larger, mixed content is no mistake.
    totals.direct.ours += said.intersection(&any).count() + as_direct.difference(&all_gold).count();
    for a in direct.iter().filter(|a| !a.source.is_empty()) {
        totals.spoken += 1;
        totals.right += usize::from(speaker_right(a, &reading, &chars, &words));
    }
}

/// Prints cues that one side alone has, as long as `show` allows.
fn mistakes((text, chars): (&str, &CharIndex<'_>), gold: &[Attribution], ours: &[&Statement], show: &mut usize) {
    let missed = gold.iter().filter(|a| !ours.iter().any(|st| words_meet(&a.cue, chars.chars(st.cue_span))));
    for a in missed.filter(|a| !a.cue.is_empty()).take(*show / 2) {
        let part = |&(a, b): &(usize, usize)| text.chars().skip(a).take(b - a).collect::<String>();
        let words = |spans: &Spans| spans.iter().map(part).collect::<Vec<_>>().join(" ... ");
        println!("missed: {} | {} | {}", words(&a.source), words(&a.cue), words(&a.content));
        *show -= 1;
    }
    let extra = ours.iter().filter(|st| st.cue_at.is_some() && !gold.iter().any(|a| words_meet(&a.cue, chars.chars(st.cue_span))));
    for st in extra.take(*show) {
        println!("extra: {} | {} | {}", st.speaker_text, st.cue_span.of(text), st.content.of(text));
        *show -= 1;
    }
}

fn words_meet(spans: &Spans, (from, to): (usize, usize)) -> bool {
    spans.iter().any(|&(x, y)| x < to && from < y)
}

fn speaker_right(a: &Attribution, reading: &Reading, chars: &CharIndex<'_>, words: &[(usize, usize, bool)]) -> bool {
    let content = inside(words, &a.content, true);
    let covered = |s: &&Statement| content.intersection(&inside(words, &vec![chars.chars(s.content)], true)).count();
    // A report inside the quotation is another attribution.
    let outside = |s: &&Statement| !words_meet(&a.content, chars.chars(s.cue_span));
    let Some(best) = reading.statements.iter().rev().filter(outside).max_by_key(covered).filter(|s| covered(s) > 0) else { return false };
    let meets = |span: Span| words_meet(&a.source, chars.chars(span));
    let mentioned = best.speaker.is_some_and(|id| reading.actors[id].mentions.iter().any(|m| meets(m.span)));
    best.speaker_at.is_some_and(meets) || mentioned
}
