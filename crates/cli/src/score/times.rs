//! Dates and money against TimeML news and histories and against cases of other readers.
//!
//! Read from `time/TBAQ-cleaned`, `time/wikiwars/timeml`, `time/recognizers-text-en` and `money/duckling-en`;
//! whatever is missing is skipped with a word. Spans are relaxed (any overlap, one to one) and strict; `value` is the share of
//! right TIMEX3 values among overlapping spans and the F1 in which only those count. Read without trees.

mod cases;

use crate::score::sheet::Sheet;
use chancery_reading::dates;
use chancery_span::Span;
use std::path::{Path, PathBuf};

struct Gold {
    span: Span,
    value: String,
}

struct Doc {
    text: String,
    created: Option<jiff::civil::Date>,
    gold: Vec<Gold>,
}

/// Every set; `show` mistakes of each are printed.
pub fn score(data: &Path, show: usize, sheet: &mut Sheet) {
    for (name, folders) in [("TBAQ", ["TBAQ-cleaned/TimeBank", "TBAQ-cleaned/AQUAINT"]), ("WikiWars", ["wikiwars/timeml", ""])] {
        let docs: Vec<Doc> = folders.iter().filter(|f| !f.is_empty()).flat_map(|f| documents(&data.join("time").join(f))).collect();
        timex(name, &docs, show, sheet);
    }
    cases::dates(&data.join("time/recognizers-text-en/DateTime/DateTimeModel.json"), show, sheet);
    cases::money(&data.join("time/recognizers-text-en/NumberWithUnit/CurrencyModel.json"), show, sheet);
    cases::duckling(&data.join("money/duckling-en/AmountOfMoney/EN/Corpus.hs"), show, sheet);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder).map(|d| d.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    all.retain(|p| p.extension().is_some_and(|e| e == "tml"));
    all.sort();
    if all.is_empty() {
        eprintln!("skipped: nothing in {}", folder.display());
    }
    all
}

fn documents(folder: &Path) -> Vec<Doc> {
    files(folder).iter().filter_map(|p| std::fs::read(p).ok()).map(|bytes| document(&String::from_utf8_lossy(&bytes))).collect()
}

fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(v, _)| v)
}

/// The text of a TimeML file without its tags, and the spans that TIMEX3 marked.
fn document(tml: &str) -> Doc {
    let created = tml.split_once("<DCT>").map_or("", |(_, rest)| attribute(rest, "value"));
    let body = tml.split_once("<TEXT>").map_or(tml, |(_, b)| b);
    let body = body.split_once("</TEXT>").map_or(body, |(b, _)| b);
    let mut doc = Doc { text: String::new(), created: created.get(..10).and_then(|d| d.parse().ok()), gold: Vec::new() };
    let mut open: Option<(usize, String)> = None;
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        doc.text.push_str(&unescape(before));
        let (tag, next) = after.split_once('>').unwrap_or((after, ""));
        if tag.starts_with("TIMEX3") {
            open = Some((doc.text.len(), attribute(tag, "value").to_owned()));
        } else if tag == "/TIMEX3"
            && let Some((start, value)) = open.take()
        {
            doc.gold.push(Gold { span: Span::new(start, doc.text.len()), value });
        }
        rest = next;
    }
    doc.text.push_str(&unescape(rest));
    doc
}

fn unescape(s: &str) -> String {
    s.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}

/// Sentences good enough for this: blank lines, and points before a space and a capital after a longer word.
fn sentences(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    for i in 0..bytes.len() {
        let gap = bytes[i] == b'\n' && bytes.get(i + 1) == Some(&b'\n');
        let stop = matches!(bytes[i], b'.' | b'!' | b'?') && bytes.get(i + 1).is_some_and(u8::is_ascii_whitespace) && {
            let word = text.get(..i).map_or("", |t| t.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(""));
            let next = bytes[i + 1..].iter().find(|b| !b.is_ascii_whitespace());
            let short = word.len() <= 4 && word.starts_with(|c: char| c.is_uppercase()) || word.len() == 1;
            next.is_some_and(|b| b.is_ascii_uppercase() || *b == b'"' || *b == b'`') && !short
        };
        if gap || stop {
            out.push(Span::new(start, i + 1));
            start = i + 1;
        }
    }
    out.push(Span::new(start, bytes.len()));
    out
}

