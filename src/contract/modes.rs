//! What a profile does with single clauses and chapters: on, relaxed, inverted, off, or not exercised.

use super::ClauseId;
use crate::files::{At, Problems, Source};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use toml::Value;

/// How a clause stands in a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is judged.
    On,
    /// It is looked at; a break is a known clash and no failure.
    Relaxed,
    /// The opposite holds here, and another clause judges it.
    Inverted,
    /// It is not asked for here.
    Off,
    /// It would be asked for, but nothing here can show it.
    NotExercised,
}

impl Mode {
    /// Every mode with its word.
    pub const ALL: [(&'static str, Mode); 5] = [
        ("on", Mode::On),
        ("relaxed", Mode::Relaxed),
        ("inverted", Mode::Inverted),
        ("off", Mode::Off),
        ("not-exercised", Mode::NotExercised),
    ];

    /// The mode's word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, mode)| *mode == self).map_or("", |(word, _)| word)
    }
}

/// A mode with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The mode.
    pub mode: Mode,
    /// Why.
    pub reason: Option<String>,
    /// The clause that judges instead.
    pub by: Option<ClauseId>,
}

/// The modes of a profile, by clause and by chapter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Modes {
    clauses: BTreeMap<ClauseId, Ruling>,
    chapters: BTreeMap<String, Ruling>,
}

impl Modes {
    /// The ruling on a clause, if there is one; its own comes before that of its chapter.
    pub fn ruling(&self, clause: &ClauseId) -> Option<&Ruling> {
        self.clauses.get(clause).or_else(|| self.chapters.get(clause.chapter()))
    }

    /// Every line of the table: what it is about, as written, and the ruling.
    pub fn lines(&self) -> impl Iterator<Item = (String, &Ruling)> {
        let chapters = self.chapters.iter().map(|(chapter, ruling)| (format!("{chapter}.*"), ruling));
        chapters.chain(self.clauses.iter().map(|(clause, ruling)| (clause.to_string(), ruling)))
    }

    /// The modes as they were written.
    pub(super) fn check(raw: &BTreeMap<String, At<RawMode>>, source: &Source, problems: &mut Problems) -> Self {
        let mut modes = Self::default();
        for (about, raw) in raw {
            match ruling(&raw.0) {
                Err(found) => problems.push(source.problem(raw.span(), format!("mode of `{about}`: {found}"))),
                Ok(ruling) => match about.strip_suffix(".*") {
                    Some(chapter) => drop(modes.chapters.insert(chapter.to_owned(), ruling)),
                    None => drop(modes.clauses.insert(ClauseId::of(about.as_str()), ruling)),
                },
            }
        }
        modes
    }
}

/// A mode as people write it: a word, or a table with `mode`, `reason` and `by`.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct RawMode(Value);

impl JsonSchema for RawMode {
    fn schema_name() -> Cow<'static, str> {
        "Mode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = Mode::ALL.iter().map(|(word, _)| *word).collect();
        json_schema!({
            "description": "A mode, alone or with its reason and the clause that judges instead.",
            "anyOf": [
                { "enum": words },
                {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["mode"],
                    "properties": {
                        "mode": { "enum": words },
                        "reason": { "type": "string" },
                        "by": { "type": "string" }
                    }
                }
            ]
        })
    }
}

fn ruling(value: &Value) -> Result<Ruling, String> {
    let table = match value {
        Value::String(word) => return Ok(Ruling { mode: mode(word)?, reason: None, by: None }),
        Value::Table(table) => table,
        other => return Err(format!("a {} is no mode; write a word, or {{ mode = \"…\" }}", other.type_str())),
    };
    let mut found = Ruling { mode: Mode::On, reason: None, by: None };
    let mut named = false;
    for (key, value) in table {
        match (key.as_str(), value) {
            ("mode", Value::String(word)) => {
                found.mode = mode(word)?;
                named = true;
            }
            ("reason", Value::String(text)) => found.reason = Some(text.clone()),
            ("by", Value::String(clause)) => found.by = Some(ClauseId::of(clause.as_str())),
            _ => return Err(format!("takes mode, reason and by, each a text; found `{key}`")),
        }
    }
    match (named, found.mode, &found.by) {
        (false, _, _) => Err("`mode` is missing".into()),
        (_, Mode::Inverted, None) => Err("what is inverted is judged `by` another clause".into()),
        (_, Mode::On | Mode::Relaxed, Some(_)) => Err("what is judged itself has no `by`".into()),
        _ => Ok(found),
    }
}

fn mode(word: &str) -> Result<Mode, String> {
    let known = Mode::ALL.iter().find(|(name, _)| *name == word).map(|(_, mode)| *mode);
    known.ok_or_else(|| {
        let words: Vec<&str> = Mode::ALL.iter().map(|(word, _)| *word).collect();
        format!("`{word}` is no mode; allowed: {}", words.join(", "))
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    fn modes(text: &str) -> Result<Modes, Problems> {
        let source = Source::new("contract.toml", text);
        let raw: BTreeMap<String, At<RawMode>> = source.parse().unwrap();
        let mut problems = Problems::default();
        let modes = Modes::check(&raw, &source, &mut problems);
        problems.unless_any(modes)
    }

    #[test]
    fn a_clause_has_its_own_mode_before_that_of_its_chapter() {
        let modes = modes("\"a.*\" = \"off\"\n\"a.b\" = { mode = \"inverted\", by = \"c.d\" }").unwrap();
        assert_eq!(modes.ruling(&ClauseId::of("a.b")).unwrap().by, Some(ClauseId::of("c.d")));
        assert_eq!(modes.ruling(&ClauseId::of("a.x")).unwrap().mode, Mode::Off);
        assert_eq!(modes.ruling(&ClauseId::of("ab.x")), None);
    }

    #[test]
    fn a_mode_is_a_known_word_and_says_who_judges_the_opposite() {
        for wrong in [
            "\"a.b\" = \"maybe\"",
            "\"a.b\" = 3",
            "\"a.b\" = { reason = \"x\" }",
            "\"a.b\" = { mode = \"inverted\" }",
            "\"a.b\" = { mode = \"on\", by = \"c.d\" }",
            "\"a.b\" = { mode = \"off\", why = \"x\" }",
        ] {
            assert!(modes(wrong).is_err(), "{wrong}");
        }
    }
}
