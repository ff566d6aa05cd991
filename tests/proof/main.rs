//! The suite's own quality: what it says of records nobody sent, of runs that go wrong at our own end, of one seed told
//! twice, and of a suite that lacks a scenario; and what a second implementation says of our schemas.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "../support/notes.rs"]
mod notes;
#[path = "../support/outcome.rs"]
mod outcome;
#[path = "../support/program.rs"]
mod program;
#[expect(dead_code, reason = "shared with tests of hostile servers")]
#[path = "../support/raw_server.rs"]
mod raw_server;

mod determinism;
mod ours;
mod records;
mod removal;
mod schemas;
mod told;

use notes::altered;
use std::fs;
use std::path::Path;

/// The root of the package.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
