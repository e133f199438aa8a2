//! From bytes to documents, blocks, sentences and words.

mod document;
pub mod segment;

pub use document::{Block, Document, Part, Removed};
