//! Features a target may claim and profiles made of them.

use super::Modes;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
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

/// A set of features a run concludes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What it is, in a sentence.
    pub text: String,
    /// Features without which there is no conformance.
    pub core: Vec<String>,
    /// Features judged when the target offers what they need, and listed as not exercised otherwise.
    pub extended: Vec<String>,
    /// What it does with single clauses and chapters.
    pub modes: Modes,
    /// What the contract says and the provider behind such servers does not allow.
    pub clashes: Vec<Clash>,
    /// Whether payouts move money.
    pub money: Money,
    /// Outcomes that scenarios force by themselves on servers of this profile.
    pub forces: BTreeSet<Outcome>,
}

/// Whether payouts move money.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Money {
    /// They are played through by a mock.
    #[default]
    Play,
    /// They may be paid: whoever creates them has consented, pays beneficiaries of his own, and has set limits.
    Real,
}

/// A point on which the contract cannot be met by a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What the contract says.
    pub contract: String,
    /// What the provider allows.
    pub provider: String,
    /// What is done about it in a run.
    pub handling: String,
}

impl Profile {
    /// A profile that asks for these features and nothing else.
    pub fn of_features(name: &str, core: impl IntoIterator<Item = String>) -> Self {
        Self {
            name: name.to_owned(),
            text: String::new(),
            core: core.into_iter().collect(),
            extended: Vec::new(),
            modes: Modes::default(),
            clashes: Vec::new(),
            money: Money::Play,
            forces: BTreeSet::new(),
        }
    }

    /// Whether it has a feature at all.
    pub fn has(&self, feature: &str) -> bool {
        self.core.iter().chain(&self.extended).any(|name| name == feature)
    }
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
    /// A payout whose outcome can be forced.
    Outcome(Outcome),
}

/// What can be forced upon a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is paid.
    Paid,
    /// It is rejected on the way.
    Rejected,
    /// It is rejected at once.
    RejectedAtIntake,
    /// It stays in its first state for long.
    Held,
    /// It stays on its way for good.
    Stuck,
}

impl Outcome {
    /// Every outcome with its word.
    pub const ALL: [(&'static str, Outcome); 5] = [
        ("paid", Outcome::Paid),
        ("rejected", Outcome::Rejected),
        ("rejected-at-intake", Outcome::RejectedAtIntake),
        ("held", Outcome::Held),
        ("stuck", Outcome::Stuck),
    ];

    /// The outcome of a word; the error says what is allowed.
    pub fn parse(word: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, outcome)| *outcome);
        known.ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|(name, _)| *name).collect();
            format!("`{word}` is no outcome; allowed: {}", words.join(", "))
        })
    }

    /// The outcome's word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, outcome)| *outcome == self).map_or("", |(word, _)| word)
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
            Some(("outcome", word)) => Outcome::parse(word).map(Self::Outcome),
            Some(_) => Err(Self::refusal(text)),
        }
    }

    fn refusal(text: &str) -> String {
        format!(
            "`{text}` is nothing a target can offer; allowed: second_key, webhooks, slow, real_money, sample.NAME, operation.NAME, instance.NAME, value.NAME, outcome.NAME"
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
            Self::Outcome(outcome) => write!(f, "outcome.{}", outcome.word()),
        }
    }
}
