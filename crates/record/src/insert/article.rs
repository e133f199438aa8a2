//! A whole article, table by table.

use super::Batch;
use super::event::{Place, cast, day, fact};
use super::happenings::Belongs;
use crate::calendar::day_of;
use crate::error::Result;
use crate::many;
use crate::names;
use crate::rows::{ArticleRows, DocumentRow, SentenceRow, StatementRow, WhenRow};
use crate::shingles::blob;
use rusqlite::params;
use std::collections::BTreeSet;

/// Whose coding articles read here are.
const ORIGIN: &str = "chancery";

/// The columns of an article, in the order in which its values are given.
pub(super) const DOCUMENTS: &str = "documents (id, uid, origin, identity, external_id, title, outlet, authors, url, published,
    published_day, language, sha256, characters, words, has_text, fingerprint, cluster, run, domain)";

/// A corrected article keeps its number, for its earlier versions point there.
const REPLACE: &str = " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, external_id = excluded.external_id, title = excluded.title,
    outlet = excluded.outlet, authors = excluded.authors, url = excluded.url, published = excluded.published,
    published_day = excluded.published_day, language = excluded.language, sha256 = excluded.sha256,
    characters = excluded.characters, words = excluded.words, has_text = excluded.has_text, fingerprint = excluded.fingerprint,
    cluster = excluded.cluster, run = excluded.run, domain = excluded.domain";

/// Rows with their numbers, counted from `first`.
fn numbered_from<R>(first: u32, rows: &[R]) -> Vec<(u32, &R)> {
    (first..).zip(rows).collect()
}

