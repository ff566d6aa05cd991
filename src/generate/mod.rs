//! Makes values from a run seed: valid and deliberately broken identifiers, texts, amounts.
//!
//! Every value follows from (run seed, salt, test id, name) alone, so neither the order of steps nor the company of
//! other tests changes it. This module refuses to know contracts, scenarios and targets: it is told what to make.

pub mod cbu;
pub mod cci;
pub mod clabe;
pub mod cnpj;
pub mod cpf;
pub mod cuil;
pub mod rut;

mod generator;
mod layout;
mod money;
mod scheme;
mod seed;
mod source;
mod text;
mod uuid;
mod weigh;

pub use generator::{Generator, UnknownForm};
pub use money::{ImpossibleMoney, MoneyShape};
pub use scheme::{Breakage, Form, Scheme};
pub use seed::{InvalidSeed, RunSeed};
pub use source::Source;
pub use text::{Alphabet, ImpossibleText, TextShape};
