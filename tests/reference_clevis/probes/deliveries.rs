//! Webhooks of every road.

use std::time::{Duration, Instant};

use payspec::reference::clevis::DEMO_WEBHOOK_SECRET;

use super::{Probe, id_of};
use crate::api::{co, with};

impl Probe {
    pub(super) async fn deliveries(&mut self) {
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
    pub(super) async fn settled(&self, last: usize) -> usize {
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
}
