//! Stable ids from content.

use crate::rows::{ActorRow, DocumentRow, PlaceRow};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The first `bytes` bytes of the SHA-256 of the parts, hexadecimal.
fn hash(bytes: usize, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finalize()[..bytes])
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// Strings as a JSON array.
pub(crate) fn json<S: AsRef<str>>(items: &[S]) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    serde_json::Value::from(items.iter().map(|i| i.as_ref().to_owned()).collect::<Vec<_>>()).to_string()
}

/// What tells one actor from another, in one string.
pub(crate) fn actor_content(a: &ActorRow) -> String {
    [&a.kind, a.name.as_str(), &a.codes.join(" "), &a.countries.join(" ")].join("\u{1f}")
}

/// What tells one place from another, in one string.
pub(crate) fn place_content(p: &PlaceRow) -> String {
    let number = |n: Option<f64>| n.map_or(String::new(), |n| n.to_string());
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let resolution = p.resolution.as_deref().unwrap_or("").to_owned();
    let geonames = p.geonames.map_or(String::new(), |g| g.to_string());
    let parts =
        [text(&p.country), text(&p.admin1), text(&p.admin2), number(p.lat), number(p.lon), resolution, geonames, text(&p.feature_id)];
    format!("{}\u{1f}{}", p.name, parts.join("\u{1f}"))
}

/// The same for look-ups, written fast: numbers by their bits.
pub(crate) fn mark_place(p: &PlaceRow, mark: &mut String) {
    mark.clear();
    mark.push_str(&p.name);
    for text in [p.country.as_deref(), p.admin1.as_deref(), p.admin2.as_deref(), p.resolution.as_deref(), p.feature_id.as_deref()] {
        mark.push('\u{1f}');
        mark.push_str(text.unwrap_or(""));
    }
    for number in [p.lat.map(f64::to_bits), p.lon.map(f64::to_bits), p.geonames.map(i64::cast_unsigned)] {
        mark.push('\u{1f}');
        if let Some(n) = number {
            // Writing to a string does not fail.
            let _ = write!(mark, "{n:x}");
        }
    }
}

/// The stable id of an actor's or a place's content.
pub(crate) fn key(content: &str) -> String {
    hash(8, &[content])
}

impl DocumentRow {
    /// What stays the same when an article is corrected: its address; without one its outlet and its id there; without these
    /// its outlet and the version itself.
    #[must_use]
    pub fn identity_of(origin: &str, url: Option<&str>, outlet: Option<&str>, external_id: Option<&str>, uid: &str) -> String {
        let parts: &[&str] = match (url, external_id) {
            (Some(url), _) => &["url", url],
            (None, Some(id)) => &["id", outlet.unwrap_or(""), id],
            (None, None) => &["uid", outlet.unwrap_or(""), uid],
        };
        let all: Vec<&str> = std::iter::once(origin).chain(parts.iter().copied()).collect();
        hash(16, &all)
    }

    /// The article behind an imported event, known by its address or its id in the origin.
    #[must_use]
    pub fn foreign(origin: &str, url: Option<&str>, external_id: Option<&str>, outlet: Option<&str>, published: Option<&str>) -> Self {
        let owned = |t: Option<&str>| t.map(str::to_owned);
        let uid = hash(8, &[origin, url.unwrap_or(""), external_id.unwrap_or(""), outlet.unwrap_or("")]);
        Self {
            identity: Self::identity_of(origin, url, outlet, external_id, &uid),
            uid,
            external_id: owned(external_id),
            url: owned(url),
            outlet: owned(outlet),
            published: owned(published),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_identifies_before_an_id_before_the_text() {
        let of = |url, id, uid| DocumentRow::identity_of("chancery", url, Some("Post"), id, uid);
        assert_eq!(of(Some("u"), Some("1"), "x"), of(Some("u"), Some("2"), "y"));
        assert_eq!(of(None, Some("1"), "x"), of(None, Some("1"), "y"));
        assert_ne!(of(None, None, "x"), of(None, None, "y"));
        assert_ne!(of(Some("u"), None, "x"), DocumentRow::identity_of("gdelt2", Some("u"), Some("Post"), None, "x"));
    }

    #[test]
    fn lists_are_json() {
        assert_eq!(json::<&str>(&[]), "[]");
        assert_eq!(json(&["a \"b\""]), r#"["a \"b\""]"#);
    }
}
