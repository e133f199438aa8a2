//! What simpler forecasts would say: the yardsticks of a back-test.
//!
//! Each is a share counted over the same past questions that the outlook learnt from, so that it is calibrated too and can only be
//! beaten by knowing more.

use crate::fact::{Query, questions};
use crate::outlook::{Asked, Draw, Known};

/// Days of a year ago.
const YEAR: i32 = 365;

/// Upper ends of the classes of an act's own rate: expected times within the horizon.
const RATES: [f32; 6] = [1e-9, 0.1, 0.3, 1.0, 3.0, 10.0];

/// Cases and hits.
type Cell = [f64; 2];

/// The learnt shares.
#[derive(Debug, Clone)]
pub struct Baselines {
    /// By directed relation.
    relations: Vec<Cell>,
    all: Cell,
    /// By class of the act's own rate.
    own: [Cell; RATES.len() + 1],
    /// By whether it happened within the last horizon.
    last: [Cell; 2],
    /// By whether it happened within the same days a year ago; none where no past question lies a year after the first fact.
    season: Option<[Cell; 2]>,
    horizon: i32,
}

/// The yardsticks for one candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Yardsticks {
    /// How often candidates for the relation came true.
    pub base: f64,
    /// How often acts with as high a rate in their whole past came true.
    pub own: f64,
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

/// What happened lately and a year ago, seen from an origin.
struct Before {
    lately: Vec<(Query, Vec<u32>)>,
    year: Option<Vec<(Query, Vec<u32>)>>,
}

impl Before {
    fn of(known: Known<'_>, origin: i32, horizon: i32) -> Self {
        let lately = questions(known.within(origin - horizon, origin), known.relations);
        Self { lately, year: year_before(known, origin, horizon) }
    }
}

fn class(rate: f32) -> usize {
    RATES.iter().position(|&end| rate < end).unwrap_or(RATES.len())
}

impl Baselines {
    /// Counts the shares over past questions.
    pub(crate) fn learn(known: Known<'_>, horizon: i32, draws: &[Draw]) -> Self {
        let none = [0.0; 2];
        let relations = vec![none; 2 * known.relations as usize];
        let mut b = Self { relations, all: none, own: [none; RATES.len() + 1], last: [none; 2], season: None, horizon };
        for draw in draws {
            let before = Before::of(known, draw.origin, horizon);
            draw.asked.iter().for_each(|asked| b.count(&before, asked));
        }
        b
    }

    fn count(&mut self, before: &Before, asked: &Asked) {
        let (q, e) = (asked.query, &asked.example);
        for (i, (&object, &rate)) in e.candidates.entities.iter().zip(&asked.rates).enumerate() {
            let came = e.right.binary_search(&(i as u32)).is_ok();
            add(&mut self.relations[q.relation as usize], came);
            add(&mut self.all, came);
            add(&mut self.own[class(rate)], came);
            add(&mut self.last[usize::from(holds(&before.lately, q, object))], came);
            if let Some(year) = &before.year {
                add(&mut self.season.get_or_insert([[0.0; 2]; 2])[usize::from(holds(year, q, object))], came);
            }
        }
    }

    /// What each would say of the candidates of questions at an origin; `known` holds nothing after it.
    pub(crate) fn say(&self, known: Known<'_>, draw: &Draw) -> Vec<Vec<Yardsticks>> {
        let before = Before::of(known, draw.origin, self.horizon);
        let overall = share(self.all, 0.05);
        let one = |q: Query, object: u32, rate: f32| Yardsticks {
            base: share(self.relations[q.relation as usize], overall),
            own: share(self.own[class(rate)], overall),
            last: share(self.last[usize::from(holds(&before.lately, q, object))], overall),
            season: self.season.zip(before.year.as_ref()).map(|(s, acts)| share(s[usize::from(holds(acts, q, object))], overall)),
        };
        let each = |a: &Asked| a.example.candidates.entities.iter().zip(&a.rates).map(|(&o, &rate)| one(a.query, o, rate)).collect();
        draw.asked.iter().map(each).collect()
    }
}
