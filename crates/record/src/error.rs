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
    /// The disk does not take or give what is asked: damage, a limit on the size of files, a network that is gone.
    #[error("the disk failed ({0}); what was committed before is kept, see to the disk and run the same command again")]
    Disk(String),
    /// The file may not be written.
    #[error("the record cannot be written: the file, its folder or the disk is read-only")]
    ReadOnly,
    /// Another program holds the file.
    #[error("another program has been writing to this record for over a minute; try again when it has finished")]
    Busy,
    /// The file cannot be opened.
    #[error("{}: the record cannot be opened; is there such a folder, and may you write there?", .0.display())]
    CannotOpen(PathBuf),
    /// Nobody of that name.
    #[error("the record knows no actor `{word}`{}", did_you_mean(near))]
    UnknownActor {
        /// What was asked for.
        word: String,
        /// The nearest names it knows.
        near: Vec<String>,
    },
    /// A query of words that cannot be understood.
    #[error("`{words}` is no query of words ({why}); write words, \"a phrase\", AND, OR, NOT, prefix*; put \"quotes\" around signs")]
    Words {
        /// The query.
        words: String,
        /// What is wrong with it.
        why: String,
    },
    /// A query in SQL that cannot be run.
    #[error("the query: {why}{}", did_you_mean(near))]
    Query {
        /// What is wrong with it.
        why: String,
        /// Names of tables or columns like the one that is unknown.
        near: Vec<String>,
    },
    /// No row of that id.
    #[error("no {0} in this record")]
    NoSuchId(String),
    /// Anything else SQLite says.
    #[error("the record: {0}")]
    Sqlite(rusqlite::Error),
}

/// Names to choose from, as the end of a message.
fn did_you_mean(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", or ")) }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full,
            Some(Code::SystemIoFailure) => Self::Disk(error.to_string()),
            Some(Code::ReadOnly) => Self::ReadOnly,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}
