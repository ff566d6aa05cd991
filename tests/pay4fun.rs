//! The contract whose hashes stand in bodies: its recipes make the hashes of our vectors, its reference server is
//! conformant to it, and nothing of what hashes are made with reaches a record.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "support/program.rs"]
mod program;

use payspec::contract::Contract;
use payspec::files::Tree;
use payspec::reference::pay4fun::{DEMO_ID, DEMO_KEY, DEMO_OTHER_KEY, DEMO_OTHER_SECRET, DEMO_SECRET};
use payspec::signature::{Keys, Placement};
use program::{Ran, payspec, ran, scratch};
use secrecy::SecretString;
use std::fs;

const OF_CREATE: &str = "20A457719EA433FC8276AFEAC197A6F3DF0DCAA60995F2B028248AE21B49A083";
const OF_CONFIRMATION: &str = "F45980D17F955EC2681E5876900CE2DF8D2E2EA1AB1185A55AF771593C629C33";
const OF_QUERY: &str = "06E86E2DC0F760C26EC2BB6A20788D9E2956986AF2189D4559D4189DC03CA673";

fn contract() -> Contract {
    Contract::load(&Tree::embedded(), "pay4fun").unwrap()
}

/// The made-up key and secret of our own vectors.
fn with_keys<T>(use_them: impl FnOnce(Keys<'_>) -> T) -> T {
    let (key, inside) = (SecretString::from("conformance-key"), SecretString::from("abcdef"));
    use_them(Keys { key: &key, inside: Some(&inside), shown: Some("34567") })
}

#[test]
fn the_recipes_of_requests_make_the_hashes_of_our_vectors() {
    let contract = contract();
    let signed = contract.auth.signed().unwrap();
    let create = signed.way(Some("create"));
    assert_eq!((create.key.field(), create.signature.placement.field()), (Some("/merchantId"), Some("/hash")));
    for amount in ["10.00", "10.0", "10"] {
        let body = format!(
            r#"{{"merchantId":34567,"merchantInvoiceId":"ABC777","amount":{amount},"targetCustomerEmail":"payee@example.test"}}"#
        );
        assert_eq!(with_keys(|keys| create.signature.sign(keys, body.as_bytes(), None)), OF_CREATE, "{amount}");
    }
    let query = signed.way(Some("query"));
    assert_eq!((query.key.header(), query.signature.placement.header()), (Some("merchantId"), Some("hash")));
    assert_eq!(with_keys(|keys| query.signature.sign(keys, br#"["ABC777"]"#, None)), OF_QUERY);
}

#[test]
fn the_recipe_of_confirmations_takes_what_is_documented_however_it_is_spelt() {
    let webhook = contract().webhook.unwrap();
    assert_eq!(webhook.signature.placement, Placement::BodyField("/hash".into()));
    let documented = format!(
        r#"{{"merchantInvoiceId":"ABC777","amount":10.00,"customerEmail":"payee@example.test","hash":"{OF_CONFIRMATION}"}}"#
    );
    let capitalised = documented
        .replace("merchantInvoiceId", "MerchantInvoiceId")
        .replace("amount", "Amount")
        .replace("customerEmail", "CustomerEmail")
        .replace("hash", "Hash");
    let small = documented.replace(OF_CONFIRMATION, &OF_CONFIRMATION.to_lowercase());
    for body in [&documented, &capitalised, &small] {
        with_keys(|keys| webhook.signature.verify(keys, &[], body.as_bytes())).unwrap();
    }
    for wrong in [OF_CREATE, OF_QUERY] {
        let body = documented.replace(OF_CONFIRMATION, wrong);
        assert!(with_keys(|keys| webhook.signature.verify(keys, &[], body.as_bytes())).is_err(), "{wrong}");
    }
}

fn run(name: &str, arguments: &[&str]) -> (Ran, String) {
    let out = scratch(name);
    let out = out.to_str().unwrap();
    let all = ["run", "--contract", "pay4fun", "--out", out].into_iter().chain(arguments.iter().copied());
    (ran(&mut payspec(all)), format!("{out}/record.jsonl"))
}

#[test]
fn the_reference_server_is_conformant_and_its_record_is_judged_alike_and_holds_no_secret() {
    let (said, record) = run("pay4fun-sound", &[]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let again = ran(&mut payspec(["judge", &record]));
    assert_eq!(again.code, Some(0), "{again:?}");
    let text = fs::read_to_string(&record).unwrap();
    for secret in [DEMO_KEY, DEMO_SECRET, DEMO_OTHER_KEY, DEMO_OTHER_SECRET] {
        assert!(!text.contains(secret), "{secret} is in the record");
    }
    // Its number is no secret: without it nobody could follow what was hashed.
    assert!(text.contains(DEMO_ID));
}

#[test]
fn a_record_of_confirmations_in_another_case_is_judged_alike() {
    let (said, record) = run("pay4fun-case", &["--only", "confirmation", "--fault", "members-capitalised"]);
    assert!(said.stdout.contains("0 broken"), "{said:?}");
    let again = ran(&mut payspec(["judge", &record]));
    assert_eq!(again.code, said.code, "{again:?}");
    assert!(fs::read_to_string(&record).unwrap().contains("CustomerEmail"));
}

#[test]
fn a_fault_is_told_by_its_clause() {
    let (said, _) = run("pay4fun-fault", &["--only", "hash", "--fault", "hash-taken-again"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stdout.contains("hash.binds-the-request is broken (MUST)"), "{said:?}");
}

#[test]
fn whoever_lacks_a_secret_or_gives_no_number_is_told_so() {
    let asked = |name: &str, number: &str, arguments: &[&str]| {
        let out = scratch(name);
        let url = ["run", "--contract", "pay4fun", "--url", "http://127.0.0.1:9", "--key-env", "P4F_NUMBER", "--out"];
        let mut command = payspec(url.into_iter().chain([out.to_str().unwrap()]).chain(arguments.iter().copied()));
        let said = ran(command.env("P4F_NUMBER", number).env("P4F_KEY", DEMO_KEY));
        assert_eq!(said.code, Some(64), "{said:?}");
        said.stderr
    };
    assert!(asked("pay4fun-no-key", DEMO_ID, &[]).contains("give --secret-env VAR"));
    let no_inner = asked("pay4fun-no-inner", DEMO_ID, &["--secret-env", "P4F_KEY"]);
    assert!(no_inner.contains("give --inner-secret-env VAR") && !no_inner.contains(DEMO_KEY), "{no_inner}");
    let no_number = asked("pay4fun-no-number", "merchant-1", &[]);
    assert!(no_number.contains("the key in `P4F_NUMBER` is no whole number above 0"), "{no_number}");
}
