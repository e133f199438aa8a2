//! Everyone's event formats in and out of the record, and columns for everyone's tools.
//!
//! [`import()`] reads files of other projects into a record, repairs what is known to be wrong with them and accounts for every
//! row; [`export()`] writes events in other projects' formats; [`columns`] writes and reads every table as Parquet. What each
//! format keeps and loses is told in `docs/FORMATS.md`; codes of countries, actors and events are text files in `lexicon/codes/`.

mod cells;
pub mod codes;
pub mod columns;
mod error;
pub mod events;
mod export;
mod formats;
mod import;

pub use error::{Error, Result};
pub use export::{Manner, Target, Written, export};
pub use formats::Source;
pub use import::{Options, Report, Skipped, check, import};
