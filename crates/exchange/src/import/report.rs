//! Every row accounted for.

use super::Chunk;
use std::collections::BTreeMap;
use std::fmt;

/// Places named for each reason; the `rejected` table has them all.
const SHOWN: usize = 5;

/// What became of the rows of an import. `rows = stored + known + replaced + skipped`, always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files read; each file in an archive is one.
    pub files: u64,
    /// Rows read; header lines and blank lines are none.
    pub rows: u64,
    /// Stored as new events.
    pub stored: u64,
    /// Left alone: an event of the same id was stored before.
    pub known: u64,
    /// Stored in the place of an earlier row of the same id.
    pub replaced: u64,
    /// Not stored, by reason.
    pub skipped: BTreeMap<String, Skipped>,
    /// Stored after a repair, by kind; a row may need several.
    pub repaired: BTreeMap<&'static str, u64>,
    /// Streams that broke off: damaged or truncated files. What came before is stored.
    pub broken: Vec<String>,
}

/// Rows skipped for one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many.
    pub rows: u64,
    /// Where the first of them stand: file and line.
    pub first: Vec<String>,
}

impl Report {
    /// Count a row that is not stored.
    pub(super) fn skip(&mut self, at: &str, reason: &str) {
        let entry = self.skipped.entry(reason.to_owned()).or_default();
        entry.rows += 1;
        if entry.first.len() < SHOWN {
            entry.first.push(at.to_owned());
        }
    }

    /// Count rows that are read and not stored anywhere.
    pub(super) fn count(&mut self, chunk: Chunk) {
        self.files += u64::from(chunk.new_file);
        self.rows += (chunk.rows.len() + chunk.skips.len()) as u64;
        self.stored += chunk.rows.len() as u64;
        chunk.skips.iter().for_each(|(line, skip)| self.skip(&format!("{}:{line}", chunk.name), &skip.0));
        self.finish(chunk.repaired, chunk.broken);
    }

    /// Take over what was repaired in a chunk, and how its file broke off.
    pub(super) fn finish(&mut self, repaired: Vec<(&'static str, u64)>, broken: Option<String>) {
        repaired.into_iter().for_each(|(kind, count)| *self.repaired.entry(kind).or_default() += count);
        self.broken.extend(broken);
    }

    /// How many rows were not stored.
    #[must_use]
    pub fn skipped_rows(&self) -> u64 {
        self.skipped.values().map(|s| s.rows).sum()
    }

    /// Whether every row is accounted for.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.rows == self.stored + self.known + self.replaced + self.skipped_rows()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (files, rows) = (self.files, self.rows);
        writeln!(
            f,
            "{rows} rows read from {files} files: {} stored, {} known before, {} replaced, {} skipped",
            self.stored,
            self.known,
            self.replaced,
            self.skipped_rows()
        )?;
        for (kind, rows) in &self.repaired {
            writeln!(f, "  repaired {rows:>9}  {kind}")?;
        }
        for (reason, skipped) in &self.skipped {
            let more = if skipped.rows > skipped.first.len() as u64 { ", …" } else { "" };
            writeln!(f, "  skipped  {:>9}  {reason} ({}{more})", skipped.rows, skipped.first.join(", "))?;
        }
        for why in &self.broken {
            writeln!(f, "  broken off: {why}")?;
        }
        Ok(())
    }
}

/// Repairs of one stretch of rows, by kind.
#[derive(Debug, Default)]
pub struct Repairs(Vec<(&'static str, u64)>);

impl Repairs {
    /// Count a repair.
    pub fn note(&mut self, kind: &'static str) {
        match self.0.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, count)) => *count += 1,
            None => self.0.push((kind, 1)),
        }
    }

    /// Take what was counted.
    pub(super) fn take(&mut self) -> Vec<(&'static str, u64)> {
        std::mem::take(&mut self.0)
    }
}
