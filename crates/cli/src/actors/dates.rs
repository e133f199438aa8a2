//! Days as people write them on a command line and in tables.

use anyhow::{Result, bail};
use chancery_lexicon::{Day, Period};

/// `2013`, `2013-03` or `2013-03-14` as a day; what is missing is the middle of the year or month.
pub fn day(text: &str) -> Result<Day> {
    let parts: Vec<i32> = text.split('-').map(str::parse).collect::<Result<_, _>>().unwrap_or_default();
    let (year, month, day) = match parts.as_slice() {
        [y] => (*y, 6, 30),
        [y, m] => (*y, *m, 15),
        [y, m, d] => (*y, *m, *d),
        _ => bail!("`{text}` is no date; write YYYY-MM-DD, YYYY-MM or YYYY"),
    };
    if !(1000..3000).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        bail!("`{text}` is no date; write YYYY-MM-DD, YYYY-MM or YYYY");
    }
    Ok(year * 10_000 + month * 100 + day)
}

/// A day as ISO.
pub fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

/// A period as lexicon files write it, empty where it has no ends.
pub fn period(p: Period) -> String {
    let end = |d: Day, open: Day| if d == open { String::new() } else { iso(d) };
    if p == Period::ALWAYS { String::new() } else { format!("[{}..{}]", end(p.from, Day::MIN), end(p.to, Day::MAX)) }
}

/// Days between two days, a month counted as 30.4 and a year as 365.
pub fn apart(a: Day, b: Day) -> i64 {
    let days = |d: Day| i64::from(d / 10_000) * 3650 + i64::from(d / 100 % 100) * 304 + i64::from(d % 100) * 10;
    (days(a) - days(b)).abs() / 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_precisely_as_they_are_written() {
        assert_eq!(day("2013-03-14").unwrap(), 20_130_314);
        assert_eq!(day("2013").unwrap(), 20_130_630);
        assert!(day("13 March").is_err() && day("2013-14").is_err());
        assert_eq!(iso(20_130_314), "2013-03-14");
        assert_eq!(apart(20_130_314, 20_130_320), 6);
    }
}
