//! Places in datelines: where a report was filed.
//!
//! "XI'AN, China, May 19 (Agency) -" names two places, one within the other. Nothing is said to have happened there: no event is put
//! at them, but they tell which of the places of a name the article means.

use super::atlas::Atlas;
use super::find::{Found, Taken, holds};
use chancery_span::Span;

/// The candidates of one dateline that stands before this sentence.
pub(super) fn candidates<'a>(text: &str, dateline: Span, sentence: usize, atlas: &Atlas<'a>, out: &mut Vec<Found<'a>>) {
    let line = dateline.of(text);
    // The agency stands in brackets or between strokes: "(Agency)", "/AGENCY/".
    let agency = [line.find(['(', ')']), line.find(" /")].into_iter().flatten().min();
    let line = &line[..agency.unwrap_or(line.len())];
    let mut before: Option<usize> = None;
    for part in line.split([',', '/', ';']).flat_map(|p| p.split(" and ")) {
        let name = part.trim_matches(|c: char| !c.is_alphanumeric());
        let from = name.as_ptr() as usize - text.as_ptr() as usize;
        let span = Span::new(from, from + name.len());
        let mut senses = Vec::new();
        atlas.senses(&title_case(name), &mut senses);
        if senses.is_empty() {
            before = None;
            continue;
        }
        let outer = before.filter(|&b| holds(&senses, &out[b].senses));
        if let Some(b) = outer {
            out[b].within = Some(out.len());
        }
        before = Some(out.len());
        let last = name.split(' ').count() - 1;
        let within = None;
        out.push(Found {
            sentence,
            first: 0,
            last,
            span,
            name: name.to_owned(),
            senses,
            within,
            holds: outer.is_some(),
            cast: Taken::Free,
            filed: true,
        });
    }
}

/// "NEW DELHI" as "New Delhi": capitals throughout would be read as initials. What has three letters or fewer, or points, stays.
fn title_case(name: &str) -> String {
    if name.chars().count() <= 3 || name.contains('.') || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut inside = false;
    let small = |c: char| {
        let out: String = if inside { c.to_lowercase().collect() } else { c.to_string() };
        inside = c.is_alphabetic() || c == '\'' || c == '’';
        out
    };
    name.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::title_case;

    #[test]
    fn capitals_throughout_become_a_name() {
        assert_eq!(title_case("NEW DELHI"), "New Delhi");
        assert_eq!(title_case("XI'AN"), "Xi'an");
        assert_eq!(title_case("U.S."), "U.S.");
        assert_eq!(title_case("UAE"), "UAE");
        assert_eq!(title_case("Geneva"), "Geneva");
    }
}
