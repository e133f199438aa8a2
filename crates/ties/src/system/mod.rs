//! The system as of a date: who deals with whom, what stands between them, what is to come.
//!
//! Rules: agreements are signed and stand, or are in doubt since one side sanctioned another;
//! pledges are open or kept; sanctions are in force until the same side concedes to, or lifts them for, the same other; disputes
//! are pairs with conflict in the window; visits to come are announced and not yet made. Nothing dated or reported after the day is read.

mod change;
mod items;

pub use change::{Shift, changes};

use crate::acts::{Act, share};
use crate::calendar::Day;
use crate::suppositions::Supposition;
use std::collections::BTreeMap;

/// What an item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// An agreement that was signed.
    Agreement,
    /// A promise of help or cooperation.
    Pledge,
    /// Sanctions, bans, expulsions.
    Sanction,
    /// Two sides in conflict.
    Dispute,
    /// A visit or meeting to come.
    Visit,
}

impl Topic {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["agreement", "pledge", "sanction", "dispute", "visit"][self as usize]
    }
}

/// One thing that stands between actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is about.
    pub topic: Topic,
    /// Codes of those who act; of agreements and disputes, of all parties.
    pub sources: Vec<String>,
    /// Codes of the others; of agreements and disputes, none.
    pub targets: Vec<String>,
    /// How it stands: `stands`, `in doubt`, `open`, `kept`, `in force`, `lifted`, `goes on`, `to come`.
    pub state: &'static str,
    /// Day since which it is known.
    pub since: Day,
    /// Day of the latest event that speaks to it.
    pub latest: Day,
    /// Events behind it; for disputes those of the window.
    pub events: Vec<i64>,
    /// A sentence that bears it out: the latest that tells of it, or ended it.
    pub sentence: Option<String>,
}

/// A state or body and what it did and underwent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its code.
    pub code: String,
    /// Events of the window in which it takes part.
    pub events: usize,
    /// Day of the latest.
    pub latest: Day,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct SystemQuery<'q> {
    /// The day; nothing later is read.
    pub as_of: Day,
    /// First day of the window in which disputes and parties are counted.
    pub since: Day,
    /// Codes one of which must take part; empty for everybody.
    pub around: &'q [String],
}

/// The picture.
#[derive(Debug, Clone, PartialEq)]
pub struct System {
    /// The day.
    pub as_of: Day,
    /// First day of the window.
    pub since: Day,
    /// States and bodies, the busiest first.
    pub parties: Vec<Party>,
    /// What stands between them, by topic, the latest first.
    pub items: Vec<Item>,
}

/// Draw the picture from events and from the suppositions known by the same day.
#[must_use]
pub fn system(acts: &[Act], suppositions: &[Supposition], q: &SystemQuery<'_>) -> System {
    let about = |a: &&Act| q.around.is_empty() || a.involves(q.around);
    let known: Vec<&Act> = acts.iter().filter(|a| a.happened_by(q.as_of) && !a.repeats).filter(about).collect();
    let ahead: Vec<&Supposition> = suppositions
        .iter()
        .filter(|s| s.voiced <= q.as_of && (q.around.is_empty() || share(&s.sources, q.around) || share(&s.targets, q.around)))
        .collect();
    let mut items = items::agreements(&known);
    items.extend(items::pledges(&ahead, &known));
    items.extend(items::sanctions(&known));
    items.extend(items::disputes(&known, q.since));
    items.extend(items::visits(&ahead, q.as_of));
    items.sort_by(|a, b| (a.topic, b.latest, &a.sources, &a.targets).cmp(&(b.topic, a.latest, &b.sources, &b.targets)));
    System { as_of: q.as_of, since: q.since, parties: parties(&known, q.since), items }
}

