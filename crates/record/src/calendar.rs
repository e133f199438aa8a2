//! ISO dates and day numbers.

use jiff::civil::Date;

/// The day counted as 0.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Whole days since 1970-01-01 of an ISO 8601 date or time; a missing month or day counts as the first.
///
/// `None` where the text is no date of the Gregorian calendar.
#[must_use]
pub fn day_of(iso: &str) -> Option<i32> {
    let date = iso.get(..10).unwrap_or(iso);
    let date = date.split(['T', ' ']).next().unwrap_or(date);
    let mut parts = date.split('-');
    let year: i16 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: i8 = parts.next().map_or(Some(1), |m| m.parse().ok())?;
    let day: i8 = parts.next().map_or(Some(1), |d| d.parse().ok())?;
    let date = Date::new(year, month, day).ok().filter(|_| parts.next().is_none())?;
    EPOCH.until(date).ok().map(|span| span.get_days())
}

/// The ISO 8601 date of a day number; days beyond the calendar's last year are its last day.
#[must_use]
pub fn iso_of(day: i32) -> String {
    EPOCH.saturating_add(jiff::SignedDuration::from_hours(24 * i64::from(day))).to_string()
}

/// The month of a day number: `YYYY-MM`.
#[must_use]
pub fn month_of(day: i32) -> String {
    let mut iso = iso_of(day);
    iso.truncate(iso.len() - 3);
    iso
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        assert_eq!(day_of("1970-01-01"), Some(0));
        assert_eq!(day_of("2000-03-01"), Some(11_017));
        for day in (-200_000..200_000).step_by(13) {
            assert_eq!(day_of(&iso_of(day)), Some(day));
        }
    }

    #[test]
    fn partial_dates_begin_and_wrong_ones_are_none() {
        assert_eq!(day_of("2023-05"), day_of("2023-05-01"));
        assert_eq!(day_of("2024-02-29T10:00:00Z"), day_of("2024-02-29"));
        assert_eq!(month_of(day_of("2024-02-29").unwrap()), "2024-02");
        for wrong in ["", "2023-02-29", "2023-13-01", "yesterday", "23-01-01", "2023-01-00"] {
            assert_eq!(day_of(wrong), None, "{wrong}");
        }
    }
}
