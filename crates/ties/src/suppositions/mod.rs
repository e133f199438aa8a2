//! The ledger of suppositions: what was planned, asked for, supposed, denied, promised or threatened, and what became of it.
//!
//! Rules, all of them here and in [`Horizon`]: a supposition comes true with the first event that happened, of the kind it names,
//! between its parties (any one member of a group will do; what both do has no direction; a side it leaves open takes anybody where the kind
//! can be told from one side, and else it cannot be looked up), reported
//! by another article, dated from the day it was voiced to the end of its time. Its time ends [`Horizon::grace`] days after the date it
//! gives, else [`Horizon::days`] days after it was voiced. A denial is looked up as far back too. Nothing dated or reported
//! after the day as of which the ledger is drawn is read.

mod condition;
mod expect;
mod outcome;
mod tracks;

pub use expect::Voice;
pub use outcome::{Horizon, Outcome};
pub use tracks::{Track, tracks};

use crate::acts::Act;
use crate::calendar::Day;
use outcome::Happened;
use std::collections::BTreeSet;

/// Something held to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Supposition {
    /// Number of its event.
    pub event: i64,
    /// In which way.
    pub voice: Voice,
    /// Kinds of events any of which would make it true.
    pub expected: Vec<String>,
    /// Codes of the sources.
    pub sources: Vec<String>,
    /// Codes of the targets.
    pub targets: Vec<String>,
    /// Day on which it was reported.
    pub voiced: Day,
    /// Who voiced it; None where the outlet did.
    pub speaker: Option<String>,
    /// Publication.
    pub outlet: Option<String>,
    /// Last day of its time.
    pub until: Day,
    /// What it depends on, in the words of the text.
    pub condition: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// The sentence, where text is kept.
    pub sentence: Option<String>,
}

/// The suppositions known by `as_of`, in order of time, repetitions and reprints left out. `openers` are the words that open a condition.
#[must_use]
pub fn suppositions(acts: &[Act], as_of: Day, horizon: Horizon, openers: &[String]) -> Vec<Supposition> {
    let happened = Happened::by(acts, as_of);
    let promised = promised(acts);
    let voiced = acts.iter().filter(|a| a.known <= as_of && !a.repeats && !says_twice(a, &promised));
    let mut out: Vec<Supposition> = voiced.filter_map(|a| weigh(a, &happened, as_of, horizon, openers)).collect();
    out.sort_by_key(|s| (s.voiced, s.event));
    out
}

/// What is held to come, by article, sentence and kind.
type Promised<'a> = BTreeSet<(i64, i64, &'a str)>;

fn promised(acts: &[Act]) -> Promised<'_> {
    let ahead = acts.iter().filter(|a| !a.status.happened() && !a.repeats);
    ahead.filter_map(|a| Some((a.article?, a.place?, expect::underlying(a)))).collect()
}

/// "Pledged to lend" is a promise that was made and a loan to come; where the sentence gives both, the latter is the supposition.
fn says_twice(act: &Act, promised: &Promised<'_>) -> bool {
    let (Some(article), Some(place), true) = (act.article, act.place, act.status.happened()) else { return false };
    expect::expected(act).is_some_and(|(_, kinds)| kinds.iter().any(|k| promised.contains(&(article, place, *k))))
}

fn weigh(act: &Act, happened: &Happened<'_>, as_of: Day, horizon: Horizon, openers: &[String]) -> Option<Supposition> {
    let (voice, kinds) = expect::expected(act)?;
    // A promise or threat dated after its report bears the date of what it promises.
    let gives_time = act.dated && act.end >= act.known && (!act.status.happened() || act.day > act.known);
    let until = if gives_time { act.end + horizon.grace } else { act.known + horizon.days };
    let from = if voice == Voice::Denial { act.known - horizon.days } else { act.known };
    let outcome = match happened.first(act, &kinds, from, until) {
        _ if !kinds.iter().any(|k| outcome::testable(act, k)) => Outcome::Untestable,
        Some(found) => Outcome::CameTrue(found.id, found.day),
        None if until < as_of => Outcome::NotInTime,
        None => Outcome::Open,
    };
    Some(Supposition {
        event: act.id,
        voice,
        expected: kinds.into_iter().map(str::to_owned).collect(),
        sources: act.sources.clone(),
        targets: act.targets.clone(),
        voiced: act.known,
        speaker: act.speaker.clone(),
        outlet: act.outlet.clone(),
        until,
        condition: act.sentence.as_deref().and_then(|s| condition::condition(s, act.trigger, openers)),
        outcome,
        sentence: act.sentence.clone(),
    })
}

/// A statement that looks ahead, but in which no event was found: it is kept, and cannot be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Number of the article.
    pub article: i64,
    /// Day on which it was reported.
    pub voiced: Day,
    /// Who said it.
    pub speaker: Option<String>,
    /// Publication.
    pub outlet: Option<String>,
    /// The words.
    pub text: String,
}

