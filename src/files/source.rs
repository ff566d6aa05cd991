//! The text of one file with its name, parsed as TOML with positions that people can find.

use super::{Problem, Problems, choices};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// One file's text under the name its reader knows.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// A file whose text is already at hand.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line (from 1) a byte offset is on.
    pub fn line(&self, offset: usize) -> u32 {
        let end = offset.min(self.text.len());
        let breaks = self.text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count();
        u32::try_from(breaks + 1).unwrap_or(u32::MAX)
    }

    /// The line a span starts on.
    pub fn line_of(&self, span: &Range<usize>) -> u32 {
        self.line(span.start)
    }

    /// The text of a line (from 1), without its end.
    pub fn line_text(&self, line: u32) -> Option<&str> {
        self.text.lines().nth(usize::try_from(line).ok()?.checked_sub(1)?)
    }

    /// A problem in this file; what the text says after `; allowed: ` is kept apart.
    pub fn problem(&self, span: &Range<usize>, found: impl Into<String>) -> Problem {
        let text = found.into();
        let (found, allowed) = match text.split_once("; allowed: ") {
            Some((found, allowed)) => (found.to_owned(), Some(allowed.to_owned())),
            None => (text, None),
        };
        Problem { file: self.name.clone(), line: Some(self.line_of(span)), found, allowed }
    }

    /// A problem in this file, with what would have been accepted.
    pub fn refusal(&self, span: &Range<usize>, found: impl Into<String>, allowed: impl Into<String>) -> Problem {
        Problem { allowed: Some(allowed.into()), ..self.problem(span, found) }
    }

    /// A problem with a name of some kind of thing, where there is no such thing but these.
    pub(crate) fn unknown<'n, N>(
        &self,
        span: &Range<usize>,
        kind: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n N>,
    ) -> Problem
    where
        N: AsRef<str> + ?Sized + 'n,
    {
        let known = choices(known.into_iter().map(AsRef::as_ref));
        self.refusal(span, format!("unknown {kind} `{name}`"), known)
    }

    /// A problem of the file as a whole.
    pub fn whole(&self, found: impl Into<String>) -> Problem {
        Problem { file: self.name.clone(), line: None, found: found.into(), allowed: None }
    }

    /// The file as TOML of the given shape; every departure from it is reported at once.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Problems> {
        super::shape::read(self)
    }
}
