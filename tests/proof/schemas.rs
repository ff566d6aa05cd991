//! A second opinion on JSON Schemas: another implementation of draft 2020-12 takes and refuses what ours does.
//!
//! `boon` shares no code with the validator the program uses. What both are asked about: the schemas themselves and
//! broken ones, every file people write for the suite, and every body of a run, as it is and with one thing spoilt.

use crate::program::{payspec, ran, scratch};
use crate::root;
use boon::{Compiler, SchemaIndex, Schemas};
use jsonschema::{Draft, Validator};
use payspec::files::Tree;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// One schema as both implementations hold it.
struct Both {
    ours: Validator,
    schemas: Schemas,
    index: SchemaIndex,
}

const METASCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";

impl Both {
    /// Nothing when both refuse the schema; it is a failure when one does.
    fn of(name: &str, schema: &Value) -> Option<Self> {
        let ours = jsonschema::options().with_draft(Draft::Draft202012).build(schema).ok();
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        compiler.add_resource("mem:///schema.json", schema.clone()).unwrap();
        let theirs = compiler.compile("mem:///schema.json", &mut schemas);
        assert_eq!(
            ours.is_some(),
            theirs.is_ok(),
            "{name}: {:?}\n{schema}",
            theirs.err().map(|error| error.to_string())
        );
        Some(Self { ours: ours?, index: theirs.ok()?, schemas })
    }

    /// Whether a value is valid, by both.
    fn takes(&self, name: &str, value: &Value) -> bool {
        let ours = self.ours.is_valid(value);
        let theirs = self.schemas.validate(value, self.index);
        assert_eq!(ours, theirs.is_ok(), "{name}: {:?}\n{value}", theirs.err().map(|error| format!("{error:#}")));
        ours
    }
}

fn schemas() -> BTreeMap<String, Value> {
    let tree = Tree::read(root()).unwrap();
    let schemas = tree.iter().filter(|(path, _)| path.starts_with("schemas/"));
    schemas.map(|(path, text)| (path.to_owned(), serde_json::from_str(text).unwrap())).collect()
}

/// Every place in a value, the whole included.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (name, inside) in members {
                places(inside, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            for (place, inside) in items.iter().enumerate() {
                places(inside, &format!("{at}/{place}"), found);
            }
        }
        _ => {}
    }
}

/// A value with one place spoilt, in every way and at every place.
fn spoilt(value: &Value) -> impl Iterator<Item = Value> + '_ {
    // Numbers a double cannot hold are left out: the second implementation compares numbers as doubles.
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0.5),
        json!(""),
        json!("Ünlike"),
        json!([]),
        json!({}),
        json!([1, 1]),
    ];
    let mut found = Vec::new();
    places(value, "", &mut found);
    found.into_iter().flat_map(move |at| {
        let mut ways: Vec<Value> = Vec::new();
        for odd in &odd {
            let mut other = value.clone();
            *other.pointer_mut(&at).unwrap() = odd.clone();
            ways.push(other);
        }
        if let Some((parent, name)) = at.rsplit_once('/') {
            let mut without = value.clone();
            if let Some(members) = without.pointer_mut(parent).and_then(Value::as_object_mut) {
                members.remove(&name.replace("~1", "/").replace("~0", "~"));
                ways.push(without);
            }
        }
        let mut more = value.clone();
        if let Some(members) = more.pointer_mut(&at).and_then(Value::as_object_mut) {
            members.insert("surprise".into(), json!(1));
            ways.push(more);
        }
        ways
    })
}

#[test]
fn both_take_every_schema_of_ours() {
    let all = schemas();
    let metaschema = Both::of("metaschema", &json!({ "$ref": METASCHEMA })).unwrap();
    for (path, schema) in &all {
        assert!(Both::of(path, schema).is_some(), "{path} is refused by both");
        assert!(metaschema.takes(path, schema), "{path}");
    }
    assert!(all.len() >= 15, "{} schemas", all.len());
}

#[test]
fn both_refuse_the_same_broken_schemas() {
    let metaschema = Both::of("metaschema", &json!({ "$ref": METASCHEMA })).unwrap();
    let (mut taken, mut refused) = (0, 0);
    for (path, schema) in &schemas() {
        // The large ones of the tool would be asked ten thousand times; every seventh way shows all kinds.
        let step = if path.starts_with("schemas/tool/") { 97 } else { 7 };
        for broken in spoilt(schema).step_by(step) {
            if metaschema.takes(path, &broken) { taken += 1 } else { refused += 1 }
        }
    }
    assert!(taken > 100 && refused > 100, "{taken} taken and {refused} refused show little");
}

