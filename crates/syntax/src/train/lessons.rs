//! Raw sentences with the answers of a committee: what a student learns from beside the treebanks.

use chancery_span::Span;

use crate::model::{Committee, Scratch};
use crate::net::Gold;

/// A sentence and what the teachers think of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Its words.
    pub forms: Vec<String>,
    /// An answer for each.
    pub answers: Vec<Gold>,
}

/// Lengths worth learning from: shorter ones teach little, longer ones are mostly tables.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=60;
/// Mean probability of the arcs from which on a sentence is taken to be one.
const SURE: f32 = 0.75;

/// The lessons of those sentences that the committee is sure enough of, in their order at any number of threads.
#[must_use]
pub fn lessons(committee: &Committee<'_>, sentences: &[Vec<String>], threads: usize) -> Vec<Lesson> {
    let share = sentences.len().div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let work: Vec<_> = sentences
            .chunks(share)
            .map(|part| {
                scope.spawn(move || {
                    let mut scratch = committee.scratch();
                    part.iter().filter_map(|forms| lesson(committee, forms, &mut scratch)).collect::<Vec<_>>()
                })
            })
            .collect();
        work.into_iter().flat_map(|w| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

fn lesson(committee: &Committee<'_>, forms: &[String], scratch: &mut [Scratch]) -> Option<Lesson> {
    if !LENGTHS.contains(&forms.len()) {
        return None;
    }
    let mut spans = Vec::with_capacity(forms.len());
    let mut text = String::new();
    for form in forms {
        spans.push(Span::new(text.len(), text.len() + form.len()));
        text.push_str(form);
        text.push(' ');
    }
    let beliefs = committee.ask(&text, &spans, scratch);
    (beliefs.confidence() >= SURE).then(|| Lesson { forms: forms.to_vec(), answers: committee.answers(&beliefs) })
}
