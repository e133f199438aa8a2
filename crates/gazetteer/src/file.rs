//! Reading the file where it lies.
//!
//! Little-endian. `GAZ1`, then seven `u32`: number of countries, of records, of records with a stored name, of words of postings,
//! bytes of names, bytes of the name map, zero. Then, one after the other: countries (3 letters and a `u32` id each), records
//! (16 bytes each), offsets of the stored names (`u32` each and one more), postings (`u32` each), names, and the map, an `fst`.

use crate::{Class, Entry, key};

/// Bytes of the head.
pub(crate) const HEAD: usize = 32;
/// Bytes of a country.
pub(crate) const COUNTRY: usize = 7;
/// Bytes of a record.
pub(crate) const RECORD: usize = 16;
/// "No division is known" in a record.
pub(crate) const NO_PARENT: u16 = u16::MAX;
/// Coordinates are kept in units of this part of a degree: eleven metres.
pub(crate) const UNIT: f64 = 10_000.0;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadFile {
    /// It does not begin as a gazetteer does.
    #[error("not a gazetteer of format GAZ1; build it again with examples/build_gazetteer.rs")]
    Format,
    /// It ends too soon or is too long.
    #[error("the gazetteer is cut off or damaged: {want} bytes expected, {have} found")]
    Length {
        /// Bytes the head promises.
        want: usize,
        /// Bytes there are.
        have: usize,
    },
    /// The map of names is damaged.
    #[error("the gazetteer's map of names is damaged: {0}")]
    Map(#[from] fst::Error),
}

/// A gazetteer over borrowed bytes.
#[derive(Debug)]
pub struct Gazetteer<'a> {
    countries: &'a [u8],
    records: &'a [u8],
    named: usize,
    offsets: &'a [u8],
    postings: &'a [u8],
    names: &'a [u8],
    map: fst::Map<&'a [u8]>,
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at * 4..at * 4 + 4)?.try_into().ok()?))
}

/// A signed number of three bytes.
fn degrees(b: &[u8]) -> f64 {
    f64::from(i32::from_le_bytes([0, b[0], b[1], b[2]]) >> 8) / UNIT
}

/// The number of inhabitants of its rounded logarithm.
fn inhabitants(code: u8) -> u32 {
    if code == 0 { 0 } else { 2f64.powf(f64::from(code) / 8.0).round() as u32 }
}

impl<'a> Gazetteer<'a> {
    /// Open a gazetteer that lies in memory.
    ///
    /// # Errors
    /// When the bytes are no gazetteer or are damaged.
    pub fn open(bytes: &'a [u8]) -> Result<Self, BadFile> {
        if bytes.len() < HEAD || &bytes[..4] != b"GAZ1" {
            return Err(BadFile::Format);
        }
        let count = |i: usize| word(bytes, i).unwrap_or(0) as usize;
        let sizes = [count(1) * COUNTRY, count(2) * RECORD, (count(3) + 1) * 4, count(4) * 4, count(5), count(6)];
        let want = HEAD + sizes.iter().sum::<usize>();
        if want != bytes.len() || count(3) > count(2) {
            return Err(BadFile::Length { want, have: bytes.len() });
        }
        let mut rest = &bytes[HEAD..];
        let [countries, records, offsets, postings, names, map] = sizes.map(|n| {
            let (part, after) = rest.split_at(n);
            rest = after;
            part
        });
        Ok(Self { countries, records, named: count(3), offsets, postings, names, map: fst::Map::new(map)? })
    }

    /// Number of places.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len() / RECORD
    }

    /// Whether it holds no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Every place of this name, the most populous first, appended to `out`.
    pub fn find(&self, name: &str, out: &mut Vec<Entry<'a>>) {
        self.find_key(&key(name), out);
    }

    /// The same for a name already in its plain form ([`key`]).
    pub fn find_key(&self, key: &str, out: &mut Vec<Entry<'a>>) {
        let Some(at) = self.map.get(key) else { return };
        if at & 1 == 1 {
            return out.extend(self.posting((at >> 1) as u32));
        }
        let at = (at >> 1) as usize;
        let many = word(self.postings, at).unwrap_or(0) as usize;
        out.extend((1..=many).filter_map(|i| self.posting(word(self.postings, at + i)?)));
    }

    fn posting(&self, p: u32) -> Option<Entry<'a>> {
        Some(Entry { alternate: p & 1 == 1, ..self.at(p >> 1)? })
    }

    /// The place of this number.
    #[must_use]
    pub fn at(&self, index: u32) -> Option<Entry<'a>> {
        let from = index as usize * RECORD;
        let r = self.records.get(from..from + RECORD)?;
        let country = r[12] as usize * COUNTRY;
        let parent = u16::from_le_bytes([r[14], r[15]]);
        Some(Entry {
            index,
            id: word(r, 0)?,
            lat: degrees(&r[4..7]),
            lon: degrees(&r[7..10]),
            population: inhabitants(r[10]),
            class: [Class::Province, Class::County, Class::Town, Class::Capital][usize::from(r[11] & 3)],
            country: std::str::from_utf8(self.countries.get(country..country + 3)?).unwrap_or(""),
            parent: (parent != NO_PARENT).then_some(u32::from(parent)),
            alternate: false,
        })
    }

    /// The usual name of a place, where the file keeps it: of divisions and larger towns.
    #[must_use]
    pub fn name(&self, index: u32) -> Option<&'a str> {
        let i = index as usize;
        let (from, to) = (word(self.offsets, i)? as usize, word(self.offsets, i + 1)? as usize);
        if i >= self.named {
            return None;
        }
        std::str::from_utf8(self.names.get(from..to)?).ok()
    }

    /// GeoNames id of a state by its ISO 3166-1 alpha-3 code.
    #[must_use]
    pub fn country_id(&self, code: &str) -> Option<u32> {
        let c = self.countries.chunks_exact(COUNTRY).find(|c| &c[..3] == code.as_bytes())?;
        word(&c[3..], 0).filter(|&id| id > 0)
    }
}
