//! Creates that each touch one rule about bodies, destinations, check digits, amounts or triggers.

use serde_json::{Map, Value, json};

use crate::api::{co, with, without};

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors/check-digits.json")).unwrap()
}

fn mx(clabe: &str) -> Value {
    let body = with(with(co(&format!("mx-{clabe}")), "/currency", "MXN"), "/country", "MX");
    let body = with(body, "/beneficiary/document_type", "PASSPORT");
    with(body, "/beneficiary/bank_account", json!({ "clabe": clabe }))
}

fn elsewhere(country: &str, currency: &str, kind: &str, number: &str, account: Value) -> Value {
    let body = with(with(co(&format!("{country}-{number}-{account}")), "/currency", currency), "/country", country);
    let external_id: String = body["external_id"].as_str().unwrap().chars().take(80).collect();
    let body = with(with(body, "/external_id", external_id), "/beneficiary/document_type", kind);
    with(with(body, "/beneficiary/document_id", number), "/beneficiary/bank_account", account)
}

/// Labels and bodies, in an order that never changes.
pub(crate) fn all() -> Vec<(String, Value)> {
    let mut bodies = vec![("plain".to_owned(), co("plain-body"))];
    bodies.extend(limits());
    bodies.extend(missing());
    bodies.extend(amounts());
    bodies.extend(triggers());
    bodies.extend(destinations());
    bodies.extend(check_digits());
    bodies.extend(hostile());
    bodies
}

fn changed(group: &str, changes: Vec<(&str, Value)>) -> Vec<(String, Value)> {
    let numbered = changes.into_iter().enumerate();
    numbered
        .map(|(place, (pointer, value))| {
            let body = co(&format!("{group}-{place}"));
            (format!("{group} {pointer} {place}"), with(body, pointer, value))
        })
        .collect()
}

fn limits() -> Vec<(String, Value)> {
    let metadata = |keys: usize, length: usize| -> Value {
        (0..keys).map(|key| (format!("k{key}"), Value::from("v".repeat(length)))).collect::<Map<_, _>>().into()
    };
    let url = |length: usize| format!("https://127.0.0.1:9/{}", "a".repeat(length - 20));
    changed(
        "limit",
        vec![
            ("/external_id", "".into()),
            ("/external_id", "q".into()),
            ("/external_id", "q".repeat(80).into()),
            ("/external_id", "r".repeat(81).into()),
            ("/external_id", "é".repeat(41).into()),
            ("/external_id", 12345.into()),
            ("/description", "q".repeat(200).into()),
            ("/description", "q".repeat(201).into()),
            ("/description", "  blanks  ".into()),
            ("/description", json!(["list"])),
            ("/metadata", metadata(20, 1)),
            ("/metadata", metadata(21, 1)),
            ("/metadata", metadata(1, 500)),
            ("/metadata", metadata(1, 501)),
            ("/metadata", json!({ "n": 1 })),
            ("/metadata", "text".into()),
            ("/notification_url", "".into()),
            ("/notification_url", url(2083).into()),
            ("/notification_url", url(2084).into()),
            ("/notification_url", "http://127.0.0.1:9/".into()),
            ("/notification_url", "http://127.0.0.1:9/https".into()),
            ("/processing/step_seconds", (-1).into()),
            ("/processing/step_seconds", 86_400.into()),
            ("/payment_method_id", "BANK_TRANSFER".into()),
            ("/payment_method_id", "CASH".into()),
            ("/beneficiary", "text".into()),
            ("/surprise", 1.into()),
            ("/status", "REJECTED".into()),
            ("/id", "mine-1".into()),
            ("/mock", false.into()),
        ],
    )
}

fn missing() -> Vec<(String, Value)> {
    [
        "/amount",
        "/currency",
        "/country",
        "/external_id",
        "/beneficiary",
        "/payroll_ref",
        "/description",
        "/beneficiary/bank_account",
        "/beneficiary/bank_account/bank_code",
        "/beneficiary/bank_account/account_type",
        "/beneficiary/bank_account/account_number",
    ]
    .into_iter()
    .map(|pointer| (format!("without {pointer}"), without(co(&format!("without {pointer}")), pointer)))
    .collect()
}

fn amounts() -> Vec<(String, Value)> {
    let amounts = [
        json!("20039.20"),
        json!(20039.2),
        json!(20039),
        json!("0"),
        json!("0.00"),
        json!("-5.00"),
        json!("0.001"),
        json!("250.468"),
        json!("250.462"),
        json!("250.125"),
        json!("250.135"),
        json!("90071992547409.93"),
        json!("33333333.33"),
        json!("1000000000000.50"),
        json!("1234567.57"),
        json!(" 5.00 "),
        json!("1e2"),
        json!("12 apples"),
        json!("apples"),
        json!(true),
    ];
    changed("amount", amounts.into_iter().map(|amount| ("/amount", amount)).collect())
}

