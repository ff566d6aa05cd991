//! Faults of confirmations.

use super::super::behaviour::{HashOf, Outcome};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "confirmations-not-sent",
        sentence: "Nothing is confirmed.",
        breaks: &["confirmation.arrives"],
        change: |b| b.confirmations.sent = false,
    },
    Fault {
        name: "one-confirmation-per-address",
        sentence: "An address is told of the first payout that names it and of no other.",
        breaks: &["confirmation.arrives"],
        change: |b| b.confirmations.once_per_address = true,
    },
    Fault {
        name: "confirmations-put",
        sentence: "A confirmation is sent with PUT.",
        breaks: &["confirmation.is-posted"],
        change: |b| b.confirmations.put = true,
    },
    Fault {
        name: "confirmations-come-twice",
        sentence: "A confirmation that was taken comes once more.",
        breaks: &["confirmation.comes-once", "repeats.one-confirmation"],
        change: |b| {
            b.confirmations.times = 2;
            b.confirmations.gap = 5;
        },
    },
    Fault {
        name: "confirmed-currency-converted",
        sentence: "A confirmation shows the currency of the account.",
        breaks: &["confirmation.keeps-currency"],
        change: |b| b.confirmations.currency = Some("USD"),
    },
    Fault {
        name: "confirmed-amount-less-a-fee",
        sentence: "A confirmation shows the amount less a fee.",
        breaks: &["confirmation.keeps-amount"],
        change: |b| b.confirmations.fee = 35,
    },
    Fault {
        name: "confirmed-email-masked",
        sentence: "A confirmation masks the address of the customer.",
        breaks: &["confirmation.keeps-email"],
        change: |b| b.confirmations.email_masked = true,
    },
    Fault {
        name: "confirmation-hashed-as-a-create",
        sentence: "A confirmation is hashed with the secret inside.",
        breaks: &["confirmation.signed"],
        change: |b| b.confirmations.hash = HashOf::Create,
    },
    Fault {
        name: "confirmation-hashed-with-the-secret",
        sentence: "A confirmation is hashed with the secret in the place of the key.",
        breaks: &["confirmation.signed"],
        change: |b| b.confirmations.hash = HashOf::SecretAsKey,
    },
    Fault {
        name: "confirmation-hashed-over-units",
        sentence: "A confirmation is hashed over whole units in the place of cents.",
        breaks: &["confirmation.signed"],
        change: |b| b.confirmations.hash = HashOf::Units,
    },
    Fault {
        name: "confirmation-hashed-in-another-order",
        sentence: "A confirmation is hashed with the invoice before the cents.",
        breaks: &["confirmation.signed"],
        change: |b| b.confirmations.hash = HashOf::OtherOrder,
    },
    Fault {
        name: "confirmed-as-pending",
        sentence: "A confirmation tells that the payout is pending.",
        breaks: &["confirmation.success-or-failure"],
        change: |b| b.confirmations.outcome = Outcome::Pending,
    },
    Fault {
        name: "confirmed-as-approved",
        sentence: "A confirmation calls success by another word.",
        breaks: &["confirmation.success-or-failure"],
        change: |b| b.confirmations.outcome = Outcome::Approved,
    },
    Fault {
        name: "success-without-a-transaction",
        sentence: "A confirmation of success shows the transaction 0.",
        breaks: &["confirmation.success-has-a-transaction"],
        change: |b| b.confirmations.transaction_zero = true,
    },
    Fault {
        name: "confirmed-as-a-pay-in",
        sentence: "A confirmation is called one of a pay-in.",
        breaks: &["confirmation.process-is-payout"],
        change: |b| b.confirmations.process = "PayIn",
    },
    Fault {
        name: "refused-creates-confirmed",
        sentence: "A create that was refused is confirmed as failed.",
        breaks: &["hash.refused-is-not-confirmed"],
        change: |b| b.confirmations.refused_too = true,
    },
];
