//! States and moves.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::api::{Api, co, with, without};

fn history(reply: &crate::api::Reply) -> Vec<String> {
    let entries = reply.at("/status_history");
    entries.as_array().unwrap().iter().map(|entry| entry["status"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_step_of_zero_runs_the_whole_road_in_the_answer() {
    let api = Api::start(|config| config.time_scale = 1.0).await;
    let created = api.create(&co("sync")).await;
    assert_eq!((created.status, created.word("/status").as_str()), (201, "PAID"));
    assert_eq!(history(&created), ["PENDING", "PROCESSING", "PAID"]);
    assert_eq!(created.word("/status_code"), "200");
}

#[tokio::test]
async fn timers_move_a_payout_to_its_end_and_no_further() {
    let api = Api::sound().await;
    for body in [
        with(co("default"), "/processing", serde_json::json!({})),
        without(co("absent"), "/processing"),
        with(co("fraction"), "/processing/step_seconds", 0.5),
    ] {
        let created = api.create(&body).await;
        assert_eq!((created.status, created.word("/status").as_str()), (201, "PENDING"));
        let paid = api.read_until(&created.id(), "PAID").await;
        assert_eq!(history(&paid), ["PENDING", "PROCESSING", "PAID"]);
        let again = api.read(&created.id()).await;
        assert_eq!(again.json(), paid.json());
    }
}

#[tokio::test]
async fn polling_sees_a_subsequence_of_the_road() {
    let api = Api::sound().await;
    let created = api.create(&with(co("polled"), "/processing/step_seconds", 3)).await;
    let mut seen = vec![created.word("/status")];
    let deadline = Instant::now() + Duration::from_secs(20);
    while seen.last().unwrap() != "PAID" {
        let status = api.read(&created.id()).await.word("/status");
        if seen.last() != Some(&status) {
            seen.push(status);
        }
        assert!(Instant::now() < deadline, "{seen:?}");
    }
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "no state is left and entered again: {seen:?}");
}

#[tokio::test]
async fn slow_payouts_ignore_the_requested_step() {
    let api = Api::start(|config| config.time_scale = 1.0).await;
    let created = api.create(&co("MOCK_SLOW_1")).await;
    assert_eq!(created.word("/status"), "PENDING");
    assert_eq!(api.read(&created.id()).await.word("/status"), "PENDING");
    let quick = Api::sound().await;
    let created = quick.create(&co("MOCK_SLOW_1")).await;
    assert_eq!(created.word("/status"), "PENDING");
    quick.read_until(&created.id(), "PAID").await;
}

#[tokio::test]
async fn stopping_the_server_ends_it() {
    let api = Api::sound().await;
    api.create(&without(co("left"), "/processing")).await;
    let address = api.running.address();
    api.running.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn ended_payouts_are_forgotten_beyond_the_cap() {
    let api = Api::start(|config| config.evict_terminal_after = Some(3)).await;
    let mut ids = Vec::new();
    for place in 0..5 {
        ids.push(api.create(&co(&format!("cap-{place}"))).await.id());
    }
    assert_eq!(api.read(&ids[0]).await.status, 404);
    assert_eq!(api.read(&ids[1]).await.status, 404);
    assert_eq!(api.read(&ids[2]).await.status, 200);
    assert_eq!(api.get("/v1/payouts").await.at("/data").as_array().unwrap().len(), 3);
    assert_eq!(api.create(&co("cap-0")).await.status, 201);
    assert_eq!(api.create(&co("cap-4")).await.status, 200);
}
