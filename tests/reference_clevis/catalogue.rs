//! Faults and variants: each is well named, and under each the server still runs.

use std::collections::BTreeSet;

use payspec::reference::clevis::{Behaviour, Fault, Variant};

use crate::api::{Api, co};

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
        assert!(sentence.ends_with('.') && sentence.len() > 20, "{name}: {sentence}");
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

async fn runs(behaviour: Behaviour, name: &str) {
    let api = Api::start(|config| config.behaviour = behaviour).await;
    let created = api.create(&co("first")).await;
    assert!(created.status < 600, "{name}");
    let health = api.get("/health").await;
    assert!([200, 401].contains(&health.status), "{name}: {}", health.text);
}

#[tokio::test]
async fn every_fault_leaves_a_running_server() {
    for fault in Fault::ALL {
        runs(Behaviour::broken_by(*fault), fault.name()).await;
    }
}

#[tokio::test]
async fn every_variant_leaves_a_running_server() {
    for variant in Variant::ALL {
        runs(Behaviour::varied_by(&[*variant]), variant.name()).await;
    }
}
