//! Sorts breaks into buckets, so that one bug is one finding however often and wherever it shows.

use crate::contract::{ClauseId, Level};
use crate::fuzz::drive::{Break, Done, Nature, Walked};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What makes two breaks the same bug: clause, operation, class of what was done, what was observed. A clause that every
/// answer owes is one bug wherever it is broken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// The clause.
    pub clause: ClauseId,
    /// The operation; empty when it makes no difference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub operation: String,
    /// The class of what was done; empty when it makes no difference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// Status and error code; empty when they make no difference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub observed: String,
}

/// The break that explains others of the same answer.
#[derive(Debug, Clone)]
pub struct Root {
    /// The break.
    pub broken: Break,
    /// Clauses broken along with it.
    pub also: BTreeSet<ClauseId>,
    /// The strongest level among all of them.
    pub level: Level,
    /// The place of the act among those done.
    pub at: usize,
}

impl Root {
    /// The bucket it belongs to.
    pub fn bucket(&self) -> Bucket {
        let broken = &self.broken;
        match broken.nature {
            Nature::Ambient => Bucket {
                clause: broken.clause.clone(),
                operation: String::new(),
                class: String::new(),
                observed: String::new(),
            },
            Nature::Asked => Bucket {
                clause: broken.clause.clone(),
                operation: broken.operation.clone(),
                class: broken.class.clone(),
                observed: broken.observed.clone(),
            },
        }
    }

    /// Whether another break may well be the same bug, seen in a simpler walk.
    pub fn resembles(&self, other: &Root) -> bool {
        let (one, two) = (&self.broken, &other.broken);
        match (one.nature, two.nature) {
            (Nature::Ambient, Nature::Ambient) => one.clause == two.clause,
            (Nature::Asked, Nature::Asked) => {
                one.operation == two.operation && one.observed == two.observed && one.about == two.about
            }
            _ => false,
        }
    }
}

/// The roots of all breaks of a walk, in order.
pub fn roots(walked: &Walked) -> Vec<Root> {
    walked.done.iter().enumerate().flat_map(|(at, done)| roots_of(done, at)).collect()
}

fn roots_of(done: &Done, at: usize) -> Vec<Root> {
    let mut breaks: Vec<&Break> = done.breaks.iter().collect();
    // What every answer owes comes first, and the whole body before its parts; what was asked keeps its order.
    breaks.sort_by_key(|broken| match broken.nature {
        Nature::Ambient => (broken.nature, broken.about.len()),
        Nature::Asked => (broken.nature, 0),
    });
    let mut roots: Vec<Root> = Vec::new();
    for broken in breaks {
        let asked_before = |root: &&mut Root| broken.nature == Nature::Asked && root.broken.nature == Nature::Asked;
        let explained = |root: &&mut Root| related(&root.broken.about, &broken.about) || asked_before(root);
        match roots.iter_mut().find(explained) {
            Some(root) => {
                if root.broken.clause != broken.clause {
                    root.also.insert(broken.clause.clone());
                }
                root.level = root.level.min(broken.level);
            }
            None => roots.push(Root { broken: broken.clone(), also: BTreeSet::new(), level: broken.level, at }),
        }
    }
    roots
}

/// Whether two checks are about the same part of an answer.
fn related(one: &str, other: &str) -> bool {
    let is_place = |about: &str| about.is_empty() || about.starts_with('/');
    let within = |a: &str, b: &str| a == b || a.strip_prefix(b).is_some_and(|rest| b.is_empty() || rest.starts_with(['/', ' ']));
    one == other || (is_place(one) && is_place(other) && (within(one, other) || within(other, one)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz::walk::{Act, Aim, Deed, Who};

    fn broken(clause: &str, nature: Nature, about: &str) -> Break {
        Break {
            clause: ClauseId::of(clause),
            level: Level::Should,
            nature,
            about: about.into(),
            expected: String::new(),
            actual: String::new(),
            observed: "200".into(),
            operation: "read".into(),
            class: "known".into(),
        }
    }

    fn done(breaks: Vec<Break>) -> Done {
        let deed = Deed::Visit { operation: 0, aim: Aim::Unknown(0) };
        let act = Act { tag: 0, who: Who::Main, copies: 1, deed };
        Done { act, reached: Vec::new(), exchanges: Vec::new(), asked: Vec::new(), values: Default::default(), breaks, script: None }
    }

    fn clauses(breaks: Vec<Break>) -> Vec<(String, usize)> {
        roots_of(&done(breaks), 0).iter().map(|root| (root.broken.clause.to_string(), root.also.len())).collect()
    }

    #[test]
    fn one_answer_without_a_body_is_one_bug() {
        let ambient = |clause, about| broken(clause, Nature::Ambient, about);
        let found = clauses(vec![ambient("a.amount", "/amount"), ambient("a.shape", ""), broken("b.id", Nature::Asked, "/id")]);
        assert_eq!(found, [("a.shape".to_owned(), 2)]);
    }

    #[test]
    fn headers_and_bodies_are_different_bugs() {
        let found = clauses(vec![
            broken("a.header", Nature::Ambient, "header X-Request-ID"),
            broken("b.status", Nature::Asked, "status"),
            broken("b.code", Nature::Asked, "/error/code"),
        ]);
        assert_eq!(found, [("a.header".to_owned(), 0), ("b.status".to_owned(), 1)]);
    }

    #[test]
    fn the_strongest_level_counts() {
        let mut strong = broken("b.status", Nature::Asked, "status");
        strong.level = Level::Must;
        let roots = roots_of(&done(vec![broken("a.error", Nature::Ambient, "status"), strong]), 0);
        assert_eq!((roots.len(), roots[0].level), (1, Level::Must));
    }
}
