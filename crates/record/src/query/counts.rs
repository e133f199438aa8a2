//! Counts of events from the summaries: at once, however many events there are.

use super::conditions::Conditions;
use super::{CountBy, EventFilter, Party, Table};
use crate::calendar::{iso_of, month_of};
use crate::error::{Error, Result};
use rusqlite::Connection;

/// By what counts are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Axis {
    Source,
    Target,
    Type,
    Quad,
    Origin,
    Day,
    Month,
    Year,
}

impl Axis {
    fn sql(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Type => "type",
            Self::Quad => {
                "CASE WHEN type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') THEN 1 WHEN type IN ('COOPERATE', 'AID', 'RETREAT') THEN 2
                WHEN type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 3
                WHEN type IN ('PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT') THEN 4
                ELSE (SELECT e.quad FROM events e WHERE e.type = d.type LIMIT 1) END"
            }
            Self::Origin => "origin",
            Self::Day => "date(day * 86400, 'unixepoch')",
            Self::Month => "month",
            Self::Year => "substr(month, 1, 4)",
        }
    }

    fn name(self) -> &'static str {
        ["source", "target", "type", "quad", "origin", "day", "month", "year"][self as usize]
    }
}

/// Counts of events between countries, parted by `axes`.
///
/// Of a filter, countries of source and target (or actor: on either side), types, origin, dates and statuses can be asked for; of
/// statuses, what happened (the default) or what did not. An event between groups counts for each pair of their members.
///
/// # Errors
///
/// Where the filter asks for what the summaries do not hold.
pub fn counts(db: &Connection, filter: &EventFilter, axes: &[Axis]) -> Result<Table> {
    if let Some(what) = beyond(filter) {
        return Err(Error::Query {
            why: format!("counts are kept by country, type, date, origin and whether it happened, not by {what}"),
            near: Vec::new(),
        });
    }
    let kept = Kept::for_question(filter, axes);
    let mut c = Conditions::default();
    side(&mut c, filter.source.as_ref(), "source");
    side(&mut c, filter.target.as_ref(), "target");
    if let Some(Party::Countries(list)) = &filter.actor {
        let marks = vec!["?"; list.len()].join(", ");
        c.add(format!("(source IN ({marks}) OR target IN ({marks}))"), list.iter().chain(list).cloned().collect::<Vec<_>>());
    }
    c.among("type", filter.types.clone());
    c.maybe("origin = ?", filter.origin.clone());
    if kept == Kept::Days {
        c.maybe("day >= ?", filter.since);
        c.maybe("day <= ?", filter.until);
    } else {
        c.maybe("month >= ?", filter.since.map(month_of));
        c.maybe("month <= ?", filter.until.map(month_of));
    }
    c.sql.push(format!("happened = {}", i32::from(filter.statuses.first().is_none_or(|s| s.happened()))));
    answer(db, &c, kept, axes, filter.count_by)
}

/// Where counts are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Days,
    Months,
    /// By month, types together.
    Totals,
}

impl Kept {
    /// The smallest table that has the answer.
    fn for_question(filter: &EventFilter, axes: &[Axis]) -> Self {
        let begins = |day: i32| iso_of(day).ends_with("-01");
        let whole = filter.since.is_none_or(begins) && filter.until.is_none_or(|day| begins(day + 1));
        if axes.contains(&Axis::Day) || !whole {
            Self::Days
        } else if filter.types.is_empty() && !axes.contains(&Axis::Type) && !axes.contains(&Axis::Quad) {
            Self::Totals
        } else {
            Self::Months
        }
    }

    fn sql(self) -> &'static str {
        match self {
            Self::Days => "(SELECT *, strftime('%Y-%m', day * 86400, 'unixepoch') AS month FROM dyad_days) d",
            Self::Months => "dyad_months d",
            Self::Totals => "dyad_month_totals d",
        }
    }
}

fn answer(db: &Connection, c: &Conditions, kept: Kept, axes: &[Axis], count_by: CountBy) -> Result<Table> {
    let from = kept.sql();
    let columns: String = axes.iter().map(|a| format!("{} AS \"{}\", ", a.sql(), a.name())).collect();
    let group: Vec<String> = (1..=axes.len()).map(|n| n.to_string()).collect();
    let group = if group.is_empty() { String::new() } else { format!("GROUP BY {0} ORDER BY {0}", group.join(", ")) };
    let count = count_by.name();
    let sql = format!(
        "SELECT {columns}sum({count}) AS {count}, sum(articles) AS articles, round(sum(goldstein), 4) AS goldstein FROM {from} WHERE {} {group}",
        c.all()
    );
    Table::answer(db, &sql, c.params().as_slice())
}

fn side(c: &mut Conditions, party: Option<&Party>, column: &str) {
    if let Some(Party::Countries(list)) = party {
        c.among(column, list.clone());
    }
}

/// The first thing a filter asks for that the summaries do not hold.
fn beyond(f: &EventFilter) -> Option<&'static str> {
    let parties = [&f.source, &f.target, &f.actor];
    let mixed = f.statuses.iter().any(|s| s.happened()) && f.statuses.iter().any(|s| !s.happened());
    let part =
        f.statuses.iter().filter(|s| s.happened()).count() == 1 || (1..4).contains(&f.statuses.iter().filter(|s| !s.happened()).count());
    [
        (parties.iter().any(|p| matches!(p, Some(Party::Code(_) | Party::Actors(_)))), "single actors (give countries)"),
        (f.speaker.is_some(), "speaker"),
        (f.mode.is_some(), "mode"),
        (f.place.is_some(), "place"),
        (f.text.is_some(), "words"),
        (f.confidence.is_some(), "confidence"),
        (f.happening.is_some(), "happening"),
        (f.historical.is_some(), "whether it is recalled"),
        (!f.quads.is_empty(), "quad (give types, or part the counts by quad)"),
        (mixed || part, "single statuses (give occurred,ongoing or planned,requested,hypothetical,denied)"),
    ]
    .into_iter()
    .find_map(|(asked, what)| asked.then_some(what))
}
