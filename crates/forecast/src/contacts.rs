//! Whom each entity deals with most: the steps of a walk of two steps that finds likely strangers.

use crate::history::History;
use crate::world::keep_heaviest;

/// Steps kept for an entity.
const STEPS: usize = 20;

/// By entity, its main contacts with their shares of its dealings.
#[derive(Debug, Clone)]
pub struct Contacts {
    /// By entity.
    pub steps: Vec<Vec<(u32, f32)>>,
}

impl Contacts {
    /// Nobody knows anybody.
    #[must_use]
    pub fn new(entities: usize) -> Self {
        Self { steps: vec![Vec::new(); entities] }
    }

    /// Weighs the contacts of entities that were active anew. The order of contacts changes only by new dealings, since all
    /// counts fade alike.
    pub fn refresh(&mut self, history: &History, day: i32, active: &[u32]) {
        for &e in active {
            let mut list: Vec<(u32, f32)> = history.neighbours[e as usize]
                .iter()
                .map(|n| {
                    let [a, b] = n.sides.map(|t| t.at(day, &history.fading));
                    (n.entity, a[2] + b[2] + 0.1 * (a[3] + b[3]))
                })
                .collect();
            let total = list.iter().map(|x| x.1).sum::<f32>() + 1.0;
            keep_heaviest(&mut list, STEPS);
            list.iter_mut().for_each(|x| x.1 /= total);
            self.steps[e as usize] = list;
        }
    }
}
