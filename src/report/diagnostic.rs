//! What a reader of a failure sees: clause, place, line, difference, sentence, evidence, and how to do it again.

use super::{Report, TestPart};
use crate::contract::Rules;
use crate::files::Tree;
use crate::scenario::Suite;
use crate::verdict::{Finding, Outcome};
use std::fmt::Write;

/// The text about every broken expectation of a test, and why it was not judged to its end.
pub fn diagnostic(report: &Report, suite: &Suite, test: &TestPart) -> String {
    let mut text = String::new();
    for finding in &test.findings {
        if let Outcome::Broken(_) = finding.outcome {
            if !text.is_empty() {
                text.push('\n');
            }
            one(&mut text, report, suite, test, finding);
        }
    }
    if let Some(reason) = &test.reason {
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "{}: {}: {reason}", test.verdict.word(), test.id);
    }
    // What the target wrote is shown clean already; this is for whatever else finds its way in.
    crate::oracle::lines(&text)
}

fn one(text: &mut String, report: &Report, suite: &Suite, test: &TestPart, finding: &Finding) {
    let Outcome::Broken(difference) = &finding.outcome else { return };
    let clause = finding.clause.as_ref().and_then(|id| suite.contract.clause(id));
    let rules = Rules::new(&suite.contract, &report.profile);
    let binds = clause.is_some_and(|clause| report.strictness.binds(rules.level(&clause.id)));
    let (kind, what) = match (clause, &finding.clause) {
        (Some(clause), _) if rules.relaxes(&clause.id) => {
            ("known clash", format!("{} is broken ({}, relaxed in this profile)", clause.id, clause.level.word()))
        }
        (Some(clause), _) => {
            (if binds { "error" } else { "warning" }, format!("{} is broken ({})", clause.id, clause.level.word()))
        }
        (None, Some(id)) => ("error", format!("{id} is broken")),
        (None, None) => ("blocked", "the ground this test stands on is not there".to_owned()),
    };
    let line = difference.line.or(finding.line);
    let place = match line {
        Some(line) => format!("{}:{line}", test.file),
        None => clause.map_or(test.file.clone(), |clause| format!("{}:{}", clause.file, clause.line)),
    };
    let gutter = line.map_or(1, |line| line.to_string().len());
    let bar = format!("{:gutter$} |", "");
    let _ = writeln!(text, "{kind}: {what}");
    let _ = writeln!(text, "{:gutter$}--> {place}   test {}, step `{}`", "", test.id, finding.step);
    let _ = writeln!(text, "{bar}");
    if let Some(line) = line
        && let Some(source) = source_line(&suite.tree, &test.file, line)
    {
        let _ = writeln!(text, "{line} | {}", source.trim());
    }
    let _ = writeln!(text, "{bar}   expected  {}", difference.expected);
    let _ = writeln!(text, "{bar}   actual    {}", difference.actual);
    let _ = writeln!(text, "{bar}");
    let note = format!("{:gutter$} =", "");
    if let Some(clause) = clause {
        let page = suite.contract.pages.get(&clause.source).unwrap_or(&clause.source);
        let _ = writeln!(text, "{note} contract: {} ({page})", clause.text);
    }
    let key = Report::evidence_key(&test.id, &finding.step, difference.attempt, difference.copy);
    if let Some(evidence) = report.run.evidence.get(&key) {
        let mut found =
            if evidence.line > 0 { format!("record.jsonl:{}", evidence.line) } else { "not recorded".into() };
        if let Some(id) = &evidence.request_id {
            let _ = write!(found, "   request-id {id}");
        }
        let _ = writeln!(text, "{note} exchange: {found}");
    }
    let _ = writeln!(text, "{note} again:    payspec run --only {} --seed {}", test.id, report.seed);
}

fn source_line(tree: &Tree, file: &str, line: u32) -> Option<String> {
    tree.source(file)?.line_text(line).map(str::to_owned)
}
