//! The committed JSON Schemas: those of the tool say what its types read and write, those of contracts are well-formed.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use assert_cmd::Command;
use jsonschema::Validator;
use payspec::files::Tree;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tool_schema(kind: &str) -> PathBuf {
    root().join("schemas/tool").join(format!("{kind}.json"))
}

fn validator(kind: &str) -> Validator {
    let text = fs::read_to_string(tool_schema(kind)).unwrap();
    jsonschema::options().with_draft(jsonschema::Draft::Draft202012).build(&json(&text)).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Every way in which a value is not what a schema asks for.
fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {}", error.instance_path(), error.masked())).collect()
}

#[test]
fn the_schemas_of_the_tool_are_those_of_its_types() {
    let overwrite = env::var_os("PAYSPEC_OVERWRITE").is_some();
    let mut stale = Vec::new();
    let mut known = Vec::new();
    for (kind, schema) in payspec::cli::kinds() {
        let path = tool_schema(kind);
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
            if overwrite {
                fs::write(&path, text).unwrap();
            } else {
                stale.push(kind);
            }
        }
        known.push(path);
    }
    assert!(
        stale.is_empty(),
        "not as the types say: {stale:?}; PAYSPEC_OVERWRITE=1 cargo test --test schemas writes them"
    );
    let present: Vec<PathBuf> =
        fs::read_dir(root().join("schemas/tool")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let orphans: Vec<&PathBuf> = present.iter().filter(|path| !known.contains(path)).collect();
    assert!(orphans.is_empty(), "of no file kind: {orphans:?}");
}

#[test]
fn every_schema_of_a_contract_is_one() {
    let tree = Tree::read(root()).unwrap();
    let mut seen = 0;
    for (path, text) in tree.iter().filter(|(path, _)| path.starts_with("schemas/")) {
        let schema = json(text);
        let draft = schema.pointer("/$schema").and_then(Value::as_str);
        assert_eq!(draft, Some("https://json-schema.org/draft/2020-12/schema"), "{path}");
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{path}{}: {}", error.instance_path(), error.masked());
        }
        seen += 1;
    }
    assert!(seen > payspec::cli::kinds().len(), "{seen} schemas: those of contracts are missing");
}

/// The kind of a file people write, by where it lies.
fn kind(path: &str) -> &'static str {
    match path.rsplit('/').next() {
        Some(_) if path.contains("/reference/") => "target",
        Some("contract.toml") => "contract",
        Some("clauses.toml") => "clauses",
        Some("target.toml") => "target",
        Some("fuzz.toml") => "fuzz",
        _ => "scenario",
    }
}

#[test]
fn every_committed_file_is_valid_and_names_its_schema() {
    let validators: BTreeMap<&str, Validator> =
        ["contract", "clauses", "fuzz", "target", "scenario"].into_iter().map(|kind| (kind, validator(kind))).collect();
    let tree = Tree::read(root()).unwrap();
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, text) in tree.iter().filter(|(path, _)| path.ends_with(".toml")) {
        let kind = kind(path);
        *seen.entry(kind).or_default() += 1;
        let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
        let named = named.and_then(|relative| root().join(path).parent().unwrap().join(relative).canonicalize().ok());
        if named != Some(tool_schema(kind).canonicalize().unwrap()) {
            wrong.push(format!("{path}:1: does not begin with `#:schema …/schemas/tool/{kind}.json`"));
        }
        let value = from_toml(toml::from_str(text).unwrap());
        wrong.extend(faults(&validators[kind], &value).into_iter().map(|fault| format!("{path}{fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), 5, "kinds seen: {seen:?}");
}

#[test]
fn a_schema_refuses_what_the_reader_refuses() {
    let scenario = validator("scenario");
    let value = |text: &str| from_toml(toml::from_str(text).unwrap());
    let sound = "title = 'A statement'\n[[step]]\nname = 'ask'\nsend = 'health'\n";
    assert_eq!(faults(&scenario, &value(sound)), Vec::<String>::new());
    assert_ne!(faults(&scenario, &value(&format!("surprise = 1\n{sound}"))), Vec::<String>::new());
    assert_ne!(faults(&scenario, &value("[[step]]\nname = 'ask'\nsend = 'health'\n")), Vec::<String>::new());
}

#[test]
fn the_report_of_a_run_is_valid() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("schemas-{}", std::process::id()));
    let out = folder.to_str().unwrap();
    // One test that runs, and with it every other kind of part: clauses left open, tests not selected.
    let run = ["run", "--only", "health", "--out", out, "--", "--format", "terse"];
    Command::new(env!("CARGO_BIN_EXE_payspec")).args(run).assert().code(2);
    let report = json(&fs::read_to_string(folder.join("report.json")).unwrap());
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(faults(&validator("report"), &report), Vec::<String>::new());
    assert_eq!(report.pointer("/conclusion/conclusion").and_then(Value::as_str), Some("incomplete"));
}

/// TOML as the JSON an editor's schema check sees.
fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::Number(number.into()),
        toml::Value::Float(number) => Value::Number(Number::from_f64(number).unwrap()),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(from_toml).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect::<Map<_, _>>())
        }
    }
}
