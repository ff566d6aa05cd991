//! Every decision of the server that a fault or a variant may alter, as one value whose default is the sound server.
//! Behaviour only holds decisions; the modules that act on them know nothing of faults or variants.

mod answers;
mod auth;
mod course;
mod creates;
mod fields;

pub(crate) use answers::{Balance, Business, Envelope, Reads, Total};
pub(crate) use auth::{Auth, Check, Encoding, Held, Keys, Missing, SignedBytes};
pub(crate) use course::{Life, SignedWebhook, Taken, Webhooks};
pub(crate) use creates::{Changed, Created, IdForm, Race, RepeatAnswer, Repeats, Scope};
pub(crate) use fields::{AmountRule, Fields, Funds, Rounding};

/// How a Payfield reference server decides where it could decide otherwise; the default is sound.
#[derive(Clone, Debug, Default)]
pub struct Behaviour {
    pub(crate) auth: Auth,
    pub(crate) fields: Fields,
    pub(crate) funds: Funds,
    pub(crate) repeats: Repeats,
    pub(crate) created: Created,
    pub(crate) reads: Reads,
    pub(crate) envelope: Envelope,
    pub(crate) life: Life,
    pub(crate) webhooks: Webhooks,
    pub(crate) balance: Balance,
}
