//! From date words to calendar days.
//!
//! Weeks run from Monday to Sunday (ISO 8601). "Late" is from the 15th, "early" until the 15th, "mid" the 10th to the 20th of a month; of a year
//! they are September to December, January to April, May to August. A month without a year is the one nearest before publication unless
//! the clause looks ahead.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A stretch of days with its precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First.
    pub start: Date,
    /// Last.
    pub end: Date,
    /// `day`, `week`, `month`, `season` or `year`.
    pub precision: &'static str,
}

/// Number of a month's name or abbreviation.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.trim_end_matches('.');
    let full = MONTHS.iter().position(|m| *m == word);
    let short = || {
        (word.len() >= 3 && word.len() <= 4)
            .then(|| MONTHS.iter().position(|m| m.len() > 3 && (m[..3] == *word || (word == "sept" && *m == "september"))))
            .flatten()
    };
    full.or_else(short).map(|i| i as i8 + 1)
}

/// A weekday's name.
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// One day.
#[must_use]
pub fn one(day: Date) -> Days {
    Days { start: day, end: day, precision: "day" }
}

/// A month, or the early, middle or late part of it.
#[must_use]
pub fn of_month(year: i16, month: i8, part: Option<&str>) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    let last = first.last_of_month().day();
    let (a, b) = match part {
        Some("late") => (15, last),
        Some("early") => (1, 15),
        Some("mid") => (10, 20),
        _ => (1, last),
    };
    Some(Days { start: Date::new(year, month, a).ok()?, end: Date::new(year, month, b).ok()?, precision: "month" })
}

/// A year, or the early, middle or late part of it.
#[must_use]
pub fn of_year(year: i16, part: Option<&str>) -> Option<Days> {
    let (a, b) = match part {
        Some("late") => (9, 12),
        Some("early") => (1, 4),
        Some("mid") => (5, 8),
        _ => (1, 12),
    };
    let precision = if part.is_some() { "season" } else { "year" };
    Some(Days { start: Date::new(year, a, 1).ok()?, end: Date::new(year, b, 1).ok()?.last_of_month(), precision })
}

/// The week that holds a day, moved by `weeks`.
#[must_use]
pub fn week(day: Date, weeks: i64) -> Option<Days> {
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?.checked_add((weeks * 7).days()).ok()?;
    Some(Days { start: monday, end: monday.checked_add(6.days()).ok()?, precision: "week" })
}

/// The weekday meant: the last one up to the anchor, or the next one after it where the clause looks ahead.
#[must_use]
pub fn nearest_weekday(anchor: Date, day: Weekday, ahead: bool) -> Option<Date> {
    let back = i64::from(day.until(anchor.weekday())).rem_euclid(7);
    if ahead && back > 0 { anchor.checked_add((7 - back).days()).ok() } else { anchor.checked_sub(back.days()).ok() }
}

/// The year meant by a month without one.
#[must_use]
pub fn year_of_month(anchor: Date, month: i8, ahead: bool) -> i16 {
    let distance = i16::from(month) - i16::from(anchor.month());
    match (ahead, distance) {
        (true, d) if d < -1 => anchor.year() + 1,
        // A month just ahead in past tense is rare; two or more ahead means last year's.
        (false, d) if d > 1 => anchor.year() - 1,
        _ => anchor.year(),
    }
}

/// A day moved by a count of units; a unit wider than a day gives the stretch of that width.
#[must_use]
pub fn moved(anchor: Date, count: i64, unit: &str) -> Option<Days> {
    Some(match unit {
        "day" => one(anchor.checked_add(count.days()).ok()?),
        "week" => week(anchor.checked_add((count * 7).days()).ok()?, 0)?,
        "month" => {
            let d = anchor.checked_add(count.months()).ok()?;
            of_month(d.year(), d.month(), None)?
        }
        "year" => of_year(i16::try_from(i64::from(anchor.year()) + count).ok()?, None)?,
        "decade" => of_year(i16::try_from(i64::from(anchor.year()) + 10 * count).ok()?, None)?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekdays_look_back_and_ahead() {
        let friday = date(2023, 5, 26);
        assert_eq!(nearest_weekday(friday, Weekday::Wednesday, false), Some(date(2023, 5, 24)));
        assert_eq!(nearest_weekday(friday, Weekday::Friday, false), Some(friday));
        assert_eq!(nearest_weekday(friday, Weekday::Monday, true), Some(date(2023, 5, 29)));
    }

    #[test]
    fn parts_of_months_and_years() {
        assert_eq!(of_month(2024, 2, Some("late")).map(|d| d.end), Some(date(2024, 2, 29)));
        assert_eq!(of_year(2020, Some("early")).map(|d| d.end), Some(date(2020, 4, 30)));
        assert_eq!(week(date(2023, 5, 26), -1).map(|d| (d.start, d.end)), Some((date(2023, 5, 15), date(2023, 5, 21))));
        assert_eq!(year_of_month(date(2023, 5, 26), 9, false), 2022);
        assert_eq!(month("sept."), Some(9));
        assert_eq!(month("mayor"), None);
    }
}
