//! Sending events to an address somebody named.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use reqwest::{Certificate, Client, Method};
use serde_json::{Value, json};
use sha2::Sha256;

use super::behaviour::Signed;
use super::config::{Config, DEMO_WEBHOOK_SECRET, WebhookTrust};
use super::refusal::{Refusal, wrapped};
use super::{Answer, App};

/// The certificates that receivers may present.
pub(crate) fn certificates(trust: &WebhookTrust) -> io::Result<Vec<Certificate>> {
    match trust {
        WebhookTrust::System | WebhookTrust::Anybody => Ok(Vec::new()),
        WebhookTrust::CaPem(pem) => {
            Certificate::from_pem_bundle(pem).map_err(|_| io::Error::other("not a PEM certificate"))
        }
    }
}

/// What delivers; nothing when TLS cannot be set up.
pub(crate) fn client(config: &Config, certificates: &[Certificate]) -> Option<Client> {
    // Another part of the process may have installed a provider already, which is just as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder =
        Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(Duration::from_secs(10));
    let builder = match &config.webhook_trust {
        WebhookTrust::System => builder,
        WebhookTrust::Anybody => builder.tls_danger_accept_invalid_certs(true),
        WebhookTrust::CaPem(_) => builder.tls_certs_only(certificates.to_vec()),
    };
    builder.build().ok()
}

impl App {
    /// Has an event sent to the address a body names. No document knows this: it is how a bench makes the server talk.
    pub(crate) fn announce(self: &Arc<Self>, bytes: &[u8]) -> Result<Answer, Refusal> {
        let envelope = &self.config.behaviour.envelope;
        let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let url = body["url"].as_str().ok_or_else(|| Refusal::invalid("url", "is missing", envelope))?.to_owned();
        let number = self.next_number();
        let times = if self.config.behaviour.events.sent_twice { 2 } else { 1 };
        let app = Arc::clone(self);
        self.send_off(async move {
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
        let Some(client) = self.client() else { return };
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
