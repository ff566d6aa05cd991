//! JSON on the wire: one value, several legal notations.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};
use serde_json::{Map, Value};

use super::behaviour::wire::Notation;

/// `value` as bytes in the given notation.
pub(crate) fn written(value: &Value, notation: Notation) -> Vec<u8> {
    match notation {
        Notation::Compact => with(value, CompactFormatter),
        Notation::Pretty => with(value, PrettyFormatter::new()),
        Notation::Spaced => with(value, SpacedFormatter),
        Notation::Reversed => with(&reordered(value, Reorder::Reversed), CompactFormatter),
        Notation::Sorted => with(&reordered(value, Reorder::Sorted), CompactFormatter),
        Notation::AsciiEscaped => with(value, AsciiFormatter),
        Notation::LineEnded => {
            let mut bytes = with(value, CompactFormatter);
            bytes.push(b'\n');
            bytes
        }
    }
}

fn with<F: Formatter>(value: &Value, formatter: F) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1024);
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter));
    debug_assert!(written.is_ok(), "a JSON value always serialises into memory");
    bytes
}

#[derive(Clone, Copy)]
enum Reorder {
    Reversed,
    Sorted,
}

fn reordered(value: &Value, order: Reorder) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> =
                members.iter().map(|(name, value)| (name.clone(), reordered(value, order))).collect();
            match order {
                Reorder::Reversed => members.reverse(),
                Reorder::Sorted => members.sort_by(|one, other| one.0.cmp(&other.0)),
            }
            Value::Object(Map::from_iter(members))
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| reordered(item, order)).collect()),
        other => other.clone(),
    }
}

/// Blanks after colons and commas, as scripting languages like to write them.
struct SpacedFormatter;

impl Formatter for SpacedFormatter {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

/// Every character outside ASCII as an escape.
struct AsciiFormatter;

impl Formatter for AsciiFormatter {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for character in fragment.chars() {
            if character.is_ascii() {
                writer.write_all(&[character as u8])?;
            } else {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "our own output must parse")]

    use super::*;

    #[test]
    fn every_notation_holds_the_same_value() {
        let value: Value =
            serde_json::from_str(r#"{"b":[1,{"z":"Ñandú 😀","a":"\"\n"}],"a":null,"amount":10.00}"#).unwrap();
        for notation in [
            Notation::Compact,
            Notation::Pretty,
            Notation::Spaced,
            Notation::Reversed,
            Notation::Sorted,
            Notation::AsciiEscaped,
            Notation::LineEnded,
        ] {
            let bytes = written(&value, notation);
            assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), value, "{notation:?}");
        }
        assert!(written(&value, Notation::AsciiEscaped).is_ascii());
        assert!(String::from_utf8(written(&value, Notation::Spaced)).unwrap().contains("\"b\": [1, {"));
    }
}