fn read(doc: &Doc) -> Vec<dates::DateMention> {
    let mut anchor = dates::Anchor { published: doc.created, ..dates::Anchor::default() };
    let mut all = Vec::new();
    for span in sentences(&doc.text) {
        let found = dates::find_in(&doc.text, span, &anchor, None);
        anchor.note(&found);
        all.extend(found);
    }
    all
}

/// Values are compared without what annotators write in several ways: `W7` is `W07`, a time's missing zero minutes.
fn same_value(a: &str, b: &str) -> bool {
    let norm = |v: &str| {
        let v = v.replace("-W0", "-W").trim_end_matches("-XX").to_owned();
        v.strip_suffix(":00").map_or(v.clone(), str::to_owned)
    };
    norm(a) == norm(b)
}

fn timex(name: &str, docs: &[Doc], mut show: usize, sheet: &mut Sheet) {
    let (mut gold, mut found, mut relaxed, mut strict, mut valued) = (0, 0, 0, 0, 0);
    for doc in docs {
        let got = read(doc);
        let mut used = vec![false; got.len()];
        gold += doc.gold.len();
        found += got.len();
        for g in &doc.gold {
            let hit = got
                .iter()
                .enumerate()
                .position(|(i, m)| !used[i] && m.span == g.span)
                .or_else(|| got.iter().enumerate().position(|(i, m)| !used[i] && m.span.overlaps(g.span)));
            let Some(i) = hit else {
                note(&mut show, "missed", name, g.span.of(&doc.text), &context(&doc.text, g.span));
                continue;
            };
            used[i] = true;
            relaxed += 1;
            strict += usize::from(got[i].span == g.span);
            if got[i].span != g.span {
                note(&mut show, "span", name, g.span.of(&doc.text), got[i].span.of(&doc.text));
            }
            let right = same_value(&got[i].value, &g.value);
            valued += usize::from(right);
            if !right {
                let what = format!("{} published {:?}: {}", g.span.of(&doc.text), doc.created, context(&doc.text, g.span));
                note(&mut show, "value", name, &what, &format!("gold {} read {}", g.value, got[i].value));
            }
        }
        for (i, m) in got.iter().enumerate().filter(|(i, _)| !used[*i]) {
            let _ = i;
            note(&mut show, "extra", name, m.span.of(&doc.text), &context(&doc.text, m.span));
        }
    }
    let f1 = |hits: usize| 2.0 * hits as f64 / (gold + found).max(1) as f64;
    sheet.note(&format!("dates.{name}.relaxed"), f1(relaxed));
    sheet.note(&format!("dates.{name}.strict"), f1(strict));
    sheet.note(&format!("dates.{name}.value"), valued as f64 / relaxed.max(1) as f64);
    println!(
        "dates, {name:<16} {gold} gold, {found} found; relaxed F1 {:.3} (P {:.3} R {:.3}), strict F1 {:.3}, value accuracy {:.3}, value F1 {:.3}",
        f1(relaxed),
        relaxed as f64 / found.max(1) as f64,
        relaxed as f64 / gold.max(1) as f64,
        f1(strict),
        valued as f64 / relaxed.max(1) as f64,
        f1(valued)
    );
}

fn context(text: &str, span: Span) -> String {
    let from = (0..=(span.start as usize).saturating_sub(50)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let to = (span.end as usize + 30..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    text[from..to].split_whitespace().collect::<Vec<_>>().join(" ")
}

fn note(show: &mut usize, kind: &str, name: &str, what: &str, more: &str) {
    if *show > 0 {
        *show -= 1;
        println!("{name}|{kind}|{}|{more}", what.replace('\n', " "));
    }
}
