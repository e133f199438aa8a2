//! Reading an article out of a JSON object, by names that can be changed.

use super::Meta;
use crate::Reason;
use serde_json::{Map, Value};

/// Which names of a JSON object hold what.
///
/// Each field has a list of names, tried in order; a name may be a path such as `content.body`. The defaults cover the
/// names that feeds, news services and corpora use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMap {
    names: [Vec<String>; FIELDS.len()],
}

/// The fields that can be mapped, with the names they go by.
const FIELDS: [(&str, &[&str]); 7] = [
    ("id", &["id", "_id", "uuid", "guid", "doc_id", "docid", "article_id", "external_id", "uri"]),
    ("title", &["title", "headline", "name", "heading", "titleText"]),
    (
        "text",
        &[
            "text",
            "body",
            "content",
            "article",
            "fullText",
            "full_text",
            "maintext",
            "articleBody",
            "content_text",
            "body_text",
            "story",
            "content_html",
            "html",
            "raw_content",
            "description",
            "summary",
        ],
    ),
    ("url", &["url", "link", "canonical_url", "web_url", "webUrl", "source_url", "href"]),
    (
        "published",
        &[
            "published",
            "date",
            "publishedAt",
            "published_at",
            "publishedDate",
            "published_date",
            "date_published",
            "datePublished",
            "publication_date",
            "publish_date",
            "date_publish",
            "pub_date",
            "pubDate",
            "publishDate",
            "webPublicationDate",
            "created_at",
            "timestamp",
            "datetime",
            "time",
        ],
    ),
    (
        "outlet",
        &[
            "outlet",
            "source",
            "publisher",
            "publication",
            "site_name",
            "siteName",
            "source_name",
            "sourceName",
            "newspaper",
            "domain",
            "source_domain",
        ],
    ),
    ("authors", &["authors", "author", "byline", "creator", "writer", "by"]),
];

const TEXT: usize = 2;

impl Default for FieldMap {
    fn default() -> Self {
        Self { names: FIELDS.map(|(_, names)| names.iter().map(|&n| n.to_owned()).collect()) }
    }
}

impl FieldMap {
    /// The default names, changed by a list such as `text=story.body,published=when`.
    ///
    /// # Errors
    ///
    /// Where an item has no `=` or names no field, with the names that can be given.
    pub fn parse(spec: &str) -> Result<Self, String> {
        let mut map = Self::default();
        for item in spec.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            let (field, name) = item.split_once('=').ok_or_else(|| format!("`{item}` should read `field=name`"))?;
            map.set(field.trim(), name.trim())?;
        }
        Ok(map)
    }

    /// Reads `field` from `name`, and from nothing else.
    ///
    /// # Errors
    ///
    /// Where there is no such field.
    pub fn set(&mut self, field: &str, name: &str) -> Result<(), String> {
        let known = || FIELDS.map(|(field, _)| field).join(", ");
        let at = FIELDS.iter().position(|(known, _)| *known == field);
        let at = at.ok_or_else(|| format!("no field `{field}`; the fields are {}", known()))?;
        self.names[at] = vec![name.to_owned()];
        Ok(())
    }

    fn find<'v>(&self, field: usize, object: &'v Map<String, Value>) -> Option<&'v Value> {
        self.names[field].iter().filter_map(|name| lookup(object, name)).find(|value| !is_blank(value))
    }

    fn text(&self, field: usize, object: &Map<String, Value>) -> Option<String> {
        self.find(field, object).and_then(plain)
    }
}

/// The article's text and what the object says about it.
pub(crate) fn read_object(bytes: &[u8], fields: &FieldMap) -> Result<(String, Meta), Reason> {
    let value: Value = serde_json::from_slice(bytes).map_err(|e| Reason::Json(e.to_string()))?;
    let Value::Object(object) = value else {
        return Err(Reason::Json("this is no object".to_owned()));
    };
    let title = fields.text(1, &object);
    let Some(text) = fields.text(TEXT, &object).or_else(|| title.clone()) else {
        return Err(no_text(fields, &object));
    };
    let meta = Meta {
        id: fields.text(0, &object),
        title,
        url: fields.text(3, &object),
        published: fields.text(4, &object),
        outlet: fields.text(5, &object),
        authors: fields.find(6, &object).map(names).unwrap_or_default(),
        ..Meta::default()
    };
    Ok((text, meta))
}

fn no_text(fields: &FieldMap, object: &Map<String, Value>) -> Reason {
    let found: Vec<&str> = object.keys().map(String::as_str).take(12).collect();
    let found = if found.is_empty() { "no fields".to_owned() } else { format!("`{}`", found.join("`, `")) };
    Reason::NoText { wanted: fields.names[TEXT].iter().take(3).cloned().collect::<Vec<_>>().join("`, `"), found }
}

/// A name as it stands, else as a path.
fn lookup<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    object.get(name).or_else(|| {
        let mut steps = name.split('.');
        let first = object.get(steps.next()?)?;
        steps.try_fold(first, |value, step| match value {
            Value::Array(list) => list.get(step.parse::<usize>().ok()?),
            _ => value.get(step),
        })
    })
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_blank),
        _ => false,
    }
}

/// A value as text: paragraphs of a list are joined, objects give their name or content.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(plain).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        Value::Object(object) => {
            ["name", "title", "text", "content", "value", "rendered", "$oid", "$date"].iter().find_map(|k| plain(object.get(*k)?))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

/// The names of a value that is one name or a list of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(plain).collect(),
        value => plain(value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_default_names_and_synonyms() {
        let object = br#"{"_id": 7, "headline": "H", "body": ["One.", "Two."], "source": {"name": "The Post"},
            "publishedAt": "2020-01-02", "authors": [{"name": "A B"}, "C D"]}"#;
        let (text, meta) = read_object(object, &FieldMap::default()).unwrap();
        assert_eq!(text, "One.\n\nTwo.");
        assert_eq!(meta.id.as_deref(), Some("7"));
        assert_eq!(meta.title.as_deref(), Some("H"));
        assert_eq!(meta.outlet.as_deref(), Some("The Post"));
        assert_eq!(meta.published.as_deref(), Some("2020-01-02"));
        assert_eq!(meta.authors, ["A B", "C D"]);
    }

    #[test]
    fn names_can_be_mapped_to_paths() {
        let fields = FieldMap::parse("text=story.0.words").unwrap();
        let (text, _) = read_object(br#"{"story": [{"words": "Hello."}]}"#, &fields).unwrap();
        assert_eq!(text, "Hello.");
        assert!(FieldMap::parse("colour=red").unwrap_err().contains("the fields are id, title, text"));
    }

    #[test]
    fn says_what_is_missing() {
        let error = read_object(br#"{"foo": 1}"#, &FieldMap::default()).unwrap_err();
        assert!(error.to_string().contains("the record has `foo`"), "{error}");
        assert!(matches!(read_object(b"[1]", &FieldMap::default()), Err(Reason::Json(_))));
    }
}
