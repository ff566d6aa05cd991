//! `target.toml` as operators write it.

use super::live::RawLive;
use crate::contract::{RawAlgorithm, RawEncoding, RawGiven};
use crate::files::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The server under test.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTarget {
    /// The contract it implements.
    pub contract: At<String>,
    /// The profile it is held to; the contract's default when absent.
    pub profile: Option<At<String>>,
    /// What it is called in reports.
    pub name: String,
    /// Its base URL.
    pub url: Option<At<String>>,
    /// `"100/min"` per credential, `"auto"` or `"off"`.
    pub pace: Option<At<String>>,
    /// Factor on documented durations, for servers that run faster than documented.
    pub time_scale: Option<At<f64>>,
    /// Factor on the time the suite waits for something.
    pub patience: Option<At<f64>>,
    /// How long one answer may take: `"10s"`.
    pub deadline: Option<At<String>>,
    /// How many bytes of a body are read.
    pub body_cap: Option<At<u64>>,
    /// A PEM file with a certificate authority to trust besides the system's, relative to this file.
    pub trusted_ca: Option<At<String>>,
    /// Whether scenarios with long documented waits run, as with `--slow`.
    #[serde(default)]
    pub slow: bool,
    /// Secrets by who shows them: `main`, `other`, or the name the contract gives a further key.
    #[serde(default)]
    pub credential: BTreeMap<String, At<RawCredential>>,
    /// How the server has things signed, where the documentation does not say.
    pub signature: Option<At<RawChosen>>,
    /// What only an operator can say, by the name the contract gives it.
    #[serde(default)]
    pub value: BTreeMap<String, At<String>>,
    /// How webhooks reach the sink.
    pub webhooks: Option<At<RawTargetWebhooks>>,
    /// Further servers that some clauses need, by the name scenarios call them.
    #[serde(default)]
    pub instance: BTreeMap<String, At<RawInstance>>,
    /// How payspec starts the server itself.
    pub launch: Option<At<RawLaunch>>,
    /// Limits and waits of runs in which money is real.
    pub live: Option<RawLive>,
    /// What the documentation leaves open, bound.
    #[serde(default)]
    pub operation: BTreeMap<String, At<RawBinding>>,
    /// Request bodies the operator supplies.
    #[serde(default)]
    pub sample: BTreeMap<String, At<RawSuppliedSample>>,
    /// Admitted, dated exceptions.
    #[serde(default)]
    pub waiver: Vec<At<RawWaiver>>,
}

/// Where secrets come from: `bearer_env` where a bearer secret is shown, `key_env` with `secret_env` where requests are
/// signed, and `inner_secret_env` where another secret stands inside what is signed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCredential {
    /// The environment variable holding the bearer secret.
    pub bearer_env: Option<String>,
    /// The environment variable holding the key that is shown.
    pub key_env: Option<String>,
    /// The environment variable holding the secret that requests are signed with.
    pub secret_env: Option<String>,
    /// The environment variable holding the secret that stands inside what is signed.
    pub inner_secret_env: Option<String>,
}

/// How the server has things signed, where the documentation does not say.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawChosen {
    /// How digests come about.
    pub algorithm: Option<RawAlgorithm>,
    /// How digests are written.
    pub encoding: Option<RawEncoding>,
}

/// How webhooks reach the sink.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTargetWebhooks {
    /// The environment variable holding the signing secret.
    pub secret_env: String,
    /// Where the sink listens; a free port of 127.0.0.1 when absent.
    pub listen: Option<String>,
    /// The https address the target is told, when TLS is ended in front of the sink.
    pub public_url: Option<String>,
    /// A PEM file with the operator's certificate chain, relative to this file.
    pub cert: Option<String>,
    /// A PEM file with its key, relative to this file.
    pub key: Option<String>,
}

/// A further server of the same kind, set up differently.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawInstance {
    /// Its base URL.
    pub url: At<String>,
    /// Secrets where they differ from those of the server under test.
    #[serde(default)]
    pub credential: BTreeMap<String, At<RawCredential>>,
}

/// A server that payspec starts and stops. Texts may have the places `{port}`, `{url}` and `{instance}`; those of
/// variables also `{main_key}` and `{other_key}`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLaunch {
    /// The program and its arguments.
    pub command: At<Vec<String>>,
    /// The path that answers 2xx once the server is ready; any answer will do when absent.
    pub ready: Option<At<String>>,
    /// The base URL of a started server; `http://127.0.0.1:{port}` when absent.
    pub url: Option<At<String>>,
    /// Environment variables added to payspec's own.
    #[serde(default)]
    pub env: BTreeMap<String, At<String>>,
    /// The folder it is started in, relative to this file; the folder of this file when absent.
    pub cwd: Option<String>,
    /// How long it may take to become ready: `"30s"`.
    pub timeout: Option<At<String>>,
    /// Further instances that can be started, by the name scenarios call them.
    #[serde(default)]
    pub instance: BTreeMap<String, At<RawLaunchInstance>>,
}

/// What is different when a further instance is started.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLaunchInstance {
    /// Environment variables added or replaced.
    #[serde(default)]
    pub env: BTreeMap<String, At<String>>,
    /// Arguments added to the command.
    #[serde(default)]
    pub args: Vec<At<String>>,
}

/// An operation as this target has it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBinding {
    /// The HTTP method, when it is not the contract's.
    pub method: Option<String>,
    /// The path with `{parameters}`, when it is not the contract's.
    pub path: Option<String>,
    /// JSON pointer to the elements of a list answer.
    pub items: Option<String>,
}

/// A request body the operator supplies.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSuppliedSample {
    /// The JSON file, relative to this file.
    pub file: String,
    /// Values for its places.
    #[serde(default)]
    pub given: BTreeMap<String, At<RawGiven>>,
}

/// One admitted exception.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWaiver {
    /// The clause.
    pub clause: At<String>,
    /// Why it is broken.
    pub reason: String,
    /// The last day it is admitted: `2027-02-01`.
    #[schemars(with = "String")]
    pub until: At<toml::value::Datetime>,
}
