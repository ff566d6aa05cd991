//! Every decision of the server that a fault or a variant may alter, as one value whose default is the sound server.
//! Behaviour only holds decisions; the modules that act on them know nothing of faults or variants.

mod answers;
mod course;
mod hashes;
mod requests;

pub(crate) use answers::{Accepted, Busy, Code, Message, Queries, Refusals, RetryAfter, Transaction, Unknown};
pub(crate) use course::{Confirmations, HashOf, Life, Names, Outcome};
pub(crate) use hashes::{Cents, Hashes};
pub(crate) use requests::{Fields, Race, Repeats, Same};

/// How a Pay4Fun reference server decides where it could decide otherwise; the default is sound.
#[derive(Clone, Debug, Default)]
pub struct Behaviour {
    pub(crate) hashes: Hashes,
    pub(crate) fields: Fields,
    pub(crate) repeats: Repeats,
    pub(crate) accepted: Accepted,
    pub(crate) refusals: Refusals,
    pub(crate) queries: Queries,
    pub(crate) busy: Busy,
    pub(crate) life: Life,
    pub(crate) confirmations: Confirmations,
}
