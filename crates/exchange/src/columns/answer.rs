//! An answer to a question as a Parquet file.

use crate::error::{Error, Result};
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::ArrowError;
use chancery_record::query::{Cell, Table};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use std::path::PathBuf;
use std::sync::Arc;

/// The bytes of a Parquet file that holds an answer: a column of whole numbers is INT64, one of numbers DOUBLE, any other (a column
/// without values, too) is text; bytes are hexadecimal digits.
///
/// # Errors
///
/// Where two columns have one name.
pub fn answer(table: &Table) -> Result<Vec<u8>> {
    let failed = |error| Error::Parquet { path: PathBuf::from("the answer"), error };
    write(table).map_err(failed)
}

fn write(table: &Table) -> std::result::Result<Vec<u8>, ParquetError> {
    let columns = table.columns.iter().enumerate().map(|(i, name)| (name.as_str(), column(table, i), true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(|e: ArrowError| ParquetError::from(e))?;
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?)).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(bytes)
}

fn column(table: &Table, i: usize) -> ArrayRef {
    let cells = || table.rows.iter().map(|r| &r[i]);
    let all = |fits: fn(&Cell) -> bool| cells().all(|c| fits(c) || *c == Cell::Null) && cells().any(fits);
    if all(|c| matches!(c, Cell::Integer(_))) {
        return Arc::new(Int64Array::from_iter(cells().map(|c| if let Cell::Integer(n) = c { Some(*n) } else { None })));
    }
    if all(|c| matches!(c, Cell::Integer(_) | Cell::Real(_))) {
        return Arc::new(Float64Array::from_iter(cells().map(|c| match c {
            Cell::Integer(n) => Some(*n as f64),
            Cell::Real(n) => Some(*n),
            _ => None,
        })));
    }
    Arc::new(StringArray::from_iter(cells().map(|c| match c {
        Cell::Null => None,
        Cell::Integer(n) => Some(n.to_string()),
        Cell::Real(n) => Some(n.to_string()),
        Cell::Text(t) | Cell::Bytes(t) => Some(t.clone()),
    })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_schema::DataType;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    #[test]
    fn columns_are_typed_by_what_is_in_them() {
        let text = |t: &str| Cell::Text(t.to_owned());
        let table = Table {
            columns: ["name", "count", "share", "nothing", "mixed"].map(str::to_owned).to_vec(),
            rows: vec![
                vec![text("a"), Cell::Integer(1), Cell::Integer(2), Cell::Null, text("x")],
                vec![Cell::Null, Cell::Integer(-7), Cell::Real(0.5), Cell::Null, Cell::Integer(3)],
            ],
        };
        let path = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(path.path(), answer(&table).unwrap()).unwrap();
        let file = std::fs::File::open(path.path()).unwrap();
        let batch = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap().next().unwrap().unwrap();
        let types: Vec<DataType> = batch.schema().fields().iter().map(|f| f.data_type().clone()).collect();
        assert_eq!(types, [DataType::Utf8, DataType::Int64, DataType::Float64, DataType::Utf8, DataType::Utf8]);
        assert_eq!(batch.column(1), &column(&table, 1));
        assert_eq!(batch.column(2), &column(&table, 2));
        assert_eq!(batch.column(4), &column(&table, 4));
        assert_eq!(batch.num_rows(), 2);
    }

    #[test]
    fn an_empty_answer_has_its_columns() {
        let table = Table { columns: vec!["id".to_owned()], rows: Vec::new() };
        assert!(answer(&table).unwrap().starts_with(b"PAR1"));
    }
}
