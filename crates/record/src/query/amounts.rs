//! The pledge ledger: what was promised, promised again, delivered.

use super::conditions::Conditions;
use super::statements::party;
use super::table::Cell;
use super::{Party, Table};
use crate::error::Result;
use rusqlite::{Connection, Row};

/// Two sums of one currency between the same countries are the same promise where they differ by no more than this share.
const SAME: f64 = 0.05;

/// What is asked of amounts; everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct AmountFilter {
    /// Who gives: a source of the event.
    pub giver: Option<Party>,
    /// Who receives: a target of the event.
    pub receiver: Option<Party>,
    /// aid, investment, trade, loan, arms, fine, damage, price or other.
    pub role: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Least value.
    pub least: Option<f64>,
    /// First day.
    pub since: Option<i32>,
    /// Last day.
    pub until: Option<i32>,
}

/// An amount of an event.
struct Line {
    cells: Vec<Cell>,
    event_type: String,
    happened: bool,
    same_happening: Option<i64>,
    giver: Option<String>,
    receiver: Option<String>,
    unit: Option<String>,
    value: f64,
}

/// Money and counts of events, earliest first, each told to be `promised` (an agreement, offer or pledge), `repeated` (the same sum
/// between the same countries promised before), `delivered` (aid or cooperation that occurred or goes on), `not yet` (the same,
/// planned, requested, supposed or denied) or `other`. Near copies of articles and repetitions within an article are left out.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn ledger(db: &Connection, filter: &AmountFilter, skip: usize, limit: usize) -> Result<Table> {
    let mut c = Conditions::default();
    side(&mut c, filter.giver.as_ref(), "source", "m.giver");
    side(&mut c, filter.receiver.as_ref(), "target", "m.receiver");
    c.maybe("m.role = ?", filter.role.clone());
    c.maybe("m.currency = ?", filter.currency.clone());
    c.maybe("coalesce(m.upper, m.value) >= ?", filter.least);
    c.maybe("e.day >= ?", filter.since);
    c.maybe("e.day <= ?", filter.until);
    let first =
        |role: &str| format!("(SELECT x.country FROM event_actors x WHERE x.event = e.id AND x.role = '{role}' ORDER BY x.number LIMIT 1)");
    let sql = format!(
        "SELECT d.uid || '.m' || m.number AS name, e.date_start, m.role, m.value, m.upper, coalesce(m.currency, m.unit) AS unit, m.approximate,
           l.source AS giver, l.target AS receiver, d.uid || '.e' || e.number AS event, e.type, e.status, d.outlet, d.published, m.text, e.happened,
           e.happening, {}, {}
         FROM events e JOIN event_amounts x ON x.event = e.id JOIN amounts m ON m.document = e.document AND m.number = x.amount
         JOIN documents d ON d.id = e.document JOIN event_list l ON l.id = e.id
         WHERE e.copy = 0 AND e.same_as IS NULL AND {} ORDER BY e.day, e.id, m.number",
        first("source"),
        first("target"),
        c.all()
    );
    let mut query = db.prepare(&sql)?;
    let mut columns: Vec<String> = query.column_names().take(SHOWN).map(str::to_owned).collect();
    columns.insert(2, "standing".to_owned());
    let mut rows = query.query(c.params().as_slice())?;
    let (mut before, mut table): (Vec<Line>, Table) = (Vec::new(), Table { columns, rows: Vec::new() });
    while let Some(row) = rows.next()? {
        let line = line(row)?;
        let mut cells = line.cells.clone();
        cells.insert(2, Cell::Text(standing(&line, &before).to_owned()));
        table.rows.push(cells);
        before.push(line);
    }
    table.rows = table.rows.into_iter().skip(skip).take(limit).collect();
    Ok(table)
}

/// Columns of the query that are shown; the rest serve the reckoning.
const SHOWN: usize = 15;

fn line(row: &Row<'_>) -> Result<Line> {
    Ok(Line {
        cells: (0..SHOWN).map(|i| Ok(Cell::from(row.get_ref(i)?))).collect::<Result<_>>()?,
        event_type: row.get("type")?,
        happened: row.get("happened")?,
        same_happening: row.get("happening")?,
        giver: row.get(SHOWN + 2)?,
        receiver: row.get(SHOWN + 3)?,
        unit: row.get("unit")?,
        value: row.get("value")?,
    })
}

fn standing(line: &Line, before: &[Line]) -> &'static str {
    match line.event_type.as_str() {
        "AGREE" if before.iter().any(|b| b.event_type == "AGREE" && same(b, line)) => "repeated",
        "AGREE" => "promised",
        "AID" | "COOPERATE" if line.happened => "delivered",
        "AID" | "COOPERATE" => "not yet",
        _ => "other",
    }
}

/// Whether two lines tell of one promise.
fn same(a: &Line, b: &Line) -> bool {
    let close = (a.value - b.value).abs() <= SAME * a.value.abs().max(b.value.abs());
    let sides = a.giver == b.giver && a.receiver == b.receiver;
    a.unit == b.unit && close && (sides || (a.same_happening.is_some() && a.same_happening == b.same_happening))
}

/// A party gives or receives: as the amount says, or as the event does.
fn side(c: &mut Conditions, who: Option<&Party>, role: &str, column: &str) {
    let Some(who) = who else { return };
    let mut direct = Conditions::default();
    party(&mut direct, Some(who), column);
    let (sql, values) = who.condition();
    let direct_sql = direct.all();
    c.values.extend(direct.values);
    c.add(format!("({direct_sql} OR EXISTS (SELECT 1 FROM event_actors x WHERE x.event = e.id AND x.role = '{role}' AND {sql}))"), values);
}
