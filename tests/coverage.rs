//! The clause coverage that is checked in is the one the suite has: a clause that loses its test is a difference somebody
//! has to approve. `PAYSPEC_OVERWRITE=1` renews the file.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use payspec::contract::Level;
use payspec::embedded::{contracts, faults, variants};
use payspec::files::Tree;
use payspec::prove::coverage;
use payspec::scenario::Suite;
use std::path::Path;
use std::{env, fs};

fn suite(contract: &str) -> Suite {
    let tree = Tree::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    Suite::load(tree, contract).unwrap()
}

#[test]
fn the_readme_gives_the_figures_of_the_proofs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for contract in ["clevis", "payfield", "pay4fun", "baynoy"] {
        let proof = fs::read_to_string(root.join(format!("reports/{contract}/proof.txt"))).unwrap();
        let figures = proof.lines().next().unwrap();
        assert!(readme.contains(figures), "README.md does not say: {figures}");
    }
}

#[test]
fn the_checked_in_coverage_is_the_one_there_is() {
    let mut stale = Vec::new();
    for contract in contracts() {
        let breaks: Vec<_> = faults(contract).into_iter().map(|fault| (fault.name, fault.clauses)).collect();
        let text = coverage(&suite(contract), &breaks);
        let name = format!("reports/{contract}/coverage.txt");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        if env::var_os("PAYSPEC_OVERWRITE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != text {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "{stale:?} differ; PAYSPEC_OVERWRITE=1 cargo test --test coverage renews them");
}

#[test]
fn faults_break_clauses_that_exist() {
    let mut wrong = Vec::new();
    for contract in contracts() {
        let suite = suite(contract);
        for fault in faults(contract) {
            for clause in &fault.clauses {
                match suite.contract.clause(clause).map(|clause| clause.level) {
                    None => wrong.push(format!("{} breaks {clause}, which no chapter states", fault.name)),
                    Some(Level::May) => wrong.push(format!("{} breaks the freedom {clause}", fault.name)),
                    Some(Level::Must | Level::Should | Level::Advice) => {}
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn variants_use_freedoms_that_exist() {
    let mut wrong = Vec::new();
    for contract in contracts() {
        let suite = suite(contract);
        for variant in variants(contract) {
            for clause in &variant.clauses {
                if suite.contract.clause(clause).is_none() {
                    wrong.push(format!("{} uses {clause}, which no chapter states", variant.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
