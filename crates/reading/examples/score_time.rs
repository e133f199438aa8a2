//! Scores the readers of dates and money on development data: `score_time DATA [--show N]`.
//!
//! `DATA` is a folder with `time/TBAQ-cleaned`, `time/wikiwars/timeml`, `time/recognizers-text-en` and `money/duckling-en`;
//! whatever is missing is skipped with a word. Spans are relaxed (any overlap, one to one) and strict; `value` is the share of
//! right TIMEX3 values among overlapping spans and the F1 in which only those count.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for people")]

use chancery_reading::{amounts, dates};
use chancery_span::Span;
use serde_json::Value;
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

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(data) = args.next().map(PathBuf::from) else {
        eprintln!("usage: score_time DATA [--show N]");
        return;
    };
    let show = args.nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
    for (name, folders) in [("TBAQ", ["TBAQ-cleaned/TimeBank", "TBAQ-cleaned/AQUAINT"]), ("WikiWars", ["wikiwars/timeml", ""])] {
        let docs: Vec<Doc> = folders.iter().filter(|f| !f.is_empty()).flat_map(|f| documents(&data.join("time").join(f))).collect();
        timex(name, &docs, show);
    }
    recognizers_dates(&data.join("time/recognizers-text-en/DateTime/DateTimeModel.json"), show);
    recognizers_money(&data.join("time/recognizers-text-en/NumberWithUnit/CurrencyModel.json"), show);
    duckling(&data.join("money/duckling-en/AmountOfMoney/EN/Corpus.hs"), show);
    speed(&data);
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

