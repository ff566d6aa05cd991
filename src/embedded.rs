//! The one place where the suite meets its reference servers: starts one, sound or deviating, and describes it as a
//! target.

mod baynoy;
mod clevis;
mod deviations;
mod pay4fun;
mod payfield;

use crate::contract::Contract;
use crate::files::{Problems, Tree};
use crate::reference::{Running, WebhookTrust};
use crate::target::{self, Environment, Target};
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;

pub use deviations::Deviation;

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
    /// Whether it forgets what ended long ago, so that its memory stays flat however long it is used.
    pub forgetful: bool,
}

impl Default for Wish {
    fn default() -> Self {
        Self { time_scale: 1.0, deviations: Vec::new(), sink_ca: None, profile: None, forgetful: false }
    }
}

impl Wish {
    /// Whose certificates webhook receivers may present.
    fn trust(&self) -> WebhookTrust {
        self.sink_ca.as_ref().map_or(WebhookTrust::System, |pem| WebhookTrust::CaPem(pem.as_bytes().to_vec()))
    }
}

/// A reference server as the suite knows it.
struct House {
    contract: &'static str,
    /// Real seconds per documented second where nobody says.
    time_scale: f64,
    /// The same where the suite is proven, with many servers at a time.
    time_scale_of_proofs: f64,
    faults: fn() -> Vec<Deviation>,
    variants: fn() -> Vec<Deviation>,
    /// Which of the options it has that not every server has.
    options: &'static [&'static str],
    /// The demo secret that an environment variable of its target file stands for.
    variable: fn(&str) -> Option<&'static str>,
    /// Writes what an operator of a server with these deviations would write into its target file.
    describe: fn(&[String], &mut Target) -> Result<(), EmbeddedError>,
    start: for<'w> fn(&'w Wish) -> Starting<'w, Servers>,
    serve: for<'w> fn(&'w Serving) -> Starting<'w, Served>,
}

/// Something that is being started.
type Starting<'w, T> = Pin<Box<dyn Future<Output = Result<T, EmbeddedError>> + Send + 'w>>;

/// The reference servers.
const HOUSES: [&House; 4] = [&clevis::HOUSE, &pay4fun::HOUSE, &payfield::HOUSE, &baynoy::HOUSE];

/// A server and its further instances.
struct Servers {
    running: Running,
    instances: BTreeMap<&'static str, Running>,
}

/// How a reference server is wanted by itself, for people who build clients.
#[derive(Debug, Clone)]
pub struct Serving {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Real seconds per documented second.
    pub time_scale: f64,
    /// Whether webhooks are delivered whatever certificate the receiver shows.
    pub trust_any_receiver: bool,
    /// Names of faults and variants.
    pub deviations: Vec<String>,
    /// Whether payouts are switched off.
    pub disabled: bool,
    /// How many payouts may be open.
    pub max_open: Option<usize>,
    /// Requests per minute and key.
    pub rate_per_minute: Option<u32>,
    /// Whether it looks like a server with a real provider behind it.
    pub live: bool,
}

impl Serving {
    /// What is asked for that not every server has.
    fn options(&self) -> impl Iterator<Item = &'static str> {
        let options = [
            (self.disabled, "--disabled"),
            (self.max_open.is_some(), "--max-open"),
            (self.rate_per_minute.is_some(), "--rate"),
            (self.live, "--live"),
        ];
        options.into_iter().filter_map(|(asked, option)| asked.then_some(option))
    }

    /// Whose certificates webhook receivers may present.
    fn trust(&self) -> WebhookTrust {
        if self.trust_any_receiver { WebhookTrust::Anybody } else { WebhookTrust::System }
    }
}

/// A reference server by itself.
#[derive(Debug)]
pub struct Served {
    /// The server.
    pub running: Running,
    /// What whoever uses it has to know.
    pub notes: Vec<String>,
}

fn house(contract: &str) -> Option<&'static House> {
    HOUSES.into_iter().find(|house| house.contract == contract)
}

