//! Faults of accepted creates.

use super::super::behaviour::Transaction;
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "currency-converted",
        sentence: "An accepted create shows the currency it is converted to.",
        breaks: &["create.echoes-currency"],
        change: |b| b.accepted.currency = Some("USD"),
    },
    Fault {
        name: "invoice-in-capitals",
        sentence: "An accepted create shows its invoice in capitals.",
        breaks: &["create.echoes-invoice"],
        change: |b| b.accepted.invoice_in_capitals = true,
    },
    Fault {
        name: "email-masked",
        sentence: "An accepted create masks the address of the customer.",
        breaks: &["create.echoes-email"],
        change: |b| b.accepted.email_masked = true,
    },
    Fault {
        name: "amount-without-cents",
        sentence: "An accepted create shows whole units alone.",
        breaks: &["create.echoes-amount"],
        change: |b| b.accepted.amount_rounded = true,
    },
    Fault {
        name: "amount-as-text",
        sentence: "An accepted create shows its amount as text.",
        breaks: &["create.amount-is-a-number"],
        change: |b| b.accepted.amount_as_text = true,
    },
    Fault {
        name: "transaction-as-text",
        sentence: "An accepted create shows its transaction as text.",
        breaks: &["create.transaction-is-a-number"],
        change: |b| b.accepted.transaction = Transaction::Text,
    },
    Fault {
        name: "accepted-as-final",
        sentence: "An accepted create has the status of a payout that has succeeded.",
        breaks: &["create.status-is-102"],
        change: |b| b.accepted.status = 201,
    },
    Fault {
        name: "accepted-as-success",
        sentence: "The message of an accepted create is that of success.",
        breaks: &["create.message-is-pending"],
        change: |b| b.accepted.message = "success",
    },
    Fault {
        name: "process-of-a-pay-in",
        sentence: "An accepted create is called a pay-in.",
        breaks: &["create.process-is-payout"],
        change: |b| b.accepted.process = "PayIn",
    },
    Fault {
        name: "hash-left-out",
        sentence: "An accepted create shows no hash.",
        breaks: &["create.carries-members"],
        change: |b| b.accepted.left_out = Some("hash"),
    },
    Fault {
        name: "accepted-with-500",
        sentence: "An accepted create is answered 500.",
        breaks: &["create.accepted", "create.answers-201"],
        change: |b| b.accepted.http_status = 500,
    },
    Fault {
        name: "accepted-with-202",
        sentence: "An accepted create is answered 202.",
        breaks: &["create.answers-201"],
        change: |b| b.accepted.http_status = 202,
    },
    Fault {
        name: "invoice-of-100-characters",
        sentence: "An invoice of more than 100 characters is refused.",
        breaks: &["create.long-invoice-accepted"],
        change: |b| b.fields.longest_invoice = 100,
    },
];
