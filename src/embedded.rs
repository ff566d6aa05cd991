//! The one place where the suite meets its reference servers: starts one, sound or deviating, and describes it as a
//! target.

use crate::contract::{ClauseId, Contract};
use crate::files::{Problems, Tree};
use crate::reference::{Running, clevis};
use crate::target::{self, Environment, Target};
use secrecy::SecretString;
use std::io;

/// The contracts that have a reference server.
pub const CONTRACTS: [&str; 1] = ["clevis"];

/// How a reference server is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Real seconds per documented second.
    pub time_scale: f64,
    /// Names of faults and variants; none for the sound server.
    pub deviations: Vec<String>,
    /// The authority webhook receivers may present, as PEM; the system's when absent.
    pub sink_ca: Option<String>,
    /// The profile it is to look like; the contract's default when absent.
    pub profile: Option<String>,
}

impl Default for Wish {
    fn default() -> Self {
        Self { time_scale: 1.0, deviations: Vec::new(), sink_ca: None, profile: None }
    }
}

/// A deliberate difference of a reference server from its sound self.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// Its name.
    pub name: String,
    /// What the server does under it.
    pub sentence: String,
    /// For a fault the clauses it must break, for a variant the freedoms it uses.
    pub clauses: Vec<ClauseId>,
}

/// The faults of a contract's reference server.
pub fn faults(contract: &str) -> Vec<Deviation> {
    match contract {
        "clevis" => clevis::Fault::ALL.iter().map(|f| deviation(f.name(), f.sentence(), f.breaks())).collect(),
        _ => Vec::new(),
    }
}

/// The variants of a contract's reference server.
pub fn variants(contract: &str) -> Vec<Deviation> {
    match contract {
        "clevis" => clevis::Variant::ALL.iter().map(|v| deviation(v.name(), v.sentence(), v.uses())).collect(),
        _ => Vec::new(),
    }
}

fn deviation(name: &str, sentence: &str, clauses: &[&str]) -> Deviation {
    Deviation {
        name: name.to_owned(),
        sentence: sentence.to_owned(),
        clauses: clauses.iter().map(|id| ClauseId::of(*id)).collect(),
    }
}

/// A reference server running in this process.
pub struct Embedded {
    running: Running,
    wish: Wish,
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Embedded").field("wish", &self.wish).finish_non_exhaustive()
    }
}

/// Why there is no reference server.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The contract has none.
    #[error("there is no embedded server for contract `{0}`; give --url or --target")]
    None(String),
    /// It has no such fault or variant.
    #[error("the reference server has no fault or variant `{0}`")]
    NoDeviation(String),
    /// It cannot listen.
    #[error("failed to start the embedded server: {0}")]
    Start(#[from] io::Error),
    /// Its own description is wrong.
    #[error(transparent)]
    Target(#[from] Problems),
    /// Its own description is missing.
    #[error("`{0}` is missing")]
    NoFile(String),
}

impl Embedded {
    /// Starts the reference server of a contract.
    pub async fn start(contract: &str, wish: Wish) -> Result<Self, EmbeddedError> {
        if !CONTRACTS.contains(&contract) {
            return Err(EmbeddedError::None(contract.to_owned()));
        }
        let running = clevis::start(clevis_config(&wish)?).await?;
        Ok(Self { running, wish })
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        self.running.base_url()
    }

    /// What its webhooks are signed with.
    pub fn webhook_secret(&self) -> SecretString {
        clevis::DEMO_WEBHOOK_SECRET.into()
    }

    /// The server as a target, from its own target file.
    pub fn target(&self, tree: &Tree, contract: &Contract) -> Result<Target, EmbeddedError> {
        let mut target = described(tree, contract)?;
        target.url = self.url();
        target.time_scale = self.wish.time_scale;
        if let Some(profile) = &self.wish.profile {
            target.profile.clone_from(profile);
        }
        Ok(target)
    }
}

/// The behaviour that faults and variants of these names make.
pub fn clevis_behaviour(deviations: &[String]) -> Result<clevis::Behaviour, EmbeddedError> {
    let mut behaviour = clevis::Behaviour::default();
    for name in deviations {
        match (clevis::Fault::named(name), clevis::Variant::named(name)) {
            (Some(fault), _) => fault.apply(&mut behaviour),
            (None, Some(variant)) => variant.apply(&mut behaviour),
            (None, None) => return Err(EmbeddedError::NoDeviation(name.clone())),
        }
    }
    Ok(behaviour)
}

fn clevis_config(wish: &Wish) -> Result<clevis::Config, EmbeddedError> {
    let ca = wish.sink_ca.as_ref().map(|pem| pem.as_bytes().to_vec());
    Ok(clevis::Config {
        time_scale: wish.time_scale,
        webhook_trust: ca.map_or(clevis::WebhookTrust::System, clevis::WebhookTrust::CaPem),
        live: wish.profile.as_deref() == Some("live"),
        behaviour: clevis_behaviour(&wish.deviations)?,
        ..clevis::Config::default()
    })
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
            "PAYOUTS_WEBHOOK_SECRET" => clevis::DEMO_WEBHOOK_SECRET,
            _ => return None,
        };
        Some(secret.to_owned())
    }

    fn file(&self, relative: &str) -> Result<String, String> {
        let path = format!("{}/{relative}", self.folder);
        self.tree.source(&path).map(|source| source.text().to_owned()).ok_or(format!("there is no file `{path}`"))
    }
}
