//! Keys and what they separate.

use reqwest::Method;

use crate::api::{Api, co, with};

const ROUTES: [(&str, &str); 5] = [
    ("POST", "/v1/payouts"),
    ("GET", "/v1/payouts"),
    ("GET", "/v1/payouts/po_1"),
    ("POST", "/v1/payouts/po_1/cancel"),
    ("GET", "/v1/payouts/requirements/CO"),
];

#[tokio::test]
async fn every_route_asks_for_a_known_key() {
    let api = Api::sound().await;
    for (method, path) in ROUTES {
        let request = || api.request(Method::from_bytes(method.as_bytes()).unwrap(), path);
        for (authorization, code) in [
            (None, "MISSING_AUTH_TOKEN"),
            (Some("Bearer nobody"), "INVALID_API_KEY"),
            (Some("Bearer clv_test_demo_9f2b6c1e "), ""),
            (Some("Bearer clv_test_demo_9f2b6c1ex"), "INVALID_API_KEY"),
            (Some("Bearer CLV_TEST_DEMO_9F2B6C1E"), "INVALID_API_KEY"),
            (Some("Bearer"), "MISSING_AUTH_TOKEN"),
            (Some("Basic clv_test_demo_9f2b6c1e"), "MISSING_AUTH_TOKEN"),
        ] {
            let request = match authorization {
                None => request(),
                Some(value) => request().header("authorization", value),
            };
            let reply = api.send(request).await;
            if code.is_empty() {
                assert_ne!(reply.status, 401, "{method} {path} with blanks around a good key");
            } else {
                assert_eq!(reply.refusal(), (401, code.to_owned()), "{method} {path} {authorization:?}");
                assert_eq!(reply.header("x-clevis-mock"), Some("true"));
                assert!(reply.header("www-authenticate").is_some());
            }
        }
    }
    assert_eq!(api.send(api.request(Method::GET, "/health")).await.status, 200);
}

#[tokio::test]
async fn keys_do_not_see_each_other() {
    let api = Api::start(|config| config.time_scale = 1.0).await;
    let body = with(co("MOCK_STUCK_shared"), "/processing/step_seconds", 0);
    let mine = api.create(&body).await;
    let theirs = api.create_as_other(&body).await;
    assert_eq!((mine.status, theirs.status), (201, 201));
    assert_ne!(mine.id(), theirs.id());
    let path = format!("/v1/payouts/{}", theirs.id());
    assert_eq!(api.get(&path).await.refusal(), (404, "PAYOUT_NOT_FOUND".to_owned()));
    assert_eq!(api.cancel(&theirs.id()).await.refusal(), (404, "PAYOUT_NOT_FOUND".to_owned()));
    assert_eq!(api.get_as_other(&path).await.word("/status"), "PROCESSING");
    let listed = api.get("/v1/payouts").await;
    assert_eq!(listed.at("/data").as_array().unwrap().len(), 1);
    assert_eq!(listed.word("/data/0/id"), mine.id());
}
