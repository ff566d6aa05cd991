//! Freedoms of health, requirements and undocumented routes.

use super::super::behaviour::side_routes::{HealthBlock, OpenPayouts, RequirementsShape, UnknownPaths, WrongMethod};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of the routes beside payouts.
    SideRoutesVariant {
        /// Health says more than is documented.
        HealthSaysMore = "health-says-more", ["health.may-say-more"],
            |b| b.side_routes.health_block = HealthBlock::WithMore;
        /// Every stored payout counts as open.
        StoredPayoutsCountAsOpen = "stored-payouts-count-as-open", ["health.may-count-open-payouts-its-way"],
            |b| b.side_routes.open_payouts = OpenPayouts::Stored;
        /// Requirements are a list of fields.
        RequirementsAsList = "requirements-as-list", ["countries.may-shape-requirements"],
            |b| b.side_routes.requirements = RequirementsShape::List;
        /// Requirements are a JSON schema.
        RequirementsAsSchema = "requirements-as-schema", ["countries.may-shape-requirements"],
            |b| b.side_routes.requirements = RequirementsShape::JsonSchema;
        /// Unknown paths are answered with plain text.
        UnknownPathsAnsweredPlain = "unknown-paths-answered-plain", ["http.may-treat-unknown-routes-freely"],
            |b| b.side_routes.unknown_paths = UnknownPaths::Plain;
        /// A method that a route does not have answers 404.
        WrongMethodNotFound = "wrong-method-not-found", ["http.may-treat-unknown-routes-freely"],
            |b| b.side_routes.wrong_method = WrongMethod::NotFound;
        /// A method that a route does not have is refused without saying which it has.
        WrongMethodWithoutAllow = "wrong-method-without-allow", ["http.may-treat-unknown-routes-freely"],
            |b| b.side_routes.wrong_method = WrongMethod::WithoutAllow;
    }
}
