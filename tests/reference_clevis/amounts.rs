//! Amounts in, two decimals out.

use serde_json::Value;

use crate::api::{Api, co, with};

/// A body whose amount is this exact JSON text.
fn body(external_id: &str, amount: &str) -> String {
    with(co(external_id), "/amount", "@").to_string().replace("\"@\"", amount)
}

#[tokio::test]
async fn amounts_come_back_as_two_decimal_text_everywhere() {
    let api = Api::sound().await;
    for (place, (sent, shown)) in [
        ("\"20039.25\"", "20039.25"),
        ("20039.25", "20039.25"),
        ("\"20039.2\"", "20039.20"),
        ("20039", "20039.00"),
        ("0.10", "0.10"),
        ("33333333.33", "33333333.33"),
        ("9007199254740993.21", "9007199254740993.21"),
        ("\"1000.1300001\"", "1000.13"),
    ]
    .into_iter()
    .enumerate()
    {
        let created = api.create_raw(body(&format!("amount-{place}"), sent), &[]).await;
        assert_eq!(created.status, 201, "{sent}: {}", created.text);
        assert_eq!(created.word("/amount"), shown, "{sent}");
        assert_eq!(api.read(&created.id()).await.word("/amount"), shown, "{sent}");
    }
}

#[tokio::test]
async fn what_is_not_more_than_zero_is_refused() {
    let api = Api::sound().await;
    for sent in ["0", "\"0\"", "\"0.00\"", "-1", "\"-0.01\"", "null", "true", "\"\"", "\"ten\"", "[]", "1e400"] {
        let reply = api.create_raw(body("nothing", sent), &[]).await;
        assert_eq!(reply.refusal(), (422, "VALIDATION_ERROR".to_owned()), "{sent}");
        assert_ne!(reply.at("/error/details"), Value::from(serde_json::Map::new()), "{sent}");
    }
    assert_eq!(api.create(&co("nothing")).await.status, 201, "the refusals left nothing behind");
}
