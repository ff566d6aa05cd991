//! The clause coverage that is checked in is the one the suite has: a clause that loses its test is a difference somebody
//! has to approve. `PAYSPEC_OVERWRITE=1` renews the file.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use payspec::contract::Level;
use payspec::embedded::faults;
use payspec::files::Tree;
use payspec::prove::coverage;
use payspec::scenario::Suite;
use std::path::Path;
use std::{env, fs};

fn suite() -> Suite {
    let tree = Tree::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    Suite::load(tree, "clevis").unwrap()
}

#[test]
fn the_checked_in_coverage_is_the_one_there_is() {
    let breaks: Vec<_> = faults("clevis").into_iter().map(|fault| (fault.name, fault.clauses)).collect();
    let text = coverage(&suite(), &breaks);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/clevis/coverage.txt");
    if env::var_os("PAYSPEC_OVERWRITE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == text,
        "reports/clevis/coverage.txt differs; PAYSPEC_OVERWRITE=1 cargo test --test coverage renews it"
    );
}

#[test]
fn faults_break_clauses_that_exist() {
    let suite = suite();
    let mut wrong = Vec::new();
    for fault in faults("clevis") {
        for clause in &fault.clauses {
            match suite.contract.clause(clause).map(|clause| clause.level) {
                None => wrong.push(format!("{} breaks {clause}, which no chapter states", fault.name)),
                Some(Level::May) => wrong.push(format!("{} breaks the freedom {clause}", fault.name)),
                Some(Level::Must | Level::Should | Level::Advice) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
