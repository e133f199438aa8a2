//! The tables: their making, their versions, and what their columns mean.
//!
//! The SQL files under `schema/` are the one place where tables are described; [`describe`] reads the comments there.

use crate::error::Result;
use rusqlite::Connection;

/// The version this program writes.
pub const VERSION: u32 = MIGRATIONS.len() as u32;

/// Marks a SQLite file as a record: the bytes `chan`.
pub(crate) const APPLICATION: i32 = 0x6368_616e;

/// What makes version n+1 of version n; the first makes a record of an empty file.
const MIGRATIONS: &[&str] = &[
    include_str!("../schema/tables.sql"),
    include_str!("../schema/toponyms.sql"),
    concat!(include_str!("../schema/aside.sql"), include_str!("../schema/totals.sql")),
];

/// Fills `dyad_month_totals`, which is empty, from `dyad_months`: for records that were made without it.
pub const TOTALS: &str = include_str!("../schema/totals.sql");

/// The saved views, which hold no data and are made anew with every version.
const VIEWS: &str = include_str!("../schema/views.sql");

/// Bring an open file from `from` to [`VERSION`], all or nothing.
pub(crate) fn migrate(db: &mut Connection, from: u32) -> Result<()> {
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited for the lock.
    let now: u32 = tx.pragma_query_value(None, "user_version", |r| r.get(0))?;
    for step in MIGRATIONS.iter().skip(now.max(from) as usize) {
        tx.execute_batch(step)?;
    }
    if now < VERSION {
        drop_views(&tx)?;
        tx.execute_batch(VIEWS)?;
        tx.pragma_update(None, "user_version", VERSION)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
    }
    Ok(tx.commit()?)
}

/// Views of the program's own names; those a user made stay.
fn drop_views(db: &Connection) -> Result<()> {
    for view in relations(VIEWS) {
        db.execute_batch(&format!("DROP VIEW IF EXISTS {}", view.name))?;
    }
    Ok(())
}

/// A table or view, with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Name.
    pub name: String,
    /// table, index of words, or view.
    pub kind: &'static str,
    /// What a row is.
    pub meaning: String,
    /// Its columns, in order; empty for views.
    pub columns: Vec<Column>,
}

/// A column, with its unit and meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// SQLite's type: INTEGER, REAL, TEXT or BLOB.
    pub sql_type: String,
    /// Whether it may be missing.
    pub nullable: bool,
    /// Meaning, with unit and vocabulary.
    pub meaning: String,
}

/// Every table and view of a record, as this program makes them.
#[must_use]
pub fn describe() -> Vec<Relation> {
    let mut found = Vec::new();
    MIGRATIONS.iter().copied().chain([VIEWS]).for_each(|sql| read(sql, &mut found));
    found
}

fn relations(sql: &str) -> Vec<Relation> {
    let mut found = Vec::new();
    read(sql, &mut found);
    found
}

/// Add what a file makes to what was made before it.
fn read(sql: &str, found: &mut Vec<Relation>) {
    let mut open = None;
    for line in sql.lines() {
        let (code, comment) = line.split_once(" -- ").unwrap_or((line, ""));
        if let Some((kind, name)) = opening(code) {
            open = Some(found.len());
            found.push(Relation { name, kind, meaning: comment.trim().to_owned(), columns: Vec::new() });
        } else if let Some((name, declared)) = addition(code) {
            let table = found.iter_mut().find(|t| t.name == name);
            table.into_iter().for_each(|t| t.columns.extend(column(&declared, comment)));
        } else if let Some(table) = open.and_then(|i: usize| found.get_mut(i)).filter(|t| t.kind != "view") {
            table.columns.extend(column(code, comment));
        }
    }
}

/// The table a line adds a column to, and the column as a table's own line would declare it.
fn addition(code: &str) -> Option<(&str, String)> {
    let (table, column) = code.strip_prefix("ALTER TABLE ")?.split_once(" ADD COLUMN ")?;
    Some((table, format!("  {}", column.trim_end_matches(';'))))
}

/// The kind and name of what a line begins to make.
fn opening(code: &str) -> Option<(&'static str, String)> {
    [("CREATE TABLE ", "table"), ("CREATE VIRTUAL TABLE ", "full-text index"), ("CREATE VIEW ", "view")].iter().find_map(|(start, kind)| {
        let name = code.strip_prefix(start)?.split([' ', '(']).next()?;
        Some((*kind, name.to_owned()))
    })
}

/// The column a line declares: every column has a comment, constraints have none.
fn column(code: &str, comment: &str) -> Option<Column> {
    let mut words = code.strip_prefix("  ")?.trim_end_matches(',').split_whitespace();
    let name = words.next().filter(|_| !comment.is_empty())?.trim_matches(['"', ',']).to_owned();
    let sql_type = words.next().unwrap_or("TEXT").to_owned();
    let nullable = !code.contains("NOT NULL") && !code.contains("PRIMARY KEY");
    Some(Column { name, sql_type, nullable, meaning: comment.trim().to_owned() })
}
