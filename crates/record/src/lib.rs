//! The record: readings kept for years in one SQLite file that every tool opens.
//!
//! A whole article comes as rows ([`rows::ArticleRows`]), an imported event as one ([`rows::ForeignRows`]); a [`Batch`] stores
//! them all or none. What was stored before is known again, a corrected article replaces its rows, and the summaries by dyad,
//! type and day are kept as rows come and go. The tables and their columns are described where they are made, in `schema/`.
//!
//! This crate knows nothing of sentences' meaning: it is handed rows. It has no clock: the time of a run is handed in.

mod calendar;
mod error;
mod insert;
mod many;
mod matching;
mod names;
pub mod query;
pub mod rows;
pub mod schema;
mod shingles;
mod store;
mod summary;

pub use calendar::{day_of, iso_of, month_of};
pub use error::{Error, Result};
pub use insert::{Batch, OnKnown, Outcome};
pub use shingles::{NEAR, fingerprint, gist, hash_of, jaccard, near, numbers, shingles};
pub use store::{RunInfo, Store};
