//! The conclusion of a run, and the reasons that are given for it.

use super::build::Frame;
use super::document::{ClausePart, ClauseState, ConclusionPart, TestPart, WaiverPart, WaiverState};
use crate::contract::Level;
use crate::verdict::{Conclusion, Verdict};

/// What a run says: a broken clause weighs most, then whatever could not be judged.
pub(super) fn conclude(
    frame: &Frame<'_>,
    clauses: &[ClausePart],
    tests: &[TestPart],
    waivers: &[WaiverPart],
) -> ConclusionPart {
    let mut reasons = Vec::new();
    let binding = |part: &&ClausePart| frame.header.strictness.binds(part.level);
    let broken: Vec<&ClausePart> =
        clauses.iter().filter(binding).filter(|part| part.state == ClauseState::Broken).collect();
    let with_waivers = clauses.iter().filter(binding).any(|part| part.state == ClauseState::Waived);
    for part in &broken {
        reasons.push(format!("{} is broken ({})", part.id, part.level.word()));
    }
    for waiver in waivers.iter().filter(|waiver| waiver.state == WaiverState::Overdue) {
        reasons.push(format!("the waiver of {} ended on {}", waiver.waiver.clause, waiver.waiver.until));
    }
    let mut incomplete = false;
    if let Some(why) = &frame.unusable {
        incomplete = true;
        reasons.push(format!("nothing was judged: {why}"));
    } else {
        if !frame.complete {
            incomplete = true;
            reasons.push("the run did not come to its end".into());
        }
        let unsettled = |verdict| tests.iter().filter(|test| test.verdict == verdict).count();
        for (verdict, words) in [
            (Verdict::Errored, "ended in an error that is not the target's"),
            (Verdict::Blocked, "found no ground to stand on"),
            (Verdict::Waiting, "waiting for the target to settle; `payspec resume` goes on with them"),
        ] {
            let number = unsettled(verdict);
            if number > 0 {
                reasons.push(format!("{number} test{} {words}", if number == 1 { "" } else { "s" }));
                incomplete = true;
            }
        }
        let mut outside = 0;
        for part in clauses.iter().filter(|part| part.level == Level::Must) {
            match &part.state {
                ClauseState::Unselected => outside += 1,
                ClauseState::Unjudged(why) => {
                    incomplete = true;
                    reasons.push(format!("{} (MUST) was not judged: {why}", part.id));
                }
                _ => {}
            }
        }
        if outside > 0 {
            incomplete = true;
            reasons.push(format!("{outside} MUST clauses lie outside the selection; a selection cannot certify"));
        }
    }
    let conclusion = if !broken.is_empty() {
        Conclusion::NotConformant
    } else if incomplete {
        Conclusion::Incomplete
    } else {
        Conclusion::Conformant
    };
    ConclusionPart { conclusion, with_waivers, reasons }
}
