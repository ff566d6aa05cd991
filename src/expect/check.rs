//! Checks: the single things an expectation asks.

use super::{AnswerPattern, Bound, Matcher, StatusPattern, Template};

/// What a place of an answer that is a header begins with.
pub const HEADER: &str = "header ";

/// One thing asked of an answer, with the line that asks it.
#[derive(Debug, Clone)]
pub struct Check {
    /// The line in the file.
    pub line: u32,
    /// What is asked.
    pub kind: CheckKind,
}

/// What can be asked of an answer.
#[derive(Debug, Clone)]
pub enum CheckKind {
    /// The status is one of these; a text with places is read as a status once filled.
    Status(Vec<StatusPattern>),
    /// The status is what this text says once filled.
    StatusFrom(Template),
    /// The error code is one of these.
    Error(Vec<Template>),
    /// Status and error code are one of these pairs.
    Answers(Vec<AnswerPattern>),
    /// A header matches.
    Header {
        /// The header's name.
        name: String,
        /// What its value must be like.
        matcher: Matcher,
    },
    /// The body is valid against a schema file.
    Schema(String),
    /// A place of the body matches.
    Body {
        /// A JSON pointer, possibly with places.
        at: Template,
        /// What the value there must be like.
        matcher: Matcher,
    },
    /// None of these texts is anywhere in the body, in whatever case.
    FreeOf(Vec<String>),
    /// Places hold the same values as in another step's answer.
    SameAs {
        /// The other step.
        step: String,
        /// JSON pointers.
        at: Vec<String>,
        /// Put before each pointer on this side.
        under: String,
    },
    /// Places of the answer hold the same value: JSON pointers into the body, or headers behind [`HEADER`].
    Alike(Vec<String>),
    /// A place of the body holds the sum of others.
    Sum {
        /// Where the sum is.
        at: String,
        /// Where its parts are.
        of: Vec<String>,
    },
    /// The lists at a place of all answers, put one behind the other, match.
    Joined {
        /// A JSON pointer, possibly with places.
        at: Template,
        /// Only those elements whose places match.
        of: Vec<(Template, Matcher)>,
        /// What the whole must be like.
        matcher: Matcher,
    },
    /// The lists at a place of all answers have the elements of another step's.
    SameElements(SameElements),
    /// A count over all answers of a step.
    Tally(Tally),
    /// Something asked of webhook deliveries alone.
    Deliveries(DeliveryCheck),
}

/// What can be asked of webhook deliveries alone.
#[derive(Debug, Clone)]
pub enum DeliveryCheck {
    /// So many arrived.
    Count(Bound),
    /// This place is different in each of them.
    Distinct(String),
    /// Those that hold the same at one place hold the same at another.
    GoesWith {
        /// The one place.
        at: String,
        /// The other one.
        with: String,
    },
    /// They show each of these states and no other.
    Walks(Vec<Template>),
    /// They came in the order of documented moves.
    InOrder,
    /// Each is signed as the contract says.
    Signed,
    /// Each is sent with this HTTP method.
    Method(String),
}

/// A list with the elements of another step's list, in whatever order.
#[derive(Debug, Clone)]
pub struct SameElements {
    /// The other step.
    pub step: String,
    /// Where the list is: a JSON pointer, possibly with places.
    pub at: Template,
    /// What an element is known by: a JSON pointer into it.
    pub by: String,
    /// Only those elements of the other list whose places match.
    pub of: Vec<(Template, Matcher)>,
}

/// How many answers, or how many different values in them, a step may have.
#[derive(Debug, Clone)]
pub struct Tally {
    /// Which answers count; all when absent.
    pub of: Option<AnswerPattern>,
    /// Count different values at this place instead of answers.
    pub distinct: Option<String>,
    /// The accepted count.
    pub count: Bound,
}

impl CheckKind {
    /// The names of all values it uses.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::StatusFrom(template) => template.names().collect(),
            Self::Error(codes) => codes.iter().flat_map(Template::names).collect(),
            Self::Header { matcher, .. } => matcher.names(),
            Self::SameElements(same) => {
                let of = same.of.iter().flat_map(|(at, matcher)| at.names().chain(matcher.names()));
                same.at.names().chain(of).collect()
            }
            Self::Joined { at, of, matcher } => {
                let of = of.iter().flat_map(|(at, matcher)| at.names().chain(matcher.names()));
                at.names().chain(matcher.names()).chain(of).collect()
            }
            Self::Body { at, matcher } => at.names().chain(matcher.names()).collect(),
            Self::Deliveries(DeliveryCheck::Walks(states)) => states.iter().flat_map(Template::names).collect(),
            Self::Status(_)
            | Self::Answers(_)
            | Self::Schema(_)
            | Self::FreeOf(_)
            | Self::SameAs { .. }
            | Self::Alike(_)
            | Self::Sum { .. }
            | Self::Tally(_)
            | Self::Deliveries(_) => Vec::new(),
        }
    }
}
