//! Spots: the places of a request schema that apply to a sample, each with the schema nodes that speak about it.

use serde_json::Value;
use std::collections::BTreeMap;

/// The member name under which a place for further members is tried.
const FURTHER: &str = "note";

/// Every place of a schema that a body is held to, with what is said about it.
pub(super) fn spots<'s>(schema: &'s Value, body: &Value) -> BTreeMap<String, Vec<&'s Value>> {
    let mut found = BTreeMap::new();
    visit(schema, body, String::new(), &mut found);
    found
}

fn visit<'s>(node: &'s Value, body: &Value, at: String, found: &mut BTreeMap<String, Vec<&'s Value>>) {
    for (name, child) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        visit(child, body, format!("{at}/{name}"), found);
    }
    if let Some(child) = node.get("additionalProperties").filter(|child| child.is_object()) {
        visit(child, body, format!("{at}/{FURTHER}"), found);
    }
    for part in node.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        match (part.get("if"), part.get("then")) {
            (Some(condition), Some(then)) => {
                let applies = body.pointer(&at).is_some_and(|value| jsonschema::is_valid(condition, value));
                if applies {
                    visit(then, body, at.clone(), found);
                }
            }
            _ => visit(part, body, at.clone(), found),
        }
    }
    found.entry(at).or_default().push(node);
}

/// Every value that an `enum` or `const` anywhere in the schema names for a place.
pub(super) fn named_values(schema: &Value, at: &str) -> Vec<Value> {
    let mut found = Vec::new();
    collect(schema, at, String::new(), &mut found);
    found
}

fn collect(node: &Value, wanted: &str, at: String, found: &mut Vec<Value>) {
    if at == wanted {
        let listed = node.get("enum").and_then(Value::as_array).into_iter().flatten();
        for value in listed.chain(node.get("const")) {
            if !found.contains(value) {
                found.push(value.clone());
            }
        }
    }
    for (name, child) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        collect(child, wanted, format!("{at}/{name}"), found);
    }
    for part in node.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        collect(part.get("then").unwrap_or(part), wanted, at.clone(), found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn conditions_decide_which_places_speak() {
        let schema = json!({
            "properties": { "country": { "type": "string" } },
            "allOf": [
                { "if": { "properties": { "country": { "const": "MX" } } },
                  "then": { "properties": { "clabe": { "type": "string" }, "currency": { "const": "MXN" } } } },
                { "if": { "properties": { "country": { "const": "CO" } } },
                  "then": { "properties": { "currency": { "const": "COP" } } } },
            ],
        });
        let found = spots(&schema, &json!({ "country": "MX" }));
        assert_eq!(found.keys().collect::<Vec<_>>(), ["", "/clabe", "/country", "/currency"]);
        assert_eq!(named_values(&schema, "/currency"), [json!("MXN"), json!("COP")]);
    }
}
