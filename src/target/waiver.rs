//! Waivers: admitted, dated exceptions.

use super::load::Loader;
use super::raw::RawWaiver;
use crate::contract::ClauseId;
use crate::files::{At, choices};
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

impl Loader<'_> {
    /// The checked form; nothing when its day cannot be read.
    pub(super) fn waiver(&mut self, raw: &At<RawWaiver>) -> Option<Waiver> {
        let clause = ClauseId::of(raw.clause.as_str());
        if self.contract.clause(&clause).is_none() {
            let of_chapter = self.contract.clauses.keys().filter(|known| known.chapter() == clause.chapter());
            let known = match choices(of_chapter.map(ClauseId::as_str)) {
                known if known.contains('.') => known,
                _ => choices(self.contract.clauses.keys().map(ClauseId::chapter)),
            };
            self.problems.push(self.source.refusal(raw.clause.span(), format!("unknown clause `{clause}`"), known));
        }
        let until = raw.until.to_string().parse::<Date>().map_err(|_| "`until` is a day such as 2027-02-01".to_owned());
        let until = self.accept(&raw.until, until)?;
        Some(Waiver { clause, reason: raw.reason.clone(), until })
    }
}
