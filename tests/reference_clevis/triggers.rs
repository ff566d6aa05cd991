//! Forced outcomes and which of them wins.

use serde_json::Value;

use crate::api::{Api, co, with};

const ZEROS: &str = "00000000000";

fn order(external_id: &str, amount: &str, document: &str) -> Value {
    with(with(co(external_id), "/amount", amount), "/beneficiary/document_id", document)
}

#[tokio::test]
async fn each_trigger_forces_its_outcome() {
    let api = Api::sound().await;
    for (external_id, amount, document, status, code, detail) in [
        ("MOCK_OK_1", "10.00", "1", "PAID", "200", ""),
        ("MOCK_REJECT_INTAKE_1", "10.00", "1", "REJECTED", "300", "Rejected at intake (mock trigger)."),
        (
            "MOCK_REJECT_BANK_1",
            "10.00",
            "1",
            "REJECTED",
            "301",
            "Beneficiary bank rejected the transfer (mock trigger).",
        ),
        ("MOCK_STUCK_1", "10.00", "1", "PROCESSING", "200", "Stuck in processing (mock trigger)."),
        ("t-13", "10.13", "1", "REJECTED", "302", "Insufficient funds in payout account (mock trigger)."),
        ("t-13-rounded", "1000.1300001", "1", "REJECTED", "302", "(mock trigger)."),
        ("t-99", "10.99", "1", "REJECTED", "303", "Amount exceeds per-payout limit (mock trigger)."),
        ("t-zero", "10.00", ZEROS, "REJECTED", "304", "Beneficiary failed compliance screening (mock trigger)."),
        ("t-unrounded", "10.1349", "1", "REJECTED", "302", "(mock trigger)."),
        ("t-not-13", "10.136", "1", "PAID", "200", ""),
        ("mock_reject_bank_1", "10.00", "1", "PAID", "200", ""),
        ("x-MOCK_REJECT_BANK_1", "10.00", "1", "PAID", "200", ""),
        ("MOCK_OK_2", "10.99", "1", "PAID", "200", ""),
        ("MOCK_OK_3", "10.00", ZEROS, "PAID", "200", ""),
        ("MOCK_REJECT_BANK_2", "10.99", "1", "REJECTED", "301", ""),
        ("MOCK_REJECT_INTAKE_2", "10.13", "1", "REJECTED", "300", ""),
        ("t-13-zero", "10.13", ZEROS, "REJECTED", "302", ""),
        ("t-99-zero", "10.99", ZEROS, "REJECTED", "303", ""),
    ] {
        let reply = api.create(&order(external_id, amount, document)).await;
        let shown = (reply.status, reply.word("/status"), reply.word("/status_code"));
        assert_eq!(shown, (201, status.to_owned(), code.to_owned()), "{external_id} {amount} {document}");
        assert!(reply.word("/status_detail").ends_with(detail), "{external_id}: {}", reply.text);
    }
}

#[tokio::test]
async fn intake_rejects_skip_processing_and_bank_rejects_do_not() {
    let api = Api::sound().await;
    for (external_id, amount, road) in [
        ("MOCK_REJECT_INTAKE_1", "10.00", vec!["REJECTED"]),
        ("p-99", "10.99", vec!["REJECTED"]),
        ("MOCK_REJECT_BANK_1", "10.00", vec!["PENDING", "PROCESSING", "REJECTED"]),
        ("p-13", "10.13", vec!["PENDING", "PROCESSING", "REJECTED"]),
    ] {
        let body = with(order(external_id, amount, "1"), "/processing/step_seconds", 0.2);
        let created = api.create(&body).await;
        assert_eq!(created.word("/status"), road[0], "{external_id}");
        let ended = api.read_until(&created.id(), "REJECTED").await;
        let history = ended.at("/status_history");
        let states: Vec<&str> =
            history.as_array().unwrap().iter().filter_map(|entry| entry["status"].as_str()).collect();
        assert_eq!(states, road, "{external_id}");
    }
}

#[tokio::test]
async fn a_recognised_header_overrides_the_body() {
    let api = Api::sound().await;
    for (place, (value, status, code)) in [
        ("paid", "PAID", "200"),
        ("rejected_intake", "REJECTED", "300"),
        ("rejected_bank", "REJECTED", "301"),
        ("rejected_funds", "REJECTED", "302"),
        ("rejected_limit", "REJECTED", "303"),
        ("rejected_compliance", "REJECTED", "304"),
        ("stuck", "PROCESSING", "200"),
        ("no such outcome", "REJECTED", "301"),
    ]
    .into_iter()
    .enumerate()
    {
        let body = co(&format!("MOCK_REJECT_BANK_{place}"));
        let headers = [("x-mock-outcome", value), ("x-mock-outcome-at", "2026-05-12T15:04:07Z")];
        let reply = api.create_with(&body, &headers).await;
        assert_eq!((reply.word("/status").as_str(), reply.word("/status_code").as_str()), (status, code), "{value}");
    }
}

#[tokio::test]
async fn triggers_do_not_skip_validation() {
    let api = Api::sound().await;
    let body = with(co("MOCK_OK_bad"), "/beneficiary/bank_account/bank_code", "1");
    assert_eq!(api.create(&body).await.refusal(), (422, "VALIDATION_ERROR".to_owned()));
}
