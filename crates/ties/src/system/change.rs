//! What changed between two dates.

use super::{Item, System, Topic};
use std::collections::BTreeMap;

/// A difference between an earlier and a later picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Shift<'s> {
    /// It was not there.
    New(&'s Item),
    /// It is there no longer: its window or its time has passed.
    Gone(&'s Item),
    /// It stands otherwise: as it is now, and how it stood.
    Changed(&'s Item, &'static str),
}

type Key<'s> = (Topic, &'s [String], &'s [String]);

/// The differences, by topic and parties; first of what is there now, then of what is gone.
#[must_use]
pub fn changes<'s>(before: &'s System, after: &'s System) -> Vec<Shift<'s>> {
    let key = |i: &'s Item| -> Key<'s> { (i.topic, &i.sources, &i.targets) };
    let old: BTreeMap<Key<'s>, &Item> = before.items.iter().map(|i| (key(i), i)).collect();
    let new: BTreeMap<Key<'s>, &Item> = after.items.iter().map(|i| (key(i), i)).collect();
    let there = new.iter().filter_map(|(k, now)| match old.get(k) {
        None => Some(Shift::New(now)),
        Some(then) if then.state != now.state => Some(Shift::Changed(now, then.state)),
        Some(_) => None,
    });
    let gone = old.iter().filter(|(k, _)| !new.contains_key(*k)).map(|(_, then)| Shift::Gone(then));
    there.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{draw, told};
    use super::*;

    #[test]
    fn what_is_new_changed_and_gone_is_told() {
        let acts = told();
        let (before, after) = (draw(&acts, 95, &[]), draw(&acts, 480, &[]));
        let told: Vec<String> = changes(&before, &after)
            .iter()
            .map(|s| match s {
                Shift::New(i) => format!("new {} {}", i.topic.name(), i.sources.join(",")),
                Shift::Gone(i) => format!("gone {} {}", i.topic.name(), i.sources.join(",")),
                Shift::Changed(i, was) => format!("{} {} {was} -> {}", i.topic.name(), i.sources.join(","), i.state),
            })
            .collect();
        assert_eq!(told, ["sanction RUS in force -> lifted", "gone dispute KAZ,RUS", "gone dispute KGZ,RUS"]);
        assert!(changes(&after, &after).is_empty());
    }
}
