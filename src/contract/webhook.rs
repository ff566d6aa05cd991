//! What the API sends on its own: how a webhook is signed and where it says what it is about.

use super::Open;
use super::signing::{RawSignature, recipe};
use crate::files::{At, Problems, Source};
use crate::signature::{Recipe, Spelling};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

/// How webhooks of an API look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// How it is signed.
    pub signature: Recipe,
    /// What of that a target may choose.
    pub open: Open,
    /// Whether the time that goes with the signature is held to its window when an event arrives.
    pub timely: bool,
    /// Where an event says who it is, if it does; as are all places a JSON pointer.
    pub event_id: Option<String>,
    /// Where it says what kind of event it is.
    pub event_type: Option<String>,
    /// Where it says which resource it is about.
    pub subject: String,
    /// Where it says the state that was entered.
    pub status: String,
    /// Where it says the state that was left.
    pub previous: Option<String>,
    /// Where it carries the resource as it would be read.
    pub resource: Option<String>,
}

/// What the API sends on its own; every place is a JSON pointer into the body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWebhook {
    /// How it is signed.
    pub signature: At<RawSignature>,
    /// Whether the time that goes with the signature is held to its window when an event arrives.
    #[serde(default)]
    pub timely: bool,
    /// Where an event says who it is, if it does.
    pub event_id: Option<At<String>>,
    /// Where it says what kind of event it is.
    pub event_type: Option<At<String>>,
    /// Where it says which resource it is about.
    pub subject: At<String>,
    /// Where it says the state that was entered.
    pub status: At<String>,
    /// Where it says the state that was left.
    pub previous: Option<At<String>>,
    /// Where it carries the resource as it would be read.
    pub resource: Option<At<String>>,
    /// Members whose names come in whatever case; they are read as they are written here.
    #[serde(default)]
    pub any_case: Vec<At<String>>,
}

impl Webhook {
    /// The body of a webhook as JSON, its members under the names that are documented.
    pub fn read(&self, body: &[u8]) -> Option<Value> {
        self.signature.spelling.read(body)
    }

    /// The checked form; nothing when a mistake was reported.
    pub(super) fn check(raw: &At<RawWebhook>, source: &Source, problems: &mut Problems) -> Option<Self> {
        let mut fine = true;
        let places = [raw.event_id.as_ref(), raw.event_type.as_ref(), Some(&raw.subject), Some(&raw.status)];
        for place in places.into_iter().flatten().chain(&raw.previous).chain(&raw.resource) {
            if !place.starts_with('/') {
                problems.push(source.problem(place.span(), format!("`{}` is no JSON pointer", **place)));
                fine = false;
            }
        }
        for (place, name) in raw.any_case.iter().enumerate() {
            if raw.any_case.iter().take(place).any(|other| other.eq_ignore_ascii_case(name)) {
                let found = format!("`{}` is named twice among members whose case says nothing", **name);
                problems.push(source.problem(name.span(), found));
                fine = false;
            }
        }
        let mut signature = recipe(&raw.signature, source, problems)?;
        signature.spelling = Spelling(raw.any_case.iter().map(|name| name.to_string()).collect());
        if raw.timely && signature.timestamp.is_none() {
            let found = "`timely` holds a time to its window, and no time goes with the signature";
            problems.push(source.problem(raw.signature.span(), found));
        }
        fine.then(|| Self {
            signature,
            open: Open::of(&raw.signature.open),
            timely: raw.timely,
            event_id: raw.event_id.as_ref().map(|place| place.to_string()),
            event_type: raw.event_type.as_ref().map(|place| place.to_string()),
            subject: raw.subject.to_string(),
            status: raw.status.to_string(),
            previous: raw.previous.as_ref().map(|place| place.to_string()),
            resource: raw.resource.as_ref().map(|place| place.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::signature::{Part, Placement, TimestampRule, TimestampUnit};

    fn checked(signature: &str) -> Result<Webhook, String> {
        let source = Source::new(
            "contract.toml",
            format!("event_id = '/id'\nsubject = '/data/id'\nstatus = '/status'\nsignature = {signature}\n"),
        );
        let raw: At<RawWebhook> = source.parse().map_err(|problems| problems.to_string())?;
        let mut problems = Problems::default();
        let webhook = Webhook::check(&raw, &source, &mut problems);
        problems.unless_any(()).map_err(|problems| problems.to_string())?;
        Ok(webhook.unwrap())
    }

    #[test]
    fn a_timestamp_may_share_the_header_of_the_signature() {
        let webhook = checked(
            "{ parts = ['timestamp', 'body'], separator = '.', algorithm = 'hmac-sha256', encoding = 'lower-hex', \
             header = 'Acme-Signature', item = 'v1', \
             timestamp = { header = 'Acme-Signature', item = 't', unit = 'millis', window = 300 } }",
        )
        .unwrap();
        let place = |key: &str| Placement::HeaderItem { header: "Acme-Signature".into(), key: key.into() };
        assert_eq!(webhook.signature.parts, [Part::Timestamp, Part::RawBody]);
        assert_eq!(webhook.signature.placement, place("v1"));
        let timestamp = webhook.signature.timestamp.unwrap();
        assert_eq!(timestamp, TimestampRule { placement: place("t"), unit: TimestampUnit::Millis, window: 300 });
    }

    #[test]
    fn a_signature_may_cover_fields_and_stand_in_the_body() {
        let webhook = checked(
            "{ parts = ['/merchant', 'minor-units /amount', \"'x'\", 'secret'], algorithm = 'hmac-sha512', \
             encoding = 'upper-hex', field = '/hash' }",
        )
        .unwrap();
        let signed = [
            Part::BodyField("/merchant".into()),
            Part::MinorUnits("/amount".into()),
            Part::Literal("x".into()),
            Part::Secret,
        ];
        assert_eq!(webhook.signature.parts, signed);
        assert_eq!(webhook.signature.placement, Placement::BodyField("/hash".into()));
    }

    #[test]
    fn what_cannot_be_a_recipe_is_refused_with_its_line() {
        let rest = "algorithm = 'hmac-sha256', encoding = 'lower-hex'";
        for (signature, found) in [
            (format!("{{ parts = ['bodies'], {rest}, header = 'X' }}"), "a part is `body`"),
            (format!("{{ parts = [], {rest}, header = 'X' }}"), "over nothing"),
            (format!("{{ parts = ['body'], {rest} }}"), "a signature stands in"),
            (format!("{{ parts = ['body'], {rest}, header = 'X', field = '/x' }}"), "a signature stands in"),
            (format!("{{ parts = ['timestamp'], {rest}, header = 'X' }}"), "does not say where"),
        ] {
            let text = checked(&signature).unwrap_err();
            assert!(text.contains(found) && text.contains("contract.toml:4"), "{text}");
        }
    }
}
