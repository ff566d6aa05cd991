//! Faults of what a create has to say.

use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "key-type-optional",
        sentence: "A create without the type of its PIX key is accepted.",
        breaks: &["validation.required-members"],
        change: |b| {
            b.fields.required = &["merchantInvoiceId", "currency", "amount", "targetCustomerEmail", "confirmationUrl"]
        },
    },
    Fault {
        name: "confirmation-url-optional",
        sentence: "A create without an address for its confirmation is accepted.",
        breaks: &["validation.required-members"],
        change: |b| {
            b.fields.required = &["merchantInvoiceId", "currency", "amount", "targetCustomerEmail", "pixKeyType"]
        },
    },
    Fault {
        name: "currency-optional",
        sentence: "A create without a currency is accepted.",
        breaks: &["validation.required-members"],
        change: |b| {
            b.fields.required = &["merchantInvoiceId", "amount", "targetCustomerEmail", "pixKeyType", "confirmationUrl"]
        },
    },
    Fault {
        name: "amount-optional",
        sentence: "A create without an amount is accepted.",
        breaks: &["validation.required-members"],
        change: |b| {
            b.fields.required =
                &["merchantInvoiceId", "currency", "targetCustomerEmail", "pixKeyType", "confirmationUrl"]
        },
    },
    Fault {
        name: "invoice-optional",
        sentence: "A create without an invoice is accepted.",
        breaks: &["validation.required-members"],
        change: |b| b.fields.required = &["currency", "amount", "targetCustomerEmail", "pixKeyType", "confirmationUrl"],
    },
    Fault {
        name: "missing-members-answer-422",
        sentence: "A create that lacks a member is answered 422.",
        breaks: &["validation.required-members", "validation.merchant-required", "validation.hash-required"],
        change: |b| b.fields.missing_status = 422,
    },
    Fault {
        name: "merchant-optional",
        sentence: "A create that does not say whose it is is the first merchant's.",
        breaks: &["validation.merchant-required"],
        change: |b| b.fields.merchant_optional = true,
    },
    Fault {
        name: "hash-optional",
        sentence: "A create without a hash is accepted.",
        breaks: &["validation.hash-required"],
        change: |b| b.fields.hash_optional = true,
    },
    Fault {
        name: "email-not-looked-at",
        sentence: "A customer's address may be anything.",
        breaks: &["validation.email-is-one", "validation.email-is-named"],
        change: |b| b.fields.email_checked = false,
    },
    Fault {
        name: "email-called-a-phone-number",
        sentence: "A wrong address is told to be a wrong phone number.",
        breaks: &["validation.email-is-named"],
        change: |b| b.fields.email_name = "INVALID_PHONE_NUMBER",
    },
    Fault {
        name: "confirmation-url-not-looked-at",
        sentence: "An address for the confirmation may be anything.",
        breaks: &["validation.confirmation-url-is-one", "validation.confirmation-url-is-named"],
        change: |b| b.fields.url_checked = false,
    },
    Fault {
        name: "confirmation-url-called-an-account",
        sentence: "A wrong address for the confirmation is told to be a wrong account.",
        breaks: &["validation.confirmation-url-is-named"],
        change: |b| b.fields.url_name = "INVALID_BANK_ACCOUNT_DATA",
    },
    Fault {
        name: "currency-not-looked-at",
        sentence: "A currency may be anything.",
        breaks: &["validation.currency-is-known", "validation.currency-is-named"],
        change: |b| b.fields.currency_known = Some(usize::MAX),
    },
    Fault {
        name: "currency-by-its-length",
        sentence: "A currency may be any three characters.",
        breaks: &["validation.currency-is-known", "validation.currency-is-named"],
        change: |b| b.fields.currency_known = Some(3),
    },
    Fault {
        name: "currency-called-a-key",
        sentence: "A wrong currency is told to be a wrong key.",
        breaks: &["validation.currency-is-named"],
        change: |b| b.fields.currency_name = "INVALID_PIX_KEY",
    },
    Fault {
        name: "wrong-forms-answer-422",
        sentence: "Members of a wrong form are answered 422.",
        breaks: &["validation.email-is-one", "validation.confirmation-url-is-one", "validation.currency-is-known"],
        change: |b| b.fields.form_status = 422,
    },
    Fault {
        name: "invoice-of-any-length",
        sentence: "An invoice may be of any length.",
        breaks: &["validation.invoice-is-short"],
        change: |b| b.fields.longest_invoice = usize::MAX,
    },
    Fault {
        name: "names-misspelt",
        sentence: "The name of a wrong currency is misspelt.",
        breaks: &["validation.currency-is-named", "refusal.message-is-listed"],
        change: |b| b.fields.currency_name = "INVALID_REQUEST_CURENCY",
    },
];
