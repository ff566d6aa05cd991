//! Faults and variants of the reference servers as the suite knows them.

use super::EmbeddedError;
use crate::contract::ClauseId;
use crate::reference::Deviating;

/// A deliberate difference of a reference server from its sound self.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// Its name.
    pub name: String,
    /// What the server does under it.
    pub sentence: String,
    /// For a fault the clauses it must break, for a variant the freedoms it uses.
    pub clauses: Vec<ClauseId>,
    /// The profile under which it shows; the contract's default when absent.
    pub profile: Option<&'static str>,
}

pub(super) fn deviation(name: &str, sentence: &str, clauses: &[&str], profile: Option<&'static str>) -> Deviation {
    Deviation {
        name: name.to_owned(),
        sentence: sentence.to_owned(),
        clauses: clauses.iter().map(|id| ClauseId::of(*id)).collect(),
        profile,
    }
}

/// A behaviour that faults and variants of these names make; `apply` does nothing and returns nothing for a name it does
/// not know.
pub(super) fn deviating<B: Default>(
    names: &[String],
    apply: impl Fn(&str, &mut B) -> Option<()>,
) -> Result<B, EmbeddedError> {
    let mut behaviour = B::default();
    for name in names {
        apply(name, &mut behaviour).ok_or_else(|| EmbeddedError::NoDeviation(name.clone()))?;
    }
    Ok(behaviour)
}

/// The faults of a server with this behaviour.
pub(super) fn faults<B: Deviating>() -> Vec<Deviation> {
    B::faults().map(|fault| deviation(fault.name, fault.sentence, fault.breaks, None)).collect()
}

/// The variants of a server with this behaviour.
pub(super) fn variants<B: Deviating>() -> Vec<Deviation> {
    B::variants().map(|variant| deviation(variant.name, variant.sentence, variant.uses, None)).collect()
}

/// The behaviour that faults and variants of these names make.
pub(super) fn behaviour<B: Deviating>(names: &[String]) -> Result<B, EmbeddedError> {
    deviating(names, |name, behaviour: &mut B| behaviour.deviate(name))
}
