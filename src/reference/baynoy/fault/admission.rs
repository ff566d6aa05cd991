//! Faults of keys, scopes and addresses.

use super::super::behaviour::{Comparison, Granted};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "keyless-requests-let-in",
        sentence: "A request without a key is taken to be the first merchant's.",
        breaks: &["auth.key-required"],
        change: |b| b.admission.keyless_let_in = true,
    },
    Fault {
        name: "keyless-balance",
        sentence: "The balance is shown to whoever asks.",
        breaks: &["auth.key-required"],
        change: |b| b.admission.keyless_balance_let_in = true,
    },
    Fault {
        name: "key-under-any-scheme",
        sentence: "A key counts under whatever scheme it stands.",
        breaks: &["auth.header-well-formed"],
        change: |b| b.admission.any_scheme = true,
    },
    Fault {
        name: "malformed-header-answers-400",
        sentence: "A header that is not a key is called an invalid request.",
        breaks: &["auth.header-well-formed"],
        change: |b| b.admission.malformed_is_400 = true,
    },
    Fault {
        name: "key-compared-by-its-beginning",
        sentence: "A key is let in whatever follows it.",
        breaks: &["auth.unknown-key-refused"],
        change: |b| b.admission.comparison = Comparison::Beginning,
    },
    Fault {
        name: "key-compared-without-case",
        sentence: "A key is let in with its letters in another case.",
        breaks: &["auth.unknown-key-refused"],
        change: |b| b.admission.comparison = Comparison::WithoutCase,
    },
    Fault {
        name: "unknown-key-answers-403",
        sentence: "An unknown key is answered 403.",
        breaks: &["auth.unknown-key-refused", "codes.of-403"],
        change: |b| b.admission.unknown_is_403 = true,
    },
    Fault {
        name: "unknown-key-is-not-found",
        sentence: "An unknown key is told `not_found`.",
        breaks: &["auth.unknown-key-refused", "codes.of-401"],
        change: |b| b.admission.unknown_code = Some("not_found"),
    },
    Fault {
        name: "revoked-key-let-in",
        sentence: "A key that was revoked is let in.",
        breaks: &["auth.revoked-key-refused"],
        change: |b| b.admission.revoked_let_in = true,
    },
    Fault {
        name: "revoked-key-answers-403",
        sentence: "A key that was revoked is answered 403.",
        breaks: &["auth.revoked-key-refused", "codes.of-403"],
        change: |b| b.admission.revoked_is_403 = true,
    },
    Fault {
        name: "expired-key-let-in",
        sentence: "A key that has expired is let in.",
        breaks: &["auth.expired-key-refused"],
        change: |b| b.admission.expired_let_in = true,
    },
    Fault {
        name: "scopes-not-checked",
        sentence: "Every key may do everything.",
        breaks: &["scopes.missing-scope-refused", "scopes.required-scope-is-named", "scopes.granted-scopes-are-listed"],
        change: |b| b.admission.scopes_unchecked = true,
    },
    Fault {
        name: "missing-scope-answers-401",
        sentence: "A missing scope is answered 401.",
        breaks: &["scopes.missing-scope-refused", "codes.of-401"],
        change: |b| b.admission.missing_scope_is_401 = true,
    },
    Fault {
        name: "missing-scope-is-not-found",
        sentence: "A missing scope is told `not_found`.",
        breaks: &["scopes.missing-scope-refused", "codes.of-403"],
        change: |b| b.admission.missing_scope_code = Some("not_found"),
    },
    Fault {
        name: "required-scope-by-another-name",
        sentence: "The required scope is told by the name of its group.",
        breaks: &["scopes.required-scope-is-named"],
        change: |b| b.admission.required_as = Some("payouts"),
    },
    Fault {
        name: "granted-scopes-as-text",
        sentence: "The scopes of a key are told as one text.",
        breaks: &["scopes.granted-scopes-are-listed"],
        change: |b| b.admission.granted = Granted::AsText,
    },
    Fault {
        name: "granted-scopes-with-the-missing-one",
        sentence: "The missing scope is told among those of the key.",
        breaks: &["scopes.granted-scopes-are-listed"],
        change: |b| b.admission.granted = Granted::WithTheMissingOne,
    },
    Fault {
        name: "granted-scopes-left-out",
        sentence: "The scopes of a key are not told.",
        breaks: &["scopes.granted-scopes-are-listed"],
        change: |b| b.admission.granted = Granted::LeftOut,
    },
    Fault {
        name: "star-is-no-scope",
        sentence: "The scope * is taken for the name of one.",
        breaks: &["scopes.star-is-every-scope"],
        change: |b| b.admission.star_is_a_name = true,
    },
    Fault {
        name: "star-is-not-for-balances",
        sentence: "The scope * does not count for balances.",
        breaks: &["scopes.star-is-every-scope"],
        change: |b| b.admission.star_is_not_for_balances = true,
    },
    Fault {
        name: "addresses-not-checked",
        sentence: "A key is let in from any address.",
        breaks: &["scopes.other-address-refused"],
        change: |b| b.admission.addresses_unchecked = true,
    },
    Fault {
        name: "address-answers-401",
        sentence: "A key from another address is answered 401.",
        breaks: &["scopes.other-address-refused", "codes.of-401"],
        change: |b| b.admission.address_is_401 = true,
    },
];
