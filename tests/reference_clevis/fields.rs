//! Limits of the request body, and what comes back of it.

use serde_json::{Map, Value, json};

use crate::api::{Api, co, with, without};

fn metadata(keys: usize, length: usize) -> Value {
    (0..keys).map(|key| (format!("k{key}"), Value::from("v".repeat(length)))).collect::<Map<_, _>>().into()
}

fn url(length: usize) -> String {
    format!("https://127.0.0.1:9/{}", "a".repeat(length - 20))
}

#[tokio::test]
async fn limits_hold_to_the_character() {
    let api = Api::sound().await;
    let co = || co("limits");
    let refused = [
        with(co(), "/external_id", ""),
        with(co(), "/external_id", "é".repeat(81)),
        with(co(), "/external_id", 7),
        with(co(), "/description", "é".repeat(201)),
        with(co(), "/notification_url", ""),
        with(co(), "/notification_url", url(2084)),
        with(co(), "/notification_url", "http://127.0.0.1:9/"),
        with(co(), "/notification_url", "http://example.com/?https://"),
        with(co(), "/notification_url", "//example.com"),
        with(co(), "/metadata", metadata(21, 1)),
        with(co(), "/metadata", metadata(1, 501)),
        with(co(), "/metadata", json!([])),
        with(co(), "/processing", json!({ "step_seconds": -1 })),
        with(co(), "/processing", json!({ "step_seconds": "0" })),
        with(co(), "/processing", json!({ "step_seconds": 1e300 })),
        with(co(), "/payroll_ref", json!({ "year": "2026" })),
        with(co(), "/beneficiary", "Juan"),
    ];
    for body in refused {
        assert_eq!(api.create(&body).await.refusal(), (422, "VALIDATION_ERROR".to_owned()), "{body}");
    }
    for member in ["amount", "currency", "country", "external_id", "beneficiary"] {
        let reply = api.create(&without(co(), &format!("/{member}"))).await;
        assert_eq!(reply.refusal(), (422, "VALIDATION_ERROR".to_owned()), "{member}");
        assert!(reply.text.contains(member), "the answer names {member}: {}", reply.text);
    }
    let accepted = [
        with(co(), "/external_id", "x"),
        with(co(), "/external_id", "é".repeat(80)),
        with(with(co(), "/external_id", "description"), "/description", "é".repeat(200)),
        with(with(co(), "/external_id", "url"), "/notification_url", url(2083)),
        with(with(co(), "/external_id", "metadata"), "/metadata", metadata(20, 500)),
        with(with(co(), "/external_id", "extra"), "/surprise", json!({ "status": "PAID" })),
        without(with(co(), "/external_id", "bare"), "/payroll_ref"),
    ];
    for body in accepted {
        let reply = api.create(&body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
    }
}

#[tokio::test]
async fn a_payout_repeats_what_was_ordered() {
    let api = Api::sound().await;
    let body = with(co("echo \u{0} 😀 e\u{301}"), "/metadata", json!({ "clé": "Ñandú", "n": 1.10 }));
    let payout = api.create(&body).await;
    for member in ["currency", "country", "external_id", "description", "beneficiary", "payroll_ref", "metadata"] {
        assert_eq!(payout.at(&format!("/{member}")), body[member], "{member}");
    }
    assert_eq!((payout.word("/object").as_str(), payout.at("/mock")), ("payout", true.into()));
    assert!(payout.id().starts_with("po_"));
    assert_eq!(api.read(&payout.id()).await.json(), payout.json());
}

#[tokio::test]
async fn members_of_the_server_cannot_be_sent() {
    let api = Api::sound().await;
    let stuck = with(co("MOCK_STUCK_owned"), "/status", "PAID");
    let payout = api.create(&with(with(stuck, "/id", "po_mine"), "/mock", false)).await;
    assert_eq!((payout.word("/status").as_str(), payout.at("/mock")), ("PROCESSING", true.into()));
    assert_ne!(payout.id(), "po_mine");
}

#[tokio::test]
async fn hostile_bodies_are_refused_in_the_envelope() {
    let api = Api::sound().await;
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"{".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"\"text\"".to_vec(),
        b"{\"external_id\": \"\xff\"}".to_vec(),
        b"{\"external_id\": \"\\ud800\"}".to_vec(),
        b"{\"amount\": NaN}".to_vec(),
        b"{\"amount\": 01}".to_vec(),
        b"\xef\xbb\xbf{}".to_vec(),
        deep.into_bytes(),
    ];
    for body in bodies {
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        assert_eq!(api.create_raw(body, &[]).await.refusal(), (422, "VALIDATION_ERROR".to_owned()), "{shown}");
    }
    let large = with(co("large"), "/description", "a".repeat(1024 * 1024));
    assert_eq!(api.create(&large).await.refusal().0, 413);
    let plain = api.request(reqwest::Method::POST, "/v1/payouts").bearer_auth(payspec::reference::clevis::DEMO_KEY);
    let plain = api.send(plain.header("content-type", "text/plain").body(co("plain").to_string())).await;
    assert_eq!(plain.refusal().0, 415);
    assert_eq!(api.create(&co("plain")).await.status, 201, "the server is alive and nothing was left behind");
}
