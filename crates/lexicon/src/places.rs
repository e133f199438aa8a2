//! Places: provinces by country, and sites with their points.
//!
//! `CHN province Hebei; Henan` names divisions; a town of the gazetteer needs no entry. `IRN strait Strait of Hormuz = Hormuz Strait @26.6,56.5`
//! names a site with its other names and its point; `-` stands for the country of what lies in several or in none.

use crate::{Diagnostic, Source, diagnostic::Reporter, entry, is_country};

/// A known place name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// The name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its country.
    pub country: String,
}

/// A place with a point of its own, or another name for one of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The usual name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The file's word for what it is: `sea`, `port`, `base`, `centre`, `short`, ...
    pub kind: String,
    /// ISO 3166-1 alpha-3 code of its country; empty where it lies in several or in none.
    pub country: String,
    /// Degrees north and east. Without it the gazetteer's place of that name is meant.
    pub point: Option<(f64, f64)>,
}

/// Kinds of the entries that only name: they also tell the resolver that these are no persons.
const NAMED: &str = "province";
/// Every kind a file may use.
const KINDS: &[&str] = &[
    "province", "short", "centre", "region", "sea", "lake", "river", "strait", "mountain", "island", "town", "base", "port", "airport",
    "pipeline", "nuclear", "crossing", "site",
];

/// Names of provinces, regions, towns and sites.
#[derive(Debug, Default)]
pub struct Places {
    /// Divisions, in the order of the files.
    pub names: Vec<PlaceName>,
    /// Sites, and other names of places, in the order of the files.
    pub sites: Vec<Site>,
}

impl Places {
    /// Read one file.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong).iter().filter(|e| e.key != "test") {
            let mut report = Reporter { file: source.path, wrong };
            let country = if e.key == "-" { "" } else { e.key };
            if !country.is_empty() && !is_country(country) {
                report.say(e.line, format!("`{}` is no country code; write an ISO 3166-1 alpha-3 code, or `-`", e.key));
                continue;
            }
            let (kind, list) = e.value.split_once(char::is_whitespace).unwrap_or((e.value, ""));
            if !KINDS.contains(&kind) {
                report.say(e.line, format!("`{kind}` is no kind of place; write one of {}", KINDS.join(", ")));
            }
            let more: String = e.attributes.iter().map(|a| format!(";{} {}", a.key, a.value)).collect();
            for item in entry::items(&format!("{list}{more}")) {
                self.item(item, kind, country, e.line, &mut report);
            }
        }
    }

    fn item(&mut self, item: &str, kind: &str, country: &str, line: usize, report: &mut Reporter<'_>) {
        let (names, point) = item.split_once('@').map_or((item, None), |(n, p)| (n, Some(p)));
        let read = point.map(|p| p.split_once(',').and_then(|(a, b)| degrees(a, 90.0).zip(degrees(b, 180.0))));
        if read == Some(None) {
            return report.say(line, format!("`{item}`: a point is written @LATITUDE,LONGITUDE in degrees, as @26.6,56.5"));
        }
        let mut names = names.split('=').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
        let name = names.next().unwrap_or_default();
        if kind == NAMED {
            self.names.push(PlaceName { name: name.clone(), country: country.to_owned() });
        }
        let aliases = names.collect();
        self.sites.push(Site { name, aliases, kind: kind.to_owned(), country: country.to_owned(), point: read.flatten() });
    }
}

fn degrees(text: &str, most: f64) -> Option<f64> {
    text.trim().parse().ok().filter(|x: &f64| x.abs() <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Places, Vec<Diagnostic>) {
        let (mut places, mut wrong) = (Places::default(), Vec::new());
        places.add(&Source { path: "p.txt", text }, &mut wrong);
        (places, wrong)
    }

    #[test]
    fn a_site_has_names_a_country_and_a_point() {
        let (p, wrong) =
            read("- strait Strait of Dover = Dover Strait @51.0,1.4; Oresund @55.7,12.7\nCHN province Hebei\n  Henan @34,113.5\n");
        assert!(wrong.is_empty());
        assert_eq!(p.sites[0].aliases, ["Dover Strait"]);
        assert_eq!((p.sites[0].country.as_str(), p.sites[0].point), ("", Some((51.0, 1.4))));
        assert_eq!(p.names.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(), ["Hebei", "Henan"]);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let (_, wrong) = read("- sea Black Sea @143,34\nNowhere port X\n- ocean Atlantic\n");
        let lines: Vec<String> = wrong.iter().map(|w| w.to_string().chars().take(7).collect()).collect();
        assert_eq!(lines, ["p.txt:1", "p.txt:2", "p.txt:3"]);
    }
}
