//! Faults and variants: each is well named, and under each the server still runs and shows that it is another one.

use std::collections::BTreeSet;

use futures_util::future::join;
use futures_util::stream::{self, StreamExt as _};
use payspec::reference::clevis::{Behaviour, Fault, Variant};

use crate::api::{Api, co};
use crate::probes::{Probe, Story};

fn are_well_named<'a>(entries: impl Iterator<Item = (&'a str, &'a str, String)>) {
    let mut seen = BTreeSet::new();
    for (name, sentence, entry) in entries {
        assert!(seen.insert(name.to_owned()), "{name} twice");
        let kebab: String = entry
            .chars()
            .enumerate()
            .flat_map(|(place, letter)| {
                let dash = (place > 0 && letter.is_uppercase()).then_some('-');
                dash.into_iter().chain(letter.to_lowercase())
            })
            .collect();
        assert_eq!(name, kebab);
        assert!(sentence.ends_with('.') && sentence.len() > 15, "{name}: {sentence}");
    }
}

fn entry(debug: String) -> String {
    debug.split(['(', ')']).nth(1).unwrap().to_owned()
}

#[test]
fn names_are_unique_and_sentences_are_sentences() {
    are_well_named(Fault::ALL.iter().map(|fault| (fault.name(), fault.sentence(), entry(format!("{fault:?}")))));
    are_well_named(Variant::ALL.iter().map(|one| (one.name(), one.sentence(), entry(format!("{one:?}")))));
    assert!(Fault::ALL.iter().all(|fault| Fault::named(fault.name()) == Some(*fault)));
    assert!(Variant::ALL.iter().all(|variant| Variant::named(variant.name()) == Some(*variant)));
}

/// The stories in the order in which they are told: those most likely to show a chapter first.
fn stories(debug: &str) -> Vec<Story> {
    let chapter = debug.split('(').next().unwrap();
    let first: &[Story] = match chapter {
        "Amounts" | "CheckDigits" | "Countries" | "Fields" | "Overrides" | "Triggers" => &[Story::Bodies],
        "Auth" | "Tenancy" => &[Story::Keys],
        "Cancels" => &[Story::Cancels],
        "Conflicts" | "Duplicates" => &[Story::Duplicates, Story::Races],
        "Deliveries" | "Events" => &[Story::Deliveries],
        "Lists" => &[Story::Cancels, Story::Duplicates],
        "Gates" => &[Story::Keys, Story::Disabled, Story::SmallStore, Story::RateLimited],
        "Lifecycle" => &[Story::Timers],
        "Live" => &[Story::Live, Story::LiveCancel],
        _ => &[Story::Routes, Story::Duplicates],
    };
    let rest = Story::ALL.into_iter().filter(|story| !first.contains(story));
    first.iter().copied().chain(rest).collect()
}

/// The names of those under which no story shows anything else than under a sound server.
async fn without_effect(all: Vec<(&'static str, Behaviour, Vec<Story>)>) -> Vec<&'static str> {
    let tell = async |story, behaviour| Probe::start(story, behaviour).await.tell(story).await;
    let mut sound = Vec::new();
    for story in Story::ALL {
        let (one, other) = join(tell(story, Behaviour::default()), tell(story, Behaviour::default())).await;
        let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert_eq!(differing, None, "the story of {story:?} does not repeat itself");
        sound.push((story, one));
    }
    let probed = all.into_iter().map(|(name, behaviour, stories)| {
        let sound = &sound;
        async move {
            // Told twice, because a busy machine can hide what only time shows.
            for story in stories.iter().chain(&stories) {
                let (_, expected) = sound.iter().find(|(told, _)| told == story).unwrap();
                if tell(*story, behaviour.clone()).await != *expected {
                    return None;
                }
            }
            Some(name)
        }
    });
    stream::iter(probed).buffer_unordered(16).filter_map(|name| async move { name }).collect().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_shows() {
    // These need a story of their own, which is one of the suite's: `payspec prove` tells it.
    const TOLD_BY_THE_SUITE: [&str; 11] = [
        "cancelled-late-then-paid",
        "key-in-place-of-external-id",
        "live-rejection-without-code",
        "live-token-not-renewed",
        "refused-change-moves-url",
        "refused-in-argentina-leaves-payout",
        "refused-in-brazil-leaves-payout",
        "refused-in-chile-leaves-payout",
        "refused-in-mexico-leaves-payout",
        "refused-in-peru-leaves-payout",
        "url-of-calculation",
    ];
    let faults = Fault::ALL.iter().filter(|fault| !TOLD_BY_THE_SUITE.contains(&fault.name()));
    let faults = faults.map(|fault| (fault.name(), Behaviour::broken_by(*fault), stories(&format!("{fault:?}"))));
    assert_eq!(without_effect(faults.collect()).await, Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_variant_shows() {
    // These alter when things happen, which no answer tells.
    const UNSEEN: [&str; 6] = [
        "answers-dawdle",
        "events-interleaved",
        "longer-default-step",
        "reads-move-nothing",
        "steps-jittered",
        "timers-late",
    ];
    let seen = Variant::ALL.iter().filter(|variant| !UNSEEN.contains(&variant.name()));
    let variants = seen.map(|one| (one.name(), Behaviour::varied_by(&[*one]), stories(&format!("{one:?}"))));
    assert_eq!(without_effect(variants.collect()).await, Vec::<&str>::new());
}

#[tokio::test]
async fn combinations_of_variants_pay() {
    for seed in 0..20 {
        let combination = Variant::combination(seed);
        let api = Api::start(|config| config.behaviour = Behaviour::varied_by(&combination)).await;
        let created = api.create(&co("combined")).await;
        assert_eq!((created.status, created.word("/status").as_str()), (201, "PAID"), "seed {seed}: {combination:?}");
        assert_eq!(created.word("/amount"), "4600000.00");
        assert_eq!(api.create(&co("combined")).await.id(), created.id());
    }
}
