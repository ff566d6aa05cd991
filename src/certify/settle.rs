//! What is owed about payments at the end of a run in which money is real.

use crate::report::{LeftoverPart, PaymentsPart};
use crate::runner::{Leftover, Runner, TidiedUp, Till};
use crate::scenario::TestId;
use std::collections::BTreeSet;

/// Cancels payments nobody waits for, and closes the mailboxes of tests that wait.
pub(crate) async fn settle_up(runner: &Runner, till: &Till, waiting: &BTreeSet<TestId>) -> PaymentsPart {
    let mut notes: Vec<String> = Vec::new();
    let tidied = if till.tidies() { runner.tidy_up(waiting).await } else { Ok(TidiedUp::default()) };
    let tidied = tidied.unwrap_or_else(|why| {
        notes.push(why);
        TidiedUp::default()
    });
    // Whoever is turned away sends again later; what is taken after the last look would be lost.
    if let Some(sink) = &runner.setup().sink {
        sink.close();
    }
    notes.extend(runner.unpark().err());
    let (made, asked_for) = till.guard().account();
    let left =
        |left: Leftover| LeftoverPart { id: left.open.id, test: left.open.test, state: left.open.state, why: left.why };
    PaymentsPart {
        made: u64::try_from(made).unwrap_or(u64::MAX),
        asked_for,
        cancelled: tidied.cancelled,
        leftovers: tidied.leftovers.into_iter().map(left).collect(),
        alarm: till.guard().alarm().or(notes.pop()),
    }
}
