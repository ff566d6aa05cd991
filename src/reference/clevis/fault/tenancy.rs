//! Faults of what keys see of each other.

use super::super::behaviour::duplicates::Scope;
use super::super::behaviour::errors::Kind;
use super::super::catalogue::chapter;
use super::super::route::Route;

chapter! {
    /// Faults of tenancy.
    TenancyFault {
        /// A payout of another key can be read.
        ForeignPayoutRead = "foreign-payout-read", ["tenancy.read-scoped"],
            |b| b.tenancy.leak = Some(Route::Read);
        /// A payout of another key can be cancelled.
        ForeignPayoutCancelled = "foreign-payout-cancelled", ["tenancy.cancel-scoped"],
            |b| b.tenancy.leak = Some(Route::Cancel);
        /// The list holds the payouts of all keys.
        ForeignPayoutsListed = "foreign-payouts-listed", ["tenancy.list-scoped"],
            |b| b.tenancy.leak = Some(Route::List);
        /// A payout of another key answers 403, which tells that it exists.
        ForeignPayoutForbidden = "foreign-payout-forbidden", ["tenancy.cancel-scoped", "tenancy.read-scoped"],
            |b| b.errors.set(Kind::ForeignPayout, 403, "FORBIDDEN");
        /// A payout of another key answers 404 with a code of its own, which tells that it exists.
        ForeignPayoutMiscalled = "foreign-payout-miscalled", ["conflicts.unknown-payout-code"],
            |b| b.errors.set(Kind::ForeignPayout, 404, "PAYOUT_NOT_YOURS");
        /// Keys that other callers sent are taken for one's own.
        KeyScopedGlobally = "key-scoped-globally", ["tenancy.idempotency-key-scoped"],
            |b| b.duplicates.key_scope = Scope::Global;
        /// An external id that another key has used is a conflict.
        ExternalIdScopedGlobally = "external-id-scoped-globally", ["tenancy.external-id-scoped"],
            |b| b.duplicates.external_id_scope = Scope::Global;
    }
}
