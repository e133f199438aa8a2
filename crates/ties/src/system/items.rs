//! The rules by which items are told from events.

use super::{Item, Topic};
use crate::acts::{Act, share};
use crate::calendar::Day;
use crate::suppositions::{Outcome, Supposition, Voice};
use std::collections::BTreeMap;

/// Agreements signed (CAMEO 057): each set of parties once. In doubt where one party sanctioned another after the last signing.
pub(super) fn agreements(known: &[&Act]) -> Vec<Item> {
    let mut all: BTreeMap<Vec<String>, Vec<&Act>> = BTreeMap::new();
    for act in known.iter().filter(|a| a.coded("057") && matches!(a.kind.as_str(), "AGREE" | "SUPPORT")) {
        let parties = together(&act.sources, &act.targets);
        if parties.len() > 1 {
            all.entry(parties).or_default().push(act);
        }
    }
    let item = |(parties, signed): (Vec<String>, Vec<&Act>)| {
        let mut item = item(Topic::Agreement, parties.clone(), Vec::new(), "stands", &signed)?;
        let breaks = |a: &&&Act| a.kind == "SANCTION" && a.day > item.latest && share(&a.sources, &parties) && share(&a.targets, &parties);
        if let Some(broken) = known.iter().filter(breaks).min_by_key(|a| (a.day, a.id)) {
            item.state = "in doubt";
            item.events.push(broken.id);
            item.latest = broken.day;
        }
        Some(item)
    };
    all.into_iter().filter_map(item).collect()
}

/// Promises of help or cooperation: kept where such an event followed at any time, open otherwise. Each giver and receiver once.
pub(super) fn pledges(ahead: &[&Supposition], known: &[&Act]) -> Vec<Item> {
    let material =
        |s: &&&Supposition| matches!(s.voice, Voice::Promise | Voice::Plan) && s.expected.iter().any(|k| k == "AID" || k == "COOPERATE");
    let mut all: BTreeMap<(Vec<String>, Vec<String>), Vec<&Supposition>> = BTreeMap::new();
    for s in ahead.iter().filter(material).filter(|s| !s.sources.is_empty() && !s.targets.is_empty()) {
        all.entry((sorted(&s.sources), sorted(&s.targets))).or_default().push(s);
    }
    let item = |((sources, targets), made): ((Vec<String>, Vec<String>), Vec<&Supposition>)| {
        let (first, last) = (made.first()?, made.last()?);
        let kept = |a: &&&Act| {
            last.expected.contains(&a.kind) && a.day >= last.voiced && share(&a.sources, &sources) && share(&a.targets, &targets)
        };
        let kept = known.iter().filter(kept).min_by_key(|a| (a.day, a.id));
        Some(Item {
            topic: Topic::Pledge,
            state: if kept.is_some() { "kept" } else { "open" },
            since: first.voiced,
            latest: kept.map_or(last.voiced, |a| a.day),
            events: made.iter().map(|s| s.event).chain(kept.map(|a| a.id)).collect(),
            sentence: kept.map_or(&last.sentence, |a| &a.sentence).clone(),
            sources,
            targets,
        })
    };
    all.into_iter().filter_map(item).collect()
}

/// Sanctions (CAMEO 16, reduced relations; verdicts of courts are none) by source and target: in force until the source concedes to the
/// target, or takes them back (RETREAT of CAMEO 085, or without a code).
pub(super) fn sanctions(known: &[&Act]) -> Vec<Item> {
    let imposed = |a: &&&Act| a.kind == "SANCTION" && (a.cameo.is_none() || a.coded("16")) && a.mode.as_deref() != Some("convict");
    let mut all: BTreeMap<(&str, &str), Vec<&Act>> = BTreeMap::new();
    for act in known.iter().filter(imposed) {
        for (s, t) in act.sources.iter().flat_map(|s| act.targets.iter().map(move |t| (s, t))).filter(|(s, t)| s != t) {
            all.entry((s, t)).or_default().push(act);
        }
    }
    let item = |((source, target), imposed): ((&str, &str), Vec<&Act>)| {
        let mut item = item(Topic::Sanction, vec![source.to_owned()], vec![target.to_owned()], "in force", &imposed)?;
        let lifts = |a: &&&Act| a.kind == "CONCEDE" || (a.kind == "RETREAT" && (a.coded("085") || a.cameo.is_none()));
        let same = |a: &&&Act| a.day >= item.latest && holds(&a.sources, source) && holds(&a.targets, target);
        if let Some(lifted) = known.iter().filter(lifts).filter(same).min_by_key(|a| (a.day, a.id)) {
            item.state = "lifted";
            item.latest = lifted.day;
            item.events.push(lifted.id);
            item.sentence.clone_from(&lifted.sentence);
        }
        Some(item)
    };
    all.into_iter().filter_map(item).collect()
}

/// What one did to the other that a dispute is made of: all conflict but mere requests.
const CONFLICT: [&str; 8] = ["ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"];

/// Pairs with any conflict since a day.
pub(super) fn disputes(known: &[&Act], since: Day) -> Vec<Item> {
    let mut all: BTreeMap<Vec<String>, Vec<&Act>> = BTreeMap::new();
    for act in known.iter().filter(|a| a.day >= since && CONFLICT.contains(&a.kind.as_str())) {
        for (s, t) in act.sources.iter().flat_map(|s| act.targets.iter().map(move |t| (s, t))).filter(|(s, t)| s != t) {
            all.entry(sorted(&[s.clone(), t.clone()])).or_default().push(act);
        }
    }
    all.into_iter().filter_map(|(pair, acts)| item(Topic::Dispute, pair, Vec::new(), "goes on", &acts)).collect()
}

/// Meetings announced, planned or promised whose time has not passed and which are not reported to have taken place.
pub(super) fn visits(ahead: &[&Supposition], as_of: Day) -> Vec<Item> {
    let to_come = |s: &&&Supposition| {
        matches!(s.voice, Voice::Plan | Voice::Promise) && s.expected == ["CONSULT"] && s.outcome == Outcome::Open && s.until >= as_of
    };
    let item = |s: &&Supposition| Item {
        topic: Topic::Visit,
        sources: sorted(&s.sources),
        targets: sorted(&s.targets),
        state: "to come",
        since: s.voiced,
        latest: s.voiced,
        events: vec![s.event],
        sentence: s.sentence.clone(),
    };
    ahead.iter().filter(to_come).map(item).collect()
}

/// An item from its events. None where there are none.
fn item(topic: Topic, sources: Vec<String>, targets: Vec<String>, state: &'static str, acts: &[&Act]) -> Option<Item> {
    let last = acts.iter().max_by_key(|a| (a.day, a.id))?;
    Some(Item {
        topic,
        sources,
        targets,
        state,
        since: acts.iter().map(|a| a.day).min()?,
        latest: last.day,
        events: acts.iter().map(|a| a.id).collect(),
        sentence: last.sentence.clone(),
    })
}

fn holds(codes: &[String], code: &str) -> bool {
    codes.iter().any(|c| c == code)
}

fn sorted(codes: &[String]) -> Vec<String> {
    let mut codes = codes.to_vec();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn together(a: &[String], b: &[String]) -> Vec<String> {
    sorted(&[a, b].concat())
}
