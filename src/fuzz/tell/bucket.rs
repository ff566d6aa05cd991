//! What makes two sightings the same finding.

use crate::contract::ClauseId;
use crate::fuzz::drive::{Break, Nature};
use crate::fuzz::walk::{Act, Aim, Deed, Wire};
use serde::{Deserialize, Serialize};

/// What a finding is: which clause, where, in answer to what, and how it showed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// The clause.
    pub clause: ClauseId,
    /// The operation; none where it shows with several.
    pub operation: String,
    /// The class of what was done; none where several kinds of acts bring it about.
    pub class: String,
    /// Status and error code for what was asked, or where a refusal was asked whether it was let pass; the place for what
    /// every answer owes.
    pub observed: String,
}

/// A break as it was first seen, before it was made small.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    bucket: Bucket,
    about: String,
}

impl Bucket {
    /// The bucket of a break that showed after an act.
    pub fn of(found: &Break, act: &Act) -> Self {
        let clause = found.clause.clone();
        match found.nature {
            Nature::Asked => {
                Self { clause, operation: found.operation.clone(), class: found.class.clone(), observed: came(found) }
            }
            // What is wrong with the answer to something ordinary is wrong with every answer.
            Nature::Ambient => {
                let special = is_special(act);
                let only = |text: &String| if special { text.clone() } else { String::new() };
                let (operation, class) = (only(&found.operation), only(&found.class));
                Self { clause, operation, class, observed: found.about.clone() }
            }
        }
    }

    /// The same finding without what was special about how it showed.
    pub fn at_large(&self) -> Self {
        Self { operation: String::new(), class: String::new(), ..self.clone() }
    }

    /// Whether another bucket is this one, or what this one leaves open.
    pub fn covers(&self, other: &Self) -> bool {
        let fits = |own: &str, others: &str| own.is_empty() || own == others;
        self.clause == other.clause
            && self.observed == other.observed
            && fits(&self.operation, &other.operation)
            && fits(&self.class, &other.class)
    }

    /// Whether one of two buckets covers the other.
    pub fn fits(&self, other: &Self) -> bool {
        self.covers(other) || other.covers(self)
    }

    /// What two sightings of one clause have in common that showed in the same way.
    pub fn widened(&self, other: &Self) -> Option<Self> {
        let common = |own: &str, others: &str| if own == others { own.to_owned() } else { String::new() };
        (self.clause == other.clause && self.observed == other.observed).then(|| Self {
            operation: common(&self.operation, &other.operation),
            class: common(&self.class, &other.class),
            ..self.clone()
        })
    }

    /// What brings it about, in words; nothing when anything does.
    pub fn act(&self) -> Option<String> {
        match (self.operation.as_str(), self.class.as_str()) {
            ("", "") => None,
            ("", class) => Some(format!("several operations ({class})")),
            (operation, "") => Some(operation.to_owned()),
            (operation, class) => Some(format!("{operation} ({class})")),
        }
    }

    /// A short name, the same wherever the finding is made.
    pub fn name(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        for part in [self.clause.as_str(), &self.operation, &self.class, &self.observed] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let clause: String =
            self.clause.as_str().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        format!("{clause}-{}", &hex::encode(hash.finalize())[..6])
    }
}

/// What came in place of what was asked, as far as it tells bugs apart. Where a refusal is missing, another check of the
/// target answers in its place, and which one depends on the state; but that something was let pass is never the same.
fn came(found: &Break) -> String {
    match (found.refusal, found.observed.starts_with('2')) {
        (false, _) => found.observed.clone(),
        (true, true) => "let pass".to_owned(),
        (true, false) => "refused otherwise".to_owned(),
    }
}

impl Sighting {
    /// The sighting of a break.
    pub fn of(found: &Break, act: &Act) -> Self {
        Self { bucket: Bucket::of(found, act), about: found.about.clone() }
    }

    /// The clause.
    pub fn clause(&self) -> &ClauseId {
        &self.bucket.clause
    }

