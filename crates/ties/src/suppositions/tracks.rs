//! How often what somebody supposed came true.

use super::{Outcome, Supposition, Voice};
use crate::interval::{Interval, wilson};
use std::collections::BTreeMap;

/// Somebody's record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Track {
    /// Who.
    pub who: String,
    /// Suppositions voiced, denials and conditional ones among them.
    pub voiced: usize,
    /// Those under a condition: neither for nor against anybody.
    pub conditional: usize,
    /// Unconditional ones that came true.
    pub came_true: usize,
    /// Unconditional ones whose time passed without it.
    pub failed: usize,
    /// Unconditional ones still open.
    pub open: usize,
    /// Unconditional ones that cannot be looked up.
    pub untestable: usize,
    /// Denials that nothing contradicts.
    pub denials_stood: usize,
    /// Denials of what others report to have happened.
    pub denials_contradicted: usize,
}

impl Track {
    /// Share of the decided ones that came true, with Wilson's 95 % interval. None where nothing is decided.
    #[must_use]
    pub fn share(&self) -> Option<(f64, Interval)> {
        let decided = (self.came_true + self.failed) as f64;
        wilson(self.came_true as f64, decided).map(|i| (self.came_true as f64 / decided, i))
    }

    fn add(&mut self, s: &Supposition) {
        self.voiced += 1;
        if s.condition.is_some() {
            self.conditional += 1;
            return;
        }
        let denial = s.voice == Voice::Denial;
        let count = match s.outcome {
            Outcome::CameTrue(..) if denial => &mut self.denials_contradicted,
            Outcome::NotInTime if denial => &mut self.denials_stood,
            Outcome::CameTrue(..) => &mut self.came_true,
            Outcome::NotInTime => &mut self.failed,
            Outcome::Open => &mut self.open,
            Outcome::Untestable => &mut self.untestable,
        };
        *count += 1;
    }
}

/// Records by whatever `who` names, those who voiced most first; where it names nobody, nobody's record grows.
pub fn tracks(suppositions: &[Supposition], who: impl Fn(&Supposition) -> Option<String>) -> Vec<Track> {
    let mut all: BTreeMap<String, Track> = BTreeMap::new();
    for s in suppositions {
        if let Some(name) = who(s) {
            all.entry(name).or_insert_with_key(|name| Track { who: name.clone(), ..Track::default() }).add(s);
        }
    }
    let mut all: Vec<Track> = all.into_values().collect();
    all.sort_by_key(|t| std::cmp::Reverse(t.voiced));
    all
}
