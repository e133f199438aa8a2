//! Tags, lemmas and dependency trees.

pub mod tree;
