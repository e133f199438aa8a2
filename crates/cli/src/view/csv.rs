//! Events as comma-separated values, one row each, after RFC 4180.

use super::json::document_id;
use chancery_reading::{Reading, events::countries};
use chancery_text::Document;

/// The header row.
pub const HEADER: &str = "document,published,outlet,event,type,mode,cameo,quad,goldstein,source,source_countries,target,target_countries,status,date_start,date_end,date_precision,speaker,confidence,rule,sentence";

/// A value, quoted where it must be.
pub fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// The rows of one article, each ended by a line break.
pub fn rows(d: &Document, r: &Reading) -> String {
    let id = document_id(d);
    let names = |ids: &[usize]| ids.iter().map(|&a| r.actors[a].name.as_str()).collect::<Vec<_>>().join("; ");
    let mut out = String::new();
    for (i, e) in r.events.iter().enumerate() {
        let date = |pick: fn(&chancery_reading::When) -> &str| e.date.as_ref().map_or("", pick).to_owned();
        let speaker = e.attribution.map_or(String::new(), |s| r.statements[s].speaker_text.clone());
        let cells = [
            id.clone(),
            d.published.clone().unwrap_or_default(),
            d.outlet.clone().unwrap_or_default(),
            format!("e{}", i + 1),
            e.event.name().to_owned(),
            e.mode.clone().unwrap_or_default(),
            e.cameo.clone().unwrap_or_default(),
            e.event.quad().to_string(),
            e.event.score().to_string(),
            names(&e.source),
            countries(&r.actors, &e.source).join(" "),
            names(&e.target),
            countries(&r.actors, &e.target).join(" "),
            e.status.name().to_owned(),
            date(|w| &w.start),
            date(|w| &w.end),
            date(|w| w.precision),
            speaker,
            format!("{:.2}", e.confidence),
            e.rule.clone(),
            r.sentences[e.sentence].span.of(&d.text).to_owned(),
        ];
        out += &cells.iter().map(|c| cell(c)).collect::<Vec<_>>().join(",");
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_are_quoted_only_where_they_must_be() {
        assert_eq!(super::cell("a b"), "a b");
        assert_eq!(super::cell("a, \"b\""), "\"a, \"\"b\"\"\"");
    }
}
