//! What is to be run, where its suite comes from, and why there may be no report of it.

use crate::files::{Problems, Tree};
use crate::generate::RunSeed;
use crate::plan::NothingSelected;
use crate::record::{RecordError, Selection};
use crate::runner::{ClientError, Stop, Till};
use crate::scenario::{Salt, Suite};
use crate::sink::Sink;
use crate::target::Target;
use crate::verdict::Strictness;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be run.
#[derive(Debug)]
pub struct Order {
    /// The contract and its tests.
    pub suite: Arc<Suite>,
    /// The server under test.
    pub target: Target,
    /// The run's seed.
    pub seed: RunSeed,
    /// What makes identifiers differ between runs of one seed.
    pub salt: Salt,
    /// Whether a SHOULD counts as a MUST.
    pub strictness: Strictness,
    /// Which tests.
    pub selection: Selection,
    /// Where record and reports go.
    pub out: Option<PathBuf>,
    /// Where webhooks arrive, if the target sends any.
    pub sink: Option<Arc<Sink>>,
    /// How often a test is told again that found nothing broken and no ground either.
    pub retellings: u32,
    /// What guards creates and keeps the ledger, where money is real.
    pub till: Option<Till>,
    /// Asks the run to end.
    pub stop: Stop,
}

/// Why there is no report, in the order in which things can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum CertifyError {
    /// Nothing is left to run.
    #[error(transparent)]
    Nothing(#[from] NothingSelected),
    /// The target cannot be talked to at all.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The output folder cannot be made.
    #[error("failed to create {0}: {1}")]
    Folder(PathBuf, io::Error),
    /// The record cannot be begun.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A report cannot be written.
    #[error("failed to write {0}: {1}")]
    Write(PathBuf, io::Error),
}

/// The suite of a contract, from the files built in or from a folder.
pub fn load_suite(folder: Option<&Path>, contract: &str) -> Result<Suite, LoadError> {
    let tree = match folder {
        None => Tree::embedded(),
        Some(folder) => Tree::read(folder).map_err(|error| LoadError::Folder(folder.to_owned(), error))?,
    };
    Ok(Suite::load(tree, contract)?)
}

/// Why there is no suite.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder cannot be read.
    #[error("failed to read the suite in {0}: {1}")]
    Folder(PathBuf, io::Error),
    /// Files are wrong.
    #[error(transparent)]
    Problems(#[from] Problems),
}
