//! Making the file.

use crate::file::{NO_PARENT, UNIT};
use crate::{Class, key};
use std::collections::BTreeMap;

/// A place to be written.
#[derive(Debug, Clone, Default)]
pub struct DraftPlace {
    /// GeoNames id, zero for none.
    pub id: u32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants.
    pub population: u64,
    /// What it is.
    pub class: Class,
    /// Number of its state in [`Draft::countries`].
    pub country: u8,
    /// Number of the division it lies in.
    pub parent: Option<u16>,
    /// The usual name, if it is to be kept.
    pub name: String,
    /// Names it is found by, besides the usual one.
    pub alternates: Vec<String>,
}

/// Everything that is to be written. Divisions come first, then the places whose usual name is kept, then the rest; within each the
/// most populous first.
#[derive(Debug, Default)]
pub struct Draft {
    /// Alpha-3 code and GeoNames id of each state.
    pub countries: Vec<(String, u32)>,
    /// Places.
    pub places: Vec<DraftPlace>,
    /// How many of the first places keep their usual name in the file.
    pub named: usize,
}

fn three(x: f64) -> [u8; 3] {
    let b = ((x * UNIT).round() as i32).to_le_bytes();
    [b[0], b[1], b[2]]
}

/// The file's bytes. The same draft gives the same bytes.
///
/// # Errors
/// When the name map cannot be built, which would be a mistake in this function.
pub fn build(draft: &Draft) -> Result<Vec<u8>, fst::Error> {
    let (records, offsets, names) = tables(draft);
    let (map, postings) = index(draft)?;
    let mut out = b"GAZ1".to_vec();
    let counts = [draft.countries.len(), draft.places.len(), draft.named, postings.len(), names.len(), map.len(), 0];
    out.extend(counts.iter().flat_map(|&n| (n as u32).to_le_bytes()));
    for (code, id) in &draft.countries {
        out.extend(code.as_bytes());
        out.extend(id.to_le_bytes());
    }
    out.extend(records);
    out.extend(offsets.iter().chain(&postings).flat_map(|n| n.to_le_bytes()));
    out.extend(names);
    out.extend(map);
    Ok(out)
}

fn tables(draft: &Draft) -> (Vec<u8>, Vec<u32>, Vec<u8>) {
    let (mut records, mut offsets, mut names) = (Vec::new(), vec![0], Vec::new());
    for (i, p) in draft.places.iter().enumerate() {
        records.extend(p.id.to_le_bytes());
        records.extend(three(p.lat).into_iter().chain(three(p.lon)));
        records.push(((p.population.max(1) as f64).log2() * 8.0).round().min(255.0) as u8);
        records.extend([p.class as u8, p.country, 0]);
        records.extend(p.parent.unwrap_or(NO_PARENT).to_le_bytes());
        if i < draft.named {
            names.extend(p.name.as_bytes());
            offsets.push(names.len() as u32);
        }
    }
    (records, offsets, names)
}

fn index(draft: &Draft) -> Result<(Vec<u8>, Vec<u32>), fst::Error> {
    let mut by_key: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (i, p) in draft.places.iter().enumerate() {
        let usual = key(&p.name);
        for alternate in &p.alternates {
            let k = key(alternate);
            if k != usual && !k.is_empty() {
                by_key.entry(k).or_default().push((i as u32) << 1 | 1);
            }
        }
        if !usual.is_empty() {
            by_key.entry(usual).or_default().push((i as u32) << 1);
        }
    }
    let (mut map, mut postings) = (fst::MapBuilder::memory(), Vec::new());
    for (k, mut places) in by_key {
        places.sort_unstable();
        places.dedup_by_key(|p| *p >> 1);
        if let [one] = places[..] {
            map.insert(k, u64::from(one) << 1 | 1)?;
            continue;
        }
        places.sort_by_key(|&p| (std::cmp::Reverse(draft.places[p as usize >> 1].population), p));
        map.insert(k, (postings.len() as u64) << 1)?;
        postings.push(places.len() as u32);
        postings.extend(places);
    }
    Ok((map.into_inner()?, postings))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::{BadFile, Gazetteer};

    fn draft() -> Draft {
        let place = |name: &str, population, class: Class, parent: Option<u16>| DraftPlace {
            name: name.to_owned(),
            population,
            class,
            parent,
            lat: 51.1694,
            lon: -71.4491,
            ..DraftPlace::default()
        };
        let mut town = place("Aqmola", 1_350_000, Class::Capital, Some(0));
        town.alternates = vec!["Astana".to_owned(), "Tselinograd".to_owned()];
        Draft {
            countries: vec![("KAZ".to_owned(), 1_522_867)],
            places: vec![place("Aqmola", 1_400_000, Class::Province, None), town, place("Zhana", 900, Class::Town, Some(0))],
            named: 2,
        }
    }

    #[test]
    fn what_is_written_is_found() {
        let bytes = build(&draft()).unwrap();
        let g = Gazetteer::open(&bytes).unwrap();
        let mut found = Vec::new();
        g.find("ASTANA", &mut found);
        assert_eq!(found.len(), 1);
        assert!(found[0].alternate && found[0].class == Class::Capital && found[0].country == "KAZ");
        assert!((found[0].lat - 51.1694).abs() < 1e-4 && (found[0].lon + 71.4491).abs() < 1e-4);
        assert!(found[0].population.abs_diff(1_350_000) < 135_000);
        assert_eq!(g.name(found[0].index), Some("Aqmola"));
        found.clear();
        g.find("Aqmola", &mut found);
        assert_eq!(found.iter().map(|e| e.class).collect::<Vec<_>>(), [Class::Province, Class::Capital]);
        found.clear();
        g.find("Zhana", &mut found);
        assert_eq!((found[0].parent, g.name(found[0].index)), (Some(0), None));
        assert_eq!(g.country_id("KAZ"), Some(1_522_867));
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let bytes = build(&draft()).unwrap();
        assert!(matches!(Gazetteer::open(&bytes[..bytes.len() - 1]), Err(BadFile::Length { .. })));
        assert!(matches!(Gazetteer::open(b"nonsense"), Err(BadFile::Format)));
    }
}
