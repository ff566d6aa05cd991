//! Stories that bring out every decision of the server, told to a server and written down.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use payspec::reference::clevis::{Behaviour, DEMO_KEY, DEMO_OTHER_KEY, DEMO_WEBHOOK_SECRET, WebhookTrust};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::api::{Api, Reply, co, with, without};
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

    async fn duplicates(&mut self) {
        let body = with(co("dup"), "/metadata", json!({ "a": "x", "b": "y" }));
        let body = with(body, "/amount", "4600000.5");
        for (place, external_id) in
            ["dup-done", "MOCK_STUCK_dup", "MOCK_REJECT_INTAKE_dup", "MOCK_STUCK_dup-cancelled"].into_iter().enumerate()
        {
            let body = with(body.clone(), "/external_id", external_id);
            let key = format!("a-long-enough-key-{place}");
            let first = self.create("first", &body, &[("idempotency-key", &key)]).await;
            if external_id.ends_with("cancelled")
                && let Some(id) = first.as_ref().and_then(id_of)
            {
                self.cancel(&id).await;
            }
            self.create("again", &body, &[("idempotency-key", &key)]).await;
            self.create("upper key", &body, &[("idempotency-key", &key.to_uppercase())]).await;
            self.create("other key", &body, &[("idempotency-key", "other")]).await;
            self.create("no key", &body, &[]).await;
        }
        let key = [("idempotency-key", "a-long-enough-key-9")];
        let body = with(body, "/external_id", "dup-changed");
        self.create("first", &body, &key).await;
        for changed in [
            with(body.clone(), "/amount", "4600001.00"),
            with(body.clone(), "/amount", "4600000.500"),
            with(body.clone(), "/description", "other"),
            with(body.clone(), "/description", body["description"].as_str().unwrap().to_uppercase()),
            with(body.clone(), "/metadata/a", "z"),
            with(body.clone(), "/metadata", json!({})),
            with(body.clone(), "/beneficiary/name", "Other"),
            with(body.clone(), "/beneficiary/bank_account/account_number", "12345678902"),
            with(body.clone(), "/notification_url", Value::Null),
            with(body.clone(), "/external_id", "dup-changed-2"),
        ] {
            self.create("changed", &changed, &key).await;
        }
        let mut members: Vec<_> = body.as_object().unwrap().clone().into_iter().collect();
        members.reverse();
        self.create("reordered", &serde_json::Map::from_iter(members).into(), &key).await;
        self.create("changed and invalid", &with(body.clone(), "/amount", "0"), &key).await;
        self.create("again", &body, &key).await;
        for external_id in ["Plain", "plain", " plain ", &"p".repeat(40), &"p".repeat(41)] {
            self.create("near", &co(external_id), &[]).await;
        }
        let plain = with(co("plain"), "/amount", "1.00");
        self.create("changed without header", &plain, &[]).await;
        self.create("shared space", &co("Plain"), &[("idempotency-key", "Plain")]).await;
        let refused = with(co("refused"), "/beneficiary/document_type", "XX");
        let key = [("idempotency-key", "a-refused-key")];
        self.create("refused", &refused, &key).await;
        self.create("corrected", &co("refused"), &key).await;
        self.create("corrected, other id", &co("refused-2"), &key).await;
        for query in ["limit=3", "external_id=refused", "external_id=dup-done", "external_id=dup-changed"] {
            self.get(&format!("/v1/payouts?{query}")).await;
        }
    }

    async fn cancels(&mut self) {
        for external_id in ["c-paid", "MOCK_REJECT_INTAKE_c", "MOCK_STUCK_c", "MOCK_SLOW_c"] {
            let body = with(co(external_id), "/processing/step_seconds", 0);
            if let Some(id) = self.create("to cancel", &body, &[]).await.as_ref().and_then(id_of) {
                self.cancel(&id).await;
                self.cancel(&id).await;
            }
        }
        self.cancel("po_nobody").await;
        for path in [
            "/v1/payouts?limit=100",
            "/v1/payouts?status=PAID",
            "/v1/payouts?status=REJECTED",
            "/v1/payouts?status=CANCELLED",
            "/v1/payouts/c-paid",
        ] {
            self.get(path).await;
        }
        let stuck = self.api.create(&with(co("c-moving"), "/processing/step_seconds", 5)).await;
        let Some(id) = id_of(&stuck) else { return };
        self.api.cancel(&id).await;
        // Long enough for the timers that a sound cancel stops.
        tokio::time::sleep(Duration::from_millis(250)).await;
        let text = self.api.read(&id).await.text;
        let both = text.contains("PAID") && text.contains("CANCEL");
        self.seen.note("cancelled and paid", both.to_string());
    }

    async fn keys(&mut self) {
        let stuck = self.api.create(&co("MOCK_STUCK_keys")).await;
        let id = id_of(&stuck).unwrap_or_else(|| "po_1".to_owned());
        let cancel = format!("/v1/payouts/{id}/cancel");
        let read = format!("/v1/payouts/{id}");
        for authorization in [
            None,
            Some("Bearer nobody".to_owned()),
            Some(format!("Bearer {DEMO_KEY}x")),
            Some(format!("Bearer {}", DEMO_KEY.to_uppercase())),
            Some(format!("Basic {DEMO_KEY}")),
            Some(format!("bearer {DEMO_KEY}")),
            Some("Bearer ".to_owned()),
            Some(format!("Bearer {DEMO_OTHER_KEY}")),
        ] {
            for (method, path) in [
                (Method::GET, read.as_str()),
                (Method::GET, "/v1/payouts?limit=1"),
                (Method::GET, "/v1/payouts/requirements/CO"),
                (Method::POST, "/v1/payouts"),
                (Method::POST, cancel.as_str()),
                (Method::GET, "/health"),
            ] {
                let mut request = self.api.request(method, path);
                if let Some(value) = &authorization {
                    request = request.header("authorization", value);
                }
                let reply = self.api.send(request).await;
                self.seen.reply(&format!("{authorization:?}"), &reply);
            }
        }
        let taken = self.api.create_as_other(&co("MOCK_STUCK_keys")).await;
        self.seen.reply("the other key's own", &taken);
        self.get("/v1/payouts?limit=5").await;
    }

    async fn routes(&mut self) {
        for country in ["MX", "CO", "AR", "BR", "CL", "PE", "US"] {
            self.get(&format!("/v1/payouts/requirements/{country}")).await;
        }
        for path in
            ["/health", "/nowhere", "/v1/payouts/a/b", "/v1/payouts/po_nobody", "/v1/payouts?limit=2&cursor=c_9"]
        {
            self.get(path).await;
        }
        let reply = self.api.send(self.api.request(Method::DELETE, "/v1/payouts")).await;
        self.seen.reply("delete", &reply);
        let plain = self.api.request(Method::POST, "/v1/payouts").bearer_auth(DEMO_KEY);
        let reply = self.api.send(plain.header("content-type", "text/plain").body(co("text").to_string())).await;
        self.seen.reply("plain text", &reply);
        let mut stream = tokio::net::TcpStream::connect(self.api.running.address()).await.unwrap();
        stream.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut raw = String::new();
        stream.read_to_string(&mut raw).await.unwrap();
        let head = raw.split("\r\n\r\n").next().unwrap_or_default();
        self.seen.note("raw", head.lines().filter(|line| !line.to_lowercase().starts_with("date")).collect::<String>());
    }

    async fn races(&mut self) {
        let same = co("race-same");
        let replies = join_all((0..6).map(|_| self.api.create(&same))).await;
        let created = replies.iter().filter(|reply| reply.status == 201).count();
        let refused = replies.iter().filter(|reply| reply.status >= 400).count();
        self.seen.note("equal creates", format!("{created} created, {refused} refused"));
        let contested = co("race-contested");
        let keys = ["k1", "k2", "k3", "k4", "k5", "k6"];
        let replies = join_all(keys.map(async |key| {
            let headers = [("idempotency-key", key)];
            self.api.create_with(&contested, &headers).await
        }))
        .await;
        let created = replies.iter().filter(|reply| reply.status == 201).count();
        self.seen.note("contested creates", created.to_string());
    }

    /// What only time shows: how long steps take at least, where payouts end, and that ends are ends.
    async fn timers(&mut self) {
        for (external_id, step, least) in [
            ("t-happy", 20.0, 200),
            ("MOCK_REJECT_BANK_t", 1.0, 10),
            ("MOCK_SLOW_t", 0.0, 300),
            ("MOCK_STUCK_t", 1.0, 10),
        ] {
            let start = Instant::now();
            let body = with(co(external_id), "/processing/step_seconds", step);
            let created = self.api.create(&body).await;
            self.seen.reply(external_id, &created);
            let Some(id) = id_of(&created) else { continue };
            let states = |reply: &Reply| reply.text.matches("\"at\"").count();
            let mut reply = self.api.read(&id).await;
            while states(&reply) < 2 && start.elapsed() < Duration::from_secs(3) {
                tokio::time::sleep(Duration::from_millis(2)).await;
                reply = self.api.read(&id).await;
            }
            let late_enough = start.elapsed() >= Duration::from_millis(least);
            self.seen.note("first step not before its time", late_enough.to_string());
            let enough = if external_id.contains("STUCK") { 2 } else { 3 };
            while states(&reply) < enough && start.elapsed() < Duration::from_secs(3) {
                tokio::time::sleep(Duration::from_millis(2)).await;
                reply = self.api.read(&id).await;
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
            self.get(&format!("/v1/payouts/{id}")).await;
        }
    }

    async fn deliveries(&mut self) {
        let before = co("w-before");
        let mut last = 0;
        for external_id in
            ["w-timed-1", "w-timed-2", "w-slow", "MOCK_REJECT_INTAKE_w", "MOCK_REJECT_BANK_w", "MOCK_STUCK_w"]
        {
            let body = with(before.clone(), "/external_id", external_id);
            let body = with(body, "/notification_url", self.sink.url(&format!("/{external_id}?token=1")));
            let timed = external_id.contains("timed");
            let body = if timed { with(body, "/processing/step_seconds", 5) } else { body };
            let created = self.api.create(&body).await;
            if external_id == "w-slow" {
                let delivered = self.sink.seen().iter().filter(|delivery| delivery.path.contains("slow")).count();
                self.seen.note("answered after the receiver", (delivered == 3).to_string());
            }
            if let Some(id) = id_of(&created).filter(|_| external_id.contains("STUCK")) {
                self.api.cancel(&id).await;
            }
            if external_id == "w-slow" {
                self.api.create(&body).await;
            }
            // Two payouts are under way at a time here, so that their events could be mixed up.
            if external_id != "w-timed-1" {
                last = self.settled(last).await;
            }
        }
        let mut seen = self.sink.seen();
        seen.sort_by(|one, other| one.path.cmp(&other.path));
        for delivery in seen {
            self.seen.delivery(&delivery, DEMO_WEBHOOK_SECRET);
        }
    }

    /// Waits until no further delivery comes, and for some to come in the first place.
    async fn settled(&self, last: usize) -> usize {
        let start = Instant::now();
        let mut count = last;
        let mut quiet = Instant::now();
        while quiet.elapsed() < Duration::from_millis(250) && start.elapsed() < Duration::from_secs(5) {
            tokio::time::sleep(Duration::from_millis(5)).await;
            let now = self.sink.seen().len();
            if now != count {
                count = now;
                quiet = Instant::now();
            }
        }
        count
    }

    /// What a server decides when it is disabled, or has little room, or limits the rate.
    async fn gates(&mut self) {
        for place in 0..5 {
            self.create("gate", &co(&format!("MOCK_STUCK_{place}")), &[]).await;
        }
        let again = self.create("gate", &co("MOCK_STUCK_0"), &[]).await;
        self.cancel(&again.as_ref().and_then(id_of).unwrap_or_default()).await;
        self.create("gate", &co("MOCK_STUCK_6"), &[]).await;
        self.create("gate", &without(co("invalid"), "/amount"), &[]).await;
        for path in
            ["/v1/payouts/po_1", "/v1/payouts?limit=1", "/v1/payouts/requirements/CO", "/v1/payouts/a/b", "/health"]
        {
            self.get(path).await;
        }
        self.cancel("po_1").await;
        let reply = self.api.send(self.api.request(Method::GET, "/v1/payouts")).await;
        self.seen.reply("no key", &reply);
        let reply = self.api.get_as_other("/v1/payouts").await;
        self.seen.reply("other key", &reply);
    }

    /// What a live server decides.
    async fn live(&mut self) {
        for external_id in ["MOCK_REJECT_INTAKE_l", "l-plain", "MOCK_STUCK_l"] {
            let body = with(co(external_id), "/notification_url", self.sink.url(&format!("/{external_id}")));
            let created = self.create("live", &body, &[]).await;
            let Some(id) = created.as_ref().and_then(id_of) else { continue };
            let start = Instant::now();
            while !self.api.read(&id).await.text.contains("PAID") && start.elapsed() < Duration::from_secs(2) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            self.get(&format!("/v1/payouts/{id}")).await;
            self.settled(0).await;
        }
        self.get("/health").await;
        let mut seen = self.sink.seen();
        seen.sort_by(|one, other| one.path.cmp(&other.path));
        for delivery in seen {
            self.seen.delivery(&delivery, DEMO_WEBHOOK_SECRET);
        }
    }
}

impl Probe {
    async fn live_cancel(&mut self) {
        let created = self.api.create(&co("l-held")).await;
        self.cancel(&id_of(&created).unwrap_or_default()).await;
    }
}

fn id_of(reply: &Reply) -> Option<String> {
    let body: Value = serde_json::from_str(&reply.text).ok()?;
    body.get("id").and_then(Value::as_str).map(str::to_owned)
}
