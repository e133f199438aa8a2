//! `chancery actors sheet`: mentions drawn at random for a person to judge, and the figures of a judged sheet.
//!
//! The draw depends on the seed and the articles' ids alone: articles, then mentions or sentences, with the smallest SHA-256 of seed,
//! id and place are taken. A sheet holds ids, offsets, codes and verdicts, never text.

use super::Extra;
use crate::engine::Engine;
use anyhow::{Context, Result, bail};
use chancery_reading::{Actor, Mention, Reading, read};
use chancery_span::CharIndex;
use chancery_text::{Document, Inputs, clean};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Articles to draw from; without them, --into is a judged sheet whose figures are printed.
    news: Option<PathBuf>,
    /// The sheet (CSV).
    #[arg(long, value_name = "SHEET.csv")]
    into: PathBuf,
    /// Seed of the draw.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Articles drawn first.
    #[arg(long, default_value_t = 600)]
    articles: usize,
    /// Mentions (or sentences) drawn from them.
    #[arg(long, default_value_t = 200)]
    count: usize,
    /// Draw sentences, to judge how many of their political actors are coded.
    #[arg(long)]
    sentences: bool,
    /// Print each with its surroundings, for the judge.
    #[arg(long)]
    show: bool,
    #[command(flatten)]
    extra: Extra,
}

/// A drawn place with its row of the sheet and what a judge needs to see.
struct Drawn {
    rank: [u8; 32],
    row: [String; 7],
    seen: String,
}

fn rank(seed: u64, id: &str, at: usize) -> [u8; 32] {
    Sha256::digest(format!("{seed}\n{id}\n{at}")).into()
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(news) = &args.news else { return figures(&args.into) };
    let engine = Engine::load_with(&args.extra.files)?;
    let mut drawn: Vec<Drawn> = Vec::new();
    for document in documents(news, args)? {
        let r = read(engine.reader(), &document);
        drawn.extend(if args.sentences { sentences(&document, &r, args.seed) } else { mentions(&document, &r, args.seed) });
    }
    drawn.sort_by_key(|d| d.rank);
    drawn.truncate(args.count);
    let mut out = csv::Writer::from_path(&args.into).with_context(|| args.into.display().to_string())?;
    out.write_record(["article", "start", "end", "form", "codes", "by", "confidence", "verdict"])?;
    for (i, d) in drawn.iter().enumerate() {
        out.write_record(d.row.iter().map(String::as_str).chain([""]))?;
        if args.show {
            println!("{} {}", i + 1, d.seen);
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The articles drawn, in the order of the draw.
fn documents(news: &Path, args: &Args) -> Result<Vec<Document>> {
    let mut kept: BTreeMap<[u8; 32], Document> = BTreeMap::new();
    for record in Inputs::new(std::iter::once(news.to_owned())) {
        let Ok(document) = record.and_then(|r| clean(&r)) else { continue };
        let id = document.external_id.clone().unwrap_or_default();
        kept.insert(rank(args.seed, &id, usize::MAX), document);
        if kept.len() > args.articles {
            kept.pop_last();
        }
    }
    if kept.is_empty() {
        bail!("{}: no article could be read", news.display());
    }
    Ok(kept.into_values().collect())
}

fn codes(a: &Actor) -> String {
    if a.codes.is_empty() { a.countries.join("+") } else { a.codes.join(" ") }
}

fn mentions(d: &Document, r: &Reading, seed: u64) -> Vec<Drawn> {
    let id = d.external_id.clone().unwrap_or_default();
    let chars = CharIndex::new(&d.text);
    let coded = r.actors.iter().filter(|a| a.coded() && a.kind != chancery_reading::Kind::Place);
    coded
        .flat_map(|a| a.mentions.iter().map(move |m| (a, m)))
        .map(|(a, m)| {
            let (start, end) = chars.chars(m.span);
            let form = format!("{:?}", m.form).to_lowercase();
            let row = [id.clone(), start.to_string(), end.to_string(), form, codes(a), m.by.to_owned(), format!("{:.2}", a.confidence)];
            Drawn { rank: rank(seed, &id, start), row, seen: seen(d, r, a, m) }
        })
        .collect()
}

fn seen(d: &Document, r: &Reading, a: &Actor, m: &Mention) -> String {
    let s = r.sentences[m.sentence].span;
    let (before, after) = (s.of(&d.text), m.span.of(&d.text));
    let at = (m.span.start - s.start) as usize;
    let marked = format!("{}⟦{after}⟧{}", &before[..at], &before[at + after.len()..]).replace('\n', " ");
    format!("[{}] {} ({}, {}, {:?}) {}\n   {marked}", codes(a), a.name, m.by, a.why, a.kind, d.published.as_deref().unwrap_or(""))
}

fn sentences(d: &Document, r: &Reading, seed: u64) -> Vec<Drawn> {
    let id = d.external_id.clone().unwrap_or_default();
    let chars = CharIndex::new(&d.text);
    let each = r.sentences.iter().enumerate().map(|(i, s)| {
        let (start, end) = chars.chars(s.span);
        let here = r.actors.iter().filter(|a| a.mentions.iter().any(|m| m.sentence == i));
        let list: Vec<String> = here
            .map(|a| {
                let words: Vec<&str> = a.mentions.iter().filter(|m| m.sentence == i).map(|m| m.span.of(&d.text)).collect();
                format!("{} [{}]", words.join(" / "), codes(a))
            })
            .collect();
        let row = [id.clone(), start.to_string(), end.to_string(), "sentence".to_owned(), String::new(), String::new(), String::new()];
        Drawn { rank: rank(seed, &id, start), row, seen: format!("{}\n   {}", s.span.of(&d.text).replace('\n', " "), list.join("; ")) }
    });
    each.collect()
}

/// Precision of judged mentions (`right`, `wrong`, `unclear`), coverage of judged sentences (`coded/wanted`).
fn figures(sheet: &Path) -> Result<ExitCode> {
    let mut reader = csv::Reader::from_path(sheet).with_context(|| sheet.display().to_string())?;
    let (mut right, mut wrong, mut unclear, mut coded, mut wanted) = (0, 0, 0, 0, 0);
    for (i, record) in reader.records().enumerate() {
        let record = record?;
        match record.get(7).unwrap_or("") {
            "right" => right += 1,
            "wrong" => wrong += 1,
            "unclear" => unclear += 1,
            other => match other.split_once('/').and_then(|(a, b)| Some((a.parse::<u32>().ok()?, b.parse::<u32>().ok()?))) {
                Some((a, b)) => (coded, wanted) = (coded + a, wanted + b),
                None => bail!(
                    "{}:{}: `{other}` is no verdict; write right, wrong, unclear, or for a sentence CODED/WANTED",
                    sheet.display(),
                    i + 2
                ),
            },
        }
    }
    if right + wrong > 0 {
        println!("code precision {:.3} ({right} of {}), {unclear} unclear", f64::from(right) / f64::from(right + wrong), right + wrong);
    }
    if wanted > 0 {
        println!("coverage of political actors {:.3} ({coded} of {wanted})", f64::from(coded) / f64::from(wanted));
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draw_depends_on_seed_and_place_alone() {
        assert_eq!(rank(7, "a", 3), rank(7, "a", 3));
        assert!(rank(7, "a", 3) != rank(8, "a", 3) && rank(7, "a", 3) != rank(7, "a", 4));
    }
}
