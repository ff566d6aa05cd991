//! Faults of repeated creates.

use super::super::behaviour::{Race, RepeatAnswer};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "repeat-answers-201",
        sentence: "A repeat answers 201 as if it had created something.",
        breaks: &["repeats.answers-200", "repeats.race-creates-once"],
        change: |b| b.repeats.status = 201,
    },
    Fault {
        name: "repeat-is-a-conflict",
        sentence: "A repeat is answered as a conflict.",
        breaks: &["repeats.answers-200", "repeats.race-creates-once", "repeats.same-id"],
        change: |b| b.repeats.answer = RepeatAnswer::Conflict,
    },
    Fault {
        name: "repeat-pays-again",
        sentence: "A repeat makes one more payout and answers with it.",
        breaks: &["repeats.race-has-one-id", "repeats.same-id"],
        change: |b| b.repeats.pays_again = true,
    },
    Fault {
        name: "repeat-under-a-fresh-id",
        sentence: "A repeat answers with an id of its own.",
        breaks: &["repeats.race-has-one-id", "repeats.same-id"],
        change: |b| b.repeats.answer = RepeatAnswer::FreshId,
    },
    Fault {
        name: "repeat-loses-its-finalization-date",
        sentence: "A repeat does not show when its payout came to an end.",
        breaks: &["repeats.final-shows-its-date"],
        change: |b| b.repeats.shows_end = false,
    },
    Fault {
        name: "race-pays-twice",
        sentence: "Equal creates of a moment each make a payout.",
        breaks: &["repeats.race-creates-once", "repeats.race-has-one-id"],
        change: |b| b.repeats.race = Race::CheckThenAct,
    },
    Fault {
        name: "race-fails-on-the-index",
        sentence: "Of equal creates of a moment all but one fail on the unique index.",
        breaks: &["repeats.race-creates-once"],
        change: |b| b.repeats.race = Race::LateOnesFail,
    },
    Fault {
        name: "race-shows-drawn-ids",
        sentence: "Of equal creates of a moment all but one answer an id that names nothing.",
        breaks: &["repeats.race-has-one-id"],
        change: |b| b.repeats.race = Race::LateOnesShowDrawnIds,
    },
];
