//! What is wrong with a file: where, what was found, what is allowed.

use super::spelled_out;
use std::fmt;

/// One mistake in one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the reader knows it.
    pub file: String,
    /// The line the mistake is on, where it has one.
    pub line: Option<u32>,
    /// What was found.
    pub found: String,
    /// What would have been accepted, where that can be listed.
    pub allowed: Option<String>,
}

// What a file holds may not act on the terminal it is shown on.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", spelled_out(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", spelled_out(&self.found))?;
        if let Some(allowed) = &self.allowed {
            write!(f, "\n    allowed: {}", spelled_out(allowed))?;
        }
        Ok(())
    }
}

/// Every mistake found in one go, in the order of file and line.
#[derive(Debug, Clone, Default, PartialEq, Eq, thiserror::Error)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds one mistake.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// How many mistakes were added.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds all mistakes of another collection.
    pub fn extend(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The mistakes in the order of file and line.
    pub fn sorted(mut self) -> Vec<Problem> {
        self.0.sort();
        self.0.dedup();
        self.0
    }

    /// The value when nothing is wrong, the mistakes otherwise.
    pub fn unless_any<T>(self, value: T) -> Result<T, Problems> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sorted = self.clone().sorted();
        for problem in &sorted {
            writeln!(f, "error: {problem}")?;
        }
        write!(f, "{} problem{}", sorted.len(), if sorted.len() == 1 { "" } else { "s" })
    }
}

/// What a TOML value is, in the words of problems.
pub(crate) fn kind(value: &toml::Value) -> &'static str {
    match value {
        toml::Value::String(_) => "a text",
        toml::Value::Integer(_) => "an integer",
        toml::Value::Float(_) => "a float",
        toml::Value::Boolean(_) => "a boolean",
        toml::Value::Datetime(_) => "a date",
        toml::Value::Array(_) => "a list",
        toml::Value::Table(_) => "a table",
    }
}

/// A list of names for an `allowed` text.
pub(crate) fn choices<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { "nothing, there is none".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_cannot_act_on_a_terminal() {
        let found = "unknown key `\u{1b}[31m`".to_owned();
        let problem = Problem { file: "f".into(), line: Some(2), found, allowed: Some("a\rb\u{202e}".into()) };
        assert_eq!(problem.to_string(), "f:2: unknown key `\\u{1b}[31m`\n    allowed: a\\u{d}b\\u{202e}");
    }
}
