//! From the record to Parquet files.

use super::plan;
use crate::error::{Error, Result};
use arrow_array::builder::{BinaryBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use chancery_record::Store;
use chancery_record::schema::{Column, Relation, VERSION};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use rusqlite::types::ValueRef;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows gathered before they are handed to the writer.
const BATCH: usize = 4096;
/// Rows of a row group: what a reader takes into memory at once, and this writer too.
const GROUP: usize = 128 * 1024;

/// How files are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// A file for each month of each table.
    Months,
    /// One file for each table.
    Tables,
}

/// Write every table of a record into a folder, which must be new or empty. Returns how many rows there were.
///
/// # Errors
///
/// Where the folder holds something already or cannot be written, or the record cannot be read.
pub fn save(store: &Store, folder: &Path, division: Division) -> Result<u64> {
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    if fs::read_dir(folder).map_err(Error::io(folder))?.next().is_some() {
        let why = "the folder is not empty: name a new one, for rows of two exports in one folder would be counted twice".to_owned();
        return Err(Error::Columns { path: folder.to_owned(), why });
    }
    plan::tables().iter().map(|table| save_table(store, table, folder, division)).sum()
}

fn save_table(store: &Store, table: &Relation, folder: &Path, division: Division) -> Result<u64> {
    let db = store.connection();
    let by_month = division == Division::Months && plan::has_months(table);
    let mut query = db.prepare(&plan::query(db, table, by_month)?)?;
    let mut rows = query.query([])?;
    let (mut open, mut count): (Option<Part>, u64) = (None, 0);
    while let Some(row) = rows.next()? {
        let month: Option<String> = row.get(0)?;
        if open.as_ref().is_none_or(|part| part.month != month) {
            open.take().map_or(Ok(()), Part::close)?;
            open = Some(Part::open(table, folder, division, by_month.then_some(&month), &month)?);
        }
        if let Some(part) = &mut open {
            for (i, cells) in part.cells.iter_mut().enumerate() {
                cells.push(row.get_ref(i + 1)?);
            }
            part.held += 1;
            part.flush(BATCH)?;
        }
        count += 1;
    }
    // A table without rows has a file all the same, so that every query finds its columns.
    let last = match open {
        None => Some(Part::open(table, folder, division, None, &None)?),
        open => open,
    };
    last.map_or(Ok(()), Part::close)?;
    Ok(count)
}

/// A file that is being written.
struct Part {
    month: Option<String>,
    path: PathBuf,
    schema: SchemaRef,
    writer: ArrowWriter<File>,
    cells: Vec<Cells>,
    held: usize,
}

impl Part {
    fn open(
        table: &Relation,
        folder: &Path,
        division: Division,
        partition: Option<&Option<String>>,
        month: &Option<String>,
    ) -> Result<Self> {
        let path = match (division, partition) {
            (Division::Tables, _) => folder.join(format!("{}.parquet", table.name)),
            (_, None) => folder.join(&table.name).join("part-0.parquet"),
            // Hive's name for rows without a value.
            (_, Some(month)) => {
                let month = month.as_deref().unwrap_or("__HIVE_DEFAULT_PARTITION__");
                folder.join(&table.name).join(format!("month={month}")).join("part-0.parquet")
            }
        };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Error::io(parent))?;
        }
        let schema = Arc::new(schema(table));
        let file = File::create(&path).map_err(Error::io(&path))?;
        let failed = |error| Error::Parquet { path: path.clone(), error };
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).map_err(failed)?))
            .set_max_row_group_row_count(Some(GROUP))
            .set_key_value_metadata(Some(vec![KeyValue::new("chancery.schema".to_owned(), VERSION.to_string())]))
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(failed)?;
        let cells = table.columns.iter().map(Cells::new).collect();
        Ok(Self { month: month.clone(), path, schema, writer, cells, held: 0 })
    }

    /// Hand the gathered rows to the writer, where there are at least so many.
    fn flush(&mut self, at_least: usize) -> Result<()> {
        if self.held < at_least {
            return Ok(());
        }
        self.held = 0;
        let arrays: Vec<ArrayRef> = self.cells.iter_mut().map(Cells::finish).collect();
        let failed = |error| Error::Parquet { path: self.path.clone(), error };
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(|e| failed(e.into()))?;
        self.writer.write(&batch).map_err(failed)
    }

    fn close(mut self) -> Result<()> {
        self.flush(1)?;
        let path = self.path;
        self.writer.close().map(drop).map_err(|error| Error::Parquet { path, error })
    }
}

fn schema(table: &Relation) -> Schema {
    let field = |c: &Column| {
        let meaning = [("meaning".to_owned(), c.meaning.clone())].into();
        Field::new(&c.name, data_type(c), c.nullable).with_metadata(meaning)
    };
    Schema::new(table.columns.iter().map(field).collect::<Vec<_>>())
}

/// Arrow's type of a column of a STRICT table.
pub(super) fn data_type(c: &Column) -> DataType {
    match c.sql_type.as_str() {
        "INTEGER" => DataType::Int64,
        "REAL" => DataType::Float64,
        "BLOB" => DataType::Binary,
        _ => DataType::Utf8,
    }
}

/// Cells of one column.
enum Cells {
    Integer(Int64Builder),
    Real(Float64Builder),
    Text(StringBuilder),
    Blob(BinaryBuilder),
}

impl Cells {
    fn new(c: &Column) -> Self {
        match data_type(c) {
            DataType::Int64 => Self::Integer(Int64Builder::new()),
            DataType::Float64 => Self::Real(Float64Builder::new()),
            DataType::Binary => Self::Blob(BinaryBuilder::new()),
            _ => Self::Text(StringBuilder::new()),
        }
    }

    /// Add a cell. The tables are STRICT: a cell is of its column's type or NULL, and text is UTF-8 unless somebody else wrote it.
    fn push(&mut self, value: ValueRef<'_>) {
        match (self, value) {
            (Self::Integer(b), ValueRef::Integer(i)) => b.append_value(i),
            (Self::Integer(b), _) => b.append_null(),
            (Self::Real(b), ValueRef::Real(r)) => b.append_value(r),
            (Self::Real(b), _) => b.append_null(),
            (Self::Text(b), ValueRef::Text(t)) => b.append_value(String::from_utf8_lossy(t)),
            (Self::Text(b), _) => b.append_null(),
            (Self::Blob(b), ValueRef::Blob(bytes)) => b.append_value(bytes),
            (Self::Blob(b), _) => b.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Integer(b) => Arc::new(b.finish()),
            Self::Real(b) => Arc::new(b.finish()),
            Self::Text(b) => Arc::new(b.finish()),
            Self::Blob(b) => Arc::new(b.finish()),
        }
    }
}
