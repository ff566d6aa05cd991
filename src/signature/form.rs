//! The forms in which common libraries write JSON again once they have read it.

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use serde_json::{Map, Value};
use std::fmt;
use std::io::{self, Write};

/// One way of writing JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// In which order members stand.
    pub order: Order,
    /// What stands between values.
    pub layout: Layout,
    /// Which characters are escaped.
    pub escapes: Escapes,
}

/// In which order members stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they were read.
    Kept,
    /// By name.
    Sorted,
}

/// What stands between values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Nothing but commas and colons.
    Compact,
    /// A space after every comma and colon.
    Spaced,
    /// A line per value, indented by two spaces.
    Two,
    /// A line per value, indented by four spaces.
    Four,
}

/// Which characters are escaped beyond those that have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escapes {
    /// None.
    Needed,
    /// All outside of ASCII.
    Ascii,
    /// All outside of ASCII, and the slash.
    AsciiAndSlash,
    /// Those with a meaning in HTML: `<`, `>` and `&`.
    Html,
}

impl Form {
    /// Every form, the likeliest first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        use {Escapes as E, Layout as L, Order as O};
        let escapes = [E::Needed, E::Ascii, E::AsciiAndSlash, E::Html];
        let layouts = [L::Compact, L::Spaced, L::Two, L::Four];
        escapes.into_iter().flat_map(move |escapes| {
            layouts.into_iter().flat_map(move |layout| {
                [O::Kept, O::Sorted].into_iter().map(move |order| Self { order, layout, escapes })
            })
        })
    }

    /// A value written in this form.
    pub(super) fn written(self, value: &Value) -> Vec<u8> {
        let sorted;
        let value = match self.order {
            Order::Kept => value,
            Order::Sorted => {
                sorted = sort(value);
                &sorted
            }
        };
        let text = match self.layout {
            Layout::Compact => value.to_string().into_bytes(),
            Layout::Spaced => laid_out(value, Spaces),
            Layout::Two => laid_out(value, PrettyFormatter::with_indent(b"  ")),
            Layout::Four => laid_out(value, PrettyFormatter::with_indent(b"    ")),
        };
        self.escapes.applied(text)
    }
}

impl Escapes {
    /// These characters occur inside strings only, so the text as a whole can be gone through.
    fn applied(self, text: Vec<u8>) -> Vec<u8> {
        let needed = |c: char| match self {
            Self::Needed => false,
            Self::Ascii => !c.is_ascii(),
            Self::AsciiAndSlash => !c.is_ascii() || c == '/',
            Self::Html => matches!(c, '<' | '>' | '&'),
        };
        let text = String::from_utf8_lossy(&text);
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '/' if needed(c) => out.push_str("\\/"),
                c if needed(c) => {
                    let units = &mut [0; 2];
                    out.extend(c.encode_utf16(units).iter().map(|unit| format!("\\u{unit:04x}")));
                }
                c => out.push(c),
            }
        }
        out.into_bytes()
    }
}

fn laid_out(value: &Value, formatter: impl Formatter) -> Vec<u8> {
    let mut out = Vec::new();
    // Neither the value nor the memory it is written to can fail.
    drop(value.serialize(&mut Serializer::with_formatter(&mut out, formatter)));
    out
}

fn sort(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sort).collect(),
        Value::Object(members) => {
            let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            Value::Object(sorted.into_iter().map(|(name, value)| (name.clone(), sort(value))).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

struct Spaces;

impl Formatter for Spaces {
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.layout {
            Layout::Compact => "compact JSON",
            Layout::Spaced => "JSON with spaces after commas and colons",
            Layout::Two => "JSON indented by two spaces",
            Layout::Four => "JSON indented by four spaces",
        })?;
        if self.order == Order::Sorted {
            f.write_str(", members sorted")?;
        }
        f.write_str(match self.escapes {
            Escapes::Needed => "",
            Escapes::Ascii => ", all but ASCII escaped",
            Escapes::AsciiAndSlash => ", slashes and all but ASCII escaped",
            Escapes::Html => ", `<`, `>` and `&` escaped",
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    fn written(order: Order, layout: Layout, escapes: Escapes) -> String {
        let value: Value = serde_json::from_str(r#"{"b": [1.50, {}], "a": "é😀</"}"#).unwrap();
        String::from_utf8(Form { order, layout, escapes }.written(&value)).unwrap()
    }

    #[test]
    fn every_layout_is_that_of_a_library() {
        let kept = |layout| written(Order::Kept, layout, Escapes::Needed);
        assert_eq!(kept(Layout::Compact), r#"{"b":[1.50,{}],"a":"é😀</"}"#);
        assert_eq!(kept(Layout::Spaced), r#"{"b": [1.50, {}], "a": "é😀</"}"#);
        assert_eq!(kept(Layout::Two), "{\n  \"b\": [\n    1.50,\n    {}\n  ],\n  \"a\": \"é😀</\"\n}");
    }

    #[test]
    fn escapes_are_those_of_python_php_and_go() {
        let sorted = |escapes| written(Order::Sorted, Layout::Compact, escapes);
        assert_eq!(sorted(Escapes::Ascii), r#"{"a":"\u00e9\ud83d\ude00</","b":[1.50,{}]}"#);
        assert_eq!(sorted(Escapes::AsciiAndSlash), r#"{"a":"\u00e9\ud83d\ude00<\/","b":[1.50,{}]}"#);
        assert_eq!(sorted(Escapes::Html), r#"{"a":"é😀\u003c/","b":[1.50,{}]}"#);
    }
}
