//! Who did what to whom, when, where, for how much, on whose word and how certain.
//!
//! [`read`] takes one cleaned article and gives a [`Reading`]: actors with codes, events, statements, amounts and dates, each with the
//! span of the text it was read from. Reading never fails; what cannot be resolved stays unresolved.

pub mod amounts;
mod article;
mod assume;
pub mod cast;
mod certainty;
mod companies;
mod compose;
pub mod coref;
pub mod dates;
pub mod domain;
pub mod events;
mod history;
pub mod howmuch;
pub mod matcher;
pub mod mend;
mod names;
pub mod phrases;
pub mod places;
mod pronouns;
pub mod quotes;
pub mod rank;
mod recase;
pub mod relate;
pub mod resolve;
pub mod sent;
mod sides;
pub mod slots;
pub mod statements;
pub mod status;
mod times;
mod types;
pub mod when;

pub use article::{Explained, Parse, Reader, Recall, Recalled, explain, read};
pub use certainty::{Certainty, certainty};
pub use recase::recase;
pub use types::*;
