//! Cancelling.

use futures_util::future::{join, join_all};

use crate::api::{Api, co, with};

fn states(reply: &crate::api::Reply) -> Vec<String> {
    let entries = reply.at("/status_history");
    entries.as_array().unwrap().iter().map(|entry| entry["status"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn open_payouts_can_be_cancelled_once() {
    let api = Api::start(|config| config.time_scale = 1.0).await;
    for (external_id, before) in [("MOCK_SLOW_1", "PENDING"), ("MOCK_STUCK_1", "PROCESSING")] {
        let created = api.create(&co(external_id)).await;
        assert_eq!(created.word("/status"), before);
        let cancelled = api.cancel(&created.id()).await;
        assert_eq!((cancelled.status, cancelled.word("/status").as_str()), (200, "CANCELLED"));
        assert_eq!(api.cancel(&created.id()).await.refusal(), (409, "PAYOUT_NOT_CANCELLABLE".to_owned()));
        assert_eq!(api.read(&created.id()).await.json(), cancelled.json());
    }
}

#[tokio::test]
async fn ended_payouts_cannot_be_cancelled() {
    let api = Api::sound().await;
    for external_id in ["paid", "MOCK_REJECT_INTAKE_1", "MOCK_REJECT_BANK_1"] {
        let created = api.create(&co(external_id)).await;
        assert_eq!(api.cancel(&created.id()).await.refusal(), (409, "PAYOUT_NOT_CANCELLABLE".to_owned()));
        assert_eq!(api.read(&created.id()).await.json(), created.json());
    }
    assert_eq!(api.cancel("po_nobody").await.refusal(), (404, "PAYOUT_NOT_FOUND".to_owned()));
}

#[tokio::test]
async fn of_many_cancels_one_succeeds() {
    let api = Api::start(|config| config.time_scale = 1.0).await;
    for round in 0..10 {
        let created = api.create(&co(&format!("MOCK_STUCK_{round}"))).await;
        let id = created.id();
        let replies = join_all((0..8).map(|_| api.cancel(&id))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
        let history = states(&api.read(&id).await);
        assert_eq!(history, ["PENDING", "PROCESSING", "CANCELLED"]);
    }
}

#[tokio::test]
async fn a_cancel_that_races_settlement_has_one_outcome() {
    let api = Api::sound().await;
    for round in 0..40 {
        // Steps from 1 to 5 ms, so that cancels land before, between and after the moves.
        let step = 0.1 * f64::from(1 + round % 5);
        let body = with(co(&format!("race-{round}")), "/processing/step_seconds", step);
        let created = api.create(&body).await;
        let id = created.id();
        let wait = std::time::Duration::from_micros(500 * (round as u64 % 24));
        let cancel = async {
            tokio::time::sleep(wait).await;
            api.cancel(&id).await
        };
        let (cancelled, _) = join(cancel, api.read(&id)).await;
        let end = if cancelled.status == 200 { "CANCELLED" } else { "PAID" };
        let settled = api.read_until(&id, end).await;
        let history = states(&settled);
        assert_eq!(history.iter().filter(|state| ["PAID", "CANCELLED"].contains(&state.as_str())).count(), 1);
        assert_eq!(history.last().unwrap(), end);
    }
}
