//! One thing of a record, with the words it was read from.

use super::Table;
use super::table::Cell;
use crate::error::{Error, Result};
use rusqlite::{Connection, OptionalExtension, params};

/// Words of a sentence that stand for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First character in the sentence.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// trigger, source, target, speaker, content, amount or place.
    pub what: String,
}

/// A row and its sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// Names and values, in order.
    pub facts: Vec<(String, Cell)>,
    /// The sentence, where words are kept, and what is marked in it, in order and without overlaps.
    pub sentence: Option<(String, Vec<Mark>)>,
    /// Further rows: the reports of a happening, the events of an article.
    pub rows: Table,
}

/// What an id names: an article (`uid`), an event (`uid.e3`, or `origin:id` of an imported one), a statement (`uid.s1`), an amount
/// (`uid.m2`), a happening (`h12`).
///
/// # Errors
///
/// Where there is no such row.
pub fn show(db: &Connection, id: &str) -> Result<Shown> {
    let missing = || Error::NoSuchId(format!("`{id}`"));
    if let Some(number) = id.strip_prefix('h').and_then(|n| n.parse::<i64>().ok()) {
        return happening(db, number)?.ok_or_else(missing);
    }
    if let Some((origin, foreign)) = id.split_once(':') {
        let sql = "SELECT id FROM events WHERE origin = ? AND foreign_id = ?";
        let event = db.query_row(sql, [origin, foreign], |r| r.get(0)).optional()?;
        return event.map_or_else(|| Err(missing()), |e| self::event(db, e));
    }
    let (uid, part) = id.split_once('.').unwrap_or((id, ""));
    let document: Option<i64> = db.query_row("SELECT id FROM documents WHERE uid = ?", [uid], |r| r.get(0)).optional()?;
    let document = document.ok_or_else(missing)?;
    let number = |p: &str| p.get(1..).and_then(|n| n.parse::<i64>().ok()).ok_or_else(missing);
    match part.as_bytes().first() {
        None => article(db, document),
        Some(b'e') => {
            let sql = "SELECT id FROM events WHERE document = ? AND number = ?";
            let event = db.query_row(sql, [document, number(part)?], |r| r.get(0)).optional()?.ok_or_else(missing)?;
            self::event(db, event)
        }
        Some(b's') => said(db, document, number(part)?)?.ok_or_else(missing),
        Some(b'm') => amount(db, document, number(part)?)?.ok_or_else(missing),
        Some(_) => Err(missing()),
    }
}

