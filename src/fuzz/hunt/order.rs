//! What a hunt is asked to do.

use super::{Bucket, WrittenPlace};
use crate::fuzz::walk::WrittenWalk;
use crate::generate::RunSeed;
use crate::scenario::{Salt, Suite};
use crate::target::Target;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// What a hunt is asked to do.
#[derive(Debug)]
pub struct Order {
    /// The contract and its files.
    pub suite: Arc<Suite>,
    /// The server under test.
    pub target: Target,
    /// The seed of the hunt.
    pub seed: RunSeed,
    /// What makes identifiers differ between hunts of one seed.
    pub salt: Salt,
    /// How many walks are walked at a time.
    pub workers: usize,
    /// For how long.
    pub lasts: Option<Duration>,
    /// For how many requests of walks.
    pub requests: Option<u64>,
    /// Whether the first finding ends it.
    pub until_finding: bool,
    /// Whether only broken MUST clauses are findings.
    pub must_only: bool,
    /// The part of all walks that is walked here.
    pub shard: Shard,
    /// Bugs that are known already, with what they are known as.
    pub known: BTreeMap<Bucket, String>,
    /// Walks of an earlier hunt to begin with.
    pub corpus: Vec<WrittenWalk>,
    /// What an earlier hunt reached.
    pub reached: Vec<WrittenPlace>,
    /// Where findings go.
    pub out: Option<PathBuf>,
    /// How long a target may be away.
    pub patience: Duration,
}

/// A part of all walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 0.
    pub index: u32,
    /// Of how many.
    pub of: u32,
}

/// Why a hunt does not begin or cannot go on, in the order in which things can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum HuntError {
    /// The guide is wrong.
    #[error(transparent)]
    Guide(#[from] crate::files::Problems),
    /// The target cannot be talked to at all.
    #[error(transparent)]
    Client(#[from] crate::runner::ClientError),
    /// The smoke request says that hunting is pointless.
    #[error("{0}")]
    Unusable(String),
    /// A file cannot be written.
    #[error("failed to write {0}: {1}")]
    Write(PathBuf, std::io::Error),
}

impl Default for Shard {
    fn default() -> Self {
        Self { index: 0, of: 1 }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index + 1, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    /// Reads `2/8`: the second of eight.
    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || format!("`{text}` is no shard; write 2/8 for the second of eight");
        let (index, of) = text.split_once('/').ok_or_else(refused)?;
        let (index, of): (u32, u32) = (index.parse().map_err(|_| refused())?, of.parse().map_err(|_| refused())?);
        if index == 0 || index > of {
            return Err(refused());
        }
        Ok(Self { index: index - 1, of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_count_from_one() {
        assert_eq!("2/8".parse(), Ok(Shard { index: 1, of: 8 }));
        assert_eq!(Shard { index: 1, of: 8 }.to_string(), "2/8");
        for text in ["", "0/8", "9/8", "1", "1/0", "-1/2", "a/b"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
