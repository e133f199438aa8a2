//! The rows a tie is computed from: counts by who, to whom, what and when.

use crate::calendar::Day;
use std::collections::BTreeMap;

/// Codes of states and bodies as small numbers.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

impl Codes {
    /// The number of a code, a new one where it was not met before.
    pub fn number(&mut self, code: &str) -> u32 {
        if let Some(&n) = self.numbers.get(code) {
            return n;
        }
        let n = self.names.len() as u32;
        self.names.push(code.to_owned());
        self.numbers.insert(code.to_owned(), n);
        n
    }

    /// The code of a number.
    #[must_use]
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }
}

/// A kind of event in the ontology.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// Name, such as `AID`.
    pub name: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// The ontology's score, from -10 (conflict) to 10 (cooperation).
    pub score: f64,
}

impl Kind {
    /// Whether it is cooperation (quads 1 and 2) rather than conflict (3 and 4).
    #[must_use]
    pub fn cooperates(&self) -> bool {
        self.quad <= 2
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CountBy {
    /// Every report in every article, reprints and repetitions among them.
    Reports,
    /// Reports without repetitions within an article and without reprints.
    #[default]
    Events,
    /// What happened, once, however many articles report it.
    Happenings,
}

/// Counts of one kind of event from one actor to another on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// First day of the events' date.
    pub day: Day,
    /// Number of the source's code.
    pub source: u32,
    /// Number of the target's code.
    pub target: u32,
    /// Number of the kind.
    pub kind: u16,
    /// Number of the outlet, where counts are by outlet; else 0.
    pub outlet: u16,
    /// Whether the events occurred or go on. Nothing else is ever counted as having happened.
    pub happened: bool,
    /// Every report.
    pub reports: u32,
    /// Reports without repetitions and reprints.
    pub events: u32,
    /// Happenings.
    pub happenings: u32,
    /// Sum of the Goldstein scores of the `events`.
    pub goldstein: f64,
}

impl Cell {
    /// The count asked for.
    #[must_use]
    pub fn count(&self, by: CountBy) -> f64 {
        f64::from(match by {
            CountBy::Reports => self.reports,
            CountBy::Events => self.events,
            CountBy::Happenings => self.happenings,
        })
    }
}

/// A state, or states taken together with the days on which each belongs to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// As asked for: `C5`, `RUS`.
    pub name: String,
    /// Numbers of the codes, with the first and last day of membership.
    pub members: Vec<(u32, Day, Day)>,
}

impl Side {
    /// One actor, always itself.
    #[must_use]
    pub fn single(name: &str, code: u32) -> Self {
        Self { name: name.to_owned(), members: vec![(code, Day::MIN, Day::MAX)] }
    }

    /// Whether a code belongs to it on a day.
    #[must_use]
    pub fn holds(&self, code: u32, day: Day) -> bool {
        self.members.iter().any(|&(c, from, to)| c == code && from <= day && day <= to)
    }
}

/// In which direction acts are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Whoever acts. An event that both sides did to each other stands in both directions.
    #[default]
    Both,
    /// What the first side does to the second.
    From,
    /// What the second side does to the first.
    To,
}

impl Direction {
    /// The other end of the cell, where one end belongs to `side` in a direction that counts; both where both do.
    pub(crate) fn others(self, side: &Side, cell: &Cell) -> [Option<u32>; 2] {
        let from = (self != Self::To && side.holds(cell.source, cell.day)).then_some(cell.target);
        let to = (self != Self::From && side.holds(cell.target, cell.day)).then_some(cell.source);
        [from, to]
    }
}

#[cfg(test)]
pub(crate) mod made {
    //! Invented rows for tests.

    use super::*;

    /// Kinds: 0 CONSULT, 1 AID, 2 ACCUSE, 3 SANCTION.
    pub fn kinds() -> Vec<Kind> {
        let kind = |name: &str, quad, score| Kind { name: name.to_owned(), quad, score };
        vec![kind("CONSULT", 1, 2.5), kind("AID", 2, 10.0), kind("ACCUSE", 3, -3.0), kind("SANCTION", 4, -6.0)]
    }

    /// One event that happened.
    pub fn cell(day: Day, source: u32, target: u32, kind: u16) -> Cell {
        let goldstein = kinds()[usize::from(kind)].score;
        Cell { day, source, target, kind, outlet: 0, happened: true, reports: 2, events: 1, happenings: 1, goldstein }
    }
}
