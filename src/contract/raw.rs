//! `contract.toml` and `clauses.toml` as people write them.

use super::driver::RawDriver;
use super::form::RawForm;
use super::modes::RawMode;
use super::payment::RawPayment;
use super::{Level, Money, RawGiven};
use crate::expect::RawExpect;
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

/// How requests show who sends them: exactly one way.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAuth {
    /// A secret after the word `Bearer`.
    pub bearer: Option<RawBearer>,
    /// A key in the open, and a signature made with a secret that goes with it.
    pub signed: Option<RawSigned>,
}

/// A key in the open, and a signature made with a secret that goes with it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSigned {
    /// The header the key stands in.
    pub header: At<String>,
    /// How requests are signed.
    pub signature: At<RawSignature>,
}

/// A secret after the word `Bearer`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBearer {
    /// The header's name.
    pub header: At<String>,
}

/// JSON pointers into an error body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawErrorPlaces {
    /// The code.
    pub code: At<String>,
    /// The text for people.
    pub message: At<String>,
    /// The request's id.
    pub request_id: Option<At<String>>,
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

/// The request sent before anything else.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSmoke {
    /// The operation.
    pub send: String,
    /// Path parameters.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
    /// Statuses that say the credential is not accepted.
    #[serde(default)]
    pub refused: Vec<u16>,
}

/// The clause a target breaks by not answering.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAnswers {
    /// Its id.
    pub clause: At<String>,
}

/// One operation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOperation {
    /// The HTTP method.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// Schema file of the request body.
    pub request: Option<String>,
    /// Schema files of answer bodies by status or class.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// Only there if a target's operator says so.
    #[serde(default)]
    pub optional: bool,
    /// JSON pointer to the elements of a list answer.
    pub items: Option<String>,
}

/// What counts as a duplicate create: exactly one kind.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDuplicates {
    /// A key bound to the first body it came with.
    pub key: Option<At<RawKeyRule>>,
    /// A name the client gives what it creates.
    pub natural: Option<At<RawNaturalRule>>,
}

/// A name the client gives what it creates: whoever gives it again means the same thing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawNaturalRule {
    /// The operation it protects.
    pub operation: String,
    /// JSON pointer to the name.
    pub body: String,
    /// Answer to the same body again.
    pub repeat: String,
}

/// A key bound to the first body it came with.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawKeyRule {
    /// The operation it protects.
    pub operation: String,
    /// The header carrying the key.
    pub header: String,
    /// JSON pointer used when the header is absent.
    pub else_body: String,
    /// Answer to the same key with the same body.
    pub replay: String,
    /// Answer to the same key with another body.
    pub changed: String,
    /// Answer to another key when the body field is taken.
    pub taken: String,
}

/// States and moves.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLifecycle {
    /// JSON pointer to the resource's id.
    pub id: String,
    /// JSON pointer to the resource's state.
    pub status: String,
    /// States a resource may be seen in first.
    pub start: Vec<String>,
    /// States that are never left.
    pub terminal: Vec<String>,
    /// Moves by state.
    pub moves: BTreeMap<String, Vec<String>>,
}

/// What the API sends on its own; every place is a JSON pointer into the body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWebhook {
    /// How it is signed.
    pub signature: At<RawSignature>,
    /// Where an event says who it is, if it does.
    pub event_id: Option<At<String>>,
    /// Where it says what kind of event it is.
    pub event_type: Option<At<String>>,
    /// Where it says which resource it is about.
    pub subject: At<String>,
    /// Where it says the state that was entered.
    pub status: At<String>,
    /// Where it says the state that was left.
    pub previous: Option<At<String>>,
    /// Where it carries the resource as it would be read.
    pub resource: Option<At<String>>,
}

/// How something is signed, and where the signature stands: `header`, `header` with `item`, or `field`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSignature {
    /// What is signed, in order: `body`, `timestamp`, `secret`, a JSON pointer into the body, `minor-units` before such
    /// a pointer, or text in single quotes.
    pub parts: Vec<String>,
    /// What stands between two parts.
    #[serde(default)]
    pub separator: String,
    /// How the digest comes about.
    pub algorithm: RawAlgorithm,
    /// How the digest is written.
    pub encoding: RawEncoding,
    /// What stands before the digest.
    #[serde(default)]
    pub prefix: String,
    /// The header it stands in.
    pub header: Option<String>,
    /// The key of the item it is, in a header that lists several.
    pub item: Option<String>,
    /// The JSON pointer to the body field it stands in.
    pub field: Option<String>,
    /// The time that goes with it.
    pub timestamp: Option<RawTimestamp>,
    /// What the documentation does not say, so that a target may: what is given here is then a guess.
    #[serde(default)]
    pub open: Vec<RawOpenChoice>,
}

