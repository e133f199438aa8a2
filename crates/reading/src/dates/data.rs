//! The word lists of `lexicon/words-in-time`, embedded.

/// Months, weekdays, seasons, units, holidays.
pub(crate) const CALENDAR: &str = include_str!("../../../../lexicon/words-in-time/calendar.txt");
/// Words that place one time against another.
pub(crate) const RELATIONS: &str = include_str!("../../../../lexicon/words-in-time/relations.txt");
