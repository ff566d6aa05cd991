//! What stands before the routes: the switch, the keys, the rate, the room in the store.

use super::super::route::Route;
use super::errors::Kind;

#[derive(Clone, Debug)]
pub(crate) struct Gates {
    pub(crate) order: GateOrder,
    pub(crate) disabled: Disabled,
    /// The one route that asks for no key.
    pub(crate) unguarded: Option<Route>,
    pub(crate) keys: Keys,
    pub(crate) scheme: Scheme,
    pub(crate) wrong_scheme: Kind,
    pub(crate) empty_token: Kind,
    pub(crate) challenge: Challenge,
    pub(crate) health: HealthGate,
    pub(crate) rate: Rate,
    pub(crate) retry_after: RetryAfter,
    pub(crate) store: Store,
    pub(crate) store_counts: StoreCounts,
}

impl Default for Gates {
    fn default() -> Self {
        Self {
            order: GateOrder::default(),
            disabled: Disabled::default(),
            unguarded: None,
            keys: Keys::default(),
            scheme: Scheme::default(),
            wrong_scheme: Kind::MissingToken,
            empty_token: Kind::MissingToken,
            challenge: Challenge::default(),
            health: HealthGate::default(),
            rate: Rate::default(),
            retry_after: RetryAfter::default(),
            store: Store::default(),
            store_counts: StoreCounts::default(),
        }
    }
}

/// Whether a disabled server looks at the key first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum GateOrder {
    #[default]
    DisabledFirst,
    KeyFirst,
}

/// What the switch turns off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Disabled {
    #[default]
    EveryRoute,
    EveryRouteBut(Route),
    RoutesUnmounted,
    CreatesOnly,
}

/// How a presented key is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Keys {
    #[default]
    Exact,
    Prefix,
    CaseIgnored,
    Unchecked,
}

/// Which authorization schemes are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scheme {
    #[default]
    Bearer,
    BearerAnyCase,
    Any,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Challenge {
    #[default]
    Sent,
    Absent,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HealthGate {
    #[default]
    Open,
    Keyed,
}

/// Among whom requests are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Rate {
    #[default]
    PerKey,
    Shared,
    Unlimited,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    #[default]
    Sent,
    Absent,
}

/// How the limit of open payouts is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Store {
    #[default]
    Limited,
    OneMore,
    OneLess,
    Unlimited,
    ReplaysRefusedToo,
    ReadsRefusedToo,
}

/// Which payouts take up room in the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum StoreCounts {
    #[default]
    Open,
    Stored,
}
