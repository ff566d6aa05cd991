//! Servers that are disabled, or have little room, or limit the rate, or have a real provider behind them.

use std::time::{Duration, Instant};

use payspec::reference::clevis::DEMO_WEBHOOK_SECRET;
use reqwest::Method;

use super::{Probe, id_of};
use crate::api::{co, with, without};

impl Probe {
    /// What a server decides when it is disabled, or has little room, or limits the rate.
    pub(super) async fn gates(&mut self) {
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
    pub(super) async fn live(&mut self) {
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

    pub(super) async fn live_cancel(&mut self) {
        let created = self.api.create(&co("l-held")).await;
        self.cancel(&id_of(&created).unwrap_or_default()).await;
    }
}
