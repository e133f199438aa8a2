//! Model files: a magic number, a version, named sections and a checksum over all of it.
//!
//! ```text
//! "CHMODEL\0"  version u32  sections u32  checksum u64 of all that follows
//! per section: name length u32, name, first byte u64 (from the start of the file), length u64
//! the sections
//! ```
//!
//! Numbers are little-endian. A reader borrows the bytes; nothing is copied that need not be.

use std::fmt;

const MAGIC: &[u8; 8] = b"CHMODEL\0";
const HEADER: usize = 24;

/// Why a model file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// It does not begin as a model file does.
    NotAModel,
    /// It was made for another version of this program.
    Version {
        /// The version in the file.
        found: u32,
        /// The version this program reads.
        wanted: u32,
    },
    /// It ends too early or its bytes were changed.
    Damaged(&'static str),
    /// A section is not there.
    Missing(&'static str),
    /// A section does not hold what it should.
    Malformed(&'static str),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => write!(f, "this is not a chancery model file"),
            Self::Version { found, wanted } => {
                write!(
                    f,
                    "the model file has format version {found}, this program reads version {wanted}: train it again with `chancery train`"
                )
            }
            Self::Damaged(what) => write!(f, "the model file is damaged: {what}"),
            Self::Missing(name) => write!(f, "the model file has no section `{name}`"),
            Self::Malformed(name) => write!(f, "section `{name}` of the model file does not hold what it should"),
        }
    }
}

impl std::error::Error for FileError {}

/// A file being made.
#[derive(Debug, Default)]
pub struct Writer {
    sections: Vec<(String, Vec<u8>)>,
}

impl Writer {
    /// Adds a section.
    pub fn bytes(&mut self, name: &str, bytes: Vec<u8>) {
        self.sections.push((name.to_owned(), bytes));
    }

    /// Adds a section of integers.
    pub fn u32s(&mut self, name: &str, values: impl IntoIterator<Item = u32>) {
        self.bytes(name, values.into_iter().flat_map(u32::to_le_bytes).collect());
    }

    /// Adds a section of floats.
    pub fn f32s(&mut self, name: &str, values: impl IntoIterator<Item = f32>) {
        self.bytes(name, values.into_iter().flat_map(f32::to_le_bytes).collect());
    }

    /// Adds a section of strings, which hold no line breaks.
    pub fn strings<S: AsRef<str>>(&mut self, name: &str, values: impl IntoIterator<Item = S>) {
        let mut text = String::new();
        for value in values {
            text.push_str(value.as_ref());
            text.push('\n');
        }
        self.bytes(name, text.into_bytes());
    }

    /// The file's bytes.
    #[must_use]
    pub fn finish(self, version: u32) -> Vec<u8> {
        let directory: usize = self.sections.iter().map(|(name, _)| 4 + name.len() + 16).sum();
        let mut at = HEADER + directory;
        let mut out = vec![0; HEADER];
        for (name, bytes) in &self.sections {
            out.extend((name.len() as u32).to_le_bytes());
            out.extend(name.as_bytes());
            out.extend((at as u64).to_le_bytes());
            out.extend((bytes.len() as u64).to_le_bytes());
            at += bytes.len();
        }
        for (_, bytes) in &self.sections {
            out.extend(bytes);
        }
        let sum = checksum(&out[HEADER..]);
        out[..8].copy_from_slice(MAGIC);
        out[8..12].copy_from_slice(&version.to_le_bytes());
        out[12..16].copy_from_slice(&(self.sections.len() as u32).to_le_bytes());
        out[16..24].copy_from_slice(&sum.to_le_bytes());
        out
    }
}

