//! What a run with real money leaves for later: every payment it made, what was seen of it and when, and where its
//! webhooks go; as JSON lines that can be read and added to for as long as payments settle.
//!
//! Holds no account or document number in the clear, and judges nothing.

mod book;
mod entry;
mod mask;
mod read;

pub use book::{Ledger, LedgerError};
pub use entry::{Entry, FORMAT, Opening, PaymentEntry, Witness};
pub use mask::masked;
pub use read::{Account, Unbalanced, read};
