//! Facts: who did what to whom on which day.

/// One happening. Entities and relations are small numbers; [`crate::layout`] and callers keep their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// Day number; any origin.
    pub day: i32,
    /// Who.
    pub subject: u32,
    /// Did what.
    pub relation: u32,
    /// To whom.
    pub object: u32,
}

/// A question with one open end: whom does `subject` do `relation` to? A relation of `r + relations` asks it backwards: who does
/// `r` to `subject`?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Query {
    /// The known end.
    pub subject: u32,
    /// Relation, or relation count plus relation for the backward question.
    pub relation: u32,
}

/// All questions that the facts of one day answer, in both directions, each once with its answers sorted.
#[must_use]
pub fn questions(day: &[Fact], relations: u32) -> Vec<(Query, Vec<u32>)> {
    let mut rows: Vec<(Query, u32)> = Vec::with_capacity(day.len() * 2);
    for f in day {
        rows.push((Query { subject: f.subject, relation: f.relation }, f.object));
        rows.push((Query { subject: f.object, relation: f.relation + relations }, f.subject));
    }
    rows.sort_unstable_by_key(|&(q, o)| (q.relation, q.subject, o));
    rows.dedup();
    let mut out: Vec<(Query, Vec<u32>)> = Vec::new();
    for (q, o) in rows {
        match out.last_mut() {
            Some((last, answers)) if *last == q => answers.push(o),
            _ => out.push((q, vec![o])),
        }
    }
    out
}

/// Cuts facts sorted by day into days.
pub fn days(facts: &[Fact]) -> impl Iterator<Item = &[Fact]> {
    facts.chunk_by(|a, b| a.day == b.day)
}
