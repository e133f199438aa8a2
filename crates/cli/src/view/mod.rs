//! How a reading leaves the program: the contract's JSON, a table, a page for a person.

pub mod csv;
pub mod json;
pub mod person;
pub mod terminal;