#[test]
fn both_judge_the_files_people_write_alike() {
    let all = schemas();
    let tool: BTreeMap<String, Both> = all
        .iter()
        .filter_map(|(path, schema)| Some((path.strip_prefix("schemas/tool/")?.to_owned(), Both::of(path, schema)?)))
        .collect();
    let tree = Tree::read(root()).unwrap();
    let (mut seen, mut refused) = (BTreeSet::new(), 0);
    for (number, (path, text)) in tree.iter().filter(|(path, _)| path.ends_with(".toml")).enumerate() {
        let schema = text.lines().next().and_then(|line| line.rsplit('/').next()).unwrap();
        let value = serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
        assert!(tool[schema].takes(path, &value), "{path}");
        // The first of each kind, and some more scenarios, spoilt in every way.
        if seen.insert(schema.to_owned()) || number % 40 == 0 {
            refused += spoilt(&value).step_by(3).filter(|spoilt| !tool[schema].takes(path, spoilt)).count();
        }
    }
    assert!(seen.len() >= 5 && refused > 500, "{seen:?}, {refused} refused");
}

/// Every body a run sent or received, as JSON, by its shape.
fn bodies(contract: &str, only: &[&str]) -> Vec<Vec<Value>> {
    let out = scratch(&format!("bodies-{contract}"));
    let mut command = payspec(["run", "--contract", contract, "--seed", "5eed", "--out", out.to_str().unwrap()]);
    for only in only {
        command.args(["--only", only]);
    }
    let said = ran(&mut command);
    let record = fs::read_to_string(out.join("record.jsonl")).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    let mut shapes: BTreeMap<Vec<String>, Vec<Value>> = BTreeMap::new();
    for line in record.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        for at in ["/exchange/request/body/text", "/exchange/answer/received/body/text", "/delivery/body/text"] {
            let body =
                line.pointer(at).and_then(Value::as_str).and_then(|text| serde_json::from_str::<Value>(text).ok());
            if let Some(body) = body {
                let mut shape = Vec::new();
                places(&body, "", &mut shape);
                shape.sort();
                shapes.entry(shape).or_default().push(body);
            }
        }
    }
    shapes.into_values().collect()
}

fn judge_bodies_alike(contract: &str, only: &[&str], step: usize) {
    let folder = format!("schemas/{contract}/");
    let of_contract = schemas().into_iter().filter(|(path, _)| path.starts_with(&folder));
    let of_contract: Vec<(String, Both)> =
        of_contract.filter_map(|(path, schema)| Both::of(&path, &schema).map(|both| (path, both))).collect();
    let bodies = bodies(contract, only);
    let mut by_schema: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (path, both) in &of_contract {
        let count = by_schema.entry(path).or_default();
        for alike in &bodies {
            let taken: Vec<bool> = alike.iter().map(|body| both.takes(path, body)).collect();
            count.0 += taken.iter().filter(|taken| **taken).count();
            count.1 += taken.iter().filter(|taken| !**taken).count();
            // One of each shape is spoilt, whichever came first. What a schema takes is worth it; what it refuses
            // anyway shows little.
            let sound = taken.iter().position(|taken| *taken);
            let step = if sound.is_some() { step } else { 61 };
            for spoilt in spoilt(&alike[sound.unwrap_or(0)]).step_by(step) {
                *(if both.takes(path, &spoilt) { &mut count.0 } else { &mut count.1 }) += 1;
            }
        }
    }
    for (path, (taken, refused)) in by_schema {
        assert!(taken > 0 && refused > 0, "{path}: {taken} taken and {refused} refused show little");
    }
}

#[test]
fn both_judge_the_bodies_of_clevis_alike() {
    judge_bodies_alike("clevis", &["health", "errors", "list", "payout", "countries", "validation"], 3);
}

#[test]
fn both_judge_the_bodies_of_baynoy_alike() {
    judge_bodies_alike("baynoy", &[], 1);
}

#[test]
fn both_judge_the_bodies_of_payfield_alike() {
    judge_bodies_alike("payfield", &[], 1);
}

#[test]
fn both_judge_the_bodies_of_pay4fun_alike() {
    judge_bodies_alike("pay4fun", &[], 1);
}
