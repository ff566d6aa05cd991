//! The switch, the store and the rate.

use reqwest::Method;

use crate::api::{Api, co};

#[tokio::test]
async fn a_disabled_server_forbids_every_payout_route() {
    let api = Api::start(|config| config.enabled = false).await;
    let disabled = (403, "PAYOUTS_DISABLED".to_owned());
    let created = api.create(&co("off")).await;
    assert_eq!(created.refusal(), disabled);
    assert_eq!(created.header("x-clevis-mock"), Some("true"));
    for path in ["/v1/payouts", "/v1/payouts/po_1", "/v1/payouts/requirements/CO", "/v1/payouts/a/b"] {
        assert_eq!(api.get(path).await.refusal(), disabled, "{path}");
    }
    assert_eq!(api.cancel("po_1").await.refusal(), disabled);
    assert_eq!(api.send(api.request(Method::DELETE, "/v1/payouts")).await.refusal(), disabled);
    let health = api.get("/health").await;
    assert_eq!((health.status, health.at("/payouts/enabled")), (200, false.into()));
}

#[tokio::test]
async fn the_store_holds_so_many_open_payouts() {
    let api = Api::start(|config| config.max_open = 3).await;
    let mut open = Vec::new();
    for place in 0..3 {
        open.push(api.create(&co(&format!("MOCK_STUCK_{place}"))).await);
    }
    assert!(open.iter().all(|reply| reply.status == 201));
    let full = api.create(&co("one-more")).await;
    assert_eq!(full.refusal(), (503, "PAYOUT_STORE_FULL".to_owned()));
    assert_eq!(api.create(&co("MOCK_STUCK_0")).await.status, 200, "a replay needs no room");
    assert_eq!(api.get("/v1/payouts").await.at("/data").as_array().unwrap().len(), 3);
    assert_eq!(api.cancel(&open[0].id()).await.status, 200);
    assert_eq!(api.create(&co("one-more")).await.status, 201, "an ended payout frees its place");
}

#[tokio::test]
async fn the_rate_is_counted_per_key() {
    let api = Api::start(|config| config.rate_per_minute = Some(3)).await;
    for _ in 0..3 {
        assert_eq!(api.get("/v1/payouts").await.status, 200);
    }
    let limited = api.get("/v1/payouts").await;
    assert_eq!(limited.refusal(), (429, "RATE_LIMIT_EXCEEDED".to_owned()));
    assert!(limited.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(api.get_as_other("/v1/payouts").await.status, 200);
    assert_eq!(api.get("/health").await.status, 200);
}
