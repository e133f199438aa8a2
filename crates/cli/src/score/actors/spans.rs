//! Spans found against spans wanted.

use crate::score::sheet::Sheet;
use chancery_span::Span;

/// Spans found and wanted, and how many of each are met.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    found: usize,
    wanted: usize,
    exact: usize,
    found_met: usize,
    wanted_met: usize,
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Tally {
    /// Count the spans of one text.
    pub fn add(&mut self, found: &[Span], wanted: &[Span]) {
        self.found += found.len();
        self.wanted += wanted.len();
        self.exact += found.iter().filter(|f| wanted.contains(f)).count();
        self.found_met += found.iter().filter(|f| wanted.iter().any(|w| w.overlaps(**f))).count();
        self.wanted_met += wanted.iter().filter(|w| found.iter().any(|f| f.overlaps(**w))).count();
    }

    /// F1 of identical spans.
    pub fn exact(&self) -> f64 {
        f1(share(self.exact, self.found), share(self.exact, self.wanted))
    }

    /// F1 of spans that share a character.
    pub fn overlap(&self) -> f64 {
        f1(share(self.found_met, self.found), share(self.wanted_met, self.wanted))
    }

    /// Share of the wanted spans that are met.
    pub fn recall(&self) -> (f64, f64) {
        (share(self.exact, self.wanted), share(self.wanted_met, self.wanted))
    }

    /// One line of figures.
    pub fn line(&self, what: &str, sheet: &mut Sheet) {
        sheet.note(&format!("actors.{what}.exact"), self.exact());
        sheet.note(&format!("actors.{what}.overlap"), self.overlap());
        println!(
            "{what:<34} exact F1 {:.3}  overlap F1 {:.3}  (precision {:.3}, recall {:.3}; wanted {}, found {})",
            self.exact(),
            self.overlap(),
            share(self.found_met, self.found),
            share(self.wanted_met, self.wanted),
            self.wanted,
            self.found
        );
    }
}

/// A span without the article that may begin it: "the Kremlin" and "Kremlin" are one name.
pub fn bare(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let skip = ["the ", "The ", "THE "].iter().find(|a| words.starts_with(**a)).map_or(0, |a| a.len());
    Span::new(span.start as usize + skip, span.end as usize)
}

/// Sort and drop repeats.
pub fn unique(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_and_overlapping_spans_are_counted_apart() {
        let mut t = Tally::default();
        t.add(&[Span::new(0, 4), Span::new(6, 9), Span::new(20, 22)], &[Span::new(0, 4), Span::new(5, 9)]);
        assert!((t.exact() - 0.4).abs() < 1e-9);
        assert!((t.overlap() - 0.8).abs() < 1e-9);
        assert_eq!(t.recall(), (0.5, 1.0));
    }

    #[test]
    fn an_article_is_no_part_of_a_name() {
        assert_eq!(bare("the Kremlin said", Span::new(0, 11)).of("the Kremlin said"), "Kremlin");
    }
}
