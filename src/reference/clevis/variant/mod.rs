//! Permitted differences, one chapter per freedom the documentation leaves. A server that differs like this is as right
//! as the sound one. What a variant does is a change of [`Behaviour`]; what allows it is named by clause id.

mod amounts;
mod cancels;
mod duplicates;
mod envelope;
mod events;
mod fields;
mod gates;
mod lifecycle;
mod lists;
mod live;
mod resource;
mod side_routes;
mod triggers;
mod wire;

use super::catalogue::catalogue;
use super::{Behaviour, Setting};

catalogue! {
    /// A permitted difference from the sound server.
    Variant {
        Amounts(amounts::AmountsVariant),
        Cancels(cancels::CancelsVariant),
        Duplicates(duplicates::DuplicatesVariant),
        Envelope(envelope::EnvelopeVariant),
        Events(events::EventsVariant),
        Fields(fields::FieldsVariant),
        Gates(gates::GatesVariant),
        Lifecycle(lifecycle::LifecycleVariant),
        Lists(lists::ListsVariant),
        Live(live::LiveVariant),
        Resource(resource::ResourceVariant),
        SideRoutes(side_routes::SideRoutesVariant),
        Triggers(triggers::TriggersVariant),
        Wire(wire::WireVariant),
    }
}

impl Variant {
    /// The freedoms this variant uses, by clause id; none where the freedom is one of HTTP or JSON.
    #[must_use]
    pub fn uses(self) -> &'static [&'static str] {
        self.clauses()
    }

    /// The kind of server under which this variant shows.
    #[must_use]
    pub fn setting(self) -> Setting {
        match self {
            Self::Live(_) => Setting::Live,
            _ => Setting::Sandbox,
        }
    }

    /// Where the items of a list stand under this variant, for whoever describes the server as a target.
    #[must_use]
    pub fn list_items(self) -> &'static str {
        match self {
            Self::Lists(variant) => variant.items(),
            _ => "/data",
        }
    }

    /// Several variants at once, drawn by `seed`: each is in or out by the toss of a coin, and of two that alter the
    /// same decision the later one holds.
    #[must_use]
    pub fn combination(seed: u64) -> Vec<Self> {
        let ids = super::ids::Ids::new(seed);
        Self::ALL.iter().copied().filter(|_| ids.number().is_multiple_of(2)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_stands_for_one_combination() {
        assert_eq!(Variant::combination(1), Variant::combination(1));
        assert_ne!(Variant::combination(1), Variant::combination(2));
        let size = Variant::combination(3).len();
        assert!(size > Variant::ALL.len() / 4 && size < Variant::ALL.len() * 3 / 4, "{size}");
    }
}
