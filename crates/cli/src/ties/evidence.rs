//! The sentences under a point of a series.

use super::{Args, Desk};
use crate::view::terminal::safe;
use anyhow::Result;
use chancery_ties::{Day, Direction, Period, iso};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One point: two sides in a period. No second side is anybody.
pub struct Under {
    /// The other side, as it is called in the table.
    pub label: String,
    /// The period.
    pub period: Period,
    /// Codes of one side.
    pub first: Vec<String>,
    /// Codes of the other.
    pub second: Option<Vec<String>>,
}

/// An event with the words that bear it out.
pub struct Proof {
    /// Number of the event.
    pub event: i64,
    day: Day,
    kind: String,
    status: String,
    outlet: Option<String>,
    foreign: Option<String>,
    /// The sentence; None where text is not kept.
    pub sentence: Option<String>,
    /// Codes of the sources and targets.
    parties: (String, String),
}

/// The proofs under each point asked for, with how many there are in all.
pub fn under(
    desk: &Desk,
    args: &Args,
    periods: &[Period],
    points: impl Fn(Period) -> Vec<Under>,
) -> Result<Vec<(Under, Vec<Proof>, usize)>> {
    let Some(most) = args.evidence else { return Ok(Vec::new()) };
    let wanted = periods.iter().filter(|p| args.at.as_ref().is_none_or(|at| *at == p.to_string()));
    let mut out = Vec::new();
    for u in wanted.flat_map(|&p| points(p)) {
        let all = found(desk.db(), &u, args.direction.direction(), args.counting.origin.as_deref())?;
        let proofs = all.iter().take(most).map(|&id| proof(desk.db(), id)).collect::<Result<Vec<_>>>()?;
        if !all.is_empty() {
            out.push((u, proofs, all.len()));
        }
    }
    Ok(out)
}

const ONE_WAY: &str = "SELECT e.id, e.day FROM event_actors s JOIN events e ON e.id = s.event
    WHERE s.country = ?1 AND s.role = ?2 AND s.day BETWEEN ?3 AND ?4 AND e.happened = 1 AND (?5 IS NULL OR e.origin = ?5)
        AND (?6 OR e.reciprocal = 1) AND e.same_as IS NULL AND e.copy = 0
        AND (?7 IS NULL OR EXISTS (SELECT 1 FROM event_actors t WHERE t.event = e.id AND t.role <> ?2 AND t.country = ?7))";

/// Events between the two sides, in order of time, that happened; repetitions and reprints left out.
fn found(db: &Connection, u: &Under, direction: Direction, origin: Option<&str>) -> Result<Vec<i64>> {
    let mut find = db.prepare(ONE_WAY)?;
    let mut ids: BTreeMap<(Day, i64), ()> = BTreeMap::new();
    for first in &u.first {
        let others: Vec<Option<&str>> = u.second.as_ref().map_or(vec![None], |s| s.iter().map(|c| Some(c.as_str())).collect());
        for other in others.into_iter().filter(|o| *o != Some(first)) {
            for role in ["source", "target"] {
                // An event that both sides did counts in either direction.
                let plain = match direction {
                    Direction::Both => true,
                    Direction::From => role == "source",
                    Direction::To => role == "target",
                };
                let mut rows = find.query(params![first, role, u.period.start, u.period.end, origin, plain, other])?;
                while let Some(row) = rows.next()? {
                    ids.insert((row.get(1)?, row.get(0)?), ());
                }
            }
        }
    }
    Ok(ids.into_keys().map(|(_, id)| id).collect())
}

/// An event with its words.
pub fn proof(db: &Connection, event: i64) -> Result<Proof> {
    let sql = "SELECT e.day, e.type, e.status, d.outlet, e.foreign_id, s.text FROM events e LEFT JOIN documents d ON d.id = e.document
        LEFT JOIN sentences s ON s.document = e.document AND s.number = e.sentence AND e.number IS NOT NULL WHERE e.id = ?";
    let mut side = db
        .prepare_cached("SELECT DISTINCT country FROM event_actors WHERE event = ? AND role = ? AND country IS NOT NULL ORDER BY number")?;
    let mut codes = |role: &str| -> Result<String> {
        let names = side.query_map(params![event, role], |r| r.get::<_, String>(0))?;
        Ok(names.collect::<rusqlite::Result<Vec<_>>>()?.join(" "))
    };
    let parties = (codes("source")?, codes("target")?);
    Ok(db.prepare_cached(sql)?.query_row([event], |r| {
        let day = r.get::<_, Option<Day>>(0)?.unwrap_or_default();
        Ok(Proof { event, day, kind: r.get(1)?, status: r.get(2)?, outlet: r.get(3)?, foreign: r.get(4)?, sentence: r.get(5)?, parties })
    })?)
}

/// For reading.
pub fn text(found: &[(Under, Vec<Proof>, usize)]) -> String {
    let mut out = String::new();
    for (u, proofs, all) in found {
        out += &format!("\n{} with {}: {} of {all} events\n", u.period, u.label, proofs.len());
        out += &proofs.iter().map(line).collect::<String>();
    }
    out
}

fn line(p: &Proof) -> String {
    let words = p.sentence.as_deref().map(safe).or_else(|| p.foreign.as_ref().map(|f| format!("[no text; {f} in its origin]")));
    let outlet = p.outlet.as_deref().map_or(String::new(), |o| format!(", {}", safe(o)));
    let head = format!("  {} {} {} > {} (event {}{outlet})", iso(p.day), p.kind, p.parties.0, p.parties.1, p.event);
    format!("{head}\n      {}\n", words.unwrap_or_else(|| "[no text kept]".to_owned()))
}

/// For programs.
pub fn json(found: &[(Under, Vec<Proof>, usize)]) -> Value {
    let proof = |p: &Proof| {
        json!({ "event": p.event, "day": iso(p.day), "type": p.kind, "status": p.status, "source": p.parties.0, "target": p.parties.1,
            "outlet": p.outlet, "foreign_id": p.foreign, "sentence": p.sentence })
    };
    let point = |(u, proofs, all): &(Under, Vec<Proof>, usize)| json!({ "period": u.period.to_string(), "with": u.label, "events": all, "shown": proofs.iter().map(proof).collect::<Vec<_>>() });
    Value::Array(found.iter().map(point).collect())
}