impl Batch<'_> {
    /// Store an article under a number that is free.
    pub(super) fn insert_article(&mut self, document: i64, run: i64, rows: &ArticleRows) -> Result<()> {
        self.insert_document(document, run, &rows.document, &rows.fingerprint)?;
        let copy = self.cluster(document, &rows.fingerprint)?;
        self.insert_sentences(document, rows)?;
        let cast = self.insert_cast(document, rows)?;
        self.insert_statements(document, rows, &cast)?;
        self.insert_amounts(document, rows, &cast)?;
        self.insert_dates(document, rows)?;
        self.insert_toponyms(document, rows)?;
        self.insert_set_aside(document, rows)?;
        self.insert_events(document, run, rows, &cast, copy)
    }

    fn insert_document(&mut self, id: i64, run: i64, d: &DocumentRow, fingerprint: &[u32]) -> Result<()> {
        let day = d.published.as_deref().and_then(day_of);
        let uid = self.free_uid(id, &d.uid)?;
        self.db.prepare_cached(&["INSERT INTO ", DOCUMENTS, REPLACE].concat())?.execute(params![
            id,
            uid,
            ORIGIN,
            d.identity,
            d.external_id,
            d.title,
            d.outlet,
            names::json(&d.authors),
            d.url,
            d.published,
            day,
            d.language,
            d.sha256,
            d.characters,
            d.words,
            d.has_text,
            blob(fingerprint),
            id,
            run,
            d.domain,
        ])?;
        self.db.prepare_cached("UPDATE versions SET current = 0 WHERE document = ?")?.execute([id])?;
        let sql = "INSERT INTO versions VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET current = 1, run = excluded.run";
        self.db.prepare_cached(sql)?.execute(params![id, d.uid, run])?;
        self.sums.count_outlet(ORIGIN, d.outlet.as_deref(), day, 1);
        self.fresh.insert(id);
        Ok(())
    }

    /// The id of a version, with a number after it where another article (of another outlet, say) has the very same words.
    pub(super) fn free_uid(&self, document: i64, uid: &str) -> Result<String> {
        let mut taken = self.db.prepare_cached("SELECT 1 FROM documents WHERE uid = ? AND id <> ?")?;
        let mut free = uid.to_owned();
        let mut number = 1;
        while taken.exists(params![free, document])? {
            number += 1;
            free = format!("{uid}~{number}");
        }
        Ok(free)
    }

    fn insert_sentences(&mut self, document: i64, rows: &ArticleRows) -> Result<()> {
        let numbered: Vec<(i64, u32, &SentenceRow)> = (0_u32..).zip(&rows.sentences).map(|(n, s)| (self.next.sentence(), n, s)).collect();
        many::insert(&self.db, "sentences", 9, &numbered, |to, (id, number, s)| {
            to.row(params![id, document, number, s.words.start, s.words.end, s.part, s.hash, s.words.text, s.domain])
        })?;
        let with_text: Vec<(i64, &str)> = numbered.iter().filter_map(|(id, _, s)| Some((*id, s.words.text.as_deref()?))).collect();
        many::insert(&self.db, "sentences_text (rowid, text)", 2, &with_text, |to, (id, text)| to.row(params![id, text]))?;
        many::insert(&self.db, "removed", 5, &numbered_from(0, &rows.removed), |to, (number, r)| {
            to.row(params![document, number, r.why, r.characters, r.text])
        })
    }

    /// Actors and mentions; gives the actors' numbers in the record.
    fn insert_cast(&mut self, document: i64, rows: &ArticleRows) -> Result<Vec<i64>> {
        let cast: Vec<i64> = rows.actors.iter().map(|a| self.actor(&a.actor)).collect::<Result<_>>()?;
        many::insert(&self.db, "document_actors", 7, &numbered_from(1, &rows.actors), |to, (number, a)| {
            let actor = cast[*number as usize - 1];
            to.row(params![document, number, actor, names::json(&a.aliases), a.role, a.as_of, a.resolved_by])
        })?;
        many::insert(&self.db, "mentions", 9, &numbered_from(0, &rows.mentions), |to, (number, m)| {
            to.row(params![document, number, m.actor, m.sentence, m.words.start, m.words.end, m.form, m.rule, m.words.text])
        })?;
        Ok(cast)
    }

    fn insert_statements(&mut self, document: i64, rows: &ArticleRows, actors: &[i64]) -> Result<()> {
        for (number, s) in (1_u32..).zip(&rows.statements) {
            self.insert_statement(document, number, s, actors)?;
            for (order, (local, stance)) in (0_u32..).zip(&s.about) {
                let Some(actor) = cast(actors, Some(*local)) else { continue };
                let values = params![document, number, order, actor, local, stance];
                self.db.prepare_cached("INSERT INTO statement_about VALUES (?, ?, ?, ?, ?, ?)")?.execute(values)?;
            }
        }
        Ok(())
    }

    fn insert_statement(&mut self, document: i64, number: u32, s: &StatementRow, actors: &[i64]) -> Result<()> {
        let date = s.date.as_ref();
        let text = |pick: fn(&WhenRow) -> &str| date.map(pick);
        let sql = "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.db.prepare_cached(sql)?.execute(params![
            document,
            number,
            s.sentence,
            cast(actors, s.speaker),
            s.speaker,
            s.speaker_text,
            s.cue,
            s.mode,
            s.content.start,
            s.content.end,
            s.content.text,
            cast(actors, s.addressee),
            s.addressee,
            s.via,
            date.and_then(|d| day_of(&d.start)),
            text(|d| &d.start),
            text(|d| &d.end),
            text(|d| &d.precision),
            date.and_then(|d| d.text.as_deref()),
        ])?;
        Ok(())
    }

    fn insert_amounts(&mut self, document: i64, rows: &ArticleRows, actors: &[i64]) -> Result<()> {
        for (number, m) in (1_u32..).zip(&rows.amounts) {
            let sql = "INSERT INTO amounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let (giver, receiver) = (cast(actors, m.giver), cast(actors, m.receiver));
            let (count, of) = (m.count.as_ref().map(|c| c.0), m.count.as_ref().map(|c| &c.1));
            self.db.prepare_cached(sql)?.execute(params![
                document,
                number,
                m.sentence,
                m.words.start,
                m.words.end,
                m.words.text,
                m.value,
                m.upper,
                m.currency,
                m.unit,
                m.approximate,
                m.role,
                giver,
                m.giver,
                receiver,
                m.receiver,
                count,
                of,
            ])?;
            for (order, (value, currency)) in (0_u32..).zip(&m.equivalents) {
                let values = params![document, number, order, value, currency];
                self.db.prepare_cached("INSERT INTO amount_equivalents VALUES (?, ?, ?, ?, ?)")?.execute(values)?;
            }
        }
        Ok(())
    }

    fn insert_dates(&mut self, document: i64, rows: &ArticleRows) -> Result<()> {
        many::insert(&self.db, "dates", 9, &numbered_from(0, &rows.dates), |to, (number, d)| {
            to.row(params![document, number, d.sentence, d.words.start, d.words.end, d.words.text, d.start, d.end, d.precision])
        })
    }

    fn insert_toponyms(&mut self, document: i64, rows: &ArticleRows) -> Result<()> {
        let places: Vec<i64> = rows.toponyms.iter().map(|t| self.place(&t.place)).collect::<Result<_>>()?;
        many::insert(&self.db, "toponyms", 7, &numbered_from(0, &rows.toponyms), |to, (number, t)| {
            to.row(params![document, number, t.sentence, t.words.start, t.words.end, t.words.text, places[*number as usize]])
        })
    }

    fn insert_set_aside(&mut self, document: i64, rows: &ArticleRows) -> Result<()> {
        many::insert(&self.db, "set_aside", 9, &numbered_from(0, &rows.set_aside), |to, (number, a)| {
            let words = &a.trigger;
            to.row(params![document, number, a.sentence, a.domain, a.event_type, words.start, words.end, words.text, a.rule])
        })
    }

    fn insert_events(&mut self, document: i64, run: i64, rows: &ArticleRows, cast: &[i64], copy: bool) -> Result<()> {
        let mut cells = BTreeSet::new();
        let mut stored: Vec<Option<Belongs>> = Vec::with_capacity(rows.events.len());
        for (number, e) in (1_u32..).zip(&rows.events) {
            let id = self.next.event();
            let repeated = e.same_as.and_then(|n| stored.get((n as usize).checked_sub(1)?).copied()).flatten();
            let happening = self.happening(id, e, repeated)?;
            let (document, number) = (Some(document), Some(number));
            let at = Place { id, run, origin: ORIGIN, document, number, foreign_id: None, cast, copy, happening, day: day(e) };
            cells.extend(self.sums.count(&fact(&at, e), 1));
            // One at a time: a further event of the article may be a report of the same happening, and is compared with this one.
            self.insert_event_rows(&[(at, e)])?;
            stored.push(happening);
        }
        self.sums.count_article(&cells, 1);
        Ok(())
    }
}
