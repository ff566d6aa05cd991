//! Which breaks are one bug. What binds less never stands for what binds more, so that no verdict turns on the order in
//! which things were seen.

use crate::fuzz::drive::{Break, Nature};
use crate::fuzz::tell::Finding;

/// Whether one break of an answer stands for another of the same answer: both are about one place, or both asked of what
/// was done, or the other is there because nothing usable stands where the first one is broken.
pub(super) fn explains(one: &Break, other: &Break) -> bool {
    let both_asked = one.nature == Nature::Asked && other.nature == Nature::Asked;
    one.level <= other.level && (one.about == other.about || both_asked || underlies(one, other))
}

/// Whether another break is there because every answer is wrong at a place that the other one needs.
fn underlies(one: &Break, other: &Break) -> bool {
    let holds = |place: &String| {
        let rest = place.strip_prefix(one.about.as_str());
        !one.about.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    one.nature == Nature::Ambient && one.clause != other.clause && other.missing.as_ref().is_some_and(holds)
}

/// The breaks of an answer with those first that may stand for others.
pub(super) fn causes_first(breaks: &[Break]) -> Vec<&Break> {
    let mut sorted: Vec<&Break> = breaks.iter().collect();
    sorted.sort_by_key(|one| (one.level, !breaks.iter().any(|other| underlies(one, other))));
    sorted
}

/// Whether a break that a look at something showed is a finding made before, under another clause: the same came in place
/// of the same, or the answer is the same error, and what was looked for cannot stand in it.
pub(super) fn shows_again(finding: &Finding, found: &Break) -> bool {
    let bucket = &finding.bucket;
    let fits = |own: &str, others: &str| own.is_empty() || own == others;
    let same_words = fits(&bucket.class, &found.class)
        && finding.expected == found.expected
        && finding.actual == found.actual
        && found.about.starts_with('/');
    let same_error = found.missing.is_some() && !found.observed.starts_with('2') && bucket.observed == found.observed;
    found.nature == Nature::Asked
        && !found.refusal
        && finding.level <= found.level
        && finding.waived.is_none()
        && !bucket.operation.is_empty()
        && bucket.operation == found.operation
        && (same_words || same_error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{ClauseId, Level};
    use crate::fuzz::tell::{Bucket, Repeats};

    fn found(clause: &str, nature: Nature, about: &str) -> Break {
        Break {
            clause: ClauseId::of(clause),
            level: Level::Must,
            nature,
            about: about.into(),
            expected: format!("{about} = \"CANCELLED\""),
            actual: format!("{about} = \"REJECTED\""),
            observed: "200".into(),
            refusal: false,
            missing: None,
            operation: "read".into(),
            class: "known".into(),
            other: None,
        }
    }

    fn made_of(found: &Break) -> Finding {
        let bucket = Bucket {
            clause: found.clause.clone(),
            operation: found.operation.clone(),
            class: found.class.clone(),
            observed: found.observed.clone(),
        };
        Finding {
            name: bucket.name(),
            bucket,
            level: found.level,
            expected: found.expected.clone(),
            actual: found.actual.clone(),
            repeats: Repeats::Stable { of: 5 },
            steps: 1,
            also: Default::default(),
            seen: 1,
            after: 1,
            walk: None,
            waived: None,
            evidence: None,
        }
    }

    #[test]
    fn a_code_that_cannot_be_read_is_the_fault_of_what_holds_it() {
        let envelope = found("errors.envelope", Nature::Ambient, "/error");
        let code = Break { missing: Some("/error/code".into()), ..found("conflicts.code", Nature::Asked, "status") };
        assert!(explains(&envelope, &code));
        assert!(!explains(&code, &envelope));
        assert!(!explains(&found("errors.other", Nature::Ambient, "/err"), &code));
        assert!(!explains(&found("errors.whole", Nature::Ambient, ""), &code));
        assert!(!explains(&envelope, &Break { missing: None, ..code.clone() }));
        let sorted: Vec<_> = causes_first(&[code, envelope]).iter().map(|one| one.clause.to_string()).collect();
        assert_eq!(sorted, ["errors.envelope", "conflicts.code"]);
    }

    #[test]
    fn what_binds_less_stands_for_nothing_that_binds_more() {
        let must = found("a.must", Nature::Asked, "/id");
        let should = Break { level: Level::Should, ..found("a.should", Nature::Asked, "/id") };
        assert!(explains(&must, &should));
        assert!(!explains(&should, &must));
        assert!(shows_again(&made_of(&must), &should));
        assert!(!shows_again(&made_of(&should), &must));
    }

    #[test]
    fn a_look_shows_once_more_what_came_in_place_of_the_same() {
        let finding = made_of(&found("cancellation.pending", Nature::Asked, "/status"));
        let again = found("tenancy.cancel", Nature::Asked, "/status");
        assert!(shows_again(&finding, &again));
        for other in [
            Break { actual: "/status = \"PAID\"".into(), ..again.clone() },
            Break { operation: "list".into(), ..again.clone() },
            Break { class: "late".into(), ..again.clone() },
            Break { nature: Nature::Ambient, ..again.clone() },
        ] {
            assert!(!shows_again(&finding, &other), "{other:?}");
        }
        let waived = Finding { waived: Some("later".into()), ..finding };
        assert!(!shows_again(&waived, &again));
    }

    #[test]
    fn what_an_error_cannot_show_is_that_error_once_more() {
        let missed = Break { observed: "404 GONE".into(), ..found("payout.read-finds", Nature::Asked, "status") };
        let state = Break {
            actual: "/status = nothing".into(),
            observed: "404 GONE".into(),
            missing: Some("/status".into()),
            class: "late".into(),
            ..found("lifecycle.paid", Nature::Asked, "/status")
        };
        assert!(shows_again(&made_of(&missed), &state));
        assert!(!shows_again(&made_of(&missed), &Break { observed: "200".into(), ..state.clone() }));
        assert!(!shows_again(&made_of(&Break { observed: "500".into(), ..missed }), &state));
    }
}
