//! What a word can do in an expression of time.

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Period,
}

/// The word that chooses one period among its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub(crate) enum Which {
    Last,
    Next,
    This,
    That,
    Same,
    Previous,
    Following,
    Past,
    Coming,
    Current,
    Recent,
    Latest,
    First,
    Final,
}

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub(crate) enum Edge {
    Early,
    Late,
    Mid,
    Start,
    End,
}

/// The direction of "two days ...".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub(crate) enum Shift {
    Ago,
    Before,
    Later,
    Hence,
}

/// A day that moves with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    /// Month and day.
    Fixed(i8, i8),
    /// Days from Easter Sunday.
    Easter(i8),
    /// Month, weekday, which one (-1 is the last).
    Nth(i8, i8, i8),
    /// Month, weekday, which one, and days after it: the Friday after the fourth Thursday.
    After(i8, i8, i8, i8),
}

/// What a word does; one word may do several things, each in its own field.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TimeWord {
    /// Month and whether the word has other uses.
    pub month: Option<(i8, bool)>,
    /// Weekday and whether the word has other uses.
    pub weekday: Option<(i8, bool)>,
    /// "Fridays".
    pub weekdays: Option<i8>,
    /// SP, SU, FA, WI.
    pub season: Option<&'static str>,
    /// The unit, and whether the word is plural.
    pub unit: Option<(Unit, bool)>,
    /// MO, AF, EV, NI, MI.
    pub part: Option<&'static str>,
    /// MO, MI, EV: the part of the day in which a meal falls, and whether the word says that it means the time.
    pub meal: Option<(&'static str, bool)>,
    /// "h" in "3h".
    pub letter: Option<Unit>,
    /// "weekday" in "every weekday".
    pub workday: bool,
    /// `true` for p.m.
    pub half: Option<bool>,
    /// `true` for the "p" of "7p".
    pub half_letter: Option<bool>,
    /// 12 for noon, 24 for midnight.
    pub noon: Option<u8>,
    /// Letters of a time zone.
    pub zone: bool,
    /// "nineties".
    pub decade: Option<i16>,
    /// `true` for BC.
    pub era: Option<bool>,
    /// "fiscal".
    pub fiscal: bool,
    /// "last", "this".
    pub which: Option<Which>,
    /// "yesterday": days from publication, part of the day.
    pub day: Option<(i8, Option<&'static str>)>,
    /// "early".
    pub edge: Option<Edge>,
    /// "ago".
    pub shift: Option<Shift>,
    /// "daily".
    pub set: Option<&'static str>,
    /// "every".
    pub every: bool,
    /// "several".
    pub few: bool,
    /// "the".
    pub article: bool,
    /// "in".
    pub at: bool,
    /// "will".
    pub future: bool,
    /// "said".
    pub past: bool,
    /// "people".
    pub counted: bool,
    /// Whether an expression of time may begin or end with the word.
    pub starts: bool,
}
