//! What speaks for each candidate answer of a question, as numbers.

use crate::fact::Query;
use crate::history::{History, Neighbour};
use crate::numbers::{many, old, share};
use crate::rules::class;
use crate::tally::{FADES, Tally};
use crate::world::{Daily, World, keep_heaviest};
use std::ops::Range;

/// Numbers about a candidate.
pub const WIDTH: usize = 48;
/// Numbers about a question.
pub const CONTEXT: usize = 16;

/// Others who share the subject's contacts that are heard.
const PEERS: usize = 20;
/// Objects of an act of another that are heard.
const OBJECTS: usize = 200;

/// A kind of evidence: a stretch of a candidate's numbers that speak of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The same act toward the same target before.
    Repetition,
    /// Other acts of the same side toward the target.
    Dealings,
    /// Acts of the target toward the asker.
    Reciprocity,
    /// Rules from what lies between the two.
    Rules,
    /// How usual the target is for this act, whoever does it.
    Role,
    /// How busy the target is at all.
    Activity,
    /// Common contacts.
    Contacts,
}

impl Kind {
    /// All kinds with the numbers that belong to them.
    pub const ALL: [(Self, Range<usize>); 7] = [
        (Self::Repetition, 0..9),
        (Self::Dealings, 9..17),
        (Self::Reciprocity, 17..27),
        (Self::Rules, 27..30),
        (Self::Role, 30..37),
        (Self::Activity, 37..43),
        (Self::Contacts, 43..46),
    ];
}

/// The candidates of a question.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// Who, most plausible first at a rough glance.
    pub entities: Vec<u32>,
    /// [`WIDTH`] numbers each.
    pub rows: Vec<f32>,
    /// [`CONTEXT`] numbers about the question.
    pub context: Vec<f32>,
}

/// What is gathered of a candidate before its numbers are written.
#[derive(Debug, Clone, Copy)]
struct Trace {
    entity: u32,
    /// Place among the subject's neighbours, or none.
    slot: u32,
    best: f32,
    second: f32,
    /// Chance that no rule is right, were they independent.
    miss: f32,
    usual: f32,
    walk: f32,
    /// How much the subject's contacts do the act to it.
    friends: f32,
    /// How much those do who share the subject's contacts.
    peers: f32,
}

impl Trace {
    const fn of(entity: u32, slot: u32) -> Self {
        Self { entity, slot, best: 0.0, second: 0.0, miss: 1.0, usual: 0.0, walk: 0.0, friends: 0.0, peers: 0.0 }
    }

    fn rough(&self) -> f32 {
        1.0 - self.miss + 0.2 * self.usual + self.walk
    }

    fn hear(&mut self, confidence: f32) {
        self.miss *= 1.0 - confidence;
        if confidence > self.best {
            self.second = self.best;
            self.best = confidence;
        } else if confidence > self.second {
            self.second = confidence;
        }
    }
}

/// Working space for gathering, one for each thread.
#[derive(Debug)]
pub struct Gatherer<'w> {
    world: &'w World,
    index: Vec<u32>,
    found: Vec<Trace>,
}

impl<'w> Gatherer<'w> {
    /// Space to gather from a world.
    #[must_use]
    pub fn new(world: &'w World) -> Self {
        Self { world, index: vec![0; world.history.entities], found: Vec::new() }
    }

    /// The candidates of a question asked on `day`, `keep` at most: everyone the subject has dealt with, the usual objects of
    /// the relation, and its contacts' contacts.
    pub fn gather(&mut self, daily: &Daily, q: Query, day: i32, keep: usize) -> Candidates {
        self.trace(daily, q, day);
        if self.found.len() > keep {
            self.found.select_nth_unstable_by(keep, rougher);
            self.found.truncate(keep);
        }
        self.found.sort_unstable_by(rougher);
        self.write(q, day)
    }

    /// The numbers of one given candidate.
    pub fn single(&mut self, daily: &Daily, q: Query, object: u32, day: i32) -> Candidates {
        self.trace(daily, q, day);
        let known = self.found.iter().find(|t| t.entity == object).copied();
        self.found.clear();
        self.found.push(known.unwrap_or(Trace::of(object, u32::MAX)));
        self.write(q, day)
    }

