//! What became of a supposition: the events that would make it true, looked up among those that happened.

use crate::acts::{Act, share};
use crate::calendar::Day;
use std::collections::BTreeMap;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It happened: the event and its day.
    CameTrue(i64, Day),
    /// Its time has passed without it.
    NotInTime,
    /// Its time has not passed yet.
    Open,
    /// It names too few parties, so that nothing can be looked up.
    Untestable,
}

impl Outcome {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CameTrue(..) => "came true",
            Self::NotInTime => "did not within its time",
            Self::Open => "still open",
            Self::Untestable => "untestable",
        }
    }
}

/// How long is waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// Days after it was voiced, where it gives no date.
    pub days: i32,
    /// Days after the date it gives.
    pub grace: i32,
}

impl Default for Horizon {
    fn default() -> Self {
        Self { days: 180, grace: 30 }
    }
}

/// What both sides do: a meeting of B with A is one of A with B.
const MUTUAL: [&str; 3] = ["CONSULT", "COOPERATE", "AGREE"];

/// What can be told from one side alone. Whom somebody would aid, meet or sanction must be named, or any such act would do.
const ONE_SIDED: [&str; 7] = ["CONCEDE", "RETREAT", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"];

/// Whether an event of this kind could be told to be the one that was held to come.
pub(crate) fn testable(voiced: &Act, kind: &str) -> bool {
    let (s, t) = (voiced.sources.len(), voiced.targets.len());
    (s > 0 && t > 0) || (s + t > 0 && ONE_SIDED.contains(&kind)) || (s + t > 1 && MUTUAL.contains(&kind))
}

/// Events that happened and were known by a day, by kind and party, in order of time.
pub(crate) struct Happened<'a> {
    by_party: BTreeMap<(&'a str, &'a str), Vec<&'a Act>>,
}

impl<'a> Happened<'a> {
    /// Nothing dated or reported after `as_of` enters.
    pub fn by(acts: &'a [Act], as_of: Day) -> Self {
        let mut by_party: BTreeMap<(&str, &str), Vec<&Act>> = BTreeMap::new();
        for act in acts.iter().filter(|a| a.happened_by(as_of)) {
            let mut parties: Vec<&str> = act.sources.iter().chain(&act.targets).map(String::as_str).collect();
            parties.sort_unstable();
            parties.dedup();
            parties.into_iter().for_each(|p| by_party.entry((&act.kind, p)).or_default().push(act));
        }
        by_party.values_mut().for_each(|list| list.sort_by_key(|a| (a.day, a.id)));
        Self { by_party }
    }

    /// The first event within `from..=to` of one of these kinds between the parties of `voiced`, in another article or reported later.
    pub fn first(&self, voiced: &Act, kinds: &[&str], from: Day, to: Day) -> Option<&'a Act> {
        let parties = if voiced.sources.is_empty() { &voiced.targets } else { &voiced.sources };
        let lists = kinds.iter().flat_map(|k| parties.iter().map(move |p| (*k, p.as_str())));
        let candidates = lists.filter_map(|key| self.by_party.get(&key)).flat_map(|list| {
            let start = list.partition_point(|a| a.day < from);
            list[start..].iter().take_while(move |a| a.day <= to)
        });
        let other = |a: &&&Act| a.id != voiced.id && (a.article != voiced.article || a.article.is_none());
        candidates.filter(other).filter(|a| matches(voiced, a)).min_by_key(|a| (a.day, a.id)).copied()
    }
}

/// Whether the parties are those that were named; a side left open takes anybody where the kind can be told from one side. Several
/// on one side of what is mutual do it among themselves: two of them must take part.
fn matches(voiced: &Act, act: &Act) -> bool {
    if !testable(voiced, &act.kind) {
        return false;
    }
    let mutual = MUTUAL.contains(&act.kind.as_str());
    if mutual && (voiced.sources.is_empty() || voiced.targets.is_empty()) {
        let named = voiced.sources.iter().chain(&voiced.targets);
        return named.filter(|c| act.sources.contains(c) || act.targets.contains(c)).count() > 1;
    }
    let meets = |wanted: &[String], found: &[String]| wanted.is_empty() || share(wanted, found);
    let straight = meets(&voiced.sources, &act.sources) && meets(&voiced.targets, &act.targets);
    let crossed = meets(&voiced.sources, &act.targets) && meets(&voiced.targets, &act.sources);
    straight || (mutual && crossed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::Status::{Denied, Occurred, Planned};
    use crate::acts::made::act;

    #[test]
    fn kind_parties_and_time_must_agree() {
        let acts = [
            act(1, 20, "RUS SANCTION KAZ", Occurred),
            act(2, 30, "RUS SANCTION UZB", Occurred),
            act(3, 40, "KAZ SANCTION RUS", Occurred),
            act(4, 50, "RUS SANCTION KAZ", Denied),
        ];
        let found = Happened::by(&acts, 1000);
        let voiced = act(9, 10, "RUS SANCTION KAZ", Planned);
        let first = |from, to, kinds: &[&str]| found.first(&voiced, kinds, from, to).map(|a| a.id);
        assert_eq!(first(10, 100, &["SANCTION"]), Some(1));
        assert_eq!(first(21, 100, &["SANCTION"]), None);
        assert_eq!(first(10, 19, &["SANCTION"]), None);
        assert_eq!(first(10, 100, &["COERCE"]), None);
        assert_eq!(first(10, 100, &["COERCE", "SANCTION"]), Some(1));
    }

    #[test]
    fn a_meeting_has_no_direction_and_an_open_side_takes_anybody() {
        let acts = [act(1, 20, "CHN CONSULT KAZ", Occurred), act(2, 25, "IRN ASSAULT ISR", Occurred)];
        let found = Happened::by(&acts, 1000);
        assert!(found.first(&act(9, 10, "KAZ CONSULT CHN", Planned), &["CONSULT"], 10, 99).is_some());
        assert!(found.first(&act(9, 10, "- ASSAULT ISR", Planned), &["ASSAULT"], 10, 99).is_some());
        assert!(found.first(&act(9, 10, "- ASSAULT -", Planned), &["ASSAULT"], 10, 99).is_none());
        assert!(found.first(&act(9, 10, "KAZ,CHN CONSULT -", Planned), &["CONSULT"], 10, 99).is_some());
        assert!(found.first(&act(9, 10, "KAZ,RUS CONSULT -", Planned), &["CONSULT"], 10, 99).is_none());
        assert!(found.first(&act(9, 10, "KAZ CONSULT -", Planned), &["CONSULT"], 10, 99).is_none());
    }

    #[test]
    fn nothing_after_the_day_is_read() {
        let mut late = act(1, 20, "CHN AID KAZ", Occurred);
        late.known = 60;
        let acts = [late, act(2, 45, "CHN AID KAZ", Occurred)];
        let voiced = act(9, 10, "CHN AID KAZ", Planned);
        assert!(Happened::by(&acts, 44).first(&voiced, &["AID"], 10, 99).is_none());
        assert_eq!(Happened::by(&acts, 45).first(&voiced, &["AID"], 10, 99).unwrap().id, 2);
        assert_eq!(Happened::by(&acts, 60).first(&voiced, &["AID"], 10, 99).unwrap().id, 1);
    }
}
