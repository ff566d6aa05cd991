//! A scenario file as people write it.

use crate::contract::{RawGiven, RawTimestampUnit};
use crate::expect::{RawExpect, RawValue};
use crate::files::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One story.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawScenario {
    /// What is the case, as a statement.
    pub title: At<String>,
    /// What a target must offer.
    #[serde(default)]
    pub needs: Vec<At<String>>,
    /// Values, fresh for every test.
    #[serde(default)]
    pub given: BTreeMap<String, At<RawGiven>>,
    /// How the sink answers this scenario's webhooks; 200 to each when absent.
    pub sink: Option<At<RawSink>>,
    /// Variations of the story.
    #[serde(default)]
    pub case: Vec<At<RawCase>>,
    /// What happens, in order.
    pub step: Vec<At<RawStep>>,
}

/// A variation of a story.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCase {
    /// The last part of its test id.
    pub name: At<String>,
    /// Values that replace or add to the scenario's.
    #[serde(default)]
    pub given: BTreeMap<String, At<RawGiven>>,
    /// Changes to the first step that sends a body.
    #[serde(default)]
    pub change: BTreeMap<String, At<RawValue>>,
    /// JSON pointers the first step that sends a body leaves out.
    #[serde(default)]
    pub remove: Vec<At<String>>,
    /// The clause meant by `${clause}`.
    pub clause: Option<At<String>>,
    /// What a target must offer besides.
    #[serde(default)]
    pub needs: Vec<At<String>>,
}

/// How the sink answers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSink {
    /// One answer per delivery, the last repeated: a status, `"close"`, or `"redirect https://…"`.
    pub answers: Vec<RawValue>,
    /// How long each answer takes.
    pub delay: Option<String>,
}

/// Collects webhook deliveries.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWebhooks {
    /// The resource they are about; all of this scenario's when absent.
    pub about: Option<String>,
    /// Only those whose places hold these texts count: JSON pointer → text.
    #[serde(default)]
    pub of: BTreeMap<String, String>,
    /// Collected until there are this many, or until one shows one of these states.
    pub until: RawValue,
    /// How long at most.
    pub within: String,
    /// Then for this long, to see what comes too much.
    pub quiet: Option<String>,
}

/// One act: exactly one of `send`, `request`, `repeat`, `webhooks`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawStep {
    /// Lower-case words with dashes, unique in the scenario.
    pub name: At<String>,
    /// An operation of the contract.
    pub send: Option<At<String>>,
    /// A raw request.
    pub request: Option<At<RawRequest>>,
    /// The bytes of an earlier step.
    pub repeat: Option<At<String>>,
    /// Collects webhook deliveries.
    pub webhooks: Option<At<RawWebhooks>>,
    /// A named body.
    pub sample: Option<At<String>>,
    /// A literal body.
    pub body: Option<At<String>>,
    /// JSON pointer → new value.
    #[serde(default)]
    pub change: BTreeMap<String, At<RawValue>>,
    /// JSON pointers to leave out.
    #[serde(default)]
    pub remove: Vec<At<String>>,
    /// Has the JSON of the body written in another way, with the same content.
    pub layout: Option<RawLayout>,
    /// Why several changes of a refused request are one fault.
    pub one_fault: Option<String>,
    /// Path parameters.
    #[serde(default)]
    pub with: BTreeMap<String, At<String>>,
    /// Query parameters.
    #[serde(default)]
    pub query: BTreeMap<String, At<String>>,
    /// Headers added or replaced.
    #[serde(default)]
    pub headers: BTreeMap<String, At<String>>,
    /// Headers left out that would be added, and members of the body, as JSON pointers.
    #[serde(default)]
    pub without: Vec<At<String>>,
    /// How it is signed, where that differs from what the contract says.
    pub sign: Option<At<RawSign>>,
    /// What is forced upon the payout it makes, by the target's driver; the target must offer it.
    pub outcome: Option<At<String>>,
    /// Who sends it: main, other, none, unknown, or the key of main spoilt: main-longer, main-recased, main-under-basic;
    /// or a further key of the contract's.
    #[serde(rename = "as")]
    pub credential: Option<At<String>>,
    /// Who sends the copies of `times` or `at_once`, one after the other and then from the start.
    #[serde(default)]
    pub in_turn: Vec<At<String>>,
    /// A further instance of the target.
    pub on: Option<At<String>>,
    /// Sent this often, one after the other.
    pub times: Option<At<u32>>,
    /// Sent this often at the same moment.
    pub at_once: Option<At<u32>>,
    /// Sent again for each further page of a list.
    pub pages: Option<At<RawPages>>,
    /// Repeated until the expectations hold.
    pub poll: Option<At<RawPoll>>,
    /// Repeated for the whole time.
    pub watch: Option<At<RawWatch>>,
    /// What a target must offer for this step.
    #[serde(default)]
    pub needs: Vec<At<String>>,
    /// What must hold.
    #[serde(default)]
    pub expect: Vec<At<RawExpect>>,
    /// Values for later steps.
    #[serde(default)]
    pub keep: BTreeMap<String, At<RawKeep>>,
}

/// Another way of writing the JSON of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawLayout {
    /// The members of objects in the reverse order.
    Reversed,
    /// A space after every comma and colon.
    Spaced,
}

/// How a request is signed, where that differs from what the contract says.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSign {
    /// How far the sender's clock is off: `"10m"` ahead, `"-10m"` behind.
    pub clock: Option<String>,
    /// How the time is written.
    pub unit: Option<RawTimestampUnit>,
    /// Whose secret signs: main, other, unknown.
    pub by: Option<At<String>>,
    /// The signed body is the one sent but for these places: JSON pointer → value.
    #[serde(default)]
    pub change: BTreeMap<String, At<RawValue>>,
    /// Signed in place of the body.
    pub body: Option<At<String>>,
    /// Signed as requests of another operation are; the signature stands where this one's does.
    pub like: Option<At<String>>,
}

/// A raw request.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRequest {
    /// The HTTP method.
    pub method: String,
    /// The path, query included.
    pub path: String,
}

/// Walk through the pages of a list, until an answer names no further one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPages {
    /// JSON pointer to the cursor of the next page.
    pub cursor: String,
    /// The query parameter a cursor is sent in.
    pub query: String,
    /// How many pages are asked for at most.
    pub most: u32,
}

/// Repeat until the expectations hold.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPoll {
    /// How long at most.
    pub within: String,
    /// How often.
    pub every: String,
    /// Who looks more rarely than this may have missed what is asked, and judges nothing.
    pub gap: Option<String>,
}

/// Repeat for the whole time.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWatch {
    /// How long.
    pub during: String,
    /// How often.
    pub every: String,
}

/// Where a kept value is: exactly one of these.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawKeep {
    /// A JSON pointer into the body.
    pub body: Option<String>,
    /// A header.
    pub header: Option<String>,
    /// The status: `true`.
    pub status: Option<bool>,
}