/// The first row of a query, as names and values.
fn facts(db: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Option<Vec<(String, Cell)>>> {
    let mut query = db.prepare(sql)?;
    let mut table = Table::of(&query);
    let mut rows = query.query(values)?;
    let Some(row) = rows.next()? else { return Ok(None) };
    table.push(row)?;
    Ok(table.rows.pop().map(|row| table.columns.into_iter().zip(row).collect()))
}

fn rows(db: &Connection, sql: &str, value: i64) -> Result<Table> {
    Table::answer(db, sql, [value])
}

fn event(db: &Connection, id: i64) -> Result<Shown> {
    let sql = "SELECT l.*, e.why, e.cameo, e.contexts, e.same_as, e.mentions, e.sources, e.articles, e.tone, e.extra
        FROM event_list l JOIN events e ON e.id = l.id WHERE l.id = ?";
    let facts = facts(db, sql, [id])?.unwrap_or_default();
    // In the sentence of the event: its trigger, the mentions of its actors, its amounts and places.
    let sql = "SELECT e.trigger_start, e.trigger_end, 'trigger' FROM events e WHERE e.id = ?1 AND e.trigger_start IS NOT NULL
        UNION ALL SELECT m.start, m.\"end\", x.role FROM events e JOIN event_actors x ON x.event = e.id
          JOIN mentions m ON m.document = e.document AND m.actor = x.local AND m.sentence = e.sentence WHERE e.id = ?1
        UNION ALL SELECT m.start, m.\"end\", 'amount' FROM events e JOIN event_amounts x ON x.event = e.id
          JOIN amounts m ON m.document = e.document AND m.number = x.amount AND m.sentence = e.sentence WHERE e.id = ?1
        UNION ALL SELECT p.start, p.\"end\", 'place' FROM event_places p WHERE p.event = ?1 AND p.start IS NOT NULL";
    let at: Option<(i64, i64)> = db
        .query_row("SELECT document, sentence FROM events WHERE id = ? AND number IS NOT NULL", [id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let sentence = match at {
        Some((document, number)) => marked(db, document, number, sql, params![id])?,
        None => None,
    };
    Ok(Shown { facts, sentence, rows: Table::default() })
}

fn said(db: &Connection, document: i64, number: i64) -> Result<Option<Shown>> {
    let sql = "SELECT l.* FROM statement_list l JOIN documents d ON d.id = ?1 WHERE l.name = d.uid || '.s' || ?2";
    let Some(facts) = facts(db, sql, [document, number])? else { return Ok(None) };
    let sentence: i64 =
        db.query_row("SELECT sentence FROM statements WHERE document = ? AND number = ?", [document, number], |r| r.get(0))?;
    let sql = "SELECT start, \"end\", 'content' FROM statements WHERE document = ?1 AND number = ?2
        UNION ALL SELECT m.start, m.\"end\", 'speaker' FROM statements s JOIN mentions m ON m.document = s.document AND m.actor = s.speaker_local
          AND m.sentence = s.sentence WHERE s.document = ?1 AND s.number = ?2";
    let sentence = marked(db, document, sentence, sql, params![document, number])?;
    Ok(Some(Shown { facts, sentence, rows: Table::default() }))
}

fn amount(db: &Connection, document: i64, number: i64) -> Result<Option<Shown>> {
    let sql = "SELECT l.* FROM amount_list l JOIN documents d ON d.id = ?1 WHERE l.name = d.uid || '.m' || ?2";
    let Some(facts) = facts(db, sql, [document, number])? else { return Ok(None) };
    let sentence: i64 = db.query_row("SELECT sentence FROM amounts WHERE document = ? AND number = ?", [document, number], |r| r.get(0))?;
    let sql = "SELECT start, \"end\", 'amount' FROM amounts WHERE document = ? AND number = ?";
    let sentence = marked(db, document, sentence, sql, params![document, number])?;
    Ok(Some(Shown { facts, sentence, rows: Table::default() }))
}

fn happening(db: &Connection, number: i64) -> Result<Option<Shown>> {
    let Some(facts) = facts(db, "SELECT * FROM happenings WHERE id = ?", [number])? else { return Ok(None) };
    let sql = "SELECT name, outlet, published, source, target, status, sentence FROM event_list WHERE happening = ? ORDER BY id";
    Ok(Some(Shown { facts, sentence: None, rows: rows(db, sql, number)? }))
}

fn article(db: &Connection, document: i64) -> Result<Shown> {
    let sql = "SELECT d.uid, d.title, d.outlet, d.authors, d.url, d.published, d.language, d.words, c.uid AS near_copy_of, r.lexicon, r.model, r.started AS read
        FROM documents d JOIN runs r ON r.id = d.run LEFT JOIN documents c ON c.id = d.cluster AND c.id <> d.id WHERE d.id = ?";
    let facts = facts(db, sql, [document])?.unwrap_or_default();
    let sql = "SELECT l.name, l.date_start, l.source, l.type, l.target, l.status, l.speaker, l.sentence
        FROM events e JOIN event_list l ON l.id = e.id WHERE e.document = ? ORDER BY e.id";
    Ok(Shown { facts, sentence: None, rows: rows(db, sql, document)? })
}

/// A sentence with marks: rows of start, end and what, in characters of the article.
fn marked(db: &Connection, document: i64, number: i64, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Option<(String, Vec<Mark>)>> {
    let sentence = "SELECT start, text FROM sentences WHERE document = ? AND number = ? AND text IS NOT NULL";
    let found: Option<(i64, String)> = db.query_row(sentence, [document, number], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    let Some((from, text)) = found else { return Ok(None) };
    let length = text.chars().count() as i64;
    let mut query = db.prepare(sql)?;
    let spans: Vec<(i64, i64, String)> =
        query.query_map(values, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
    let inside = spans.into_iter().filter(|(s, e, _)| *s >= from && *s < *e && *s - from < length);
    let marks = inside.map(|(s, e, what)| Mark { start: (s - from) as usize, end: (e - from).min(length) as usize, what }).collect();
    Ok(Some((text, apart(marks))))
}

/// Of marks that overlap the earlier stays, of those that begin together the trigger, then the longer.
fn apart(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|m| (m.start, m.what != "trigger", std::cmp::Reverse(m.end)));
    let mut kept: Vec<Mark> = Vec::new();
    for mark in marks {
        if kept.last().is_none_or(|k| k.end <= mark.start) {
            kept.push(mark);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_overlap() {
        let mark = |start, end, what: &str| Mark { start, end, what: what.to_owned() };
        let marks = vec![mark(0, 5, "source"), mark(6, 9, "trigger"), mark(6, 20, "content"), mark(0, 3, "source")];
        assert_eq!(apart(marks), [mark(0, 5, "source"), mark(6, 9, "trigger")]);
    }
}
