//! Signatures as data: a recipe says which parts are signed, how, and where the result stands; the same recipe signs
//! what we send and verifies what we receive, and tells apart the ways in which a signature can be wrong.
//!
//! Knows no API by name, no clock and no network. What is compared is compared in constant time.

mod diagnose;
mod digest;
mod fault;
mod form;
mod message;
mod place;
mod recipe;
mod spelling;
mod timestamp;
mod verify;

pub use fault::{OtherMessage, SecretForm, SignatureFault};
pub use form::{Escapes, Form, Layout, Order};
pub use message::Keys;
pub use recipe::{Algorithm, Encoding, Part, Placement, Recipe, TimestampRule, TimestampUnit};
pub use spelling::Spelling;
