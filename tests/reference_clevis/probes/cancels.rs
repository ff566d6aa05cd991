//! Cancels in every state, and what the list shows afterwards.

use std::time::Duration;

use super::{Probe, id_of};
use crate::api::{co, with};

impl Probe {
    pub(super) async fn cancels(&mut self) {
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
}
