//! Stretches of the calendar with their TIMEX3 values.

use super::words::{Edge, Unit};
use super::{Kind, Precision};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// What an expression means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct When {
    pub kind: Kind,
    /// TIMEX3 value.
    pub value: String,
    /// First and last day.
    pub range: Option<(Date, Date)>,
    pub precision: Precision,
    /// What the words leave open and another date beside it may settle.
    pub loose: Loose,
}

/// What a date leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Loose {
    /// Nothing.
    #[default]
    No,
    /// The year: "May 3", "June".
    Year,
    /// The week: "Friday".
    Week,
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn made(value: String, from: Option<Date>, to: Option<Date>, precision: Precision) -> When {
    When { kind: Kind::Date, value, range: from.zip(to), precision, loose: Loose::No }
}

/// A year as TIMEX3 writes it.
fn year_value(year: i16) -> String {
    if year < 0 { format!("BC{:04}", -i32::from(year)) } else { format!("{year:04}") }
}

/// Add a span, staying within the calendar.
pub(crate) fn plus(day: Date, by: Span) -> Option<Date> {
    day.checked_add(by).ok()
}

impl When {
    /// One day.
    pub(crate) fn day(day: Date) -> Self {
        made(day.to_string(), Some(day), Some(day), Precision::Day)
    }

    /// From one day to another.
    pub(crate) fn days(from: Date, to: Date) -> Self {
        made(format!("{from}/{to}"), Some(from), Some(to.max(from)), Precision::Day)
    }

    /// A month.
    pub(crate) fn month(year: i16, month: i8) -> Self {
        let first = date(year, month, 1);
        made(format!("{}-{month:02}", year_value(year)), first, first.map(Date::last_of_month), Precision::Month)
    }

    /// A year; negative before Christ.
    pub(crate) fn year(year: i16) -> Self {
        made(year_value(year), date(year, 1, 1), date(year, 12, 31), Precision::Year)
    }

    /// Several years.
    pub(crate) fn years(from: i16, to: i16) -> Self {
        made(format!("{}/{}", year_value(from), year_value(to)), date(from, 1, 1), date(to, 12, 31), Precision::Year)
    }

    /// Ten years from `first`.
    pub(crate) fn decade(first: i16) -> Self {
        made(format!("{}", first / 10), date(first, 1, 1), date(first.saturating_add(9), 12, 31), Precision::Decade)
    }

    /// The n-th century.
    pub(crate) fn century(n: i16) -> Self {
        let first = (n.saturating_sub(1)).saturating_mul(100);
        made(format!("{:02}", n - 1), date(first, 1, 1), date(first.saturating_add(99), 12, 31), Precision::Unknown)
    }

    /// The ISO week that holds `day`.
    pub(crate) fn week(day: Date) -> Self {
        let iso = day.iso_week_date();
        let monday = plus(day, (1 - i64::from(day.weekday().to_monday_one_offset())).days());
        made(format!("{}-W{:02}", iso.year(), iso.week()), monday, monday.and_then(|m| plus(m, 6.days())), Precision::Week)
    }

    /// Saturday and Sunday of the week that holds `day`.
    pub(crate) fn weekend(day: Date) -> Self {
        let week = Self::week(day);
        let range = week.range.and_then(|(_, sunday)| Some((plus(sunday, (-1).days())?, sunday)));
        Self { value: format!("{}-WE", week.value), range, ..week }
    }

    /// A quarter of the year.
    pub(crate) fn quarter(year: i16, n: i8) -> Self {
        let first = date(year, (n - 1) * 3 + 1, 1);
        let last = date(year, n * 3, 1).map(Date::last_of_month);
        made(format!("{}-Q{n}", year_value(year)), first, last, Precision::Quarter)
    }

    /// The first or second half of a year.
    pub(crate) fn half(year: i16, n: i8) -> Self {
        let first = date(year, (n - 1) * 6 + 1, 1);
        let last = date(year, n * 6, 1).map(Date::last_of_month);
        made(format!("{}-H{n}", year_value(year)), first, last, Precision::Season)
    }

