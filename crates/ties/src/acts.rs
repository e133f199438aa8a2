//! Single events with what is needed to weigh them: parties, certainty, when reported, by whom, with which words.

use crate::calendar::Day;

/// How certain an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the record's")]
pub enum Status {
    Occurred,
    Ongoing,
    Planned,
    Requested,
    Hypothetical,
    Denied,
}

impl Status {
    /// Whether it may be counted as having happened.
    #[must_use]
    pub fn happened(self) -> bool {
        matches!(self, Self::Occurred | Self::Ongoing)
    }
}

/// A sum of money an event is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// ISO 4217.
    pub currency: String,
    /// The value, or its lower end.
    pub low: f64,
    /// The value, or its upper end.
    pub high: f64,
    /// aid, investment, trade, loan, arms, fine, damage, price or other.
    pub role: String,
}

/// An event as one article reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Its number in the record.
    pub id: i64,
    /// Kind, such as `AID`.
    pub kind: String,
    /// Mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Pattern that found it, such as `aid.give`: its first part names the kind it would be, did it happen.
    pub rule: Option<String>,
    /// How certain.
    pub status: Status,
    /// First day of its date; that of the article where the words give none.
    pub day: Day,
    /// Last day of its date.
    pub end: Day,
    /// Whether the words give a date.
    pub dated: bool,
    /// Day on which it was reported; nothing is known of it before.
    pub known: Day,
    /// Codes of the sources, groups expanded.
    pub sources: Vec<String>,
    /// Codes of the targets, groups expanded.
    pub targets: Vec<String>,
    /// Who is reported to have said so; None where the outlet itself does.
    pub speaker: Option<String>,
    /// Publication.
    pub outlet: Option<String>,
    /// Number of the article.
    pub article: Option<i64>,
    /// Number of the happening.
    pub happening: Option<i64>,
    /// Whether it repeats an earlier event of its article, or stands in a reprint.
    pub repeats: bool,
    /// Money it is about.
    pub sums: Vec<Sum>,
    /// Number of its sentence in the article.
    pub place: Option<i64>,
    /// The sentence, where text is kept.
    pub sentence: Option<String>,
    /// First character and one past the last of its trigger, in the sentence.
    pub trigger: Option<(usize, usize)>,
}

impl Act {
    /// Whether it happened and was known by a day: both its date and its report lie no later. Nothing after `as_of` is ever read.
    #[must_use]
    pub fn happened_by(&self, as_of: Day) -> bool {
        self.status.happened() && self.day <= as_of && self.known <= as_of
    }

    /// Whether any party is one of these.
    #[must_use]
    pub fn involves(&self, codes: &[String]) -> bool {
        self.sources.iter().chain(&self.targets).any(|c| codes.contains(c))
    }

    /// Whether its CAMEO code begins so.
    pub(crate) fn coded(&self, prefix: &str) -> bool {
        self.cameo.as_deref().is_some_and(|c| c.starts_with(prefix))
    }
}

/// Whether two lists share a code.
pub(crate) fn share(a: &[String], b: &[String]) -> bool {
    a.iter().any(|c| b.contains(c))
}

#[cfg(test)]
pub(crate) mod made {
    //! Invented events for tests.

    use super::*;

    /// `RUS AID KAZ`, reported on the day.
    pub fn act(id: i64, day: Day, text: &str, status: Status) -> Act {
        let words: Vec<&str> = text.split(' ').collect();
        let side = |i: usize| words.get(i).filter(|w| **w != "-").map(|w| w.split(',').map(str::to_owned).collect()).unwrap_or_default();
        Act {
            id,
            kind: words[1].to_owned(),
            mode: None,
            cameo: words.get(3).map(|w| (*w).to_owned()),
            rule: None,
            status,
            day,
            end: day,
            dated: false,
            known: day,
            sources: side(0),
            targets: side(2),
            speaker: None,
            outlet: Some("Post".to_owned()),
            article: Some(id),
            happening: Some(id),
            repeats: false,
            sums: Vec::new(),
            place: Some(id),
            sentence: None,
            trigger: None,
        }
    }
}
