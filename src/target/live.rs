//! How a run in which money is real is held in check, and how long its payments may take.

use super::driver::RawDriver;
use super::load::Loader;
use super::raw::RawTarget;
use crate::expect::durations_text;
use crate::files::At;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Limits and waits of runs in which money is real; durations in milliseconds of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// How long a payment may take to its end.
    pub settle_within: u64,
    /// How long a run waits for one itself before it leaves it to a later one.
    pub stay: u64,
    /// How often a run looks.
    pub every: u64,
    /// How many creates may be under way at once.
    pub creates_at_once: u32,
    /// What all creates together may move, by currency.
    pub caps: BTreeMap<String, Decimal>,
}

impl Default for Live {
    fn default() -> Self {
        Self { settle_within: 48 * HOUR, stay: HOUR / 30, every: HOUR / 360, creates_at_once: 1, caps: BTreeMap::new() }
    }
}

const HOUR: u64 = 3_600_000;

/// Limits and waits of runs in which money is real.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLive {
    /// How long a payment may take to its end: `"48h"`.
    pub settle_within: Option<At<String>>,
    /// How long a run waits for one itself; `payspec resume` goes on later: `"2m"`.
    pub stay: Option<At<String>>,
    /// How often a run looks: `"10s"`.
    pub every: Option<At<String>>,
    /// How many creates may be under way at once; 1 when absent.
    pub creates_at_once: Option<At<u32>>,
    /// How outcomes are forced upon payments.
    pub driver: Option<At<RawDriver>>,
    /// What all creates together may move, by currency: `COP = "500000"`.
    #[serde(default)]
    pub cap: BTreeMap<String, At<String>>,
}

impl Loader<'_> {
    pub(super) fn live(&mut self, raw: &RawTarget) -> Live {
        let mut live = Live::default();
        let Some(raw) = &raw.live else { return live };
        for (text, place) in
            [(&raw.settle_within, &mut live.settle_within), (&raw.stay, &mut live.stay), (&raw.every, &mut live.every)]
        {
            if let Some(text) = text
                && let Some(milliseconds) = self.accept(text, durations_text(text))
            {
                *place = milliseconds;
            }
        }
        if let Some(number) = &raw.creates_at_once {
            let fine = (1..=64).contains(&**number).then_some(**number);
            let checked = fine.ok_or_else(|| "`creates_at_once` is 1 to 64".to_owned());
            live.creates_at_once = self.accept(number, checked).unwrap_or(1);
        }
        for (currency, text) in &raw.cap {
            let amount = Decimal::from_str(text).ok().filter(|amount| !amount.is_sign_negative());
            let checked = amount.ok_or_else(|| format!("`{}` is no amount; write \"500000\"", **text));
            if let Some(amount) = self.accept(text, checked) {
                live.caps.insert(currency.clone(), amount);
            }
        }
        live
    }
}