    fn trace(&mut self, daily: &Daily, q: Query, day: i32) {
        self.found.clear();
        self.neighbours(q, day);
        self.strangers(daily, q);
        self.others(q, day);
        for t in &self.found {
            self.index[t.entity as usize] = 0;
        }
    }

    fn neighbours(&mut self, q: Query, day: i32) {
        let World { history, rules, .. } = self.world;
        for (slot, n) in history.neighbours[q.subject as usize].iter().enumerate() {
            let mut t = Trace::of(n.entity, slot as u32);
            for link in &n.links {
                t.hear(rules.confidence(q.relation, link.relation, class(&link.tally, day, history)));
            }
            self.found.push(t);
            self.index[n.entity as usize] = self.found.len() as u32;
        }
    }

    fn at(&mut self, entity: u32) -> &mut Trace {
        let place = &mut self.index[entity as usize];
        if *place == 0 {
            self.found.push(Trace::of(entity, u32::MAX));
            *place = self.found.len() as u32;
        }
        &mut self.found[*place as usize - 1]
    }

    fn strangers(&mut self, daily: &Daily, q: Query) {
        for &(o, weight) in &daily.usual[q.relation as usize] {
            self.at(o).usual = weight;
        }
        let steps = &self.world.contacts.steps;
        for &(via, first) in &steps[q.subject as usize] {
            for &(o, second) in &steps[via as usize] {
                self.at(o).walk += first * second;
            }
        }
    }

    /// What others like the subject do: its contacts, and those who share them.
    fn others(&mut self, q: Query, day: i32) {
        let world = self.world;
        let friends = &world.contacts.steps[q.subject as usize];
        let mut peers: Vec<(u32, f32)> =
            self.found.iter().filter(|t| t.walk > 0.0 && t.entity != q.subject).map(|t| (t.entity, t.walk)).collect();
        keep_heaviest(&mut peers, PEERS);
        peers.sort_unstable_by_key(|p| p.0);
        for (of_peer, list) in [(false, friends), (true, &peers)] {
            for &(other, weight) in list {
                let (all, _) = world.history.subject_relation(other, q.relation);
                let all = all.at(day, &world.history.fading)[2] + 0.3;
                for (object, tally) in world.history.objects_of(other, q.relation).take(OBJECTS) {
                    let part = weight * tally.at(day, &world.history.fading)[2] / all;
                    let t = self.at(object);
                    *if of_peer { &mut t.peers } else { &mut t.friends } += part;
                }
            }
        }
    }

    fn write(&self, q: Query, day: i32) -> Candidates {
        let asked = Asked::of(&self.world.history, q, day);
        let mut out = Candidates { context: asked.context(), ..Candidates::default() };
        out.rows.reserve(self.found.len() * WIDTH);
        for t in &self.found {
            out.entities.push(t.entity);
            asked.row(t, &mut out.rows);
        }
        out
    }
}

fn rougher(a: &Trace, b: &Trace) -> std::cmp::Ordering {
    b.rough().total_cmp(&a.rough()).then(a.entity.cmp(&b.entity))
}

/// A tally with its fading counts as of the day of the question.
#[derive(Clone, Copy)]
struct Seen {
    tally: Tally,
    faded: [f32; FADES],
}

/// A question with what all its candidates share.
struct Asked<'h> {
    history: &'h History,
    q: Query,
    day: i32,
    side: usize,
    act: Seen,
    distinct: u32,
    own: Seen,
    other: Seen,
    relation: Seen,
    all: Seen,
}

impl<'h> Asked<'h> {
    fn of(history: &'h History, q: Query, day: i32) -> Self {
        let side = history.side(q.relation);
        let see = |tally: Tally| Seen { tally, faded: tally.at(day, &history.fading) };
        let (act, distinct) = history.subject_relation(q.subject, q.relation);
        let acts = &history.acts[q.subject as usize];
        let relation = history.relation_tallies[q.relation as usize];
        let (own, other) = (see(acts[side]), see(acts[1 - side]));
        Self { history, q, day, side, act: see(act), distinct, own, other, relation: see(relation), all: see(history.all) }
    }

    fn see(&self, tally: Tally) -> Seen {
        Seen { tally, faded: tally.at(self.day, &self.history.fading) }
    }