fn timex(name: &str, docs: &[Doc], mut show: usize) {
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
    println!(
        "{name}: {gold} gold, {found} found; relaxed F1 {:.3} (P {:.3} R {:.3}), strict F1 {:.3}, value accuracy {:.3}, value F1 {:.3}",
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

fn cases(path: &Path) -> Vec<Value> {
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no {}", path.display());
        return Vec::new();
    };
    serde_json::from_str::<Vec<Value>>(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

fn text_of<'v>(v: &'v Value, name: &str) -> &'v str {
    v[name].as_str().unwrap_or("")
}

/// A case is right when every gold span overlaps one of ours, none is left over, and the days of dates and ranges agree with
/// one of the resolutions listed.
fn recognizers_dates(path: &Path, mut show: usize) {
    let all = cases(path);
    let (mut right, mut spans, mut total) = (0, 0, 0);
    for case in &all {
        let text = text_of(case, "Input");
        let published = text_of(&case["Context"], "ReferenceDateTime").get(..10).and_then(|d| d.parse().ok());
        let got = dates::find_in(text, Span::new(0, text.len()), &dates::Anchor { published, ..dates::Anchor::default() }, None);
        let stretches = dates::joined(text, &got);
        let results = case["Results"].as_array().cloned().unwrap_or_default();
        total += 1;
        let gold: Vec<(Span, &Value)> = results.iter().map(|r| (char_span(text, r), r)).collect();
        let covered = gold.iter().all(|(s, _)| got.iter().any(|m| m.span.overlaps(*s)));
        let fits = covered && got.iter().all(|m| gold.iter().any(|(s, _)| m.span.overlaps(*s)));
        let days = gold.iter().all(|(s, r)| {
            let one = got.iter().any(|m| m.span.overlaps(*s) && agrees(r, m));
            // Their ranges end where the second date begins.
            let second =
                |t: &dates::Stretch| got.iter().rfind(|m| t.span.contains(m.span)).and_then(|m| m.range).map_or(t.end, |(from, _)| from);
            one || stretches
                .iter()
                .any(|t| t.span.overlaps(*s) && values(r).iter().any(|v| resolves(v, t.start, t.end) || resolves(v, t.start, second(t))))
        });
        spans += usize::from(fits);
        right += usize::from(fits && days);
        if !(fits && days) {
            let ours: Vec<String> = got.iter().map(|m| format!("{} {:?}", m.span.of(text), m.range)).collect();
            let golds: Vec<&str> = results.iter().map(|r| text_of(r, "Text")).collect();
            note(&mut show, "case", "DateTime", text, &format!("gold {golds:?} read {ours:?}"));
        }
    }
    println!(
        "recognizers DateTime: {total} cases, spans right {:.3}, spans and days right {:.3}",
        share(spans, total),
        share(right, total)
    );
}

fn share(n: usize, of: usize) -> f64 {
    n as f64 / of.max(1) as f64
}

fn char_span(text: &str, r: &Value) -> Span {
    let at = |n: u64| text.char_indices().nth(n as usize).map_or(text.len(), |(i, _)| i);
    Span::new(at(r["Start"].as_u64().unwrap_or(0)), at(r["End"].as_u64().unwrap_or(0) + 1))
}

fn agrees(r: &Value, m: &dates::DateMention) -> bool {
    let kind = text_of(r, "TypeName");
    let Some(values) = r["Resolution"]["values"].as_array() else { return true };
    if !kind.ends_with(".date") && !kind.ends_with(".daterange") {
        return true;
    }
    let Some((from, to)) = m.range else { return values.iter().all(|v| v["value"].as_str().is_none_or(|v| v == "not resolved")) };
    values.iter().any(|v| resolves(v, from, to))
}

fn values(r: &Value) -> Vec<Value> {
    r["Resolution"]["values"].as_array().cloned().unwrap_or_default()
}

/// Ends are exclusive in these cases, and written as inclusive in some; prepositions ("before 2018") are outside our spans, so
/// an open range agrees where its closed end is the edge of our date.
fn resolves(v: &Value, from: jiff::civil::Date, to: jiff::civil::Date) -> bool {
    let after = to.tomorrow().map_or(String::new(), |d| d.to_string());
    let (from, to) = (from.to_string(), to.to_string());
    let start = v["value"].as_str().or(v["start"].as_str()).unwrap_or("");
    let end = v["end"].as_str().unwrap_or("");
    let modifier = text_of(v, "Mod");
    match modifier {
        "before" | "until" => end == from || end == after || end == to,
        "after" | "since" => start == from || start == after || start == to,
        _ => (start.is_empty() || start == from) && (end.is_empty() || end == after || end == to),
    }
}

fn recognizers_money(path: &Path, mut show: usize) {
    let (mut right, mut total) = (0, 0);
    for case in cases(path) {
        let text = text_of(&case, "Input");
        let got: Vec<_> = amounts::find_in(text, Span::new(0, text.len())).into_iter().filter(|a| a.currency.is_some()).collect();
        let gold: Vec<(f64, String, String)> = case["Results"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|r| {
                let v = &r["Resolution"];
                Some((v["value"].as_str()?.parse().ok()?, text_of(v, "unit").to_owned(), text_of(v, "isoCurrency").to_owned()))
            })
            .collect();
        let fits = |a: &amounts::Amount, g: &(f64, String, String)| {
            let small = ["Cent", "Pence", "Penny", "Sen", "Jiao", "Fen"].contains(&g.1.as_str());
            let value = if small {
                g.0 / 100.0
            } else if g.1 == "Satoshi" {
                g.0 / 1e8
            } else {
                g.0
            };
            (a.value - value).abs() <= value.abs() * 1e-9 + 1e-9 && (g.2.is_empty() || a.currency == Some(g.2.as_str()))
        };
        let ok = got.len() == gold.len() && gold.iter().zip(&got).all(|(g, a)| fits(a, g));
        total += 1;
        right += usize::from(ok);
        if !ok {
            let ours: Vec<String> = got.iter().map(|a| format!("{} = {} {:?}", a.span.of(text), a.value, a.currency)).collect();
            note(&mut show, "case", "Currency", text, &format!("gold {gold:?} read {ours:?}"));
        }
    }
    println!("recognizers Currency: {right} of {total} right, {:.3}", share(right, total));
}

/// The string literals under each `examples (simple CODE VALUE)` of a duckling corpus.
fn duckling(path: &Path, mut show: usize) {
    let Ok(source) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no {}", path.display());
        return;
    };
    let (mut right, mut total) = (0, 0);
    let body = source.split_once("allExamples = concat").map_or("", |(_, b)| b);
    for block in body.split("examples (").skip(1) {
        let head = block.split_once('[').map_or("", |(h, _)| h).replace(['(', ')', ','], " ");
        let words: Vec<&str> = head.split_whitespace().collect();
        let [kind, unit, low, ..] = words[..] else { continue };
        let low: f64 = low.parse().unwrap_or(0.0);
        let high: Option<f64> = words.get(3).and_then(|h| h.parse().ok());
        for text in literals(block) {
            let got: Vec<_> = amounts::find_in(&text, Span::new(0, text.len())).into_iter().filter(|a| a.currency.is_some()).collect();
            let (code, factor) = match unit {
                "Dollar" | "Unnamed" => ("USD", 1.0),
                "Cent" => ("USD", 0.01),
                "Pound" => ("GBP", 1.0),
                "Dinar" => ("", 1.0),
                "Riyal" => ("SAR", 1.0),
                "Rial" => ("IRR", 1.0),
                other => (other, 1.0),
            };
            let near = |a: f64, b: f64| (a - b).abs() <= b.abs() * 1e-9 + 1e-9;
            let ok = got.len() == 1
                && near(got[0].value, low * factor)
                && got[0].currency == Some(code)
                && (kind != "between" || high.is_some_and(|h| got[0].upper.is_some_and(|u| near(u, h))))
                && (kind != "under" || got[0].bound == amounts::Bound::Most)
                && (kind != "above" || got[0].bound == amounts::Bound::Least);
            total += 1;
            right += usize::from(ok);
            if !ok {
                let ours: Vec<String> = got
                    .iter()
                    .map(|a| format!("{} = {}..{:?} {:?} {:?}", a.span.of(&text), a.value, a.upper, a.currency, a.bound))
                    .collect();
                note(&mut show, "case", "duckling", &text, &format!("{head} read {ours:?}"));
            }
        }
    }
    println!("duckling money: {right} of {total} right, {:.3}", share(right, total));
}

fn literals(block: &str) -> Vec<String> {
    let body = block.split_once('[').map_or("", |(_, b)| b).split(']').next().unwrap_or("");
    body.split('"').skip(1).step_by(2).map(|s| s.replace("\\x20ac", "€").replace("\\x00a3\\&", "£").replace("\\&", "")).collect()
}

/// Words per second of both readers over the news of TBAQ.
fn speed(data: &Path) {
    let docs: Vec<Doc> = ["TimeBank", "AQUAINT"].iter().flat_map(|f| documents(&data.join("time/TBAQ-cleaned").join(f))).collect();
    let words: usize = docs.iter().map(|d| d.text.split_whitespace().count()).sum();
    let began = std::time::Instant::now();
    let mut found = 0;
    for _ in 0..5 {
        for doc in &docs {
            let anchor = dates::Anchor { published: doc.created, ..dates::Anchor::default() };
            for span in sentences(&doc.text) {
                found += dates::find_in(&doc.text, span, &anchor, None).len() + amounts::find_in(&doc.text, span).len();
            }
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("speed: {:.2} million words a second, sentence cutting included ({found} found)", 5.0 * words as f64 / seconds / 1e6);
}
