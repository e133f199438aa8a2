//! Other people's codes, read from the text files of `lexicon/codes/`.

mod acled;
mod actors;
mod cameo;
mod countries;
mod petrarch;
mod plover;
mod sectors;

pub use acled::{AcledType, acled_sector, acled_type};
pub use actors::{CameoActor, cameo_of};
pub use cameo::{Cameo, cameo, cameo_for, cameo_named};
pub use countries::Country;
pub use petrarch::{StandIn, stand_ins, weis};
pub use plover::plover;
pub use sectors::sectors_of;

/// Lines that say something, with their numbers, from 1.
fn lines(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    let kept = text.lines().enumerate().map(|(i, l)| (i + 1, l.trim()));
    kept.filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
}

/// The items of a `;` list.
fn items(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(';').map(str::trim).filter(|i| !i.is_empty())
}

/// Cut the first word off a line.
fn word(line: &'static str) -> (&'static str, &'static str) {
    line.split_once(char::is_whitespace).map_or((line, ""), |(w, rest)| (w, rest.trim_start()))
}
