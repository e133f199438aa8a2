//! Days, and the periods into which series are cut.

use jiff::SignedDuration;
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// Whole days since 1970-01-01, as the record counts them.
pub type Day = i32;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// A day.
    Day,
    /// An ISO week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A calendar year.
    Year,
}

impl FromStr for Grain {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            other => return Err(format!("`{other}` is no length of time; write day, week, month, quarter or year")),
        })
    }
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How long it would be, were it not cut by the ends of what was asked for.
    pub grain: Grain,
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
}

impl Period {
    /// Number of days.
    #[must_use]
    pub fn len(self) -> usize {
        usize::try_from(self.end - self.start + 1).unwrap_or(0)
    }

    /// Whether it holds no day.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end < self.start
    }

    /// Whether a day lies inside.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        (self.start..=self.end).contains(&day)
    }
}

/// `2024-05-17`, `2024-W20`, `2024-05`, `2024-Q2` or `2024`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, _) = civil(self.start);
        match self.grain {
            Grain::Day => f.write_str(&iso(self.start)),
            Grain::Week => {
                let (year, week) = iso_week(self.start);
                write!(f, "{year}-W{week:02}")
            }
            Grain::Month => write!(f, "{year}-{month:02}"),
            Grain::Quarter => write!(f, "{year}-Q{}", (month + 2) / 3),
            Grain::Year => write!(f, "{year}"),
        }
    }
}

/// The periods that cover `from..=to`, the first and last cut where the range ends within them.
#[must_use]
pub fn periods(from: Day, to: Day, grain: Grain) -> Vec<Period> {
    let mut out = Vec::new();
    let mut start = from;
    while start <= to {
        let end = last_day(start, grain).min(to);
        out.push(Period { grain, start, end });
        start = end + 1;
    }
    out
}

/// The last day of the period that holds `day`; never before it, whatever the calendar's end.
fn last_day(day: Day, grain: Grain) -> Day {
    let at = date(day);
    let number = |d: Date| EPOCH.until(d).map_or(day, |span| span.get_days());
    let last = match grain {
        Grain::Day => day,
        Grain::Week => day + 6 - weekday(day),
        Grain::Month => number(at.last_of_month()),
        // Of no 31st, the 30th.
        Grain::Quarter => day_of(at.year().into(), (i32::from(at.month()) + 2) / 3 * 3, 31),
        Grain::Year => number(at.last_of_year()),
    };
    last.max(day)
}

/// 0 for Monday to 6 for Sunday.
fn weekday(day: Day) -> i32 {
    i32::from(date(day).weekday().to_monday_zero_offset())
}

/// Year and number of the ISO week: that of its Thursday.
fn iso_week(day: Day) -> (i32, i32) {
    let week = date(day).iso_week_date();
    (i32::from(week.year()), i32::from(week.week()))
}

/// The day counted as 0.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// The date of a day; beyond the calendar's ends, its first or last.
fn date(day: Day) -> Date {
    EPOCH.saturating_add(SignedDuration::from_hours(24 * i64::from(day)))
}

fn known(year: i32, month: i32, day: i32) -> Option<Day> {
    let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    EPOCH.until(date).ok().map(|span| span.get_days())
}

/// The day of a date of the proleptic Gregorian calendar; of no such date, the nearest day before it that there is.
#[must_use]
pub fn day_of(year: i32, month: i32, day: i32) -> Day {
    let year = year.clamp(-9999, 9999);
    let month = month.clamp(1, 12);
    (1..=day.clamp(1, 31)).rev().find_map(|d| known(year, month, d)).unwrap_or_default()
}

/// Year, month and day of a day number; the inverse of [`day_of`].
#[must_use]
pub fn civil(day: Day) -> (i32, i32, i32) {
    let date = date(day);
    (date.year().into(), date.month().into(), date.day().into())
}

/// A day as `2024-05-17`.
#[must_use]
pub fn iso(day: Day) -> String {
    date(day).to_string()
}

/// First and last day of a date as precise as it is written: `2024-05-17`, `2024-05`, `2024-Q2` or `2024`.
///
/// # Errors
/// A message that says what a date looks like.
pub fn parse(text: &str) -> Result<(Day, Day), String> {
    let remedy = || format!("`{text}` is no date; write 2024-05-17, 2024-05, 2024-Q2 or 2024");
    let mut parts = text.split('-');
    let year: i32 = parts.next().and_then(|p| p.parse().ok()).filter(|y| (1000..3000).contains(y)).ok_or_else(remedy)?;
    let (month, day) = (parts.next(), parts.next());
    let grain = match (month, day) {
        (None, _) => Grain::Year,
        (Some(q), None) if q.starts_with('Q') => Grain::Quarter,
        (Some(_), None) => Grain::Month,
        _ => Grain::Day,
    };
    let month: i32 = match (month, grain) {
        (Some(q), Grain::Quarter) => q[1..].parse::<i32>().map(|q| q * 3 - 2).map_err(|_| remedy())?,
        (Some(m), _) => m.parse().map_err(|_| remedy())?,
        (None, _) => 1,
    };
    let number: i32 = day.map_or(Ok(1), str::parse).map_err(|_| remedy())?;
    let start = known(year, month, number).filter(|_| parts.next().is_none()).ok_or_else(remedy)?;
    Ok((start, last_day(start, grain)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        assert_eq!(day_of(1970, 1, 1), 0);
        assert_eq!(iso(19_860), "2024-05-17");
        for day in (-800_000..800_000).step_by(13) {
            let (y, m, d) = civil(day);
            assert_eq!(day_of(y, m, d), day);
        }
    }

    #[test]
    fn periods_cover_the_range_without_gap_or_overlap() {
        let (from, to) = (day_of(2023, 2, 8), day_of(2025, 2, 5));
        for grain in [Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year] {
            let all = periods(from, to, grain);
            assert_eq!((all[0].start, all[all.len() - 1].end), (from, to));
            assert!(all.windows(2).all(|w| w[0].end + 1 == w[1].start), "{grain:?}");
        }
        let quarters: Vec<String> = periods(from, to, Grain::Quarter).iter().map(Period::to_string).collect();
        assert_eq!(quarters[0], "2023-Q1");
        assert_eq!(quarters.len(), 9);
    }

    #[test]
    fn the_last_year_of_the_calendar_ends() {
        let end = day_of(9999, 12, 31);
        for grain in [Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year] {
            assert_eq!(periods(day_of(9998, 5, 1), end, grain).last().map(|p| p.end), Some(end), "{grain:?}");
        }
        assert_eq!(last_day(day_of(9999, 2, 3), Grain::Year), end);
    }

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        let week = |y, m, d| Period { grain: Grain::Week, start: day_of(y, m, d), end: 0 }.to_string();
        assert_eq!(week(2024, 12, 30), "2025-W01");
        assert_eq!(week(2021, 1, 3), "2020-W53");
    }

    #[test]
    fn dates_are_read_as_precisely_as_they_are_written() {
        assert_eq!(parse("2024-02").unwrap(), (day_of(2024, 2, 1), day_of(2024, 2, 29)));
        assert_eq!(parse("2024-Q3").unwrap(), (day_of(2024, 7, 1), day_of(2024, 9, 30)));
        assert_eq!(parse("2024").unwrap().1, day_of(2024, 12, 31));
        for bad in ["2024-02-30", "spring", "2024-Q5", "2024-13", "2024-1-1-1", "2024-Q"] {
            assert!(parse(bad).unwrap_err().contains("write 2024-05-17"), "{bad}");
        }
    }
}
