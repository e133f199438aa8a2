//! Whether two reports tell of the same happening.
//!
//! Both have the same type, and both say that it happened or both that it has not; they share a country on each side. What is
//! asked here is the rest: sectors, dates and places that fit, and words in common.

use crate::calendar::day_of;
use crate::shingles::shared;

/// Days searched on either side of a report's own.
pub(crate) const WINDOW: i32 = 7;
/// Days by which a report may follow what it tells without saying when it was.
const DELAY: i32 = 3;
/// Days by which two reports may differ: the same evening falls on two dates in two time zones.
const SLACK: i32 = 1;
/// Least share of the words of the shorter sentence that the other has too.
const WORDS: f64 = 0.25;
/// The same where the reports differ in mode.
const WORDS_ACROSS_MODES: f64 = 0.5;

/// What of a report is compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Report {
    pub(crate) start: String,
    pub(crate) end: String,
    pub(crate) precision: String,
    pub(crate) mode: Option<String>,
    /// Codes of all its actors.
    pub(crate) codes: Vec<String>,
    /// Countries of its places.
    pub(crate) places: Vec<String>,
    pub(crate) gist: Vec<u32>,
}

/// How well two reports fit, from 0 to 1; `None` where they tell of different things.
pub(crate) fn fit(a: &Report, b: &Report) -> Option<f64> {
    if !dates_fit(a, b) || !sectors_fit(&a.codes, &b.codes) || !places_fit(&a.places, &b.places) {
        return None;
    }
    let words = in_common(&a.gist, &b.gist);
    let modes_differ = matches!((&a.mode, &b.mode), (Some(x), Some(y)) if x != y);
    (words >= if modes_differ { WORDS_ACROSS_MODES } else { WORDS }).then_some(words)
}

fn in_common(a: &[u32], b: &[u32]) -> f64 {
    let shorter = a.len().min(b.len());
    if shorter == 0 { 0.0 } else { shared(a, b) as f64 / shorter as f64 }
}

/// The days on which a report can have happened.
fn days(r: &Report) -> Option<(i32, i32)> {
    let (start, end) = (day_of(&r.start)?, day_of(&r.end)?);
    Some(if r.precision == "unknown" { (start - DELAY, end) } else { (start, end) })
}

fn dates_fit(a: &Report, b: &Report) -> bool {
    let (Some(a), Some(b)) = (days(a), days(b)) else { return false };
    a.0 <= b.1 + SLACK && b.0 <= a.1 + SLACK
}

/// Armies and ministries of one country do different things; where a report names the country alone, either may be meant.
fn sectors_fit(a: &[String], b: &[String]) -> bool {
    let parts = |code: &str| code.split_once('.').map(|(country, sector)| (country.to_owned(), sector.to_owned()));
    let clash = |code: &String| {
        let Some((country, sector)) = parts(code) else { return false };
        let others: Vec<&String> = b.iter().filter(|o| o.split('.').next() == Some(country.as_str())).collect();
        !others.is_empty() && others.iter().all(|o| parts(o).is_some_and(|(_, s)| !s.split('.').any(|x| sector.split('.').any(|y| x == y))))
    };
    !a.iter().any(clash)
}

fn places_fit(a: &[String], b: &[String]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.contains(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(day: &str, precision: &str, codes: &[&str], gist: &[u32]) -> Report {
        Report {
            start: day.to_owned(),
            end: day.to_owned(),
            precision: precision.to_owned(),
            codes: codes.iter().map(|&c| c.to_owned()).collect(),
            gist: gist.to_vec(),
            ..Report::default()
        }
    }

    #[test]
    fn dates_must_fit() {
        let on = |day, precision| report(day, precision, &["CHN.GOV"], &[1, 2, 3, 4]);
        let first = on("2024-03-05", "day");
        assert!(fit(&first, &on("2024-03-06", "day")).is_some());
        assert!(fit(&first, &on("2024-03-07", "day")).is_none());
        assert!(fit(&first, &on("2024-03-08", "unknown")).is_some(), "told three days later");
        assert!(fit(&first, &on("2024-03-03", "unknown")).is_none(), "told before it was");
    }

    #[test]
    fn sectors_and_places_must_fit() {
        let by = |code| report("2024-03-05", "day", &[code], &[1, 2, 3, 4]);
        assert!(fit(&by("CHN.GOV"), &by("CHN.MIL")).is_none());
        assert!(fit(&by("CHN.GOV"), &by("CHN")).is_some());
        assert!(fit(&by("CHN.GOV.MIL"), &by("CHN.MIL")).is_some());
        let at = |country: &str| Report { places: vec![country.to_owned()], ..by("CHN") };
        assert!(fit(&at("KAZ"), &at("UZB")).is_none());
        assert!(fit(&at("KAZ"), &by("CHN")).is_some());
    }

    #[test]
    fn words_must_be_shared() {
        let with = |gist: &[u32]| report("2024-03-05", "day", &["CHN"], gist);
        assert_eq!(fit(&with(&[1, 2, 3, 4]), &with(&[3, 4, 5, 6, 7])), Some(0.5));
        assert_eq!(fit(&with(&[1, 2, 3, 4]), &with(&[5, 6, 7])), None);
        let visit = Report { mode: Some("visit".to_owned()), ..with(&[1, 2, 3, 4]) };
        let phone = Report { mode: Some("phone".to_owned()), ..with(&[1, 5, 6, 7]) };
        assert_eq!(fit(&visit, &phone), None);
    }
}
