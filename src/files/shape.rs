//! Reads TOML into a shape and lists every place that departs from it: after each mistake the place is mended in memory
//! and the rest is read again.
//!
//! Knows no shape of its own.

use super::{Problem, Problems, Source};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeInteger, DeTable, DeValue, Deserializer, Error};
use toml::value::Datetime;

/// Mistakes beyond these would not be read by anybody.
const MOST: usize = 200;
/// Where mended places stand: nowhere.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// The file in the given shape.
pub(super) fn read<T: DeserializeOwned>(source: &Source) -> Result<T, Problems> {
    let (mut document, syntax) = DeTable::parse_recoverable(source.text());
    let mut problems = Problems::default();
    let mut lines = BTreeSet::new();
    for error in &syntax {
        let problem = problem(source, error);
        // What follows on the same line is mostly an echo of the first mistake.
        if lines.insert(problem.line) {
            problems.push(problem);
        }
    }
    problems.unless_any(())?;
    let mut problems = Problems::default();
    let mut taken = BTreeSet::new();
    for _ in 0..MOST {
        let error = match shaped::<T>(&document) {
            Ok(value) => return problems.unless_any(value),
            Err(error) => error,
        };
        let span = error.span().unwrap_or(NOWHERE);
        match missing(&error) {
            Some(key) => {
                // What was taken out as wrong is not missing.
                if !taken.contains(&(span.start, key.to_owned())) {
                    problems.push(problem(source, &error));
                }
                if !(fill_in::<T>(&mut document, &span, key) || take_out(&mut document, &span, &mut taken)) {
                    break;
                }
            }
            None => {
                problems.push(problem(source, &error));
                if !take_out(&mut document, &span, &mut taken) {
                    break;
                }
            }
        }
    }
    Err(problems)
}

fn shaped<T: DeserializeOwned>(document: &Spanned<DeTable<'_>>) -> Result<T, Error> {
    T::deserialize(Deserializer::from(document.clone()))
}

fn missing(error: &Error) -> Option<&str> {
    error.message().strip_prefix("missing field `")?.split('`').next()
}

/// Puts something of a fitting kind where a key is missing, so that reading can go on behind it.
fn fill_in<T: DeserializeOwned>(document: &mut Spanned<DeTable<'_>>, at: &Range<usize>, key: &str) -> bool {
    let kinds = [
        DeValue::String(Cow::Borrowed("")),
        DeValue::Array(DeArray::default()),
        DeValue::Table(DeTable::default()),
        DeValue::Boolean(false),
        DeValue::Integer(DeInteger::default()),
        DeValue::Datetime(Datetime { date: None, time: None, offset: None }),
    ];
    let word = word_allowed::<T>(document, at, key).map(|word| DeValue::String(Cow::Owned(word)));
    kinds.into_iter().chain(word).any(|kind| {
        let mut mended = document.clone();
        let span = mended.span();
        let Some(table) = table_at(mended.get_mut(), &span, at) else { return false };
        table.insert(Spanned::new(NOWHERE, key.to_owned().into()), Spanned::new(NOWHERE, kind));
        let fits = shaped::<T>(&mended).err().is_none_or(|error| error.span() != Some(NOWHERE));
        if fits {
            *document = mended;
        }
        fits
    })
}

/// The first of the words that are allowed there, where only certain words are.
fn word_allowed<T: DeserializeOwned>(document: &Spanned<DeTable<'_>>, at: &Range<usize>, key: &str) -> Option<String> {
    let mut mended = document.clone();
    let span = mended.span();
    let empty = DeValue::String(Cow::Borrowed(""));
    table_at(mended.get_mut(), &span, at)?
        .insert(Spanned::new(NOWHERE, key.to_owned().into()), Spanned::new(NOWHERE, empty));
    let error = shaped::<T>(&mended).err().filter(|error| error.span() == Some(NOWHERE))?;
    let words = error.message().strip_prefix("unknown variant ``, expected ")?;
    Some(words.split('`').nth(1)?.to_owned())
}

fn table_at<'t, 'i>(table: &'t mut DeTable<'i>, own: &Range<usize>, at: &Range<usize>) -> Option<&'t mut DeTable<'i>> {
    // A table that exists only because of one inside it stands where that one does: the inner one is meant.
    if table.iter().any(|(_, value)| holds_table(value, at)) {
        return table.iter_mut().find_map(|(_, value)| table_in(value, at));
    }
    (own == at).then_some(table)
}

fn holds_table(value: &Spanned<DeValue<'_>>, at: &Range<usize>) -> bool {
    match value.get_ref() {
        DeValue::Table(table) => value.span() == *at || table.iter().any(|(_, value)| holds_table(value, at)),
        DeValue::Array(list) => list.iter().any(|element| holds_table(element, at)),
        _ => false,
    }
}

fn table_in<'t, 'i>(value: &'t mut Spanned<DeValue<'i>>, at: &Range<usize>) -> Option<&'t mut DeTable<'i>> {
    let own = value.span();
    match value.get_mut() {
        DeValue::Table(table) => table_at(table, &own, at),
        DeValue::Array(list) => list.iter_mut().find_map(|element| table_in(element, at)),
        _ => None,
    }
}

