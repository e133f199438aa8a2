//! Statements: how they speak of somebody, and what they say is to come.

use super::{Days, strings};
use chancery_ties::Day;
use chancery_ties::suppositions::Remark;
use rusqlite::{Connection, Result, params};

const STANCES: &str = "SELECT coalesce(st.day, d.published_day), sa.stance, sp.countries, ab.countries
    FROM statement_about sa JOIN statements st ON st.document = sa.document AND st.number = sa.statement
    JOIN documents d ON d.id = st.document JOIN actors sp ON sp.id = st.speaker JOIN actors ab ON ab.id = sa.actor
    WHERE coalesce(st.day, d.published_day) BETWEEN ?1 AND ?2 AND d.cluster = d.id";

/// Day and stance of every statement by one of `speakers` on one of `about` (codes); reprints are left out.
pub fn stances(db: &Connection, days: Days, speakers: &[String], about: &[String]) -> Result<Vec<(Day, i8)>> {
    let mut find = db.prepare(STANCES)?;
    let mut rows = find.query(params![days.from, days.to])?;
    let among = |json: &str, codes: &[String]| strings(json).iter().any(|c| codes.contains(c));
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        if among(row.get_ref(2)?.as_str()?, speakers) && among(row.get_ref(3)?.as_str()?, about) {
            let stance = match row.get_ref(1)?.as_str()? {
                "positive" => 1,
                "negative" => -1,
                _ => 0,
            };
            out.push((row.get(0)?, stance));
        }
    }
    Ok(out)
}

const WITHOUT_EVENTS: &str = "SELECT st.document, coalesce(d.published_day, st.day), coalesce(sp.name, st.speaker_text), d.outlet, st.text
    FROM statements st JOIN documents d ON d.id = st.document LEFT JOIN actors sp ON sp.id = st.speaker
    WHERE st.text IS NOT NULL AND d.cluster = d.id AND coalesce(d.published_day, st.day) <= ?1
        AND NOT EXISTS (SELECT 1 FROM events e WHERE e.document = st.document AND e.statement = st.number)
    ORDER BY st.document, st.number";

/// Statements known by a day in which no event was found.
pub fn remarks(db: &Connection, as_of: Day) -> Result<Vec<Remark>> {
    let mut find = db.prepare(WITHOUT_EVENTS)?;
    let rows = find.query_map([as_of], |r| {
        Ok(Remark { article: r.get(0)?, voiced: r.get(1)?, speaker: r.get(2)?, outlet: r.get(3)?, text: r.get(4)? })
    })?;
    rows.collect()
}
