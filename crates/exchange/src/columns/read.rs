//! From Parquet files back to a record.

use super::plan::{self, quoted};
use super::write::data_type;
use crate::error::{Error, Result};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use chancery_record::Store;
use chancery_record::schema::{Relation, TOTALS, VERSION};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Fill a new record with the tables that [`save`](super::save) wrote: all of them or nothing. Returns how many rows there were.
///
/// # Errors
///
/// Where the record holds something already, where the folder holds no tables or files that are none of its tables, or where
/// one cannot be read or the other not be written.
pub fn restore(store: &mut Store, folder: &Path) -> Result<u64> {
    let tables = plan::tables();
    let db = store.connection();
    for table in &tables {
        let filled: bool = db.query_row(&format!("SELECT EXISTS (SELECT 1 FROM {})", table.name), [], |r| r.get(0))?;
        if filled {
            return Err(Error::Wrong(format!("the record holds rows already ({}): restore into a new one", table.name)));
        }
    }
    let transaction = db.unchecked_transaction()?;
    transaction.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let mut rows = 0;
    for table in &tables {
        for path in files(folder, &table.name)? {
            rows += restore_file(&transaction, table, &path)?;
        }
    }
    if rows == 0 {
        let why = "no rows of a record are here; `chancery export --to parquet` writes such a folder".to_owned();
        return Err(Error::Columns { path: folder.to_owned(), why });
    }
    let totals: bool = transaction.query_row("SELECT EXISTS (SELECT 1 FROM dyad_month_totals)", [], |r| r.get(0))?;
    if !totals {
        // Written from a record of a version without them.
        transaction.execute_batch(TOTALS)?;
    }
    transaction.execute_batch("INSERT INTO sentences_text (sentences_text) VALUES ('rebuild')")?;
    whole(&transaction, folder)?;
    transaction.commit()?;
    Ok(rows)
}

/// An error where a row points to one that is not there: a file of the folder is missing.
fn whole(db: &rusqlite::Connection, folder: &Path) -> Result<()> {
    let stray = db
        .query_row("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1", [], |r| {
            Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?))
        })
        .optional()?;
    let Some((table, parent)) = stray else { return Ok(()) };
    let why = format!("a row of {table} points to one of {parent} that is not here: a file is missing");
    Err(Error::Columns { path: folder.to_owned(), why })
}

/// The files of a table: one of its name, or all in its folder, in order.
fn files(folder: &Path, table: &str) -> Result<Vec<PathBuf>> {
    let single = folder.join(format!("{table}.parquet"));
    if single.is_file() {
        return Ok(vec![single]);
    }
    let mut found = Vec::new();
    let top = folder.join(table);
    if top.is_dir() {
        gather(&top, &mut found)?;
    }
    Ok(found)
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
        inside.push(entry.map_err(Error::io(folder))?.path());
    }
    inside.sort();
    for path in inside {
        if path.is_dir() {
            gather(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "parquet") {
            found.push(path);
        }
    }
    Ok(())
}

fn restore_file(db: &Connection, table: &Relation, path: &Path) -> Result<u64> {
    let failed = |error| Error::Parquet { path: path.to_owned(), error };
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).map_err(Error::io(path))?).map_err(failed)?;
    let version = builder.metadata().file_metadata().key_value_metadata().and_then(|all| all.iter().find(|kv| kv.key == "chancery.schema"));
    let version: Option<u32> = version.and_then(|kv| kv.value.as_deref()).and_then(|v| v.parse().ok());
    if version.is_some_and(|v| v > VERSION) {
        let why = format!("written from a record of a newer schema than this program's {VERSION}; use the program that wrote it");
        return Err(Error::Columns { path: path.to_owned(), why });
    }
    let schema = builder.schema().clone();
    for field in schema.fields() {
        let column = table.columns.iter().find(|c| c.name == *field.name());
        if column.is_none_or(|c| data_type(c) != *field.data_type()) {
            let why = format!("column {} of type {} is no column of the table {}", field.name(), field.data_type(), table.name);
            return Err(Error::Columns { path: path.to_owned(), why });
        }
    }
    let names: Vec<String> = schema.fields().iter().map(|f| quoted(f.name())).collect();
    let marks = vec!["?"; names.len()].join(", ");
    let mut insert = db.prepare(&format!("INSERT INTO {} ({}) VALUES ({marks})", table.name, names.join(", ")))?;
    let mut rows = 0;
    for batch in builder.build().map_err(failed)? {
        let batch = batch.map_err(|e| failed(e.into()))?;
        for row in 0..batch.num_rows() {
            insert.execute(params_from_iter(cells(&batch, row)))?;
        }
        rows += batch.num_rows() as u64;
    }
    Ok(rows)
}

fn cells(batch: &RecordBatch, row: usize) -> impl Iterator<Item = Value> {
    batch.columns().iter().map(move |column| cell(column, row))
}

/// A cell of a column whose type was checked.
fn cell(column: &ArrayRef, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    if let Some(integers) = column.as_primitive_opt::<Int64Type>() {
        return Value::Integer(integers.value(row));
    }
    if let Some(reals) = column.as_primitive_opt::<Float64Type>() {
        return Value::Real(reals.value(row));
    }
    if let Some(texts) = column.as_string_opt::<i32>() {
        return Value::Text(texts.value(row).to_owned());
    }
    column.as_binary_opt::<i32>().map_or(Value::Null, |bytes| Value::Blob(bytes.value(row).to_owned()))
}
