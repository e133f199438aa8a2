//! What stops an import or export.

use std::io;
use std::path::{Path, PathBuf};

/// The answer, or what went wrong.
pub type Result<T> = std::result::Result<T, Error>;

/// What stops an import or export; a bad row does not.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages are the documentation")]
pub enum Error {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("{name}: the format cannot be told from its first lines; name it with --from ({known})")]
    Unknown { name: String, known: String },
    #[error(transparent)]
    Record(#[from] chancery_record::Error),
    #[error("{}: {error}", path.display())]
    Parquet { path: PathBuf, error: parquet::errors::ParquetError },
    #[error("{}: {why}", path.display())]
    Columns { path: PathBuf, why: String },
    #[error("{0}")]
    Wrong(String),
}

impl Error {
    /// An error of the system at a path.
    pub(crate) fn io(path: &Path) -> impl Fn(io::Error) -> Self {
        move |error| Self::Io { path: path.to_owned(), error }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Record(error.into())
    }
}
