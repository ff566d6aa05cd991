//! Faults of keys, timestamps and signatures.

use super::super::behaviour::{Held, Keys, Missing, SignedBytes};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "missing-key-answers-403",
        sentence: "A request without a key is answered 403.",
        breaks: &["auth.key-required"],
        change: |b| b.auth.missing_key_status = 403,
    },
    Fault {
        name: "unknown-key-called-a-bad-signature",
        sentence: "An unknown key is told that its signature is wrong.",
        breaks: &["auth.unknown-key-refused"],
        change: |b| b.auth.unknown_key = "Invalid signature",
    },
    Fault {
        name: "key-compared-by-its-beginning",
        sentence: "A key is let in whatever follows it.",
        breaks: &["auth.unknown-key-refused"],
        change: |b| b.auth.keys = Keys::Beginning,
    },
    Fault {
        name: "key-compared-without-case",
        sentence: "A key is let in with its letters in another case.",
        breaks: &["auth.unknown-key-refused"],
        change: |b| b.auth.keys = Keys::WithoutCase,
    },
    Fault {
        name: "unknown-key-has-a-code-of-its-own",
        sentence: "An unknown key is refused under a code of its own.",
        breaks: &["auth.unknown-key-code"],
        change: |b| b.auth.unknown_key_code = "invalid_api_key",
    },
    Fault {
        name: "missing-timestamp-is-now",
        sentence: "A request without a timestamp is taken to be of now.",
        breaks: &["auth.timestamp-required", "auth.refused-creates-nothing"],
        change: |b| b.auth.missing_time_is_now = true,
    },
    Fault {
        name: "unreadable-timestamp-is-now",
        sentence: "A timestamp that is none is taken to be of now.",
        breaks: &["auth.timestamp-readable", "auth.refused-creates-nothing"],
        change: |b| b.auth.unreadable_time_is_now = true,
    },
    Fault {
        name: "unreadable-timestamp-called-missing",
        sentence: "A timestamp that is none is said to be missing.",
        breaks: &["auth.timestamp-readable"],
        change: |b| b.auth.unreadable_time = "Timestamp required",
    },
    Fault {
        name: "window-looks-back-alone",
        sentence: "Timestamps of the future are let in.",
        breaks: &["auth.timestamp-not-ahead", "auth.refused-creates-nothing"],
        change: |b| b.auth.ahead = i64::MAX,
    },
    Fault {
        name: "window-of-a-quarter-hour",
        sentence: "Timestamps of the last quarter of an hour are let in.",
        breaks: &["auth.timestamp-not-behind", "auth.refused-creates-nothing"],
        change: |b| b.auth.behind = 900,
    },
    Fault {
        name: "unix-seconds-not-held-to-the-window",
        sentence: "A timestamp in seconds is let in however old it is.",
        breaks: &["auth.timestamp-not-behind", "auth.refused-creates-nothing"],
        change: |b| b.auth.held = Held::IsoAlone,
    },
    Fault {
        name: "iso-times-not-held-to-the-window",
        sentence: "A timestamp that is no number is let in however far off it is.",
        breaks: &["auth.timestamp-not-ahead", "auth.timestamp-not-behind", "auth.refused-creates-nothing"],
        change: |b| b.auth.held = Held::SecondsAlone,
    },
    Fault {
        name: "signature-optional",
        sentence: "A request without a signature is let in.",
        breaks: &["auth.signature-required", "auth.refused-creates-nothing"],
        change: |b| b.auth.missing_signature = Missing::LetIn,
    },
    Fault {
        name: "missing-signature-called-invalid",
        sentence: "A missing signature is called an invalid one.",
        breaks: &["auth.signature-required"],
        change: |b| b.auth.missing_signature = Missing::RefusedAsInvalid,
    },
    Fault {
        name: "signature-over-the-body-written-anew",
        sentence: "The body is read and written anew before its signature is checked.",
        breaks: &["auth.body-is-signed-as-sent", "auth.signature-must-fit", "auth.refused-creates-nothing"],
        change: |b| b.auth.signed_bytes = SignedBytes::WrittenAnew,
    },
    Fault {
        name: "signature-of-any-merchant",
        sentence: "A signature made with the secret of another merchant is let in.",
        breaks: &["auth.signature-must-fit", "auth.refused-creates-nothing"],
        change: |b| b.auth.any_secret = true,
    },
    Fault {
        name: "reads-not-checked",
        sentence: "The signature of a read is not looked at.",
        breaks: &["auth.query-is-not-signed", "auth.signature-must-fit"],
        change: |b| b.auth.reads_unchecked = true,
    },
    Fault {
        name: "query-may-be-signed",
        sentence: "A read whose query was signed as well is let in.",
        breaks: &["auth.query-is-not-signed"],
        change: |b| b.auth.query_may_be_signed = true,
    },
    Fault {
        name: "query-must-be-signed",
        sentence: "A read with a query has to have that signed as well.",
        breaks: &["auth.query-is-not-signed", "auth.read-signs-the-timestamp"],
        change: |b| b.auth.query_must_be_signed = true,
    },
    Fault {
        name: "unix-seconds-not-read",
        sentence: "A timestamp in seconds is not read.",
        breaks: &["auth.unix-time-accepted"],
        change: |b| b.auth.reads_seconds = false,
    },
    Fault {
        name: "balance-wants-unix-seconds",
        sentence: "The balance route reads timestamps in seconds alone.",
        breaks: &["auth.iso-time-accepted"],
        change: |b| b.auth.balance_reads_iso = false,
    },
];
