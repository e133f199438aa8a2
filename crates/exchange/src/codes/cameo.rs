//! CAMEO event codes and what they are in PLOVER.
//!
//! Source: CAMEO manual 1.1b3, chapter 6; the root-level table of the PLOVER manual, refined code by code in `lexicon/codes/cameo.txt`.

use super::{lines, word};
use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../lexicon/codes/cameo.txt");

/// One code of CAMEO.
#[derive(Debug, Clone, PartialEq)]
pub struct Cameo {
    /// The code; text, for its leading zero counts.
    pub code: &'static str,
    /// PLOVER type, or STATEMENT, which PLOVER leaves out.
    pub event_type: &'static str,
    /// PLOVER mode, where the code decides it.
    pub mode: Option<&'static str>,
    /// CAMEO's quad class, 1 to 4.
    pub quad: u8,
    /// Goldstein score, −10 to 10.
    pub goldstein: f64,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
    /// CAMEO's name of it.
    pub name: &'static str,
}

struct Codes {
    list: Vec<Cameo>,
    by_code: HashMap<&'static str, usize>,
}

static CODES: LazyLock<Codes> = LazyLock::new(|| {
    let list: Vec<Cameo> = lines(TABLE).filter_map(|(_, line)| parse(line)).collect();
    let by_code = list.iter().enumerate().map(|(i, c)| (c.code, i)).collect();
    Codes { list, by_code }
});

fn parse(line: &'static str) -> Option<Cameo> {
    let (code, rest) = word(line);
    let (event_type, rest) = word(rest);
    let (mode, rest) = word(rest);
    let (quad, rest) = word(rest);
    let (goldstein, rest) = word(rest);
    let (contexts, name) = word(rest);
    Some(Cameo {
        code,
        event_type,
        mode: (mode != "-").then_some(mode),
        quad: quad.parse().ok()?,
        goldstein: goldstein.parse().ok()?,
        contexts: if contexts == "-" { Vec::new() } else { contexts.split(',').collect() },
        name,
    })
}

/// The row of a code. An unknown code of a known branch is its branch (1459 is 145); `None` where not even the root is known.
#[must_use]
pub fn cameo(code: &str) -> Option<&'static Cameo> {
    let known = |code: &str| CODES.by_code.get(code).map(|&i| &CODES.list[i]);
    (2..=code.len().min(4)).rev().find_map(|length| code.get(..length).and_then(known))
}

/// The code that stands for a PLOVER type and mode best: the first that has both, else the first of the type.
///
/// Lossy: PLOVER's types are coarser than CAMEO's codes, and some of its modes (drone, police) have one code each.
#[must_use]
pub fn cameo_for(event_type: &str, mode: Option<&str>) -> Option<&'static Cameo> {
    let of_type = || CODES.list.iter().filter(|c| c.code.len() > 2 && c.event_type == event_type && !c.code.starts_with("02"));
    of_type().find(|c| c.mode == mode).or_else(|| of_type().next())
}

/// The code of that name, in any case; what stands in brackets at its end may be missing.
#[must_use]
pub fn cameo_named(name: &str) -> Option<&'static Cameo> {
    let wanted = name.trim();
    let bare = |full: &'static str| full.split(" (").next().unwrap_or(full);
    CODES
        .list
        .iter()
        .filter(|c| c.code.len() > 2)
        .find(|c| c.name.eq_ignore_ascii_case(wanted) || bare(c.name).eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::plover;

    #[test]
    fn every_line_is_read_and_every_type_is_plovers() {
        assert_eq!(CODES.list.len(), lines(TABLE).count());
        assert_eq!((CODES.list.len(), CODES.by_code.len()), (318, 318));
        for c in &CODES.list {
            assert!(plover(c.event_type).is_some() || c.event_type == "STATEMENT", "{c:?}");
            assert!((1..=4).contains(&c.quad) && c.goldstein.abs() <= 10.0 && !c.name.is_empty(), "{c:?}");
        }
    }

    #[test]
    fn roots_have_cameos_own_quads() {
        let expected = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4];
        for c in &CODES.list {
            let root: usize = c.code[..2].parse().unwrap();
            assert_eq!(c.quad, expected[root - 1], "{}", c.code);
        }
    }

    #[test]
    fn codes_become_types_and_modes() {
        let of = |code| cameo(code).map(|c| (c.event_type, c.mode));
        assert_eq!(of("042"), Some(("CONSULT", Some("visit"))));
        assert_eq!(of("010"), Some(("STATEMENT", None)));
        assert_eq!(of("0841"), Some(("RETREAT", Some("release"))));
        assert_eq!(of("055"), Some(("CONCEDE", None)));
        assert_eq!(of("1712"), Some(("ASSAULT", Some("destroy"))));
        assert_eq!(of("143"), Some(("PROTEST", None)), "strike or boycott");
        assert_eq!(of("1459"), of("145"), "an unknown detail is its branch");
        assert_eq!(of("99"), None);
        assert_eq!(of("é"), None);
    }

    #[test]
    fn a_type_and_mode_find_a_code_that_means_them() {
        for (event, mode) in [("CONSULT", Some("visit")), ("COERCE", Some("arrest")), ("ASSAULT", Some("drone")), ("AGREE", None)] {
            let c = cameo_for(event, mode).unwrap();
            assert_eq!((c.event_type, c.mode), (event, mode));
        }
        assert_eq!(cameo_for("REQUEST", None).unwrap().code, "100");
        assert_eq!(cameo_for("PROTEST", Some("vandalize")).unwrap().event_type, "PROTEST");
    }
}