/// Takes the key, the value or the element that stands exactly there out of the document.
fn take_out(document: &mut Spanned<DeTable<'_>>, at: &Range<usize>, taken: &mut BTreeSet<(usize, String)>) -> bool {
    let own = document.span();
    out_of_table(document.get_mut(), &own, at, taken)
}

fn out_of_table(
    table: &mut DeTable<'_>,
    own: &Range<usize>,
    at: &Range<usize>,
    taken: &mut BTreeSet<(usize, String)>,
) -> bool {
    // The innermost that stands there: a list of tables stands where its first table does.
    if table.iter_mut().any(|(_, value)| out_of_value(value, at, taken)) {
        return true;
    }
    let here = table.iter().find(|(key, value)| key.span() == *at || value.span() == *at);
    let Some(key) = here.map(|(key, _)| key.clone()) else { return false };
    taken.insert((own.start, key.get_ref().to_string()));
    table.remove_entry(&key).is_some()
}

fn out_of_value(value: &mut Spanned<DeValue<'_>>, at: &Range<usize>, taken: &mut BTreeSet<(usize, String)>) -> bool {
    let own = value.span();
    match value.get_mut() {
        DeValue::Table(table) => out_of_table(table, &own, at, taken),
        DeValue::Array(list) => {
            if list.iter_mut().any(|element| out_of_value(element, at, taken)) {
                return true;
            }
            let before = list.len();
            let rest = std::mem::replace(list, DeArray::new()).into_iter().filter(|element| element.span() != *at);
            *list = rest.collect();
            list.len() < before
        }
        _ => false,
    }
}

/// The parser's own words, told apart into what was found and what is allowed.
fn problem(source: &Source, error: &Error) -> Problem {
    let message = error.message().trim().replace('\n', ", ");
    let (found, allowed) = match message.split_once(", expected ") {
        Some((found, allowed)) => (found, Some(in_words(allowed))),
        None if message == "wanted string or table" => ("wrong type", Some("a string".to_owned())),
        None => (message.as_str(), None),
    };
    let found = found
        .replacen("unknown field", "unknown key", 1)
        .replacen("missing field", "missing key", 1)
        .replacen("unknown variant", "unknown word", 1)
        .replacen("invalid type: ", "wrong type: ", 1)
        .replacen("invalid value: ", "wrong value: ", 1);
    let line = error.span().filter(|span| *span != NOWHERE).map(|span| source.line_of(&span));
    Problem { file: source.name().to_owned(), line, found, allowed }
}

fn in_words(expected: &str) -> String {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number not below 0".to_owned(),
        "i64" => "a whole number".to_owned(),
        "f64" => "a number".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "a table".to_owned(),
        other if other.starts_with("struct ") => "a table".to_owned(),
        other => other.strip_prefix("one of ").unwrap_or(other).replace("` or `", "`, `").replace('`', ""),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::super::At;
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the shape matters")]
    struct Shape {
        title: At<String>,
        list: Vec<At<Inner>>,
        #[serde(default)]
        named: BTreeMap<String, At<Inner>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the shape matters")]
    struct Inner {
        name: At<String>,
        count: u32,
    }

    fn problems(text: &str) -> Vec<String> {
        let source = Source::new("f", text);
        let found = read::<Shape>(&source).unwrap_err();
        found.sorted().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_departure_is_listed_with_its_line() {
        let text = "titel = 1\nlist = [\n  { name = 5, count = 1 },\n  { count = -1, name = 'x', colour = 'red' },\n]\n\
            [named.a]\nname = 'n'\n[named.b]\ncount = 2\n";
        assert_eq!(
            problems(text),
            [
                "f:1: missing key `title`",
                "f:1: unknown key `titel`\n    allowed: title, list, named",
                "f:3: wrong type: integer `5`\n    allowed: a string",
                "f:4: unknown key `colour`\n    allowed: name, count",
                "f:4: wrong value: integer `-1`\n    allowed: a whole number not below 0",
                "f:6: missing key `count`",
                "f:8: missing key `name`",
            ]
        );
    }

    #[test]
    fn the_first_of_several_tables_does_not_hide_the_others() {
        let text = "title = 't'\n[[list]]\nname = 'a'\n[[list]]\nname = 'b'\nsize = 1\ncount = 1\n";
        assert_eq!(problems(text), ["f:2: missing key `count`", "f:6: unknown key `size`\n    allowed: name, count"]);
        let text = "title = 't'\n[[list]]\nname = 'a'\ncount = 'x'\n[[list]]\nname = 'b'\n";
        assert_eq!(
            problems(text),
            ["f:4: wrong type: string \"x\"\n    allowed: a whole number not below 0", "f:5: missing key `count`"]
        );
    }

    #[test]
    fn every_line_that_is_no_toml_is_listed() {
        let found = problems("title = \nlist = []\n= 3\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("f:1: ") && found[1].starts_with("f:3: "), "{found:?}");
    }

    #[test]
    fn a_key_written_twice_is_a_mistake() {
        assert_eq!(problems("title = 'a'\ntitle = 'b'\nlist = []\n"), ["f:2: duplicate key"]);
    }
}
