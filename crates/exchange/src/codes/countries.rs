//! Countries under their several codes and names.

use super::{items, lines, word};
use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../lexicon/codes/countries.txt");

/// A country, present or past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3; Kosovo is KOS.
    pub iso3: &'static str,
    /// ISO 3166-1 alpha-2; Kosovo is XK.
    pub iso2: &'static str,
    /// ISO 3166-1 numeric; 0 where there is none.
    pub numeric: u16,
    /// FIPS 10-4 codes of it and its parts; the first is its own.
    pub fips: Vec<&'static str>,
    /// English names; the first is the usual one.
    pub names: Vec<&'static str>,
}

struct Countries {
    list: Vec<Country>,
    iso3: HashMap<&'static str, usize>,
    iso2: HashMap<&'static str, usize>,
    fips: HashMap<&'static str, usize>,
    names: HashMap<String, usize>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let list: Vec<Country> = lines(TABLE).filter_map(|(_, line)| parse(line)).collect();
    let by = |key: fn(&Country) -> &'static str| list.iter().enumerate().rev().map(|(i, c)| (key(c), i)).collect();
    let (iso3, iso2) = (by(|c| c.iso3), by(|c| c.iso2));
    let all = || list.iter().enumerate();
    let fips = all().flat_map(|(i, c)| c.fips.iter().map(move |f| (*f, i))).collect();
    let names = all().flat_map(|(i, c)| c.names.iter().map(move |n| (n.to_lowercase(), i))).collect();
    Countries { iso3, iso2, fips, names, list }
});

fn parse(line: &'static str) -> Option<Country> {
    let (iso3, rest) = word(line);
    let (iso2, rest) = word(rest);
    let (numeric, rest) = word(rest);
    let (fips, names) = word(rest);
    let fips = if fips == "-" { Vec::new() } else { fips.split(',').collect() };
    Some(Country { iso3, iso2, numeric: numeric.parse().ok()?, fips, names: items(names).collect() })
}

impl Country {
    /// By ISO 3166-1 alpha-3.
    #[must_use]
    pub fn iso3(code: &str) -> Option<&'static Self> {
        COUNTRIES.iso3.get(code).map(|&i| &COUNTRIES.list[i])
    }

    /// By ISO 3166-1 alpha-2.
    #[must_use]
    pub fn iso2(code: &str) -> Option<&'static Self> {
        COUNTRIES.iso2.get(code).map(|&i| &COUNTRIES.list[i])
    }

    /// By ISO 3166-1 numeric.
    #[must_use]
    pub fn numeric(code: u16) -> Option<&'static Self> {
        COUNTRIES.list.iter().find(|c| code > 0 && c.numeric == code)
    }

    /// By FIPS 10-4, in which UP is Ukraine and SU is Sudan.
    #[must_use]
    pub fn fips(code: &str) -> Option<&'static Self> {
        COUNTRIES.fips.get(code).map(|&i| &COUNTRIES.list[i])
    }

    /// By any of its names, in any case.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        COUNTRIES.names.get(&name.trim().to_lowercase()).map(|&i| &COUNTRIES.list[i])
    }

    /// By name or ISO 3166-1 alpha-3.
    #[must_use]
    pub fn called(text: &str) -> Option<&'static Self> {
        Self::iso3(text.trim()).or_else(|| Self::named(text))
    }

    /// Its usual English name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or(self.iso3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_codes_are_unique() {
        assert_eq!(COUNTRIES.list.len(), lines(TABLE).count());
        assert_eq!(COUNTRIES.iso3.len(), COUNTRIES.list.len());
        let fips: usize = COUNTRIES.list.iter().map(|c| c.fips.len()).sum();
        assert_eq!(COUNTRIES.fips.len(), fips, "a FIPS code of two countries");
        assert!(COUNTRIES.list.iter().all(|c| !c.names.is_empty() && c.iso2.len() == 2 && c.iso3.len() == 3));
    }

    #[test]
    fn fips_is_not_iso() {
        let of = |fips| Country::fips(fips).map(|c| c.iso3);
        assert_eq!([of("UP"), of("SU"), of("SF"), of("CH"), of("SZ")], [Some("UKR"), Some("SDN"), Some("ZAF"), Some("CHN"), Some("CHE")]);
        assert_eq!([of("GZ"), of("WE")], [Some("PSE"); 2]);
        assert_eq!(of("ZZ"), None);
    }

    #[test]
    fn names_codes_and_numbers_find_the_same() {
        for c in ["Russian Federation", "russia", "RUS"] {
            assert_eq!(Country::called(c).map(|c| c.iso2), Some("RU"), "{c}");
        }
        assert_eq!(Country::numeric(804).map(|c| c.iso3), Some("UKR"));
        assert_eq!(Country::numeric(0), None);
        assert_eq!(Country::iso2("XK").map(|c| c.iso3), Some("KOS"));
        assert_eq!(Country::named("Moldova, Republic of").map(|c| c.iso3), Some("MDA"));
    }
}
