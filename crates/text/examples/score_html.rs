//! How well articles are found in web pages, measured on pages with a known article.
//!
//! `cargo run --release -p chancery-text --example score_html -- DIR [-v]`
//!
//! `DIR` holds one folder a country; in it `Outlet_DATE.html.gz` pages and `Outlet.json` with the expected article by
//! version (the fixtures of the `fundus` project have this form). Pages that are not English are left out. `-v` prints a line a page.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use chancery_text::{Document, Kind, Part, RawRecord, clean};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let mut args = std::env::args().skip(1);
    let root = args.next().expect("usage: score_html DIR [-v]");
    let verbose = args.next().is_some();
    let mut total = Total::default();
    for folder in children(Path::new(&root)).into_iter().filter(|p| p.is_dir()) {
        for page in children(&folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "gz")) {
            if let Some(line) = total.page(&folder, &page).filter(|_| verbose) {
                println!("{line}");
            }
        }
    }
    total.print();
}

fn children(dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[derive(Default)]
struct Total {
    pages: usize,
    skipped: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    title: usize,
    title_close: usize,
    date: usize,
    authors: usize,
    authors_seen: usize,
    seconds: f64,
}

impl Total {
    fn page(&mut self, folder: &Path, page: &Path) -> Option<String> {
        let file = page.file_name()?.to_str()?;
        let expected = folder.join(format!("{}.json", file.split('_').next()?));
        let versions: Value = serde_json::from_slice(&std::fs::read(expected).unwrap()).unwrap();
        let raw = chancery_text::Inputs::new([page.to_path_buf()]).next().unwrap().unwrap();
        let html = String::from_utf8_lossy(&raw.bytes).into_owned();
        let gold = versions.as_object()?.values().max_by(|a, b| score(&html, &body(a)).1.total_cmp(&score(&html, &body(b)).1))?;
        let start = Instant::now();
        let cleaned = clean(&RawRecord { kind: Kind::Html, ..raw });
        self.seconds += start.elapsed().as_secs_f64();
        let Ok(document) = cleaned else {
            self.skipped += 1;
            return Some(format!("{file:38} {}", cleaned.unwrap_err()));
        };
        Some(self.take(file, &document, gold))
    }

    fn take(&mut self, file: &str, document: &Document, gold: &Value) -> String {
        let (precision, recall) = score(&running(document), &body(gold));
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        self.pages += 1;
        self.precision += precision;
        self.recall += recall;
        self.f1 += f1;
        let title = bare(document.title.as_deref().unwrap_or("")) == bare(gold["title"].as_str().unwrap_or(""));
        self.title += usize::from(title);
        // Pages carry several headlines, and the expected one is the choice of whoever wrote the fixture.
        let (p, r) = score(document.title.as_deref().unwrap_or(""), gold["title"].as_str().unwrap_or(""));
        self.title_close += usize::from(p.max(r) >= 0.7);
        let date = day(gold["publishing_date"].as_str().unwrap_or("")) == document.published.as_deref().map(day).unwrap_or_default();
        self.date += usize::from(date);
        let want: Vec<String> = gold["authors"].as_array().into_iter().flatten().filter_map(Value::as_str).map(bare).collect();
        let have: Vec<String> = document.authors.iter().map(|a| bare(a)).collect();
        let authors = sorted(want.clone()) == sorted(have);
        self.authors_seen += usize::from(!want.is_empty());
        self.authors += usize::from(authors && !want.is_empty());
        let mut line = format!("{file:38} P {precision:.3} R {recall:.3} F {f1:.3}");
        if !title {
            line += &format!("\n    title   {:?}\n    for     {:?}", document.title, gold["title"]);
        }
        if !date {
            line += &format!("\n    date    {:?} for {}", document.published, gold["publishing_date"]);
        }
        if !authors {
            line += &format!("\n    authors {:?} for {}", document.authors, gold["authors"]);
        }
        line
    }

    fn print(&self) {
        let n = self.pages as f64;
        println!("pages {} read, {} skipped", self.pages, self.skipped);
        println!("body    P {:.3} R {:.3} F1 {:.3}", self.precision / n, self.recall / n, self.f1 / n);
        println!("title   {:.3} the same, {:.3} with most words the same", self.title as f64 / n, self.title_close as f64 / n);
        println!("date    {:.3}", self.date as f64 / n);
        println!("authors {:.3} of {} pages with authors", self.authors as f64 / self.authors_seen as f64, self.authors_seen);
        println!("{:.1} ms a page", self.seconds * 1e3 / n);
    }
}

/// The running text: no headline, no captions.
fn running(document: &Document) -> String {
    let body = document.blocks.iter().filter(|block| block.part == Part::Body);
    body.map(|block| block.span.of(&document.text)).collect::<Vec<_>>().join("\n")
}

fn body(gold: &Value) -> String {
    let mut text = strings(&gold["body"]["summary"]);
    for section in gold["body"]["sections"].as_array().into_iter().flatten() {
        text += &strings(&section["headline"]);
        text += &strings(&section["paragraphs"]);
    }
    text
}

fn strings(list: &Value) -> String {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(|s| format!("{s}\n")).collect()
}

/// Precision and recall of words, as bags.
fn score(have: &str, want: &str) -> (f64, f64) {
    let (have, want) = (bag(have), bag(want));
    let hits: usize = have.iter().map(|(word, n)| (*n).min(want.get(word).copied().unwrap_or(0))).sum();
    let share = |bag: &BTreeMap<String, usize>| hits as f64 / bag.values().sum::<usize>().max(1) as f64;
    (share(&have), share(&want))
}

fn bag(text: &str) -> BTreeMap<String, usize> {
    let mut bag = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *bag.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    bag
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

/// The day in Greenwich, where the zone is known; else the day as written.
fn day(iso: &str) -> String {
    let iso = iso.replacen(' ', "T", 1);
    let stamp: Option<jiff::Timestamp> = iso.parse().ok();
    stamp.map_or_else(|| iso.chars().take(10).collect(), |stamp| stamp.to_string().chars().take(10).collect())
}