fn triggers() -> Vec<(String, Value)> {
    const ZEROS: &str = "00000000000";
    let mut bodies = Vec::new();
    for (place, (prefix, amount, document)) in [
        ("MOCK_OK_", "10.00", "1"),
        ("MOCK_REJECT_INTAKE_", "10.00", "1"),
        ("MOCK_REJECT_BANK_", "10.00", "1"),
        ("MOCK_STUCK_", "10.00", "1"),
        ("mock_reject_intake_", "10.00", "1"),
        ("x-MOCK_REJECT_INTAKE_", "10.00", "1"),
        ("", "10.13", "1"),
        ("", "10.99", "1"),
        ("", "10.00", ZEROS),
        ("", "10.1300001", "1"),
        ("", "10.128", "1"),
        ("", "10.136", "1"),
        ("", "1013.00", "1"),
        ("MOCK_OK_", "10.13", "1"),
        ("MOCK_OK_", "10.99", "1"),
        ("MOCK_OK_", "10.00", ZEROS),
        ("MOCK_REJECT_BANK_", "10.99", "1"),
        ("MOCK_REJECT_BANK_", "10.00", ZEROS),
        ("MOCK_REJECT_INTAKE_", "10.13", "1"),
        ("", "10.13", ZEROS),
        ("", "10.99", ZEROS),
    ]
    .into_iter()
    .enumerate()
    {
        let body = with(co(&format!("{prefix}trigger-{place}")), "/amount", amount);
        bodies.push((format!("trigger {place}"), with(body, "/beneficiary/document_id", document)));
    }
    let number = with(co("trigger-number"), "/amount", json!(10.13));
    bodies.push(("trigger as number".to_owned(), number));
    for external_id in ["MOCK_OK_unchecked", "large"] {
        let body = with(co(external_id), "/beneficiary/bank_account/bank_code", "1");
        bodies.push((format!("unchecked {external_id}"), body));
    }
    bodies
}

fn destinations() -> Vec<(String, Value)> {
    let mut bodies = changed(
        "destination",
        vec![
            ("/currency", "USD".into()),
            ("/currency", "MXN".into()),
            ("/currency", "cop".into()),
            ("/currency", "CO".into()),
            ("/country", "co".into()),
            ("/country", "UY".into()),
            ("/country", "COL".into()),
            ("/beneficiary/name", "".into()),
            ("/beneficiary/document_type", "CE".into()),
            ("/beneficiary/document_type", "RFC".into()),
            ("/beneficiary/document_type", "XX".into()),
            ("/beneficiary/document_id", "not digits!".into()),
            ("/beneficiary/document_id", "1.023.456".into()),
            ("/beneficiary/bank_account/bank_code", "100".into()),
            ("/beneficiary/bank_account/bank_code", "10070".into()),
            ("/beneficiary/bank_account/bank_code", "10a7".into()),
            ("/beneficiary/bank_account/bank_code", "10-07".into()),
            ("/beneficiary/bank_account/account_type", "SAVINGS".into()),
            ("/beneficiary/bank_account/account_type", "OTHER".into()),
            ("/beneficiary/bank_account/account_number", "1234".into()),
            ("/beneficiary/bank_account/account_number", "12345".into()),
            ("/beneficiary/bank_account/account_number", "1".repeat(17).into()),
            ("/beneficiary/bank_account/account_number", "1".repeat(18).into()),
            ("/beneficiary/bank_account/account_number", "12345a".into()),
        ],
    );
    bodies.push(("without clabe".to_owned(), with(mx("none"), "/beneficiary/bank_account", json!({}))));
    let twice_wrong = with(with(co("twice"), "/currency", "USD"), "/beneficiary/document_type", "XX");
    bodies.push(("two defects".to_owned(), twice_wrong));
    bodies
}

fn check_digits() -> Vec<(String, Value)> {
    let vectors = vectors();
    let br = json!({ "bank_code": "341", "branch": "1234", "account_type": "SAVINGS", "account_number": "1234567" });
    let cl = json!({ "bank_code": "012", "account_type": "VISTA", "account_number": "12345678" });
    let cbu = "0077351701911017182957";
    let mut bodies = Vec::new();
    let build = |scheme: &str, number: &str| match scheme {
        "clabe" => mx(number),
        "cpf" => elsewhere("BR", "BRL", "CPF", number, br.clone()),
        "cnpj" => elsewhere("BR", "BRL", "CNPJ", number, br.clone()),
        "cbu" => elsewhere("AR", "ARS", "DNI", "30123456", json!({ "cbu": number })),
        "cuil" => elsewhere("AR", "ARS", "CUIL", number, json!({ "cbu": cbu })),
        "rut" => elsewhere("CL", "CLP", "RUT", number, cl.clone()),
        _ => elsewhere("PE", "PEN", "DNI", "12345678", json!({ "cci": number })),
    };
    for scheme in ["clabe", "cpf", "cnpj", "cbu", "cuil", "rut", "cci"] {
        let valid = vectors[scheme]["valid"].as_array().unwrap();
        let ends = |last: char| valid.iter().filter_map(Value::as_str).find(|number| number.ends_with(last));
        let chosen = ends('0').into_iter().chain(ends('K')).chain(ends('7'));
        for number in chosen {
            bodies.push((format!("{scheme} {number}"), build(scheme, number)));
            let last = number.chars().last().unwrap();
            for other in ['0', '5', 'K'].into_iter().filter(|other| *other != last) {
                let broken = format!("{}{other}", &number[..number.len() - 1]);
                bodies.push((format!("{scheme} {broken}"), build(scheme, &broken)));
            }
        }
    }
    for (scheme, number) in [
        ("cpf", "06242504760"),
        ("cpf", "14506728939"),
        ("cpf", "14506728929"),
        ("cpf", "11111111111"),
        ("cbu", "0077351301911017182957"),
        ("cbu", "0112618173143903975636"),
        ("cci", "00219303023863286798"),
        ("cci", "00310823244129855581"),
        ("rut", "13866449-0"),
        ("rut", "13.866.449-K"),
    ] {
        bodies.push((format!("{scheme} {number}"), build(scheme, number)));
    }
    bodies
}

fn hostile() -> Vec<(String, Value)> {
    let deep = (0..40).fold(json!(1), |inner, _| json!([inner]));
    changed(
        "hostile",
        vec![
            ("/description", "a\u{0}b".into()),
            ("/description", "😀".into()),
            ("/metadata", json!({ "deep": deep })),
            ("/amount", "1000000000000000000000.00".into()),
        ],
    )
}
