//! Sending events to an address somebody named.

use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use super::behaviour::Signed;
use super::config::DEMO_WEBHOOK_SECRET;
use super::refusal::{Refusal, wrapped};
use super::{Answer, App};

impl App {
    /// Has an event sent to the address a body names. No document knows this: it is how a bench makes the server talk.
    pub(crate) fn announce(self: &Arc<Self>, bytes: &[u8]) -> Result<Answer, Refusal> {
        let envelope = &self.config.behaviour.envelope;
        let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let url = body["url"].as_str().ok_or_else(|| Refusal::invalid("url", "is missing", envelope))?.to_owned();
        let number = self.next_number();
        let times = if self.config.behaviour.events.sent_twice { 2 } else { 1 };
        let app = Arc::clone(self);
        self.errands.send_off(async move {
            for _ in 0..times {
                app.deliver(&url, number).await;
            }
        });
        Ok(Answer::json(202, wrapped(json!({ "id": format!("evt_{number}") }), envelope)))
    }

    async fn deliver(&self, url: &str, number: u64) {
        let rules = &self.config.behaviour.events;
        if !self.config.webhook_reach.covers(url) {
            return;
        }
        let Some(client) = self.carrier.client() else { return };
        let now = Timestamp::now();
        let id = format!("evt_{number}");
        let created = if rules.created_in_milliseconds { now.as_millisecond() } else { now.as_second() };
        let object = json!({
            "id": format!("pay_{number}"),
            "amount": 2000,
            "currency": if rules.currency_in_capitals { "CHF" } else { "chf" },
            "status": "succeeded",
        });
        let event = json!({
            "id": if rules.id_as_number { json!(number) } else { json!(id) },
            "type": "payment.succeeded",
            "created": created,
            "data": if rules.object_is_data { object } else { json!({ "object": object }) },
        });
        // Laid out over lines, so that signing what was read and signing what was sent differ.
        let body = serde_json::to_string_pretty(&event).unwrap_or_default();
        let sent = if rules.signed == Signed::TimeOfYesterday { now - SignedDuration::from_hours(24) } else { now };
        let in_seconds = rules.signed == Signed::TimeInSeconds;
        let time = if in_seconds { sent.as_second() } else { sent.as_millisecond() };
        let message = match rules.signed {
            Signed::BodyAlone => body.clone(),
            Signed::BodyWrittenAnew => format!("{time}.{event}"),
            _ => format!("{time}.{body}"),
        };
        let digest = signature(&message);
        let digest = if rules.signed == Signed::InCapitals { digest.to_uppercase() } else { digest };
        let shown_id = if rules.other_id_in_the_header { format!("msg_{number}") } else { id };
        let method = if rules.put { Method::PUT } else { Method::POST };
        let mut request = client
            .request(method, url)
            .header("content-type", "application/json")
            .header("baynoy-signature", format!("t={time},v1={digest}"))
            .header("baynoy-event-id", if rules.id_as_number { number.to_string() } else { shown_id });
        if !rules.type_left_out_of_the_headers {
            request = request.header("baynoy-event-type", "payment.succeeded");
        }
        // Who did not take it is not told again.
        drop(request.body(body).send().await);
    }
}

fn signature(message: &str) -> String {
    // An HMAC takes keys of every length, so the error arm is never reached.
    Hmac::<Sha256>::new_from_slice(DEMO_WEBHOOK_SECRET.as_bytes()).map_or_else(
        |_| String::new(),
        |mut mac| {
            mac.update(message.as_bytes());
            hex::encode(mac.finalize().into_bytes())
        },
    )
}
