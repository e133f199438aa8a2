//! What can go wrong with a record, and what to do about it.

use std::path::PathBuf;

/// The answer, or what went wrong.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such file.
    #[error("{}: there is no record here; `chancery ingest PATH --into {}` makes one", .0.display(), .0.display())]
    Missing(PathBuf),
    /// A file of another kind.
    #[error("{}: this is no record of chancery: {why}", path.display())]
    NotARecord {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: &'static str,
    },
    /// Made by a newer program.
    #[error("{}: this record has schema version {found}, newer than the {known} this program knows; use the program that wrote it", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// Made by an older program, and opened for reading only.
    #[error("{}: this record has schema version {found}, older than this program's {known}; `chancery ingest --into {}` brings it up to date", path.display(), path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// The disk is full.
    #[error("the disk is full; what was stored before is safe, make room and run the same command again")]
    Full,
    /// The file may not be written.
    #[error("the record cannot be written: the file, its folder or the disk is read-only")]
    ReadOnly,
    /// Another program holds the file.
    #[error("another program has been writing to this record for over a minute; try again when it has finished")]
    Busy,
    /// Anything else SQLite says.
    #[error("the record: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full,
            Some(Code::ReadOnly) => Self::ReadOnly,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}
