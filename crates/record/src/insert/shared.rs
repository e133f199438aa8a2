//! Rows that many articles share, and the numbers of new rows.

use super::Batch;
use crate::error::Result;
use crate::names;
use crate::rows::{ActorRow, PlaceRow};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Entries kept of each kind; a full table is begun anew.
const CAPACITY: usize = 100_000;

/// Numbers of actors and places by content, so that most need not be looked up.
#[derive(Debug, Default)]
pub(crate) struct Known {
    actors: HashMap<ActorRow, i64>,
    places: HashMap<String, i64>,
    /// Articles behind imported events, by identity.
    documents: HashMap<String, i64>,
    /// Where a place's key is put together.
    key: String,
    /// Whether a batch began and did not end well: then its numbers are void.
    unsettled: bool,
}

impl Known {
    /// A batch begins: forget the numbers of one that failed.
    pub(super) fn unsettle(&mut self) {
        if self.unsettled || self.actors.len() > CAPACITY {
            self.actors.clear();
        }
        if self.unsettled || self.places.len() > CAPACITY {
            self.places.clear();
        }
        if self.unsettled || self.documents.len() > CAPACITY {
            self.documents.clear();
        }
        self.unsettled = true;
    }

    pub(super) fn settle(&mut self) {
        self.unsettled = false;
    }

    /// The article of that identity, where it was met before.
    pub(super) fn document(&self, identity: &str) -> Option<i64> {
        self.documents.get(identity).copied()
    }

    pub(super) fn learn_document(&mut self, identity: &str, id: i64) {
        if !self.documents.contains_key(identity) {
            self.documents.insert(identity.to_owned(), id);
        }
    }
}

/// The numbers the next rows get.
#[derive(Debug)]
pub(super) struct Next {
    document: i64,
    pub(super) sentence: i64,
    pub(super) event: i64,
    actor: i64,
    place: i64,
    happening: i64,
}

fn take(counter: &mut i64) -> i64 {
    *counter += 1;
    *counter
}

impl Next {
    pub(super) fn read(db: &Connection) -> Result<Self> {
        let last = |table: &str| db.query_row(&format!("SELECT coalesce(max(id), 0) FROM {table}"), [], |r| r.get::<_, i64>(0));
        Ok(Self {
            document: last("documents")?,
            sentence: last("sentences")?,
            event: last("events")?,
            actor: last("actors")?,
            place: last("places")?,
            happening: last("happenings")?,
        })
    }

    pub(super) fn document(&mut self) -> i64 {
        take(&mut self.document)
    }

    pub(super) fn sentence(&mut self) -> i64 {
        take(&mut self.sentence)
    }

    pub(super) fn happening(&mut self) -> i64 {
        take(&mut self.happening)
    }

    pub(super) fn event(&mut self) -> i64 {
        take(&mut self.event)
    }
}

impl Batch<'_> {
    /// The number of an actor, who is stored where he is new.
    pub(super) fn actor(&mut self, a: &ActorRow) -> Result<i64> {
        if let Some(&id) = self.known.actors.get(a) {
            return Ok(id);
        }
        let key = names::key(&names::actor_content(a));
        let id = match find(&self.db, "SELECT id FROM actors WHERE key = ?", &key)? {
            Some(id) => id,
            None => {
                let id = take(&mut self.next.actor);
                let values = params![id, key, a.name, a.kind, names::json(&a.codes), names::json(&a.countries)];
                self.db.prepare_cached("INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?)")?.execute(values)?;
                id
            }
        };
        self.known.actors.insert(a.clone(), id);
        Ok(id)
    }

    /// The number of a place, which is stored where it is new.
    pub(super) fn place(&mut self, p: &PlaceRow) -> Result<i64> {
        let mut mark = std::mem::take(&mut self.known.key);
        names::mark_place(p, &mut mark);
        let known = self.known.places.get(&mark).copied();
        let id = match known {
            Some(id) => id,
            None => {
                let id = self.unknown_place(p)?;
                self.known.places.insert(mark.clone(), id);
                id
            }
        };
        self.known.key = mark;
        Ok(id)
    }

    fn unknown_place(&mut self, p: &PlaceRow) -> Result<i64> {
        let key = names::key(&names::place_content(p));
        match find(&self.db, "SELECT id FROM places WHERE key = ?", &key)? {
            Some(id) => Ok(id),
            None => {
                let id = take(&mut self.next.place);
                let values = params![id, key, p.name, p.country, p.admin1, p.admin2, p.lat, p.lon, p.resolution, p.geonames, p.feature_id];
                self.db.prepare_cached("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(values)?;
                Ok(id)
            }
        }
    }
}

fn find(db: &Connection, sql: &str, key: &str) -> Result<Option<i64>> {
    Ok(db.prepare_cached(sql)?.query_row([key], |r| r.get(0)).optional()?)
}
