//! The proof and the coverage as text that is checked in and read in reviews.

use super::document::Proof;
use crate::contract::Level;
use crate::scenario::Suite;
use std::fmt::Write;

/// The kill matrix, the variants and what is left, as text.
pub fn matrix(proof: &Proof) -> String {
    let killed = proof.faults.iter().filter(|fault| fault.is_killed()).count();
    let green = proof.variants.iter().filter(|variant| variant.is_green()).count();
    let mut text = format!(
        "{}: {killed} of {} faults caught by exactly their clauses, {green} of {} variants let pass, {} clauses proven\n",
        proof.contract,
        proof.faults.len(),
        proof.variants.len(),
        proof.proven.len()
    );
    text.push_str("\nFaults: what the server does, and the clauses that catch it.\n\n");
    for fault in &proof.faults {
        let mark = if fault.is_killed() { "" } else { "  SURVIVES OR SPREADS" };
        let _ = writeln!(text, "{}{mark}\n    {}", fault.name, fault.sentence);
        for clause in &fault.broken {
            let mark = if fault.declared.contains(clause) { "" } else { "  (not declared)" };
            let _ = writeln!(text, "    x {clause}{mark}");
        }
        for clause in fault.declared.iter().filter(|clause| !fault.broken.contains(clause)) {
            let _ = writeln!(text, "    - {clause}  (declared, not broken)");
        }
    }
    text.push_str("\nVariants: what the server does, and the freedoms it uses.\n\n");
    for variant in &proof.variants {
        let mark = if variant.is_green() { "" } else { "  FALSE ALARM" };
        let uses: Vec<&str> = variant.uses.iter().map(|clause| clause.as_str()).collect();
        let _ = writeln!(text, "{}{mark}\n    {}", variant.name, variant.sentence);
        if !uses.is_empty() {
            let _ = writeln!(text, "    {}", uses.join(", "));
        }
        for clause in &variant.alarms {
            let _ = writeln!(text, "    ! {clause}");
        }
    }
    if !proof.unproven.is_empty() {
        text.push_str("\nMUST clauses that no fault proves:\n\n");
        for clause in &proof.unproven {
            let _ = writeln!(text, "{clause}");
        }
    }
    if !proof.redundant.is_empty() {
        text.push_str("\nScenarios that nobody would miss:\n\n");
        for scenario in &proof.redundant {
            let _ = writeln!(text, "{scenario}");
        }
    }
    text
}

/// Every clause with level, citing tests and the faults that declare to break it, as text.
pub fn coverage(suite: &Suite, breaks: &[(String, Vec<crate::contract::ClauseId>)]) -> String {
    let mut text = String::new();
    for level in [Level::Must, Level::Should, Level::May, Level::Advice] {
        let clauses: Vec<_> = suite.contract.clauses.values().filter(|clause| clause.level == level).collect();
        let cited = clauses.iter().filter(|clause| suite.citing(&clause.id).next().is_some()).count();
        let ambient = clauses.iter().filter(|clause| clause.always.is_some()).count();
        let untestable = clauses.iter().filter(|clause| clause.untestable.is_some()).count();
        let _ = writeln!(
            text,
            "{:6} {} clauses: {cited} cited, {ambient} judged everywhere, {untestable} not testable",
            level.word(),
            clauses.len()
        );
    }
    for clause in suite.contract.clauses.values() {
        let _ = writeln!(text, "\n{} {}  ({})", clause.level.word(), clause.id, clause.source);
        if clause.always.is_some() || clause.id == suite.contract.answers {
            text.push_str("    judged on every answer or webhook it concerns\n");
        }
        if let Some(reason) = &clause.untestable {
            let _ = writeln!(text, "    not testable: {reason}");
        }
        let mut scenarios: Vec<(&str, usize)> = Vec::new();
        for test in suite.citing(&clause.id) {
            match scenarios.last_mut() {
                Some((scenario, count)) if *scenario == test.scenario => *count += 1,
                _ => scenarios.push((&test.scenario, 1)),
            }
        }
        for (scenario, count) in scenarios {
            let _ = writeln!(text, "    {scenario}{}", if count > 1 { format!(" ({count})") } else { String::new() });
        }
        let faults: Vec<&str> =
            breaks.iter().filter(|(_, clauses)| clauses.contains(&clause.id)).map(|(name, _)| name.as_str()).collect();
        if !faults.is_empty() {
            let _ = writeln!(text, "    proven by {}", faults.join(", "));
        }
    }
    text
}
