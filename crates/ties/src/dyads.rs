//! Which pairs have most to do with each other.

use crate::calendar::Day;
use crate::cells::{Cell, CountBy, Kind};
use std::collections::BTreeMap;

/// What a source did to a target.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Dyad {
    /// Number of the source's code.
    pub source: u32,
    /// Number of the target's code.
    pub target: u32,
    /// Events.
    pub count: f64,
    /// Of these, cooperation.
    pub cooperation: f64,
    /// Sum of the scores of their kinds.
    pub score: f64,
}

/// The `most` busiest directed dyads of `from..=to`, of what happened alone; of equal ones the smaller numbers first.
#[must_use]
pub fn top_dyads(cells: &[Cell], kinds: &[Kind], from: Day, to: Day, count_by: CountBy, most: usize) -> Vec<Dyad> {
    let mut sums: BTreeMap<(u32, u32), Dyad> = BTreeMap::new();
    for c in cells.iter().filter(|c| c.happened && (from..=to).contains(&c.day)) {
        let Some(kind) = kinds.get(usize::from(c.kind)) else { continue };
        let n = c.count(count_by);
        let d = sums.entry((c.source, c.target)).or_insert(Dyad { source: c.source, target: c.target, ..Dyad::default() });
        d.count += n;
        d.cooperation += if kind.cooperates() { n } else { 0.0 };
        d.score += n * kind.score;
    }
    let mut all: Vec<Dyad> = sums.into_values().collect();
    all.sort_by(|a, b| b.count.total_cmp(&a.count));
    all.truncate(most);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::made::{cell, kinds};

    #[test]
    fn the_busiest_come_first_and_plans_do_not_count() {
        let cells = [cell(1, 0, 1, 0), cell(2, 1, 0, 1), cell(3, 1, 0, 2), Cell { happened: false, ..cell(3, 0, 2, 2) }, cell(90, 0, 1, 0)];
        let found = top_dyads(&cells, &kinds(), 0, 50, CountBy::Events, 9);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].source, found[0].count, found[0].cooperation, found[0].score), (1, 2.0, 1.0, 7.0));
        assert_eq!(top_dyads(&cells, &kinds(), 0, 50, CountBy::Events, 1).len(), 1);
    }
}
