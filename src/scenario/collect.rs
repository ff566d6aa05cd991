//! What a scenario says of webhooks: what a step collects, and what the sink answers.

use super::load::Loader;
use super::raw::{RawSink, RawWebhooks};
use crate::expect::{RawValue, Template, durations_text, pointer};
use crate::files::{At, kind};
use toml::Value;

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

impl Loader<'_> {
    /// What a step collects; nothing when a mistake was reported.
    pub(super) fn collect(&mut self, raw: &At<RawWebhooks>) -> Option<Collect> {
        let until = self.accept(raw.span(), until(&raw.until));
        let about = self.accept(raw.span(), raw.about.as_deref().map(Template::parse).transpose());
        let of = raw.of.iter().map(|(at, text)| Ok((pointer(at)?.to_owned(), Template::parse(text)?)));
        let of = self.accept(raw.span(), of.collect());
        let within = self.accept(raw.span(), durations_text(&raw.within));
        let quiet = self.accept(raw.span(), raw.quiet.as_deref().map_or(Ok(0), durations_text));
        Some(Collect { about: about?, of: of?, until: until?, within: within?, quiet: quiet? })
    }

    /// What the sink answers; mistakes are left out.
    pub(super) fn sink_script(&mut self, raw: &At<RawSink>) -> SinkScript {
        let answers = raw.answers.iter().filter_map(|value| self.accept(raw.span(), answer(value))).collect();
        let delay = self.accept(raw.span(), raw.delay.as_deref().map_or(Ok(0), durations_text));
        SinkScript { answers, delay: delay.unwrap_or_default() }
    }
}

fn until(raw: &RawValue) -> Result<Enough, String> {
    let state = |value: &Value| match value {
        Value::String(text) => Template::parse(text),
        other => Err(format!("{} is no state; allowed: a text", kind(other))),
    };
    match &raw.0 {
        Value::Integer(count) => {
            u64::try_from(*count).map(Enough::Count).map_err(|_| format!("`{count}` is no count; write 3"))
        }
        Value::Array(states) => states.iter().map(state).collect::<Result<_, _>>().map(Enough::State),
        text @ Value::String(_) => Ok(Enough::State(vec![state(text)?])),
        other => Err(format!("{} is no end; allowed: a count, a state, a list of states", kind(other))),
    }
}

fn answer(value: &RawValue) -> Result<SinkAnswer, String> {
    let refused =
        || format!("`{}` is no answer of the sink; allowed: 200 to 599, \"close\", \"redirect URL\"", value.0);
    match &value.0 {
        Value::Integer(status) if (200..=599).contains(status) => {
            u16::try_from(*status).map(SinkAnswer::Status).map_err(|_| refused())
        }
        Value::String(word) if word == "close" => Ok(SinkAnswer::Close),
        Value::String(word) => match word.strip_prefix("redirect ") {
            Some(to) if to.contains("://") => Ok(SinkAnswer::Redirect(to.to_owned())),
            _ => Err(refused()),
        },
        _ => Err(refused()),
    }
}
