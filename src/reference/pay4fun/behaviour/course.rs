//! The course of a payout, and how it is confirmed.

/// The course of a payout.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    pub(crate) seconds: u32,
    pub(crate) fails: bool,
}

impl Default for Life {
    fn default() -> Self {
        Self { seconds: 10, fails: false }
    }
}

/// How payouts are confirmed.
#[derive(Clone, Debug)]
pub(crate) struct Confirmations {
    pub(crate) sent: bool,
    /// How often one is told to somebody who takes it.
    pub(crate) times: u32,
    /// Whether an address is told of one payout alone.
    pub(crate) once_per_address: bool,
    /// How often one is tried.
    pub(crate) attempts: u32,
    /// Seconds between two tries.
    pub(crate) gap: u32,
    pub(crate) put: bool,
    pub(crate) outcome: Outcome,
    pub(crate) names: Names,
    pub(crate) hash: HashOf,
    pub(crate) hash_in_small_letters: bool,
    pub(crate) transaction_zero: bool,
    /// The currency told, where it is not that of the request.
    pub(crate) currency: Option<&'static str>,
    /// Cents that are taken from the amount.
    pub(crate) fee: i128,
    pub(crate) email_masked: bool,
    pub(crate) process: &'static str,
    pub(crate) with_dates: bool,
    /// Whether what was refused is confirmed as well.
    pub(crate) refused_too: bool,
}

impl Default for Confirmations {
    fn default() -> Self {
        Self {
            sent: true,
            times: 1,
            once_per_address: false,
            attempts: 144,
            gap: 600,
            put: false,
            outcome: Outcome::AsDocumented,
            names: Names::AsDocumented,
            hash: HashOf::Confirmation,
            hash_in_small_letters: false,
            transaction_zero: false,
            currency: None,
            fee: 0,
            email_masked: false,
            process: "Payout",
            with_dates: true,
            refused_too: false,
        }
    }
}

/// What a confirmation tells of how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    AsDocumented,
    /// As documented, a status that is a number as text.
    StatusAsText,
    Pending,
    Approved,
}

/// How the members of a confirmation are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    AsDocumented,
    Capitalised,
    SmallLetters,
}

/// What the hash of a confirmation is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HashOf {
    Confirmation,
    /// As for a create, with the secret inside.
    Create,
    /// The secret is what it is made with.
    SecretAsKey,
    /// Whole units stand where cents belong.
    Units,
    /// The invoice comes before the cents.
    OtherOrder,
}
