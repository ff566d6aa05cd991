//! What the targets share: contracts loaded once, and what may be shown to people.

use payspec::contract::Contract;
use payspec::files::Tree;
use payspec::scenario::Suite;
use std::fmt::Display;
use std::sync::{Arc, LazyLock};

/// The contract, made ready once: most of the time of loading a scenario would go into it.
pub(super) static CONTRACT: LazyLock<Contract> = LazyLock::new(|| sound(Contract::load(&Tree::embedded(), "clevis")));

/// The contract with all its scenarios.
pub(super) static SUITE: LazyLock<Arc<Suite>> =
    LazyLock::new(|| Arc::new(sound(Suite::load(Tree::embedded(), "clevis"))));

/// What has to be there before anything can be tried.
pub(super) fn sound<T, E: Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}

/// Nothing that people are shown may act on their terminal.
pub(super) fn harmless(text: &str) {
    let turns =
        |c: char| matches!(c, '\u{061c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let acts = |c: char| turns(c) || (c.is_control() && c != '\n');
    assert!(!text.contains(acts), "{text:?}");
}
