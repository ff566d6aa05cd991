//! A contract with all its tests.

use super::load::{examine_alone, load_tests};
use super::{SinkScript, Step};
use crate::contract::{ClauseId, Contract, Given, Need};
use crate::files::{Problems, Tree};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A test's name: the scenario's path, and the case's name where it has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct TestId(String);

impl TestId {
    /// An id as it was written.
    pub fn of(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first slash.
    pub fn chapter(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// Whether a prefix selects it: whole words only, so `a/b` selects `a/b` and `a/b/c` but not `a/bc`.
    pub fn is_under(&self, prefix: &str) -> bool {
        let prefix = prefix.trim_end_matches('/');
        self.0.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for TestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One story with one set of values: a scenario, or one case of it.
#[derive(Debug, Clone)]
pub struct Test {
    /// Its name.
    pub id: TestId,
    /// The scenario's path without the case.
    pub scenario: String,
    /// The file.
    pub file: String,
    /// The line its case stands on, or the scenario's title.
    pub line: u32,
    /// What is the case, as a statement.
    pub title: String,
    /// The comment the file opens with.
    pub about: String,
    /// What a target must offer.
    pub needs: Vec<Need>,
    /// Its values.
    pub given: BTreeMap<String, Given>,
    /// How the sink answers its webhooks.
    pub sink: SinkScript,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

impl Test {
    /// The clauses its expectations cite.
    pub fn cites(&self) -> BTreeSet<&ClauseId> {
        self.steps.iter().flat_map(|step| &step.expects).filter_map(|expect| expect.clause.as_ref()).collect()
    }
}

/// A contract with all its tests.
#[derive(Debug)]
pub struct Suite {
    /// The contract.
    pub contract: Contract,
    /// The tests, sorted by id.
    pub tests: Vec<Test>,
    /// The files, for showing lines of them.
    pub tree: Tree,
}

impl Suite {
    /// Loads a contract and its scenarios; every mistake of every file is reported at once.
    pub fn load(tree: Tree, contract: &str) -> Result<Self, Problems> {
        let examined = Contract::examine(&tree, contract);
        let mut problems = examined.problems;
        let Some(loaded) = examined.contract else {
            problems.extend(examine_alone(&tree, contract));
            return Err(problems);
        };
        let tests = load_tests(&tree, &loaded, &examined.unread, &mut problems);
        problems.unless_any(Self { contract: loaded, tests, tree })
    }

    /// The tests of a tree's scenarios, for a contract that was loaded before; the tree need hold nothing else.
    pub fn tests_of(tree: &Tree, contract: &Contract) -> Result<Vec<Test>, Problems> {
        let mut problems = Problems::default();
        let tests = load_tests(tree, contract, &BTreeSet::new(), &mut problems);
        problems.unless_any(tests)
    }

    /// The test of an id.
    pub fn test(&self, id: &str) -> Option<&Test> {
        self.tests.binary_search_by(|test| test.id.as_str().cmp(id)).ok().map(|index| &self.tests[index])
    }

    /// A digest of every file that decides a verdict, to tell whether a record was judged by the same suite.
    pub fn digest(&self) -> String {
        let folders = [format!("scenarios/{}/", self.contract.name), format!("schemas/{}/", self.contract.name)];
        let mut hash = Sha256::new();
        for (path, text) in self.tree.iter() {
            if folders.iter().any(|folder| path.starts_with(folder)) {
                hash.update(path.as_bytes());
                hash.update([0]);
                hash.update(text.as_bytes());
                hash.update([0]);
            }
        }
        hex::encode(&hash.finalize()[..8])
    }

    /// The tests that cite a clause.
    pub fn citing<'a>(&'a self, clause: &'a ClauseId) -> impl Iterator<Item = &'a Test> + 'a {
        self.tests.iter().filter(move |test| test.cites().contains(clause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_select_whole_words() {
        let id = TestId::of("amounts/rounding/up");
        assert!(id.is_under("amounts") && id.is_under("amounts/") && id.is_under("amounts/rounding/up"));
        assert!(!id.is_under("amount") && !id.is_under("amounts/round"));
    }
}
