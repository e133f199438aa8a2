//! Everything a name of a place may mean.

use super::choose::kilometres;
use crate::Level;
use chancery_gazetteer::{Class, Entry, Gazetteer, key};
use chancery_lexicon::{ActorKind, Lexicon, Site};
use std::collections::HashMap;

/// One place a name may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Sense<'a> {
    /// Its usual name, where it is not the name as printed.
    pub name: Option<&'a str>,
    /// How large it is.
    pub level: Level,
    /// ISO 3166-1 alpha-3 code; empty where it lies in several states or in none.
    pub country: &'a str,
    /// Degrees north and east; of what is larger than a town, its middle.
    pub point: Option<(f64, f64)>,
    /// GeoNames id.
    pub id: Option<u32>,
    /// Inhabitants; zero where not known.
    pub population: u32,
    /// The first-level division it is or lies in, by its number in the gazetteer.
    pub province: Option<u32>,
    /// The second-level division it is or lies in.
    pub county: Option<u32>,
    /// Written by hand in the lexicon: a name known from the news.
    pub known: bool,
    /// Not the usual name of the place.
    pub alternate: bool,
    /// The capital of its state.
    pub capital: bool,
}

/// States, sites and towns by name.
#[derive(Debug)]
pub struct Atlas<'a> {
    /// Towns and divisions.
    pub gazetteer: &'a Gazetteer<'a>,
    /// Words around names of places.
    pub lexicon: &'a Lexicon,
    by_key: HashMap<String, Vec<Sense<'a>>>,
    /// Short forms, letter by letter as printed.
    short: HashMap<&'a str, Sense<'a>>,
}

/// Letters of a name that may as well be a word or initials.
const SHORT: usize = 3;
/// Inhabitants from which a town with so short a name is taken.
const LARGE: u32 = 100_000;
/// Words a name may have at most.
pub(super) const LONGEST: usize = 6;

