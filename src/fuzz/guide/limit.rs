//! Values inside and outside the limits of a schema, one keyword at a time.

use super::{Shape, TwistForm};
use crate::contract::Given;
use crate::expect::Template;
use crate::generate::{Alphabet, Generator, RunSeed, Scheme, Source, TextShape};
use crate::scenario::NewValue;
use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use regex::Regex;
use serde_json::{Map, Number, Value, json};
use std::collections::BTreeMap;

/// A place of a request body and all that the schema says about it.
pub(super) struct Limits<'l> {
    /// JSON pointer to the place.
    pub(super) at: &'l str,
    /// The sample.
    pub(super) shape: &'l Shape,
    /// The schema nodes about the place.
    pub(super) nodes: &'l [&'l Value],
    /// Values that the schema names for the place in any sample.
    pub(super) named: &'l [Value],
    /// The place whose values are never used twice.
    pub(super) identifier: &'l str,
}

/// How many texts are drawn from a regular expression to find its short and long ones.
const DRAWN: usize = 256;
/// How many different values one keyword is tried with.
const MOST: usize = 10;

impl Limits<'_> {
    /// Forms in which a keyword is broken and nothing else is.
    pub(super) fn outside(&self, keyword: &str, argument: &Value) -> Vec<TwistForm> {
        if let Some(member) = keyword.strip_prefix("required/") {
            return vec![TwistForm::without(&format!("{}/{member}", self.at))];
        }
        let count = argument.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        match keyword {
            "type" => self.other_types().into_iter().map(|value| self.json(value)).collect(),
            "minLength" if count > 0 => vec![self.text(&self.base().chars().take(count - 1).collect::<String>())],
            "maxLength" => self.texts_of(count + 1),
            "enum" | "const" => self.strangers(argument).into_iter().map(|value| self.json(value)).collect(),
            "pattern" => self.mismatches(argument.as_str().unwrap_or_default()),
            "maxProperties" => vec![self.json(members(count + 1))],
            "exclusiveMinimum" => self.below(argument),
            "format" => self.broken(argument.as_str().unwrap_or_default()),
            _ => Vec::new(),
        }
    }

    /// Forms in which a keyword is only just kept.
    pub(super) fn inside(&self, keyword: &str, argument: &Value) -> Vec<TwistForm> {
        let count = argument.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        match keyword {
            "maxLength" => {
                let mut forms = self.texts_of(count);
                if self.at != self.identifier && self.said("pattern").is_none() {
                    // Within the limit however characters outside ASCII are counted, unless it is in bytes.
                    let drawn = Generator::Text(TextShape {
                        length: u32::try_from(count * 4 / 5).unwrap_or(1).max(1),
                        prefix: String::new(),
                        alphabet: Alphabet::Unicode,
                    });
                    forms.push(self.text(&drawn.make(&mut fixed())));
                }
                forms
            }
            "enum" => argument.as_array().into_iter().flatten().map(|value| self.json(value.clone())).collect(),
            "pattern" => {
                let texts = drawn(argument.as_str().unwrap_or_default());
                let ends = texts.first().into_iter().chain(texts.last());
                ends.chain(texts.iter().step_by(texts.len() / 4 + 1)).map(|text| self.text(text)).collect()
            }
            "maxProperties" => vec![self.json(members(count))],
            _ => Vec::new(),
        }
    }

    fn said(&self, keyword: &str) -> Option<&Value> {
        self.nodes.iter().find_map(|node| node.get(keyword))
    }

    fn json(&self, value: Value) -> TwistForm {
        match value {
            Value::String(text) => self.text(&text),
            other => TwistForm::put(self.at, NewValue::Json(other)),
        }
    }

    fn text(&self, text: &str) -> TwistForm {
        // Through JSON, so that no text is taken for one with places.
        let value =
            if text.contains("${") { NewValue::Json(text.into()) } else { NewValue::Text(Template::literal(text)) };
        TwistForm::put(self.at, value)
    }

    /// A text that is fine at this place.
    fn base(&self) -> String {
        let example = self.said("examples").and_then(|list| list.get(0)).and_then(Value::as_str);
        if let Some(example) = example {
            return example.to_owned();
        }
        let there = self.shape.tree.pointer(self.at).and_then(Value::as_str).unwrap_or("text");
        match self.shape.place_at(self.at).and_then(|name| self.shape.given.get(name)) {
            Some(Given::Made(generator)) => generator.make(&mut fixed()),
            Some(Given::Text(text)) => text.clone(),
            None => there.to_owned(),
        }
    }

    /// Texts of exactly this many characters; fresh ones where values are identifiers.
    fn texts_of(&self, length: usize) -> Vec<TwistForm> {
        if self.at == self.identifier
            && let Some(place) = self.shape.place_at(self.at)
        {
            let prefix = match self.shape.given.get(place) {
                Some(Given::Made(Generator::Text(shape))) => shape.prefix.clone(),
                _ => String::new(),
            };
            let length = u32::try_from(length).unwrap_or(u32::MAX);
            let shape = TextShape { length, prefix, alphabet: Alphabet::LowerAlphanumeric };
            let Ok(generator) = Generator::text(shape) else { return Vec::new() };
            let given = BTreeMap::from([(place.to_owned(), Given::Made(generator))]);
            return vec![TwistForm { given, ..TwistForm::default() }];
        }
        let base = self.base();
        let filler = match base.chars().next_back() {
            Some(last) if last.is_ascii_digit() => '1',
            Some(last) if last.is_ascii_uppercase() => 'X',
            _ => 'x',
        };
        let text: String = base.chars().chain(std::iter::repeat(filler)).take(length).collect();
        vec![self.text(&text)]
    }

    fn other_types(&self) -> Vec<Value> {
        let allowed: Vec<&str> = match self.said("type") {
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => return Vec::new(),
        };
        let all = [
            (&["number", "integer"][..], json!(5)),
            (&["boolean"], json!(true)),
            (&["array"], json!([])),
            (&["object"], json!({})),
            (&["string"], json!("text")),
        ];
        let is_other = |kinds: &[&str]| !kinds.iter().any(|kind| allowed.contains(kind));
        all.into_iter().filter(|(kinds, _)| is_other(kinds)).map(|(_, value)| value).collect()
    }

    /// Values that an enumeration or a constant does not hold: those of other samples, and altered ones.
    fn strangers(&self, argument: &Value) -> Vec<Value> {
        let own: Vec<&Value> = match argument {
            Value::Array(list) => list.iter().collect(),
            one => vec![one],
        };
        let mut strangers: Vec<Value> = self.named.iter().filter(|value| !own.contains(value)).cloned().collect();
        if argument.is_array() {
            for text in own.iter().filter_map(|value| value.as_str()) {
                let altered = Value::from(turned(text));
                if !own.contains(&&altered) && !self.named.contains(&altered) && !strangers.contains(&altered) {
                    strangers.push(altered);
                }
            }
        }
        strangers.truncate(MOST);
        strangers
    }

    fn mismatches(&self, pattern: &str) -> Vec<TwistForm> {
        let Ok(regex) = Regex::new(pattern) else { return Vec::new() };
        let drawn = drawn(pattern);
        let base = self.base();
        let sound = if regex.is_match(&base) { Some(base) } else { drawn.first().cloned() };
        let mut texts: Vec<String> = Vec::new();
        let mut add = |text: String| {
            if !text.is_empty() && !regex.is_match(&text) && !texts.contains(&text) {
                texts.push(text);
            }
        };
        let characters: Vec<char> = sound.iter().flat_map(|text| text.chars()).collect();
        for place in [0, characters.len() / 2, characters.len().saturating_sub(1)] {
            let mut lettered = characters.clone();
            if let Some(letter) = lettered.get_mut(place).filter(|letter| letter.is_ascii_digit()) {
                *letter = 'A';
                add(lettered.iter().collect());
            }
        }
        for text in drawn.first().into_iter().chain(drawn.last()).chain(sound.as_ref()) {
            let characters: Vec<char> = text.chars().collect();
            add(characters[..characters.len().saturating_sub(1)].iter().collect());
            if let Some(last) = characters.last().filter(|last| last.is_ascii_digit()) {
                add(characters.iter().chain([last]).collect());
            }
        }
        for place in (0..characters.len()).take(24) {
            let mut shorter = characters.clone();
            shorter.remove(place);
            add(shorter.iter().collect());
        }
        texts.truncate(MOST);
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn below(&self, least: &Value) -> Vec<TwistForm> {
        let Some(least) = least.as_i64() else { return Vec::new() };
        let mut values = vec![json!(least), json!(least - 1)];
        // Written out, because a double would not be told from it.
        values.extend(format!("{}.01", least - 1).parse::<Number>().ok().map(Value::Number));
        let texts =
            self.said("type").is_some_and(|kinds| kinds.as_array().is_some_and(|list| list.contains(&json!("string"))));
        if texts {
            values.extend([
                json!(format!("{least}")),
                json!(format!("{least}.00")),
                json!(format!("{}.00", least - 1)),
            ]);
        }
        values.into_iter().map(|value| self.json(value)).collect()
    }

    fn broken(&self, format: &str) -> Vec<TwistForm> {
        let (Some(scheme), Some(place)) = (Scheme::from_name(format), self.shape.place_at(self.at)) else {
            return Vec::new();
        };
        let of = |breakage: &crate::generate::Breakage| TwistForm {
            given: BTreeMap::from([(place.to_owned(), Given::Made(Generator::Broken(scheme, *breakage)))]),
            ..TwistForm::default()
        };
        scheme.breakages().iter().map(of).collect()
    }
}

