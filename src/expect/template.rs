//! Texts with `${name}` places, filled from a scenario's values.

use std::fmt;

/// A text in which `${name}` stands for a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Value(String),
}

/// A place of a template for which there is no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no value is known for ${{{0}}}")]
pub struct MissingValue(pub String);

impl Template {
    /// Reads a text; the error says what is wrong with a place.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            if start > 0 {
                parts.push(Part::Text(rest[..start].to_owned()));
            }
            let after = &rest[start + 2..];
            let end = after.find('}').ok_or_else(|| format!("`{}` opens a place and does not close it", clip(rest)))?;
            let name = &after[..end];
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)) {
                return Err(format!(
                    "`${{{}}}` names no value; names are letters, digits, `_`, `-` and `.`",
                    clip(name)
                ));
            }
            parts.push(Part::Value(name.to_owned()));
            rest = &after[end + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self(parts))
    }

    /// A text without places.
    pub fn literal(text: impl Into<String>) -> Self {
        Self(vec![Part::Text(text.into())])
    }

    /// The names of its places, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Value(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The text with every place filled.
    pub fn fill<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Result<String, MissingValue> {
        self.fill_with(value, |text, out| out.push_str(text))
    }

    /// The text with every place filled, values escaped for the inside of a JSON string.
    pub fn fill_json<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Result<String, MissingValue> {
        self.fill_with(value, |text, out| {
            let quoted = serde_json::Value::from(text).to_string();
            out.push_str(&quoted[1..quoted.len() - 1]);
        })
    }

    fn fill_with<'v>(
        &self,
        value: impl Fn(&str) -> Option<&'v str>,
        write: impl Fn(&str, &mut String),
    ) -> Result<String, MissingValue> {
        let mut out = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Value(name) => write(value(name).ok_or_else(|| MissingValue(name.clone()))?, &mut out),
            }
        }
        Ok(out)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            match part {
                Part::Text(text) => f.write_str(text)?,
                Part::Value(name) => write!(f, "${{{name}}}")?,
            }
        }
        Ok(())
    }
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn places_are_filled_and_json_is_escaped() {
        let template = Template::parse("{\"a\": \"${x}\"}").unwrap();
        let value = |name: &str| (name == "x").then_some("say \"hi\"\n");
        assert_eq!(template.fill_json(value).unwrap(), "{\"a\": \"say \\\"hi\\\"\\n\"}");
        assert_eq!(template.fill(|_| None), Err(MissingValue("x".into())));
    }

    #[test]
    fn an_open_place_and_an_empty_name_are_refused() {
        assert!(Template::parse("a ${x").unwrap_err().contains("does not close"));
        assert!(Template::parse("a ${}").unwrap_err().contains("names no value"));
    }

    #[test]
    fn a_dollar_alone_is_text() {
        assert_eq!(Template::parse("5$ {x}").unwrap().to_string(), "5$ {x}");
    }
}
