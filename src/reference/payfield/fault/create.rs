//! Faults of what a create answers.

use super::super::behaviour::{IdForm, Rounding};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "create-answers-200",
        sentence: "A create answers 200.",
        breaks: &["create.answers-created", "repeats.race-creates-once"],
        change: |b| b.created.status = 200,
    },
    Fault {
        name: "external-id-in-small-letters",
        sentence: "A create answers with the external id in small letters.",
        breaks: &["create.echoes-external-id"],
        change: |b| b.created.external_id_in_small_letters = true,
    },
    Fault {
        name: "currency-in-small-letters",
        sentence: "A create answers with the currency in small letters.",
        breaks: &["create.echoes-currency"],
        change: |b| b.created.currency_in_small_letters = true,
    },
    Fault {
        name: "card-number-masked",
        sentence: "A create answers with a card number of which only the end is shown.",
        breaks: &["create.echoes-card-number"],
        change: |b| b.created.card_number_masked = true,
    },
    Fault {
        name: "default-shop-shown",
        sentence: "A create answers with the default shop, whichever it was for.",
        breaks: &["create.echoes-shop-code"],
        change: |b| b.created.default_shop_shown = true,
    },
    Fault {
        name: "transaction-type-in-capitals",
        sentence: "The type of a payout is written in capitals.",
        breaks: &["create.transaction-type"],
        change: |b| b.created.transaction_type = "PAYOUT",
    },
    Fault {
        name: "id-as-text",
        sentence: "A create answers with its id as text.",
        breaks: &["create.id-is-a-number", "read.same-id"],
        change: |b| b.created.id = IdForm::Text,
    },
    Fault {
        name: "amount-as-number",
        sentence: "A create answers with its amount as a number.",
        breaks: &["create.amount-is-text"],
        change: |b| b.created.amount_as_number = true,
    },
    Fault {
        name: "amount-through-floats",
        sentence: "Amounts are counted in hundredths by way of binary fractions, and cut off.",
        breaks: &["create.amount-is-that-of-the-request"],
        change: |b| b.fields.rounding = Rounding::ThroughFloats,
    },
    Fault {
        name: "absent-fields-as-null",
        sentence: "What was not given is answered as null.",
        breaks: &["create.no-nulls"],
        change: |b| b.created.absent_as_null = true,
    },
    Fault {
        name: "empty-payment-data",
        sentence: "Payment data is answered as an empty object where there is none.",
        breaks: &["create.no-empty-payment-data"],
        change: |b| b.created.empty_payment_data = true,
    },
    Fault {
        name: "finalised-from-the-start",
        sentence: "A payout under way shows a finalization date.",
        breaks: &["create.no-finalization-date-while-pending"],
        change: |b| b.created.end_from_the_start = true,
    },
    Fault {
        name: "drops-bodies-without-external-id",
        sentence: "The connection is dropped where a body has no external id.",
        breaks: &["http.answers"],
        change: |b| b.fields.drops_without_external_id = true,
    },
];
