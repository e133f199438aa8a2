//! Answers.

use crate::error::Result;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params, Row, Statement};

/// One value of an answer.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    /// Bytes, as hexadecimal digits.
    Bytes(String),
}

impl From<ValueRef<'_>> for Cell {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(n) => Self::Integer(n),
            ValueRef::Real(n) => Self::Real(n),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Bytes(bytes.iter().map(|b| format!("{b:02x}")).collect()),
        }
    }
}

/// Rows under named columns.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// All that a query answers.
    pub(crate) fn answer(db: &Connection, sql: &str, values: impl Params) -> Result<Self> {
        let mut query = db.prepare(sql)?;
        let mut table = Self::of(&query);
        let mut rows = query.query(values)?;
        while let Some(row) = rows.next()? {
            table.push(row)?;
        }
        Ok(table)
    }

    /// A table without rows, with the columns of a query.
    pub(crate) fn of(query: &Statement<'_>) -> Self {
        Self { columns: query.column_names().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// Add a row of the query.
    pub(crate) fn push(&mut self, row: &Row<'_>) -> Result<()> {
        let cells = (0..self.columns.len()).map(|i| Ok(Cell::from(row.get_ref(i)?)));
        self.rows.push(cells.collect::<Result<_>>()?);
        Ok(())
    }
}
