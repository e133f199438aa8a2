//! Comma-separated values after RFC 4180, one row an event, for spreadsheets and everything else.

use crate::error::Result;
use crate::events::{Events, Told, actor, sides};
use crate::export::{Manner, Written, cannot_write};
use chancery_record::Store;
use chancery_record::rows::{Role, SideRow};
use std::io::Write;

const COLUMNS: [&str; 38] = [
    "event",
    "origin",
    "type",
    "mode",
    "contexts",
    "cameo",
    "quad",
    "goldstein",
    "status",
    "reciprocal",
    "date_start",
    "date_end",
    "date_precision",
    "source",
    "source_codes",
    "source_countries",
    "target",
    "target_codes",
    "target_countries",
    "place",
    "place_country",
    "admin1",
    "admin2",
    "lat",
    "lon",
    "resolution",
    "speaker",
    "confidence",
    "rule",
    "trigger",
    "sentence",
    "mentions",
    "sources",
    "articles",
    "tone",
    "outlet",
    "published",
    "url",
];

/// Write the events of a record.
pub(crate) fn write(store: &Store, manner: &Manner, out: &mut dyn Write) -> Result<Written> {
    let mut written = Written::default();
    let mut csv = csv::Writer::from_writer(out);
    let failed = |e: csv::Error| cannot_write(std::io::Error::other(e));
    csv.write_record(COLUMNS).map_err(failed)?;
    Events::new(store.connection()).each(&manner.filter, &mut |told| {
        written.events += 1;
        written.rows += 1;
        let cells = row(&told);
        csv.write_record(cells.iter().map(|c| safe(c, manner.no_formulas))).map_err(failed)
    })?;
    csv.flush().map_err(cannot_write)?;
    Ok(written)
}

/// A cell that no spreadsheet takes for a formula, where that is asked for. Numbers stay numbers.
fn safe(cell: &str, no_formulas: bool) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if no_formulas && formula { format!("'{cell}") } else { cell.to_owned() }
}

fn row(told: &Told) -> Vec<String> {
    let e = &told.rows.event;
    let text = |t: Option<&str>| t.unwrap_or("").to_owned();
    let number = |n: Option<f64>| n.map_or(String::new(), |n| n.to_string());
    let count = |n: Option<i64>| n.map_or(String::new(), |n| n.to_string());
    let date = e.date.as_ref();
    let place = e.places.first().map(|p| &p.place);
    let document = told.rows.document.as_ref();
    let mut cells = vec![
        told.name.clone(),
        told.rows.origin.to_string(),
        e.event_type.to_string(),
        text(e.mode.as_deref()),
        e.contexts.join("; "),
        text(e.cameo.as_deref()),
        e.quad.to_string(),
        number(e.goldstein),
        e.status.name().to_owned(),
        u8::from(e.reciprocal).to_string(),
        text(date.map(|d| d.start.as_str())),
        text(date.map(|d| d.end.as_str())),
        text(date.map(|d| d.precision.as_ref())),
    ];
    cells.extend(party(told, Role::Source));
    cells.extend(party(told, Role::Target));
    cells.extend([
        text(place.map(|p| p.name.as_str())),
        text(place.and_then(|p| p.country.as_deref())),
        text(place.and_then(|p| p.admin1.as_deref())),
        text(place.and_then(|p| p.admin2.as_deref())),
        number(place.and_then(|p| p.lat)),
        number(place.and_then(|p| p.lon)),
        text(place.and_then(|p| p.resolution.as_deref())),
        text(told.speaker.as_deref()),
        number(e.confidence),
        text(e.rule.as_deref()),
        text(e.trigger.as_ref().and_then(|t| t.text.as_deref())),
        text(told.sentence.as_deref()),
        count(e.counts.mentions),
        count(e.counts.sources),
        count(e.counts.articles),
        number(e.counts.tone),
        text(document.and_then(|d| d.outlet.as_deref())),
        text(document.and_then(|d| d.published.as_deref())),
        text(document.and_then(|d| d.url.as_deref())),
    ]);
    cells
}

/// Names, codes and countries of one side.
fn party(told: &Told, role: Role) -> [String; 3] {
    let found = sides(&told.rows.event, role);
    let names: Vec<&str> = found.iter().filter_map(|s| actor(s)).map(|a| a.name.as_str()).collect();
    let codes: Vec<&str> = found.iter().filter_map(|s| s.code.as_deref()).collect();
    let all: Vec<&SideRow> = told.rows.event.sides.iter().filter(|s| s.role == role).collect();
    let mut countries: Vec<&str> = all.iter().filter_map(|s| s.country.as_deref()).collect();
    countries.dedup();
    [names.join("; "), codes.join("; "), countries.join("; ")]
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_are_disarmed_and_numbers_left_alone() {
        assert_eq!(safe("=1+1", true), "'=1+1");
        assert_eq!(safe("@x", true), "'@x");
        assert_eq!(safe("-5.5", true), "-5.5");
        assert_eq!(safe("=1+1", false), "=1+1");
    }
}
