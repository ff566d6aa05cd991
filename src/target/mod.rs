//! The server under test as its operator describes it: address, credentials, bindings, samples, waivers, pace.
//!
//! Knows how to reach a target and nothing of what is asked of it.

mod driver;
mod launch;
mod live;
mod load;
mod load_launch;
mod load_secrets;
mod placeholder;
mod raw;
mod waiver;
mod webhooks;

pub use driver::{Driver, Hook};
pub use launch::{Launch, LaunchInstance};
pub use live::{Live, RawLive};
pub use load::{Environment, load};
pub(crate) use load::{base_url, body_cap, deadline, factor};
pub(crate) use load_secrets::{secret, shown_key};
pub use placeholder::{LaunchText, Placeholder};
pub use raw::RawTarget;
pub use waiver::Waiver;
pub use webhooks::{Certificate, Webhooks};

use crate::contract::{Chosen, Contract, KeyKind, Money, Need, Operation, Outcome, Sample};
use crate::scenario::Credential;
use secrecy::SecretString;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The server under test.
#[derive(Debug, Clone)]
pub struct Target {
    /// What its operator calls it.
    pub name: String,
    /// Its base URL without trailing slash.
    pub url: String,
    /// The profile it is held to.
    pub profile: String,
    /// Whether payouts of that profile move money.
    pub money: Money,
    /// Limits and waits of runs in which money is real.
    pub live: Live,
    /// Outcomes that can be forced upon its payouts.
    pub forced: BTreeSet<Outcome>,
    /// How its operator lets further outcomes be forced.
    pub driver: Option<Driver>,
    /// Secrets by who shows them.
    pub credentials: BTreeMap<Credential, SecretString>,
    /// Secrets that requests are signed with, by who signs.
    pub signers: BTreeMap<Credential, SecretString>,
    /// Secrets that stand inside what is signed, by who signs.
    pub inner: BTreeMap<Credential, SecretString>,
    /// What the keys are that credentials show.
    pub keys: KeyKind,
    /// How it has things signed, where the documentation does not say.
    pub chosen: Chosen,
    /// What only its operator can say, by name.
    pub values: BTreeMap<String, String>,
    /// Further servers by name.
    pub instances: BTreeMap<String, Instance>,
    /// How the server is started, when payspec is to do it.
    pub launch: Option<Launch>,
    /// The contract's operations as this target binds them.
    pub operations: BTreeMap<String, Operation>,
    /// Optional operations it has.
    pub bound: BTreeSet<String>,
    /// The contract's samples, and those the operator supplies.
    pub samples: BTreeMap<String, Sample>,
    /// Admitted, dated exceptions.
    pub waivers: Vec<Waiver>,
    /// How fast requests may follow each other.
    pub pace: Pace,
    /// Factor on documented durations.
    pub time_scale: f64,
    /// Factor on the time the suite waits for something.
    pub patience: f64,
    /// How long one answer may take.
    pub deadline: Duration,
    /// How many bytes of a body are read.
    pub body_cap: usize,
    /// Whether scenarios with long documented waits run.
    pub slow: bool,
    /// How its webhooks reach the sink; none are looked at when absent.
    pub webhooks: Option<Webhooks>,
    /// A certificate authority to trust besides the system's, as PEM.
    pub trusted_ca: Option<Vec<u8>>,
}

/// A further server of the same kind, set up differently.
#[derive(Debug, Clone, Default)]
pub struct Instance {
    /// Its base URL without trailing slash.
    pub url: String,
    /// Secrets that differ from the target's own.
    pub credentials: BTreeMap<Credential, SecretString>,
    /// Secrets that requests are signed with, where they differ from the target's own.
    pub signers: BTreeMap<Credential, SecretString>,
    /// Secrets that stand inside what is signed, where they differ from the target's own.
    pub inner: BTreeMap<Credential, SecretString>,
}

/// How fast requests of one credential may follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Freely, until the target says 429; then at the documented rate.
    Auto,
    /// At most this many a minute.
    PerMinute(u32),
    /// Freely.
    Off,
}

impl Target {
    /// Everything this target offers.
    pub fn offers(&self) -> BTreeSet<Need> {
        let mut offers = BTreeSet::new();
        if self.credentials.contains_key(&Credential::Other) {
            offers.insert(Need::SecondKey);
        }
        if self.webhooks.is_some() {
            offers.insert(Need::Webhooks);
        }
        if self.slow {
            offers.insert(Need::Slow);
        }
        offers.extend(self.bound.iter().cloned().map(Need::Operation));
        let startable = self.launch.iter().flat_map(|launch| launch.instances.keys());
        offers.extend(self.instances.keys().chain(startable).cloned().map(Need::Instance));
        let supplied = self.samples.values().filter(|sample| sample.body.is_some());
        offers.extend(supplied.map(|sample| Need::Sample(sample.name.clone())));
        if self.money == Money::Real {
            offers.insert(Need::RealMoney);
        }
        let driven = self.driver.as_ref().map(Driver::forces).unwrap_or_default();
        offers.extend(self.forced.iter().copied().chain(driven).map(Need::Outcome));
        offers.extend(self.values.keys().cloned().map(Need::Value));
        let further = self.credentials.keys().filter(|who| matches!(who, Credential::Further(_)));
        offers.extend(further.map(|who| Need::Credential(who.to_string())));
        offers
    }

