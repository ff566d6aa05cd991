//! Arguments that several verbs share: which suite, and which target.

use super::exit::Failure;
use crate::certify::load_suite;
use crate::contract::{Contract, SignedAuth};
use crate::files::Source;
use crate::scenario::{Credential, Suite};
use crate::target::{self, Environment, Pace, Target, Webhooks};
use clap::Args;
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

/// Which suite.
#[derive(Debug, Args)]
pub(super) struct SuiteArguments {
    /// The contract
    #[arg(long, default_value = "clevis")]
    pub(super) contract: String,
    /// A folder holding scenarios/ and schemas/, instead of the files built in
    #[arg(long, value_name = "DIR")]
    pub(super) suite: Option<PathBuf>,
}

/// Whether waits can be scaled by it.
pub(super) fn time_scale_is_fine(scale: Option<f64>) -> Result<(), Failure> {
    match scale.map(target::factor) {
        Some(Err(_)) => Err(Failure::usage("--time-scale is a number above 0 and at most 1000")),
        _ => Ok(()),
    }
}

impl SuiteArguments {
    pub(super) fn load(&self) -> Result<Suite, Failure> {
        Ok(load_suite(self.suite.as_deref(), &self.contract)?)
    }
}

/// Which target.
#[derive(Debug, Args)]
pub(super) struct TargetArguments {
    /// The server's base URL; without it and without --target the embedded reference server is started
    #[arg(long)]
    url: Option<String>,
    /// The environment variable holding the key of the tenant under test
    #[arg(long, value_name = "VAR")]
    key_env: Option<String>,
    /// The environment variable holding the key of a second tenant
    #[arg(long, value_name = "VAR")]
    other_key_env: Option<String>,
    /// The environment variable holding what requests of the tenant under test are signed with
    #[arg(long, value_name = "VAR")]
    secret_env: Option<String>,
    /// The environment variable holding what requests of the second tenant are signed with
    #[arg(long, value_name = "VAR")]
    other_secret_env: Option<String>,
    /// The environment variable holding the secret that stands inside what requests of the tenant under test sign
    #[arg(long, value_name = "VAR")]
    inner_secret_env: Option<String>,
    /// The environment variable holding the secret that stands inside what requests of the second tenant sign
    #[arg(long, value_name = "VAR")]
    other_inner_secret_env: Option<String>,
    /// The environment variable holding what webhooks are signed with; they are sent to a sink on this machine
    #[arg(long, value_name = "VAR")]
    webhook_secret_env: Option<String>,
    /// The target file
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// The profile the server is held to
    #[arg(long)]
    pub(super) profile: Option<String>,
    /// How fast requests follow each other per credential: auto, off, 100/min
    #[arg(long)]
    pace: Option<String>,
    /// How long one answer may take, such as 10s
    #[arg(long, value_name = "TIME", value_parser = target::deadline)]
    deadline: Option<Duration>,
    /// How many bytes of a body are read
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    body_cap: Option<usize>,
    /// Also run scenarios with long documented waits
    #[arg(long)]
    slow: bool,
}

fn bytes(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("`{text}` is no whole number")).and_then(target::body_cap)
}

impl TargetArguments {
    /// The target the arguments describe; nothing when the embedded server is meant.
    pub(super) fn target(&self, contract: &Contract) -> Result<Option<Target>, Failure> {
        let mut target = match (&self.target, &self.url) {
            // Whoever names a key means a server of their own.
            (None, None) if self.key_env.is_some() || self.other_key_env.is_some() => {
                return Err(Failure::usage("--key-env and --other-key-env need --url or --target"));
            }
            (None, None) => return Ok(None),
            (None, Some(url)) => Target::at(contract, url),
            (Some(path), _) => {
                let text = fs::read_to_string(path)
                    .map_err(|error| Failure::usage(format!("failed to read {}: {error}", path.display())))?;
                let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                let source = Source::new(path.display().to_string(), text);
                target::load(&source, contract, &Process { folder })?
            }
        };
        if let Some(url) = &self.url {
            target::base_url(url).map_err(|found| Failure::usage(format!("--url: {found}")))?;
            target.url = url.trim_end_matches('/').to_owned();
        }
        if target.url.is_empty() && target.launch.is_none() {
            return Err(Failure::usage("the target file has neither `url` nor [launch]; give one of them, or --url"));
        }
        for (credential, name) in [(Credential::Main, &self.key_env), (Credential::Other, &self.other_key_env)] {
            if let Some(name) = name {
                let key = target::shown_key(target.keys, name, env::var(name).ok()).map_err(Failure::usage)?;
                target.credentials.insert(credential, key);
            }
        }
        self.signers(&mut target, contract)?;
        if let Some(name) = &self.webhook_secret_env {
            let secret = secret(name)?;
            match &mut target.webhooks {
                Some(webhooks) => webhooks.secret = secret,
                None => target.webhooks = Some(Webhooks::local(secret)),
            }
        }
        if !target.credentials.contains_key(&Credential::Main) {
            return Err(Failure::usage("no key: give --key-env VAR, or [credential.main] in the target file"));
        }
        signs_with_all(&target, contract)?;
        self.adjust(&mut target, contract)?;
        Ok(Some(target))
    }

