//! Faults of the envelope.

use super::super::behaviour::Business;
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "message-inside-alone",
        sentence: "What was not found is said inside `error` alone.",
        breaks: &["envelope.message-at-the-top", "envelope.messages-agree", "read.unknown-is-404"],
        change: |b| b.envelope.message_inside_alone = true,
    },
    Fault {
        name: "business-code-is-a-number",
        sentence: "The code of a refusal that is about no single field is a number.",
        breaks: &["envelope.code-at-the-top"],
        change: |b| b.envelope.business_code = Business::Number,
    },
    Fault {
        name: "inner-code-in-capitals",
        sentence: "The code inside `error` is written in capitals where credentials are refused.",
        breaks: &["envelope.codes-agree"],
        change: |b| b.envelope.inner_code_in_capitals = true,
    },
    Fault {
        name: "inner-message-is-general",
        sentence: "The message inside `error` is the same for every refusal.",
        breaks: &["envelope.messages-agree"],
        change: |b| b.envelope.inner_message_is_general = true,
    },
    Fault {
        name: "errors-left-out",
        sentence: "A refused field is not listed under `errors`.",
        breaks: &["envelope.validation-lists-fields", "validation.amount-is-named"],
        change: |b| b.envelope.errors_left_out = true,
    },
    Fault {
        name: "fields-named-by-path",
        sentence: "A refused field is listed under `errors` by its path in the request.",
        breaks: &["validation.amount-is-named"],
        change: |b| b.envelope.fields_by_path = true,
    },
];
