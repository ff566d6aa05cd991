//! Shrinks walks: fewer acts first, then simpler ones. A proptest value tree, so proptest's drivers can use it.

use super::{Act, Aim, Create, Deed, Walk, Wire};
use proptest::strategy::ValueTree;

/// A walk with everything that could be left out of it.
#[derive(Debug, Clone)]
pub struct WalkTree {
    /// The simplest walk that still counts.
    kept: Walk,
    /// The walk under test.
    tried: Walk,
    /// The next simplification of `kept`.
    next: usize,
    /// Whether anything was left out in this round.
    progress: bool,
}

impl WalkTree {
    /// The tree of a walk.
    pub fn new(walk: Walk) -> Self {
        Self { tried: walk.clone(), kept: walk, next: 0, progress: false }
    }

    fn advance(&mut self) -> bool {
        loop {
            match simplified(&self.kept, self.next) {
                Step::Walk(walk) => {
                    self.next += 1;
                    self.tried = walk;
                    return true;
                }
                Step::Useless => self.next += 1,
                Step::Over if self.progress => {
                    self.progress = false;
                    self.next = 0;
                }
                Step::Over => {
                    self.tried = self.kept.clone();
                    return false;
                }
            }
        }
    }
}

impl ValueTree for WalkTree {
    type Value = Walk;

    fn current(&self) -> Walk {
        self.tried.clone()
    }

    fn simplify(&mut self) -> bool {
        // The walk under test still counts: go on from it, at the same place, which now holds something else.
        if self.tried != self.kept {
            self.kept = self.tried.clone();
            self.progress = true;
            self.next = self.next.saturating_sub(1);
        }
        self.advance()
    }

    fn complicate(&mut self) -> bool {
        self.advance()
    }
}

enum Step {
    Walk(Walk),
    Useless,
    Over,
}

/// The simplification of a number: first runs of acts left out, long runs first, then each act made simpler.
fn simplified(walk: &Walk, number: usize) -> Step {
    let count = walk.acts.len();
    let mut left = number;
    let mut size = count / 2;
    while size >= 1 {
        let runs = count - size + 1;
        if left < runs {
            // From the end, where most acts are that only look.
            let start = runs - 1 - left;
            let mut acts = walk.acts.clone();
            acts.drain(start..start + size);
            let shorter = Walk { acts }.tidy();
            return if shorter.acts.is_empty() { Step::Useless } else { Step::Walk(shorter) };
        }
        left -= runs;
        size /= 2;
    }
    for (index, act) in walk.acts.iter().enumerate() {
        let simpler = simpler(act);
        if left < simpler.len() {
            let mut acts = walk.acts.clone();
            acts[index] = simpler[left].clone();
            return Step::Walk(Walk { acts });
        }
        left -= simpler.len();
    }
    Step::Over
}