impl<'a> Atlas<'a> {
    /// The states and sites of a lexicon with the towns of a gazetteer.
    #[must_use]
    pub fn new(lexicon: &'a Lexicon, gazetteer: &'a Gazetteer<'a>) -> Self {
        let mut atlas = Self { gazetteer, lexicon, by_key: HashMap::new(), short: HashMap::new() };
        let centres: HashMap<&str, (f64, f64)> =
            lexicon.places.sites.iter().filter(|s| s.kind == "centre").filter_map(|s| Some((s.country.as_str(), s.point?))).collect();
        for actor in lexicon.actors.all() {
            let level = match actor.kind {
                ActorKind::State => Level::Country,
                ActorKind::Region => Level::Region,
                _ => continue,
            };
            let point = centres.get(actor.code.as_str()).copied().filter(|_| level == Level::Country);
            let sense = Sense { name: Some(&actor.name), level, country: &actor.code, point, known: true, ..nowhere() };
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                atlas.add(name, sense.clone());
            }
        }
        for site in lexicon.places.sites.iter().filter(|s| s.kind != "centre") {
            atlas.site(site);
        }
        atlas
    }

    fn add(&mut self, name: &str, sense: Sense<'a>) {
        let senses = self.by_key.entry(key(name)).or_default();
        // A state is also called by one of its parts; as a place the part is meant.
        let parts = |s: &Sense<'_>| s.level == Level::Country && s.country == sense.country && sense.level == Level::District;
        senses.retain(|s| !parts(s) || s.name.is_some_and(|n| key(n) == key(name)));
        // The actors' files name parts of the world without saying where they are.
        senses.retain(|s| s.level != Level::Region || s.point.is_some() || sense.point.is_none());
        if !senses.iter().any(|s| s.level == sense.level && s.country == sense.country) {
            senses.push(sense);
        }
    }

    /// A site of the lexicon, with id and inhabitants where the gazetteer has it too.
    fn site(&mut self, site: &'a Site) {
        let own =
            Sense { name: Some(&site.name), level: level(&site.kind), country: &site.country, point: site.point, known: true, ..nowhere() };
        let sense = self.listed(site).map_or(own, |listed| Sense { point: site.point.or(listed.point), ..listed });
        for name in std::iter::once(&site.name).chain(&site.aliases) {
            if site.kind == "short" {
                self.short.insert(name, sense.clone());
            } else {
                self.add(name, sense.clone());
            }
        }
    }

    /// The gazetteer's place of a name of the site, in its state and, where its point is told, near it.
    fn listed(&self, site: &'a Site) -> Option<Sense<'a>> {
        let division = match site.kind.as_str() {
            "town" => false,
            "province" | "short" => true,
            _ => return None,
        };
        let mut entries = Vec::new();
        std::iter::once(&site.name).chain(&site.aliases).for_each(|n| self.gazetteer.find(n, &mut entries));
        let near = |e: &Entry<'_>| site.point.is_none_or(|p| kilometres(p, (e.lat, e.lon)) < if division { 600.0 } else { 40.0 });
        let fits = |e: &&Entry<'_>| e.country == site.country && division == matches!(e.class, Class::Province | Class::County) && near(e);
        let entry = entries.iter().filter(fits).min_by_key(|e| (e.class == Class::County, e.alternate, std::cmp::Reverse(e.population)))?;
        Some(Sense { name: Some(&site.name), known: true, alternate: false, ..self.sense(entry) })
    }

    /// What a name of words parted by blanks may mean, appended to `out`.
    pub fn senses(&self, name: &str, out: &mut Vec<Sense<'a>>) {
        if let Some(short) = self.short.get(name) {
            out.push(short.clone());
        }
        let key = key(name);
        // "Us" is no state and "Ito" seldom a village.
        let letters = key.chars().count();
        let initials = letters <= SHORT + 1 && !name.chars().any(char::is_lowercase);
        let word = letters <= SHORT && !initials;
        if letters < 2 || (letters == 2 && word) {
            return;
        }
        out.extend(self.by_key.get(&key).into_iter().flatten().cloned());
        let mut entries = Vec::new();
        self.gazetteer.find_key(&key, &mut entries);
        entries.retain(|e| !initials && (!word || e.population >= LARGE));
        for e in &entries {
            let twin = |s: &Sense<'_>| {
                s.known && s.level == level_of(e) && s.country == e.country && s.county.is_some() >= (e.class == Class::County)
            };
            if !out.iter().any(twin) {
                out.push(self.sense(e));
            }
        }
        city_states(out);
    }

    fn sense(&self, e: &Entry<'a>) -> Sense<'a> {
        let division = |class: Class| {
            let mut at = Some(e.index);
            while let Some(entry) = at.and_then(|i| self.gazetteer.at(i)) {
                if entry.class == class {
                    return Some(entry.index);
                }
                at = entry.parent;
            }
            None
        };
        Sense {
            name: self.gazetteer.name(e.index),
            level: level_of(e),
            country: e.country,
            point: Some((e.lat, e.lon)),
            id: (e.id > 0).then_some(e.id),
            population: e.population,
            province: division(Class::Province),
            county: division(Class::County),
            known: false,
            alternate: e.alternate,
            capital: e.class == Class::Capital,
        }
    }
}

/// A division that is little more than its city ("Moscow", "Beijing") is not meant where the city can be.
fn city_states(senses: &mut Vec<Sense<'_>>) {
    let most = |d: &Sense<'_>, c: &Sense<'_>| c.level == Level::City && c.country == d.country && c.population > d.population / 5 * 2;
    let cities: Vec<Sense<'_>> = senses.iter().filter(|s| s.level == Level::City).cloned().collect();
    senses.retain(|d| d.level != Level::District || d.population == 0 || !cities.iter().any(|c| most(d, c)));
}

fn level_of(e: &Entry<'_>) -> Level {
    if matches!(e.class, Class::Province | Class::County) { Level::District } else { Level::City }
}

/// How large a thing of this kind is.
fn level(kind: &str) -> Level {
    match kind {
        "town" => Level::City,
        "province" | "short" => Level::District,
        "region" | "sea" | "river" | "mountain" => Level::Region,
        _ => Level::Site,
    }
}

fn nowhere() -> Sense<'static> {
    Sense {
        name: None,
        level: Level::Region,
        country: "",
        point: None,
        id: None,
        population: 0,
        province: None,
        county: None,
        known: false,
        alternate: false,
        capital: false,
    }
}
