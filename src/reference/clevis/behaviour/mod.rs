//! Every decision of the server that a fault or a variant may alter, as one value whose default is the sound server.
//! Behaviour only holds decisions; the modules that act on them know nothing of faults or variants.

pub(crate) mod amounts;
pub(crate) mod cancels;
pub(crate) mod check_digits;
pub(crate) mod countries;
pub(crate) mod duplicates;
pub(crate) mod envelope;
pub(crate) mod errors;
pub(crate) mod events;
pub(crate) mod fields;
pub(crate) mod gates;
pub(crate) mod lifecycle;
pub(crate) mod lists;
pub(crate) mod live;
pub(crate) mod markers;
pub(crate) mod resource;
pub(crate) mod side_routes;
pub(crate) mod signature;
pub(crate) mod tenancy;
pub(crate) mod triggers;
pub(crate) mod wire;

/// How a Clevis reference server decides where it could decide otherwise; the default is sound.
#[derive(Clone, Debug, Default)]
pub struct Behaviour {
    pub(crate) amounts: amounts::Amounts,
    pub(crate) cancels: cancels::Cancels,
    pub(crate) check_digits: check_digits::CheckDigits,
    pub(crate) countries: countries::Countries,
    pub(crate) duplicates: duplicates::Duplicates,
    pub(crate) envelope: envelope::Envelope,
    pub(crate) errors: errors::Errors,
    pub(crate) events: events::Events,
    pub(crate) fields: fields::Fields,
    pub(crate) gates: gates::Gates,
    pub(crate) lifecycle: lifecycle::Lifecycle,
    pub(crate) lists: lists::Lists,
    pub(crate) live: live::Live,
    pub(crate) markers: markers::Markers,
    pub(crate) resource: resource::Resource,
    pub(crate) side_routes: side_routes::SideRoutes,
    pub(crate) signature: signature::Signature,
    pub(crate) tenancy: tenancy::Tenancy,
    pub(crate) triggers: triggers::Triggers,
    pub(crate) wire: wire::Wire,
}

impl Behaviour {
    /// The sound behaviour changed by one deliberate violation.
    #[must_use]
    pub fn broken_by(fault: super::Fault) -> Self {
        let mut behaviour = Self::default();
        fault.apply(&mut behaviour);
        behaviour
    }

    /// The sound behaviour changed by permitted differences.
    #[must_use]
    pub fn varied_by(variants: &[super::Variant]) -> Self {
        let mut behaviour = Self::default();
        for variant in variants {
            variant.apply(&mut behaviour);
        }
        behaviour
    }
}
