//! The report as JUnit XML, for CI systems.

use super::{Report, TestPart, diagnostic};
use crate::scenario::Suite;
use crate::verdict::Verdict;
use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::time::Duration;

/// The report as JUnit XML: one suite per chapter.
pub fn to_junit(report: &Report, suite: &Suite) -> Result<String, quick_junit::SerializeError> {
    let mut junit = Junit::new(format!("payspec {} {}", report.contract.name, report.profile));
    let mut chapters: BTreeMap<&str, TestSuite> = BTreeMap::new();
    for test in &report.tests {
        let chapter = test.id.chapter();
        chapters.entry(chapter).or_insert_with(|| TestSuite::new(chapter)).add_test_case(case(report, suite, test));
    }
    junit.add_test_suites(chapters.into_values());
    junit.to_string()
}

fn case(report: &Report, suite: &Suite, test: &TestPart) -> TestCase {
    let text = || diagnostic(report, suite, test);
    let status = match test.verdict {
        Verdict::Passed | Verdict::Warned => TestCaseStatus::success(),
        Verdict::Skipped | Verdict::Waiting => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(test.reason.clone().unwrap_or_default());
            status
        }
        Verdict::Failed => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(test.title.clone()).set_type("failed").set_description(text());
            status
        }
        Verdict::Blocked | Verdict::Errored => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(test.title.clone()).set_type(test.verdict.word()).set_description(text());
            status
        }
    };
    let mut case = TestCase::new(test.id.as_str(), status);
    case.set_classname(format!("{}.{}", report.contract.name, test.id.chapter()));
    if let Some(took) = report.run.test_ms.get(&test.id) {
        case.set_time(Duration::from_millis(*took));
    }
    if test.verdict == Verdict::Warned {
        case.set_system_out(text());
    }
    case
}
