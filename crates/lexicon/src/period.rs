//! Days and periods as lexicon files write them.

/// A day as the number `yyyymmdd`, so that days compare as numbers.
pub type Day = i32;

/// A closed period; either end may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Default for Period {
    fn default() -> Self {
        Self::ALWAYS
    }
}

impl Period {
    /// The period without ends.
    pub const ALWAYS: Self = Self { from: Day::MIN, to: Day::MAX };

    /// Whether the day lies inside; an unknown day lies in every period that has no end.
    #[must_use]
    pub fn holds(self, day: Option<Day>) -> bool {
        match day {
            Some(day) => self.from <= day && day <= self.to,
            None => self.to == Day::MAX,
        }
    }

    /// Split a trailing `[from..to]` off an item: `Astana [..2019-03]`.
    ///
    /// # Errors
    /// A message that says what a period looks like.
    pub fn split(item: &str) -> Result<(&str, Self), String> {
        let Some((rest, inside)) = item.trim().strip_suffix(']').and_then(|i| i.rsplit_once('[')) else {
            return Ok((item.trim(), Self::ALWAYS));
        };
        Ok((rest.trim(), Self::parse(inside)?))
    }

    fn parse(inside: &str) -> Result<Self, String> {
        let remedy =
            || format!("[{inside}] is no period; write [from..to] with dates such as 2013, 2013-03 or 2013-03-14, either may be left out");
        let (from, to) = inside.split_once("..").unwrap_or((inside, inside));
        let from = if from.trim().is_empty() { Some(Day::MIN) } else { day(from.trim(), 1, 1) };
        let to = if to.trim().is_empty() { Some(Day::MAX) } else { day(to.trim(), 12, 31) };
        match (from, to) {
            (Some(from), Some(to)) if from <= to => Ok(Self { from, to }),
            (Some(_), Some(_)) => Err(format!("[{inside}] ends before it begins")),
            _ => Err(remedy()),
        }
    }
}

/// `2013`, `2013-03` or `2013-03-14`, completed with the given month and day.
fn day(text: &str, month: i32, day: i32) -> Option<Day> {
    let mut parts = text.split('-').map(|p| p.parse::<i32>().ok());
    let year = parts.next()??;
    let month = parts.next().map_or(Some(month), |m| m)?;
    let day = parts.next().map_or(Some(day), |d| d)?;
    let sound = (1000..3000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none();
    sound.then_some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_include_both_ends() {
        let (name, period) = Period::split("Nur-Sultan [2019-03-23..2022-09]").unwrap();
        assert_eq!(name, "Nur-Sultan");
        assert!(period.holds(Some(20_190_323)) && period.holds(Some(20_220_930)));
        assert!(!period.holds(Some(20_190_322)) && !period.holds(Some(20_221_001)) && !period.holds(None));
    }

    #[test]
    fn bad_periods_say_what_to_write() {
        assert!(Period::split("x [20x..]").unwrap_err().contains("write [from..to]"));
        assert!(Period::split("x [2010..2009]").unwrap_err().contains("ends before"));
        assert_eq!(Period::split("plain").unwrap(), ("plain", Period::ALWAYS));
    }
}
