//! The closing summary for people: chapters, clauses by level, what was not exercised, and the conclusion.

use super::{ClauseState, PaymentsPart, Report, WaiverState};
use crate::contract::Level;
use crate::verdict::{Conclusion, Verdict};
use std::fmt::Write;

/// Reasons shown before the rest is left to the report file.
const MOST_REASONS: usize = 12;

/// The closing summary.
pub fn summary(report: &Report) -> String {
    let mut text = String::new();
    let widest = report.chapters.iter().map(|chapter| chapter.name.len()).max().unwrap_or(0);
    for chapter in &report.chapters {
        let counts: Vec<String> = Verdict::ALL
            .iter()
            .filter_map(|verdict| Some(format!("{} {}", chapter.verdicts.get(verdict)?, verdict.word())))
            .collect();
        let _ = writeln!(text, "  {:widest$}  {}", chapter.name, counts.join(", "));
    }
    text.push('\n');
    for (level, counts) in &report.levels {
        let _ = write!(
            text,
            "  {:6} {} clauses: {} upheld, {} broken",
            level.word(),
            counts.all,
            counts.upheld,
            counts.broken
        );
        for (number, words) in [
            (counts.clashed, "known to clash"),
            (counts.unjudged, "not judged"),
            (counts.elsewhere, "judged by others"),
            (counts.not_exercised, "not exercised"),
            (counts.not_tested, if *level == Level::May { "freedoms" } else { "not testable" }),
        ] {
            if number > 0 {
                let _ = write!(text, ", {number} {words}");
            }
        }
        text.push('\n');
    }
    for feature in &report.not_exercised {
        let _ = writeln!(
            text,
            "  not exercised: {} ({} MUST clauses; needs {})",
            feature.name,
            feature.must_clauses,
            feature.needs.join(", ")
        );
    }
    for clash in &report.clashes {
        let reason = clash.reason.as_deref().map_or(String::new(), |reason| format!(" ({reason})"));
        let _ = writeln!(text, "  known clash seen: {}, {}: {}{reason}", clash.clause, clash.test, clash.actual);
    }
    for clash in &report.known_clashes {
        let _ = writeln!(text, "  known clash: {} {} {}", clash.contract, clash.provider, clash.handling);
    }
    if let Some(payments) = &report.run.payments {
        text.push_str(&of_payments(payments));
    }
    for part in &report.waivers {
        let waiver = &part.waiver;
        let words = match part.state {
            WaiverState::Applied => format!("broken and waived until {}", waiver.until),
            WaiverState::Stale => "upheld, so its waiver is stale and is to be removed".to_owned(),
            WaiverState::Overdue => format!("its waiver ended on {} and no longer counts", waiver.until),
            WaiverState::Unjudged => "waived, and not judged in this run".to_owned(),
        };
        let _ = writeln!(text, "  waiver: {}: {words} ({})", waiver.clause, crate::oracle::clean(&waiver.reason));
    }
    let ran = report.tests.iter().filter(|test| test.verdict != Verdict::Skipped).count();
    let judged = report
        .clauses
        .iter()
        .filter(|part| matches!(part.state, ClauseState::Upheld | ClauseState::Broken | ClauseState::Waived));
    let _ = writeln!(
        text,
        "\n{} ran, {} judged, {} sent in {}.{:01} s (seed {}, suite {})",
        counted(ran, "test"),
        counted(judged.count(), "clause"),
        counted(usize::try_from(report.run.requests).unwrap_or(usize::MAX), "request"),
        report.run.took_ms / 1000,
        report.run.took_ms % 1000 / 100,
        report.seed,
        report.contract.suite,
    );
    conclusion(&mut text, report);
    text
}

/// What became of payments, the first few leftovers by name.
fn of_payments(part: &PaymentsPart) -> String {
    let sums: Vec<String> = part.asked_for.iter().map(|(currency, sum)| format!("{sum} {currency}")).collect();
    let mut text = format!(
        "  payments: {} made, {} cancelled afterwards, {} left to themselves; asked for {} in all\n",
        part.made,
        part.cancelled,
        part.leftovers.len(),
        if sums.is_empty() { "nothing".to_owned() } else { sums.join(", ") }
    );
    for left in part.leftovers.iter().take(MOST_REASONS) {
        let (id, why) = (crate::oracle::clean(&left.id), crate::oracle::clean(&left.why));
        let _ = writeln!(text, "    left: {id} of {} is {}: {why}", left.test, left.state);
    }
    if part.leftovers.len() > MOST_REASONS {
        let _ = writeln!(text, "    left: and {} more, see ledger.jsonl", part.leftovers.len() - MOST_REASONS);
    }
    if let Some(alarm) = &part.alarm {
        let _ = writeln!(text, "  alarm: no further create was sent: {}", crate::oracle::clean(alarm));
    }
    text
}

fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

fn conclusion(text: &mut String, report: &Report) {
    let part = &report.conclusion;
    for reason in part.reasons.iter().take(MOST_REASONS) {
        let _ = writeln!(text, "  - {reason}");
    }
    if part.reasons.len() > MOST_REASONS {
        let _ = writeln!(text, "  - and {} more, see report.json", part.reasons.len() - MOST_REASONS);
    }
    let waivers = if part.with_waivers && part.conclusion == Conclusion::Conformant { " with waivers" } else { "" };
    let _ = writeln!(
        text,
        "{}: {}{waivers} {} {} (profile {})",
        report.run.target,
        part.conclusion.words(),
        if part.conclusion == Conclusion::Incomplete { "about" } else { "to" },
        report.contract.title,
        report.profile
    );
}