/// The contracts that have a reference server.
pub fn contracts() -> impl Iterator<Item = &'static str> {
    HOUSES.into_iter().map(|house| house.contract)
}

/// The faults of a contract's reference server.
pub fn faults(contract: &str) -> Vec<Deviation> {
    house(contract).map(|house| (house.faults)()).unwrap_or_default()
}

/// The variants of a contract's reference server.
pub fn variants(contract: &str) -> Vec<Deviation> {
    house(contract).map(|house| (house.variants)()).unwrap_or_default()
}

/// Real seconds per documented second of a contract's reference server, where nobody says.
pub fn time_scale(contract: &str) -> f64 {
    house(contract).map_or(1.0, |house| house.time_scale)
}

/// The same where the suite is proven, with many servers at a time.
pub fn time_scale_of_proofs(contract: &str) -> f64 {
    house(contract).map_or(0.1, |house| house.time_scale_of_proofs)
}

/// What the webhooks of a contract's reference server are signed with.
pub fn webhook_secret(contract: &str) -> SecretString {
    let secret = house(contract).and_then(|house| (house.variable)("PAYOUTS_WEBHOOK_SECRET"));
    secret.unwrap_or_default().into()
}

/// Starts a contract's reference server by itself.
pub async fn serve(contract: &str, serving: &Serving) -> Result<Served, EmbeddedError> {
    let house = house(contract).ok_or_else(|| EmbeddedError::None(contract.to_owned()))?;
    if let Some(option) = serving.options().find(|option| !house.options.contains(option)) {
        return Err(EmbeddedError::NoSetting { contract: house.contract, option });
    }
    (house.serve)(serving).await
}

/// A reference server running in this process, with the further instances that scenarios may need.
pub struct Embedded {
    house: &'static House,
    servers: Servers,
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
    /// It has no such setting.
    #[error("the reference server of contract `{contract}` knows no {option}")]
    NoSetting {
        /// The contract.
        contract: &'static str,
        /// The setting.
        option: &'static str,
    },
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
        let house = house(contract).ok_or_else(|| EmbeddedError::None(contract.to_owned()))?;
        let servers = (house.start)(&wish).await?;
        Ok(Self { house, servers, wish })
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        self.servers.running.base_url()
    }

    /// What its webhooks are signed with.
    pub fn webhook_secret(&self) -> SecretString {
        webhook_secret(self.house.contract)
    }

    /// The server as a target, from its own target file.
    pub fn target(&self, tree: &Tree, contract: &Contract) -> Result<Target, EmbeddedError> {
        let profile = self.wish.profile.as_ref().unwrap_or(&contract.default_profile);
        let mut target = described(tree, contract, profile)?;
        target.hold_to(contract, profile);
        // What an operator would have to start is running already.
        target.launch = None;
        target.settle(None, self.url());
        for (name, running) in &self.servers.instances {
            target.settle(Some(name), running.base_url());
        }
        target.time_scale = self.wish.time_scale;
        (self.house.describe)(&self.wish.deviations, &mut target)?;
        // It ends with the run: nobody can ask it later.
        target.live.settle_within = target.live.settle_within.min(target.live.stay);
        Ok(target)
    }
}

/// What the reference server's own target file for a profile says, with its demo keys.
pub fn described(tree: &Tree, contract: &Contract, profile: &str) -> Result<Target, EmbeddedError> {
    let folder = format!("scenarios/{}/reference", contract.name);
    let own = format!("{folder}/{profile}.toml");
    let path = if tree.source(&own).is_some() { own } else { format!("{folder}/target.toml") };
    let source = tree.source(&path).ok_or(EmbeddedError::NoFile(path))?;
    let house = house(&contract.name).ok_or_else(|| EmbeddedError::None(contract.name.clone()))?;
    Ok(target::load(&source, contract, &Demo { house, tree, folder })?)
}

/// The demo keys stand in for the operator's environment.
struct Demo<'t> {
    house: &'static House,
    tree: &'t Tree,
    folder: String,
}

impl Environment for Demo<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        (self.house.variable)(name).map(str::to_owned)
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
