//! Stories that bring out every decision of the server, told to a server and written down.

mod cancels;
mod deliveries;
mod duplicates;
mod routes;
mod settings;
mod timers;

use std::time::Duration;

use payspec::reference::clevis::{Behaviour, WebhookTrust};
use serde_json::Value;

use crate::api::{Api, Reply, co, with};
use crate::bodies;
use crate::sink::Sink;
use crate::transcript::Transcript;

/// What a probe can be about; each is told to a server of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Story {
    Bodies,
    Duplicates,
    Cancels,
    Keys,
    Routes,
    Races,
    Timers,
    Deliveries,
    Disabled,
    SmallStore,
    RateLimited,
    Live,
    LiveCancel,
}

impl Story {
    pub(crate) const ALL: [Self; 13] = [
        Self::Keys,
        Self::Routes,
        Self::Races,
        Self::Duplicates,
        Self::Cancels,
        Self::Bodies,
        Self::Timers,
        Self::Deliveries,
        Self::Disabled,
        Self::SmallStore,
        Self::RateLimited,
        Self::Live,
        Self::LiveCancel,
    ];
}

pub(crate) struct Probe {
    api: Api,
    sink: Sink,
    seen: Transcript,
}

impl Probe {
    pub(crate) async fn start(story: Story, behaviour: Behaviour) -> Self {
        let sink = Sink::start(&[500]).await;
        let certificate = sink.certificate.clone();
        let api = Api::start(|config| {
            config.webhook_trust = WebhookTrust::CaPem(certificate);
            config.behaviour = behaviour;
            match story {
                Story::Disabled => config.enabled = false,
                Story::SmallStore => config.max_open = 3,
                Story::RateLimited => config.rate_per_minute = Some(8),
                Story::Live => config.live = true,
                Story::LiveCancel => {
                    config.live = true;
                    config.live_delays = [Duration::ZERO, Duration::from_secs(3600)];
                }
                _ => {}
            }
        })
        .await;
        Self { api, sink, seen: Transcript::new() }
    }

    async fn create(&mut self, label: &str, body: &Value, headers: &[(&str, &str)]) -> Option<Reply> {
        let reply = self.api.try_create(body.to_string(), headers).await;
        match &reply {
            Some(reply) => self.seen.reply(label, reply),
            None => self.seen.note(label, "no answer"),
        }
        reply
    }

    async fn get(&mut self, path: &str) -> Reply {
        let reply = self.api.get(path).await;
        self.seen.reply(path, &reply);
        reply
    }

    async fn cancel(&mut self, id: &str) {
        let reply = self.api.cancel(id).await;
        self.seen.reply("cancel", &reply);
        self.get(&format!("/v1/payouts/{id}")).await;
    }

    pub(crate) async fn tell(mut self, story: Story) -> String {
        match story {
            Story::Bodies => self.bodies().await,
            Story::Duplicates => self.duplicates().await,
            Story::Cancels => self.cancels().await,
            Story::Keys => self.keys().await,
            Story::Routes => self.routes().await,
            Story::Races => self.races().await,
            Story::Timers => self.timers().await,
            Story::Deliveries => self.deliveries().await,
            Story::Disabled | Story::SmallStore | Story::RateLimited => self.gates().await,
            Story::Live => self.live().await,
            Story::LiveCancel => self.live_cancel().await,
        }
        self.seen.finish()
    }

    async fn bodies(&mut self) {
        for (label, body) in bodies::all() {
            let reply = self.create(&label, &body, &[]).await;
            if let Some(id) = reply.filter(|reply| reply.status < 300).and_then(|reply| id_of(&reply)) {
                for _ in 0..2 {
                    self.get(&format!("/v1/payouts/{id}")).await;
                }
            }
        }
        self.create("odd outcome", &co("MOCK_REJECT_INTAKE_o"), &[("x-mock-outcome", "no such thing")]).await;
        for text in ["{", "[]", "null", "{\"amount\": NaN}"] {
            let reply = self.api.create_raw(text, &[]).await;
            self.seen.reply(text, &reply);
        }
        let numbers = with(co("precise"), "/amount", "@").to_string();
        for amount in ["90071992547409.931", "33333333.33", "1e3", "0.001", "1000000000000.50"] {
            let body = numbers.replace("\"@\"", amount).replace("precise", amount);
            let reply = self.api.create_raw(body, &[]).await;
            self.seen.reply(amount, &reply);
        }
    }
}

fn id_of(reply: &Reply) -> Option<String> {
    let body: Value = serde_json::from_str(&reply.text).ok()?;
    body.get("id").and_then(Value::as_str).map(str::to_owned)
}
