//! The functions of `fuzz/`, over the committed corpus and over seeded bytes: what cargo-fuzz does, without its engine. And
//! what its engine is given besides: a dictionary of the words of each file format, and a corpus that stays small.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is the root of a package of its own, too")]
mod targets;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Runs a target over its corpus, over pieces of it put together anew, and over noise.
fn all(name: &str, target: fn(&[u8]), rounds: u32) {
    let files = files(&fuzz().join("corpus").join(name));
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
    all("scenario", targets::scenario, 600);
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
    all("matcher", targets::matcher, 600);
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

#[test]
fn the_corpora_stay_small() {
    for target in files(&fuzz().join("fuzz_targets")) {
        let name = target.file_stem().unwrap();
        let files = files(&fuzz().join("corpus").join(name));
        let bytes: u64 = files.iter().map(|path| fs::metadata(path).unwrap().len()).sum();
        assert!(files.len() <= 40 && bytes <= 200_000, "{name:?}: {} files of {bytes} bytes", files.len());
    }
}

/// Words that a schema of a file format knows: names of members, and texts of which one has to be chosen.
fn words(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                match (name.as_str(), value) {
                    ("properties", Value::Object(properties)) => found.extend(properties.keys().cloned()),
                    ("enum", Value::Array(choices)) => {
                        found.extend(choices.iter().filter_map(|choice| Some(choice.as_str()?.to_owned())));
                    }
                    ("const", Value::String(word)) => drop(found.insert(word.clone())),
                    _ => {}
                }
                words(value, found);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| words(element, found)),
        _ => {}
    }
}

/// Names of members, at any depth.
fn members(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            found.extend(all.keys().cloned());
            all.values().for_each(|value| members(value, found));
        }
        Value::Array(elements) => elements.iter().for_each(|element| members(element, found)),
        _ => {}
    }
}

/// What TOML is made of.
const TOML: [&str; 8] = ["[[", "]]\\x0a", " = ", "\\\"\\\"\\\"", "''", "{ ", " }", "${"];
/// What is apt to be mistaken, in any file.
const ODD: [&str; 9] = [
    "\\x0a",
    "\\\\u0000",
    "\\\\u001b",
    "\\xe2\\x80\\xae",
    "2026-05-12T15:04:07Z",
    "18446744073709551615",
    "9223372036854775807",
    "-1",
    "1e999",
];

#[test]
fn the_dictionaries_hold_the_words_of_the_formats() {
    let mut stale = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema = |kind: &str| {
        let text = fs::read_to_string(root.join(format!("schemas/tool/{kind}.json"))).unwrap();
        let mut found = BTreeSet::new();
        words(&serde_json::from_str(&text).unwrap(), &mut found);
        found
    };
    // A record has no schema: the program alone writes it.
    let mut recorded = BTreeSet::new();
    for line in fs::read_to_string(root.join("tests/records/sound.jsonl")).unwrap().lines() {
        members(&serde_json::from_str(line).unwrap(), &mut recorded);
    }
    for (target, words, signs) in [
        ("scenario", schema("scenario"), &TOML[..]),
        ("matcher", schema("scenario"), &TOML[..]),
        ("target", schema("target"), &TOML[..]),
        ("record", recorded, &[]),
    ] {
        let lines = signs.iter().chain(&ODD).copied().chain(words.iter().map(String::as_str));
        let text: String = lines.map(|word| format!("\"{word}\"\n")).collect();
        let path = fuzz().join("dictionaries").join(format!("{target}.dict"));
        if env::var_os("PAYSPEC_OVERWRITE").is_some() {
            fs::create_dir_all(fuzz().join("dictionaries")).unwrap();
            fs::write(&path, &text).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != text {
            stale.push(path);
        }
    }
    assert!(stale.is_empty(), "{stale:?} differ; PAYSPEC_OVERWRITE=1 cargo test --test fuzz_targets renews them");
}
