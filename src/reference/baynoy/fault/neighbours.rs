//! Faults of idempotency keys, owners and ends.

use super::super::behaviour::{Finger, OtherBody, Replay};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "replay-creates-again",
        sentence: "A request that comes again is done again.",
        breaks: &[
            "idempotency.replay-answers-alike",
            "idempotency.replay-says-so",
            "idempotency.replay-creates-nothing",
        ],
        change: |b| b.neighbours.replay = Replay::CreatedAgain,
    },
    Fault {
        name: "replay-creates-quietly",
        sentence: "A request that comes again is answered as before and done again.",
        breaks: &["idempotency.replay-creates-nothing"],
        change: |b| b.neighbours.replay = Replay::StoredAndCreated,
    },
    Fault {
        name: "replay-answers-200",
        sentence: "A request that comes again is answered 200.",
        breaks: &["idempotency.replay-answers-alike"],
        change: |b| b.neighbours.replay_status = Some(200),
    },
    Fault {
        name: "replay-says-nothing",
        sentence: "A replay does not say that it is one.",
        breaks: &["idempotency.replay-says-so"],
        change: |b| b.neighbours.replay_says_nothing = true,
    },
    Fault {
        name: "first-answer-says-replayed",
        sentence: "The first answer under a key says that it is replayed.",
        breaks: &["idempotency.first-answer-is-no-replay"],
        change: |b| b.neighbours.first_says_replayed = true,
    },
    Fault {
        name: "key-bound-to-content",
        sentence: "A key is bound to what was read, in whatever order it was written.",
        breaks: &["idempotency.other-bytes-refused"],
        change: |b| b.neighbours.finger = Finger::Content,
    },
    Fault {
        name: "key-bound-without-blanks",
        sentence: "A key is bound to the body without its blanks.",
        breaks: &["idempotency.other-bytes-refused"],
        change: |b| b.neighbours.finger = Finger::BytesWithoutBlanks,
    },
    Fault {
        name: "other-body-answered-as-first",
        sentence: "A key with another body is answered as before.",
        breaks: &["idempotency.other-body-refused", "idempotency.other-bytes-refused"],
        change: |b| b.neighbours.other_body = OtherBody::AnsweredAsFirst,
    },
    Fault {
        name: "other-body-created",
        sentence: "A key with another body is done as if it were another key.",
        breaks: &[
            "idempotency.other-body-refused",
            "idempotency.other-bytes-refused",
            "idempotency.refused-creates-nothing",
        ],
        change: |b| b.neighbours.other_body = OtherBody::Created,
    },
    Fault {
        name: "other-body-answers-422",
        sentence: "A key with another body is answered 422.",
        breaks: &["idempotency.other-body-refused", "idempotency.other-bytes-refused"],
        change: |b| b.neighbours.other_body = OtherBody::RefusedAs422,
    },
    Fault {
        name: "other-body-is-invalid",
        sentence: "A key with another body is told `validation_failed`.",
        breaks: &["idempotency.other-body-refused", "idempotency.other-bytes-refused", "codes.of-409"],
        change: |b| b.neighbours.conflict_code = Some("validation_failed"),
    },
    Fault {
        name: "other-body-refused-and-created",
        sentence: "A key with another body is refused, and it is done.",
        breaks: &["idempotency.refused-creates-nothing"],
        change: |b| b.neighbours.refused_creates = true,
    },
    Fault {
        name: "keys-up-to-64",
        sentence: "An idempotency key of more than 64 characters is refused.",
        breaks: &["idempotency.every-form-of-key"],
        change: |b| b.neighbours.longest_key = Some(64),
    },
    Fault {
        name: "keys-from-16",
        sentence: "An idempotency key of less than 16 characters is refused.",
        breaks: &["idempotency.every-form-of-key"],
        change: |b| b.neighbours.shortest_key = Some(16),
    },
    Fault {
        name: "keys-without-marks",
        sentence: "An idempotency key may hold letters, digits and dashes alone.",
        breaks: &["idempotency.every-form-of-key"],
        change: |b| b.neighbours.marks_refused = true,
    },
    Fault {
        name: "foreign-neighbour-forbidden",
        sentence: "What another merchant owns is answered 403.",
        breaks: &["tenancy.foreign-is-404"],
        change: |b| b.neighbours.foreign_is_403 = true,
    },
    Fault {
        name: "foreign-neighbour-shown",
        sentence: "What another merchant owns is shown.",
        breaks: &["tenancy.foreign-is-404"],
        change: |b| b.neighbours.foreign_is_shown = true,
    },
    Fault {
        name: "absent-neighbour-answers-400",
        sentence: "What does not exist is answered 400.",
        breaks: &["tenancy.absent-is-404", "codes.of-400"],
        change: |b| b.neighbours.absent_is_400 = true,
    },
    Fault {
        name: "end-is-left",
        sentence: "Something that has reached its end is moved.",
        breaks: &["transitions.end-is-not-left"],
        change: |b| b.neighbours.finished_is_moved = true,
    },
    Fault {
        name: "end-is-left-at-the-second-try",
        sentence: "Something that has reached its end is moved at the second try.",
        breaks: &["transitions.end-is-not-left"],
        change: |b| b.neighbours.finished_once = true,
    },
    Fault {
        name: "end-answers-422",
        sentence: "Something that has reached its end is answered 422.",
        breaks: &["transitions.end-is-not-left"],
        change: |b| b.neighbours.finished_is_422 = true,
    },
];
