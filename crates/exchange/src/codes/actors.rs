//! CAMEO actor codes: three letters a part, country first.

use super::{Country, lines, word};
use chancery_lexicon::is_sector;
use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../lexicon/codes/actors.txt");

/// What a part of a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Country(&'static str),
    Region,
    Head(&'static str),
    Body(&'static str),
    Role(Option<&'static str>),
}

struct Parts {
    by_code: HashMap<&'static str, Part>,
    /// PLOVER's codes in CAMEO; of several the first.
    back: HashMap<&'static str, &'static str>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let (mut by_code, mut back) = (HashMap::new(), HashMap::new());
    for (kind, code, plover) in lines(TABLE).filter_map(|(_, line)| parse(line)) {
        let part = match kind {
            "country" => Part::Country(plover),
            "region" => Part::Region,
            "head" => Part::Head(plover),
            "body" => Part::Body(plover),
            _ => Part::Role((plover != "-").then_some(plover)),
        };
        by_code.insert(code, part);
        if !matches!(part, Part::Region | Part::Country(_)) {
            back.entry(plover).or_insert(code);
        }
    }
    Parts { by_code, back }
});

fn parse(line: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (kind, rest) = word(line);
    let (code, plover) = word(rest);
    let plover = if kind == "region" { plover } else { word(plover).0 };
    (!plover.is_empty()).then_some((kind, code, plover))
}

/// A CAMEO actor code in PLOVER's terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CameoActor {
    /// PLOVER's code: `USA.GOV`, `UNO`, `MNC.JRN`; only sectors (`COP`) where no country is named. Empty where nothing is known.
    pub code: String,
    /// ISO 3166-1 alpha-3, where a country is named.
    pub country: Option<&'static str>,
}

impl CameoActor {
    /// Read a code such as `USAGOV` or `IGOEUREEC`. Parts that nothing is known of (ethnic groups) are passed over.
    #[must_use]
    pub fn read(raw: &str) -> Self {
        let (mut country, mut head, mut sectors) = (None, None, Vec::new());
        for code in parts(raw) {
            match part(code) {
                Some(Part::Country(c)) => country = country.or(Some(c)),
                Some(Part::Head(h)) => head = head.or(Some(h)),
                Some(Part::Body(b)) => head = Some(b),
                Some(Part::Role(Some(s))) if !sectors.contains(&s) => sectors.push(s),
                _ => {}
            }
        }
        let first = head.or(country);
        let rest = sectors.into_iter().filter(|s| !first.is_some_and(|f| f.split('.').any(|p| p == *s)));
        let code = first.into_iter().chain(rest).collect::<Vec<_>>().join(".");
        let country = country.or_else(|| head.and_then(|h| h.get(..3)).filter(|c| Country::iso3(c).is_some()));
        Self { code, country }
    }

    /// What stands in the place of a country: the country, or the code of a body without one.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        let headless = self.code.split('.').next().is_none_or(|first| first.is_empty() || is_sector(first));
        self.country.or(if headless { None } else { Some(&self.code) })
    }
}

/// The three-letter parts of a code; what is left over at its end is no part.
fn parts(raw: &str) -> impl Iterator<Item = &str> {
    (0..raw.len() / 3).filter_map(move |i| raw.get(i * 3..i * 3 + 3))
}

fn part(code: &str) -> Option<Part> {
    PARTS.by_code.get(code).copied().or_else(|| Country::iso3(code).map(|c| Part::Country(c.iso3)))
}

/// The CAMEO actor code of a PLOVER code: `CHN.GOV` is CHNGOV, `IGO.NATO` IGONAT.
///
/// Acronyms of bodies that CAMEO has no letters for are left out.
#[must_use]
pub fn cameo_of(code: &str) -> String {
    let back = |c: &str| PARTS.back.get(c).copied();
    if let Some(body) = back(code) {
        let head = match code.split('.').next().unwrap_or_default() {
            "UNO" | "EUR" | "IGO" if body != "IGO" => "IGO",
            head if head != code && Country::iso3(head).is_none() => back(head).unwrap_or(""),
            head if head != code => head,
            _ => "",
        };
        return format!("{head}{body}");
    }
    let (first, rest) = code.split_once('.').unwrap_or((code, ""));
    let known = Country::iso3(first).map(|c| c.iso3.to_owned());
    let head = known.or_else(|| back(first).map(|b| if matches!(first, "UNO" | "EUR") { format!("IGO{b}") } else { b.to_owned() }));
    let roles = rest.split('.').filter(|s| is_sector(s)).filter_map(back);
    head.unwrap_or_default() + &roles.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> (String, Option<&'static str>) {
        let actor = CameoActor::read(raw);
        (actor.code, actor.country)
    }

    #[test]
    fn codes_are_read_part_by_part() {
        assert_eq!(read("USAGOV"), ("USA.GOV".to_owned(), Some("USA")));
        assert_eq!(read("ROMMED"), ("ROU.JRN".to_owned(), Some("ROU")));
        assert_eq!(read("GZSREF"), ("PSE.REF".to_owned(), Some("PSE")));
        assert_eq!(read("IGOEUREEC"), ("EUR".to_owned(), None));
        assert_eq!(read("IGOUNOREFHCR"), ("UNO.REF".to_owned(), None));
        assert_eq!(read("MNCUSAMED"), ("MNC.JRN".to_owned(), Some("USA")));
        assert_eq!(read("AFR"), (String::new(), None));
        assert_eq!(read("COP"), ("COP".to_owned(), None));
        assert_eq!(read("kur"), (String::new(), None));
        assert_eq!(read("LBNREBHEZ").0, "LBN.REB.HEZBOLLAH");
        assert_eq!(read("JUDJUD").0, "JUD");
        assert_eq!(read("Ü1"), (String::new(), None));
    }

    #[test]
    fn what_stands_for_a_country() {
        let place = |raw| CameoActor::read(raw).place().map(str::to_owned);
        assert_eq!(place("CHNGOV").as_deref(), Some("CHN"));
        assert_eq!(place("IGOUNO").as_deref(), Some("UNO"));
        assert_eq!(place("COP"), None);
        assert_eq!(place(""), None);
    }

    #[test]
    fn plover_codes_are_written_in_cameo_and_read_again() {
        for code in
            ["CHN.GOV", "USA", "UNO", "EUR", "IGO.NATO", "RUS.JRN", "ETH.MED", "KOS.GOV", "COP", "NGO.ICRC", "MNC", "LBN.REB.HEZBOLLAH"]
        {
            assert_eq!(CameoActor::read(&cameo_of(code)).code, code, "{}", cameo_of(code));
        }
        assert_eq!(cameo_of("IGO.NATO"), "IGONAT");
        assert_eq!(cameo_of("IGO.SOMETHING"), "IGO");
    }

    #[test]
    fn every_line_is_read_and_means_something() {
        assert_eq!(PARTS.by_code.len(), lines(TABLE).count(), "a line that is not read, or a code twice");
        for (code, part) in lines(TABLE).filter_map(|(_, l)| parse(l)).map(|(_, c, _)| (c, PARTS.by_code[c])) {
            match part {
                Part::Country(c) => assert!(Country::iso3(c).is_some(), "{code}"),
                Part::Role(Some(s)) => assert!(is_sector(s), "{code}"),
                _ => assert_eq!(code.len(), 3),
            }
        }
    }
}