    fn context(&self) -> Vec<f32> {
        let mut c = Vec::with_capacity(CONTEXT);
        c.push(many(self.act.tally.count));
        c.extend(self.act.faded.map(many));
        c.extend([old(&self.act.tally, self.day), many(self.distinct as f32)]);
        c.extend([many(self.own.tally.count), many(self.own.faded[0]), many(self.own.faded[2])]);
        c.extend([many(self.other.tally.count), many(self.other.faded[2]), old(&self.own.tally, self.day)]);
        c.extend([many(self.relation.tally.count), many(self.relation.faded[1])]);
        c.push(many(self.history.neighbours[self.q.subject as usize].len() as f32));
        c
    }

    fn row(&self, t: &Trace, row: &mut Vec<f32>) {
        let start = row.len();
        let n = self.history.neighbours[self.q.subject as usize].get(t.slot as usize);
        let theirs = self.see(self.history.acts[t.entity as usize][1 - self.side]);
        let ours = self.see(self.history.acts[t.entity as usize][self.side]);
        self.between(n, &theirs, &ours, row);
        row.extend([share(t.best), share(t.second), share(1.0 - t.miss)]);
        let far = self.see(self.history.object(self.q.relation, t.entity));
        row.extend([many(far.tally.count), old(&far.tally, self.day)]);
        shares(&far, &self.relation, row);
        row.push(share(far.faded[2] / (theirs.faded[2] + 0.3)));
        shares(&theirs, &self.all, row);
        row.extend([many(ours.faded[1]), old(&theirs.tally, self.day)]);
        row.extend([share(t.walk), share(t.friends), share(t.peers)]);
        row.push(f32::from(u8::from(t.entity == self.q.subject)));
        // The net has no constant of its own.
        row.push(1.0);
        row.resize(start + WIDTH, 0.0);
    }

    fn between(&self, n: Option<&Neighbour>, theirs: &Seen, ours: &Seen, row: &mut Vec<f32>) {
        let link = |r: u32| self.see(n.and_then(|n| n.links.iter().find(|l| l.relation == r)).map_or(Tally::NONE, |l| l.tally));
        let (direct, reverse) = (link(self.q.relation), link(self.history.inverse(self.q.relation)));
        let side = |s: usize| self.see(n.map_or(Tally::NONE, |n| n.sides[s]));
        let (same, opposite) = (side(self.side), side(1 - self.side));
        row.extend([f32::from(u8::from(direct.tally.count > 0.0)), many(direct.tally.count), many(direct.faded[1])]);
        row.push(old(&direct.tally, self.day));
        shares(&direct, &self.act, row);
        row.push(share(direct.tally.count / (self.act.tally.count + 0.3)));
        row.extend([many(same.tally.count), old(&same.tally, self.day)]);
        shares(&same, &self.own, row);
        row.extend([share(same.faded[2] / (theirs.faded[2] + 0.3)), many(n.map_or(0, |n| n.links.len()) as f32)]);
        row.extend([many(opposite.tally.count), old(&opposite.tally, self.day)]);
        shares(&opposite, &self.other, row);
        row.push(share(opposite.faded[2] / (ours.faded[2] + 0.3)));
        row.extend([many(reverse.tally.count), old(&reverse.tally, self.day), many(reverse.faded[1])]);
    }
}

/// The part's share of the whole, by each half-life.
fn shares(part: &Seen, whole: &Seen, row: &mut Vec<f32>) {
    row.extend((0..FADES).map(|k| share(part.faded[k] / (whole.faded[k] + 0.3))));
}

impl Candidates {
    /// One candidate alone.
    #[must_use]
    pub fn only(&self, i: usize) -> Self {
        Self { entities: vec![self.entities[i]], rows: self.rows[i * WIDTH..][..WIDTH].to_vec(), context: self.context.clone() }
    }
}

/// The numbers of a candidate of whom nothing is known.
#[must_use]
pub fn blank() -> Vec<f32> {
    let nothing = History::new(2, 1, 1);
    let mut row = Vec::with_capacity(WIDTH);
    Asked::of(&nothing, Query { subject: 0, relation: 0 }, 0).row(&Trace::of(1, u32::MAX), &mut row);
    row
}
