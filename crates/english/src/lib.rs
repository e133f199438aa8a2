//! The English lexicon and model, embedded.
//!
//! This crate holds data and nothing else: the text files of `lexicon/` and the weights of `models/`. The binary hands them to
//! the reading, so that another language is another crate of this shape.

use chancery_lexicon::Source;

/// The files of the English lexicon.
pub const SOURCES: &[Source<'static>] = &include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// The weights of the English tagger and parser; their card is `models/english.md`.
pub const MODEL: &[u8] = include_bytes!("../../../models/english.bin");

/// The weights of the types between marked pairs; their card is `models/relate.md`.
pub const RELATE: &[u8] = include_bytes!("../../../models/relate.bin");
/// Towns and divisions by name; its card is `models/places.md`.
pub const PLACES: &[u8] = include_bytes!("../../../models/places.bin");
