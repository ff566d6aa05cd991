//! Faults of merchants and hashes.

use super::super::behaviour::Cents;
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "hash-not-checked",
        sentence: "The hash of a create is not looked at.",
        breaks: &[
            "hash.must-fit",
            "hash.refusal-is-named",
            "hash.of-the-merchant",
            "hash.binds-the-request",
            "hash.per-operation",
            "hash.refused-is-not-processed",
        ],
        change: |b| b.hashes.create_checked = false,
    },
    Fault {
        name: "hash-of-high-amounts-not-checked",
        sentence: "A create of more than a hundred is let in without a look at its hash.",
        breaks: &["hash.binds-the-request"],
        change: |b| b.hashes.unchecked_above = Some(10_000),
    },
    Fault {
        name: "hash-of-any-merchant",
        sentence: "A hash made with the key and secret of any merchant is taken.",
        breaks: &["hash.of-the-merchant"],
        change: |b| b.hashes.any_merchant = true,
    },
    Fault {
        name: "hash-taken-again",
        sentence: "A hash that an accepted create had is taken for every other one.",
        breaks: &["hash.binds-the-request"],
        change: |b| b.hashes.known_ones_taken = true,
    },
    Fault {
        name: "create-takes-the-hash-of-a-query",
        sentence: "A create is accepted with the hash of a query.",
        breaks: &["hash.per-operation"],
        change: |b| b.hashes.create_takes_query_hash = true,
    },
    Fault {
        name: "query-takes-the-hash-of-a-create",
        sentence: "A query is answered with the hash of a create.",
        breaks: &["query.create-hash-refused"],
        change: |b| b.hashes.query_takes_create_hash = true,
    },
    Fault {
        name: "query-hash-not-checked",
        sentence: "The hash of a query is not looked at.",
        breaks: &["query.bad-hash-refused", "query.bad-hash-is-named", "query.create-hash-refused"],
        change: |b| b.hashes.query_checked = false,
    },
    Fault {
        name: "query-without-a-hash",
        sentence: "A query without a hash is answered.",
        breaks: &["query.bad-hash-refused"],
        change: |b| b.hashes.query_optional = true,
    },
    Fault {
        name: "query-refused-with-401",
        sentence: "A query with a wrong hash is answered 401.",
        breaks: &["query.bad-hash-refused", "query.create-hash-refused"],
        change: |b| b.queries.refused_status = 401,
    },
    Fault {
        name: "query-refused-as-not-found",
        sentence: "A query with a wrong hash is told that its merchant is not found.",
        breaks: &["query.bad-hash-is-named"],
        change: |b| b.queries.refused_name = "MERCHANT_NOT_FOUND",
    },
    Fault {
        name: "wrong-hash-called-a-processing-error",
        sentence: "A create with a wrong hash is told of a processing error.",
        breaks: &["hash.refusal-is-named"],
        change: |b| b.hashes.create_name = "PROCESSING_ERROR",
    },
    Fault {
        name: "wrong-hash-answers-500",
        sentence: "A create with a wrong hash is answered 500.",
        breaks: &["hash.must-fit", "hash.of-the-merchant", "hash.binds-the-request", "hash.per-operation"],
        change: |b| b.hashes.refused_status = 500,
    },
    Fault {
        name: "cents-through-floats",
        sentence: "Cents of the hash are counted through binary fractions.",
        breaks: &["create.accepted", "create.echoes-amount"],
        change: |b| b.hashes.cents = Cents::ThroughFloats,
    },
    Fault {
        name: "unknown-merchant-let-in",
        sentence: "A create of a merchant nobody knows is accepted.",
        breaks: &["merchant.unknown-refused", "merchant.unknown-is-named"],
        change: |b| b.hashes.unknown_let_in = true,
    },
    Fault {
        name: "unknown-merchant-called-a-customer",
        sentence: "A merchant nobody knows is told that a customer is not found.",
        breaks: &["merchant.unknown-is-named"],
        change: |b| b.hashes.unknown_merchant = "CUSTOMER_NOT_FOUND",
    },
];
