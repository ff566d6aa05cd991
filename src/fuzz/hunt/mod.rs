//! Hunts for bugs: draws and alters walks, sorts what they break, shrinks and repeats what is new.

mod bucket;
mod corpus;
mod endure;
mod finding;
mod hunt;
mod inquiry;
mod ledger;
mod novelty;
mod order;
mod proof;
mod worker;

pub use bucket::{Bucket, Root, roots};
pub use corpus::Corpus;
pub use finding::{Finding, Repeats, Shown};
pub use hunt::Hunt;
pub use ledger::{Ledger, Note, NoteKind};
pub use novelty::{Map, Novelty, WrittenPlace};
pub use order::{HuntError, Order, Shard};
