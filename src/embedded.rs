//! The one place where the suite meets its reference servers: starts one and describes it as a target.

use crate::contract::Contract;
use crate::files::Tree;
use crate::reference::{Running, clevis};
use crate::target::{self, Environment, Target, TargetError};
use std::io;

/// The contracts that have a reference server.
pub const CONTRACTS: [&str; 1] = ["clevis"];

/// A reference server running in this process.
pub struct Embedded {
    running: Running,
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Embedded")
    }
}

/// Why there is no reference server.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The contract has none.
    #[error("there is no embedded server for contract `{0}`; give --url or --target")]
    None(String),
    /// It cannot listen.
    #[error("failed to start the embedded server: {0}")]
    Start(#[from] io::Error),
    /// Its own description is wrong.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// Its own description is missing.
    #[error("`{0}` is missing")]
    NoFile(String),
}

impl Embedded {
    /// Starts the reference server of a contract.
    pub async fn start(contract: &str, config: clevis::Config) -> Result<Self, EmbeddedError> {
        if !CONTRACTS.contains(&contract) {
            return Err(EmbeddedError::None(contract.to_owned()));
        }
        Ok(Self { running: clevis::start(config).await? })
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        self.running.base_url()
    }

    /// The server as a target, from its own target file.
    pub fn target(&self, tree: &Tree, contract: &Contract, time_scale: f64) -> Result<Target, EmbeddedError> {
        let mut target = described(tree, contract)?;
        target.url = self.url();
        target.time_scale = time_scale;
        Ok(target)
    }
}

/// What the reference server's own target file says, with its demo keys.
pub fn described(tree: &Tree, contract: &Contract) -> Result<Target, EmbeddedError> {
    let folder = format!("scenarios/{}/reference", contract.name);
    let path = format!("{folder}/target.toml");
    let source = tree.source(&path).ok_or(EmbeddedError::NoFile(path))?;
    Ok(target::load(&source, contract, &Demo { tree, folder })?)
}

/// The demo keys stand in for the operator's environment.
struct Demo<'t> {
    tree: &'t Tree,
    folder: String,
}

impl Environment for Demo<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        let secret = match name {
            "PAYOUTS_API_KEY" => clevis::DEMO_KEY,
            "PAYOUTS_OTHER_API_KEY" => clevis::DEMO_OTHER_KEY,
            _ => return None,
        };
        Some(secret.to_owned())
    }

    fn file(&self, relative: &str) -> Result<String, String> {
        let path = format!("{}/{relative}", self.folder);
        self.tree.source(&path).map(|source| source.text().to_owned()).ok_or(format!("there is no file `{path}`"))
    }
}
