//! Coreference in news and interviews: clusters against clusters, and how often a link of each sieve is right.

use super::metrics::{Clusters, Counts, b_cubed, ceaf_e, muc};
use super::tokens::join;
use crate::engine::Engine;
use crate::score::sheet::Sheet;
use anyhow::{Context, Result};
use chancery_reading::{Mention, Reading, read};
use chancery_span::Span;
use chancery_text::Document;
use std::collections::BTreeMap;
use std::path::Path;

/// The entity types that can be actors or places of actors.
const TYPES: [&str; 3] = ["person", "organization", "place"];

/// A document: its text and its mentions, each with the entity it belongs to.
struct Gold {
    text: String,
    mentions: Vec<(Span, usize)>,
}

/// Read the bracket notation: `(person-3-Name` opens entity 3, `person-3-Name)` or `3)` closes it.
fn gold(file: &str) -> Gold {
    let rows: Vec<(&str, &str)> = file
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let mut cells = l.split('\t').skip(1);
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    let (text, spans) = join(&rows.iter().map(|r| r.0).collect::<Vec<_>>());
    let mut open: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    let mut mentions = Vec::new();
    for ((_, marks), span) in rows.iter().zip(&spans) {
        for (label, opens, closes) in brackets(marks) {
            let mut parts = label.splitn(3, '-');
            let (Some(kind), Some(Ok(entity))) = (parts.next(), parts.next().map(str::parse::<usize>)) else { continue };
            if !TYPES.contains(&kind) {
                continue;
            }
            if opens {
                open.entry(entity).or_default().push(*span);
            }
            if closes && let Some(start) = open.get_mut(&entity).and_then(Vec::pop) {
                mentions.push((start.cover(*span), entity));
            }
        }
    }
    mentions.sort_unstable();
    Gold { text, mentions }
}

/// The labels of a cell, each with whether it opens and whether it closes there.
fn brackets(cell: &str) -> Vec<(&str, bool, bool)> {
    let mut out = Vec::new();
    let mut rest = cell;
    while !rest.is_empty() && rest != "_" {
        let opens = rest.starts_with('(');
        let body = rest.strip_prefix('(').unwrap_or(rest);
        let end = body.find(['(', ')']).unwrap_or(body.len());
        let closes = body[end..].starts_with(')');
        out.push((&body[..end], opens, closes));
        rest = &body[end + usize::from(closes)..];
    }
    out
}

/// The gold entity of a mention: of the same words, else of the smallest phrase that begins or ends with its name and holds it.
fn entity(g: &Gold, m: &Mention) -> Option<usize> {
    let spans = [Some(m.span), m.name];
    let exact = spans.iter().flatten().find_map(|s| {
        let bare = super::spans::bare(&g.text, *s);
        g.mentions.iter().find(|(w, _)| super::spans::bare(&g.text, *w) == bare)
    });
    let held = || {
        let name = m.name.unwrap_or(m.span);
        g.mentions.iter().filter(|(w, _)| w.contains(name) && (w.end == name.end || w.start == name.start)).min_by_key(|(w, _)| w.len())
    };
    exact.or_else(held).map(|(_, e)| *e)
}

/// Per sieve: links that could be judged, links that are right.
type Links = BTreeMap<&'static str, (usize, usize)>;

/// Each mention but the first links to the actor's mention before it.
fn links(g: &Gold, r: &Reading, show: bool, out: &mut Links) {
    for a in &r.actors {
        let mut mentions: Vec<&Mention> = a.mentions.iter().filter(|m| m.by != "modifier").collect();
        mentions.sort_by_key(|m| m.span);
        for i in 1..mentions.len() {
            let before = mentions[..i].iter().rev().find_map(|m| entity(g, m));
            let Some((here, there)) = entity(g, mentions[i]).zip(before) else { continue };
            let count = out.entry(mentions[i].by).or_default();
            count.0 += 1;
            count.1 += usize::from(here == there);
            if here != there && show {
                let sentence = r.sentences[mentions[i].sentence].span.of(&g.text);
                println!("  wrong link by {}: {} to {} in: {sentence}", mentions[i].by, mentions[i].span.of(&g.text), a.name);
            }
        }
    }
}

/// Clusters of two mentions or more, mentions numbered by their words.
fn clusters(groups: Vec<Vec<Span>>, numbers: &mut BTreeMap<Span, usize>) -> Clusters {
    let mut seen = std::collections::BTreeSet::new();
    let mut out = Vec::new();
    for group in groups {
        let mut ids: Vec<usize> = group
            .into_iter()
            .map(|s| {
                let next = numbers.len();
                *numbers.entry(s).or_insert(next)
            })
            .filter(|id| seen.insert(*id))
            .collect();
        ids.sort_unstable();
        if ids.len() > 1 {
            out.push(ids);
        }
    }
    out
}

fn both(g: &Gold, r: &Reading) -> (Clusters, Clusters) {
    let mut by_entity: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for (span, e) in &g.mentions {
        by_entity.entry(*e).or_default().push(super::spans::bare(&g.text, *span));
    }
    let mut numbers = BTreeMap::new();
    let key = clusters(by_entity.into_values().collect(), &mut numbers);
    let ours = r.actors.iter().map(|a| a.mentions.iter().map(|m| super::spans::bare(&g.text, m.span)).collect()).collect();
    let response = clusters(ours, &mut numbers);
    (key, response)
}

/// CoNLL F1 and the precision of each sieve over the documents of two genres.
pub fn score(engine: &Engine, path: &Path, show: bool, sheet: &mut Sheet) -> Result<()> {
    let mut totals = [Counts::default(); 3];
    let mut sieves = Links::new();
    let mut files: Vec<_> = std::fs::read_dir(path).with_context(|| path.display().to_string())?.filter_map(Result::ok).collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    for f in files.iter().filter(|f| ["GUM_news", "GUM_interview"].iter().any(|g| f.file_name().to_string_lossy().starts_with(g))) {
        let g = gold(&std::fs::read_to_string(f.path()).with_context(|| f.path().display().to_string())?);
        let r = read(engine.reader(), &Document::paragraph(&g.text, None));
        let (key, response) = both(&g, &r);
        for (total, metric) in totals.iter_mut().zip([muc, b_cubed, ceaf_e]) {
            total.add(metric(&key, &response));
        }
        links(&g, &r, show, &mut sieves);
    }
    let f: Vec<f64> = totals.iter().map(|t| t.figures().2).collect();
    sheet.note("actors.gum.conll", f.iter().sum::<f64>() / 3.0);
    println!(
        "{:<34} MUC {:.3}  B3 {:.3}  CEAFe {:.3}  CoNLL F1 {:.3}",
        "GUM news and interviews",
        f[0],
        f[1],
        f[2],
        f.iter().sum::<f64>() / 3.0
    );
    for (sieve, (all, right)) in &sieves {
        sheet.note(&format!("actors.gum.{sieve}"), *right as f64 / *all as f64);
        println!("  link by {sieve:<28} precision {:.3}  ({right} of {all})", *right as f64 / *all as f64);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest_and_entities_of_other_kinds_are_left_out() {
        let g = gold(
            "# begin\n0\tthe\t(person-1(abstract-4)\n1\tMinister\t_\n2\tof\t_\n3\tPeru\t(place-2-Peru)person-1)\n4\tand\t_\n5\the\t(person-1)\n",
        );
        let words: Vec<_> = g.mentions.iter().map(|(s, e)| (s.of(&g.text), *e)).collect();
        assert_eq!(words, [("the Minister of Peru", 1), ("Peru", 2), ("he", 1)]);
    }
}