/// A part of a signature that a target may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawOpenChoice {
    /// How the digest comes about.
    Algorithm,
    /// How the digest is written.
    Encoding,
}

/// How a digest comes about.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub enum RawAlgorithm {
    /// HMAC with SHA-256.
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
    /// HMAC with SHA-512.
    #[serde(rename = "hmac-sha512")]
    HmacSha512,
}

/// How a digest is written.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawEncoding {
    /// Hexadecimal digits in lower case.
    LowerHex,
    /// Hexadecimal digits in upper case.
    UpperHex,
    /// Hexadecimal digits whose case is not documented.
    AnyHex,
    /// Base64 with padding.
    Base64,
}

/// The time that goes with a signature.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTimestamp {
    /// The header it stands in.
    pub header: String,
    /// The key of the item it is, in a header that lists several.
    pub item: Option<String>,
    /// How it is written.
    pub unit: RawTimestampUnit,
    /// How many seconds it may lie before or after the receiver's clock.
    pub window: u32,
}

/// How a timestamp is written.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawTimestampUnit {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// A date and time with its offset.
    Iso8601,
}

/// A named request body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSample {
    /// The file, relative to the file that names it.
    pub file: Option<String>,
    /// Only an operator can supply it.
    #[serde(default)]
    pub supplied: bool,
    /// Values for places a scenario does not give.
    #[serde(default)]
    pub given: BTreeMap<String, At<RawGiven>>,
}

/// What only a target's operator can say.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOperatorValue {
    /// What it is.
    pub text: String,
}

/// A feature.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFeature {
    /// What it is.
    pub text: String,
    /// What a target must offer for it to be exercised.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// A profile.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawProfile {
    /// What it is.
    pub text: String,
    /// Features without which there is no conformance.
    pub core: Vec<String>,
    /// Features judged when offered.
    #[serde(default)]
    pub extended: Vec<String>,
    /// Whether payouts move money: `play` or `real`.
    #[serde(default)]
    pub money: Money,
    /// Outcomes that scenarios force by themselves: paid, rejected, rejected-at-intake, held, stuck.
    #[serde(default)]
    pub forces: Vec<At<String>>,
    /// What it does with single clauses (`chapter.clause`) and chapters (`chapter.*`).
    #[serde(default)]
    pub modes: BTreeMap<String, At<RawMode>>,
    /// What the contract says and the provider does not allow.
    #[serde(default)]
    pub clash: Vec<RawClash>,
}

/// A point on which the contract cannot be met by a provider.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClash {
    /// What the contract says.
    pub contract: String,
    /// What the provider allows.
    pub provider: String,
    /// What is done about it in a run.
    pub handling: String,
}

/// A `clauses.toml`: clauses by key.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RawClauses(pub BTreeMap<String, At<RawClause>>);

/// One clause.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClause {
    /// How binding it is.
    pub level: Level,
    /// One idea, in our own words, ending with a full stop.
    pub text: At<String>,
    /// The page that says so, a key of the contract's pages.
    pub source: At<String>,
    /// The feature it belongs to.
    pub feature: Option<At<String>>,
    /// Why no scenario can decide it.
    pub untestable: Option<String>,
    /// What is judged on every answer.
    pub always: Option<At<RawAlways>>,
}

/// What an ambient clause judges: exactly one of `expect`, `unique`, `lifecycle`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAlways {
    /// Which answers it is about; all when absent.
    pub on: Option<RawOn>,
    /// Checks like those of a step.
    pub expect: Option<RawExpect>,
    /// A value that is different on every answer of a run.
    pub unique: Option<RawUnique>,
    /// The resource keeps to the lifecycle.
    pub lifecycle: Option<RawAspect>,
}

/// Which answers an ambient clause is about.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOn {
    /// Operations.
    #[serde(default)]
    pub operations: Vec<String>,
    /// Statuses or classes.
    #[serde(default)]
    pub status: Vec<String>,
    /// Webhook deliveries instead of answers.
    #[serde(default)]
    pub deliveries: bool,
}

/// A value that is different on every answer of a run.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawUnique {
    /// The header holding it.
    pub header: String,
}

/// A part of the lifecycle.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawAspect {
    /// Known states only.
    States,
    /// Documented moves only.
    Moves,
    /// Terminal is terminal.
    Terminal,
}
