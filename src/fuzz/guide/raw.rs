//! `fuzz.toml` as people write it.

use crate::contract::RawGiven;
use crate::expect::{RawExpect, RawValue};
use crate::files::At;
use crate::scenario::RawSign;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What generated walks may do with an API, and what each act may answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGuide {
    /// The path parameter that names a resource.
    pub subject: At<String>,
    /// What fills that parameter: `id`, the one the create answered, or `name`, the one the create was given under the
    /// contract's natural duplicate rule.
    #[serde(default)]
    pub found_by: RawFoundBy,
    /// The samples a create is made of; all of the target's when empty.
    #[serde(default)]
    pub samples: Vec<At<String>>,
    /// What a value that a request schema promises to accept is answered.
    pub accepted: Vec<String>,
    /// What a defect of a request schema answers where the schema says nothing else.
    pub refused: At<Vec<String>>,
    /// Answers that say "not now" and are never judged.
    #[serde(default)]
    pub busy: Vec<At<String>>,
    /// The clause that no two resources share an id.
    pub one_id: Option<At<String>>,
    /// Names for values of a create's body that expectations use: name → JSON pointer.
    #[serde(default)]
    pub take: BTreeMap<String, String>,
    /// What idempotency keys look like.
    #[serde(default)]
    pub key: Vec<At<RawKey>>,
    /// Where a create says how fast its resource moves.
    pub timing: Option<At<RawTiming>>,
    /// What a create leads to that no trigger matches.
    pub untriggered: Option<At<RawOutcome>>,
    /// What forces an outcome, the strongest first.
    #[serde(default)]
    pub trigger: Vec<At<RawTrigger>>,
    /// What an act may answer in a situation.
    #[serde(default)]
    pub rule: Vec<At<RawRule>>,
    /// Ways in which a create may differ from its sample and stay sound.
    #[serde(default)]
    pub variation: Vec<At<RawTwist>>,
    /// Ways in which a create may be wrong that the request schema does not say.
    #[serde(default)]
    pub defect: Vec<At<RawTwist>>,
    /// Ways in which a repeated create may differ from the first one and stay sound.
    #[serde(default)]
    pub change: Vec<At<RawChange>>,
    /// What webhooks about a created resource may say, where the target sends any.
    pub webhooks: Option<RawHooks>,
}

/// What webhooks about a created resource may say.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHooks {
    /// JSON pointer to the member of a create that names where its webhooks go.
    pub url: At<String>,
    /// How long webhooks may take.
    pub within: At<String>,
    /// How much longer is waited for those that come too much.
    pub quiet: At<String>,
    /// What must hold of them.
    #[serde(default)]
    pub rule: Vec<At<RawHookRule>>,
}

/// What must hold of the webhooks about one resource in a situation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHookRule {
    /// The situation: `known`, `accepted`, `replay`, `refused` or `elsewhere`.
    pub when: At<String>,
    /// Only where the answer to the create showed one of these states; any when empty.
    #[serde(default)]
    pub from: Vec<At<String>>,
    /// Only where answers showed all of these states.
    #[serde(default)]
    pub shown: Vec<At<String>>,
    /// Only where half a second or more lies between the moves of the resource, as the target lives it.
    #[serde(default)]
    pub apart: bool,
    /// What must hold.
    pub expect: Vec<At<RawExpect>>,
}

/// By what a resource is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawFoundBy {
    /// By the id that the server gave it.
    #[default]
    Id,
    /// By the name that the client gave it.
    Name,
}

/// One form of key.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawKey {
    /// How it is made.
    pub made: At<RawGiven>,
}

/// Where a create says how fast its resource moves.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTiming {
    /// JSON pointer to the seconds per step; samples have 0 there.
    pub at: String,
    /// Other values a walk may ask for.
    pub later: Vec<u32>,
    /// The steps from the first state to the last.
    pub steps: u32,
    /// The feature without which it does nothing.
    pub feature: At<String>,
}