/// Of these statements, those that hold one of `markers` ("may", "unlikely") and were known by `as_of`, each with its marker.
pub fn remarks<'r>(said: &'r [Remark], as_of: Day, markers: &'r [String]) -> impl Iterator<Item = (&'r Remark, &'r str)> {
    said.iter().filter(move |r| r.voiced <= as_of).filter_map(|r| condition::mentions(&r.text, markers).map(|m| (r, m)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::Status::{Denied, Hypothetical, Occurred, Planned};
    use crate::acts::made::act;

    fn ledger(acts: &[Act], as_of: Day) -> Vec<Supposition> {
        suppositions(acts, as_of, Horizon::default(), &["if".to_owned()])
    }

    fn told() -> Vec<Act> {
        let mut visit = act(1, 130, "KAZ CONSULT CHN", Planned);
        (visit.known, visit.end, visit.dated) = (100, 140, true);
        vec![
            visit,
            act(2, 100, "RUS SANCTION KAZ", Hypothetical),
            act(3, 135, "CHN CONSULT KAZ", Occurred),
            act(4, 300, "RUS SANCTION KAZ", Occurred),
            act(5, 100, "KAZ COOPERATE RUS", Denied),
            act(6, 90, "RUS COOPERATE KAZ", Occurred),
        ]
    }

    #[test]
    fn suppositions_come_true_in_time_or_not() {
        let found = ledger(&told(), 400);
        assert_eq!(found.iter().map(|s| s.event).collect::<Vec<_>>(), [1, 2, 5]);
        assert_eq!((found[0].outcome, found[0].until), (Outcome::CameTrue(3, 135), 170));
        // The sanction came, but after 200 days.
        assert_eq!(found[1].outcome, Outcome::NotInTime);
        // The denied cooperation is reported to have happened, ten days before.
        assert_eq!(found[2].outcome, Outcome::CameTrue(6, 90));
    }

    #[test]
    fn what_lies_ahead_of_the_day_changes_nothing() {
        let acts = told();
        for as_of in [99, 100, 120, 134, 135, 280, 281, 299, 300] {
            let past: Vec<Act> = acts.iter().filter(|a| a.known <= as_of).cloned().collect();
            assert_eq!(ledger(&acts, as_of), ledger(&past, as_of), "as of {as_of}");
        }
        assert_eq!(ledger(&acts, 120)[0].outcome, Outcome::Open);
        assert_eq!(ledger(&acts, 280)[1].outcome, Outcome::Open);
        assert_eq!(ledger(&acts, 281)[1].outcome, Outcome::NotInTime);
    }

    #[test]
    fn an_event_of_the_same_article_confirms_nothing() {
        let mut plan = act(1, 100, "KAZ CONSULT CHN", Planned);
        let mut report = act(2, 100, "KAZ CONSULT CHN", Occurred);
        (plan.article, report.article) = (Some(7), Some(7));
        assert_eq!(ledger(&[plan, report], 110)[0].outcome, Outcome::Open);
    }

    #[test]
    fn conditions_count_for_nobody() {
        let mut threat = act(1, 100, "RUS SANCTION UZB", Hypothetical);
        threat.sentence = Some("Moscow could close its market if Tashkent leaves.".to_owned());
        threat.speaker = Some("adviser".to_owned());
        let mut fear = act(2, 100, "RUS SANCTION KAZ", Hypothetical);
        fear.speaker = Some("adviser".to_owned());
        let found = ledger(&[threat, fear, act(3, 120, "RUS SANCTION KAZ", Occurred)], 400);
        assert_eq!(found[0].condition.as_deref(), Some("if Tashkent leaves"));
        let track = &tracks(&found, |s| s.speaker.clone())[0];
        assert_eq!((track.voiced, track.conditional, track.came_true, track.failed), (2, 1, 1, 0));
        let (share, interval) = track.share().unwrap();
        assert!(share == 1.0 && interval.low < 0.3);
    }

    #[test]
    fn a_promise_and_what_it_promises_are_one_supposition() {
        let mut promise = act(1, 100, "CHN AGREE KGZ 033", Occurred);
        let mut loan = act(2, 100, "CHN AID KGZ", Planned);
        (promise.article, promise.place) = (Some(7), Some(3));
        (loan.article, loan.place) = (Some(7), Some(3));
        let events = |acts: &[Act]| ledger(acts, 110).iter().map(|s| s.event).collect::<Vec<_>>();
        assert_eq!(events(&[promise.clone(), loan.clone()]), [2]);
        loan.place = Some(4);
        assert_eq!(events(&[promise, loan]), [1, 2]);
    }

    #[test]
    fn a_promise_for_a_date_has_until_then() {
        let mut visit = act(1, 190, "KAZ AGREE CHN 036", Occurred);
        (visit.known, visit.end, visit.dated) = (100, 220, true);
        assert_eq!(ledger(&[visit], 120)[0].until, 250);
    }

    #[test]
    fn remarks_look_ahead_by_their_words() {
        let said = |text: &str, voiced| Remark { article: 1, voiced, speaker: None, outlet: None, text: text.to_owned() };
        let all = [said("the region is unlikely to leave", 5), said("the month of mayors", 5), said("it may snow", 50)];
        let markers = ["may".to_owned(), "unlikely".to_owned()];
        assert_eq!(remarks(&all, 10, &markers).map(|(_, m)| m).collect::<Vec<_>>(), ["unlikely"]);
    }
}
