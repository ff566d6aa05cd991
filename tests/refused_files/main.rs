//! Files that are wrong: every mistake is told with file, line, what was found and what is allowed, all of them at once,
//! and nothing is sent.
//!
//! Each file under `tests/refused/` is one mistake or one kind of mistakes; the file beside it, ending in `.expected`, is
//! the exact text people see. `PAYSPEC_OVERWRITE=1 cargo test --test refused_files` writes those.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "../support/program.rs"]
mod program;
mod runs;

use payspec::contract::Contract;
use payspec::files::{Problems, Source, Tree};
use payspec::fuzz::guide::Guide;
use payspec::scenario::{Suite, lint};
use payspec::target::{self, Environment, Target};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const MINI: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/mini");
const REFUSED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/refused");

/// A contract that is well-formed as it stands.
fn mini() -> Tree {
    Tree::read(Path::new(MINI)).unwrap()
}

/// The problems of a contract with one file put in, or none.
fn problems_with(path: &str, text: &str) -> Problems {
    let mut tree = mini();
    tree.put(path, text);
    Suite::load(tree, "mini").err().unwrap_or_default()
}

/// The fixtures of a folder by name, the expected texts left out.
fn fixtures(folder: &Path) -> BTreeMap<String, PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file() && path.extension().is_some_and(|end| end != "expected"));
    let named: BTreeMap<_, _> =
        files.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path)).collect();
    assert!(!named.is_empty(), "{} holds no fixtures", folder.display());
    named
}

