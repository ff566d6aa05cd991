//! What keeps a run in check when money is real: the operator's consent, caps and beneficiaries before anything is sent,
//! a look at every create before it goes, an alarm at the first payment nobody meant, and a last round that cancels what
//! is still open.
//!
//! Knows amounts and accounts, and judges no clause.

mod admit;
mod guard;
mod payees;
mod purse;

pub use admit::{Consent, Unsafe, admit};
pub use guard::{Guard, Intent, Open};
pub use payees::Payees;
pub use purse::Purse;
