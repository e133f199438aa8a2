//! How much was read, and counts by outlet.

use super::{Days, Pairs};
use chancery_ties::{Cell, Codes, Kind, News};
use rusqlite::{Connection, Result, params};
use std::collections::{BTreeMap, BTreeSet};

/// Outlets told apart; all smaller ones count as one more.
const MOST: usize = 40;

/// Numbers of the outlets that published most; those not among them share the last number.
pub fn outlets(db: &Connection, origin: Option<&str>, days: Days) -> Result<BTreeMap<String, u16>> {
    let mut find = db.prepare(
        "SELECT outlet FROM outlet_days WHERE (?1 IS NULL OR origin = ?1) AND day BETWEEN ?2 AND ?3
         GROUP BY outlet ORDER BY sum(articles) DESC, outlet LIMIT ?4",
    )?;
    let names = find.query_map(params![origin, days.from, days.to, MOST as i64], |r| r.get::<_, String>(0))?;
    names.enumerate().map(|(i, name)| Ok((name?, i as u16))).collect()
}

/// Articles read by day; by outlet where `outlets` numbers them.
pub fn news(db: &Connection, origin: Option<&str>, days: Days, outlets: Option<&BTreeMap<String, u16>>) -> Result<News> {
    let mut find = db.prepare(
        "SELECT day, outlet, sum(articles) FROM outlet_days WHERE (?1 IS NULL OR origin = ?1) AND day BETWEEN ?2 AND ?3 GROUP BY day, outlet",
    )?;
    let rest = outlets.map_or(0, |o| o.len() as u16);
    let number = |name: &str| outlets.map_or(0, |o| o.get(name).copied().unwrap_or(rest));
    let rows = find.query_map(params![origin, days.from, days.to], |r| Ok((r.get(0)?, number(r.get_ref(1)?.as_str()?), r.get(2)?)))?;
    Ok(News { articles: rows.collect::<Result<_>>()?, outlets: usize::from(rest) + 1 })
}

const EVENTS: &str = "SELECT e.id, e.day, e.type, e.goldstein, coalesce(d.outlet, '---'), e.same_as IS NULL AND e.copy = 0,
        e.happening IS NULL OR h.first_event = e.id
    FROM event_actors s JOIN event_actors t ON t.event = s.event AND t.role = ?3
    JOIN events e ON e.id = s.event LEFT JOIN documents d ON d.id = e.document LEFT JOIN happenings h ON h.id = e.happening
    WHERE s.country = ?1 AND s.role = ?2 AND s.day BETWEEN ?4 AND ?5 AND t.country = ?6
        AND e.happened = 1 AND (?7 IS NULL OR e.origin = ?7) AND (?2 = 'source' OR e.reciprocal = 1)";

/// The same counts as `super::cells`, by outlet: from the events, for the summaries do not tell outlets apart.
pub fn by_outlet(
    db: &Connection,
    pairs: &Pairs,
    origin: Option<&str>,
    days: Days,
    kinds: &[Kind],
    codes: &mut Codes,
    outlets: &BTreeMap<String, u16>,
) -> Result<Vec<Cell>> {
    let mut find = db.prepare(EVENTS)?;
    let mut out = Vec::new();
    for (from, to) in pairs {
        let (source, target) = (codes.number(from), codes.number(to));
        let mut seen = BTreeSet::new();
        for (side, other) in [("source", "target"), ("target", "source")] {
            let mut rows = find.query(params![from, side, other, days.from, days.to, to, origin])?;
            while let Some(row) = rows.next()? {
                let name = row.get_ref(2)?.as_str()?;
                let Some(kind) = kinds.iter().position(|k| k.name == name) else { continue };
                if !seen.insert(row.get::<_, i64>(0)?) {
                    continue;
                }
                let outlet = outlets.get(row.get_ref(4)?.as_str()?).copied().unwrap_or(outlets.len() as u16);
                let (events, happenings) = (row.get(5)?, row.get(6)?);
                let goldstein = f64::from(events) * row.get::<_, Option<f64>>(3)?.unwrap_or(0.0);
                let (day, kind) = (row.get(1)?, kind as u16);
                out.push(Cell { day, source, target, kind, outlet, happened: true, reports: 1, events, happenings, goldstein });
            }
        }
    }
    Ok(out)
}
