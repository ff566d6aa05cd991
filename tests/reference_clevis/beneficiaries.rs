//! What each destination asks of a beneficiary.

use serde_json::{Value, json};

use crate::api::{Api, co, with, without};

fn mx(external_id: &str) -> Value {
    json!({
        "amount": "20039.25", "currency": "MXN", "country": "MX", "external_id": external_id,
        "beneficiary": {
            "name": "Juana García", "document_type": "RFC", "document_id": "GARJ800101ABC",
            "bank_account": { "clabe": "002010077777777771" }
        },
        "processing": { "step_seconds": 0 }
    })
}

fn elsewhere(country: &str, currency: &str, document: (&str, &str), bank_account: Value) -> Value {
    json!({
        "amount": 10, "currency": currency, "country": country, "external_id": format!("{country}-{}", document.1),
        "beneficiary": {
            "name": "Ana", "document_type": document.0, "document_id": document.1, "bank_account": bank_account
        },
        "processing": { "step_seconds": 0 }
    })
}

async fn is_refused(api: &Api, body: &Value) {
    let reply = api.create(body).await;
    assert_eq!(reply.refusal(), (422, "VALIDATION_ERROR".to_owned()), "{body}");
}

#[tokio::test]
async fn mexico_checks_the_clabe() {
    let api = Api::sound().await;
    assert_eq!(api.create(&mx("good")).await.word("/status"), "PAID");
    for clabe in [
        "012180001234567890",
        "002010723711500217",
        "072580804895181576",
        "646180772243754271",
        "00201007777777777",
        "0020100777777777711",
        "00201007777777777x",
        "002010 77777777771",
    ] {
        is_refused(&api, &with(mx("bad"), "/beneficiary/bank_account/clabe", clabe)).await;
    }
    is_refused(&api, &without(mx("bad"), "/beneficiary/bank_account/clabe")).await;
    is_refused(&api, &with(mx("bad"), "/beneficiary/document_type", "CC")).await;
    assert_eq!(api.create(&mx("bad")).await.status, 201, "the refusals left nothing behind");
}

#[tokio::test]
async fn colombia_checks_the_account() {
    let api = Api::sound().await;
    let account = "/beneficiary/bank_account";
    for (member, bad) in [
        ("bank_code", vec!["", "100", "10070", "10a7"]),
        ("account_type", vec!["", "checking", "CURRENT"]),
        ("account_number", vec!["", "1234", "123456789012345678", "12345a", "12 345"]),
    ] {
        let pointer = format!("{account}/{member}");
        for value in bad {
            is_refused(&api, &with(co("bad"), &pointer, value)).await;
        }
        is_refused(&api, &with(co("bad"), &pointer, 12345)).await;
        is_refused(&api, &without(co("bad"), &pointer)).await;
    }
    is_refused(&api, &without(co("bad"), account)).await;
    is_refused(&api, &without(co("bad"), "/beneficiary")).await;
    is_refused(&api, &with(co("bad"), "/beneficiary/document_type", "RFC")).await;
    for (place, number) in ["12345", "12345678901234567"].into_iter().enumerate() {
        let body = with(co(&format!("good-{place}")), &format!("{account}/account_number"), number);
        assert_eq!(api.create(&body).await.status, 201, "{number}");
    }
}

#[tokio::test]
async fn the_other_four_check_their_digits() {
    let api = Api::sound().await;
    let br = json!({ "bank_code": "341", "branch": "1234", "account_type": "SAVINGS", "account_number": "1234567" });
    let cl = json!({ "bank_code": "012", "account_type": "VISTA", "account_number": "12345678" });
    let ar = |cbu: &str| json!({ "cbu": cbu });
    let pe = |cci: &str| json!({ "cci": cci });
    for (good, bad) in [
        (
            elsewhere("AR", "ARS", ("CUIL", "20837719926"), ar("0077351701911017182957")),
            elsewhere("AR", "ARS", ("CUIL", "20837719923"), ar("0077351701911017182957")),
        ),
        (
            elsewhere("AR", "ARS", ("DNI", "30123456"), ar("0112618173143903975638")),
            elsewhere("AR", "ARS", ("DNI", "30123457"), ar("0077351301911017182957")),
        ),
        (
            elsewhere("BR", "BRL", ("CPF", "14506728920"), br.clone()),
            elsewhere("BR", "BRL", ("CPF", "11111111111"), br.clone()),
        ),
        (
            elsewhere("BR", "BRL", ("CNPJ", "63445201000112"), br.clone()),
            elsewhere("BR", "BRL", ("CPF", "06242504760"), br),
        ),
        (elsewhere("CL", "CLP", ("RUT", "13866449-K"), cl.clone()), elsewhere("CL", "CLP", ("RUT", "13866449-0"), cl)),
        (
            elsewhere("PE", "PEN", ("DNI", "12345678"), pe("00219303023863286718")),
            elsewhere("PE", "PEN", ("DNI", "12345679"), pe("00310823244129855581")),
        ),
    ] {
        let accepted = api.create(&good).await;
        assert_eq!((accepted.status, accepted.word("/status").as_str()), (201, "PAID"), "{}", accepted.text);
        is_refused(&api, &bad).await;
    }
}

#[tokio::test]
async fn country_and_currency_belong_together() {
    let api = Api::sound().await;
    for (currency, country, refusal) in [
        ("USD", "CO", (400, "PAYOUT_CURRENCY_MISMATCH")),
        ("MXN", "CO", (400, "PAYOUT_CURRENCY_MISMATCH")),
        ("USD", "US", (404, "PAYOUT_COUNTRY_NOT_SUPPORTED")),
        ("COP", "UY", (404, "PAYOUT_COUNTRY_NOT_SUPPORTED")),
        ("COP", "co", (404, "PAYOUT_COUNTRY_NOT_SUPPORTED")),
        ("COP", "COL", (422, "VALIDATION_ERROR")),
        ("cop", "CO", (422, "VALIDATION_ERROR")),
        ("COPS", "CO", (422, "VALIDATION_ERROR")),
    ] {
        let body = with(with(co("pair"), "/currency", currency), "/country", country);
        assert_eq!(api.create(&body).await.refusal(), (refusal.0, refusal.1.to_owned()), "{currency} to {country}");
    }
}

#[tokio::test]
async fn pix_needs_a_key_and_brazil() {
    let api = Api::sound().await;
    let pix = with(
        elsewhere("BR", "BRL", ("CPF", "14506728920"), json!({ "pix_key": "ana@example.com" })),
        "/payment_method_id",
        "PIX",
    );
    let created = api.create(&pix).await;
    assert_eq!((created.status, created.word("/payment_method_id").as_str()), (201, "PIX"));
    assert_eq!(api.create(&co("default-method")).await.word("/payment_method_id"), "BANK_TRANSFER");
    is_refused(&api, &with(pix, "/beneficiary/bank_account", json!({}))).await;
    is_refused(&api, &with(co("pix"), "/payment_method_id", "PIX")).await;
}

#[tokio::test]
async fn requirements_exist_for_the_six() {
    let api = Api::sound().await;
    for country in ["MX", "CO", "AR", "BR", "CL", "PE"] {
        let reply = api.get(&format!("/v1/payouts/requirements/{country}")).await;
        assert_eq!((reply.status, reply.word("/country").as_str()), (200, country));
        assert_eq!(reply.header("x-clevis-mock"), Some("true"));
    }
    let unknown = api.get("/v1/payouts/requirements/US").await;
    assert_eq!(unknown.refusal(), (404, "PAYOUT_COUNTRY_NOT_SUPPORTED".to_owned()));
}
