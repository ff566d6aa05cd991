//! Signatures as data: a recipe says which parts are signed, how, and where the result stands; the same recipe signs
//! what we send and verifies what we receive.
//!
//! Knows no API by name, no clock and no network. What is compared is compared in constant time.

mod recipe;
mod verify;

pub use recipe::{Algorithm, Encoding, Part, Placement, Recipe, TimestampRule, TimestampUnit};
pub use verify::SignatureFault;
