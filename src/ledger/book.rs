//! Writes a ledger line by line, each as soon as it is known.

use super::Entry;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Why a ledger cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file cannot be opened.
    #[error("failed to open {}: {cause}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: io::Error,
    },
    /// A line cannot be written.
    #[error("failed to write the ledger: {0}")]
    Write(#[from] io::Error),
}

/// An open ledger, shared by all tests of a run.
#[derive(Debug)]
pub struct Ledger(Mutex<File>);

impl Ledger {
    /// The name of the file in a run's folder.
    pub const FILE: &str = "ledger.jsonl";

    /// A new ledger.
    pub fn create(path: &Path) -> Result<Self, LedgerError> {
        Self::opened(path, OpenOptions::new().write(true).create(true).truncate(true))
    }

    /// A ledger that is added to.
    pub fn append(path: &Path) -> Result<Self, LedgerError> {
        Self::opened(path, OpenOptions::new().append(true))
    }

    fn opened(path: &Path, options: &OpenOptions) -> Result<Self, LedgerError> {
        let file = options.open(path).map_err(|cause| LedgerError::Open { path: path.to_owned(), cause })?;
        Ok(Self(Mutex::new(file)))
    }

    /// Writes one line.
    pub fn write(&self, entry: &Entry) -> Result<(), LedgerError> {
        let mut line = serde_json::to_vec(entry).map_err(io::Error::from)?;
        line.push(b'\n');
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // One call per line: a process that is killed leaves whole lines.
        file.write_all(&line).map_err(LedgerError::Write)
    }
}
