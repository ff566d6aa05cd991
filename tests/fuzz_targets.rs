//! The functions of `fuzz/`, over the committed corpus and over seeded bytes: what cargo-fuzz does, without its engine.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is the root of a package of its own, too")]
mod targets;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use std::fs;
use std::path::Path;

/// Runs a target over its corpus, over pieces of it put together anew, and over noise.
fn all(name: &str, target: fn(&[u8]), rounds: u32) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{name} has no corpus");
    let corpus: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    corpus.iter().for_each(|data| target(data));
    let mut rng = ChaCha12Rng::seed_from_u64(0x5eed);
    for round in 0..rounds {
        let mut data = corpus[rng.random_range(0..corpus.len())].clone();
        match round % 3 {
            0 => data = (0..rng.random_range(0..400)).map(|_| rng.random()).collect(),
            1 => {
                let other = &corpus[rng.random_range(0..corpus.len())];
                data.truncate(rng.random_range(0..=data.len()));
                data.extend(&other[rng.random_range(0..=other.len())..]);
            }
            _ => {
                for _ in 0..rng.random_range(1..8_u32) {
                    if !data.is_empty() {
                        let at = rng.random_range(0..data.len());
                        data[at] = rng.random();
                    }
                }
            }
        }
        target(&data);
    }
}

#[test]
fn scenarios() {
    all("scenario", targets::scenario, 60);
}

#[test]
fn target_files() {
    all("target", targets::target, 600);
}

#[test]
fn templates() {
    all("template", targets::template, 3_000);
}

#[test]
fn matchers() {
    all("matcher", targets::matcher, 60);
}

#[test]
fn signatures() {
    all("signature", targets::signature, 3_000);
}

#[test]
fn records() {
    all("record", targets::record, 1_000);
}

#[test]
fn the_oracle() {
    all("oracle", targets::oracle, 300);
}

#[test]
fn walks() {
    all("walk", targets::walk, 60);
}
