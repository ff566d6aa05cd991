//! Shapes: samples as trees whose places are known.

use crate::contract::{Given, Sample};
use crate::expect::Template;
use serde_json::Value;
use std::collections::BTreeMap;

/// A sample as a tree.
#[derive(Debug, Clone)]
pub struct Shape {
    /// The sample's name.
    pub name: String,
    /// The text with places.
    pub text: Template,
    /// The tree; places are still texts such as `${amount}`, also where they stand for numbers.
    pub tree: Value,
    /// How places are filled.
    pub given: BTreeMap<String, Given>,
    /// JSON pointers of places by name.
    pub places: BTreeMap<String, String>,
    /// JSON pointers of all texts in it.
    pub texts: Vec<String>,
}

impl Shape {
    /// The shape of a sample; nothing when it has no body or its body is no JSON.
    pub fn of(sample: &Sample) -> Option<Self> {
        let text = sample.body.clone()?;
        let tree: Value = serde_json::from_str(&quoted(&text.to_string())).ok()?;
        let mut shape = Self {
            name: sample.name.clone(),
            text,
            tree: Value::Null,
            given: sample.given.clone(),
            places: BTreeMap::new(),
            texts: Vec::new(),
        };
        shape.note(&tree, String::new());
        shape.tree = tree;
        Some(shape)
    }

    /// The name of the place at a pointer, when the whole value there is one.
    pub fn place_at(&self, at: &str) -> Option<&str> {
        self.places.iter().find(|(_, known)| *known == at).map(|(name, _)| name.as_str())
    }

    fn note(&mut self, value: &Value, at: String) {
        match value {
            Value::String(text) => {
                if let Some(name) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
                    self.places.insert(name.to_owned(), at.clone());
                }
                self.texts.push(at);
            }
            Value::Object(members) => {
                for (name, value) in members {
                    self.note(value, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")));
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    self.note(value, format!("{at}/{index}"));
                }
            }
            _ => {}
        }
    }
}

/// A text in which places outside of quotes stand in quotes, as they do where texts are meant.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    let (mut inside, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !inside
            && rest.starts_with("${")
            && let Some(end) = rest.find('}')
        {
            out.push_str(&format!("\"{}\"", &rest[..=end]));
            rest = &rest[end + 1..];
            continue;
        }
        inside ^= c == '"' && !escaped;
        escaped = inside && c == '\\' && !escaped;
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn places_of_numbers_are_known_as_those_of_texts_are() {
        let text = r#"{"a":"${a}","n":${n},"l":[${m},"say \"${x}\" \\"],"k":"${k}"}"#;
        let body = Some(Template::parse(text).unwrap());
        let shape = Shape::of(&Sample { name: "s".into(), body, given: BTreeMap::new(), supplied: false }).unwrap();
        let places: Vec<(&str, &str)> = shape.places.iter().map(|(name, at)| (name.as_str(), at.as_str())).collect();
        assert_eq!(places, [("a", "/a"), ("k", "/k"), ("m", "/l/0"), ("n", "/n")]);
        assert_eq!(shape.text.to_string(), text);
    }
}
