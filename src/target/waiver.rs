//! Waivers: admitted, dated exceptions.

use crate::contract::ClauseId;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One clause the operator admits to break, until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The clause.
    pub clause: ClauseId,
    /// Why it is broken.
    pub reason: String,
    /// The last day it is admitted.
    #[schemars(with = "String")]
    pub until: Date,
}

impl Waiver {
    /// Whether it no longer counts on a day.
    pub fn is_overdue(&self, today: Date) -> bool {
        today > self.until
    }
}
