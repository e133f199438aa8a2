//! ACLED's sub-types and kinds of actors.

use super::{lines, word};

const TABLE: &str = include_str!("../../../../lexicon/codes/acled.txt");

/// A sub-type in PLOVER's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcledType {
    /// PLOVER type, or OTHER, which PLOVER does not have.
    pub event_type: &'static str,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// 1 to 4; 0 for OTHER.
    pub quad: u8,
    /// Whether the order of the actors says nothing.
    pub both: bool,
}

/// The sub-type of that name, in any case.
#[must_use]
pub fn acled_type(sub_type: &str) -> Option<AcledType> {
    lines(TABLE).map(|(_, l)| word(l)).filter(|(kind, _)| *kind == "event").find_map(|(_, rest)| {
        let (event_type, rest) = word(rest);
        let (mode, rest) = word(rest);
        let (quad, rest) = word(rest);
        let (both, name) = word(rest);
        let found = AcledType { event_type, mode: (mode != "-").then_some(mode), quad: quad.parse().ok()?, both: both == "both" };
        name.eq_ignore_ascii_case(sub_type.trim()).then_some(found)
    })
}

/// PLOVER's sector of a kind of actor, by ACLED's number or its words.
#[must_use]
pub fn acled_sector(inter: &str) -> Option<&'static str> {
    lines(TABLE).map(|(_, l)| word(l)).filter(|(kind, _)| *kind == "inter").find_map(|(_, rest)| {
        let (sector, rest) = word(rest);
        let (number, name) = word(rest);
        (number == inter.trim() || name.eq_ignore_ascii_case(inter.trim())).then_some(sector)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::plover;
    use chancery_lexicon::is_sector;

    #[test]
    fn every_line_is_read() {
        for (_, line) in lines(TABLE) {
            let (kind, rest) = word(line);
            let name = rest.splitn(if kind == "event" { 5 } else { 3 }, char::is_whitespace).last().unwrap();
            if kind == "event" {
                let name = line.split(" one  ").nth(1).or_else(|| line.split(" both ").nth(1)).unwrap();
                let found = acled_type(name).unwrap_or_else(|| panic!("{name}"));
                let quad = plover(found.event_type).map_or(0, |t| t.quad());
                assert_eq!(found.quad, quad, "{name}");
            } else {
                assert!(acled_sector(name).is_some_and(is_sector), "{name}");
            }
        }
    }

    #[test]
    fn numbers_and_words_name_the_same_kind() {
        assert_eq!(acled_sector("2"), acled_sector("rebel group"));
        assert_eq!(acled_sector("9"), None);
        assert_eq!(acled_type("no such"), None);
    }
}
