//! The one place where the suite meets its reference servers: starts one, sound or deviating, and describes it as a
//! target.

use crate::contract::{ClauseId, Contract};
use crate::files::{Problems, Tree};
use crate::reference::{Running, clevis};
use crate::target::{self, Environment, Target};
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

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
    /// The profile under which it shows; the contract's default when absent.
    pub profile: Option<&'static str>,
}

/// The faults of a contract's reference server.
pub fn faults(contract: &str) -> Vec<Deviation> {
    match contract {
        "clevis" => {
            let fault = |f: &clevis::Fault| deviation(f.name(), f.sentence(), f.breaks(), f.setting());
            clevis::Fault::ALL.iter().map(fault).collect()
        }
        _ => Vec::new(),
    }
}

/// The variants of a contract's reference server.
pub fn variants(contract: &str) -> Vec<Deviation> {
    match contract {
        "clevis" => {
            let variant = |v: &clevis::Variant| deviation(v.name(), v.sentence(), v.uses(), v.setting());
            clevis::Variant::ALL.iter().map(variant).collect()
        }
        _ => Vec::new(),
    }
}

fn deviation(name: &str, sentence: &str, clauses: &[&str], setting: clevis::Setting) -> Deviation {
    Deviation {
        name: name.to_owned(),
        sentence: sentence.to_owned(),
        clauses: clauses.iter().map(|id| ClauseId::of(*id)).collect(),
        profile: (setting == clevis::Setting::Live).then_some("live"),
    }
}

/// How the settings of a further instance differ.
type SetUp = fn(&mut clevis::Config);

/// The further instances.
const INSTANCES: [(&str, SetUp); 3] = [
    ("disabled", |config| config.enabled = false),
    ("rate-limited", |config| config.rate_per_minute = Some(120)),
    ("small-store", |config| config.max_open = 3),
];

/// A reference server running in this process, with the further instances that scenarios may need.
pub struct Embedded {
    running: Running,
    instances: BTreeMap<&'static str, Running>,
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
        let config = clevis_config(&wish)?;
        let mut instances = BTreeMap::new();
        for (number, (name, set_up)) in (1..).zip(INSTANCES) {
            // Ids that differ from those of the others.
            let mut further = clevis::Config { seed: config.seed.wrapping_add(number), ..config.clone() };
            set_up(&mut further);
            instances.insert(name, clevis::start(further).await?);
        }
        Ok(Self { running: clevis::start(config).await?, instances, wish })
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
        let profile = self.wish.profile.as_ref().unwrap_or(&contract.default_profile);
        let mut target = described(tree, contract, profile)?;
        target.hold_to(contract, profile);
        // What an operator would have to start is running already.
        target.launch = None;
        target.settle(None, self.url());
        for (name, running) in &self.instances {
            target.settle(Some(name), running.base_url());
        }
        target.time_scale = self.wish.time_scale;
        // What an operator would write into the file of such a server.
        let varied = self.wish.deviations.iter().filter_map(|name| clevis::Variant::named(name));
        let elsewhere = varied.map(clevis::Variant::list_items).filter(|items| *items != "/data").last();
        if let (Some(items), Some(list)) = (elsewhere, target.operations.get_mut("list")) {
            list.items = Some(items.to_owned());
        }
        // It ends with the run: nobody can ask it later.
        target.live.settle_within = target.live.settle_within.min(target.live.stay);
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

/// What the reference server's own target file for a profile says, with its demo keys.
pub fn described(tree: &Tree, contract: &Contract, profile: &str) -> Result<Target, EmbeddedError> {
    let folder = format!("scenarios/{}/reference", contract.name);
    let own = format!("{folder}/{profile}.toml");
    let path = if tree.source(&own).is_some() { own } else { format!("{folder}/target.toml") };
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

    fn folder(&self, relative: &str) -> PathBuf {
        // Built in: there is no folder, and nothing of the description is started.
        PathBuf::from(relative)
    }
}
