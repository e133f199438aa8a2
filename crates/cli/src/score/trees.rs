//! Trees against the development treebanks, from their tokens and from running text.

use super::sheet::Sheet;
use crate::train::treebank;
use anyhow::Result;
use chancery_syntax::conllu::{self, Sentence};
use chancery_syntax::score::{Scores, score};
use chancery_syntax::train::reparsed;
use chancery_syntax::{Model, Scratch};
use chancery_text::segment::{blocks_of_plain, segment};
use std::path::Path;

/// The relations that events stand on; each is reported however few there are.
const CORE: [&str; 13] =
    ["nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "ccomp", "xcomp", "conj", "appos", "nmod", "parataxis", "advcl"];
/// Items in the treebank that an oblique's preposition needs for a row of its own.
const ROW: usize = 5;

/// Every treebank in `ud`; with `relations`, the relations of all of GUM and of its news too.
pub fn rows(model: &Model<'_>, ud: &Path, relations: bool, sheet: &mut Sheet) -> Result<()> {
    let mut scratch = Scratch::default();
    for (name, source) in [("en_ewt", 0), ("en_gum", 1)] {
        let bank = treebank(ud, name, "dev", source)?;
        let scores = gold_tokens(model, &bank.sentences, &mut scratch);
        print_scores(&format!("{} gold tokens", bank.name), &scores, sheet);
        print_scores(&format!("{} raw text", bank.name), &raw_text(model, &bank.sentences, &mut scratch)?, sheet);
        if relations {
            table(&bank.name, &scores);
        }
        if source == 1 {
            let news = news(&bank.sentences);
            let scores = gold_tokens(model, &news, &mut scratch);
            print_scores("GUM news gold tokens", &scores, sheet);
            core(&scores, sheet);
            print_scores("GUM news raw text", &raw_text(model, &news, &mut scratch)?, sheet);
            if relations {
                table("GUM news", &scores);
            }
        }
    }
    Ok(())
}

/// The relations of GUM's news that the bars are set for.
fn core(scores: &Scores, sheet: &mut Sheet) {
    for rel in ["nsubj", "obj", "obl", "ccomp", "conj"] {
        sheet.note(&format!("syntax.GUM news gold tokens.{rel}"), scores.relations.get(rel).map_or(0.0, |c| c.f1()));
    }
}

fn print_scores(what: &str, s: &Scores, sheet: &mut Sheet) {
    let figures = [("sentences", s.sentences), ("upos", s.upos), ("lemma", s.lemma), ("las", s.las)];
    figures.iter().for_each(|(name, c)| sheet.note(&format!("syntax.{what}.{name}"), c.f1()));
    println!(
        "{what:<22} words {:6.2}  sentences {:6.2}  UPOS {:6.2}  lemma {:6.2}  UAS {:6.2}  LAS {:6.2}",
        s.words.f1(),
        s.sentences.f1(),
        s.upos.f1(),
        s.lemma.f1(),
        s.uas.f1(),
        s.las.f1()
    );
}

/// One row a relation, then obliques by preposition.
fn table(name: &str, scores: &Scores) {
    println!("  relations of {name}, heads and full relations right:");
    let row = |rel: &str| {
        let c = scores.relations.get(rel).copied().unwrap_or_default();
        println!("  {rel:<16} P {:6.2} R {:6.2} F1 {:6.2}  n {}", c.precision(), c.recall(), c.f1(), c.gold);
    };
    CORE.into_iter().for_each(row);
    let oblique = |r: &&String| r.starts_with("obl(");
    scores.relations.iter().filter(|(r, c)| oblique(r) && c.gold >= ROW).for_each(|(r, _)| row(r));
    scores.relations.keys().filter(|r| !oblique(r) && !CORE.contains(&r.as_str())).for_each(|r| row(r));
}

fn gold_tokens(model: &Model<'_>, gold: &[Sentence], scratch: &mut Scratch) -> Scores {
    let system: Vec<Sentence> = gold.iter().map(|s| reparsed(model, s, scratch)).collect();
    score(gold, &system)
}

/// Sentences of the documents that are news: GUM names its documents by genre.
fn news(all: &[Sentence]) -> Vec<Sentence> {
    let mut inside = false;
    let keep = |s: &&Sentence| {
        if let Some(id) = s.comments.iter().find_map(|c| c.strip_prefix("# newdoc id = ")) {
            inside = id.starts_with("GUM_news");
        }
        inside
    };
    all.iter().filter(keep).cloned().collect()
}

/// The running text of a treebank: a blank between sentences, a blank line between paragraphs.
fn running_text(gold: &[Sentence]) -> String {
    let mut out = String::new();
    for s in gold {
        let border = s.comments.iter().any(|c| c.starts_with("# newpar") || c.starts_with("# newdoc"));
        if !out.is_empty() {
            out.push_str(if border { "\n\n" } else { " " });
        }
        out.push_str(s.comments.iter().find_map(|c| c.strip_prefix("# text = ")).unwrap_or(""));
    }
    out
}

fn raw_text(model: &Model<'_>, gold: &[Sentence], scratch: &mut Scratch) -> Result<Scores> {
    let text = running_text(gold);
    let lines: String = segment(&text, &blocks_of_plain(&text))
        .iter()
        .map(|s| crate::parse::raw(&text, s, &model.parse(&text, &s.words, scratch)))
        .collect();
    let system = conllu::read(&lines).map_err(|e| anyhow::anyhow!("own output: {e}"))?;
    Ok(score(gold, &system))
}
