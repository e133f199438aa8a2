//! Questions in SQL, which cannot change anything.

use super::Table;
use super::party::nearest;
use crate::error::{Error, Result};
use crate::schema;
use rusqlite::Connection;

/// The rows of a query, `limit` at most. The connection is to be one for reading only, as [`crate::Store::open`] gives.
///
/// # Errors
///
/// Where the query is wrong; a table or column that does not exist is answered with those that are named nearly so.
pub fn sql(db: &Connection, query: &str, limit: Option<usize>) -> Result<Table> {
    let mut query = db.prepare(query).map_err(explain)?;
    if !query.readonly() {
        return Err(Error::Query { why: "it would change the record; only questions are answered here".to_owned(), near: Vec::new() });
    }
    let mut table = Table::of(&query);
    let mut rows = query.query([]).map_err(explain)?;
    while limit.is_none_or(|l| table.rows.len() < l) {
        let Some(row) = rows.next().map_err(explain)? else { break };
        table.push(row)?;
    }
    Ok(table)
}

fn explain(error: rusqlite::Error) -> Error {
    let why = match &error {
        rusqlite::Error::SqliteFailure(_, Some(why)) => why.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    };
    let relations = schema::describe();
    let unknown = |what: &str| why.split_once(what).map(|(_, name)| name.rsplit('.').next().unwrap_or(name).to_owned());
    let near = if let Some(table) = unknown("no such table: ") {
        nearest(&table, relations.into_iter().map(|r| r.name))
    } else if let Some(column) = unknown("no such column: ") {
        let all = relations.iter().flat_map(|r| r.columns.iter().map(|c| format!("{}.{}", r.name, c.name)));
        near_columns(&column, all)
    } else {
        Vec::new()
    };
    Error::Query { why, near }
}

/// Columns named nearly so, with their tables.
fn near_columns(column: &str, all: impl Iterator<Item = String>) -> Vec<String> {
    let all: Vec<String> = all.collect();
    let name = |c: &String| c.split('.').nth(1).unwrap_or("").to_owned();
    let names = nearest(column, all.iter().map(name));
    all.iter().filter(|c| names.contains(&name(c))).take(5).cloned().collect()
}
