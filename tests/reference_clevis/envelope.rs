//! The error envelope, the request id and the markers.

use std::collections::BTreeSet;

use reqwest::Method;

use crate::api::{Api, Reply, co, with};

async fn one_of_each(api: &Api) -> Vec<Reply> {
    let created = api.create(&co("one")).await;
    let path = format!("/v1/payouts/{}", created.id());
    let get = |path: &str| api.request(Method::GET, path).bearer_auth(payspec::reference::clevis::DEMO_KEY);
    vec![
        api.create(&co("one")).await,
        api.create(&with(co("one"), "/amount", "1.00")).await,
        api.create(&with(co("two"), "/amount", "0")).await,
        api.create(&with(co("two"), "/country", "US")).await,
        api.create(&with(co("two"), "/currency", "USD")).await,
        api.create_raw("{", &[]).await,
        api.read(&created.id()).await,
        api.read("po_nobody").await,
        api.read("%ff").await,
        api.cancel(&created.id()).await,
        api.cancel("po_nobody").await,
        api.get("/v1/payouts").await,
        api.get("/v1/payouts?limit=0").await,
        api.get("/v1/payouts/requirements/CO").await,
        api.get("/v1/payouts/requirements/XX").await,
        api.send(get("/v1/payouts/a/b/c")).await,
        api.send(get("/v1/payouts/")).await,
        api.send(api.request(Method::DELETE, &path)).await,
        api.send(api.request(Method::PUT, "/v1/payouts")).await,
        api.send(api.request(Method::GET, "/v1/payouts")).await,
        created,
    ]
}

#[tokio::test]
async fn every_answer_has_its_own_request_id_and_the_marker() {
    let api = Api::sound().await;
    let replies = one_of_each(&api).await;
    let ids: BTreeSet<&str> = replies.iter().map(|reply| reply.header("x-request-id").unwrap()).collect();
    assert_eq!(ids.len(), replies.len());
    for reply in &replies {
        assert_eq!(reply.header("x-clevis-mock"), Some("true"), "{}", reply.text);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        if reply.status >= 400 {
            assert_eq!(reply.word("/error/request_id"), reply.header("x-request-id").unwrap());
            assert!(!reply.word("/error/code").is_empty() && !reply.word("/error/message").is_empty());
            assert!(reply.at("/error/details").is_object());
        }
    }
}

#[tokio::test]
async fn unknown_routes_and_methods_are_refused_in_the_envelope() {
    let api = Api::sound().await;
    for path in ["/v1", "/v1/payout", "/v1/payouts/", "/v1/payouts/a/b", "//v1/payouts", "/"] {
        assert_eq!(api.get(path).await.refusal(), (404, "NOT_FOUND".to_owned()), "{path}");
    }
    for (method, path, allowed) in [
        ("DELETE", "/v1/payouts", vec!["GET", "POST"]),
        ("PATCH", "/v1/payouts/po_1", vec!["GET"]),
        ("GET", "/v1/payouts/po_1/cancel", vec!["POST"]),
        ("POST", "/v1/payouts/requirements/CO", vec!["GET"]),
    ] {
        let reply = api.send(api.request(Method::from_bytes(method.as_bytes()).unwrap(), path)).await;
        assert_eq!(reply.refusal(), (405, "METHOD_NOT_ALLOWED".to_owned()), "{method} {path}");
        let allow = reply.header("allow").unwrap();
        assert!(allowed.iter().all(|method| allow.contains(method)), "{method} {path}: {allow}");
    }
}

#[tokio::test]
async fn health_describes_the_sandbox() {
    let api = Api::sound().await;
    api.create(&co("MOCK_STUCK_open")).await;
    api.create(&co("done")).await;
    let health = api.get("/health").await;
    let block = health.at("/payouts");
    assert_eq!(block["enabled"], true);
    assert_eq!(block["provider"], "mock");
    assert_eq!(block["mode"], "sandbox");
    assert_eq!(block["open_payouts"].as_u64(), Some(1));
}
