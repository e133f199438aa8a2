//! What would have to happen for a supposition to come true.

use crate::acts::{Act, Status};

/// In which way something is held to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// It is planned or announced.
    Plan,
    /// Somebody asks for it.
    Request,
    /// It may or might be, is feared, hoped for or forecast.
    Supposition,
    /// It is said not to be, or not to come.
    Denial,
    /// Somebody promises or agrees to it.
    Promise,
    /// Somebody threatens it.
    Threat,
}

impl Voice {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["plan", "request", "supposition", "denial", "promise", "threat"][self as usize]
    }
}

/// Kinds of the ontology, by which the patterns' names begin.
const KINDS: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// What keeps a promise, by the CAMEO code of its event (CAMEO manual 1.1b3, codes 030 to 039: intent to cooperate, and 080: intent to
/// yield). Longer codes stand first.
const PROMISED: [(&str, &[&str]); 10] = [
    ("031", &["COOPERATE"]),
    ("032", &["SUPPORT", "COOPERATE"]),
    ("033", &["AID"]),
    ("034", &["CONCEDE", "RETREAT"]),
    ("035", &["CONCEDE", "RETREAT"]),
    ("036", &["CONSULT"]),
    ("037", &["RETREAT", "CONCEDE", "CONSULT"]),
    ("038", &["CONSULT"]),
    ("039", &["CONSULT"]),
    ("030", &["COOPERATE", "AID"]),
];

/// What carries a threat out, by PLOVER mode.
const THREATENED: [(&str, &[&str]); 6] = [
    ("restrict", &["COERCE", "SANCTION"]),
    ("arrest", &["COERCE"]),
    ("relations", &["SANCTION"]),
    ("expel", &["SANCTION"]),
    ("territory", &["MOBILIZE", "ASSAULT"]),
    ("violence", &["ASSAULT", "MOBILIZE"]),
];

/// The same by CAMEO code (13: threaten), for events without a mode.
const THREATENED_CODE: [(&str, &[&str]); 8] = [
    ("131", &["SANCTION", "COERCE"]),
    ("132", &["COERCE"]),
    ("133", &["PROTEST"]),
    ("134", &["SANCTION"]),
    ("136", &["SANCTION"]),
    ("138", &["ASSAULT", "MOBILIZE"]),
    ("139", &["SANCTION", "COERCE", "ASSAULT", "MOBILIZE"]),
    ("13", &["SANCTION", "COERCE", "ASSAULT", "MOBILIZE"]),
];

/// Which way an event looks ahead, and the kinds any of which would make it true. None for what merely happened.
pub(crate) fn expected(act: &Act) -> Option<(Voice, Vec<&str>)> {
    let voice = match act.status {
        Status::Planned => Voice::Plan,
        Status::Requested => Voice::Request,
        Status::Hypothetical => Voice::Supposition,
        Status::Denied => Voice::Denial,
        Status::Occurred | Status::Ongoing => return ahead(act),
    };
    Some((voice, vec![underlying(act)]))
}

/// PLOVER codes help to come as AGREE and harm to come as THREATEN; the pattern's name tells what it would be.
pub(crate) fn underlying(act: &Act) -> &str {
    let begin = act.rule.as_deref().and_then(|r| r.split('.').next()).unwrap_or("");
    KINDS.into_iter().find(|k| k.eq_ignore_ascii_case(begin)).unwrap_or(&act.kind)
}

/// A promise or threat that was made looks ahead itself.
fn ahead(act: &Act) -> Option<(Voice, Vec<&str>)> {
    let by_code = |table: &'static [(&str, &[&str])]| table.iter().find(|(code, _)| act.coded(code)).map(|(_, kinds)| kinds.to_vec());
    match act.kind.as_str() {
        "AGREE" => by_code(&PROMISED).map(|kinds| (Voice::Promise, kinds)),
        "CONCEDE" if act.coded("080") => Some((Voice::Promise, vec!["RETREAT"])),
        "THREATEN" => {
            let by_mode = THREATENED.iter().find(|(mode, _)| act.mode.as_deref() == Some(mode)).map(|(_, kinds)| kinds.to_vec());
            by_mode.or_else(|| by_code(&THREATENED_CODE)).map(|kinds| (Voice::Threat, kinds))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::made::act;

    fn of(text: &str, status: Status) -> Option<(Voice, Vec<String>)> {
        expected(&act(1, 0, text, status)).map(|(v, k)| (v, k.into_iter().map(str::to_owned).collect()))
    }

    #[test]
    fn what_has_happened_looks_ahead_only_where_it_promises_or_threatens() {
        assert_eq!(of("CHN AID KGZ", Status::Occurred), None);
        assert_eq!(of("CHN AGREE KGZ 057", Status::Occurred), None);
        assert_eq!(of("CHN AGREE KGZ 0331", Status::Occurred), Some((Voice::Promise, vec!["AID".to_owned()])));
        assert_eq!(of("RUS THREATEN KAZ 138", Status::Occurred).unwrap().1, ["ASSAULT", "MOBILIZE"]);
    }

    #[test]
    fn the_pattern_tells_what_a_plan_would_be() {
        let mut plan = act(1, 0, "KAZ AGREE CHN", Status::Planned);
        plan.rule = Some("consult.visit".to_owned());
        assert_eq!(expected(&plan), Some((Voice::Plan, vec!["CONSULT"])));
        plan.rule = Some("my.own".to_owned());
        assert_eq!(expected(&plan), Some((Voice::Plan, vec!["AGREE"])));
    }
}