fn parties(known: &[&Act], since: Day) -> Vec<Party> {
    let mut all: BTreeMap<&str, Party> = BTreeMap::new();
    for act in known.iter().filter(|a| a.day >= since) {
        let mut codes: Vec<&str> = act.sources.iter().chain(&act.targets).map(String::as_str).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            let party = all.entry(code).or_insert_with(|| Party { code: code.to_owned(), events: 0, latest: act.day });
            party.events += 1;
            party.latest = party.latest.max(act.day);
        }
    }
    let mut all: Vec<Party> = all.into_values().collect();
    all.sort_by_key(|p| std::cmp::Reverse(p.events));
    all
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::acts::Status::{self, Denied, Hypothetical, Occurred, Planned};
    use crate::acts::made::act;
    use crate::suppositions::{Horizon, suppositions};

    pub(super) fn told() -> Vec<Act> {
        let mut visit = act(7, 300, "KAZ CONSULT CHN", Planned);
        (visit.known, visit.end, visit.dated) = (250, 310, true);
        let mut agreed = act(1, 10, "UZB AGREE CHN 057", Occurred);
        agreed.sentence = Some("They signed.".to_owned());
        vec![
            agreed,
            act(2, 20, "CHN AGREE KGZ 033", Occurred),
            act(3, 60, "CHN AID KGZ", Occurred),
            act(4, 70, "CHN AGREE TJK 033", Occurred),
            act(5, 80, "RUS SANCTION KAZ 163", Occurred),
            act(6, 90, "RUS SANCTION KGZ 163", Occurred),
            visit,
            act(8, 150, "RUS RETREAT KGZ 085", Occurred),
            act(9, 100, "KAZ ACCUSE RUS 110", Occurred),
            act(10, 110, "USA SANCTION KAZ 163", Hypothetical),
            act(11, 110, "USA SANCTION KAZ 163", Denied),
        ]
    }

    pub(super) fn draw(acts: &[Act], as_of: Day, around: &[&str]) -> System {
        let around: Vec<String> = around.iter().map(|s| (*s).to_owned()).collect();
        let ahead = suppositions(acts, as_of, Horizon::default(), &[]);
        system(acts, &ahead, &SystemQuery { as_of, since: as_of - 365, around: &around })
    }

    fn states(s: &System, topic: Topic) -> Vec<(String, &'static str)> {
        s.items.iter().filter(|i| i.topic == topic).map(|i| (format!("{}>{}", i.sources.join(","), i.targets.join(",")), i.state)).collect()
    }

    #[test]
    fn the_picture_holds_what_stands() {
        let s = draw(&told(), 260, &[]);
        assert_eq!(states(&s, Topic::Agreement), [("CHN,UZB>".to_owned(), "stands")]);
        assert_eq!(states(&s, Topic::Pledge), [("CHN>TJK".to_owned(), "open"), ("CHN>KGZ".to_owned(), "kept")]);
        assert_eq!(states(&s, Topic::Sanction), [("RUS>KGZ".to_owned(), "lifted"), ("RUS>KAZ".to_owned(), "in force")]);
        assert_eq!(states(&s, Topic::Visit), [("KAZ>CHN".to_owned(), "to come")]);
        assert_eq!(states(&s, Topic::Dispute), [("KAZ,RUS>".to_owned(), "goes on"), ("KGZ,RUS>".to_owned(), "goes on")]);
        assert_eq!(s.items[0].sentence.as_deref(), Some("They signed."));
        assert!(s.parties.iter().any(|p| p.code == "KAZ" && p.events == 2));
    }

    #[test]
    fn only_what_happened_counts_as_having_happened() {
        let only: Vec<Act> = told().into_iter().filter(|a| matches!(a.status, Status::Hypothetical | Status::Denied)).collect();
        let s = draw(&only, 260, &[]);
        assert!(s.items.is_empty() && s.parties.is_empty(), "{s:?}");
    }

    #[test]
    fn the_future_changes_nothing() {
        let acts = told();
        for as_of in [9, 25, 60, 89, 149, 150, 249, 260] {
            let past: Vec<Act> = acts.iter().filter(|a| a.known <= as_of).cloned().collect();
            assert_eq!(draw(&acts, as_of, &[]), draw(&past, as_of, &[]));
        }
        assert_eq!(states(&draw(&acts, 149, &[]), Topic::Sanction)[0], ("RUS>KGZ".to_owned(), "in force"));
        assert_eq!(states(&draw(&acts, 59, &[]), Topic::Pledge), [("CHN>KGZ".to_owned(), "open")]);
    }

    #[test]
    fn around_keeps_what_concerns_the_region() {
        let s = draw(&told(), 260, &["TJK"]);
        assert_eq!(states(&s, Topic::Pledge), [("CHN>TJK".to_owned(), "open")]);
        assert_eq!(s.items.len(), 1);
    }
}
