//! What is asked of events.

use super::Party;
use crate::rows::Status;
use rusqlite::ToSql;

/// What is counted or listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CountBy {
    /// Every report in every article, reprints and repetitions among them.
    Reports,
    /// Each event once an article, near copies of articles left out.
    #[default]
    Events,
    /// Each happening once, however many articles report it.
    Happenings,
}

impl CountBy {
    /// Its name, which is that of its column in the summaries.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Events => "events",
            Self::Happenings => "happenings",
        }
    }
}

/// What is asked of events; everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// On either side.
    pub actor: Option<Party>,
    /// Who did it.
    pub source: Option<Party>,
    /// To whom.
    pub target: Option<Party>,
    /// Who says so.
    pub speaker: Option<Party>,
    /// PLOVER types.
    pub types: Vec<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Quads, 1 to 4.
    pub quads: Vec<u8>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// First day.
    pub since: Option<i32>,
    /// Last day.
    pub until: Option<i32>,
    /// Country (alpha-3) or name of a place.
    pub place: Option<String>,
    /// Words of the sentence: a query of SQLite's FTS5.
    pub text: Option<String>,
    /// Least confidence.
    pub confidence: Option<f64>,
    /// Whose coding.
    pub origin: Option<String>,
    /// Number of a happening.
    pub happening: Option<i64>,
    /// Only what is long past or remembered, or only what is not.
    pub historical: Option<bool>,
    /// What to list.
    pub count_by: CountBy,
}

/// SQL with its values.
#[derive(Default)]
pub(crate) struct Conditions {
    pub(crate) sql: Vec<String>,
    pub(crate) values: Vec<Box<dyn ToSql>>,
}

impl Conditions {
    pub(crate) fn add(&mut self, sql: impl Into<String>, values: impl IntoIterator<Item = impl ToSql + 'static>) {
        self.sql.push(sql.into());
        self.values.extend(values.into_iter().map(|v| Box::new(v) as Box<dyn ToSql>));
    }

    /// One of a list, where the list is not empty.
    pub(crate) fn among(&mut self, column: &str, list: Vec<impl ToSql + 'static>) {
        if !list.is_empty() {
            self.add(format!("{column} IN ({})", vec!["?"; list.len()].join(", ")), list);
        }
    }

    pub(crate) fn maybe(&mut self, sql: &str, value: Option<impl ToSql + 'static>) {
        if let Some(value) = value {
            self.add(sql, [value]);
        }
    }

    /// All of them, as what follows WHERE.
    pub(crate) fn all(&self) -> String {
        if self.sql.is_empty() { "1".to_owned() } else { self.sql.join(" AND ") }
    }

    pub(crate) fn params(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(AsRef::as_ref).collect()
    }
}

/// Whether a place is asked for by its country's code.
pub(crate) fn is_country(place: &str) -> bool {
    place.len() == 3 && place.chars().all(|c| c.is_ascii_uppercase())
}

impl EventFilter {
    /// The conditions on a row `e` of `events`.
    pub(crate) fn conditions(&self) -> Conditions {
        let mut c = Conditions::default();
        c.among("e.type", self.types.clone());
        c.among("e.quad", self.quads.clone());
        c.among("e.status", self.statuses.iter().map(|s| s.name()).collect());
        c.maybe("e.mode = ?", self.mode.clone());
        c.maybe("e.day >= ?", self.since);
        c.maybe("e.day <= ?", self.until);
        c.maybe("e.confidence >= ?", self.confidence);
        c.maybe("e.origin = ?", self.origin.clone());
        c.maybe("e.happening = ?", self.happening);
        c.maybe("e.historical = ?", self.historical);
        match self.count_by {
            CountBy::Reports => {}
            CountBy::Events => c.sql.push("e.copy = 0 AND e.same_as IS NULL".to_owned()),
            CountBy::Happenings => c.sql.push(
                "CASE WHEN e.happening IS NULL THEN e.copy = 0 AND e.same_as IS NULL
                 ELSE EXISTS (SELECT 1 FROM happenings h WHERE h.id = e.happening AND h.first_event = e.id) END"
                    .to_owned(),
            ),
        }
        self.side(&mut c, self.source.as_ref(), Some("source"));
        self.side(&mut c, self.target.as_ref(), Some("target"));
        self.side(&mut c, self.actor.as_ref(), None);
        if let Some(speaker) = &self.speaker {
            let (sql, values) = speaker.actor_condition();
            c.add(format!("e.speaker IN (SELECT a.id FROM actors a WHERE {sql})"), values);
        }
        self.where_and_words(&mut c);
        c
    }

    /// A party on one side; what both sides did to each other it did on either.
    fn side(&self, c: &mut Conditions, party: Option<&Party>, role: Option<&str>) {
        let Some(party) = party else { return };
        let (sql, values) = party.condition();
        let side = role.map_or(String::new(), |r| format!("AND (x.role = '{r}' OR e.reciprocal = 1)"));
        c.add(format!("EXISTS (SELECT 1 FROM event_actors x WHERE x.event = e.id AND {sql} {side})"), values);
    }

    fn where_and_words(&self, c: &mut Conditions) {
        if let Some(place) = &self.place {
            let sql = if is_country(place) {
                "EXISTS (SELECT 1 FROM event_places x WHERE x.event = e.id AND +x.country = ?)"
            } else {
                "EXISTS (SELECT 1 FROM event_places x JOIN places p ON p.id = x.place WHERE x.event = e.id AND p.name = ? COLLATE NOCASE)"
            };
            c.add(sql, [place.clone()]);
        }
        if let Some(text) = &self.text {
            let sql = "EXISTS (SELECT 1 FROM sentences s JOIN sentences_text t ON t.rowid = s.id
                WHERE s.document = e.document AND s.number = e.sentence AND e.number IS NOT NULL AND t.sentences_text MATCH ?)";
            c.add(sql, [text.clone()]);
        }
    }
}
