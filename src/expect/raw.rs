//! Expectations as people write them.

use crate::files::At;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What must hold after a step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawExpect {
    /// The clause this tests; without it the expectation is a precondition.
    pub clause: Option<At<String>>,
    /// Accepted statuses: `409`, `[200, 201]`, `"2xx"`.
    pub status: Option<At<RawValue>>,
    /// Accepted error codes.
    pub error: Option<At<RawValue>>,
    /// Accepted pairs of status and error code: `["409 TAKEN", "422"]`.
    pub answers: Option<At<Vec<String>>>,
    /// Header name → matcher.
    #[serde(default)]
    pub headers: BTreeMap<String, At<RawMatcher>>,
    /// A schema file of the contract that the body must satisfy.
    pub schema: Option<At<String>>,
    /// JSON pointer → matcher.
    #[serde(default)]
    pub body: BTreeMap<String, At<RawMatcher>>,
    /// Texts that are nowhere in the body, in whatever case.
    #[serde(default)]
    pub free_of: Option<At<Vec<String>>>,
    /// Places that hold the same values as in another step's answer.
    pub same_as: Option<At<RawSameAs>>,
    /// Places that hold the same value: JSON pointers into the body, or `header NAME`.
    pub alike: Option<At<Vec<String>>>,
    /// JSON pointer → pointers to the amounts that add up to the one there, exactly.
    #[serde(default)]
    pub sums: BTreeMap<String, At<Vec<String>>>,
    /// What the lists at one place of all answers of a step are like, put one behind the other.
    pub joined: Option<At<RawJoined>>,
    /// A list that has the elements of another step's list, in whatever order.
    pub same_elements: Option<At<RawSameElements>>,
    /// A count over all answers of a step.
    pub tally: Option<At<RawTally>>,
    /// Only deliveries whose places match: JSON pointer → matcher.
    #[serde(default)]
    pub of: BTreeMap<String, At<RawMatcher>>,
    /// The number of deliveries: a number or `{ at_least, at_most }`.
    pub count: Option<At<RawValue>>,
    /// A JSON pointer that is different in every delivery.
    pub distinct: Option<At<String>>,
    /// Deliveries that hold the same at one place hold the same at another: `{ at = "/id", with = "/data/status" }`.
    pub goes_with: Option<At<RawGoesWith>>,
    /// The states that deliveries show: each of these, and no other.
    pub walks: Option<At<Vec<String>>>,
    /// Whether deliveries come in the order of documented moves.
    pub in_order: Option<At<bool>>,
    /// Whether the contract's signature is right: `"valid"`.
    pub signature: Option<At<String>>,
    /// The HTTP method deliveries are sent with: `"POST"`.
    pub method: Option<At<String>>,
}

/// Places that hold the same values as in another step's answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSameAs {
    /// The earlier step.
    pub step: String,
    /// JSON pointers.
    pub at: Vec<String>,
    /// Where the resource sits in a delivery, put before each pointer on this side.
    pub under: Option<String>,
}

/// Deliveries that hold the same at one place hold the same at another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGoesWith {
    /// A JSON pointer.
    pub at: String,
    /// Another one.
    pub with: String,
}

/// What the lists at one place of all answers of a step are like, put one behind the other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawJoined {
    /// JSON pointer to the list.
    pub body: String,
    /// Only those elements whose places match: JSON pointer → matcher.
    #[serde(default)]
    pub of: BTreeMap<String, RawMatcher>,
    /// What the whole is like.
    #[serde(rename = "match")]
    pub matcher: RawMatcher,
}

/// A list that has the elements of another step's list; those of several answers are put one behind the other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSameElements {
    /// The earlier step.
    pub step: String,
    /// JSON pointer to the list.
    pub at: String,
    /// What an element is known by: a JSON pointer into it.
    pub by: String,
    /// Only those elements of the other step's list whose places match: JSON pointer → matcher.
    #[serde(default)]
    pub of: BTreeMap<String, RawMatcher>,
}

/// A count over all answers of a step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTally {
    /// Which answers count: `"2xx"`, `"201"`, `"429 SLOW_DOWN"`; all when absent.
    pub of: Option<String>,
    /// Count different values at this JSON pointer instead of answers.
    pub distinct: Option<String>,
    /// The accepted count: a number or `{ at_least, at_most }`.
    pub count: RawValue,
}

/// A literal (text, integer or boolean) or a table with exactly one operator.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct RawMatcher(pub toml::Value);

/// A value whose form is checked after reading.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct RawValue(pub toml::Value);

impl JsonSchema for RawValue {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "integer", "boolean", "array", "object"] })
    }
}

impl JsonSchema for RawMatcher {
    fn schema_name() -> Cow<'static, str> {
        "Matcher".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inner = generator.subschema_for::<RawMatcher>();
        let kinds: Vec<&str> = super::Kind::ALL.iter().map(|(word, _)| *word).collect();
        json_schema!({
            "description": "A literal, or a table with exactly one operator.",
            "anyOf": [
                { "type": ["string", "integer", "boolean"] },
                {
                    "type": "object",
                    "additionalProperties": false,
                    "minProperties": 1,
                    "maxProperties": 1,
                    "properties": {
                        "is": { "enum": kinds },
                        "in": { "type": "array", "minItems": 1, "items": { "type": ["string", "integer", "boolean"] } },
                        "json": { "type": "string" },
                        "matches": { "type": "string", "format": "regex" },
                        "starts_with": { "type": "string" },
                        "ends_with": { "type": "string" },
                        "contains": { "type": "string" },
                        "length": { "type": ["integer", "object"] },
                        "at_least": { "type": ["integer", "string"] },
                        "at_most": { "type": ["integer", "string"] },
                        "decimal": { "type": "string" },
                        "differs_from": { "type": "string" },
                        "every": {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["body", "match"],
                            "properties": { "body": { "type": "string" }, "match": inner.clone() }
                        },
                        "some": {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["body", "match"],
                            "properties": { "body": { "type": "string" }, "match": inner.clone() }
                        },
                        "unique": { "type": "string" },
                        "rising": { "type": "string" },
                        "falling": { "type": "string" },
                        "optional": inner
                    }
                }
            ]
        })
    }
}
