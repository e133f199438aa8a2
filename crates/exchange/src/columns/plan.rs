//! Which tables there are, and which month a row belongs to.

use crate::error::Result;
use chancery_record::schema::{self, Relation};
use rusqlite::Connection;

/// Columns that date a row by themselves, in order of preference.
const OWN_DAY: [&str; 3] = ["day", "published_day", "day_first"];
/// Columns that lead to a row with a date: column, table, its column.
const LEADS: [(&str, &str, &str); 3] =
    [("document", "documents", "published_day"), ("event", "events", "day"), ("happening", "happenings", "day_first")];

/// The tables of a record, in an order in which rows come after those they point at.
pub(super) fn tables() -> Vec<Relation> {
    schema::describe().into_iter().filter(|r| r.kind == "table").collect()
}

/// Name of a column in SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// The query that gives a table's rows month by month, the month first; without one where the table has no time.
pub(super) fn query(db: &Connection, table: &Relation, by_month: bool) -> Result<String> {
    let columns: Vec<String> = table.columns.iter().map(|c| format!("t.{}", quoted(&c.name))).collect();
    let (day, join) = if by_month { day_of_row(table) } else { None }.unwrap_or_else(|| ("NULL".to_owned(), String::new()));
    let order: Vec<String> = key(db, &table.name)?.iter().map(|c| format!("t.{}", quoted(c))).collect();
    Ok(format!(
        "SELECT strftime('%Y-%m', {day} * 86400, 'unixepoch') AS m, {} FROM {} t {join} ORDER BY m, {}",
        columns.join(", "),
        table.name,
        order.join(", ")
    ))
}

/// Whether a table's rows belong to months.
pub(super) fn has_months(table: &Relation) -> bool {
    day_of_row(table).is_some()
}

/// The day of a row and the join that leads to it.
fn day_of_row(table: &Relation) -> Option<(String, String)> {
    let has = |name: &str| table.columns.iter().any(|c| c.name == name);
    // A table of months already is small, and its own column of that name would hide the folder's.
    if has("month") {
        return None;
    }
    if let Some(own) = OWN_DAY.into_iter().find(|name| has(name)) {
        return Some((format!("t.{own}"), String::new()));
    }
    let (column, other, day) = LEADS.into_iter().find(|(column, _, _)| has(column))?;
    Some((format!("o.{day}"), format!("LEFT JOIN {other} o ON o.id = t.{column}")))
}

/// The primary key.
fn key(db: &Connection, table: &str) -> Result<Vec<String>> {
    let mut query = db.prepare("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk")?;
    let names = query.query_map([table], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(if names.is_empty() { vec!["rowid".to_owned()] } else { names })
}