    /// What the command line says requests are signed with.
    fn signers(&self, target: &mut Target, contract: &Contract) -> Result<(), Failure> {
        let has_inner = contract.auth.signed().map(SignedAuth::has_inner_secret);
        for (credential, name) in [(Credential::Main, &self.secret_env), (Credential::Other, &self.other_secret_env)] {
            if let Some(name) = name {
                if has_inner.is_none() {
                    let found = format!("contract `{}` does not have its requests signed", contract.name);
                    return Err(Failure::usage(found));
                }
                target.signers.insert(credential, secret(name)?);
            }
        }
        let inner = [(Credential::Main, &self.inner_secret_env), (Credential::Other, &self.other_inner_secret_env)];
        for (credential, name) in inner {
            if let Some(name) = name {
                if has_inner != Some(true) {
                    let found = format!("contract `{}` signs no secret inside its requests", contract.name);
                    return Err(Failure::usage(found));
                }
                target.inner.insert(credential, secret(name)?);
            }
        }
        Ok(())
    }

    /// Applies what the command line says beyond the address.
    pub(super) fn adjust(&self, target: &mut Target, contract: &Contract) -> Result<(), Failure> {
        target.slow |= self.slow;
        if let Some(profile) = &self.profile {
            if !contract.profiles.contains_key(profile) {
                let known: Vec<&str> = contract.profiles.keys().map(String::as_str).collect();
                return Err(Failure::usage(format!("unknown profile `{profile}`; allowed: {}", known.join(", "))));
            }
            target.hold_to(contract, profile);
        }
        if let Some(pace) = &self.pace {
            target.pace = Pace::parse(pace).map_err(Failure::usage)?;
        }
        target.deadline = self.deadline.unwrap_or(target.deadline);
        target.body_cap = self.body_cap.unwrap_or(target.body_cap);
        Ok(())
    }
}

/// Whether every credential has all that its requests are signed with.
fn signs_with_all(target: &Target, contract: &Contract) -> Result<(), Failure> {
    let Some(signed) = contract.auth.signed() else { return Ok(()) };
    let lacking = |has: &BTreeMap<Credential, SecretString>| {
        target.credentials.keys().find(|who| !has.contains_key(who)).copied()
    };
    let missing = |who: Credential, what: &str, key: &str| {
        let flag = key.replace('_', "-");
        let flag = if who == Credential::Other { format!("--other-{flag}") } else { format!("--{flag}") };
        Err(Failure::usage(format!("no secret that {what}: give {flag} VAR, or `{key}` in the target file")))
    };
    if let Some(who) = lacking(&target.signers) {
        return missing(who, &format!("credential `{who}` signs with"), "secret_env");
    }
    match lacking(&target.inner).filter(|_| signed.has_inner_secret()) {
        Some(who) => missing(who, &format!("stands inside what credential `{who}` signs"), "inner_secret_env"),
        None => Ok(()),
    }
}

/// The secret in an environment variable.
pub(super) fn secret(name: &str) -> Result<SecretString, Failure> {
    target::secret(name, env::var(name).ok()).map_err(Failure::usage)
}

/// The process's environment and the folder of the target file.
struct Process {
    folder: PathBuf,
}

impl Environment for Process {
    fn variable(&self, name: &str) -> Option<String> {
        env::var(name).ok()
    }

    fn file(&self, relative: &str) -> Result<String, String> {
        let path = self.folder.join(relative);
        fs::read_to_string(&path).map_err(|error| format!("failed to read {}: {error}", path.display()))
    }

    fn folder(&self, relative: &str) -> PathBuf {
        let here = if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder };
        here.join(relative)
    }
}