    /// The base URL of the server itself or of an instance; none for an instance that is not up.
    pub fn address(&self, instance: Option<&str>) -> Option<&str> {
        match instance {
            None => Some(&self.url),
            Some(name) => self.instances.get(name).map(|instance| instance.url.as_str()),
        }
    }

    /// Says where the server itself or an instance is.
    pub fn settle(&mut self, instance: Option<&str>, url: String) {
        match instance {
            None => self.url = url,
            Some(name) => {
                self.instances.insert(name.to_owned(), Instance { url, ..Instance::default() });
            }
        }
    }

    /// The secret a credential shows there.
    pub fn secret(&self, instance: Option<&str>, credential: Credential) -> Option<&SecretString> {
        let own = instance.and_then(|name| self.instances.get(name)?.credentials.get(&credential));
        own.or_else(|| self.credentials.get(&credential))
    }

    /// The secret a credential signs with there.
    pub fn signer(&self, instance: Option<&str>, credential: Credential) -> Option<&SecretString> {
        let own = instance.and_then(|name| self.instances.get(name)?.signers.get(&credential));
        own.or_else(|| self.signers.get(&credential))
    }

    /// The secret that stands inside what a credential signs there.
    pub fn inner_secret(&self, instance: Option<&str>, credential: Credential) -> Option<&SecretString> {
        let own = instance.and_then(|name| self.instances.get(name)?.inner.get(&credential));
        own.or_else(|| self.inner.get(&credential))
    }

    /// Every secret it knows; a key that is none is not among them.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        let of_instances = self.instances.values().map(|it| (&it.credentials, &it.signers, &it.inner));
        let all = of_instances.chain([(&self.credentials, &self.signers, &self.inner)]);
        let keys_are_secret = self.keys == KeyKind::Text;
        let of_credentials = all.flat_map(move |(keys, signers, inner)| {
            keys.values().filter(move |_| keys_are_secret).chain(signers.values()).chain(inner.values())
        });
        of_credentials.chain(self.webhooks.iter().map(|webhooks| &webhooks.secret))
    }

    /// A documented duration as this target lives it.
    pub fn scaled(&self, milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds).mul_f64(self.time_scale)
    }

    /// How long the suite waits for something documented to take this long, allowance for the network included.
    pub fn patient(&self, milliseconds: u64) -> Duration {
        (self.scaled(milliseconds) + NETWORK_ALLOWANCE).mul_f64(self.patience)
    }

    /// How long a run waits for something to come about that is documented to take this long: where money is real,
    /// as long as its operator lets it stay.
    pub fn wait_for(&self, milliseconds: u64) -> Duration {
        match self.money {
            Money::Play => self.patient(milliseconds),
            Money::Real => self.scaled(self.live.stay),
        }
    }

    /// How long a run waits between two looks: where money is real, no less than its operator says.
    pub fn between_looks(&self, milliseconds: u64) -> Duration {
        match self.money {
            Money::Play => self.scaled(milliseconds),
            Money::Real => self.scaled(milliseconds.max(self.live.every)),
        }
    }

    /// Values that every test knows: where the target keeps list elements, and what its operator said.
    pub fn built_in_values(&self) -> BTreeMap<String, String> {
        let items =
            |(name, operation): (&String, &Operation)| Some((format!("{name}.items"), operation.items.clone()?));
        self.operations.iter().filter_map(items).chain(self.values.clone()).collect()
    }

    /// A target reached by URL alone.
    pub fn at(contract: &Contract, url: &str) -> Self {
        let mut target = Self {
            name: url.to_owned(),
            url: url.trim_end_matches('/').to_owned(),
            profile: String::new(),
            money: Money::Play,
            live: Live::default(),
            forced: BTreeSet::new(),
            driver: None,
            credentials: BTreeMap::new(),
            signers: BTreeMap::new(),
            inner: BTreeMap::new(),
            keys: contract.auth.signed().map(|signed| signed.key).unwrap_or_default(),
            chosen: Chosen::default(),
            values: defaults(contract),
            instances: BTreeMap::new(),
            launch: None,
            operations: contract.operations.clone(),
            bound: BTreeSet::new(),
            samples: contract.samples.clone(),
            waivers: Vec::new(),
            pace: Pace::Auto,
            time_scale: 1.0,
            patience: 1.0,
            deadline: Duration::from_secs(10),
            body_cap: 1024 * 1024,
            slow: false,
            webhooks: None,
            trusted_ca: None,
        };
        target.hold_to(contract, &contract.default_profile);
        target
    }

    /// Holds it to a profile, with what comes with that.
    pub fn hold_to(&mut self, contract: &Contract, profile: &str) {
        self.profile = profile.to_owned();
        let profile = contract.profiles.get(profile);
        self.money = profile.map_or(Money::Play, |profile| profile.money);
        self.forced = profile.map(|profile| profile.forces.clone()).unwrap_or_default();
    }
}

/// Values that are known where an operator says nothing.
fn defaults(contract: &Contract) -> BTreeMap<String, String> {
    let values = contract.values.iter();
    values.filter_map(|(name, value)| Some((name.clone(), value.default.clone()?))).collect()
}

/// What a poll's deadline adds to a documented duration: round trips and a busy machine are not the target's fault.
const NETWORK_ALLOWANCE: Duration = Duration::from_secs(5);
