//! Who said what.

use super::conditions::Conditions;
use super::{Party, Table};
use crate::error::Result;
use rusqlite::Connection;

/// What is asked of statements; everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct StatementFilter {
    /// Who says it.
    pub speaker: Option<Party>,
    /// To whom.
    pub addressee: Option<Party>,
    /// Whom it speaks of.
    pub about: Option<Party>,
    /// How: positive, negative or neutral.
    pub stance: Option<String>,
    /// direct, indirect or mixed.
    pub mode: Option<String>,
    /// First day.
    pub since: Option<i32>,
    /// Last day.
    pub until: Option<i32>,
    /// Words in it.
    pub text: Option<String>,
}

/// Statements, latest first. Columns: those of the view `statement_list`, and whom they speak of with what stance.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn statements(db: &Connection, filter: &StatementFilter, skip: usize, limit: usize) -> Result<Table> {
    let mut c = Conditions::default();
    party(&mut c, filter.speaker.as_ref(), "s.speaker");
    party(&mut c, filter.addressee.as_ref(), "s.addressee");
    if filter.about.is_some() || filter.stance.is_some() {
        let mut inner = Conditions::default();
        party(&mut inner, filter.about.as_ref(), "o.actor");
        inner.maybe("o.stance = ?", filter.stance.clone());
        let all = inner.all();
        c.sql.push(format!("EXISTS (SELECT 1 FROM statement_about o WHERE o.document = s.document AND o.statement = s.number AND {all})"));
        c.values.extend(inner.values);
    }
    c.maybe("s.mode = ?", filter.mode.clone());
    c.maybe("s.day >= ?", filter.since);
    c.maybe("s.day <= ?", filter.until);
    c.maybe("instr(lower(s.text), lower(?)) > 0", filter.text.clone());
    let sql = format!(
        "SELECT d.uid || '.s' || s.number AS name, s.date_start, a.name AS speaker, s.speaker_text, s.cue, s.mode, s.text,
           b.name AS addressee, (SELECT group_concat(p.name || ' (' || o.stance || ')', '; ') FROM statement_about o
             JOIN actors p ON p.id = o.actor WHERE o.document = s.document AND o.statement = s.number) AS about,
           s.via, d.outlet, d.published, d.url
         FROM statements s JOIN documents d ON d.id = s.document LEFT JOIN actors a ON a.id = s.speaker LEFT JOIN actors b ON b.id = s.addressee
         WHERE {} ORDER BY s.day DESC, s.document DESC, s.number LIMIT {limit} OFFSET {skip}",
        c.all()
    );
    Table::answer(db, &sql, c.params().as_slice())
}

/// A column that names an actor is one of a party.
pub(super) fn party(c: &mut Conditions, party: Option<&Party>, column: &str) {
    if let Some(party) = party {
        let (sql, values) = party.actor_condition();
        c.add(format!("{column} IN (SELECT a.id FROM actors a WHERE {sql})"), values);
    }
}
