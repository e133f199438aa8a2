//! What a page says about itself in JSON-LD (schema.org).

use crate::clean::{authors_of, tidy};
use serde_json::{Map, Value};
use trafilatura::dom::Document;

/// The facts of an article.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) url: Option<String>,
    /// Words of the article, by its text here or by the count it gives.
    pub(super) words: Option<usize>,
}

/// How deep a graph is searched for the article.
const MAX_DEPTH: usize = 6;

/// Reads the article among a page's JSON-LD scripts.
pub(super) fn read(document: &Document) -> Facts {
    let scripts = document.query_selector_all(document.root(), "script[type='application/ld+json']");
    let values: Vec<Value> = scripts.into_iter().filter_map(|id| parse(&document.text_content(id))).collect();
    let mut facts = Facts::default();
    for value in &values {
        visit(value, 0, &mut facts);
    }
    facts
}

/// Editors leave raw line ends in strings and comment marks around them.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&clean).ok()
    })
}

fn visit(value: &Value, depth: usize, facts: &mut Facts) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|item| visit(item, depth + 1, facts)),
        Value::Object(object) if is_article(object) => take(object, facts),
        Value::Object(object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                if let Some(inner) = object.get(key).filter(|_| key != "itemListElement" || facts.headline.is_none()) {
                    visit(inner, depth + 1, facts);
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let article = |kind: &str| kind.ends_with("Article") || ["BlogPosting", "Report", "LiveBlogPosting"].contains(&kind);
    match object.get("@type") {
        Some(Value::String(kind)) => article(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(article),
        _ => false,
    }
}

fn take(object: &Map<String, Value>, facts: &mut Facts) {
    let text = |key: &str| object.get(key).and_then(name).map(|t| tidy(&t)).filter(|t| !t.is_empty());
    let date = |key: &str| text(key).as_deref().and_then(crate::iso_date);
    facts.headline = facts.headline.take().or_else(|| text("headline")).or_else(|| text("name"));
    facts.published = facts.published.take().or_else(|| date("datePublished")).or_else(|| date("dateCreated"));
    facts.outlet = facts.outlet.take().or_else(|| text("publisher"));
    facts.url = facts.url.take().or_else(|| text("url"));
    facts.words = facts.words.or_else(|| word_count(object));
    if facts.authors.is_empty() {
        facts.authors = object.get("author").or_else(|| object.get("creator")).map(authors).unwrap_or_default();
    }
}

fn word_count(object: &Map<String, Value>) -> Option<usize> {
    let text = object.get("articleBody").and_then(Value::as_str).map(|text| text.split_whitespace().count());
    text.filter(|words| *words > 0).or_else(|| match object.get("wordCount")? {
        Value::String(count) => count.parse().ok(),
        count => usize::try_from(count.as_u64()?).ok(),
    })
}

/// A string, or the name of an object.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => name(object.get("name").or_else(|| object.get("@value"))?),
        Value::Array(list) => list.iter().find_map(name),
        _ => None,
    }
}

fn authors(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => dedup(list.iter().flat_map(authors).collect()),
        value => name(value).map(|names| authors_of(&names)).unwrap_or_default(),
    }
}

fn dedup(names: Vec<String>) -> Vec<String> {
    names.into_iter().fold(Vec::new(), |mut kept, name| {
        if !kept.contains(&name) {
            kept.push(name);
        }
        kept
    })
}
