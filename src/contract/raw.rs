//! `contract.toml` as people write it; the tables of a kind stand with what they become.

use super::auth::RawAuth;
use super::driver::RawDriver;
use super::duplicates::RawDuplicates;
use super::feature::RawFeature;
use super::form::RawForm;
use super::lifecycle::RawLifecycle;
use super::operation::{RawErrorPlaces, RawOperation, RawSmoke};
use super::payment::RawPayment;
use super::profile::RawProfile;
use super::sample::RawSample;
use super::webhook::RawWebhook;
use crate::files::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The API as data.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawContract {
    /// The contract's name: that of its folder.
    pub name: At<String>,
    /// The API's title.
    pub title: String,
    /// The feature of clauses that name none.
    pub default_feature: At<String>,
    /// The profile of runs that name none.
    pub default_profile: At<String>,
    /// Documentation pages that a clause's `source` may name.
    pub pages: BTreeMap<String, String>,
    /// How requests show who sends them.
    pub auth: At<RawAuth>,
    /// Where an error answer says what happened.
    pub error: RawErrorPlaces,
    /// Where an answer carries its request id.
    pub request_id: Option<RawRequestId>,
    /// Documented limits a client must keep to.
    pub limits: Option<RawLimits>,
    /// The request sent before anything else.
    pub smoke: At<RawSmoke>,
    /// The clause a target breaks by not answering.
    pub answers: RawAnswers,
    /// Operations by name.
    pub operation: BTreeMap<String, At<RawOperation>>,
    /// What counts as a duplicate create.
    pub duplicates: Option<At<RawDuplicates>>,
    /// States and moves of the resource.
    pub lifecycle: Option<At<RawLifecycle>>,
    /// What a create moves, for the limits of runs with real money.
    pub payment: Option<At<RawPayment>>,
    /// What the API sends on its own.
    pub webhook: Option<At<RawWebhook>>,
    /// Request bodies by name.
    #[serde(default)]
    pub sample: BTreeMap<String, At<RawSample>>,
    /// What only a target's operator can say, by the name under which scenarios use it.
    #[serde(default)]
    pub value: BTreeMap<String, At<RawOperatorValue>>,
    /// Further keys that scenarios may have somebody show, by the name `as` gives them.
    #[serde(default)]
    pub credential: BTreeMap<String, At<RawFurtherKey>>,
    /// Features by name.
    pub feature: BTreeMap<String, At<RawFeature>>,
    /// Profiles by name.
    pub profile: BTreeMap<String, At<RawProfile>>,
    /// What a server itself says of the bodies it takes.
    pub form: Option<At<RawForm>>,
    /// Ways of forcing outcomes by what a create says, by name.
    #[serde(default)]
    pub driver: BTreeMap<String, At<RawDriver>>,
}

/// Where an answer carries its request id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRequestId {
    /// The header's name.
    pub header: At<String>,
}

/// Documented limits a client must keep to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLimits {
    /// Requests per minute and credential.
    pub requests_per_minute: u32,
}

/// The clause a target breaks by not answering.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAnswers {
    /// Its id.
    pub clause: At<String>,
}

/// A further key that somebody may show.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFurtherKey {
    /// Whose it is, or what it may not do.
    pub text: String,
}

/// What only a target's operator can say.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOperatorValue {
    /// What it is.
    pub text: String,
    /// What it is where an operator says nothing: every target then has it.
    pub default: Option<String>,
}
