//! Features: abilities a target may have, and what it must offer for them to be seen.

use super::Outcome;
use super::raw::RawContract;
use crate::files::{At, Problems, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;

/// An ability a target may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// What it is, in a sentence.
    pub text: String,
    /// What a target must offer for it to be exercised.
    pub needs: Vec<Need>,
}

/// Something a target must offer for a scenario or a feature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A credential of a second tenant.
    SecondKey,
    /// Webhooks that reach the sink.
    Webhooks,
    /// The operator's leave for long waits.
    Slow,
    /// A profile in which money is real.
    RealMoney,
    /// A sample the operator supplies.
    Sample(String),
    /// An operation the contract marks optional.
    Operation(String),
    /// A further instance of the server.
    Instance(String),
    /// A value only its operator can say.
    Value(String),
    /// A further key of the contract's.
    Credential(String),
    /// A payout whose outcome can be forced.
    Outcome(Outcome),
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

impl Feature {
    /// The checked form; needs that cannot be read are left out of it and reported.
    pub(super) fn check(
        name: &str,
        raw: &At<RawFeature>,
        contract: &RawContract,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        let mut needs = Vec::new();
        for need in &raw.needs {
            match Need::parse(need) {
                Ok(Need::Value(name)) if !contract.value.contains_key(&name) => {
                    problems.push(source.unknown(raw.span(), "value", &name, contract.value.keys()));
                }
                Ok(Need::Credential(name)) if !contract.credential.contains_key(&name) => {
                    problems.push(source.unknown(raw.span(), "credential", &name, contract.credential.keys()));
                }
                Ok(need) => needs.push(need),
                Err(found) => problems.push(source.problem(raw.span(), found)),
            }
        }
        Self { name: name.to_owned(), text: raw.text.clone(), needs }
    }
}

impl Need {
    /// Reads a need; the error says what is allowed.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.split_once('.') {
            None => match text {
                "second_key" => Ok(Self::SecondKey),
                "webhooks" => Ok(Self::Webhooks),
                "slow" => Ok(Self::Slow),
                "real_money" => Ok(Self::RealMoney),
                _ => Err(Self::refusal(text)),
            },
            Some((_, "")) => Err(Self::refusal(text)),
            Some(("sample", name)) => Ok(Self::Sample(name.to_owned())),
            Some(("operation", name)) => Ok(Self::Operation(name.to_owned())),
            Some(("instance", name)) => Ok(Self::Instance(name.to_owned())),
            Some(("value", name)) => Ok(Self::Value(name.to_owned())),
            Some(("credential", name)) => Ok(Self::Credential(name.to_owned())),
            Some(("outcome", word)) => Outcome::parse(word).map(Self::Outcome),
            Some(_) => Err(Self::refusal(text)),
        }
    }

    fn refusal(text: &str) -> String {
        format!(
            "`{text}` is nothing a target can offer; allowed: second_key, webhooks, slow, real_money, sample.NAME, operation.NAME, instance.NAME, value.NAME, credential.NAME, outcome.NAME"
        )
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecondKey => f.write_str("second_key"),
            Self::Webhooks => f.write_str("webhooks"),
            Self::Slow => f.write_str("slow"),
            Self::RealMoney => f.write_str("real_money"),
            Self::Sample(name) => write!(f, "sample.{name}"),
            Self::Operation(name) => write!(f, "operation.{name}"),
            Self::Instance(name) => write!(f, "instance.{name}"),
            Self::Value(name) => write!(f, "value.{name}"),
            Self::Credential(name) => write!(f, "credential.{name}"),
            Self::Outcome(outcome) => write!(f, "outcome.{}", outcome.word()),
        }
    }
}
