//! Faults of repeated creates.

use super::super::behaviour::{Race, Same};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "repeats-accepted",
        sentence: "The same create is accepted again and again.",
        breaks: &[
            "repeats.refused",
            "repeats.refusal-is-named",
            "repeats.refusal-has-a-code",
            "repeats.race-accepts-once",
            "repeats.one-confirmation",
        ],
        change: |b| b.repeats.same = Same::Nothing,
    },
    Fault {
        name: "guard-lifted-by-a-repeat",
        sentence: "A repeat that is refused lets the next one in.",
        breaks: &["repeats.refused", "repeats.race-accepts-once"],
        change: |b| b.repeats.lifts_guard = true,
    },
    Fault {
        name: "repeat-refused-and-paid",
        sentence: "A repeat is refused and paid all the same.",
        breaks: &["repeats.one-confirmation"],
        change: |b| b.repeats.pays_again = true,
    },
    Fault {
        name: "race-lets-all-in",
        sentence: "Equal creates at one moment are all accepted.",
        breaks: &["repeats.race-accepts-once"],
        change: |b| b.repeats.race = Race::CheckThenAct,
    },
    Fault {
        name: "repeat-called-invalid",
        sentence: "A repeat is told to be an invalid request.",
        breaks: &["repeats.refusal-is-named"],
        change: |b| b.repeats.name = "INVALID_REQUEST",
    },
    Fault {
        name: "repeat-has-a-code-of-its-own",
        sentence: "A repeat has the code 1009.",
        breaks: &["repeats.refusal-has-a-code"],
        change: |b| b.repeats.code = 1009,
    },
    Fault {
        name: "repeat-answers-500",
        sentence: "A repeat is answered 500.",
        breaks: &["repeats.refused"],
        change: |b| b.repeats.status = 500,
    },
    Fault {
        name: "invoices-of-all-merchants-count-together",
        sentence: "An invoice of one merchant keeps that of another away.",
        breaks: &["merchant.own-invoices"],
        change: |b| b.repeats.of_any_merchant = true,
    },
];
