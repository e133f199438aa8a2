//! Lines that say who wrote an article, where it appeared and when.

use super::names;
use crate::dates;

/// What such a line says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) date: Option<String>,
    /// The date is that of a later change.
    pub(super) updated: bool,
}

/// No byline has more words.
const MAX_WORDS: usize = 28;
/// Length of a date in ISO 8601.
const DAY: usize = "2023-05-26".len();
/// Words that label a date.
const LABELS: [&str; 26] = [
    "published",
    "updated",
    "posted",
    "modified",
    "last",
    "first",
    "on",
    "at",
    "date",
    "issued",
    "created",
    "the",
    "of",
    "in",
    "time",
    "filed",
    "edited",
    "am",
    "pm",
    "ist",
    "et",
    "gmt",
    "read",
    "min",
    "mins",
    "minutes",
];

/// Reads a line as a byline, where it is one.
pub(super) fn read(line: &str) -> Option<Byline> {
    if line.len() > 300 || line.split(' ').count() > MAX_WORDS {
        return None;
    }
    match dates::find_date(line) {
        // Months and years stand in notes and table heads as well.
        Some(found) if found.iso.len() >= DAY => stamp(line, &found),
        Some(_) => None,
        None => by(line),
    }
}

/// `By Jane Doe`, all names and nothing else.
fn by(line: &str) -> Option<Byline> {
    let names = names::strip_by(line)?;
    let named = names.starts_with(char::is_uppercase) && !names.ends_with(['.', '?', '!']) && names.split(' ').count() <= 18;
    let capital = names.split([' ', ',']).filter(|w| !w.is_empty());
    let loose = capital.filter(|w| w.starts_with(char::is_lowercase)).count();
    let authors = names::authors_of(names);
    (named && loose <= 3 && !authors.is_empty()).then(|| Byline { authors, ..Byline::default() })
}

/// A line around a date: `The Daily Sample 2023-05-26 11:45:48`, `By Jane Doe | Updated May 26, 2023`.
fn stamp(line: &str, found: &dates::FoundDate) -> Option<Byline> {
    let (before, after) = (&line[..found.start], &line[found.end..]);
    if after.trim_start().starts_with('.') {
        return None;
    }
    let mut byline = Byline { date: Some(found.iso.clone()), ..Byline::default() };
    byline.updated = labelled(before, &["updated", "modified"]) && !labelled(before, &["published", "posted"]);
    before.split(['|', '•', '·', ';', '—', '–']).all(|segment| byline.segment(segment)).then_some(())?;
    after_date(after).then_some(byline)
}

fn labelled(text: &str, labels: &[&str]) -> bool {
    let text = text.to_lowercase();
    labels.iter().any(|label| text.contains(label))
}

/// What may follow a date: labels, another date, a reading time, a place in brackets.
fn after_date(after: &str) -> bool {
    let words: Vec<&str> = after.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let numbers = words.iter().all(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    words.is_empty()
        // Columns of figures under a date are a table.
        || !numbers && (words.len() <= 3 || words.iter().all(|w| is_label(w)))
        || !numbers && words.len() <= 12 && dates::find_date(after).is_some()
}

fn is_label(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit()) || word.ends_with("day") || LABELS.iter().any(|l| l.eq_ignore_ascii_case(word))
}

impl Byline {
    /// Takes in one part of the line before the date; false where it is no part of a byline.
    fn segment(&mut self, segment: &str) -> bool {
        let segment = segment.trim().trim_end_matches([',', ':', '-', '(', '@']).trim();
        let words: Vec<&str> = segment.split([' ', ':', ',']).filter(|w| !w.is_empty()).collect();
        if words.iter().all(|word| is_label(word)) {
            return true;
        }
        if let Some(names) = names::strip_by(segment) {
            self.authors.extend(names::authors_of(names));
            return words.len() <= 18 && !self.authors.is_empty();
        }
        let name: Vec<&str> = words.iter().copied().filter(|word| !is_label(word) || word.eq_ignore_ascii_case("the")).collect();
        let capital = name.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())).count();
        if name.len() > 5 || capital * 10 < name.len() * 6 {
            return false;
        }
        let name = name.join(" ");
        if names::is_bare_name(&name) && self.outlet.is_none() {
            self.authors.push(name);
        } else {
            self.outlet.get_or_insert(name);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn reads_stamps() {
        let stamp = read("The Daily Sample 2023-05-26 11:45:48").unwrap();
        assert_eq!(stamp.outlet.as_deref(), Some("The Daily Sample"));
        assert_eq!(stamp.date.as_deref(), Some("2023-05-26T11:45:48"));
        let stamp = read("By Jane Doe | Updated May 26, 2023 | 3 min read").unwrap();
        assert_eq!(stamp.authors, ["Jane Doe"]);
        assert!(stamp.updated);
        let stamp = read("Published: Friday, May 26th, 2023 at 10:30 a.m. EDT").unwrap();
        assert_eq!(stamp.date.as_deref(), Some("2023-05-26T10:30-04:00"));
        assert_eq!((stamp.outlet, stamp.authors.len()), (None, 0));
    }

    #[test]
    fn reads_names() {
        assert_eq!(read("By JANE DOE and JOHN ROE").unwrap().authors, ["JANE DOE", "JOHN ROE"]);
        assert_eq!(read("By Jane Doe, Political Correspondent").unwrap().authors, ["Jane Doe"]);
    }

    #[test]
    fn leaves_sentences_alone() {
        for line in [
            "The treaty was signed on May 26, 2023.",
            "By Monday the troops had left the town and the bridge was open again.",
            "By the time the talks ended, nobody was left.",
            "By Friday.",
            "Note: Partnership formed in February 1986.",
            "4/2/87 Prev Wk 4/3/86",
            "On May 26, 2023 the two presidents met in Lisbon for the first time.",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
