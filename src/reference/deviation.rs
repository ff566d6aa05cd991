//! Deliberate differences of a reference server from its sound self, as values that change its behaviour. Clevis, which
//! has many, writes its own down as enums instead.

/// A deliberate violation of the contract.
#[derive(Debug)]
pub struct Fault<B> {
    /// Its name in kebab case, unique among all.
    pub name: &'static str,
    /// What the server does under it, in one sentence.
    pub sentence: &'static str,
    /// The clauses it must break.
    pub breaks: &'static [&'static str],
    pub(crate) change: fn(&mut B),
}

/// A permitted difference from the sound server.
#[derive(Debug)]
pub struct Variant<B> {
    /// Its name in kebab case, unique among all.
    pub name: &'static str,
    /// What the server does under it, in one sentence.
    pub sentence: &'static str,
    /// The freedoms it uses, by clause id.
    pub uses: &'static [&'static str],
    pub(crate) change: fn(&mut B),
}

/// A behaviour that faults and variants change.
pub trait Deviating: Default + 'static {
    /// Its faults, chapter by chapter.
    const FAULTS: &'static [&'static [Fault<Self>]];
    /// Its variants, chapter by chapter.
    const VARIANTS: &'static [&'static [Variant<Self>]];

    /// Every fault.
    fn faults() -> impl Iterator<Item = &'static Fault<Self>> {
        Self::FAULTS.iter().copied().flatten()
    }

    /// Every variant.
    fn variants() -> impl Iterator<Item = &'static Variant<Self>> {
        Self::VARIANTS.iter().copied().flatten()
    }

    /// Changes the one decision that the fault or variant of a name is about; nothing when there is none.
    fn deviate(&mut self, name: &str) -> Option<()> {
        let fault = Self::faults().find(|fault| fault.name == name).map(|fault| fault.change);
        let variant = || Self::variants().find(|variant| variant.name == name).map(|variant| variant.change);
        fault.or_else(variant).map(|change| change(self))
    }
}
