//! Cases of recognizers-text and duckling: one phrase or sentence each, right or wrong as a whole.

use super::note;
use crate::score::sheet::Sheet;
use chancery_reading::{amounts, dates};
use chancery_span::Span;
use serde_json::Value;
use std::path::Path;

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
/// Cases right in spans and days.
pub fn dates(path: &Path, mut show: usize, sheet: &mut Sheet) {
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
    sheet.note("dates.recognizers", share(right, total));
    println!(
        "dates, recognizers DateTime: {total} cases, spans right {:.3}, spans and days right {:.3}",
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
    // "before-start", "since-end": an edge of the period, which may be our date itself.
    match modifier.split('-').next().unwrap_or("") {
        "before" | "until" => end == from || end == after || end == to,
        "after" | "since" => start == from || start == after || start == to,
        _ => (start.is_empty() || start == from) && (end.is_empty() || end == after || end == to),
    }
}

/// Cases right in values and currencies.
pub fn money(path: &Path, mut show: usize, sheet: &mut Sheet) {
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
    sheet.note("money.recognizers", share(right, total));
    println!("money, recognizers Currency: {right} of {total} right, {:.3}", share(right, total));
}

/// The string literals under each `examples (simple CODE VALUE)` of a duckling corpus.
pub fn duckling(path: &Path, mut show: usize, sheet: &mut Sheet) {
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
    sheet.note("money.duckling", share(right, total));
    println!("money, duckling: {right} of {total} right, {:.3}", share(right, total));
}

fn literals(block: &str) -> Vec<String> {
    let body = block.split_once('[').map_or("", |(_, b)| b).split(']').next().unwrap_or("");
    body.split('"').skip(1).step_by(2).map(|s| s.replace("\\x20ac", "€").replace("\\x00a3\\&", "£").replace("\\&", "")).collect()
}
