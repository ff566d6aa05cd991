//! What a create moves and how it is undone, for runs in which money is real.

use super::Operation;
use crate::expect::pointer;
use crate::files::{At, Problems, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Which operations make, show and undo a payment, and where its body says how much goes to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The operation that makes one.
    pub create: String,
    /// The operation that shows one; it takes the id alone.
    pub read: String,
    /// The operation that undoes one; it takes the id alone.
    pub cancel: String,
    /// States it can be undone in.
    pub cancellable: BTreeSet<String>,
    /// States in which money has gone.
    pub paid: BTreeSet<String>,
    /// Where the body says how much.
    pub amount: String,
    /// Where the body says of what.
    pub currency: String,
    /// Where the body says to whom.
    pub payee: String,
    /// Places under the payee that say nothing of who is paid.
    pub beside: Vec<String>,
}

/// What a create moves and how it is undone.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPayment {
    /// The operation that makes one.
    pub create: String,
    /// The operation that shows one; it takes the id alone.
    pub read: String,
    /// The operation that undoes one; it takes the id alone.
    pub cancel: String,
    /// States it can be undone in.
    pub cancellable: Vec<String>,
    /// States in which money has gone.
    pub paid: Vec<String>,
    /// JSON pointer to the amount in the body.
    pub amount: String,
    /// JSON pointer to the currency in the body.
    pub currency: String,
    /// JSON pointer to whoever is paid in the body.
    pub payee: String,
    /// JSON pointers under the payee that say nothing of who is paid.
    #[serde(default)]
    pub beside: Vec<String>,
}

impl Payment {
    pub(super) fn check(
        raw: &At<RawPayment>,
        operations: &BTreeMap<String, Operation>,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        for name in [&raw.create, &raw.read, &raw.cancel] {
            let Some(operation) = operations.get(name) else {
                problems.push(source.unknown(raw.span(), "operation", name, operations.keys()));
                continue;
            };
            let parameters = operation.parameters().count();
            let wanted = usize::from(*name != raw.create);
            if parameters != wanted {
                let found = format!("operation `{name}` has {parameters} path parameters, not {wanted}");
                problems.push(source.problem(raw.span(), found));
            }
        }
        for at in [&raw.amount, &raw.currency, &raw.payee].into_iter().chain(&raw.beside) {
            if let Err(found) = pointer(at) {
                problems.push(source.problem(raw.span(), found));
            }
        }
        Self {
            create: raw.create.clone(),
            read: raw.read.clone(),
            cancel: raw.cancel.clone(),
            cancellable: raw.cancellable.iter().cloned().collect(),
            paid: raw.paid.iter().cloned().collect(),
            amount: raw.amount.clone(),
            currency: raw.currency.clone(),
            payee: raw.payee.clone(),
            beside: raw.beside.clone(),
        }
    }
}
