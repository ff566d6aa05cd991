//! Who is let in: merchants and hashes.

/// Who is let in.
#[derive(Clone, Debug)]
pub(crate) struct Hashes {
    /// Whether the hash of a create is looked at.
    pub(crate) create_checked: bool,
    /// Cents above which the hash of a create is not looked at.
    pub(crate) unchecked_above: Option<i128>,
    /// Whether the hash of a look is looked at.
    pub(crate) query_checked: bool,
    /// Whether a look without a hash is let in.
    pub(crate) query_optional: bool,
    /// Whether the key and secret of any merchant will do.
    pub(crate) any_merchant: bool,
    /// Whether a hash will do that an accepted create had.
    pub(crate) known_ones_taken: bool,
    pub(crate) create_takes_query_hash: bool,
    pub(crate) query_takes_create_hash: bool,
    /// Whether hashes in small letters are refused.
    pub(crate) capitals_alone: bool,
    pub(crate) cents: Cents,
    /// What a create with a wrong hash is told.
    pub(crate) create_name: &'static str,
    pub(crate) refused_status: u16,
    /// What a merchant nobody knows is told.
    pub(crate) unknown_merchant: &'static str,
    pub(crate) unknown_status: u16,
    /// Whether a merchant nobody knows is let in as the first one, whatever the hash.
    pub(crate) unknown_let_in: bool,
}

impl Default for Hashes {
    fn default() -> Self {
        Self {
            create_checked: true,
            unchecked_above: None,
            query_checked: true,
            query_optional: false,
            any_merchant: false,
            known_ones_taken: false,
            create_takes_query_hash: false,
            query_takes_create_hash: false,
            capitals_alone: false,
            cents: Cents::OfDigits,
            create_name: "INVALID_SECURITY_HASH",
            refused_status: 400,
            unknown_merchant: "MERCHANT_NOT_FOUND",
            unknown_status: 400,
            unknown_let_in: false,
        }
    }
}

/// How cents are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cents {
    OfDigits,
    ThroughFloats,
}
