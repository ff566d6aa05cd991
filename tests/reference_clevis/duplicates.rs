//! Repeated creates.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::json;

use crate::api::{Api, co, with};

const REUSED: (u16, &str) = (409, "IDEMPOTENCY_KEY_REUSED");
const CONFLICT: (u16, &str) = (409, "EXTERNAL_ID_CONFLICT");

fn owned((status, code): (u16, &str)) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn the_same_key_and_body_is_one_payout() {
    let api = Api::sound().await;
    let key = [("idempotency-key", "k-1")];
    let first = api.create_with(&co("e-1"), &key).await;
    let again = api.create_with(&co("e-1"), &key).await;
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.json(), again.json());
    let plain = api.create(&co("e-2")).await;
    let plain_again = api.create(&co("e-2")).await;
    assert_eq!((plain.status, plain_again.status, plain_again.id()), (201, 200, plain.id()));
    assert_eq!(api.get("/v1/payouts").await.at("/data").as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_replay_shows_the_present_state() {
    let api = Api::sound().await;
    let body = with(co("moves"), "/processing/step_seconds", 1);
    let first = api.create(&body).await;
    assert_eq!(first.word("/status"), "PENDING");
    api.read_until(&first.id(), "PAID").await;
    let again = api.create(&body).await;
    assert_eq!((again.status, again.word("/status").as_str(), again.id()), (200, "PAID", first.id()));
}

#[tokio::test]
async fn a_changed_body_is_refused_wherever_it_changed() {
    let api = Api::sound().await;
    let body = with(co("e"), "/metadata", json!({ "a": "1" }));
    let key = [("idempotency-key", "k")];
    let first = api.create_with(&body, &key).await;
    for changed in [
        with(body.clone(), "/amount", "4600001.00"),
        with(body.clone(), "/beneficiary/name", "Juan Perez"),
        with(body.clone(), "/beneficiary/bank_account/account_number", "12345678902"),
        with(body.clone(), "/metadata/a", "2"),
        with(body.clone(), "/metadata/b", "1"),
        with(body.clone(), "/description", "other"),
        with(body.clone(), "/external_id", "e-2"),
        with(body.clone(), "/processing/step_seconds", 1),
    ] {
        assert_eq!(api.create_with(&changed, &key).await.refusal(), owned(REUSED), "{changed}");
    }
    let unsent = with(co("e-3"), "/amount", "1.00");
    assert_eq!(api.create(&unsent).await.status, 201);
    assert_eq!(api.create(&co("e-3")).await.refusal(), owned(REUSED));
    assert_eq!(api.create_with(&body, &key).await.id(), first.id());
    assert_eq!(api.get("/v1/payouts").await.at("/data").as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_external_id_belongs_to_one_payout() {
    let api = Api::sound().await;
    let first = api.create_with(&co("taken"), &[("idempotency-key", "k-1")]).await;
    assert_eq!(api.create_with(&co("taken"), &[("idempotency-key", "k-2")]).await.refusal(), owned(CONFLICT));
    assert_eq!(api.create(&co("taken")).await.refusal(), owned(CONFLICT));
    let again = api.create_with(&co("taken"), &[("idempotency-key", "k-1")]).await;
    assert_eq!((again.status, again.id()), (200, first.id()));
    for near in ["Taken", "taken ", " taken"] {
        assert_eq!(api.create(&co(near)).await.status, 201, "{near:?} is another id");
    }
}

#[tokio::test]
async fn member_order_and_blanks_do_not_matter() {
    let api = Api::sound().await;
    let first = api.create(&co("order")).await;
    let mut members: Vec<_> = co("order").as_object().unwrap().clone().into_iter().collect();
    members.reverse();
    let reordered = serde_json::to_string_pretty(&serde_json::Map::from_iter(members)).unwrap();
    let again = api.create_raw(reordered, &[]).await;
    assert_eq!((again.status, again.id()), (200, first.id()));
}

#[tokio::test]
async fn a_refused_create_consumes_nothing() {
    let api = Api::sound().await;
    let key = [("idempotency-key", "k")];
    assert_eq!(api.create_with(&with(co("e"), "/amount", "0"), &key).await.status, 422);
    assert_eq!(api.create_with(&with(co("e"), "/beneficiary/document_type", "RFC"), &key).await.status, 422);
    assert_eq!(api.create_with(&with(co("e"), "/country", "US"), &key).await.status, 404);
    assert_eq!(api.create_with(&with(co("e"), "/currency", "USD"), &key).await.status, 400);
    assert!(api.get("/v1/payouts").await.at("/data").as_array().unwrap().is_empty());
    assert_eq!(api.create_with(&co("e"), &key).await.status, 201);
}

#[tokio::test]
async fn a_race_has_one_winner() {
    let api = Api::sound().await;
    for round in 0..20 {
        let body = co(&format!("race-{round}"));
        let replies = join_all((0..16).map(|_| api.create(&body))).await;
        let ids: BTreeSet<String> = replies.iter().map(crate::api::Reply::id).collect();
        assert_eq!(ids.len(), 1, "round {round}");
        assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1, "round {round}");
        let body = co(&format!("contested-{round}"));
        let keys: Vec<String> = (0..16).map(|key| format!("{round}-{key}")).collect();
        let replies = join_all(keys.iter().map(async |key| {
            let headers = [("idempotency-key", key.as_str())];
            api.create_with(&body, &headers).await
        }))
        .await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1, "round {round}");
        let losers = replies.iter().filter(|reply| reply.status != 201);
        assert!(losers.into_iter().all(|reply| reply.refusal() == owned(CONFLICT)), "round {round}");
    }
}
