//! The look of a server with a real provider behind it.

use std::collections::BTreeSet;

use payspec::reference::clevis::{DEMO_WEBHOOK_SECRET, WebhookTrust};

use crate::api::{Api, co, with};
use crate::sink::Sink;

#[tokio::test]
async fn nothing_looks_like_a_mock() {
    let api = Api::start(|config| config.live = true).await;
    let health = api.get("/health").await;
    assert_eq!((health.word("/payouts/provider"), health.word("/payouts/mode")), ("dlocal".into(), "live".into()));
    for external_id in ["plain", "MOCK_REJECT_INTAKE_1", "MOCK_STUCK_1", "MOCK_REJECT_BANK_1"] {
        let created = api.create_with(&co(external_id), &[("x-mock-outcome", "rejected_bank")]).await;
        assert_eq!((created.status, created.word("/status").as_str()), (201, "PENDING"), "{external_id}");
        assert!(created.header("x-clevis-mock").is_none() && created.json().get("mock").is_none());
        let paid = api.read_until(&created.id(), "PAID").await;
        assert_eq!(paid.at("/status_history").as_array().unwrap().len(), 3);
        assert!(!paid.text.contains("mock trigger"));
    }
    let refused = api.create(&with(co("bad"), "/amount", "0")).await;
    assert!(refused.header("x-clevis-mock").is_none());
}

#[tokio::test]
async fn a_payout_at_the_bank_cannot_be_called_back() {
    let api = Api::start(|config| {
        config.live = true;
        config.time_scale = 1.0;
        config.live_delays = [std::time::Duration::ZERO, std::time::Duration::from_secs(3600)];
    })
    .await;
    let created = api.create(&co("gone")).await;
    api.read_until(&created.id(), "PROCESSING").await;
    assert_eq!(api.cancel(&created.id()).await.refusal(), (409, "PAYOUT_NOT_CANCELLABLE".to_owned()));
}

#[tokio::test]
async fn events_are_sent_again_until_they_are_taken() {
    let sink = Sink::start(&[500, 503]).await;
    let certificate = sink.certificate.clone();
    let api = Api::start(|config| {
        config.live = true;
        config.webhook_trust = WebhookTrust::CaPem(certificate);
    })
    .await;
    api.create(&with(co("again"), "/notification_url", sink.url("/"))).await;
    let seen = sink.wait_for(5).await;
    let ids: Vec<String> = seen.iter().map(|delivery| delivery.word("/id")).collect();
    assert_eq!((&ids[0], &ids[0]), (&ids[1], &ids[2]));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 3);
    for delivery in &seen {
        assert!(delivery.is_signed_with(DEMO_WEBHOOK_SECRET));
        assert!(!delivery.headers.contains_key("x-clevis-mock"));
    }
}