    /// The bucket it would be found in as it is.
    pub fn bucket(&self) -> &Bucket {
        &self.bucket
    }

    /// The sighting without what was special about how it showed.
    pub fn at_large(&self) -> Self {
        Self { bucket: self.bucket.at_large(), about: self.about.clone() }
    }
}

/// Whether an act is out of the ordinary, so that what it brings about need not show elsewhere.
fn is_special(act: &Act) -> bool {
    match &act.deed {
        Deed::Create(create) => create.wire != Wire::Plain || !create.twists.is_empty(),
        Deed::Visit { aim, .. } => matches!(aim, Aim::Hostile(_)),
        Deed::Repeat { .. } | Deed::Ask { .. } | Deed::List { .. } | Deed::Late { .. } | Deed::Hear { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Level;
    use crate::fuzz::walk::{Create, Who};

    fn found(nature: Nature, operation: &str, class: &str) -> Break {
        Break {
            clause: ClauseId::of("errors.request-id-header"),
            level: Level::Must,
            nature,
            about: "header x".into(),
            expected: String::new(),
            actual: String::new(),
            observed: "422 INVALID".into(),
            refusal: false,
            missing: None,
            operation: operation.into(),
            class: class.into(),
            other: None,
        }
    }

    fn create(wire: Wire) -> Act {
        let create = Create {
            sample: 0,
            key: None,
            timing: 0,
            triggers: vec![],
            twists: vec![],
            own_keys: false,
            hook: false,
            wire,
        };
        Act { tag: 0, who: Who::Main, copies: 1, deed: Deed::Create(create) }
    }

    #[test]
    fn what_is_wrong_everywhere_is_one_finding() {
        let act = create(Wire::Plain);
        let one = Bucket::of(&found(Nature::Ambient, "create", "sound"), &act);
        let other = Bucket::of(&found(Nature::Ambient, "read", "unknown"), &act);
        assert_eq!(one, other);
    }

    #[test]
    fn what_only_something_odd_brings_about_is_a_finding_of_its_own() {
        let plain = Bucket::of(&found(Nature::Ambient, "create", "sound"), &create(Wire::Plain));
        let odd = Bucket::of(&found(Nature::Ambient, "create", "unreadable"), &create(Wire::Unreadable(0)));
        assert_ne!(plain, odd);
        assert_eq!(plain, odd.at_large());
    }

    #[test]
    fn a_missing_refusal_is_one_finding_unless_something_was_let_pass() {
        let act = create(Wire::Plain);
        let came = |observed: &str| {
            let found = Break { refusal: true, observed: observed.into(), ..found(Nature::Asked, "create", "pattern") };
            Bucket::of(&found, &act)
        };
        assert_eq!(came("404 NOT_FOUND"), came("409 CONFLICT"));
        assert_ne!(came("404 NOT_FOUND"), came("201"));
    }

    #[test]
    fn what_shows_with_several_operations_covers_each_of_them() {
        let act = create(Wire::Plain);
        let one = Bucket::of(&found(Nature::Asked, "create", "no-credential"), &act);
        let other = Bucket::of(&found(Nature::Asked, "read", "no-credential"), &act);
        let Some(both) = one.widened(&other) else { panic!("{one:?} {other:?}") };
        assert!(both.covers(&one) && both.covers(&other) && !one.covers(&other) && !one.covers(&both));
        let elsewhere = Bucket { observed: "500".into(), ..other };
        assert!(one.widened(&elsewhere).is_none() && !both.covers(&elsewhere));
    }

    #[test]
    fn what_was_asked_is_told_apart_by_what_was_done_and_what_came() {
        let act = create(Wire::Plain);
        let one = Bucket::of(&found(Nature::Asked, "create", "enum"), &act);
        let other = Bucket::of(&found(Nature::Asked, "create", "pattern"), &act);
        assert_ne!(one, other);
        assert_ne!(one.name(), other.name());
        assert!(one.name().starts_with("errors-request-id-header-"));
    }
}
