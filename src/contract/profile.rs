//! Features a target may claim and profiles made of them.

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
}

impl Profile {
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
    /// A sample the operator supplies.
    Sample(String),
    /// An operation the contract marks optional.
    Operation(String),
    /// A further instance of the server.
    Instance(String),
}

impl Need {
    /// Reads a need; the error says what is allowed.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.split_once('.') {
            None => match text {
                "second_key" => Ok(Self::SecondKey),
                "webhooks" => Ok(Self::Webhooks),
                "slow" => Ok(Self::Slow),
                _ => Err(Self::refusal(text)),
            },
            Some((_, "")) => Err(Self::refusal(text)),
            Some(("sample", name)) => Ok(Self::Sample(name.to_owned())),
            Some(("operation", name)) => Ok(Self::Operation(name.to_owned())),
            Some(("instance", name)) => Ok(Self::Instance(name.to_owned())),
            Some(_) => Err(Self::refusal(text)),
        }
    }

    fn refusal(text: &str) -> String {
        format!(
            "`{text}` is nothing a target can offer; allowed: second_key, webhooks, slow, sample.NAME, operation.NAME, instance.NAME"
        )
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecondKey => f.write_str("second_key"),
            Self::Webhooks => f.write_str("webhooks"),
            Self::Slow => f.write_str("slow"),
            Self::Sample(name) => write!(f, "sample.{name}"),
            Self::Operation(name) => write!(f, "operation.{name}"),
            Self::Instance(name) => write!(f, "instance.{name}"),
        }
    }
}
