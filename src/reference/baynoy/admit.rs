//! Who sends a request: the key, where it comes from, how much it has sent, and what it may do.

use axum::http::HeaderMap;
use serde_json::json;

use super::App;
use super::behaviour::{Comparison, Granted};
use super::config::{KEYS, Key, Standing};
use super::refusal::Refusal;

impl App {
    /// The key of a request, if it is one that is let in.
    pub(crate) fn admit(&self, headers: &HeaderMap, is_balance: bool) -> Result<&'static Key, Refusal> {
        let rules = &self.config.behaviour.admission;
        let Some(sent) = headers.get("authorization").map(|value| value.to_str().unwrap_or_default()) else {
            if rules.keyless_let_in || (rules.keyless_balance_let_in && is_balance) {
                return Ok(&KEYS[0]);
            }
            return Err(Refusal::unauthorized());
        };
        let shown = match sent.split_once(' ') {
            Some(("Bearer", key)) => Some(key),
            Some((_, key)) if rules.any_scheme => Some(key),
            _ => None,
        };
        let Some(shown) = shown else {
            if rules.malformed_is_400 {
                return Err(Refusal::invalid("authorization", "malformed", &self.config.behaviour.envelope));
            }
            return Err(Refusal::unauthorized());
        };
        let is_key = |known: &str| match rules.comparison {
            Comparison::Whole => known == shown,
            Comparison::Beginning => shown.starts_with(known),
            Comparison::WithoutCase => known.eq_ignore_ascii_case(shown),
        };
        let Some(key) = KEYS.iter().find(|key| is_key(key.secret)) else {
            let status = if rules.unknown_is_403 { 403 } else { 401 };
            let refusal = Refusal::new(status, "unauthorized", "Nobody was given this key.");
            return Err(refusal.coded(rules.unknown_code));
        };
        let refused = match key.standing {
            Standing::Good => false,
            Standing::GoodElsewhere if rules.addresses_unchecked => false,
            Standing::GoodElsewhere => {
                let status = if rules.address_is_401 { 401 } else { 403 };
                return Err(Refusal::new(status, "ip_not_allowed", "This key is used from another address."));
            }
            Standing::Revoked if rules.revoked_is_403 => {
                return Err(Refusal::new(403, "unauthorized", "This key was revoked."));
            }
            Standing::Revoked => !rules.revoked_let_in,
            Standing::Expired => !rules.expired_let_in,
        };
        if refused {
            return Err(Refusal::unauthorized());
        }
        self.count(key)?;
        Ok(key)
    }

    /// Whether a key may do what needs a scope.
    pub(crate) fn allow(&self, key: &Key, scope: &'static str) -> Result<(), Refusal> {
        let rules = &self.config.behaviour.admission;
        let is_lost = rules.star_is_not_for_balances && scope == "balance:read";
        let star = !(rules.star_is_a_name || is_lost);
        let has = key.scopes.iter().any(|granted| *granted == scope || (*granted == "*" && star));
        if has || rules.scopes_unchecked {
            return Ok(());
        }
        let status = if rules.missing_scope_is_401 { 401 } else { 403 };
        let mut granted: Vec<&str> = key.scopes.to_vec();
        if rules.granted == Granted::WithTheMissingOne {
            granted.push(scope);
        }
        let mut details = json!({ "requiredScope": rules.required_as.unwrap_or(scope) });
        match rules.granted {
            Granted::Listed | Granted::WithTheMissingOne => details["grantedScopes"] = json!(granted),
            Granted::AsText => details["grantedScopes"] = json!(granted.join(" ")),
            Granted::LeftOut => {}
        }
        let refusal = Refusal::new(status, "insufficient_scope", "This key may not do that.");
        Err(refusal.coded(rules.missing_scope_code).with(details))
    }
}
