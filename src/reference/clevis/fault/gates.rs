//! Faults of the switch, the store and the rate, which show on servers that were set up for them.

use super::super::behaviour::envelope::Shape;
use super::super::behaviour::errors::Kind;
use super::super::behaviour::gates::{Disabled, Rate, Store};
use super::super::behaviour::side_routes::HealthWhenDisabled;
use super::super::catalogue::chapter;
use super::super::route::Route;
use super::Setting;

chapter! {
    /// Faults of gates.
    GatesFault {
        /// A disabled server has no payout routes at all.
        DisabledUnmountsRoutes = "disabled-unmounts-routes",
            ["conflicts.unknown-payout-code", "disabled.payout-routes-forbidden"],
            |b| b.gates.disabled = Disabled::RoutesUnmounted;
        /// A disabled server answers 503.
        DisabledUnavailable = "disabled-unavailable", ["disabled.payout-routes-forbidden"],
            |b| b.errors.set_status(Kind::PayoutsDisabled, 503);
        /// A disabled server answers 403 with another code.
        DisabledMiscalled = "disabled-miscalled", ["disabled.forbidden-code"],
            |b| b.errors.set(Kind::PayoutsDisabled, 403, "FORBIDDEN");
        /// A disabled server still reads payouts.
        DisabledStillReads = "disabled-still-reads", ["disabled.payout-routes-forbidden"],
            |b| b.gates.disabled = Disabled::EveryRouteBut(Route::Read);
        /// A disabled server still lists payouts.
        DisabledStillLists = "disabled-still-lists", ["disabled.payout-routes-forbidden"],
            |b| b.gates.disabled = Disabled::EveryRouteBut(Route::List);
        /// A disabled server still cancels payouts.
        DisabledStillCancels = "disabled-still-cancels", ["disabled.payout-routes-forbidden"],
            |b| b.gates.disabled = Disabled::EveryRouteBut(Route::Cancel);
        /// A disabled server still answers requirements.
        DisabledStillAnswersRequirements = "disabled-still-answers-requirements", ["disabled.payout-routes-forbidden"],
            |b| b.gates.disabled = Disabled::EveryRouteBut(Route::Requirements);
        /// A disabled server still creates payouts.
        DisabledStillCreates = "disabled-still-creates", ["disabled.payout-routes-forbidden"],
            |b| b.gates.disabled = Disabled::EveryRouteBut(Route::Create);
        /// A disabled server only refuses creates.
        DisabledRefusesCreatesOnly = "disabled-refuses-creates-only", ["disabled.payout-routes-forbidden"],
            |b| b.gates.disabled = Disabled::CreatesOnly;
        /// A disabled server has no health either.
        DisabledHidesHealth = "disabled-hides-health", ["disabled.health-still-answers"],
            |b| b.side_routes.health_when_disabled = HealthWhenDisabled::Forbidden;
        /// A disabled server answers with plain text.
        DisabledAnsweredPlain = "disabled-answered-plain",
            ["disabled.forbidden-code", "errors.envelope", "errors.request-id-in-body"],
            |b| b.envelope.exception = Some((Kind::PayoutsDisabled, Shape::PlainText));
        /// A full store answers 500.
        StoreFullCrashes = "store-full-crashes", ["http.no-internal-error", "store.full-store-refuses"],
            |b| b.errors.set(Kind::StoreFull, 500, "INTERNAL_ERROR");
        /// A full store answers 503 with another code.
        StoreFullMiscalled = "store-full-miscalled", ["store.full-store-code"],
            |b| b.errors.set(Kind::StoreFull, 503, "SERVICE_UNAVAILABLE");
        /// The store takes one payout more than its limit.
        StoreTakesOneMore = "store-takes-one-more", ["store.full-store-refuses"],
            |b| b.gates.store = Store::OneMore;
        /// The store is full one payout before its limit.
        StoreTakesOneLess = "store-takes-one-less", ["store.room-is-given"],
            |b| b.gates.store = Store::OneLess;
        /// The store has no limit.
        StoreWithoutLimit = "store-without-limit", ["store.full-store-refuses"],
            |b| b.gates.store = Store::Unlimited;
        /// A full store refuses replays too.
        FullStoreRefusesReplays = "full-store-refuses-replays", ["store.full-store-still-replays"],
            |b| b.gates.store = Store::ReplaysRefusedToo;
        /// A full store refuses reads too.
        FullStoreRefusesReads = "full-store-refuses-reads", ["store.full-store-still-reads"],
            |b| b.gates.store = Store::ReadsRefusedToo;
        /// The rate is counted over all keys together.
        RateSharedByKeys = "rate-shared-by-keys", ["rate-limit.counted-per-key"],
            |b| b.gates.rate = Rate::Shared;
        /// The rate is not limited.
        RateUnlimited = "rate-unlimited", ["rate-limit.refused-beyond-the-limit"],
            |b| b.gates.rate = Rate::Unlimited;
        /// Too many requests answer 503.
        RateLimitUnavailable = "rate-limit-unavailable", ["rate-limit.refused-beyond-the-limit"],
            |b| b.errors.set_status(Kind::RateLimited, 503);
        /// Too many requests answer 429 with another code.
        RateLimitMiscalled = "rate-limit-miscalled", ["rate-limit.code"],
            |b| b.errors.set(Kind::RateLimited, 429, "TOO_MANY_REQUESTS");
        /// Too many requests are answered with plain text.
        RateLimitAnsweredPlain = "rate-limit-answered-plain",
            ["errors.envelope", "rate-limit.code", "errors.request-id-in-body"],
            |b| b.envelope.exception = Some((Kind::RateLimited, Shape::PlainText));
    }
}

impl GatesFault {
    pub(crate) fn setting(self) -> Setting {
        let name = self.name();
        if name.starts_with("disabled") {
            Setting::Disabled
        } else if name.contains("store") {
            Setting::SmallStore
        } else {
            Setting::RateLimited
        }
    }
}