/// What a create leads to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOutcome {
    /// Holds on the answer to the create.
    #[serde(default)]
    pub expect: Vec<At<RawExpect>>,
    /// Holds on it besides when the resource moves at once.
    #[serde(default)]
    pub now: Vec<At<RawExpect>>,
    /// Holds on it besides when the resource takes its time.
    #[serde(default)]
    pub later: Vec<At<RawExpect>>,
    /// Holds on a read once the resource has had its time.
    #[serde(default)]
    pub end: Vec<At<RawExpect>>,
    /// The state that is not left by itself for a time.
    pub holds: Option<At<RawHold>>,
}

/// A state that is not left by itself for a time.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHold {
    /// The state.
    pub state: String,
    /// For how long; for good when absent.
    pub during: Option<String>,
}

/// What forces an outcome: exactly one of `prefix`, `cents`, `equals`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTrigger {
    /// Its name.
    pub name: At<String>,
    /// The feature without which it does nothing.
    pub feature: At<String>,
    /// The samples it works with; all when empty.
    #[serde(default)]
    pub samples: Vec<At<String>>,
    /// JSON pointer to the value that forces.
    pub at: String,
    /// The text the value starts with.
    pub prefix: Option<String>,
    /// The cents of the amount.
    pub cents: Option<u8>,
    /// The text the value is.
    pub equals: Option<String>,
    /// The clause by which it wins over a weaker trigger, by that trigger's name.
    #[serde(default)]
    pub over: BTreeMap<String, At<String>>,
    /// What it leads to.
    pub outcome: RawOutcome,
}

/// What an act may answer in a situation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRule {
    /// Operations.
    pub on: At<Vec<String>>,
    /// The situation: a word of the fuzzer, or a state of the resource.
    pub when: At<String>,
    /// Values for path parameters, of which a walk takes one.
    #[serde(default)]
    pub with: BTreeMap<String, Vec<String>>,
    /// Values for query parameters; may use taken names.
    #[serde(default)]
    pub query: BTreeMap<String, At<String>>,
    /// Values for headers, of which a walk takes one.
    #[serde(default)]
    pub headers: BTreeMap<String, Vec<String>>,
    /// Who sends it, of which a walk takes one; what the situation says when empty.
    #[serde(default, rename = "as")]
    pub who: Vec<At<String>>,
    /// How it is signed, of which a walk takes one.
    #[serde(default)]
    pub sign: Vec<At<RawSign>>,
    /// Headers left out.
    #[serde(default)]
    pub without: Vec<At<String>>,
    /// The state an accepted act leads to.
    pub leads_to: Option<At<String>>,
    /// What must hold.
    #[serde(default)]
    pub expect: Vec<At<RawExpect>>,
}

/// One way in which a create may differ from its sample.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTwist {
    /// Its name.
    pub name: At<String>,
    /// The samples it works with; all when empty.
    #[serde(default)]
    pub samples: Vec<At<String>>,
    /// Values for places of the sample or of `change`.
    #[serde(default)]
    pub given: BTreeMap<String, At<RawGiven>>,
    /// JSON pointer → new value.
    #[serde(default)]
    pub change: BTreeMap<String, At<RawValue>>,
    /// JSON pointers to leave out.
    #[serde(default)]
    pub remove: Vec<At<String>>,
    /// Headers added.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The trigger it amounts to.
    pub trigger: Option<At<String>>,
    /// Whether the answer to a sound create is not asked for, only what is said here.
    #[serde(default)]
    pub alone: bool,
    /// What must hold on the answer.
    #[serde(default)]
    pub expect: Vec<At<RawExpect>>,
}

/// One way in which a repeated create may differ: exactly one of `to` and `remove`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawChange {
    /// JSON pointer to the place.
    pub at: At<String>,
    /// The samples it works with; all when empty.
    #[serde(default)]
    pub samples: Vec<At<String>>,
    /// Values for places of `to`.
    #[serde(default)]
    pub given: BTreeMap<String, At<RawGiven>>,
    /// The new value.
    pub to: Option<At<RawValue>>,
    /// Whether the place is left out.
    #[serde(default)]
    pub remove: bool,
}
