//! What is known as of a day, taken in day by day: the counts, the rules and the contacts.

use crate::contacts::Contacts;
use crate::fact::{Fact, Query};
use crate::history::History;
use crate::rules::Rules;

/// Everything that evidence is read from. Only what was taken in is in it: whoever asks it about a day cannot see that day.
#[derive(Debug, Clone)]
pub struct World {
    /// What happened, counted.
    pub history: History,
    /// What usually follows.
    pub rules: Rules,
    /// Who deals with whom.
    pub contacts: Contacts,
}

/// The usual objects of a relation that are candidates even for a subject which never met them.
const USUAL: usize = 60;

impl World {
    /// An empty world; `span` days of memory.
    #[must_use]
    pub fn new(entities: usize, relations: u32, span: usize, rules: Rules) -> Self {
        Self { history: History::new(entities, relations, span), rules, contacts: Contacts::new(entities) }
    }

    /// Takes in facts of one day.
    pub fn take_in(&mut self, day: &[Fact]) {
        let Some(today) = day.first().map(|f| f.day) else { return };
        day.iter().for_each(|f| self.history.add(*f));
        let mut active: Vec<u32> = day.iter().flat_map(|f| [f.subject, f.object]).collect();
        active.sort_unstable();
        active.dedup();
        self.contacts.refresh(&self.history, today, &active);
    }
}

/// What is prepared once for all questions of a day: the usual objects of the relations asked about, with their weight.
#[derive(Debug, Clone, Default)]
pub struct Daily {
    /// By directed relation.
    pub usual: Vec<Vec<(u32, f32)>>,
}

impl Daily {
    /// Prepares a day.
    #[must_use]
    pub fn prepare<'a>(history: &History, day: i32, asked: impl Iterator<Item = &'a Query>) -> Self {
        let mut usual = vec![Vec::new(); history.objects.len()];
        for q in asked {
            let list = &mut usual[q.relation as usize];
            if list.is_empty() {
                *list = usual_objects(history, q.relation, day);
            }
        }
        Self { usual }
    }
}

fn usual_objects(history: &History, relation: u32, day: i32) -> Vec<(u32, f32)> {
    let all = history.relation_tallies[relation as usize].at(day, &history.fading);
    let weigh = |&(o, ref tally): &(u32, crate::tally::Tally)| {
        let part = tally.at(day, &history.fading);
        (o, part[1] / (all[1] + 1.0) + part[3] / (all[3] + 1.0))
    };
    let mut list: Vec<(u32, f32)> = history.objects[relation as usize].iter().map(weigh).collect();
    keep_heaviest(&mut list, USUAL);
    list
}

/// Keeps the `n` heaviest, in no particular but always the same order.
pub(crate) fn keep_heaviest(list: &mut Vec<(u32, f32)>, n: usize) {
    if list.len() > n {
        list.select_nth_unstable_by(n, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        list.truncate(n);
    }
}
