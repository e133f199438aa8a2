//! The benchmark protocol: learn on train, then rank the answers of valid, and of test where there is one.

use crate::fact::{Fact, days};
use crate::layout::Benchmark;
use crate::next::{Ranker, Settings};
use crate::rank::Measures;

/// What is known when a day is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// All facts up to the day before.
    SingleStep,
    /// Only the facts before the whole set of questions.
    MultiStep,
}

impl Setting {
    /// The name in print.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SingleStep => "single-step",
            Self::MultiStep => "multi-step",
        }
    }
}

/// Learns on train alone and measures valid, then test (by then the facts of valid are known, though nothing is learnt from them).
#[must_use]
pub fn run(b: &Benchmark, setting: Setting, threads: usize) -> Vec<(&'static str, Measures)> {
    let day = |fact: Option<&Fact>| fact.map_or(0, |f| f.day);
    let last = day(b.train.last()).max(day(b.valid.last())).max(day(b.test.last()));
    let block = match setting {
        Setting::SingleStep => 1,
        Setting::MultiStep => (day(b.valid.last()) - day(b.valid.first()) + 1).max(1),
    };
    let settings = Settings::new(block, threads);
    let mut ranker = Ranker::learn(b.entities.len(), b.relations.len() as u32, &b.train, last as usize + 1, settings);
    let mut out = vec![("valid", measure(&mut ranker, &b.valid, setting))];
    if !b.test.is_empty() {
        out.push(("test", measure(&mut ranker, &b.test, setting)));
    }
    out
}

/// Measures a split and leaves its facts known.
fn measure(ranker: &mut Ranker, facts: &[Fact], setting: Setting) -> Measures {
    let mut all = Measures::default();
    for day in days(facts) {
        all = all.with(&ranker.measure(day));
        if setting == Setting::SingleStep {
            ranker.take_in(day);
        }
    }
    if setting == Setting::MultiStep {
        days(facts).for_each(|day| ranker.take_in(day));
    }
    all
}
