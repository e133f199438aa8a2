//! What simpler forecasts would say: the yardsticks of a back-test.
//!
//! Each is a share counted over the same past questions that the outlook learnt from, so that it is calibrated too and can only be
//! beaten by knowing more.

use crate::evidence::Candidates;
use crate::fact::{Query, questions};
use crate::history::History;
use crate::outlook::{Draw, Known};

/// Days of a year ago.
const YEAR: i32 = 365;

/// Cases and hits.
type Cell = [f64; 2];

/// The learnt shares.
#[derive(Debug, Clone)]
pub struct Baselines {
    /// By directed relation.
    rates: Vec<Cell>,
    all: Cell,
    /// By whether it happened within the last horizon.
    last: [Cell; 2],
    /// By whether it happened within the same days a year ago; none where no past question lies a year after the first fact.
    season: Option<[Cell; 2]>,
    horizon: i32,
}

/// The yardsticks for one candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Yardsticks {
    /// How often candidates for the relation came true.
    pub base: f64,
    /// How often what happened, or did not, within the last horizon happened again.
    pub last: f64,
    /// The same for a year ago.
    pub season: Option<f64>,
}

fn share(cell: Cell, prior: f64) -> f64 {
    (cell[1] + 2.0 * prior) / (cell[0] + 2.0)
}

fn add(cell: &mut Cell, came: bool) {
    cell[0] += 1.0;
    cell[1] += f64::from(u8::from(came));
}

/// Acts of the same days a year before, as questions with their answers.
fn year_before(known: Known<'_>, origin: i32, horizon: i32) -> Option<Vec<(Query, Vec<u32>)>> {
    let from = origin - YEAR;
    let first = known.facts.first()?.day;
    (from >= first).then(|| questions(known.within(from, from + horizon), known.relations))
}

fn holds(acts: &[(Query, Vec<u32>)], q: Query, object: u32) -> bool {
    acts.binary_search_by_key(&(q.relation, q.subject), |(q, _)| (q.relation, q.subject))
        .is_ok_and(|i| acts[i].1.binary_search(&object).is_ok())
}

impl Baselines {
    /// Counts the shares over past questions.
    pub(crate) fn learn(known: Known<'_>, horizon: i32, draws: &[Draw]) -> Self {
        let none = [0.0; 2];
        let mut b = Self { rates: vec![none; 2 * known.relations as usize], all: none, last: [none; 2], season: None, horizon };
        for draw in draws {
            let before = questions(known.within(draw.origin - horizon, draw.origin), known.relations);
            let year = year_before(known, draw.origin, horizon);
            for (q, e) in &draw.examples {
                for (i, &object) in e.candidates.entities.iter().enumerate() {
                    let came = e.right.binary_search(&(i as u32)).is_ok();
                    add(&mut b.rates[q.relation as usize], came);
                    add(&mut b.all, came);
                    add(&mut b.last[usize::from(holds(&before, *q, object))], came);
                    if let Some(year) = &year {
                        add(&mut b.season.get_or_insert([none; 2])[usize::from(holds(year, *q, object))], came);
                    }
                }
            }
        }
        b
    }

    /// What each would say of a question's candidates at an origin; `history` as of the origin, `known` holding nothing after it.
    #[must_use]
    pub fn say(&self, history: &History, known: Known<'_>, origin: i32, q: Query, c: &Candidates) -> Vec<Yardsticks> {
        let year = self.season.and(year_before(known, origin, self.horizon));
        let overall = share(self.all, 0.05);
        let base = share(self.rates[q.relation as usize], overall);
        let one = |&object: &u32| {
            let link = history.between(q.subject, object).and_then(|n| n.links.iter().find(|l| l.relation == q.relation));
            let lately = link.is_some_and(|l| l.tally.age(origin) <= self.horizon);
            let season = self.season.zip(year.as_ref()).map(|(s, acts)| share(s[usize::from(holds(acts, q, object))], overall));
            Yardsticks { base, last: share(self.last[usize::from(lately)], overall), season }
        };
        c.entities.iter().map(one).collect()
    }
}
