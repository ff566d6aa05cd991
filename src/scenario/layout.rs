//! Other ways of writing the JSON of a body: the same content in other bytes.

use super::raw::RawLayout;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Map, Value};
use std::io::{self, Write};

/// Another way of writing JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The members of objects in the reverse order.
    Reversed,
    /// A space after every comma and colon.
    Spaced,
}

impl From<RawLayout> for Layout {
    fn from(raw: RawLayout) -> Self {
        match raw {
            RawLayout::Reversed => Self::Reversed,
            RawLayout::Spaced => Self::Spaced,
        }
    }
}

impl Layout {
    /// What it does, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Reversed => "its members in the reverse order",
            Self::Spaced => "a space after every comma and colon",
        }
    }

    /// A body written in this way; the error says why it cannot be told from what it was.
    pub fn written(self, body: &[u8]) -> Result<Vec<u8>, String> {
        let value: Value = serde_json::from_slice(body).map_err(|_| "the body is no JSON".to_owned())?;
        let written = match self {
            Self::Reversed => reversed(value).to_string().into_bytes(),
            Self::Spaced => {
                let mut written = Vec::new();
                let mut serializer = Serializer::with_formatter(&mut written, Spaced);
                value.serialize(&mut serializer).map_err(|error| error.to_string())?;
                written
            }
        };
        if written == body { Err(format!("the body is written with {} already", self.words())) } else { Ok(written) }
    }
}

fn reversed(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().rev().map(|(name, value)| (name, reversed(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(reversed).collect()),
        plain => plain,
    }
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_stays_and_the_bytes_do_not() {
        let body = br#"{"a":1.50,"b":[{"c":"x, y: z","d":null}]}"#;
        let written = |layout: Layout| layout.written(body).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert_eq!(written(Layout::Reversed).as_deref(), Ok(r#"{"b":[{"d":null,"c":"x, y: z"}],"a":1.50}"#));
        assert_eq!(written(Layout::Spaced).as_deref(), Ok(r#"{"a": 1.50, "b": [{"c": "x, y: z", "d": null}]}"#));
    }

    #[test]
    fn what_would_be_the_same_bytes_is_refused() {
        assert!(Layout::Reversed.written(br#"{"a":1}"#).is_err());
        assert!(Layout::Spaced.written(b"{}").is_err());
        assert!(Layout::Spaced.written(b"no JSON").is_err());
    }
}
