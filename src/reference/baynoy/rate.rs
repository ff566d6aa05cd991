//! How much keys and merchants send within a window of time.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::json;

use super::App;
use super::behaviour::Reset;
use super::config::Key;
use super::refusal::Refusal;

/// How long nobody else is served where a refusal is held against others.
const LOCK: Duration = Duration::from_secs(3);

/// What was sent within the window that is open.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    opened: Option<Instant>,
    /// Who was refused, and until when that is held against everybody else.
    locked: Option<(usize, Instant)>,
    of_keys: HashMap<&'static str, u32>,
    of_merchants: HashMap<usize, u32>,
}

impl App {
    /// Counts a request of a key, if that may send one more.
    pub(crate) fn count(&self, key: &Key) -> Result<(), Refusal> {
        let rules = &self.config.behaviour.rates;
        let Some(per_key) = self.config.rate else { return Ok(()) };
        let mut counts = self.counts();
        let now = Instant::now();
        let is_over = counts.opened.is_none_or(|opened| now.duration_since(opened) >= self.config.window);
        let refused_before = counts.of_keys.values().any(|count| *count >= per_key);
        if is_over && !(rules.never_ends && refused_before) {
            *counts = Counts { opened: Some(now), locked: counts.locked, ..Counts::default() };
        }
        let of_key = counts.of_keys.get(key.secret).copied().unwrap_or_default();
        let of_merchant = counts.of_merchants.get(&key.merchant).copied().unwrap_or_default();
        let locked = counts.locked.is_some_and(|(merchant, end)| merchant != key.merchant && now < end);
        let key_is_full = (of_key >= per_key && !rules.keys_unlimited) || locked;
        let merchant_is_full = of_merchant >= per_key.saturating_mul(2) && !rules.merchants_unlimited;
        let code = match (key_is_full, merchant_is_full) {
            (true, true) if rules.merchant_first => Some("rate_limited"),
            (true, _) => Some("rate_limited_key"),
            (false, true) => Some("rate_limited"),
            (false, false) => None,
        };
        let Some(code) = code else {
            *counts.of_keys.entry(key.secret).or_default() += 1;
            *counts.of_merchants.entry(key.merchant).or_default() += 1;
            return Ok(());
        };
        if rules.locks_others && !locked {
            counts.locked = Some((key.merchant, now + LOCK));
        }
        let refusal = Refusal::new(429, rules.code.unwrap_or(code), "Too much was asked in a second.");
        Err(match rules.reset {
            Reset::InDetails => refusal.with(json!({ "resetSeconds": 1 })),
            Reset::InTheError => refusal.beside("resetSeconds", json!(0.75)),
            Reset::InAList => refusal.with(json!([{ "budget": "key" }, { "resetSeconds": 1 }])),
            Reset::AsText => refusal.with(json!({ "resetSeconds": "1" })),
            Reset::LeftOut => refusal,
        })
    }
}
