//! Faults of health and requirements.

use super::super::behaviour::errors::Kind;
use super::super::behaviour::side_routes::{HealthBlock, OpenPayouts, RequirementsShape, RequirementsUnknown};
use super::super::catalogue::chapter;
use super::super::country::Country;

chapter! {
    /// Faults of the routes beside payouts.
    SideRoutesFault {
        /// Health says nothing of payouts.
        HealthWithoutPayouts = "health-without-payouts",
            [
                "health.counts-open-payouts",
                "health.names-the-mock-provider",
                "health.names-the-sandbox-mode",
                "health.payouts-block",
                "health.says-enabled",
            ],
            |b| b.side_routes.health_block = HealthBlock::Absent;
        /// Health says that payouts are enabled in text.
        HealthEnabledIsText = "health-enabled-is-text", ["health.says-enabled"],
            |b| b.side_routes.health_block = HealthBlock::EnabledAsText;
        /// Health names another provider than the mock.
        HealthOtherProvider = "health-other-provider", ["health.names-the-mock-provider"],
            |b| b.side_routes.health_block = HealthBlock::OtherProvider;
        /// Health names another mode than the sandbox.
        HealthOtherMode = "health-other-mode", ["health.names-the-sandbox-mode"],
            |b| b.side_routes.health_block = HealthBlock::OtherMode;
        /// Health gives the number of open payouts as text.
        OpenPayoutsIsText = "open-payouts-is-text", ["health.counts-open-payouts"],
            |b| b.side_routes.open_payouts = OpenPayouts::Text;
        /// Health gives a negative number of open payouts.
        OpenPayoutsNegative = "open-payouts-negative", ["health.counts-open-payouts"],
            |b| b.side_routes.open_payouts = OpenPayouts::Negative;
        /// Health leaves out the number of open payouts.
        OpenPayoutsMissing = "open-payouts-missing", ["health.counts-open-payouts"],
            |b| b.side_routes.open_payouts = OpenPayouts::Absent;
        /// The requirements of Peru are missing.
        PeruWithoutRequirements = "peru-without-requirements", ["countries.requirements-served"],
            |b| b.side_routes.requirements_gap = Some(Country::Peru);
        /// The requirements of Mexico are missing.
        MexicoWithoutRequirements = "mexico-without-requirements", ["countries.requirements-served"],
            |b| b.side_routes.requirements_gap = Some(Country::Mexico);
        /// The word `requirements` is taken for the id of a payout.
        RequirementsTakenForId = "requirements-taken-for-id",
            ["countries.requirements-served", "countries.requirements-unknown-country-code"],
            |b| b.side_routes.requirements = RequirementsShape::TakenForAnId;
        /// The requirements of an unknown country are empty.
        UnknownRequirementsEmpty = "unknown-requirements-empty",
            ["countries.requirements-unknown-country-code", "countries.requirements-unknown-country-not-found"],
            |b| b.side_routes.requirements_unknown = RequirementsUnknown::EmptyObject;
        /// The requirements of an unknown country answer 404 with the code of unknown payouts.
        UnknownRequirementsMiscalled = "unknown-requirements-miscalled",
            ["countries.requirements-unknown-country-code"],
            |b| b.errors.set(Kind::UnknownDestination, 404, "PAYOUT_NOT_FOUND");
        /// The requirements of an unknown country answer 400.
        UnknownRequirementsBadRequest = "unknown-requirements-bad-request",
            ["countries.requirements-unknown-country-not-found"],
            |b| b.errors.set_status(Kind::UnknownDestination, 400);
    }
}
