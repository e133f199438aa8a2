//! One file for each format: its columns, how a row is read and, where it is written too, how.

pub(crate) mod acled;
pub(crate) mod csv;
pub(crate) mod ftm;
pub(crate) mod gdelt;
pub(crate) mod icews;
pub(crate) mod keds;
pub(crate) mod mentions;
pub(crate) mod ngec;
pub(crate) mod petrarch;
pub(crate) mod phoenix;
pub(crate) mod plover;
pub(crate) mod polecat;
mod shared;

use crate::import::Import;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// GDELT 2.0 events, 61 columns.
    Gdelt2,
    /// GDELT 1.0 events, 58 columns, or 57 in the backfile.
    Gdelt1,
    /// GDELT 2.0 mentions, 16 columns.
    Mentions,
    /// ICEWS coded events.
    Icews,
    /// POLECAT's weekly, monthly and yearly files.
    Polecat,
    /// NGEC's records, JSON Lines.
    Ngec,
    /// The Phoenix pipeline's events.
    Phoenix,
    /// ACLED's export.
    Acled,
    /// PETRARCH2's `evts` files.
    Petrarch,
    /// KEDS's four columns.
    Keds,
}

impl Source {
    /// Every format, in the order in which they are tried.
    pub const ALL: [Self; 10] = [
        Self::Gdelt2,
        Self::Gdelt1,
        Self::Mentions,
        Self::Icews,
        Self::Polecat,
        Self::Ngec,
        Self::Phoenix,
        Self::Acled,
        Self::Petrarch,
        Self::Keds,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["gdelt2", "gdelt1", "gdelt-mentions", "icews", "polecat", "ngec", "phoenix", "acled", "petrarch", "keds"][self as usize]
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// All names, for messages.
    #[must_use]
    pub fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    /// The format of a file that begins with these bytes.
    #[must_use]
    pub fn sniff(head: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
        let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(20).collect();
        // The last line may be cut off in the middle.
        let whole = if lines.len() > 1 && lines.len() < 20 && !text.ends_with('\n') { &lines[..lines.len() - 1] } else { &lines[..] };
        Self::ALL.into_iter().find(|s| s.fits(whole))
    }

    /// Whether the first lines of a file are of this format.
    fn fits(self, lines: &[&str]) -> bool {
        let Some(first) = lines.first() else { return false };
        match self {
            Self::Gdelt2 => lines.iter().any(|l| gdelt::fits(l, &[61])),
            Self::Gdelt1 => lines.iter().any(|l| gdelt::fits(l, &[57, 58])),
            Self::Mentions => mentions::fits(first),
            Self::Icews => icews::fits(first),
            Self::Polecat => polecat::fits(first),
            Self::Ngec => ngec::fits(first),
            Self::Phoenix => lines.iter().any(|l| phoenix::fits(l)),
            Self::Acled => acled::fits(first),
            Self::Petrarch => petrarch::fits(first),
            Self::Keds => lines.iter().any(|l| keds::fits(l)),
        }
    }

    /// A reader for one file that begins with these bytes.
    pub(crate) fn reader(self, head: &[u8]) -> Box<dyn Import> {
        match self {
            Self::Gdelt2 => Box::new(gdelt::Gdelt::new(gdelt::Version::Two)),
            Self::Gdelt1 => Box::new(gdelt::Gdelt::new(gdelt::Version::One)),
            Self::Mentions => Box::new(mentions::Mentions::new(head)),
            Self::Icews => Box::new(icews::Icews::default()),
            Self::Polecat => Box::new(polecat::Polecat::default()),
            Self::Ngec => Box::new(ngec::Ngec),
            Self::Phoenix => Box::new(phoenix::Phoenix),
            Self::Acled => Box::new(acled::Acled::default()),
            Self::Petrarch => Box::new(petrarch::Petrarch::default()),
            Self::Keds => Box::new(keds::Keds::default()),
        }
    }
}