/// A file being read.
#[derive(Debug)]
pub struct Reader<'a> {
    sections: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Reader<'a> {
    /// Checks the header, the checksum and the directory.
    pub fn open(bytes: &'a [u8], wanted: u32) -> Result<Self, FileError> {
        if bytes.len() < 8 || &bytes[..8] != MAGIC {
            return Err(FileError::NotAModel);
        }
        let mut cursor = Cursor { bytes, at: 8 };
        let found = cursor.u32()?;
        if found != wanted {
            return Err(FileError::Version { found, wanted });
        }
        let count = cursor.u32()?;
        let sum = cursor.u64()?;
        if checksum(&bytes[HEADER..]) != sum {
            return Err(FileError::Damaged("its checksum does not fit its bytes"));
        }
        let mut sections = Vec::new();
        for _ in 0..count {
            let length = cursor.u32()? as usize;
            let name = cursor.take(length)?;
            let (first, length) = (cursor.u64()?, cursor.u64()?);
            let end = first.checked_add(length).ok_or(FileError::Damaged("a section ends nowhere"))?;
            let range = usize::try_from(first).unwrap_or(usize::MAX)..usize::try_from(end).unwrap_or(usize::MAX);
            sections.push((name, bytes.get(range).ok_or(FileError::Damaged("a section lies outside the file"))?));
        }
        Ok(Self { sections })
    }

    /// A section's bytes.
    pub fn bytes(&self, name: &'static str) -> Result<&'a [u8], FileError> {
        self.sections.iter().find(|(n, _)| *n == name.as_bytes()).map(|&(_, b)| b).ok_or(FileError::Missing(name))
    }

    /// A section of integers.
    pub fn u32s(&self, name: &'static str) -> Result<Vec<u32>, FileError> {
        self.words(name, u32::from_le_bytes)
    }

    /// A section of floats.
    pub fn f32s(&self, name: &'static str) -> Result<Vec<f32>, FileError> {
        self.words(name, f32::from_le_bytes)
    }

    fn words<T>(&self, name: &'static str, from: impl Fn([u8; 4]) -> T) -> Result<Vec<T>, FileError> {
        let (chunks, rest) = self.bytes(name)?.as_chunks::<4>();
        if rest.is_empty() { Ok(chunks.iter().map(|&c| from(c)).collect()) } else { Err(FileError::Malformed(name)) }
    }

    /// A section of strings.
    pub fn strings(&self, name: &'static str) -> Result<Vec<&'a str>, FileError> {
        let text = std::str::from_utf8(self.bytes(name)?).map_err(|_| FileError::Malformed(name))?;
        Ok(text.split_terminator('\n').collect())
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], FileError> {
        let end = self.at.checked_add(n).ok_or(FileError::Damaged("it ends too early"))?;
        let got = self.bytes.get(self.at..end).ok_or(FileError::Damaged("it ends too early"))?;
        self.at = end;
        Ok(got)
    }

    fn u32(&mut self) -> Result<u32, FileError> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn u64(&mut self) -> Result<u64, FileError> {
        Ok(u64::from(self.u32()?) | u64::from(self.u32()?) << 32)
    }
}

/// A checksum quick enough to verify a model at every start: four lanes of multiply and rotate.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    const M: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut lanes = [1u64, 2, 3, 4];
    let (chunks, rest) = bytes.as_chunks::<32>();
    for chunk in chunks {
        for (lane, eight) in lanes.iter_mut().zip(chunk.as_chunks::<8>().0) {
            *lane = (lane.rotate_left(23) ^ u64::from_le_bytes(*eight)).wrapping_mul(M);
        }
    }
    let mut sum = bytes.len() as u64;
    for lane in lanes {
        sum = (sum.rotate_left(29) ^ lane).wrapping_mul(M);
    }
    for &b in rest {
        sum = (sum.rotate_left(5) ^ u64::from(b)).wrapping_mul(M);
    }
    sum ^ (sum >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut w = Writer::default();
        w.strings("names", ["a", "", "c d"]);
        w.u32s("numbers", [1, 2, 70_000]);
        w.f32s("floats", [0.5, -1.0]);
        w.finish(3)
    }

    #[test]
    fn round_trip() {
        let bytes = sample();
        let r = Reader::open(&bytes, 3).expect("sound");
        assert_eq!(r.strings("names").expect("there"), ["a", "", "c d"]);
        assert_eq!(r.u32s("numbers").expect("there"), [1, 2, 70_000]);
        assert_eq!(r.f32s("floats").expect("there"), [0.5, -1.0]);
        assert_eq!(r.bytes("other"), Err(FileError::Missing("other")));
    }

    #[test]
    fn damage_is_told_apart() {
        let bytes = sample();
        assert_eq!(Reader::open(b"hello", 3).err(), Some(FileError::NotAModel));
        assert_eq!(Reader::open(&bytes, 4).err(), Some(FileError::Version { found: 3, wanted: 4 }));
        for cut in 8..bytes.len() {
            assert!(matches!(Reader::open(&bytes[..cut], 3), Err(FileError::Damaged(_))), "cut at {cut}");
        }
        for at in 16..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            assert!(Reader::open(&changed, 3).is_err(), "changed at {at}");
        }
    }
}
