//! The same event across articles: happenings against the timelines of SemEval-2015 task 4 (Minard et al. 2015), whose lines hold the
//! mentions of one event, in one article or several.
//!
//!     cargo run --release -p chancery-record --example timelines -- articles FOLDER... > articles.jsonl
//!     chancery ingest articles.jsonl --into RECORD
//!     cargo run --release -p chancery-record --example timelines -- score RECORD FOLDER...
//!
//! FOLDER is one of the corpora: it holds `corpus_trackA_TimeML` and `TimeLines_Gold_Standard`. A mention of a timeline is found in
//! the record where an event's trigger has one of its words and lies in its sentence.
#![allow(clippy::print_stdout, reason = "an example that prints figures")]

use chancery_record::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Article, number of the sentence, words.
type Mention = (String, usize, String);

struct Article {
    id: String,
    created: String,
    sentences: Vec<String>,
}

fn main() -> Outcome<()> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match args.split_first() {
        Some((what, folders)) if what.as_os_str() == "articles" => print_articles(folders),
        Some((what, rest)) if what.as_os_str() == "score" && rest.len() > 1 => score(&rest[0], &rest[1..]),
        _ => Err("articles FOLDER..., or score RECORD FOLDER...".into()),
    }
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut all: Vec<PathBuf> = entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    all.sort();
    Ok(all)
}

/// What stands between two marks.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(found, _)| found)
}

fn article(path: &Path) -> Outcome<Article> {
    let xml = std::fs::read_to_string(path)?;
    let plain = |s: &str| untagged(s).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let sentences = xml.split("<s id=").skip(1).filter_map(|s| Some(set(&plain(s.split_once('>')?.1.split("</s>").next()?)))).collect();
    Ok(Article { id: between(&xml, "<DOCID>", "</DOCID>").to_owned(), created: plain(between(&xml, "<DCT>", "</DCT>")), sentences })
}

fn untagged(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .filter(|&c| {
            let keep = !inside && c != '<';
            inside = (inside || c == '<') && c != '>';
            keep
        })
        .collect()
}

/// Words parted by spaces as they are printed.
fn set(tokens: &str) -> String {
    let mut text = tokens.replace("`` ", "\"").replace(" ''", "\"").replace("( ", "(").replace("$ ", "$").replace('_', " ");
    for sign in [",", ".", ";", ":", "!", "?", "%", ")", "'s", "n't", "'"] {
        text = text.replace(&format!(" {sign}"), sign);
    }
    text
}

fn articles(folders: &[PathBuf]) -> Outcome<Vec<Article>> {
    let mut all = Vec::new();
    for folder in folders {
        for path in files(&folder.join("corpus_trackA_TimeML"))? {
            all.push(article(&path)?);
        }
    }
    Ok(all)
}

fn print_articles(folders: &[PathBuf]) -> Outcome<()> {
    for a in articles(folders)? {
        // The first sentence is the headline, the second the date.
        let body: Vec<&str> = a.sentences.iter().skip(2).map(String::as_str).collect();
        let object = serde_json::json!({
            "id": a.id, "title": a.sentences.first(), "date": a.created, "source": "Wikinews", "text": body.join("\n\n"),
        });
        println!("{object}");
    }
    Ok(())
}

/// The lines of the timelines: the mentions of one event each; one of a single mention tells that it is no other.
fn lines(folders: &[PathBuf]) -> Outcome<Vec<BTreeSet<Mention>>> {
    let mut all = Vec::new();
    for folder in folders {
        for path in files(&folder.join("TimeLines_Gold_Standard"))? {
            let text = std::fs::read_to_string(&path)?;
            all.extend(text.lines().skip(1).map(|l| l.split('\t').skip(2).filter_map(mention).collect()));
        }
    }
    Ok(all)
}

/// `11716-2-won` is the word `won` in sentence 2 of article 11716.
fn mention(text: &str) -> Option<Mention> {
    let mut parts = text.trim().splitn(3, '-');
    Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.to_lowercase()))
}

/// Letters and digits only, so that quotation marks and spaces do not matter.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Happenings by the mentions that are events of the record: where it belongs to none, a number of its own below zero.
fn found(record: &Path, articles: &[Article], wanted: &BTreeSet<&Mention>) -> Outcome<BTreeMap<Mention, i64>> {
    let store = Store::open(record)?;
    let sql = "SELECT d.external_id, s.text, e.trigger, coalesce(e.happening, -e.id) FROM events e JOIN documents d ON d.id = e.document
        JOIN sentences s ON s.document = e.document AND s.number = e.sentence ORDER BY e.id";
    let mut query = store.connection().prepare(sql)?;
    let mut rows = query.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (id, sentence, trigger, happening): (String, String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let sentence = bare(&sentence);
        let numbers = articles.iter().filter(|a| a.id == id).flat_map(|a| a.sentences.iter().enumerate());
        let numbers: Vec<usize> = numbers.filter(|(_, s)| bare(s).contains(&sentence)).map(|(n, _)| n).collect();
        let trigger: Vec<String> = trigger.to_lowercase().split_whitespace().map(str::to_owned).collect();
        for m in wanted.iter().filter(|m| m.0 == id && numbers.contains(&m.1)) {
            if m.2.split(['_', ' ']).any(|w| trigger.iter().any(|t| t == w)) {
                found.entry((*m).clone()).or_insert(happening);
            }
        }
    }
    Ok(found)
}

/// Pairs of mentions in different articles.
fn pairs<'m>(mentions: impl IntoIterator<Item = &'m Mention>) -> Vec<(&'m Mention, &'m Mention)> {
    let all: Vec<&Mention> = mentions.into_iter().collect();
    let mut pairs = Vec::new();
    for (i, &a) in all.iter().enumerate() {
        pairs.extend(all[i + 1..].iter().filter(|b| b.0 != a.0).map(|&b| (a, b)));
    }
    pairs
}

fn score(record: &Path, folders: &[PathBuf]) -> Outcome<()> {
    let (articles, lines) = (articles(folders)?, lines(folders)?);
    let same: BTreeSet<(&Mention, &Mention)> = lines.iter().flat_map(pairs).collect();
    let mentions: BTreeSet<&Mention> = lines.iter().flatten().collect();
    let ours = found(record, &articles, &mentions)?;
    let joined = |(a, b): &(&Mention, &Mention)| ours.get(*a).is_some_and(|h| ours.get(*b) == Some(h));
    let read = same.iter().filter(|(a, b)| ours.contains_key(*a) && ours.contains_key(*b)).count();
    let right = same.iter().filter(|p| joined(p)).count();
    let said = pairs(ours.keys()).into_iter().filter(joined).collect::<Vec<_>>();
    let wrong = said.iter().filter(|(a, b)| !same.contains(&(*a, *b)) && !same.contains(&(*b, *a))).count();
    println!("mentions in timelines\t{}\tread as events\t{}", mentions.len(), ours.len());
    println!("pairs of one event in two articles\t{}\tboth read\t{read}\tin one happening\t{right}", same.len());
    println!("pairs in one happening, both in timelines\t{}\tof different events\t{wrong}", said.len());
    Ok(())
}
