//! Which of the places of a name is meant.
//!
//! One sense for a name and an article, unless the words beside it say otherwise ("Paris, Texas"). Each name's senses are scored by
//! size, by what the article says of their state and province, and by how near the article's other places lie; a few rounds of this
//! settle all names together.

use super::atlas::Sense;
use super::find::Found;
use crate::Level;
use crate::cast::Cast;
use crate::types::{Actor, Kind};
use chancery_gazetteer::key;
use std::collections::BTreeMap;

/// Rounds of scoring; later ones change nothing in most articles.
const ROUNDS: usize = 3;
/// Places so far apart, in kilometres, speak for one another half as much as neighbours do.
const NEAR: f64 = 120.0;

impl Sense<'_> {
    /// Whether `other` lies in this place, as far as the tables know.
    pub(super) fn contains(&self, other: &Self) -> bool {
        match self.level {
            Level::Country => !self.country.is_empty() && self.country == other.country && other.level != Level::Country,
            Level::District if self.county.is_some() => self.county == other.county && other.level == Level::City,
            Level::District => self.province.is_some() && self.province == other.province && self.id_or_index() != other.id_or_index(),
            _ => false,
        }
    }

    fn id_or_index(&self) -> (Option<u32>, Option<u32>, Option<u32>, Level) {
        (self.id, self.province, self.county, self.level)
    }
}

/// Great-circle distance in kilometres.
#[must_use]
pub fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (la, lb) = (a.0.to_radians(), b.0.to_radians());
    let h = ((lb - la) / 2.0).sin().powi(2) + la.cos() * lb.cos() * ((b.1 - a.1).to_radians() / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// What an article says of the world so far, each reason with the name it comes from.
#[derive(Default)]
struct Evidence<'a> {
    countries: BTreeMap<&'a str, BTreeMap<usize, f64>>,
    provinces: BTreeMap<u32, BTreeMap<usize, f64>>,
    points: Vec<(usize, (f64, f64), f64)>,
}

/// The sum of all reasons but a name's own.
fn others(reasons: Option<&BTreeMap<usize, f64>>, own: usize) -> f64 {
    reasons.into_iter().flatten().filter(|(name, _)| **name != own).map(|(_, w)| w).sum()
}

/// The number of the chosen sense of each candidate.
pub(super) fn choose(found: &[Found<'_>], cast: &Cast) -> Vec<usize> {
    // "Us" and "US" have one key and different meanings.
    let mut names: BTreeMap<(String, usize), Vec<usize>> = BTreeMap::new();
    for (i, f) in found.iter().enumerate() {
        names.entry((key(&f.name), f.senses.len())).or_default().push(i);
    }
    let mut group = vec![0; found.len()];
    for (n, members) in names.values().enumerate() {
        members.iter().for_each(|&m| group[m] = n);
    }
    let mut chosen: Vec<usize> = found.iter().map(|f| best(f, prior)).collect();
    for _ in 0..ROUNDS {
        let evidence = gather(found, &chosen, &group, cast);
        for members in names.values() {
            let one = of_name(found, members, &chosen, &group, &evidence);
            for &m in members {
                chosen[m] = one.unwrap_or(chosen[m]).min(found[m].senses.len() - 1);
                if let Some(w) = found[m].within {
                    let outer = &found[w].senses[chosen[w]];
                    let score = |s: &Sense<'_>| prior(s) + if outer.contains(s) { 20.0 } else { 0.0 };
                    chosen[m] = best(&found[m], score);
                }
            }
        }
    }
    chosen
}

fn best(f: &Found<'_>, score: impl Fn(&Sense<'_>) -> f64) -> usize {
    // Of equals the first, which is the most populous.
    (0..f.senses.len()).rev().max_by(|&a, &b| score(&f.senses[a]).total_cmp(&score(&f.senses[b]))).unwrap_or(0)
}

/// How likely a place is meant where nothing else is known.
fn prior(s: &Sense<'_>) -> f64 {
    let size = (f64::from(s.population) + 500.0).ln() * 0.45;
    let level = match s.level {
        Level::Country => 7.5,
        Level::District if s.county.is_none() => 1.0,
        Level::District => -1.5,
        Level::Region | Level::Site => 6.0,
        Level::City => 0.0,
    };
    size + level + if s.known { 1.5 } else { 0.0 } + if s.capital { 1.5 } else { 0.0 } - if s.alternate { 2.0 } else { 0.0 }
}

/// The name under which reasons of the cast stand.
const CAST: usize = usize::MAX;

fn gather<'a>(found: &'a [Found<'a>], chosen: &[usize], group: &[usize], cast: &'a Cast) -> Evidence<'a> {
    let mut e = Evidence::default();
    // States and places speak through their names below; here persons and bodies do.
    let acts = |a: &&Actor| a.countries.len() == 1 && !matches!(a.kind, Kind::State | Kind::Place);
    for actor in cast.actors.iter().filter(acts) {
        *e.countries.entry(actor.countries[0].as_str()).or_default().entry(CAST).or_default() += 0.25 * actor.mentions.len().min(4) as f64;
    }
    for (i, f) in found.iter().enumerate() {
        let s = &f.senses[chosen[i]];
        let weight = if f.senses.len() == 1 { 1.0 } else { 0.6 };
        // A name said ten times is one reason, not ten.
        let once = |reasons: &mut BTreeMap<usize, f64>, w: f64| {
            let old = reasons.entry(group[i]).or_default();
            *old = (*old + w / 4.0).max(w).min(w * 1.5);
        };
        once(e.countries.entry(s.country).or_default(), weight);
        if let Some(p) = s.province {
            once(e.provinces.entry(p).or_default(), weight * if s.level == Level::District { 2.0 } else { 1.0 });
        }
        if let Some(p) = s.point.filter(|_| s.level == Level::City || s.county.is_some())
            && !e.points.iter().any(|(g, q, _)| *g == group[i] && *q == p)
        {
            e.points.push((group[i], p, weight));
        }
    }
    e
}

/// The sense of a name over the article. Where one mention says in which larger place it lies, all follow it.
fn of_name(found: &[Found<'_>], members: &[usize], chosen: &[usize], group: &[usize], e: &Evidence<'_>) -> Option<usize> {
    let told = members.iter().find_map(|&m| {
        let outer = found[m].within.map(|w| &found[w].senses[chosen[w]])?;
        let fits = |s: &Sense<'_>| if outer.contains(s) { 100.0 + prior(s) } else { 0.0 };
        let b = best(&found[m], fits);
        outer.contains(&found[m].senses[b]).then_some(b)
    });
    let &first = members.first()?;
    told.or_else(|| Some(best(&found[first], |s| prior(s) + support(s, group[first], e))))
}

fn support(s: &Sense<'_>, own: usize, e: &Evidence<'_>) -> f64 {
    let country = others(e.countries.get(s.country), own);
    let province = s.province.map_or(0.0, |p| others(e.provinces.get(&p), own));
    let near: f64 = s
        .point
        .map_or(0.0, |p| e.points.iter().filter(|(g, ..)| *g != own).map(|(_, q, w)| w / (1.0 + (kilometres(p, *q) / NEAR).powi(2))).sum());
    (1.0 + country).ln() * 1.5 + (1.0 + province).ln() * 2.0 + (1.0 + near).ln() * 2.0
}
