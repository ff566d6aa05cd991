//! Deliberate violations, one chapter per part of the contract. Each is a bug a tired engineer ships: small, single and
//! plausible. What a fault does is a change of [`Behaviour`]; what it breaks is named by clause id.

mod amounts;
mod auth;
mod cancels;
mod check_digits;
mod conflicts;
mod countries;
mod deliveries;
mod duplicates;
mod envelope;
mod events;
mod fields;
mod gates;
mod lifecycle;
mod lists;
mod live;
mod markers;
mod overrides;
mod resource;
mod side_routes;
mod tenancy;
mod triggers;

use super::Behaviour;
use super::catalogue::catalogue;

catalogue! {
    /// A deliberate violation of the contract.
    Fault {
        Amounts(amounts::AmountsFault),
        Auth(auth::AuthFault),
        Cancels(cancels::CancelsFault),
        CheckDigits(check_digits::CheckDigitsFault),
        Conflicts(conflicts::ConflictsFault),
        Countries(countries::CountriesFault),
        Deliveries(deliveries::DeliveriesFault),
        Duplicates(duplicates::DuplicatesFault),
        Envelope(envelope::EnvelopeFault),
        Events(events::EventsFault),
        Fields(fields::FieldsFault),
        Gates(gates::GatesFault),
        Lifecycle(lifecycle::LifecycleFault),
        Lists(lists::ListsFault),
        Live(live::LiveFault),
        Markers(markers::MarkersFault),
        Overrides(overrides::OverridesFault),
        Resource(resource::ResourceFault),
        SideRoutes(side_routes::SideRoutesFault),
        Tenancy(tenancy::TenancyFault),
        Triggers(triggers::TriggersFault),
    }
}

/// The kind of server under which a fault shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// A sandbox with the usual settings.
    Sandbox,
    /// A sandbox whose payouts are switched off.
    Disabled,
    /// A sandbox that has room for few payouts.
    SmallStore,
    /// A sandbox that limits requests per minute.
    RateLimited,
    /// A server with a real provider behind it.
    Live,
}

impl Fault {
    /// The clauses this fault must break.
    #[must_use]
    pub fn breaks(self) -> &'static [&'static str] {
        self.clauses()
    }

    /// Whether this fault shows only after long waits.
    #[must_use]
    pub fn is_slow(self) -> bool {
        match self {
            Self::Live(fault) => fault.is_slow(),
            _ => false,
        }
    }

    /// The kind of server under which this fault shows.
    #[must_use]
    pub fn setting(self) -> Setting {
        match self {
            Self::Gates(fault) => fault.setting(),
            Self::Live(_) => Setting::Live,
            _ => Setting::Sandbox,
        }
    }
}
