//! Many rows in one statement: the way into each index stays open from row to row, which a statement a row pays for anew.

use crate::error::Result;
use rusqlite::{Connection, Statement, ToSql};

/// Rows of a statement, largest first; the sizes are few, so that every statement is prepared once.
const AT_ONCE: [usize; 3] = [64, 8, 1];

/// Where the values of a row go.
pub(crate) struct Bind<'s, 'db> {
    statement: &'s mut Statement<'db>,
    last: usize,
}

impl Bind<'_, '_> {
    /// The values of the next row, in the order of the columns.
    pub(crate) fn row(&mut self, values: &[&dyn ToSql]) -> Result<()> {
        for value in values {
            self.last += 1;
            self.statement.raw_bind_parameter(self.last, value)?;
        }
        Ok(())
    }
}

/// Insert rows into `table` (with a list of columns, where not all are given), `columns` values each, in their order.
///
/// A row that fails ends the batch as everywhere, so none of the rows before it need be kept in mind to be undone (`OR FAIL`).
pub(crate) fn insert<R>(
    db: &Connection,
    table: &str,
    columns: usize,
    rows: &[R],
    bind: impl Fn(&mut Bind<'_, '_>, &R) -> Result<()>,
) -> Result<()> {
    upsert(db, table, columns, "", rows, bind)
}

/// The same, with what is to be done where a row is there already: `ON CONFLICT ...`.
pub(crate) fn upsert<R>(
    db: &Connection,
    table: &str,
    columns: usize,
    conflict: &str,
    rows: &[R],
    bind: impl Fn(&mut Bind<'_, '_>, &R) -> Result<()>,
) -> Result<()> {
    let mut rest = rows;
    for size in AT_ONCE {
        let (now, later) = rest.split_at(rest.len() - rest.len() % size);
        rest = later;
        if now.is_empty() {
            continue;
        }
        let mut statement = db.prepare_cached(&sql(table, columns, size, conflict))?;
        for chunk in now.chunks_exact(size) {
            let mut to = Bind { statement: &mut statement, last: 0 };
            chunk.iter().try_for_each(|row| bind(&mut to, row))?;
            statement.raw_execute()?;
        }
    }
    Ok(())
}

fn sql(table: &str, columns: usize, rows: usize, conflict: &str) -> String {
    let row = format!("({})", vec!["?"; columns].join(","));
    format!("INSERT OR FAIL INTO {table} VALUES {} {conflict}", vec![row.as_str(); rows].join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::params;

    #[test]
    fn every_row_is_written_once_and_in_order_whatever_their_number() {
        for number in [0_i64, 1, 7, 8, 63, 64, 65, 137, 200] {
            let db = Connection::open_in_memory().unwrap();
            db.execute_batch("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL, c TEXT) STRICT").unwrap();
            let rows: Vec<i64> = (0..number).collect();
            insert(&db, "t (a, b)", 2, &rows, |to, n| to.row(params![n, n.to_string()])).unwrap();
            let mut query = db.prepare("SELECT a FROM t WHERE b = CAST(a AS TEXT) AND c IS NULL ORDER BY a").unwrap();
            let found: Vec<i64> = query.query_map([], |r| r.get(0)).unwrap().map(|r| r.unwrap()).collect();
            assert_eq!(found, rows);
        }
    }

    #[test]
    fn a_row_that_does_not_fit_is_told() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT").unwrap();
        assert!(insert(&db, "t", 1, &[1, 2, 1], |to, n| to.row(params![n])).is_err());
    }
}
