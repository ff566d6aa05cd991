//! Faults of authentication.

use super::super::behaviour::errors::Kind;
use super::super::behaviour::gates::{Keys, Scheme};
use super::super::catalogue::chapter;
use super::super::route::Route;

chapter! {
    /// Faults of authentication.
    AuthFault {
        /// A request without Authorization header is answered as if its key were unknown.
        MissingTokenCalledInvalid = "missing-token-called-invalid", ["auth.missing-key-code"],
            |b| b.errors.set(Kind::MissingToken, 401, "INVALID_API_KEY");
        /// An unknown key is answered as if none had been sent.
        InvalidKeyCalledMissing = "invalid-key-called-missing", ["auth.unknown-key-code"],
            |b| b.errors.set(Kind::InvalidKey, 401, "MISSING_AUTH_TOKEN");
        /// An unknown key is answered 403.
        UnknownKeyForbidden = "unknown-key-forbidden", ["auth.unknown-key-refused"],
            |b| b.errors.set_status(Kind::InvalidKey, 403);
        /// A missing key is answered 403.
        MissingKeyForbidden = "missing-key-forbidden",
            ["auth.header-without-bearer-key-refused", "auth.key-required"],
            |b| b.errors.set_status(Kind::MissingToken, 403);
        /// Creating asks for no key.
        CreateAsksNoKey = "create-asks-no-key",
            ["auth.header-without-bearer-key-refused", "auth.key-required", "auth.unknown-key-refused"],
            |b| b.gates.unguarded = Some(Route::Create);
        /// Reading asks for no key.
        ReadAsksNoKey = "read-asks-no-key", ["auth.key-required", "auth.unknown-key-refused"],
            |b| b.gates.unguarded = Some(Route::Read);
        /// Cancelling asks for no key.
        CancelAsksNoKey = "cancel-asks-no-key",
            ["auth.key-required", "auth.refused-without-effect", "auth.unknown-key-refused"],
            |b| b.gates.unguarded = Some(Route::Cancel);
        /// Listing asks for no key.
        ListAsksNoKey = "list-asks-no-key", ["auth.key-required", "auth.unknown-key-refused"],
            |b| b.gates.unguarded = Some(Route::List);
        /// Requirements ask for no key.
        RequirementsAskNoKey = "requirements-ask-no-key", ["auth.key-required", "auth.unknown-key-refused"],
            |b| b.gates.unguarded = Some(Route::Requirements);
        /// Every key is taken, known or not.
        AnyKeyTaken = "any-key-taken", ["auth.unknown-key-refused"], |b| b.gates.keys = Keys::Unchecked;
        /// A key that only begins like a known one is taken for it.
        KeyComparedByPrefix = "key-compared-by-prefix", ["auth.unknown-key-refused"],
            |b| b.gates.keys = Keys::Prefix;
        /// Keys are compared without regard to case.
        KeyCaseIgnored = "key-case-ignored", ["auth.unknown-key-refused"], |b| b.gates.keys = Keys::CaseIgnored;
        /// The authorization scheme is not looked at, so a key under Basic or any other word is taken.
        SchemeNotChecked = "scheme-not-checked", ["auth.header-without-bearer-key-refused"],
            |b| b.gates.scheme = Scheme::Any;
        /// A wrong scheme is answered as an unexpected error.
        WrongSchemeCrashes = "wrong-scheme-crashes",
            ["auth.header-without-bearer-key-refused", "http.no-internal-error"],
            |b| b.gates.wrong_scheme = Kind::Internal;
        /// An empty bearer is answered as an unexpected error.
        EmptyBearerCrashes = "empty-bearer-crashes",
            ["auth.header-without-bearer-key-refused", "http.no-internal-error"],
            |b| b.gates.empty_token = Kind::Internal;
    }
}
