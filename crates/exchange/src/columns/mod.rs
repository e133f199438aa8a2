//! Every table of a record as Parquet, and back: the form for DuckDB, Polars, pandas, R and Spark.
//!
//! A folder a table, in it a folder `month=YYYY-MM` for each month (Hive's naming, which all of these read), in it one file.
//! Tables that belong to no time (actors, places, runs) have one file. Columns have the names and types of the record; their
//! meaning is the field metadata `meaning`.

mod answer;
mod plan;
mod read;
mod write;

pub use answer::answer;
pub use read::restore;
pub use write::{Division, save};
