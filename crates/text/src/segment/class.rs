//! The classes of words in the lists.

/// What a list says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Class {
    Title = 1,
    Before = 1 << 1,
    Number = 1 << 2,
    Date = 1 << 3,
    Place = 1 << 4,
    Either = 1 << 5,
    Starter = 1 << 6,
    Whole = 1 << 7,
    Prefix = 1 << 8,
    Suffix = 1 << 9,
    Unit = 1 << 10,
    Currency = 1 << 11,
    Emoticon = 1 << 12,
    Extension = 1 << 13,
    Clitic = 1 << 14,
    Contraction = 1 << 15,
    Credit = 1 << 16,
}

/// The classes by the names the lists give them.
pub(super) const CLASSES: [(&str, Class); 16] = [
    ("title", Class::Title),
    ("before", Class::Before),
    ("number", Class::Number),
    ("date", Class::Date),
    ("place", Class::Place),
    ("either", Class::Either),
    ("starter", Class::Starter),
    ("whole", Class::Whole),
    ("prefix", Class::Prefix),
    ("suffix", Class::Suffix),
    ("unit", Class::Unit),
    ("currency", Class::Currency),
    ("emoticon", Class::Emoticon),
    ("extension", Class::Extension),
    ("clitic", Class::Clitic),
    ("credit", Class::Credit),
];

/// The classes of one word as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(pub(super) u32);

impl Classes {
    /// Whether the word is in `class`.
    pub(super) fn has(self, class: Class) -> bool {
        self.0 & class as u32 != 0
    }

    /// Whether the word is any kind of abbreviation.
    pub(super) fn abbreviation(self) -> bool {
        self.0 & 0b11_1111 != 0
    }

    /// The kinds of abbreviation, as a small number.
    pub(super) fn kinds(self) -> u64 {
        u64::from(self.0 & 0b11_1111)
    }
}