/// Holds what is said about each fixture of a kind against the text beside it.
fn said_about(kind: &str, problems: impl Fn(&str) -> Problems) {
    let mut differences = Vec::new();
    for (name, path) in fixtures(&Path::new(REFUSED).join(kind)) {
        let said = problems(&fs::read_to_string(&path).unwrap());
        assert!(!said.is_empty(), "{kind}/{name} was accepted");
        differences.extend(difference(&path, &said));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn difference(path: &Path, said: &Problems) -> Option<String> {
    let expected_path = path.with_extension("expected");
    let said = format!("{said}\n");
    if std::env::var_os("PAYSPEC_OVERWRITE").is_some() {
        fs::write(&expected_path, &said).unwrap();
    }
    let expected = fs::read_to_string(&expected_path).unwrap_or_default();
    (said != expected).then(|| format!("{}\n--- expected\n{expected}--- said\n{said}", path.display()))
}

#[test]
fn the_ground_is_well_formed() {
    let suite = Suite::load(mini(), "mini").unwrap();
    assert_eq!(lint(&suite).to_string(), "0 problems");
}

#[test]
fn scenario_files() {
    said_about("scenario", |text| problems_with("scenarios/mini/notes/bad.toml", text));
}

#[test]
fn clause_files() {
    said_about("clauses", |text| problems_with("scenarios/mini/more/clauses.toml", text));
}

/// A fixture of a contract says on its first line which line of the sound contract it stands in place of.
#[test]
fn contract_files() {
    let path = "scenarios/mini/contract.toml";
    let sound = mini().source(path).unwrap().text().to_owned();
    said_about("contract", |text| {
        let (first, rest) = text.split_once('\n').unwrap();
        let line = first.strip_prefix("# in place of: ").unwrap();
        assert_eq!(sound.matches(&format!("{line}\n")).count(), 1, "`{line}` stands once in {path}");
        problems_with(path, &sound.replace(&format!("{line}\n"), rest))
    });
}

#[test]
fn sample_files() {
    said_about("sample", |text| problems_with("scenarios/mini/samples/note.json", text));
}

#[test]
fn schema_files() {
    said_about("schema", |text| problems_with("schemas/mini/note.json", text));
}

/// What surrounds target files in these tests.
struct Around;

impl Environment for Around {
    fn variable(&self, name: &str) -> Option<String> {
        let value = match name {
            "NOTES_KEY" => "nk_live_0123456789",
            "SHORT_KEY" => "short",
            "BROKEN_KEY" => "nk_live_0123456789\n",
            _ => return None,
        };
        Some(value.to_owned())
    }

    fn folder(&self, relative: &str) -> PathBuf {
        Path::new("ours").join(relative)
    }

    fn file(&self, relative: &str) -> Result<String, String> {
        match relative {
            "theirs.json" => Ok("{ \"title\": \"${title}\" }\n".to_owned()),
            "broken.json" => Ok("{\n  \"title\": \"a\n}\n".to_owned()),
            _ => Err(format!("there is no file `{relative}`")),
        }
    }
}

#[test]
fn target_files() {
    let contract = Contract::load(&mini(), "mini").unwrap();
    said_about("target", |text| {
        let source = Source::new("ours/target.toml", text);
        target::load(&source, &contract, &Around).err().unwrap_or_default()
    });
}

/// What walks may do, for a contract that has its requests signed.
#[test]
fn guide_files() {
    said_about("guide", |text| {
        let mut tree = Tree::embedded();
        tree.put("scenarios/payfield/fuzz.toml", text);
        let suite = Suite::load(tree, "payfield").unwrap();
        let target = Target::at(&suite.contract, "http://localhost");
        Guide::load(&suite, &target).err().unwrap_or_default()
    });
}

/// A rule that nothing triggers is no rule, and one that triggers on its neighbours is a nuisance.
#[test]
fn each_lint_rule_has_a_bad_example_and_a_near_miss() {
    let code = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/scenario/lint.rs")).unwrap();
    let rules: Vec<&str> =
        code.lines().filter_map(|line| line.strip_prefix("/// `")?.split_once("`: ")).map(|(rule, _)| rule).collect();
    assert!(rules.len() >= 8, "{rules:?}");
    let mut differences = Vec::new();
    for rule in rules {
        let folder = Path::new(REFUSED).join("lint").join(rule);
        let is_about_clauses = matches!(rule, "clause-is-sentence" | "clause-is-cited");
        let place = if is_about_clauses { "scenarios/mini/more/clauses.toml" } else { "scenarios/mini/notes/bad.toml" };
        let linted = |name: &str| {
            let mut tree = mini();
            tree.put(place, fs::read_to_string(folder.join(name)).unwrap());
            lint(&Suite::load(tree, "mini").unwrap())
        };
        let bad = linted("bad.toml");
        assert!(!bad.is_empty(), "{rule}: the bad example passes");
        for problem in bad.clone().sorted() {
            assert!(problem.found.ends_with(&format!("[{rule}]")), "{rule}: {problem}");
            assert!(problem.line.is_some(), "{rule}: {problem}");
        }
        differences.extend(difference(&folder.join("bad.toml"), &bad));
        assert_eq!(linted("near.toml").to_string(), "0 problems", "{rule}: the near miss");
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn mistakes_of_several_files_are_told_at_once_and_without_echoes() {
    let mut tree = mini();
    let contract =
        tree.source("scenarios/mini/contract.toml").unwrap().text().replace("\"OPEN\", \"DONE\"]", "\"OPEN\"]");
    tree.put(
        "scenarios/mini/contract.toml",
        contract.replace("default_profile = \"full\"", "default_profile = \"half\""),
    );
    // The scenarios that cite this chapter are not at fault for it.
    tree.put("scenarios/mini/notes/clauses.toml", "[created]\nlevel = \"shall\"\n");
    tree.put(
        "scenarios/mini/notes/bad.toml",
        "title = \"A note is made\"\n[[step]]\nname = \"make\"\nsend = \"erase\"\n",
    );
    tree.put("scenarios/mini/samples/note.json", "{");
    tree.put("schemas/mini/note.json", "{");
    let said = Suite::load(tree, "mini").unwrap_err().to_string();
    assert_eq!(
        said,
        "error: scenarios/mini/contract.toml:6: unknown profile `half`\n    allowed: full\n\
         error: scenarios/mini/notes/bad.toml:4: unknown operation `erase`\n    allowed: create, list, read\n\
         error: scenarios/mini/notes/clauses.toml:1: missing key `source`\n\
         error: scenarios/mini/notes/clauses.toml:1: missing key `text`\n\
         error: scenarios/mini/notes/clauses.toml:2: unknown word `shall`\n    allowed: must, should, may, advice\n\
         error: scenarios/mini/samples/note.json:1: the sample is no JSON: EOF while parsing an object\n\
         error: schemas/mini/note.json:1: the schema is no JSON: EOF while parsing an object\n\
         7 problems"
    );
}

#[test]
fn a_contract_that_cannot_be_read_does_not_hide_what_else_is_wrong() {
    let mut tree = mini();
    tree.put("scenarios/mini/contract.toml", "name = \"mini\"\nname = \"mini\"\n");
    tree.put("scenarios/mini/more/clauses.toml", "[made]\nlevel = 1\n");
    tree.put("scenarios/mini/notes/bad.toml", "titel = \"A note is made\"\nstep = []\n");
    let said = Suite::load(tree, "mini").unwrap_err().to_string();
    for part in [
        "contract.toml:2: duplicate key",
        "clauses.toml:2: wrong type\n    allowed: a string",
        "bad.toml:1: unknown key",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
