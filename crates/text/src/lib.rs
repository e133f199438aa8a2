//! From bytes to documents, blocks, sentences and words.
//!
//! Two steps, so that the cheap one can feed many threads of the dear one:
//!
//! 1. [`Inputs`] walks files, directories and standard input and cuts them into [`RawRecord`]s, one at a time and in
//!    input order, holding no more than one record in memory;
//! 2. [`clean`] turns a record into a [`Document`]: decoded, freed of page debris, its headline, captions and
//!    paragraphs told apart, its author and date read. It is pure, and may run on any thread.
//!
//! Whatever cannot be read comes back as a [`Rejected`] that says where and why. Nothing here panics on any input.
//!
//! This crate knows English news pages; it knows nothing of politics.

mod clean;
mod dateline;
mod dates;
mod document;
mod encoding;
mod error;
mod html;
mod language;
mod read;
pub mod segment;

pub use clean::{DEBRIS_RULES, DebrisError, DebrisRules, MAX_CLEAN_BYTES, clean};
pub use dateline::{after_dateline, dateline};
pub use dates::{FoundDate, find_date, iso_date};
pub use document::{Block, Document, Part, Removed};
pub use error::{Reason, Rejected};
pub use read::{FieldMap, Inputs, Kind, MAX_RECORD_BYTES, Meta, Place, RawRecord, Source, open};
