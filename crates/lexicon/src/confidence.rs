//! How sure an event is: weights of the signs that speak for or against it, and thresholds for wanted precisions.

use crate::{Diagnostic, Source, diagnostic::Reporter};
use std::collections::BTreeMap;

/// Weights and thresholds, as fitted to judged events.
#[derive(Debug, Clone, Default)]
pub struct Confidence {
    weights: BTreeMap<String, f32>,
    /// Precision and the confidence from which on events have it, rising.
    thresholds: Vec<(f32, f32)>,
}

impl Confidence {
    /// Read one file of lines `weight NAME NUMBER` and `precision NUMBER from NUMBER`.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for (i, line) in source.text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or("").trim();
            if line.is_empty() {
                continue;
            }
            if self.line(line).is_none() {
                let message =
                    format!("`{line}` is no line of a confidence file; write `weight NAME NUMBER` or `precision P from CONFIDENCE`");
                Reporter { file: source.path, wrong }.say(i + 1, message);
            }
        }
        self.thresholds.sort_by(|a, b| a.0.total_cmp(&b.0));
    }

    fn line(&mut self, line: &str) -> Option<()> {
        if let Some(rest) = line.strip_prefix("weight ") {
            let (name, number) = rest.rsplit_once(' ')?;
            self.weights.insert(name.trim().to_owned(), number.parse().ok()?);
        } else {
            let (precision, from) = line.strip_prefix("precision ")?.split_once(" from ")?;
            self.thresholds.push((precision.trim().parse().ok()?, from.trim().parse().ok()?));
        }
        Some(())
    }

    /// The weight of a sign; zero where none was fitted.
    #[must_use]
    pub fn weight(&self, sign: &str) -> f32 {
        self.weights.get(sign).copied().unwrap_or(0.0)
    }

    /// From which confidence on events have at least this precision; `None` where none was measured to have it.
    #[must_use]
    pub fn from(&self, precision: f32) -> Option<f32> {
        self.thresholds.iter().find(|t| t.0 + 1e-6 >= precision).map(|t| t.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_mistakes_reported() {
        let (mut c, mut wrong) = (Confidence::default(), Vec::new());
        let text = "weight both sides 0.5 # a comment\nprecision 0.9 from 0.8\nprecision 0.8 from 0.6\nnonsense\n";
        c.add(&Source { path: "c", text }, &mut wrong);
        assert_eq!((c.weight("both sides"), c.weight("other")), (0.5, 0.0));
        assert_eq!((c.from(0.85), c.from(0.7), c.from(0.99)), (Some(0.8), Some(0.6), None));
        assert_eq!(wrong.len(), 1);
    }
}
