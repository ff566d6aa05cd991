//! One API as documented, as data: clauses, operations, credentials, duplicates, lifecycle, features and profiles.
//!
//! Knows no API by name, sends nothing and judges nothing.

mod ambient;
mod auth;
mod chapters;
mod clause;
mod driver;
mod duplicates;
mod feature;
mod form;
mod given;
mod key;
mod lifecycle;
mod load;
mod modes;
mod operation;
mod payment;
mod profile;
mod raw;
mod rules;
mod sample;
mod schemas;
mod signed;
mod signing;
mod webhook;

pub use ambient::{Ambient, AmbientKind, LifecycleAspect};
pub use auth::Auth;
pub use clause::{Clause, ClauseId, Level, RawClause, RawClauses};
pub use driver::{Driver, Outcome};
pub use duplicates::DuplicateRule;
pub use feature::{Feature, Need};
pub use form::Form;
pub(crate) use given::given_table;
pub use given::{Given, RawGiven};
pub(crate) use key::{LONGEST_KEY_NAME, is_key_name};
pub use lifecycle::Lifecycle;
pub use load::{Contract, OperatorValue};
pub use modes::{Mode, Modes, RawMode, Ruling};
pub use operation::{ErrorPlaces, Operation, Smoke};
pub use payment::Payment;
pub use profile::{Clash, Money, Profile};
pub use raw::RawContract;
pub use rules::{Rules, Standing};
pub use sample::Sample;
pub(crate) use sample::sample_body;
pub use schemas::{SchemaFault, Schemas};
pub use signed::{KeyKind, SignedAuth, SignedWay};
pub use signing::{Chosen, Open, RawAlgorithm, RawEncoding, RawTimestampUnit};
pub use webhook::Webhook;
