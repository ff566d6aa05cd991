//! Every decision of the server that a fault or a variant may alter, as one value whose default is the sound server.
//! Behaviour only holds decisions; the modules that act on them know nothing of faults or variants.

mod auth;
mod list;
mod neighbours;
mod told;

pub(crate) use auth::{Admission, Comparison, Granted};
pub(crate) use list::{AmountForm, Bounds, Cursor, Filter, IdForm, List, Order, Start, TimeForm, UnknownStatus};
pub(crate) use neighbours::{Finger, Neighbours, OtherBody, RefundRules, Replay};
pub(crate) use told::{BalanceRules, Envelope, Events, Rates, Reset, Signed};

/// How a Baynoy reference server decides where it could decide otherwise; the default is sound.
#[derive(Clone, Debug, Default)]
pub struct Behaviour {
    pub(crate) admission: Admission,
    pub(crate) envelope: Envelope,
    pub(crate) list: List,
    pub(crate) balance: BalanceRules,
    pub(crate) refunds: RefundRules,
    pub(crate) neighbours: Neighbours,
    pub(crate) rates: Rates,
    pub(crate) events: Events,
}
