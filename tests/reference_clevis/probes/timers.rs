//! What only time shows.

use std::time::{Duration, Instant};

use super::{Probe, id_of};
use crate::api::{Reply, co, with};

impl Probe {
    /// What only time shows: how long steps take at least, where payouts end, and that ends are ends.
    pub(super) async fn timers(&mut self) {
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
}
