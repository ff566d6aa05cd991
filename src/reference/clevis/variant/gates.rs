//! Freedoms of keys, store and rate.

use super::super::behaviour::errors::Kind;
use super::super::behaviour::gates::{Challenge, GateOrder, HealthGate, RetryAfter, Scheme, StoreCounts};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of gates.
    GatesVariant {
        /// A disabled server looks at the key first.
        KeyBeforeSwitch = "key-before-switch", ["auth.may-check-the-key-at-any-point"],
            |b| b.gates.order = GateOrder::KeyFirst;
        /// Another scheme than bearer counts as an unknown key.
        WrongSchemeIsUnknownKey = "wrong-scheme-is-unknown-key", ["auth.may-name-a-wrong-scheme-either-way"],
            |b| b.gates.wrong_scheme = Kind::InvalidKey;
        /// An empty bearer counts as an unknown key.
        EmptyBearerIsUnknownKey = "empty-bearer-is-unknown-key", ["auth.may-name-a-wrong-scheme-either-way"],
            |b| b.gates.empty_token = Kind::InvalidKey;
        /// The scheme may be written in small letters.
        SchemeInSmallLetters = "scheme-in-small-letters", ["auth.may-read-the-scheme-in-small-letters"],
            |b| b.gates.scheme = Scheme::BearerAnyCase;
        /// Answers to callers without a key say nothing of how to authenticate.
        ChallengeAbsent = "challenge-absent", [], |b| b.gates.challenge = Challenge::Absent;
        /// Health asks for a key.
        HealthAsksForKey = "health-asks-for-key", ["health.may-say-more"],
            |b| b.gates.health = HealthGate::Keyed;
        /// Too many requests are not told when to come back.
        RetryAfterAbsent = "retry-after-absent", ["rate-limit.may-not-say-when-to-come-back"],
            |b| b.gates.retry_after = RetryAfter::Absent;
        /// Payouts that have ended still take up room in the store.
        EndedPayoutsTakeRoom = "ended-payouts-take-room", [],
            |b| b.gates.store_counts = StoreCounts::Stored;
    }
}
