//! Near copies of articles: found as articles come, at the same cost for the millionth as for the first.
//!
//! A cluster is a connected set of near copies; its number is that of the article stored first. Nothing is dropped: the events
//! of copies stay, marked, and are counted as reports only.

use super::Batch;
use crate::error::Result;
use crate::many;
use crate::shingles::{self, numbers};
use rusqlite::params;
use std::collections::BTreeSet;

/// Articles of one band that are looked at, the latest first: a form that thousands share would otherwise slow every further one.
const LOOKED_AT: i64 = 64;

impl Batch<'_> {
    /// Put an article into its cluster, joining clusters where it is near to several; whether it is a copy.
    pub(super) fn cluster(&mut self, document: i64, fingerprint: &[u32]) -> Result<bool> {
        let bands = shingles::bands(fingerprint);
        let clusters = self.near_clusters(document, fingerprint, &bands)?;
        let distinct: Vec<i64> = bands.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        many::insert(&self.db, "bands", 2, &distinct, |to, hash| to.row(params![hash, document]))?;
        let Some(&first) = clusters.first() else { return Ok(false) };
        for &other in clusters.iter().skip(1) {
            let sql = "UPDATE documents SET cluster = ?1 WHERE id = ?2 OR (cluster = ?2 AND cluster <> id)";
            self.db.prepare_cached(sql)?.execute(params![first, other])?;
            self.mark(other, true)?;
        }
        self.db.prepare_cached("UPDATE documents SET cluster = ? WHERE id = ?")?.execute(params![first, document])?;
        self.count_copy(document, 1)?;
        Ok(true)
    }

    /// Clusters with an article near to this one, ascending.
    fn near_clusters(&self, document: i64, fingerprint: &[u32], bands: &[i64]) -> Result<BTreeSet<i64>> {
        let mut candidates = BTreeSet::new();
        let mut find = self.db.prepare_cached("SELECT document FROM bands WHERE hash = ? ORDER BY document DESC LIMIT ?")?;
        for hash in bands {
            let rows = find.query_map(params![hash, LOOKED_AT], |r| r.get::<_, i64>(0))?;
            rows.filter_map(|r| r.ok()).filter(|&d| d != document).for_each(|d| {
                candidates.insert(d);
            });
        }
        let mut clusters = BTreeSet::new();
        let mut read = self.db.prepare_cached("SELECT cluster, fingerprint FROM documents WHERE id = ?")?;
        for candidate in candidates {
            let (cluster, other): (i64, Option<Vec<u8>>) = read.query_row([candidate], |r| Ok((r.get(0)?, r.get(1)?)))?;
            if !clusters.contains(&cluster) && shingles::near(fingerprint, &numbers(&other.unwrap_or_default())) {
                clusters.insert(cluster);
            }
        }
        Ok(clusters)
    }

    /// An article leaves its cluster, to be read anew; where it stood for the cluster, the next one does.
    pub(super) fn leave_cluster(&mut self, document: i64) -> Result<()> {
        let own: i64 = self.db.prepare_cached("SELECT cluster FROM documents WHERE id = ?")?.query_row([document], |r| r.get(0))?;
        if own != document {
            return self.count_copy(document, -1);
        }
        let sql = "SELECT min(id) FROM documents WHERE cluster = ?1 AND cluster <> id";
        let next: Option<i64> = self.db.prepare_cached(sql)?.query_row([document], |r| r.get(0))?;
        if let Some(next) = next {
            let sql = "UPDATE documents SET cluster = ?1 WHERE cluster = ?2 AND cluster <> id";
            self.db.prepare_cached(sql)?.execute(params![next, document])?;
            self.mark(next, false)?;
        }
        Ok(())
    }

    /// Mark an article's events as those of a copy or of an original, and count them so.
    fn mark(&mut self, document: i64, copy: bool) -> Result<()> {
        for event in self.stored_events(document)? {
            self.sums.count(&event.fact(), -1);
        }
        self.db.prepare_cached("UPDATE events SET copy = ? WHERE document = ?")?.execute(params![copy, document])?;
        for event in self.stored_events(document)? {
            self.sums.count(&event.fact(), 1);
        }
        self.touch_happenings(document)?;
        self.count_copy(document, if copy { 1 } else { -1 })
    }

    /// Count an article among the copies of its outlet and day, or no more.
    fn count_copy(&mut self, document: i64, sign: i64) -> Result<()> {
        let (origin, outlet, day) = self.carried(document)?;
        self.sums.count_copy(&origin, outlet.as_deref(), day, sign);
        Ok(())
    }
}
