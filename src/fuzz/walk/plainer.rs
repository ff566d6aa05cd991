//! Walks whose last act is more ordinary than it was. When one of them is answered the same way and that is wrong as
//! well, what was special about the act has no part in it.

use super::{Act, Create, Deed, Repetition, Tag, Walk, Wire};

/// The walks that end more ordinarily, the most ordinary ones first.
pub fn plainer(walk: &Walk) -> Vec<Walk> {
    let Some((last, before)) = walk.acts.split_last() else { return Vec::new() };
    let with = |ending: Vec<Act>| Walk { acts: before.iter().cloned().chain(ending).collect() };
    let mut found = Vec::new();
    if last.copies > 1 {
        found.push(with(one_after_the_other(last, walk.free_tag())));
    }
    match &last.deed {
        Deed::Create(create) => {
            let alone = |create| Act { deed: Deed::Create(create), copies: 1, ..last.clone() };
            found.extend(ordinary(create).into_iter().map(|create| with(vec![alone(create)])));
        }
        Deed::Repeat { of, .. } => {
            if let Some(create) = created(before, *of) {
                let plain = Create { wire: Wire::Plain, ..create.clone() };
                found.push(with(vec![Act { deed: Deed::Create(plain), copies: 1, ..last.clone() }]));
            }
        }
        Deed::Visit { .. } | Deed::Ask { .. } | Deed::List { .. } | Deed::Late { .. } | Deed::Hear { .. } => {}
    }
    found
}

/// A race as two requests of which the second waits for the first.
fn one_after_the_other(act: &Act, tag: Tag) -> Vec<Act> {
    let first = Act { copies: 1, ..act.clone() };
    let deed = match &act.deed {
        Deed::Create(create) if create.own_keys => Deed::Repeat { of: act.tag, how: Repetition::OtherKey(0) },
        Deed::Create(_) => Deed::Repeat { of: act.tag, how: Repetition::Same },
        other => other.clone(),
    };
    vec![first, Act { tag, copies: 1, who: act.who, deed }]
}

/// The create with nothing special about it, then with one special thing at a time.
fn ordinary(create: &Create) -> Vec<Create> {
    let plain =
        Create { triggers: Vec::new(), twists: Vec::new(), own_keys: false, wire: Wire::Plain, ..create.clone() };
    let triggers = create.triggers.iter().map(|one| Create { triggers: vec![*one], ..plain.clone() });
    let twists = create.twists.iter().map(|one| Create { twists: vec![*one], ..plain.clone() });
    let all = std::iter::once(plain.clone()).chain(triggers).chain(twists);
    all.filter(|other| other != create).collect()
}

fn created(acts: &[Act], of: Tag) -> Option<&Create> {
    acts.iter().find(|act| act.tag == of).and_then(|act| match &act.deed {
        Deed::Create(create) => Some(create),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Aim, Who};
    use super::*;

    fn create(triggers: &[u16], twists: &[(u16, u16)]) -> Create {
        let (triggers, twists) = (triggers.to_vec(), twists.to_vec());
        Create { sample: 2, key: None, timing: 1, triggers, twists, own_keys: false, hook: false, wire: Wire::Plain }
    }

    fn act(tag: Tag, copies: u8, deed: Deed) -> Act {
        Act { tag, who: Who::Main, copies, deed }
    }

    fn endings(acts: Vec<Act>) -> Vec<Vec<Act>> {
        let before = acts.len() - 1;
        plainer(&Walk { acts }).into_iter().map(|walk| walk.acts[before..].to_vec()).collect()
    }

    #[test]
    fn an_ordinary_create_is_as_plain_as_can_be() {
        assert!(endings(vec![act(0, 1, Deed::Create(create(&[], &[])))]).is_empty());
    }

    #[test]
    fn a_special_create_is_tried_without_and_with_one_special_thing() {
        let tried = endings(vec![act(0, 1, Deed::Create(create(&[3, 5], &[(1, 0)])))]);
        let wanted = [create(&[], &[]), create(&[3], &[]), create(&[5], &[]), create(&[], &[(1, 0)])];
        assert_eq!(tried, wanted.map(|create| vec![act(0, 1, Deed::Create(create))]));
    }

    #[test]
    fn a_repetition_is_tried_as_a_create() {
        let first = act(0, 1, Deed::Create(create(&[], &[])));
        let again = act(1, 1, Deed::Repeat { of: 0, how: Repetition::Fresh(0) });
        let tried = endings(vec![first, again]);
        assert_eq!(tried, [vec![act(1, 1, Deed::Create(create(&[], &[])))]]);
    }

    #[test]
    fn a_race_is_tried_one_after_the_other() {
        let visit = || Deed::Visit { operation: 1, aim: Aim::Of(0) };
        let tried = endings(vec![act(0, 1, Deed::Create(create(&[], &[]))), act(4, 3, visit())]);
        assert_eq!(tried, [vec![act(4, 1, visit()), act(5, 1, visit())]]);
    }
}
