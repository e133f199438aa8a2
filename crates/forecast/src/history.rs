//! What is known up to a day: counts of who did what to whom, kept as facts arrive.

use crate::fact::Fact;
use crate::tally::{Fading, Tally};
use rustc_hash::FxHashMap;

/// One relation between two entities so far.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// Relation; backward ones have the relation count added.
    pub relation: u32,
    /// Its tally.
    pub tally: Tally,
}

/// Everything between an entity and one neighbour.
#[derive(Debug, Clone)]
pub struct Neighbour {
    /// The neighbour.
    pub entity: u32,
    /// Acts toward the neighbour, then acts of the neighbour.
    pub sides: [Tally; 2],
    /// By relation.
    pub links: Vec<Link>,
}

/// One entity's acts of one relation.
#[derive(Debug, Clone)]
struct Acts {
    tally: Tally,
    /// Places of those acted upon among the neighbours.
    slots: Vec<u32>,
}

/// The state of the world as of some day.
#[derive(Debug, Clone)]
pub struct History {
    /// Number of entities.
    pub entities: usize,
    /// Number of relations, backward ones not counted.
    pub relations: u32,
    /// Fading factors.
    pub fading: Fading,
    /// Neighbours by entity, in order of first contact.
    pub neighbours: Vec<Vec<Neighbour>>,
    slots: FxHashMap<u64, u32>,
    /// By directed relation: who was at its far end.
    pub objects: Vec<Vec<(u32, Tally)>>,
    object_slots: FxHashMap<u64, u32>,
    acts_of: FxHashMap<u64, Acts>,
    /// By entity: acts done, acts received.
    pub acts: Vec<[Tally; 2]>,
    /// By directed relation.
    pub relation_tallies: Vec<Tally>,
    /// All facts.
    pub all: Tally,
}

#[inline]
fn key(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

impl History {
    /// An empty history; `span` days of memory.
    #[must_use]
    pub fn new(entities: usize, relations: u32, span: usize) -> Self {
        let directed = 2 * relations as usize;
        Self {
            entities,
            relations,
            fading: Fading::new(span),
            neighbours: vec![Vec::new(); entities],
            slots: FxHashMap::default(),
            objects: vec![Vec::new(); directed],
            object_slots: FxHashMap::default(),
            acts_of: FxHashMap::default(),
            acts: vec![[Tally::NONE; 2]; entities],
            relation_tallies: vec![Tally::NONE; directed],
            all: Tally::NONE,
        }
    }

    /// Which side of a relation the known end stands on: 0 acts, 1 is acted upon.
    #[inline]
    #[must_use]
    pub fn side(&self, relation: u32) -> usize {
        usize::from(relation >= self.relations)
    }

    /// The same relation seen from the other end.
    #[inline]
    #[must_use]
    pub fn inverse(&self, relation: u32) -> u32 {
        if relation >= self.relations { relation - self.relations } else { relation + self.relations }
    }

    /// Takes in one fact.
    pub fn add(&mut self, f: Fact) {
        self.add_directed(f.subject, f.relation, f.object, f.day);
        self.add_directed(f.object, f.relation + self.relations, f.subject, f.day);
        self.acts[f.subject as usize][0].add(f.day, &self.fading);
        self.acts[f.object as usize][1].add(f.day, &self.fading);
        self.all.add(f.day, &self.fading);
    }

    fn add_directed(&mut self, s: u32, r: u32, o: u32, day: i32) {
        let side = self.side(r);
        let list = &mut self.neighbours[s as usize];
        let slot = *self.slots.entry(key(s, o)).or_insert_with(|| {
            list.push(Neighbour { entity: o, sides: [Tally::NONE; 2], links: Vec::new() });
            list.len() as u32 - 1
        });
        let n = &mut list[slot as usize];
        n.sides[side].add(day, &self.fading);
        let mut new = false;
        match n.links.iter_mut().find(|l| l.relation == r) {
            Some(link) => link.tally.add(day, &self.fading),
            None => {
                let mut tally = Tally::NONE;
                tally.add(day, &self.fading);
                n.links.push(Link { relation: r, tally });
                new = true;
            }
        }
        let acts = self.acts_of.entry(key(s, r)).or_insert(Acts { tally: Tally::NONE, slots: Vec::new() });
        acts.tally.add(day, &self.fading);
        if new {
            acts.slots.push(slot);
        }
        let objects = &mut self.objects[r as usize];
        let slot = *self.object_slots.entry(key(r, o)).or_insert_with(|| {
            objects.push((o, Tally::NONE));
            objects.len() as u32 - 1
        });
        objects[slot as usize].1.add(day, &self.fading);
        self.relation_tallies[r as usize].add(day, &self.fading);
    }

    /// What lies between two entities.
    #[must_use]
    pub fn between(&self, s: u32, o: u32) -> Option<&Neighbour> {
        self.slots.get(&key(s, o)).map(|&i| &self.neighbours[s as usize][i as usize])
    }

    /// How often `o` stood at the far end of `r`.
    #[must_use]
    pub fn object(&self, r: u32, o: u32) -> Tally {
        self.object_slots.get(&key(r, o)).map_or(Tally::NONE, |&i| self.objects[r as usize][i as usize].1)
    }

    /// How often `s` did `r`, and to how many.
    #[must_use]
    pub fn subject_relation(&self, s: u32, r: u32) -> (Tally, u32) {
        self.acts_of.get(&key(s, r)).map_or((Tally::NONE, 0), |a| (a.tally, a.slots.len() as u32))
    }

    /// To whom `s` did `r`, in order of the first time, with the tally of each.
    pub fn objects_of(&self, s: u32, r: u32) -> impl Iterator<Item = (u32, &Tally)> {
        let slots = self.acts_of.get(&key(s, r)).map_or(&[][..], |a| &a.slots);
        let list = &self.neighbours[s as usize];
        slots.iter().filter_map(move |&slot| {
            let n = &list[slot as usize];
            Some((n.entity, &n.links.iter().find(|l| l.relation == r)?.tally))
        })
    }
}
