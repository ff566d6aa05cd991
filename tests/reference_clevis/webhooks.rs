//! Events about payouts.

use std::collections::BTreeSet;

use payspec::reference::clevis::{DEMO_WEBHOOK_SECRET, WebhookTrust};
use serde_json::Value;

use crate::api::{Api, co, eventually, with};
use crate::sink::{Delivery, Sink};

async fn notified(answers: &[u16]) -> (Api, Sink) {
    let sink = Sink::start(answers).await;
    let certificate = sink.certificate.clone();
    let api = Api::start(|config| config.webhook_trust = WebhookTrust::CaPem(certificate)).await;
    (api, sink)
}

fn statuses(deliveries: &[Delivery]) -> Vec<String> {
    deliveries.iter().map(|delivery| delivery.word("/data/status")).collect()
}

#[tokio::test]
async fn every_transition_is_announced_in_order_and_signed() {
    let (api, sink) = notified(&[]).await;
    for (place, step) in [0.0, 1.0].into_iter().enumerate() {
        let path = format!("/hook-{place}?a=1");
        let body = with(co(&format!("happy-{place}")), "/notification_url", sink.url(&path));
        let payout = api.create(&with(body, "/processing/step_seconds", step)).await;
        let seen = eventually("three events", || {
            let own: Vec<_> = sink.seen().into_iter().filter(|delivery| delivery.path == path).collect();
            (own.len() >= 3).then_some(own)
        })
        .await;
        assert_eq!(statuses(&seen), ["PENDING", "PROCESSING", "PAID"]);
        let previous: Vec<Value> = seen.iter().map(|delivery| delivery.event()["previous_status"].clone()).collect();
        assert_eq!(previous, [Value::Null, "PENDING".into(), "PROCESSING".into()]);
        let ids: BTreeSet<String> = seen.iter().map(|delivery| delivery.word("/id")).collect();
        assert_eq!(ids.len(), 3);
        for delivery in &seen {
            assert!(delivery.is_signed_with(DEMO_WEBHOOK_SECRET), "{:?}", delivery.headers);
            assert_eq!(delivery.method, "POST");
            assert_eq!(delivery.headers["x-clevis-mock"], "true");
            assert_eq!(delivery.headers["content-type"], "application/json");
            assert_eq!(delivery.word("/type"), "payout.status_changed");
            assert_eq!(delivery.word("/data/id"), payout.id());
            assert!(delivery.word("/created_at").parse::<jiff::Timestamp>().is_ok());
        }
        assert_eq!(seen[2].event()["data"], api.read_until(&payout.id(), "PAID").await.json());
    }
}

#[tokio::test]
async fn rejects_and_cancels_are_announced() {
    let (api, sink) = notified(&[]).await;
    let body = |id: &str| with(co(id), "/notification_url", sink.url(&format!("/{id}")));
    api.create(&body("MOCK_REJECT_INTAKE_1")).await;
    api.create(&body("MOCK_REJECT_BANK_1")).await;
    let stuck = api.create(&body("MOCK_STUCK_1")).await;
    api.cancel(&stuck.id()).await;
    let seen = sink.wait_for(7).await;
    let of = |id: &str| -> Vec<String> {
        let own: Vec<Delivery> = seen.iter().filter(|delivery| delivery.path.ends_with(id)).cloned().collect();
        statuses(&own)
    };
    assert_eq!(of("MOCK_REJECT_INTAKE_1"), ["REJECTED"]);
    assert_eq!(of("MOCK_REJECT_BANK_1"), ["PENDING", "PROCESSING", "REJECTED"]);
    assert_eq!(of("MOCK_STUCK_1"), ["PENDING", "PROCESSING", "CANCELLED"]);
}

#[tokio::test]
async fn the_sandbox_neither_retries_nor_follows() {
    let (api, sink) = notified(&[500, 302, 404]).await;
    let payout = api.create(&with(co("once"), "/notification_url", sink.url("/once"))).await;
    assert_eq!(payout.word("/status"), "PAID", "a failing receiver does not matter");
    sink.wait_for(3).await;
    // Another payout's events come after everything a retry of the first could have sent.
    api.create(&with(co("after"), "/notification_url", sink.url("/after"))).await;
    let seen = sink.wait_for(6).await;
    assert_eq!(seen.iter().filter(|delivery| delivery.path == "/once").count(), 3);
    assert!(seen.iter().all(|delivery| delivery.path != "/moved"));
}

#[tokio::test]
async fn replays_and_refusals_are_silent() {
    let (api, sink) = notified(&[]).await;
    let body = with(co("quiet"), "/notification_url", sink.url("/quiet"));
    api.create(&body).await;
    sink.wait_for(3).await;
    assert_eq!(api.create(&body).await.status, 200);
    assert_eq!(api.create(&with(body.clone(), "/amount", "1.00")).await.status, 409);
    assert_eq!(api.create(&with(with(body, "/external_id", "bad"), "/amount", "0")).await.status, 422);
    api.create(&with(co("after"), "/notification_url", sink.url("/after"))).await;
    let seen = sink.wait_for(6).await;
    assert_eq!(seen.iter().filter(|delivery| delivery.path == "/quiet").count(), 3);
}

#[tokio::test]
async fn a_receiver_that_is_not_trusted_gets_nothing() {
    let sink = Sink::start(&[]).await;
    let other = Sink::start(&[]).await;
    let certificate = other.certificate.clone();
    let api = Api::start(|config| config.webhook_trust = WebhookTrust::CaPem(certificate)).await;
    api.create(&with(co("stranger"), "/notification_url", sink.url("/"))).await;
    api.create(&with(co("friend"), "/notification_url", other.url("/"))).await;
    other.wait_for(3).await;
    assert!(sink.seen().is_empty());
}
