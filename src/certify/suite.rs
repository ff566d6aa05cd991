//! Where the suite of a run comes from.

use crate::files::{Problems, Tree};
use crate::scenario::Suite;
use std::io;
use std::path::{Path, PathBuf};

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
