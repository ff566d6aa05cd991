//! Who is let in: keys, what they may do, and from where.

/// Who is let in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Admission {
    pub(crate) keyless_let_in: bool,
    pub(crate) keyless_balance_let_in: bool,
    /// Whether a key counts under whatever scheme it stands.
    pub(crate) any_scheme: bool,
    pub(crate) malformed_is_400: bool,
    pub(crate) comparison: Comparison,
    pub(crate) unknown_is_403: bool,
    pub(crate) unknown_code: Option<&'static str>,
    pub(crate) revoked_let_in: bool,
    pub(crate) revoked_is_403: bool,
    pub(crate) expired_let_in: bool,
    pub(crate) scopes_unchecked: bool,
    pub(crate) missing_scope_is_401: bool,
    pub(crate) missing_scope_code: Option<&'static str>,
    /// What the details call the required scope, when not by its name.
    pub(crate) required_as: Option<&'static str>,
    pub(crate) granted: Granted,
    pub(crate) star_is_a_name: bool,
    pub(crate) star_is_not_for_balances: bool,
    pub(crate) addresses_unchecked: bool,
    pub(crate) address_is_401: bool,
    /// Whether a query or body is looked at before who sends it may.
    pub(crate) scope_after_content: bool,
}

/// How a key is looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Comparison {
    #[default]
    Whole,
    Beginning,
    WithoutCase,
}

/// How the scopes of a key are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Granted {
    #[default]
    Listed,
    AsText,
    WithTheMissingOne,
    LeftOut,
}
