//! Counts by dyad, type and day, from the record's summaries: as fast for fifty million events as for fifty.

use super::Days;
use chancery_ties::{Cell, Codes, Direction, Kind, Side};
use rusqlite::{Connection, Result, params};
use std::collections::BTreeSet;

/// Ordered pairs of codes, source first.
pub type Pairs = BTreeSet<(String, String)>;

const PAIR: &str = "SELECT day, type, reports, events, happenings, goldstein FROM dyad_days
    WHERE source = ?1 AND target = ?2 AND happened = 1 AND (?3 IS NULL OR origin = ?3) AND day BETWEEN ?4 AND ?5";

/// What happened between these pairs; kinds that the ontology lacks are left out.
pub fn cells(db: &Connection, pairs: &Pairs, origin: Option<&str>, days: Days, kinds: &[Kind], codes: &mut Codes) -> Result<Vec<Cell>> {
    let mut find = db.prepare(PAIR)?;
    let mut out = Vec::new();
    for (from, to) in pairs {
        let (source, target) = (codes.number(from), codes.number(to));
        let mut rows = find.query(params![from, to, origin, days.from, days.to])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(1)?.as_str()?;
            let Some(kind) = kinds.iter().position(|k| k.name == name) else { continue };
            let (day, kind, happened, outlet) = (row.get(0)?, kind as u16, true, 0);
            let (reports, events, happenings) = (row.get(2)?, row.get(3)?, row.get(4)?);
            out.push(Cell { day, source, target, kind, outlet, happened, reports, events, happenings, goldstein: row.get(5)? });
        }
    }
    Ok(out)
}

/// Every code that acts or is acted upon in the record, one look at the index for each. Whoever is only ever a target is found among
/// the sources' targets.
pub fn everybody(db: &Connection) -> Result<BTreeSet<String>> {
    let mut next = db.prepare("SELECT min(source) FROM dyad_days WHERE source > ?1")?;
    let mut after = db.prepare("SELECT min(target) FROM dyad_days WHERE source = ?1 AND target > ?2")?;
    let mut all = BTreeSet::new();
    let mut source = String::new();
    while let Some(found) = next.query_row([&source], |r| r.get::<_, Option<String>>(0))? {
        let mut target = String::new();
        while let Some(t) = after.query_row([&found, &target], |r| r.get::<_, Option<String>>(0))? {
            all.insert(t.clone());
            target = t;
        }
        all.insert(found.clone());
        source = found;
    }
    all.remove("---");
    Ok(all)
}

/// The pairs of two sides, in the directions that count.
pub fn pairs(first: &Side, second: &[String], codes: &Codes, direction: Direction) -> Pairs {
    let mut out = Pairs::new();
    for a in first.members.iter().map(|m| codes.name(m.0)) {
        for b in second.iter().filter(|b| *b != a) {
            if direction != Direction::To {
                out.insert((a.to_owned(), b.clone()));
            }
            if direction != Direction::From {
                out.insert((b.clone(), a.to_owned()));
            }
        }
    }
    out
}
