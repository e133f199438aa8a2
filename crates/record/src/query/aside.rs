//! Events that were set aside because their sentences are not about politics.

use super::Table;
use super::conditions::Conditions;
use crate::error::Result;
use rusqlite::Connection;

/// What is asked of events set aside; everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct AsideFilter {
    /// What the sentence is about: sport, markets and so on.
    pub domain: Option<String>,
    /// PLOVER types.
    pub types: Vec<String>,
    /// First day of publication.
    pub since: Option<i32>,
    /// Last day of publication.
    pub until: Option<i32>,
}

/// The first `limit` events set aside, after leaving out `skip`, in the order in which their articles were stored.
///
/// Columns are those of the view `set_aside_list`.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn set_aside(db: &Connection, filter: &AsideFilter, skip: usize, limit: usize) -> Result<Table> {
    let mut c = Conditions::default();
    c.maybe("a.domain = ?", filter.domain.clone());
    c.among("a.type", filter.types.clone());
    c.maybe("d.published_day >= ?", filter.since);
    c.maybe("d.published_day <= ?", filter.until);
    let sql = format!(
        "SELECT d.uid AS article, a.sentence, d.published, a.domain, a.type, a.trigger, a.rule, d.outlet, d.url,
         (SELECT t.text FROM sentences t WHERE t.document = a.document AND t.number = a.sentence) AS words
         FROM set_aside a JOIN documents d ON d.id = a.document WHERE {} ORDER BY a.document, a.number LIMIT {limit} OFFSET {skip}",
        c.all()
    );
    Table::answer(db, &sql, c.params().as_slice())
}
