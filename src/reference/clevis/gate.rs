//! Who gets through: the switch, the key, the rate. A caller who does is a tenant number and nothing else.

use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::header::{AUTHORIZATION, RETRY_AFTER, WWW_AUTHENTICATE};
use governor::clock::{Clock as _, DefaultClock};
use subtle::ConstantTimeEq as _;

use super::App;
use super::behaviour::errors::Kind;
use super::behaviour::gates::{Challenge, Disabled, GateOrder, HealthGate, Keys, Rate, RetryAfter, Scheme};
use super::behaviour::side_routes::HealthWhenDisabled;
use super::refusal::Refusal;
use super::route::Route;

/// Which API key speaks, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tenant(pub(crate) usize);

impl App {
    /// Lets a request through or refuses it before anything is read.
    pub(crate) fn admit(&self, route: Route, headers: &HeaderMap) -> Result<Tenant, Refusal> {
        match self.behaviour().gates.order {
            GateOrder::DisabledFirst => {
                self.ask_switch(route)?;
                self.ask_key(route, headers).and_then(|tenant| self.ask_rate(route, tenant))
            }
            GateOrder::KeyFirst => {
                let tenant = self.ask_key(route, headers)?;
                self.ask_switch(route)?;
                self.ask_rate(route, tenant)
            }
        }
    }

    pub(crate) fn ask_switch(&self, route: Route) -> Result<(), Refusal> {
        if self.config.enabled {
            return Ok(());
        }
        let closed = || Err(Refusal::new(Kind::PayoutsDisabled, "Payouts are disabled on this server."));
        match (self.behaviour().gates.disabled, route) {
            (_, Route::Health) => match self.behaviour().side_routes.health_when_disabled {
                HealthWhenDisabled::Answers => Ok(()),
                HealthWhenDisabled::Forbidden => closed(),
            },
            (Disabled::EveryRoute, _) => closed(),
            (Disabled::EveryRouteBut(open), route) if open == route => Ok(()),
            (Disabled::EveryRouteBut(_), _) => closed(),
            (Disabled::RoutesUnmounted, _) => Err(Refusal::new(Kind::RouteNotFound, "There is nothing here.")),
            (Disabled::CreatesOnly, Route::Create) => closed(),
            (Disabled::CreatesOnly, _) => Ok(()),
        }
    }

    fn ask_key(&self, route: Route, headers: &HeaderMap) -> Result<Tenant, Refusal> {
        let rules = &self.behaviour().gates;
        if route == Route::Health && rules.health == HealthGate::Open {
            return Ok(Tenant(0));
        }
        match self.bearer(headers) {
            Err(_) if rules.unguarded == Some(route) => Ok(Tenant(0)),
            outcome => outcome,
        }
    }

    fn bearer(&self, headers: &HeaderMap) -> Result<Tenant, Refusal> {
        let rules = &self.behaviour().gates;
        let Some(value) = headers.get(AUTHORIZATION) else {
            return Err(self.unauthorised(Kind::MissingToken));
        };
        let value = value.to_str().unwrap_or_default().trim();
        let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
        let bearer = match rules.scheme {
            Scheme::Bearer => scheme == "Bearer",
            Scheme::BearerAnyCase => scheme.eq_ignore_ascii_case("bearer"),
            Scheme::Any => true,
        };
        if !bearer {
            return Err(self.unauthorised(rules.wrong_scheme));
        }
        if token.trim().is_empty() {
            return Err(self.unauthorised(rules.empty_token));
        }
        self.tenant(token.trim()).ok_or_else(|| self.unauthorised(Kind::InvalidKey))
    }

    fn tenant(&self, token: &str) -> Option<Tenant> {
        let matches = |key: &String| match self.behaviour().gates.keys {
            Keys::Exact | Keys::Unchecked => bool::from(key.as_bytes().ct_eq(token.as_bytes())),
            Keys::CaseIgnored => key.eq_ignore_ascii_case(token),
            Keys::Prefix => token.starts_with(key.as_str()),
        };
        let known = self.config.keys.iter().position(matches);
        // One more tenant than keys exists, for servers that let strangers in.
        let stranger = (self.behaviour().gates.keys == Keys::Unchecked).then_some(self.config.keys.len());
        known.or(stranger).map(Tenant)
    }

    fn unauthorised(&self, kind: Kind) -> Refusal {
        let (message, challenge) = match kind {
            Kind::MissingToken => ("Send the API key as a bearer token.", "Bearer"),
            _ => ("This API key is not allowed.", "Bearer error=\"invalid_token\""),
        };
        let refusal = Refusal::new(kind, message);
        match self.behaviour().gates.challenge {
            Challenge::Sent => refusal.with_header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge)),
            Challenge::Absent => refusal,
        }
    }

    fn ask_rate(&self, route: Route, tenant: Tenant) -> Result<Tenant, Refusal> {
        let place = match self.behaviour().gates.rate {
            Rate::Unlimited => return Ok(tenant),
            Rate::PerKey => tenant.0,
            Rate::Shared => 0,
        };
        let Some(limiter) = self.rate.get(place).filter(|_| route != Route::Health) else { return Ok(tenant) };
        let Err(until) = limiter.check() else { return Ok(tenant) };
        let refusal = Refusal::new(Kind::RateLimited, "Too many requests with this API key.");
        let seconds = until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
        Err(match self.behaviour().gates.retry_after {
            RetryAfter::Sent => refusal.with_header(RETRY_AFTER, HeaderValue::from(seconds)),
            RetryAfter::Absent => refusal,
        })
    }
}
