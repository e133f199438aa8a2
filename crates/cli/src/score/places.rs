//! Places against LGL and GeoVirus: are the names found, and do they lie where the annotators put them?
//!
//! Recognition counts a name as found where a toponym covers it or it covers one, first come first served. LGL also marks
//! names that have no entry in GeoNames (streets, mostly); they are neither asked for nor counted as wrong. Of found names with
//! a point, those within 161 kilometres (a hundred miles) of it are right, the usual measure (Gritta et al. 2018, What's missing in
//! geographical parsing?).

use crate::engine::Engine;
use crate::score::sheet::Sheet;
use anyhow::{Context, Result};
use chancery_reading::places::kilometres;
use chancery_reading::{Toponym, read};
use chancery_span::CharIndex;
use chancery_text::Document;
use roxmltree::Node;
use std::path::Path;

/// Kilometres within which a place is right.
const RIGHT: f64 = 161.0;

struct Gold {
    start: usize,
    end: usize,
    point: Option<(f64, f64)>,
}

#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    wrong: usize,
    right: usize,
}

/// Both corpora, one line each.
pub fn score(engine: &Engine, data: &Path, sheet: &mut Sheet) -> Result<()> {
    for (name, file, element) in [("LGL", "lgl.xml", "toponym"), ("GeoVirus", "GeoVirus.xml", "location")] {
        let path = data.join("places").join(file);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let xml = roxmltree::Document::parse(&text).with_context(|| path.display().to_string())?;
        let mut counts = Counts::default();
        for article in xml.descendants().filter(|n| n.has_tag_name("article")) {
            one(engine, &article, element, &mut counts);
        }
        print(name, &counts, sheet);
    }
    Ok(())
}

fn print(name: &str, c: &Counts, sheet: &mut Sheet) {
    let (p, r) = (c.found as f64 / (c.found + c.wrong).max(1) as f64, c.found as f64 / c.gold.max(1) as f64);
    sheet.note(&format!("places.{name}.f1"), 2.0 * p * r / (p + r).max(1e-9));
    sheet.note(&format!("places.{name}.near"), c.right as f64 / c.found.max(1) as f64);
    println!(
        "places, {name:<15} recognition P {p:.3} R {r:.3} F1 {:.3}  within 161 km {:.3} of {} found",
        2.0 * p * r / (p + r).max(1e-9),
        c.right as f64 / c.found.max(1) as f64,
        c.found
    );
}

fn child<'a>(n: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    n.descendants().find(|c| c.has_tag_name(name)).and_then(|c| c.text())
}

fn one(engine: &Engine, article: &Node<'_, '_>, element: &str, counts: &mut Counts) {
    let text = child(article, "text").unwrap_or("");
    let gold: Vec<Gold> = article.descendants().filter(|n| n.has_tag_name(element)).filter_map(|n| marked(&n, text)).collect();
    let document = Document::paragraph(text, child(article, "dltime").and_then(|t| t.get(..10)));
    let chars = CharIndex::new(text);
    let mut taken = vec![false; gold.len()];
    for t in read(engine.reader(), &document).places {
        let (start, end) = chars.chars(t.span);
        match (0..gold.len()).find(|&i| !taken[i] && gold[i].start < end && start < gold[i].end) {
            Some(i) => {
                taken[i] = true;
                count(&t, &gold[i], counts);
            }
            None => counts.wrong += 1,
        }
    }
    counts.gold += gold.iter().filter(|g| g.point.is_some()).count();
}

fn count(t: &Toponym, gold: &Gold, counts: &mut Counts) {
    let Some(point) = gold.point else { return };
    counts.found += 1;
    counts.right += usize::from(t.point.is_some_and(|p| kilometres(p, point) <= RIGHT));
}

/// A marked name. Its offsets are moved where they count from one: the name itself tells.
fn marked(n: &Node<'_, '_>, text: &str) -> Option<Gold> {
    let number = |name: &str| child(n, name)?.parse::<f64>().ok();
    let (start, end) = (number("start")? as usize, number("end")? as usize);
    let name = child(n, "phrase").or_else(|| child(n, "name"))?;
    let at = |from: usize| text.chars().skip(from).take(name.chars().count()).eq(name.chars());
    let back = usize::from(!at(start) && start > 0 && at(start - 1));
    Some(Gold { start: start - back, end: end - back, point: number("lat").zip(number("lon")) })
}
