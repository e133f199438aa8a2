//! A whole article, table by table.

use super::Batch;
use super::event::{Place, cast, fact};
use super::happenings::Belongs;
use crate::calendar::day_of;
use crate::error::Result;
use crate::names;
use crate::rows::{ArticleRows, DocumentRow, StatementRow, WhenRow};
use crate::shingles::blob;
use rusqlite::params;
use std::collections::BTreeSet;

/// Whose coding articles read here are.
const ORIGIN: &str = "chancery";

/// A corrected article keeps its number, for its earlier versions point there.
const DOCUMENT: &str = "INSERT INTO documents (id, uid, origin, identity, external_id, title, outlet, authors, url, published,
    published_day, language, sha256, characters, words, has_text, fingerprint, cluster, run)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, external_id = excluded.external_id, title = excluded.title,
    outlet = excluded.outlet, authors = excluded.authors, url = excluded.url, published = excluded.published,
    published_day = excluded.published_day, language = excluded.language, sha256 = excluded.sha256,
    characters = excluded.characters, words = excluded.words, has_text = excluded.has_text, fingerprint = excluded.fingerprint,
    cluster = excluded.cluster, run = excluded.run";

impl Batch<'_> {
    /// Store an article under a number that is free.
    pub(super) fn insert_article(&mut self, document: i64, run: i64, rows: &ArticleRows) -> Result<()> {
        self.insert_document(document, run, ORIGIN, &rows.document, &rows.fingerprint)?;
        let copy = self.cluster(document, &rows.fingerprint)?;
        self.insert_sentences(document, rows)?;
        let cast = self.insert_cast(document, rows)?;
        self.insert_statements(document, rows, &cast)?;
        self.insert_amounts(document, rows, &cast)?;
        self.insert_dates(document, rows)?;
        self.insert_toponyms(document, rows)?;
        self.insert_events(document, run, rows, &cast, copy)
    }

    pub(super) fn insert_document(&mut self, id: i64, run: i64, origin: &str, d: &DocumentRow, fingerprint: &[u32]) -> Result<()> {
        let day = d.published.as_deref().and_then(day_of);
        let uid = self.free_uid(id, &d.uid)?;
        self.db.prepare_cached(DOCUMENT)?.execute(params![
            id,
            uid,
            origin,
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
        ])?;
        self.db.prepare_cached("UPDATE versions SET current = 0 WHERE document = ?")?.execute([id])?;
        let sql = "INSERT INTO versions VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET current = 1, run = excluded.run";
        self.db.prepare_cached(sql)?.execute(params![id, d.uid, run])?;
        self.sums.count_outlet(origin, d.outlet.as_deref(), day, 1);
        self.fresh.insert(id);
        Ok(())
    }

    /// The id of a version, with a number after it where another article (of another outlet, say) has the very same words.
    fn free_uid(&self, document: i64, uid: &str) -> Result<String> {
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
        for (number, s) in (0_u32..).zip(&rows.sentences) {
            let id = self.next.sentence();
            let values = params![id, document, number, s.words.start, s.words.end, s.part, s.hash, s.words.text];
            self.db.prepare_cached("INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute(values)?;
            if let Some(text) = &s.words.text {
                self.db.prepare_cached("INSERT INTO sentences_text (rowid, text) VALUES (?, ?)")?.execute(params![id, text])?;
            }
        }
        for (number, r) in (0_u32..).zip(&rows.removed) {
            let values = params![document, number, r.why, r.characters, r.text];
            self.db.prepare_cached("INSERT INTO removed VALUES (?, ?, ?, ?, ?)")?.execute(values)?;
        }
        Ok(())
    }

    /// Actors and mentions; gives the actors' numbers in the record.
    fn insert_cast(&mut self, document: i64, rows: &ArticleRows) -> Result<Vec<i64>> {
        let mut cast = Vec::with_capacity(rows.actors.len());
        for (number, a) in (1_u32..).zip(&rows.actors) {
            let actor = self.actor(&a.actor)?;
            let values = params![document, number, actor, names::json(&a.aliases), a.role, a.as_of, a.resolved_by];
            self.db.prepare_cached("INSERT INTO document_actors VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(values)?;
            cast.push(actor);
        }
        for (number, m) in (0_u32..).zip(&rows.mentions) {
            let values = params![document, number, m.actor, m.sentence, m.words.start, m.words.end, m.form, m.rule, m.words.text];
            self.db.prepare_cached("INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(values)?;
        }
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
        for (number, d) in (0_u32..).zip(&rows.dates) {
            let values = params![document, number, d.sentence, d.words.start, d.words.end, d.words.text, d.start, d.end, d.precision];
            self.db.prepare_cached("INSERT INTO dates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(values)?;
        }
        Ok(())
    }

    fn insert_toponyms(&mut self, document: i64, rows: &ArticleRows) -> Result<()> {
        for (number, t) in (0_u32..).zip(&rows.toponyms) {
            let place = self.place(&t.place)?;
            let values = params![document, number, t.sentence, t.words.start, t.words.end, t.words.text, place];
            self.db.prepare_cached("INSERT INTO toponyms VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(values)?;
        }
        Ok(())
    }

    fn insert_events(&mut self, document: i64, run: i64, rows: &ArticleRows, cast: &[i64], copy: bool) -> Result<()> {
        let mut cells = BTreeSet::new();
        let mut stored: Vec<Option<Belongs>> = Vec::with_capacity(rows.events.len());
        for (number, e) in (1_u32..).zip(&rows.events) {
            let id = self.next.event();
            let repeated = e.same_as.and_then(|n| stored.get((n as usize).checked_sub(1)?).copied()).flatten();
            let happening = self.happening(id, e, repeated)?;
            let (document, number) = (Some(document), Some(number));
            let at = Place { id, run, origin: ORIGIN, document, number, foreign_id: None, cast, copy, happening };
            self.insert_event(&at, e)?;
            cells.append(&mut self.sums.count(&fact(&at, e), 1));
            stored.push(happening);
        }
        self.sums.count_article(&cells, 1);
        Ok(())
    }
}
