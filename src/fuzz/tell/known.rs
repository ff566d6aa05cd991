//! What is known already: findings of earlier runs, which are counted and not reported again.

use super::{Bucket, Finding};
use crate::contract::ClauseId;
use std::collections::BTreeSet;

/// Findings that are known.
#[derive(Debug, Clone, Default)]
pub struct Known(Vec<(Bucket, BTreeSet<ClauseId>)>);

impl Known {
    /// Adds what a finding file holds; the error says what is wrong with it.
    pub fn read(&mut self, text: &str) -> Result<(), String> {
        let finding: Finding = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if !self.0.iter().any(|(known, also)| *known == finding.bucket && *also == finding.also) {
            self.0.push((finding.bucket, finding.also));
        }
        Ok(())
    }

    /// Whether a finding is known, by its own clause or as one that was broken along with it: which of several clauses a
    /// bug is found under depends on what happens to show it first.
    pub fn holds(&self, bucket: &Bucket) -> bool {
        let under = |known: &Bucket| Bucket { clause: known.clause.clone(), ..bucket.clone() };
        self.0
            .iter()
            .any(|(known, also)| known.covers(bucket) || (also.contains(&bucket.clause) && known.covers(&under(known))))
    }

    /// How many are known.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_broken_along_with_a_known_finding_is_known() {
        let bucket = |clause: &str, observed: &str| Bucket {
            clause: ClauseId::of(clause),
            operation: "read".into(),
            class: "known".into(),
            observed: observed.into(),
        };
        let also = BTreeSet::from([ClauseId::of("tenancy.cancel-scoped")]);
        let known = Known(vec![(bucket("cancellation.pending", "200"), also)]);
        assert!(known.holds(&bucket("cancellation.pending", "200")));
        assert!(known.holds(&bucket("tenancy.cancel-scoped", "200")));
        assert!(!known.holds(&bucket("tenancy.cancel-scoped", "404 GONE")));
        assert!(!known.holds(&bucket("lifecycle.paid", "200")));
    }
}