/// The source of values that are the same in every run.
fn fixed() -> Source {
    Source::new(RunSeed::new(0), "", "fuzz", "limits")
}

fn members(count: usize) -> Value {
    Value::Object((0..count).map(|index| (format!("k{index:02}"), json!("v"))).collect::<Map<_, _>>())
}

/// The text with its letters turned round: same length, same alphabet, another meaning.
fn turned(text: &str) -> String {
    let reversed: String = text.chars().rev().collect();
    if reversed != text { reversed } else { text.chars().map(|_| 'X').collect() }
}

/// Different texts that a regular expression matches, the shortest first.
fn drawn(pattern: &str) -> Vec<String> {
    let bare = pattern.strip_prefix('^').unwrap_or(pattern);
    let bare = bare.strip_suffix('$').unwrap_or(bare);
    let Ok(strategy) = string_regex(bare) else { return Vec::new() };
    let mut runner = TestRunner::deterministic();
    let mut texts: Vec<String> =
        (0..DRAWN).filter_map(|_| strategy.new_tree(&mut runner).ok()).map(|tree| tree.current()).collect();
    texts.sort_by_key(|text| (text.chars().count(), text.clone()));
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::contract::Sample;

    fn values(keyword: &str, node: &Value) -> Vec<Value> {
        let body = Template::parse(r#"{"code":"1007"}"#).unwrap();
        let shape =
            Shape::of(&Sample { name: "s".into(), body: Some(body), given: BTreeMap::new(), supplied: false }).unwrap();
        let nodes = [node];
        let limits = Limits { at: "/code", shape: &shape, nodes: &nodes, named: &[json!("ABC")], identifier: "/id" };
        let of = |form: TwistForm| match form.edits.set.into_iter().next().unwrap().1 {
            NewValue::Text(text) => Value::from(text.to_string()),
            NewValue::Json(value) => value,
        };
        limits.outside(keyword, &node[keyword]).into_iter().map(of).collect()
    }

    #[test]
    fn digits_are_missing_added_or_replaced_by_letters() {
        let node = json!({ "type": "string", "pattern": "^[0-9]{4}$" });
        let regex = Regex::new("^[0-9]{4}$").unwrap();
        let found = values("pattern", &node);
        assert!(found.len() >= 4, "{found:?}");
        assert!(found.iter().all(|value| !regex.is_match(value.as_str().unwrap())), "{found:?}");
        let lengths: Vec<usize> = found.iter().map(|value| value.as_str().unwrap().len()).collect();
        assert!([3, 4, 5].iter().all(|length| lengths.contains(length)), "{found:?}");
    }

    #[test]
    fn other_types_leave_the_documented_ones_alone() {
        let found = values("type", &json!({ "type": ["number", "string"] }));
        assert_eq!(found, [json!(true), json!([]), json!({})]);
    }

    #[test]
    fn limits_are_overstepped_by_one() {
        assert_eq!(values("maxLength", &json!({ "maxLength": 6 })), [json!("1007111")]);
        assert_eq!(values("minLength", &json!({ "minLength": 1 })), [json!("")]);
        let members = values("maxProperties", &json!({ "maxProperties": 20 }));
        assert_eq!(members[0].as_object().unwrap().len(), 21);
    }

    #[test]
    fn enumerations_are_left_for_what_others_name_and_for_what_nobody_does() {
        let found = values("enum", &json!({ "enum": ["AB", "BA", "CC"] }));
        assert_eq!(found, [json!("ABC"), json!("XX")]);
    }
}
