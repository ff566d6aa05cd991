//! Records: whatever stands there is refused or read, and what is read is judged and told in every way there is.

use super::shared::{harmless, sound};
use payspec::files::Tree;
use payspec::judge::judge;
use payspec::record::read;
use payspec::report::{diagnostic, from_json, summary, to_json, to_junit};
use payspec::scenario::Suite;
use std::sync::LazyLock;

macro_rules! files {
    ($folder:literal: $($path:literal)*) => {
        [$(($path, include_str!(concat!("../../", $folder, "/", $path)))),*]
    };
}

/// A contract small enough to be judged thousands of times a second: the one that the tests of the judge are about.
static MINI: LazyLock<Suite> = LazyLock::new(|| {
    let contract = files!("tests/support/mini":
        "scenarios/mini/contract.toml" "scenarios/mini/http/clauses.toml" "scenarios/mini/notes/clauses.toml"
        "scenarios/mini/notes/make.toml" "scenarios/mini/notes/once.toml" "scenarios/mini/notes/refused.toml"
        "scenarios/mini/notes/theirs.toml" "scenarios/mini/samples/note.json"
        "schemas/mini/error.json" "schemas/mini/note.json");
    let more = files!("tests/records/suite":
        "scenarios/mini/keys/clauses.toml" "scenarios/mini/keys/replay.toml"
        "scenarios/mini/moments/clauses.toml" "scenarios/mini/moments/passes.toml");
    sound(Suite::load(Tree::of(contract.into_iter().chain(more)), "mini"))
});

/// Reading a record, and judging what was read.
pub fn record(data: &[u8]) {
    let record = match read(data) {
        Ok(record) => record,
        Err(unreadable) => return harmless(&unreadable.to_string()),
    };
    let report = match judge(&MINI, &record) {
        Ok(report) => report,
        Err(error) => return harmless(&error.to_string()),
    };
    // What the program says is made harmless on the way out; diagnostics go into files, too.
    drop(summary(&report));
    for test in &report.tests {
        harmless(&diagnostic(&report, &MINI, test));
    }
    let is_no_xml = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    assert!(!sound(to_junit(&report, &MINI)).contains(is_no_xml));
    let json = sound(to_json(&report));
    assert_eq!(sound(to_json(&sound(from_json(&json)))), json);
}
