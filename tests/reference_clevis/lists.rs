//! The list and its pages.

use crate::api::{Api, co, with};

fn ids(reply: &crate::api::Reply) -> Vec<String> {
    reply.at("/data").as_array().unwrap().iter().map(|item| item["external_id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_hold_every_payout_once() {
    let api = Api::sound().await;
    for place in 0..7 {
        api.create(&co(&format!("p-{place}"))).await;
    }
    let mut found = Vec::new();
    let mut path = "/v1/payouts?limit=3".to_owned();
    loop {
        let page = api.get(&path).await;
        assert_eq!((page.status, page.word("/object").as_str()), (200, "list"));
        found.extend(ids(&page));
        let next = page.at("/next_cursor");
        assert_eq!(page.at("/has_more"), next.is_string());
        match next.as_str() {
            Some(cursor) => path = format!("/v1/payouts?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(found, ["p-6", "p-5", "p-4", "p-3", "p-2", "p-1", "p-0"]);
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let api = Api::sound().await;
    api.create(&co("paid")).await;
    api.create(&co("MOCK_STUCK_1")).await;
    api.create(&with(co("rejected"), "/amount", "1.99")).await;
    for (query, expected) in [
        ("status=PAID", vec!["paid"]),
        ("status=PROCESSING", vec!["MOCK_STUCK_1"]),
        ("status=CANCELLED", vec![]),
        ("external_id=rejected", vec!["rejected"]),
        ("external_id=rejected&status=PAID", vec![]),
        ("external_id=reject", vec![]),
    ] {
        assert_eq!(ids(&api.get(&format!("/v1/payouts?{query}")).await), expected, "{query}");
    }
    for query in ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=c_99999999999999999999", "status=DONE"] {
        let reply = api.get(&format!("/v1/payouts?{query}")).await;
        assert_eq!(reply.refusal(), (422, "VALIDATION_ERROR".to_owned()), "{query}");
    }
}
