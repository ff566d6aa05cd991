//! Faults of what a create has to say.

use super::super::behaviour::AmountRule;
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "external-id-optional",
        sentence: "A create without an external id gets one.",
        breaks: &["validation.external-id-required"],
        change: |b| b.fields.external_id_required = false,
    },
    Fault {
        name: "amount-as-number-taken",
        sentence: "An amount is taken as a number too.",
        breaks: &["validation.amount-form"],
        change: |b| b.fields.amount = AmountRule::NumberToo,
    },
    Fault {
        name: "zero-amount-taken",
        sentence: "An amount of nothing is taken.",
        breaks: &["validation.amount-form"],
        change: |b| b.fields.amount = AmountRule::ZeroToo,
    },
    Fault {
        name: "negative-amount-taken",
        sentence: "An amount below nothing is taken.",
        breaks: &["validation.amount-form"],
        change: |b| b.fields.amount = AmountRule::NegativeToo,
    },
    Fault {
        name: "empty-amount-taken",
        sentence: "An empty amount counts as nothing to pay.",
        breaks: &["validation.amount-form"],
        change: |b| b.fields.amount = AmountRule::EmptyToo,
    },
    Fault {
        name: "amount-text-of-the-older-edition",
        sentence: "A refused amount is told of as in the older edition.",
        breaks: &["validation.amount-form"],
        change: |b| b.fields.amount_text = "amount must be a positive number",
    },
    Fault {
        name: "amount-has-a-code-of-its-own",
        sentence: "A refused amount is told of under a code of its own.",
        breaks: &["validation.amount-code"],
        change: |b| b.fields.amount_code = "invalid_amount",
    },
    Fault {
        name: "currency-optional",
        sentence: "A create without a currency is made in that of the shop.",
        breaks: &["validation.currency-required"],
        change: |b| b.fields.currency_required = false,
    },
    Fault {
        name: "card-number-optional",
        sentence: "A create without a card number is taken.",
        breaks: &["validation.card-number-required"],
        change: |b| b.fields.card_number_required = false,
    },
    Fault {
        name: "callback-url-unchecked",
        sentence: "A callback URL that is none is taken.",
        breaks: &["validation.callback-url-is-a-url"],
        change: |b| b.fields.callback_url_checked = false,
    },
    Fault {
        name: "callback-url-required",
        sentence: "A create without a callback URL is refused.",
        breaks: &["create.answers-created", "validation.callback-url-is-optional"],
        change: |b| b.fields.callback_url_required = true,
    },
    Fault {
        name: "user-id-optional",
        sentence: "A create without the id of the merchant user is taken.",
        breaks: &["validation.user-fields-answer-422", "validation.user-id-required"],
        change: |b| b.fields.user_id_required = false,
    },
    Fault {
        name: "user-ip-optional",
        sentence: "A create without the address of the merchant user is taken.",
        breaks: &["validation.user-fields-answer-422", "validation.user-ip-required"],
        change: |b| b.fields.user_ip_required = false,
    },
    Fault {
        name: "user-fields-answer-400",
        sentence: "A create without its merchant user is answered 400.",
        breaks: &["validation.user-fields-answer-422"],
        change: |b| b.fields.user_fields_status = 400,
    },
];
