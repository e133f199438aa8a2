//! ISO dates and day numbers.

/// Whole days since 1970-01-01 of an ISO 8601 date or time; a missing month or day counts as the first.
///
/// `None` where the text is no date of the Gregorian calendar.
#[must_use]
pub fn day_of(iso: &str) -> Option<i32> {
    let date = iso.get(..10).unwrap_or(iso);
    let date = date.split(['T', ' ']).next().unwrap_or(date);
    let mut parts = date.split('-');
    let year: i32 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: i32 = parts.next().map_or(Some(1), |m| m.parse().ok())?;
    let day: i32 = parts.next().map_or(Some(1), |d| d.parse().ok())?;
    let real = (1..=12).contains(&month) && day >= 1 && day <= month_length(year, month);
    (real && parts.next().is_none()).then(|| days_from_civil(year, month, day))
}

fn month_length(year: i32, month: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so that the leap day is the last.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The ISO 8601 date of a day number.
#[must_use]
pub fn iso_of(day: i32) -> String {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", of_year - (153 * shifted_month + 2) / 5 + 1)
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