fn simpler(act: &Act) -> Vec<Act> {
    let mut found = Vec::new();
    if act.copies > 2 {
        found.push(Act { copies: 2, ..act.clone() });
    }
    if act.copies > 1 {
        found.push(Act { copies: 1, ..act.clone() });
    }
    if let Deed::Visit { operation, aim: Aim::Of(_) | Aim::Hostile(_) | Aim::Unknown(1..) } = act.deed {
        // A resource that nobody made needs no act that makes it.
        let deed = Deed::Visit { operation, aim: Aim::Unknown(0) };
        found.push(Act { deed, ..act.clone() });
    }
    if let Deed::Ask { rule, choice, of: Some(_) } = act.deed {
        found.push(Act { deed: Deed::Ask { rule, choice, of: None }, ..act.clone() });
    }
    if let Deed::Create(create) = &act.deed {
        let mut add = |create: Create| found.push(Act { deed: Deed::Create(create), ..act.clone() });
        if create.wire != Wire::Plain {
            add(Create { wire: Wire::Plain, ..create.clone() });
        }
        for index in 0..create.twists.len() {
            let mut twists = create.twists.clone();
            twists.remove(index);
            add(Create { twists, ..create.clone() });
        }
        for index in 0..create.triggers.len() {
            let mut triggers = create.triggers.clone();
            triggers.remove(index);
            add(Create { triggers, ..create.clone() });
        }
        if create.hook {
            add(Create { hook: false, ..create.clone() });
        }
        if create.timing > 1 {
            add(Create { timing: 1, ..create.clone() });
        }
        if create.timing > 0 {
            add(Create { timing: 0, ..create.clone() });
        }
        if create.sample > 0 {
            for sample in 0..create.sample {
                add(Create { sample, ..create.clone() });
            }
        }
        match create.key {
            Some(0) => add(Create { key: None, ..create.clone() }),
            Some(_) => {
                add(Create { key: Some(0), ..create.clone() });
                add(Create { key: None, ..create.clone() });
            }
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Repetition, Who};
    use super::*;

    fn create(tag: u16, triggers: &[u16]) -> Act {
        let create = Create {
            sample: 1,
            key: Some(1),
            timing: 2,
            triggers: triggers.to_vec(),
            twists: vec![(3, 0)],
            own_keys: false,
            hook: false,
            wire: Wire::Plain,
        };
        Act { tag, who: Who::Main, copies: 1, deed: Deed::Create(create) }
    }

    fn walk() -> Walk {
        let visit =
            |tag, of| Act { tag, who: Who::Main, copies: 4, deed: Deed::Visit { operation: 1, aim: Aim::Of(of) } };
        let repeat = |tag, of| Act { tag, who: Who::Main, copies: 1, deed: Deed::Repeat { of, how: Repetition::Same } };
        Walk { acts: vec![create(0, &[]), create(1, &[4, 5]), visit(2, 0), repeat(3, 1), visit(4, 1), visit(5, 1)] }
    }

    fn shrunk(counts: impl Fn(&Walk) -> bool) -> Walk {
        let mut tree = WalkTree::new(walk());
        let mut more = tree.simplify();
        let mut best = walk();
        let mut tries = 0;
        while more {
            tries += 1;
            assert!(tries < 10_000, "shrinking ends");
            if counts(&tree.current()) {
                best = tree.current();
                more = tree.simplify();
            } else {
                more = tree.complicate();
            }
        }
        best
    }

    #[test]
    fn what_is_not_needed_goes() {
        let visited = |walk: &Walk| walk.acts.iter().any(|act| matches!(act.deed, Deed::Visit { aim: Aim::Of(1), .. }));
        let best = shrunk(visited);
        assert_eq!(best.acts.len(), 2, "{best:?}");
        let Deed::Create(create) = &best.acts[0].deed else { panic!("{best:?}") };
        assert_eq!((create.key, create.timing, create.triggers.len(), create.twists.len()), (None, 0, 0, 0));
        assert_eq!(best.acts[1].copies, 1);
    }

    #[test]
    fn a_visit_to_nobody_stands_alone() {
        let visited = |walk: &Walk| walk.acts.iter().any(|act| matches!(act.deed, Deed::Visit { .. }));
        let best = shrunk(visited);
        assert_eq!(best.acts.len(), 1, "{best:?}");
        assert!(matches!(best.acts[0].deed, Deed::Visit { aim: Aim::Unknown(0), .. }), "{best:?}");
    }

    #[test]
    fn what_is_needed_stays() {
        let needs = |walk: &Walk| {
            let trigger = |act: &Act| matches!(&act.deed, Deed::Create(create) if create.triggers.contains(&5));
            walk.acts.iter().any(trigger) && walk.acts.iter().any(|act| act.copies > 2)
        };
        let best = shrunk(needs);
        // One create that triggers, and one visit that races; the visit's own create may be another one.
        assert!(needs(&best) && best.acts.len() <= 3, "{best:?}");
        assert!(best.acts.iter().all(|act| act.copies == 1 || !matches!(act.deed, Deed::Create(_))), "{best:?}");
    }

    #[test]
    fn nothing_is_left_about_what_is_gone() {
        let mut tree = WalkTree::new(walk());
        let mut more = tree.simplify();
        while more {
            let current = tree.current();
            assert_eq!(current, current.clone().tidy());
            more = tree.complicate();
        }
    }
}
