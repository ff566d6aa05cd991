//! The table of error kinds: which status and code each one answers.

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    PayoutsDisabled,
    PayoutNotFound,
    CountryNotSupported,
    CurrencyMismatch,
    ExternalIdConflict,
    KeyReused,
    NotCancellable,
    StoreFull,
    Validation,
    MissingToken,
    InvalidKey,
    RateLimited,
    Internal,
    MalformedBody,
    MediaType,
    BodyTooLarge,
    RouteNotFound,
    MethodNotAllowed,
    UnknownDestination,
    InProgress,
    ForeignPayout,
    ProviderCancel,
    ProviderToken,
}

const KINDS: usize = Kind::ProviderToken as usize + 1;

/// Status and code per kind.
#[derive(Clone, Debug)]
pub(crate) struct Errors {
    table: [(u16, &'static str); KINDS],
}

impl Default for Errors {
    fn default() -> Self {
        let mut errors = Self { table: [(500, "INTERNAL_ERROR"); KINDS] };
        for (kind, status, code) in [
            (Kind::PayoutsDisabled, 403, "PAYOUTS_DISABLED"),
            (Kind::PayoutNotFound, 404, "PAYOUT_NOT_FOUND"),
            (Kind::CountryNotSupported, 404, "PAYOUT_COUNTRY_NOT_SUPPORTED"),
            (Kind::CurrencyMismatch, 400, "PAYOUT_CURRENCY_MISMATCH"),
            (Kind::ExternalIdConflict, 409, "EXTERNAL_ID_CONFLICT"),
            (Kind::KeyReused, 409, "IDEMPOTENCY_KEY_REUSED"),
            (Kind::NotCancellable, 409, "PAYOUT_NOT_CANCELLABLE"),
            (Kind::StoreFull, 503, "PAYOUT_STORE_FULL"),
            (Kind::Validation, 422, "VALIDATION_ERROR"),
            (Kind::MissingToken, 401, "MISSING_AUTH_TOKEN"),
            (Kind::InvalidKey, 401, "INVALID_API_KEY"),
            (Kind::RateLimited, 429, "RATE_LIMIT_EXCEEDED"),
            (Kind::MalformedBody, 422, "VALIDATION_ERROR"),
            (Kind::MediaType, 415, "UNSUPPORTED_MEDIA_TYPE"),
            (Kind::BodyTooLarge, 413, "PAYLOAD_TOO_LARGE"),
            (Kind::RouteNotFound, 404, "NOT_FOUND"),
            (Kind::MethodNotAllowed, 405, "METHOD_NOT_ALLOWED"),
            (Kind::UnknownDestination, 404, "PAYOUT_COUNTRY_NOT_SUPPORTED"),
            (Kind::InProgress, 409, "REQUEST_IN_PROGRESS"),
            (Kind::ForeignPayout, 404, "PAYOUT_NOT_FOUND"),
            (Kind::ProviderCancel, 400, "5010"),
            (Kind::ProviderToken, 403, "4001"),
        ] {
            errors.set(kind, status, code);
        }
        errors
    }
}

impl Errors {
    pub(crate) fn of(&self, kind: Kind) -> (u16, &'static str) {
        self.table[kind as usize]
    }

    pub(crate) fn set(&mut self, kind: Kind, status: u16, code: &'static str) {
        self.table[kind as usize] = (status, code);
    }

    pub(crate) fn set_status(&mut self, kind: Kind, status: u16) {
        self.table[kind as usize].0 = status;
    }

    pub(crate) fn swap(&mut self, one: Kind, other: Kind) {
        self.table.swap(one as usize, other as usize);
    }
}
