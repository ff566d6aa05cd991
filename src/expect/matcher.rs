//! Matchers: what one value of an answer must be like.

use super::Template;
use regex::Regex;
use rust_decimal::Decimal;
use serde_json::Value;
use std::fmt;

/// A value written out in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A text, possibly with places.
    Text(Template),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
}

/// What kind of thing a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything at all, null included.
    Present,
    /// Nothing.
    Absent,
    /// JSON null.
    Null,
    /// A text.
    String,
    /// A text, list or object with something in it.
    NonEmpty,
    /// A JSON number.
    Number,
    /// A JSON number without fraction.
    Integer,
    /// True or false.
    Boolean,
    /// A JSON object.
    Object,
    /// A JSON list.
    Array,
    /// A text holding an RFC 3339 timestamp.
    Timestamp,
}

impl Kind {
    /// Every kind with its word.
    pub const ALL: [(&'static str, Kind); 11] = [
        ("present", Kind::Present),
        ("absent", Kind::Absent),
        ("null", Kind::Null),
        ("string", Kind::String),
        ("non-empty", Kind::NonEmpty),
        ("number", Kind::Number),
        ("integer", Kind::Integer),
        ("boolean", Kind::Boolean),
        ("object", Kind::Object),
        ("array", Kind::Array),
        ("timestamp", Kind::Timestamp),
    ];

    /// The kind's word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// Limits of a length or a count, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bound {
    /// The least accepted.
    pub at_least: Option<u64>,
    /// The most accepted.
    pub at_most: Option<u64>,
}

impl Bound {
    /// Whether a count lies within.
    pub fn holds(self, count: u64) -> bool {
        self.at_least.is_none_or(|least| count >= least) && self.at_most.is_none_or(|most| count <= most)
    }
}

/// Which way a list goes; equal neighbours are in either order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the least to the greatest.
    Rising,
    /// From the greatest to the least.
    Falling,
}

impl Way {
    /// The way's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::Falling => "falling",
        }
    }
}

/// What one value must be like.
#[derive(Debug, Clone)]
pub enum Matcher {
    /// Equal in type and value.
    Equals(Literal),
    /// Of a kind.
    Is(Kind),
    /// Equal to one of these.
    In(Vec<Literal>),
    /// Equal to this JSON.
    Json(Value),
    /// Text matching a regular expression.
    Matches(Regex),
    /// Text with this start.
    StartsWith(Template),
    /// Text with this end.
    EndsWith(Template),
    /// Text with this part, or a list with this element.
    Contains(Template),
    /// A number of characters or elements.
    Length(Bound),
    /// A number not below this.
    AtLeast(Decimal),
    /// A number not above this.
    AtMost(Decimal),
    /// Equal to this decimal, written as number or text.
    Decimal(Template),
    /// There, and something else than this text.
    DiffersFrom(Template),
    /// A list whose every element has, at this place, a matching value.
    Every(Template, Box<Matcher>),
    /// A list with an element that has, at this place, a matching value.
    Some(Template, Box<Matcher>),
    /// A list no two elements of which hold the same at this place.
    Unique(Template),
    /// A list whose elements follow each other by what they hold at this place.
    Ordered(Template, Way),
    /// Absent, or matching.
    Optional(Box<Matcher>),
}

impl Matcher {
    /// The names of all values it uses.
    pub fn names(&self) -> Vec<&str> {
        fn of(literal: &Literal) -> Vec<&str> {
            match literal {
                Literal::Text(template) => template.names().collect(),
                Literal::Integer(_) | Literal::Boolean(_) => Vec::new(),
            }
        }
        match self {
            Self::Equals(literal) => of(literal),
            Self::In(literals) => literals.iter().flat_map(of).collect(),
            Self::StartsWith(text)
            | Self::EndsWith(text)
            | Self::Contains(text)
            | Self::Decimal(text)
            | Self::DiffersFrom(text) => text.names().collect(),
            Self::Every(at, inner) | Self::Some(at, inner) => at.names().chain(inner.names()).collect(),
            Self::Unique(at) | Self::Ordered(at, _) => at.names().collect(),
            Self::Optional(inner) => inner.names(),
            Self::Is(_) | Self::Json(_) | Self::Matches(_) | Self::Length(_) | Self::AtLeast(_) | Self::AtMost(_) => {
                Vec::new()
            }
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(template) => write!(f, "\"{template}\""),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Boolean(truth) => write!(f, "{truth}"),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) if least == most => write!(f, "{least}"),
            (Some(least), Some(most)) => write!(f, "{least} to {most}"),
            (Some(least), None) => write!(f, "at least {least}"),
            (None, Some(most)) => write!(f, "at most {most}"),
            (None, None) => write!(f, "any number"),
        }
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equals(literal) => write!(f, "{literal}"),
            Self::Is(kind) => f.write_str(kind.word()),
            Self::In(literals) => {
                write!(f, "one of ")?;
                for (index, literal) in literals.iter().enumerate() {
                    write!(f, "{}{literal}", if index == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            Self::Json(value) => write!(f, "{value}"),
            Self::Matches(regex) => write!(f, "text matching {regex}"),
            Self::StartsWith(text) => write!(f, "text starting with \"{text}\""),
            Self::EndsWith(text) => write!(f, "text ending with \"{text}\""),
            Self::Contains(text) => write!(f, "something containing \"{text}\""),
            Self::Length(bound) => write!(f, "a length of {bound}"),
            Self::AtLeast(least) => write!(f, "a number not below {least}"),
            Self::AtMost(most) => write!(f, "a number not above {most}"),
            Self::Decimal(text) => write!(f, "the decimal {text}"),
            Self::DiffersFrom(text) => write!(f, "something other than \"{text}\""),
            Self::Every(at, inner) => write!(f, "a list with {inner} at {at} of every element"),
            Self::Some(at, inner) => write!(f, "a list with {inner} at {at} of some element"),
            Self::Unique(at) => write!(f, "a list with another {at} in every element"),
            Self::Ordered(at, way) => write!(f, "a list {} by {at}", way.word()),
            Self::Optional(inner) => write!(f, "nothing, or {inner}"),
        }
    }
}
