//! Samples: named request bodies whose places are filled from values.

use super::{Given, RawGiven, given_table};
use crate::expect::Template;
use crate::files::{At, Problem, Problems, Source, Tree};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A named request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Its name.
    pub name: String,
    /// Its text with places; absent when only an operator can supply it.
    pub body: Option<Template>,
    /// How places are filled that a scenario does not give.
    pub given: BTreeMap<String, Given>,
    /// Whether it is an operator's, put in the place of the contract's.
    pub supplied: bool,
}

/// A named request body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSample {
    /// The file, relative to the file that names it.
    pub file: Option<String>,
    /// Only an operator can supply it.
    #[serde(default)]
    pub supplied: bool,
    /// Values for places a scenario does not give.
    #[serde(default)]
    pub given: BTreeMap<String, At<RawGiven>>,
}

impl Sample {
    /// The checked form; a body that cannot be read is left out of it and reported.
    pub(super) fn check(
        name: &str,
        raw: &At<RawSample>,
        tree: &Tree,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        let given = given_table(&raw.given, source, problems);
        let body = match (&raw.file, raw.supplied) {
            (None, true) => None,
            (Some(file), false) => {
                let folder = source.name().rsplit_once('/').map_or("", |(folder, _)| folder);
                let path = format!("{folder}/{file}");
                match tree.source(&path) {
                    None => {
                        problems.push(source.problem(raw.span(), format!("there is no file `{path}`")));
                        None
                    }
                    Some(text) => sample_body(&text).map_err(|problem| problems.push(problem)).ok(),
                }
            }
            _ => {
                let found = format!("sample `{name}` needs exactly one of `file` and `supplied = true`");
                problems.push(source.problem(raw.span(), found));
                None
            }
        };
        Self { name: name.to_owned(), body, given, supplied: false }
    }
}

/// The text of a sample's file: places where values go, and JSON once they are filled.
pub(crate) fn sample_body(source: &Source) -> Result<Template, Problem> {
    let at = |line: usize, found: String| Problem {
        file: source.name().to_owned(),
        line: u32::try_from(line).ok(),
        found,
        allowed: None,
    };
    for (line, number) in source.text().lines().zip(1..) {
        Template::parse(line).map_err(|found| at(number, found))?;
    }
    let template = Template::parse(source.text().trim_end()).map_err(|found| at(1, found))?;
    // A digit is fine inside a string and outside of one.
    let filled = template.fill(|_| Some("0")).unwrap_or_default();
    match serde_json::from_str::<serde_json::Value>(&filled) {
        Ok(_) => Ok(template),
        Err(error) => Err(at(error.line(), format!("the sample is no JSON: {}", without_place(&error)))),
    }
}

/// What is wrong with a JSON text, without the place, which problems say in their own way.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}
