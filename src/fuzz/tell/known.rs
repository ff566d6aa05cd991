//! What is known already: findings of earlier runs, which are counted and not reported again.

use super::{Bucket, Finding};
use std::collections::BTreeSet;

/// Findings that are known.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeSet<Bucket>);

impl Known {
    /// Adds what a finding file holds; the error says what is wrong with it.
    pub fn read(&mut self, text: &str) -> Result<(), String> {
        let finding: Finding = serde_json::from_str(text).map_err(|error| error.to_string())?;
        self.0.insert(finding.bucket);
        Ok(())
    }

    /// Whether a finding is known.
    pub fn holds(&self, bucket: &Bucket) -> bool {
        self.0.iter().any(|known| known.covers(bucket))
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
