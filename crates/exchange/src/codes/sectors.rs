//! Sectors as ICEWS and POLECAT name them.

use super::{items, lines, word};
use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../lexicon/codes/sectors.txt");

#[derive(Default)]
struct Sectors {
    /// Codes in the order of the file.
    codes: Vec<&'static str>,
    by_name: HashMap<&'static str, usize>,
    endings: Vec<(&'static str, usize)>,
}

static SECTORS: LazyLock<Sectors> = LazyLock::new(|| {
    let mut all = Sectors::default();
    for (code, names) in lines(TABLE).map(|(_, line)| word(line)) {
        let order = all.codes.iter().position(|c| *c == code).unwrap_or_else(|| {
            all.codes.push(code);
            all.codes.len() - 1
        });
        for name in items(names) {
            match name.strip_prefix("* ") {
                Some(ending) => all.endings.push((ending, order)),
                None => {
                    all.by_name.insert(name, order);
                }
            }
        }
    }
    all
});

fn order_of(name: &str) -> Option<usize> {
    let exact = SECTORS.by_name.get(name).copied();
    exact.or_else(|| SECTORS.endings.iter().find(|(end, _)| name.ends_with(end)).map(|e| e.1))
}

/// PLOVER codes of a list of sector names, each once and in a fixed order whatever the order of the list. Three-letter codes
/// among the names stand for themselves.
#[must_use]
pub fn sectors_of<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'static str> {
    let by_code = |name: &str| SECTORS.codes.iter().position(|c| *c == name);
    let mut found: Vec<usize> = names.map(str::trim).filter_map(|n| by_code(n).or_else(|| order_of(n))).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|i| SECTORS.codes[i]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexicon::is_sector;

    #[test]
    fn the_order_of_the_list_does_not_matter() {
        let of = |list: &str| sectors_of(list.split(','));
        assert_eq!(of("Executive,Foreign Ministry,Government"), ["GOV"]);
        assert_eq!(of("Government,Police"), of("Police,Government"));
        assert_eq!(of("Government,Police"), ["COP", "GOV"]);
        assert_eq!(of("Ideological,Center Left"), Vec::<&str>::new());
        assert_eq!(of("Water Ministry"), ["GOV"]);
        assert_eq!(of("MIL;GOV"), Vec::<&str>::new());
        assert_eq!(sectors_of("MIL;GOV".split(';')), ["MIL", "GOV"]);
    }

    #[test]
    fn every_code_is_plovers() {
        assert!(SECTORS.codes.iter().all(|c| is_sector(c) || ["IGO", "NGO", "MNC"].contains(c)), "{:?}", SECTORS.codes);
    }
}
