//! Single events with parties, certainty, words and money.

use super::Days;
use chancery_ties::{Act, Status, Sum};
use rusqlite::{Connection, Result, Row, params_from_iter};
use std::collections::HashMap;

/// Which events are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Codes one of which must take part; empty for everybody.
    pub around: Vec<String>,
    /// Whose coding; None for everybody's.
    pub origin: Option<String>,
    /// Days of the events.
    pub days: Option<Days>,
}

impl Filter {
    /// The condition on `events e`, with its parameters in order.
    fn condition(&self) -> (String, Vec<rusqlite::types::Value>) {
        let mut parts = vec!["1".to_owned()];
        let mut values: Vec<rusqlite::types::Value> = Vec::new();
        if !self.around.is_empty() {
            let marks = vec!["?"; self.around.len()].join(", ");
            parts.push(format!("e.id IN (SELECT event FROM event_actors WHERE country IN ({marks}))"));
            values.extend(self.around.iter().cloned().map(Into::into));
        }
        if let Some(origin) = &self.origin {
            parts.push("e.origin = ?".to_owned());
            values.push(origin.clone().into());
        }
        if let Some(days) = self.days {
            parts.push("coalesce(e.day, d.published_day) BETWEEN ? AND ?".to_owned());
            values.extend([i64::from(days.from).into(), i64::from(days.to).into()]);
        }
        (parts.join(" AND "), values)
    }
}

const COLUMNS: &str = "e.id, e.type, e.mode, e.cameo, e.rule, e.status, coalesce(e.day, d.published_day), e.date_end, e.date_precision,
    d.published_day, coalesce(sp.name, st.speaker_text), d.outlet, e.document, e.happening, e.same_as IS NOT NULL OR e.copy = 1,
    s.text, e.trigger_start - s.start, e.trigger_end - s.start, e.sentence";

const TABLES: &str = "events e LEFT JOIN documents d ON d.id = e.document LEFT JOIN actors sp ON sp.id = e.speaker
    LEFT JOIN statements st ON st.document = e.document AND st.number = e.statement
    LEFT JOIN sentences s ON s.document = e.document AND s.number = e.sentence AND e.number IS NOT NULL";

/// The events, in order of their numbers; those without any date are left out.
pub fn acts(db: &Connection, filter: &Filter) -> Result<Vec<Act>> {
    let (condition, values) = filter.condition();
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE {condition} ORDER BY e.id");
    let mut find = db.prepare(&sql)?;
    let mut out = Vec::new();
    let mut rows = find.query(params_from_iter(&values))?;
    while let Some(row) = rows.next()? {
        out.extend(act(row)?);
    }
    let places: HashMap<i64, usize> = out.iter().enumerate().map(|(i, a)| (a.id, i)).collect();
    parties(db, &condition, &values, &places, &mut out)?;
    sums(db, &condition, &values, &places, &mut out)?;
    Ok(out)
}

fn act(row: &Row<'_>) -> Result<Option<Act>> {
    let Some(day) = row.get::<_, Option<i32>>(6)? else { return Ok(None) };
    let Some(status) = status(row.get_ref(5)?.as_str()?) else { return Ok(None) };
    let end = row.get::<_, Option<String>>(7)?.and_then(|e| chancery_record::day_of(&e)).unwrap_or(day);
    let precision: Option<String> = row.get(8)?;
    let start: Option<i64> = row.get(16)?;
    let stop: Option<i64> = row.get(17)?;
    let place = |v: Option<i64>| v.and_then(|v| usize::try_from(v).ok());
    Ok(Some(Act {
        id: row.get(0)?,
        kind: row.get(1)?,
        mode: row.get(2)?,
        cameo: row.get(3)?,
        rule: row.get(4)?,
        status,
        day,
        end,
        dated: precision.is_some_and(|p| p != "unknown"),
        known: row.get::<_, Option<i32>>(9)?.unwrap_or(day),
        sources: Vec::new(),
        targets: Vec::new(),
        speaker: row.get(10)?,
        outlet: row.get(11)?,
        article: row.get(12)?,
        happening: row.get(13)?,
        repeats: row.get(14)?,
        sums: Vec::new(),
        place: row.get(18)?,
        sentence: row.get(15)?,
        trigger: place(start).zip(place(stop)),
    }))
}

fn status(name: &str) -> Option<Status> {
    Some(match name {
        "occurred" => Status::Occurred,
        "ongoing" => Status::Ongoing,
        "planned" => Status::Planned,
        "requested" => Status::Requested,
        "hypothetical" => Status::Hypothetical,
        "denied" => Status::Denied,
        _ => return None,
    })
}

/// Codes of the sources and targets, in order.
fn parties(
    db: &Connection,
    condition: &str,
    values: &[rusqlite::types::Value],
    places: &HashMap<i64, usize>,
    out: &mut [Act],
) -> Result<()> {
    let sql = format!(
        "SELECT a.event, a.role, a.country FROM {TABLES} JOIN event_actors a ON a.event = e.id
         WHERE a.country IS NOT NULL AND {condition} ORDER BY a.event, a.role, a.number"
    );
    let mut find = db.prepare(&sql)?;
    let mut rows = find.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let Some(&i) = places.get(&row.get(0)?) else { continue };
        let source = row.get_ref(1)?.as_str()? == "source";
        let side = if source { &mut out[i].sources } else { &mut out[i].targets };
        let code: String = row.get(2)?;
        if !side.contains(&code) {
            side.push(code);
        }
    }
    Ok(())
}

/// Money.
fn sums(db: &Connection, condition: &str, values: &[rusqlite::types::Value], places: &HashMap<i64, usize>, out: &mut [Act]) -> Result<()> {
    let sql = format!(
        "SELECT e.id, m.currency, m.value, coalesce(m.upper, m.value), m.role FROM {TABLES} JOIN event_amounts ea ON ea.event = e.id
         JOIN amounts m ON m.document = e.document AND m.number = ea.amount WHERE m.currency IS NOT NULL AND {condition}
         ORDER BY e.id, m.number"
    );
    let mut find = db.prepare(&sql)?;
    let mut rows = find.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        if let Some(&i) = places.get(&row.get(0)?) {
            out[i].sums.push(Sum { currency: row.get(1)?, low: row.get(2)?, high: row.get(3)?, role: row.get(4)? });
        }
    }
    Ok(())
}
