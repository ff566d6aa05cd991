//! What `payspec sink` prints: one line per delivery or trouble, with nothing in it that could act on a terminal.

use crate::contract::Webhook;
use crate::oracle::{clean, shown};
use crate::record::{Delivery, SinkFacts};
use crate::signature::SignatureFault;
use jiff::Timestamp;
use serde_json::Value;

/// What a signature is worth.
pub(super) enum Worth {
    Valid,
    Invalid(SignatureFault),
    Unchecked(&'static str),
}

/// The time of day.
pub(super) fn clock(at: Timestamp) -> String {
    at.strftime("%H:%M:%S%.3fZ").to_string()
}

/// One delivery on one line.
pub(super) fn line(webhook: &Webhook, worth: &Worth, delivery: &Delivery) -> String {
    let (word, why) = match worth {
        Worth::Valid => ("valid    ", None),
        Worth::Invalid(fault) => ("INVALID  ", Some(clean(&fault.to_string()))),
        Worth::Unchecked(why) => ("unchecked", Some((*why).to_owned())),
    };
    let about = match webhook.read(&delivery.body.0) {
        None => format!("no JSON ({} bytes)", delivery.body.0.len()),
        Some(body) => {
            let place = |at: Option<&String>| match at.and_then(|at| body.pointer(at)) {
                None => "?".to_owned(),
                Some(Value::Null) => "none".to_owned(),
                Some(Value::String(text)) => clean(text),
                Some(other) => shown(other),
            };
            format!(
                "{}  {} → {}  {}  {}",
                place(webhook.event_type.as_ref()),
                place(webhook.previous.as_ref()),
                place(Some(&webhook.status)),
                place(Some(&webhook.subject)),
                place(webhook.event_id.as_ref()),
            )
        }
    };
    let method = if delivery.method == "POST" { String::new() } else { format!("{}  ", clean(&delivery.method)) };
    let answered = match delivery.answered {
        0 => "closed".to_owned(),
        status => format!("answered {status}"),
    };
    match why {
        Some(why) => format!("{word}  {method}{about}  {answered}: {why}"),
        None => format!("{word}  {method}{about}  {answered}"),
    }
}

/// What went wrong since the facts were looked at last.
pub(super) fn troubles(before: &SinkFacts, now: &SinkFacts) -> Vec<String> {
    let why = now.last_refusal.as_deref().unwrap_or("no reason is known");
    let mut texts = Vec::new();
    let mut say = |before: u64, now: u64, what: &str, why: Option<&str>| {
        if now > before {
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            texts.push(format!("refused    {what} ({}){why}", now - before));
        }
    };
    say(before.handshakes_refused, now.handshakes_refused, "TLS handshakes", Some(why));
    say(before.not_tls, now.not_tls, "connections without TLS", Some(why));
    say(before.broken, now.broken, "incomplete requests", Some(why));
    say(before.strays, now.strays, "requests to another path", None);
    texts
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::certify::load_suite;
    use crate::record::Payload;
    use bytes::Bytes;

    fn line_of(worth: &Worth, body: &str) -> String {
        let suite = load_suite(None, "clevis").unwrap();
        let delivery = Delivery {
            number: 1,
            mailbox: "sink".into(),
            at_ms: 0,
            method: "POST".into(),
            query: None,
            headers: Vec::new(),
            body: Payload(Bytes::copy_from_slice(body.as_bytes())),
            truncated: false,
            answered: 200,
        };
        line(suite.contract.webhook.as_ref().unwrap(), worth, &delivery)
    }

    #[test]
    fn a_line_says_what_happened_to_what() {
        let event = r#"{"id": "evt_1", "type": "payout.status_changed", "previous_status": null,
            "data": {"id": "po_1", "status": "PENDING"}}"#;
        assert_eq!(
            line_of(&Worth::Valid, event),
            "valid      payout.status_changed  none → PENDING  po_1  evt_1  answered 200"
        );
        assert_eq!(
            line_of(&Worth::Invalid(SignatureFault::WrongPrefix("sha256=".into())), event),
            "INVALID    payout.status_changed  none → PENDING  po_1  evt_1  answered 200: \
             the signature does not start with `sha256=`"
        );
        assert_eq!(line_of(&Worth::Valid, "{}"), "valid      ?  ? → ?  ?  ?  answered 200");
        assert_eq!(line_of(&Worth::Unchecked("why"), "hello"), "unchecked  no JSON (5 bytes)  answered 200: why");
    }

    #[test]
    fn a_line_cannot_act_on_a_terminal() {
        let event = "{\"id\": \"\\u001b[2J\\n\", \"type\": {\"\\u202e\": 1}, \"data\": {\"status\": [\"\\u0007\"]}}";
        let line = line_of(&Worth::Valid, event);
        assert!(!line.chars().any(char::is_control) && !line.contains('\u{202e}'), "{line:?}");
    }

    #[test]
    fn troubles_are_said_once() {
        let before = SinkFacts { strays: 2, ..SinkFacts::default() };
        let now = SinkFacts {
            strays: 5,
            handshakes_refused: 1,
            last_refusal: Some("alert UnknownCA".into()),
            ..SinkFacts::default()
        };
        let texts = ["refused    TLS handshakes (1): alert UnknownCA", "refused    requests to another path (3)"];
        assert_eq!(troubles(&before, &now), texts);
        assert!(troubles(&now, &now).is_empty());
    }
}
