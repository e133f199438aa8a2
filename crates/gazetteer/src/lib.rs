//! Names of places with their coordinates.
//!
//! One file holds towns, the divisions of states and the states themselves. It is read where it lies: nothing is copied or
//! rebuilt at the start, so a program that embeds it pays only for the pages it touches. [`Gazetteer::find`] gives every place a
//! name may mean; which one is meant is for the reader of the article to say.
//!
//! The file is made by `examples/build_gazetteer.rs` from GeoNames; its card is `models/places.md`.

mod file;
mod key;
mod write;

pub use file::{BadFile, Gazetteer};
pub use key::key;
pub use write::{Draft, DraftPlace, build};

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Class {
    /// A first-level division of a state: a province, a region, a federal state.
    Province,
    /// A second-level division: a county, a district.
    County,
    /// A town, a city, a village.
    #[default]
    Town,
    /// The capital of a state.
    Capital,
}

/// A place of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// Number of the place in this file.
    pub index: u32,
    /// GeoNames id; zero where it is not known (most divisions).
    pub id: u32,
    /// Degrees north. Of a division: the middle of the box that holds its towns.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants, within one tenth; zero where not known. Of a division: the sum of its towns.
    pub population: u32,
    /// What it is.
    pub class: Class,
    /// ISO 3166-1 alpha-3 code of the state (`KOS` for Kosovo).
    pub country: &'a str,
    /// The division it lies in.
    pub parent: Option<u32>,
    /// The name looked up is not its usual one: another language's, an older one, a county without the word "County".
    pub alternate: bool,
}
