//! From paths to raw records, one at a time and in input order.

mod feed;
mod fields;
mod inputs;
mod json;
mod lines;
mod open;
mod petrarch;
mod record;
mod sniff;
mod warc;

pub use fields::FieldMap;
pub use inputs::Inputs;
pub use open::open;
pub use record::{Kind, MAX_RECORD_BYTES, Meta, Place, RawRecord, Source};

pub(crate) use feed::entry_fields;
pub(crate) use fields::read_object;
pub(crate) use sniff::{binary_kind, looks_like_markup};

use crate::Rejected;

/// The records of one opened file.
type Records = Box<dyn Iterator<Item = Result<RawRecord, Rejected>> + Send>;
