//! Opening a record.

use crate::error::{Error, Result};
use crate::insert::{Batch, Known};
use crate::schema::{self, APPLICATION, VERSION};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A record: one SQLite file.
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Connection,
    path: PathBuf,
    known: Known,
}

/// What is known of a run when it begins.
#[derive(Debug, Clone, Default)]
pub struct RunInfo {
    /// Whose coding: `chancery` or the name of a foreign source.
    pub origin: String,
    /// When it began, ISO 8601, UTC: the caller's clock.
    pub started: String,
    /// Version of the program.
    pub program: String,
    /// Version of the lexicon.
    pub lexicon: Option<String>,
    /// Version of the model.
    pub model: Option<String>,
    /// What was asked for.
    pub command: String,
}

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(60);

impl Store {
    /// Open the record at `path` for writing; make it where there is none, bring it up to date where it is older.
    ///
    /// # Errors
    ///
    /// Where the file is of another kind or newer than this program, or cannot be written.
    pub fn create(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags).map_err(|e| cannot_open(e, path))?;
        db.busy_timeout(PATIENCE)?;
        let version = version(&db, path)?;
        if db.is_readonly(rusqlite::MAIN_DB)? {
            return Err(Error::ReadOnly);
        }
        tune(&db)?;
        if version < VERSION {
            schema::migrate(&mut db, version)?;
        }
        Ok(Self { db, path: path.to_owned(), known: Known::default() })
    }

    /// Open the record at `path` for reading only.
    ///
    /// # Errors
    ///
    /// Where there is no record, or one of another version.
    pub fn open(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        let db = read_only(path)?;
        let found = version(&db, path)?;
        if found < VERSION {
            return Err(Error::Older { path: path.to_owned(), found, known: VERSION });
        }
        Ok(Self { db, path: path.to_owned(), known: Known::default() })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for questions in SQL.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.db
    }

    /// Write down that a run begins; its number.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn begin_run(&self, run: &RunInfo) -> Result<i64> {
        self.db.execute(
            "INSERT INTO runs (origin, started, program, lexicon, model, command) VALUES (?, ?, ?, ?, ?, ?)",
            params![run.origin, run.started, run.program, run.lexicon, run.model, run.command],
        )?;
        Ok(self.db.last_insert_rowid())
    }

    /// Write down when a run ended.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn finish_run(&self, run: i64, finished: &str) -> Result<()> {
        self.db.execute("UPDATE runs SET finished = ? WHERE id = ?", params![finished, run])?;
        Ok(())
    }

    /// Which articles, given by identity and id, are still to be read: one is where it was never stored in this version, or where
    /// `recode` names a run whose lexicon or model differs from that of the run which read it last. All are looked up at one moment.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn wanted(&self, articles: &[(String, String)], recode: Option<i64>) -> Result<Vec<bool>> {
        let moment = self.db.unchecked_transaction()?;
        let wanted = |(identity, uid): &(String, String)| {
            let standing = crate::insert::standing(&moment, identity, uid, recode)?;
            Ok(standing != crate::insert::Standing::Done)
        };
        articles.iter().map(wanted).collect()
    }

    /// Begin to write: everything until [`Batch::commit`] is stored, or nothing.
    ///
    /// # Errors
    ///
    /// Where another program keeps writing for more than a minute, or the file cannot be written.
    pub fn batch(&mut self) -> Result<Batch<'_>> {
        Batch::begin(&mut self.db, &mut self.known)
    }
}

/// Settings of a connection that writes. A commit is on the disk before it returns, so that not even a power cut loses it.
fn tune(db: &Connection) -> Result<()> {
    write_ahead(db)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // Rows that are read or imported are numbered here and cannot point to one that is not there; builds for tests have SQLite prove it
    // row by row, and what is restored from files is checked as a whole.
    db.pragma_update(None, "foreign_keys", cfg!(debug_assertions))?;
    db.pragma_update(None, "cache_size", -192 * 1024)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "wal_autocheckpoint", 8192)?;
    db.pragma_update(None, "journal_size_limit", 64 << 20)?;
    db.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// Turn the write-ahead log on. While another program makes the same file SQLite does not wait here as it does elsewhere.
fn write_ahead(db: &Connection) -> Result<()> {
    for _ in 0..600 {
        match db.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get::<_, String>(0)) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Err(e) if e.sqlite_error_code() != Some(rusqlite::ErrorCode::DatabaseBusy) => return Err(e.into()),
            _ => std::thread::sleep(Duration::from_millis(100)),
        }
    }
    Err(Error::Busy)
}

fn cannot_open(error: rusqlite::Error, path: &Path) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) => Error::CannotOpen(path.to_owned()),
        _ => Error::from(error),
    }
}

/// A connection that cannot write, also where the folder cannot be written.
fn read_only(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    let readable: rusqlite::Result<i64> = db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0));
    if matches!(&readable, Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen)) {
        // The write-ahead log's index cannot be made beside a file in a read-only folder; nobody writes there either.
        let uri = format!("file:{}?immutable=1", escaped(path));
        return Ok(Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?);
    }
    db.pragma_update(None, "query_only", "ON").ok();
    db.pragma_update(None, "cache_size", -64 * 1024).ok();
    Ok(db)
}

fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// The schema version of a file; 0 where it is empty.
fn version(db: &Connection, path: &Path) -> Result<u32> {
    let read = |pragma: &str| db.pragma_query_value(None, pragma, |r| r.get::<_, i64>(0));
    let wrong = |why: &'static str| Error::NotARecord { path: path.to_owned(), why };
    let application = read("application_id").map_err(|e| match e.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => wrong("it is no SQLite file"),
        _ => Error::from(e),
    })?;
    let found = read("user_version")? as u32;
    let tables: Option<i64> = db.query_row("SELECT 1 FROM sqlite_schema LIMIT 1", [], |r| r.get(0)).optional()?;
    match (application == i64::from(APPLICATION), tables) {
        (true, _) if found > VERSION => Err(Error::Newer { path: path.to_owned(), found, known: VERSION }),
        (true, _) => Ok(found),
        (false, None) if application == 0 => Ok(0),
        _ => Err(wrong("it is another program's SQLite file")),
    }
}
