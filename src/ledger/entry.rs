//! The lines of a ledger.

use crate::scenario::TestId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the ledger format this program writes and reads.
pub const FORMAT: u32 = 1;

/// One line of a ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entry {
    /// The first line: which run this is the ledger of.
    Opening(Opening),
    /// Where the webhooks of a test go.
    Mailbox {
        /// The test.
        test: TestId,
        /// The part of the address nobody can guess.
        token: String,
    },
    /// A payment was made.
    Payment(Box<PaymentEntry>),
    /// A payment was seen in a state it was not in before.
    State {
        /// Its id.
        id: String,
        /// The state.
        state: String,
        /// What showed it.
        by: Witness,
        /// When, RFC 3339.
        at: String,
    },
    /// A payment that nobody waits for could not be undone.
    Leftover {
        /// Its id.
        id: String,
        /// Its last known state.
        state: String,
        /// Why.
        why: String,
    },
    /// A later run went on.
    Resumed {
        /// When, RFC 3339.
        at: String,
    },
}

/// What showed a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Witness {
    /// An answer.
    Answer,
    /// A webhook.
    Webhook,
}

/// Which run a ledger is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The version of the format.
    pub format: u32,
    /// The contract.
    pub contract: String,
    /// The profile.
    pub profile: String,
    /// What the target is called.
    pub target: String,
    /// Its base URL.
    pub url: String,
    /// Whether the target ended with the run: a server of our own.
    pub ended: bool,
    /// When the run began, RFC 3339.
    pub started: String,
}

/// A payment that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentEntry {
    /// Its id.
    pub id: String,
    /// The test that made it.
    pub test: TestId,
    /// The step that made it.
    pub step: String,
    /// Who made it.
    pub credential: String,
    /// The instance it was made on, when not the main one.
    pub instance: Option<String>,
    /// The key it was made under.
    pub key: Option<String>,
    /// The state its create showed.
    pub state: String,
    /// What was sent, with who is paid made unreadable.
    pub body: Value,
    /// When, RFC 3339.
    pub at: String,
}
