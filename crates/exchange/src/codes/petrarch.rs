//! The codes and invented names of PETRARCH's unit tests.

use super::{items, lines, word};

const TABLE: &str = include_str!("../../../../lexicon/codes/petrarch-tests.txt");

/// An invented state of the tests and the real one that is read in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandIn {
    /// The tests' code.
    pub code: &'static str,
    /// The tests' name.
    pub name: &'static str,
    /// The name read instead.
    pub real: &'static str,
    /// Its code, ISO 3166-1 alpha-3.
    pub iso: &'static str,
}

/// Every invented name, in the order of the file.
pub fn stand_ins() -> impl Iterator<Item = StandIn> {
    lines(TABLE).filter_map(|(_, line)| {
        let (code, rest) = word(line.strip_prefix("place ")?);
        let (name, real) = rest.split_once(" = ")?;
        let (real, iso) = real.rsplit_once(' ')?;
        Some(StandIn { code, name, real, iso })
    })
}

/// The PLOVER types of a WEIS code, by its first two figures; STATEMENT is none of PLOVER's. Empty for what WEIS does not have.
#[must_use]
pub fn weis(code: &str) -> Vec<&'static str> {
    let root = code.get(..2).unwrap_or("");
    let row = lines(TABLE).find_map(|(_, line)| line.strip_prefix("weis ")?.split_once(" = ").filter(|(r, _)| *r == root));
    row.map_or_else(Vec::new, |(_, types)| items(types).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{lines, plover};

    #[test]
    fn every_line_is_read() {
        assert_eq!(lines(TABLE).count(), stand_ins().count() + 22);
        for place in stand_ins() {
            assert!(place.code.len() == 3 && place.iso.len() == 3 && !place.real.is_empty(), "{}", place.name);
        }
        for root in 1..=22 {
            let types = weis(&format!("{root:02}"));
            assert!(!types.is_empty(), "{root}");
            assert!(types.iter().all(|t| *t == "STATEMENT" || plover(t).is_some()), "{root}");
        }
        assert!(weis("345").is_empty());
    }
}
