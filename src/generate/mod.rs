//! Makes values from a run seed: valid and deliberately broken identifiers, texts, amounts.
//!
//! Every value follows from (run seed, salt, test id, name) alone, so neither the order of steps nor the company of
//! other tests changes it. This module refuses to know contracts, scenarios and targets: it is told what to make.

mod generator;
mod money;
mod seed;
mod source;
mod text;
mod uuid;

pub use generator::Generator;
pub use money::{ImpossibleMoney, MoneyShape};
pub use seed::{InvalidSeed, RunSeed};
pub use source::Source;
pub use text::{Alphabet, ImpossibleText, TextShape};
