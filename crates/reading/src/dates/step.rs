//! Counting along the calendar: units from a day, feasts of a year.

use super::value::{When, plus};
use super::words::{Feast, Unit};
use super::{Kind, Precision};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The period of a unit `n` steps from the one that holds `day`.
pub(crate) fn step(day: Date, unit: Unit, n: i64) -> Option<When> {
    if !(-100_000..100_000).contains(&n) {
        return None;
    }
    Some(match unit {
        Unit::Day => When::day(plus(day, n.days())?),
        Unit::Weekend => When::weekend(plus(day, n.weeks())?),
        Unit::Week => When::week(plus(day, n.weeks())?),
        Unit::Fortnight => {
            let week = When::week(plus(day, (n * 2).weeks())?);
            let range = week.range.and_then(|(monday, _)| Some((monday, plus(monday, 13.days())?)));
            When { range, ..week }
        }
        Unit::Month => {
            let d = plus(day.first_of_month(), checked_months(n)?)?;
            When::month(d.year(), d.month())
        }
        Unit::Quarter => {
            let d = plus(day.first_of_month(), checked_months(n * 3)?)?;
            When::quarter(d.year(), (d.month() - 1) / 3 + 1)
        }
        Unit::Year => When::year(i16::try_from(i64::from(day.year()) + n).ok()?),
        Unit::Decade => When::decade(i16::try_from(i64::from(day.year()) + n * 10).ok()?.div_euclid(10) * 10),
        Unit::Century => When::century(i16::try_from(i64::from(day.year()) / 100 + 1 + n).ok()?),
        Unit::Hour | Unit::Minute | Unit::Second => When { precision: Precision::Time, kind: Kind::Time, ..When::day(day) },
        Unit::Period => return None,
    })
}

fn checked_months(n: i64) -> Option<Span> {
    Span::new().try_months(n).ok()
}

/// A day moved by `n` units exactly, for the other end of "the past three years".
pub(crate) fn moved(day: Date, unit: Unit, n: i64) -> Option<Date> {
    let span = Span::new();
    let span = match unit {
        Unit::Day => span.try_days(n),
        Unit::Week | Unit::Weekend => span.try_weeks(n),
        Unit::Fortnight => span.try_weeks(n.checked_mul(2)?),
        Unit::Month => span.try_months(n),
        Unit::Quarter => span.try_months(n.checked_mul(3)?),
        Unit::Year => span.try_years(n),
        Unit::Decade => span.try_years(n.checked_mul(10)?),
        Unit::Century => span.try_years(n.checked_mul(100)?),
        _ => return Some(day),
    };
    plus(day, span.ok()?)
}

/// The day of a feast in a year.
pub(crate) fn feast_day(feast: Feast, year: i16) -> Option<Date> {
    match feast {
        Feast::Fixed(month, day) => Date::new(year, month, day).ok(),
        Feast::Easter(days) => plus(easter(year)?, i64::from(days).days()),
        Feast::After(month, weekday, n, days) => plus(feast_day(Feast::Nth(month, weekday, n), year)?, i64::from(days).days()),
        Feast::Nth(month, weekday, n) => {
            let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok()
        }
    }
}

/// Easter Sunday in the Gregorian calendar (Meeus/Jones/Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}
