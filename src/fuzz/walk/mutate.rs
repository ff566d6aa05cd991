//! Alters walks that reached something rare, to reach what lies beside it.

use super::{Artist, Deed, Walk};
use proptest::test_runner::TestRng;

/// The longest walk that grows out of others.
const LONGEST: usize = 14;

/// A walk that resembles `walk`; `other` may lend its end.
pub fn mutated(artist: &Artist, walk: &Walk, other: &Walk, rng: &mut TestRng) -> Walk {
    let mut walk = walk.clone();
    for _ in 0..=artist.below(rng, 2) {
        let at = artist.below(rng, walk.acts.len());
        match artist.below(rng, 6) {
            // One more act, anywhere.
            0 | 1 => {
                let before = Walk { acts: walk.acts[..at].to_vec() };
                let act = artist.act(rng, &before, walk.free_tag());
                walk.acts.insert(at, act);
            }
            // One more act at the end, where most is known.
            2 => {
                let act = artist.act(rng, &walk, walk.free_tag());
                walk.acts.push(act);
            }
            // One act less.
            3 if walk.acts.len() > 1 => drop(walk.acts.remove(at)),
            // The same act twice.
            4 if !walk.acts.is_empty() => {
                let mut again = walk.acts[at].clone();
                again.tag = walk.free_tag();
                walk.acts.push(again);
            }
            // The end of another walk, under names of its own.
            _ => {
                let offset = walk.free_tag();
                let taken = other.acts.iter().map(|act| {
                    let mut act = act.clone();
                    act.tag = act.tag.wrapping_add(offset);
                    match &mut act.deed {
                        Deed::Repeat { of, .. } | Deed::List { of, .. } | Deed::Late { of } | Deed::Hear { of } => {
                            *of = of.wrapping_add(offset)
                        }
                        Deed::Visit { aim: super::Aim::Of(of), .. } => *of = of.wrapping_add(offset),
                        Deed::Ask { of: Some(of), .. } => *of = of.wrapping_add(offset),
                        _ => {}
                    }
                    act
                });
                walk.acts.extend(taken);
            }
        }
    }
    walk.acts.truncate(LONGEST);
    walk.tidy()
}
