//! Steps in checked form: what is sent, how often, and what must hold.

use super::{Edits, Signing};
use crate::contract::{ClauseId, Need, Outcome};
use crate::expect::{Check, CheckKind, Matcher, Template};
use std::collections::BTreeMap;
use std::fmt;

/// One act of a story.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name, unique in the story.
    pub name: String,
    /// The line it starts on.
    pub line: u32,
    /// What is done.
    pub act: Act,
    /// Who does it; the repeated step's sender, or the main credential, when absent.
    pub credential: Option<Credential>,
    /// The instance it is sent to, when not the main one.
    pub instance: Option<String>,
    /// Headers added or replaced.
    pub headers: BTreeMap<String, Template>,
    /// Default headers left out.
    pub without: Vec<String>,
    /// How it is signed, when a step says so itself.
    pub signing: Option<Signing>,
    /// Changes to the body.
    pub edits: Edits,
    /// Whether several changes are declared to be one fault.
    pub one_fault: bool,
    /// How many copies are sent.
    pub volley: Volley,
    /// Whether and how it is sent again over time.
    pub rhythm: Rhythm,
    /// What is forced upon the payout it makes.
    pub outcome: Option<Outcome>,
    /// What a target must offer for this step.
    pub needs: Vec<Need>,
    /// What must hold.
    pub expects: Vec<Expectation>,
    /// Values for later steps.
    pub keep: Vec<Keep>,
}

impl Step {
    /// Whether everything it expects of the answer's status and code is a refusal, or its sender is nobody.
    pub fn is_to_be_refused(&self) -> bool {
        let refusal = |check: &Check| match &check.kind {
            CheckKind::Status(list) => Some(list.iter().all(|status| status.refuses())),
            CheckKind::Answers(list) => Some(list.iter().all(|answer| answer.status.refuses())),
            CheckKind::Error(_) => Some(true),
            _ => None,
        };
        let nobody =
            self.credential.is_some_and(|who| who.is_spoilt() || matches!(who, Credential::None | Credential::Unknown));
        let asked: Vec<bool> = self.expects.iter().flat_map(|expect| &expect.checks).filter_map(refusal).collect();
        nobody || (!asked.is_empty() && asked.iter().all(|refused| *refused))
    }
}

/// What a step does.
#[derive(Debug, Clone)]
pub enum Act {
    /// Sends a request.
    Send {
        /// Where to.
        route: Route,
        /// With which body.
        body: Body,
        /// Path parameters.
        with: BTreeMap<String, Template>,
        /// Query parameters.
        query: BTreeMap<String, Template>,
    },
    /// Collects webhook deliveries.
    Webhooks(Collect),
    /// Sends an earlier step's request again.
    Repeat {
        /// The earlier step.
        of: String,
    },
}

/// Which deliveries are collected, and for how long; durations in milliseconds of the contract.
#[derive(Debug, Clone)]
pub struct Collect {
    /// The resource they are about; all of the test's when absent.
    pub about: Option<Template>,
    /// Only those whose places hold these texts count.
    pub of: Vec<(String, Template)>,
    /// When enough have come.
    pub until: Enough,
    /// How long at most.
    pub within: u64,
    /// How much longer, to see what comes too much.
    pub quiet: u64,
}

/// When enough deliveries have come.
#[derive(Debug, Clone)]
pub enum Enough {
    /// So many.
    Count(u64),
    /// One that shows one of these states.
    State(Vec<Template>),
}

/// How the sink answers one delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SinkAnswer {
    /// With a status.
    Status(u16),
    /// By closing the connection.
    Close,
    /// With a redirect.
    Redirect(String),
}

/// How the sink answers a test's deliveries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SinkScript {
    /// One answer per delivery, the last repeated; 200 when empty.
    pub answers: Vec<SinkAnswer>,
    /// How long each answer takes, in milliseconds of the contract.
    pub delay: u64,
}

/// Where a request goes.
#[derive(Debug, Clone)]
pub enum Route {
    /// To an operation of the contract.
    Operation(String),
    /// To a path written out.
    Raw {
        /// The HTTP method.
        method: String,
        /// The path, query included.
        path: Template,
    },
}

impl Route {
    /// Whether it goes to an operation of the contract.
    pub fn is_operation(&self, operation: &str) -> bool {
        matches!(self, Self::Operation(name) if name == operation)
    }
}

/// What a request carries.
#[derive(Debug, Clone)]
pub enum Body {
    /// Nothing.
    None,
    /// A named sample.
    Sample(String),
    /// A text.
    Text(Template),
}

/// Who sends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credential {
    /// The tenant under test.
    Main,
    /// A second tenant.
    Other,
    /// Nobody: no credential is shown.
    None,
    /// Somebody whose well-formed credential was never issued.
    Unknown,
    /// Somebody whose credential begins like that of the tenant under test and goes on.
    MainLonger,
    /// Somebody whose credential differs from that of the tenant under test in the case of its letters.
    MainRecased,
    /// The credential of the tenant under test under the scheme Basic.
    MainUnderBasic,
}

impl Credential {
    /// Every credential with its word.
    pub const ALL: [(&'static str, Credential); 7] = [
        ("main", Credential::Main),
        ("other", Credential::Other),
        ("none", Credential::None),
        ("unknown", Credential::Unknown),
        ("main-longer", Credential::MainLonger),
        ("main-recased", Credential::MainRecased),
        ("main-under-basic", Credential::MainUnderBasic),
    ];

    /// Whether it is made from the tenant's own credential, so that nobody should take it.
    pub fn is_spoilt(self) -> bool {
        matches!(self, Self::MainLonger | Self::MainRecased | Self::MainUnderBasic)
    }

    /// The credential whose secret it is made from.
    pub fn owner(self) -> Self {
        if self.is_spoilt() { Self::Main } else { self }
    }

    /// The credential's word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, credential)| *credential == self).map_or("", |(word, _)| word)
    }
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How many copies of a request are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volley {
    /// One.
    Once,
    /// This many, one after the other.
    Times(u32),
    /// This many, at the same moment.
    AtOnce(u32),
}

impl Volley {
    /// The number of copies.
    pub fn copies(self) -> u32 {
        match self {
            Self::Once => 1,
            Self::Times(n) | Self::AtOnce(n) => n,
        }
    }
}

/// Whether and how a step is done again over time, in milliseconds of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Done once.
    Once,
    /// Until the expectations hold; the last attempt is judged.
    Poll {
        /// How long at most.
        within: u64,
        /// How often.
        every: u64,
        /// Who looks more rarely than this may have missed what is asked, and judges nothing.
        gap: Option<u64>,
    },
    /// For the whole time; every attempt is judged.
    Watch {
        /// How long.
        during: u64,
        /// How often.
        every: u64,
    },
}

/// What must hold after a step.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The line it starts on.
    pub line: u32,
    /// The clause it tests; a precondition without one.
    pub clause: Option<ClauseId>,
    /// Which deliveries it is about; all when empty.
    pub of: Vec<(Template, Matcher)>,
    /// What is asked.
    pub checks: Vec<Check>,
}

/// A value kept for later steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// The value's name.
    pub name: String,
    /// Where it is.
    pub from: KeepFrom,
}

/// Where a kept value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeepFrom {
    /// At a JSON pointer of the body.
    Body(String),
    /// In a header.
    Header(String),
}