    /// A season; winter runs into the next year.
    pub(crate) fn season(year: i16, code: &str) -> Self {
        let month = match code {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let first = date(year, month, 1);
        let last = first.and_then(|f| plus(f, 2.months())).map(Date::last_of_month);
        made(format!("{}-{code}", year_value(year)), first, last, Precision::Season)
    }

    /// A word that only points.
    pub(crate) fn vague(value: &str) -> Self {
        made(value.to_owned(), None, None, Precision::Unknown)
    }

    /// A length of time: `n` is none for an unknown number.
    pub(crate) fn duration(n: Option<f64>, unit: Unit) -> Self {
        let (n, code) = match unit {
            Unit::Decade => (n.map(|n| n * 10.0), "Y"),
            Unit::Century => (n.map(|n| n * 100.0), "Y"),
            Unit::Fortnight => (n.map(|n| n * 2.0), "W"),
            _ => (n, code(unit)),
        };
        let half = match unit {
            Unit::Year => Some(("Y6M", "")),
            Unit::Hour => Some(("H30M", "T")),
            _ => None,
        };
        if let (Some(n), Some((tail, time))) = (n.filter(|n| n.fract() == 0.5), half) {
            let value = format!("P{time}{}{tail}", n.trunc());
            return Self { kind: Kind::Duration, value, range: None, precision: precision(unit), loose: Loose::No };
        }
        let number = n.map_or("X".to_owned(), |n| format!("{}", (n * 100.0).round() / 100.0));
        let time = matches!(unit, Unit::Hour | Unit::Minute | Unit::Second);
        let value = format!("P{}{number}{code}", if time { "T" } else { "" });
        Self { kind: Kind::Duration, value, range: None, precision: precision(unit), loose: Loose::No }
    }

    /// A repeated time.
    pub(crate) fn set(value: String) -> Self {
        Self { kind: Kind::Set, value, range: None, precision: Precision::Unknown, loose: Loose::No }
    }

    /// The same with a part of the day or a clock time after it.
    pub(crate) fn at(mut self, time: &str) -> Self {
        self.value = format!("{}T{time}", self.value);
        self.kind = Kind::Time;
        self.precision = Precision::Time;
        self
    }

    /// A time of day on no day in particular.
    pub(crate) fn time(time: &str) -> Self {
        Self { kind: Kind::Time, value: format!("T{time}"), range: None, precision: Precision::Time, loose: Loose::No }
    }

    /// The same, its year being a guess.
    pub(crate) fn loose_year(mut self) -> Self {
        self.loose = Loose::Year;
        self
    }

    /// The same, its week being a guess.
    pub(crate) fn loose_week(mut self) -> Self {
        self.loose = Loose::Week;
        self
    }

    /// The same days and months in another year.
    pub(crate) fn in_year(mut self, year: i16) -> Self {
        let Some((from, to)) = self.range else { return self };
        let by = |d: Date| plus(d, (i64::from(year) - i64::from(from.year())).years());
        // 29 February stays in its leap year.
        if by(from).is_none_or(|d| d.day() != from.day()) {
            return self;
        }
        let month = to == to.last_of_month() && to.day() > 27;
        self.range = by(from).zip(by(to).map(|d| if month { d.last_of_month() } else { d }));
        self.value = self.value.replace(&format!("{:04}-", from.year()), &format!("{year:04}-"));
        self
    }

    /// The early, middle or late part of it.
    pub(crate) fn narrowed(mut self, edge: Edge) -> Self {
        self.range = self.range.and_then(|(from, to)| part(from, to, self.precision, edge));
        self
    }
}

/// The TIMEX3 letter of a unit.
pub(crate) fn code(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "S",
        Unit::Minute | Unit::Month => "M",
        Unit::Hour => "H",
        Unit::Day => "D",
        Unit::Weekend => "WE",
        Unit::Week => "W",
        Unit::Fortnight => "2W",
        Unit::Quarter => "Q",
        Unit::Year => "Y",
        Unit::Decade => "DE",
        Unit::Century => "CE",
        Unit::Period => "X",
    }
}

fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Precision::Time,
        Unit::Day => Precision::Day,
        Unit::Weekend | Unit::Week | Unit::Fortnight => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century | Unit::Period => Precision::Unknown,
    }
}

/// The days that "early", "mid" and "late" leave of a period: halves of a month, thirds of a year.
fn part(from: Date, to: Date, precision: Precision, edge: Edge) -> Option<(Date, Date)> {
    let (year, month) = (from.year(), from.month());
    match precision {
        Precision::Month => Some(match edge {
            Edge::Early => (from, date(year, month, 15)?),
            Edge::Late => (date(year, month, 16)?, to),
            Edge::Mid => (date(year, month, 10)?, date(year, month, 20)?),
            Edge::Start => (from, date(year, month, 10)?),
            Edge::End => (date(year, month, 20)?, to),
        }),
        Precision::Year => Some(match edge {
            Edge::Early => (from, date(year, 4, 30)?),
            Edge::Late => (date(year, 9, 1)?, to),
            Edge::Mid => (date(year, 5, 1)?, date(year, 8, 31)?),
            Edge::Start => (from, date(year, 1, 31)?),
            Edge::End => (date(to.year(), 12, 1)?, to),
        }),
        Precision::Day | Precision::Time => Some((from, to)),
        _ => {
            let length = i64::from((to - from).get_days());
            let third = length / 3;
            Some(match edge {
                Edge::Early | Edge::Start => (from, plus(from, third.days())?),
                Edge::Mid => (plus(from, third.days())?, plus(to, (-third).days())?),
                Edge::Late | Edge::End => (plus(to, (-third).days())?, to),
            })
        }
    }
}
