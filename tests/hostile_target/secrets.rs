//! Targets that give the key away: it reaches no file, no terminal and nobody else, however it is written.

use crate::outcome::{Outcome, files, run_mini};
use crate::program::KEY;
use crate::{altered, is_create};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

/// The key as targets write it.
fn written() -> Vec<String> {
    let bearer = format!("Bearer {KEY}");
    let json = json!(KEY).to_string();
    let units: String = KEY.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
    let references: String = KEY.chars().map(|c| format!("&#{};", u32::from(c))).collect();
    let percent = utf8_percent_encode(KEY, NON_ALPHANUMERIC).to_string();
    vec![
        KEY.to_owned(),
        KEY.to_uppercase(),
        KEY.to_lowercase(),
        json[1..json.len() - 1].to_owned(),
        units,
        references,
        percent.to_lowercase(),
        percent,
        STANDARD.encode(KEY),
        STANDARD.encode(&bearer),
        STANDARD.encode(format!("user:{KEY}")),
        URL_SAFE_NO_PAD.encode(format!("x:{KEY}:")),
        hex::encode(KEY),
        hex::encode_upper(&bearer),
    ]
}

/// Parts of the key long enough to be it: nothing that was written down or said has any.
fn is_kept(outcome: &Outcome) {
    let mut traces = written();
    // What is left of a Base64 text without the characters at its ends, which also depend on what stands beside it.
    traces.extend([STANDARD.encode(KEY)[2..28].to_owned(), "sk_live_Nn7".to_owned(), "SK_LIVE_NN7".to_owned()]);
    let files = files(&outcome.folder);
    assert!(files.len() >= 3, "{files:?}");
    let mut places: Vec<(String, Vec<u8>)> =
        files.into_iter().map(|(path, bytes)| (path.display().to_string(), bytes)).collect();
    places.push(("stdout".into(), outcome.ran.stdout.clone().into_bytes()));
    places.push(("stderr".into(), outcome.ran.stderr.clone().into_bytes()));
    for (place, bytes) in places {
        let text = String::from_utf8_lossy(&bytes);
        for trace in &traces {
            assert!(!text.contains(trace.as_str()), "{place} gives `{trace}` away: {text}");
        }
        // Bodies that are no text are recorded in Base64 of their own.
        for encoded in text.split("\"base64\":\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let decoded = STANDARD.decode(encoded).unwrap();
            assert!(!String::from_utf8_lossy(&decoded).contains("sk_live_Nn7"), "{place}");
        }
    }
}

#[test]
fn a_key_echoed_in_bodies() {
    for (number, echo) in written().into_iter().enumerate() {
        let server = altered(move |request, answer| {
            // Some of these are JSON and some are not.
            let body = format!("{{\"error\":{{\"code\":\"{echo}\",\"message\":\"no {echo}!\"}}}}");
            if is_create(request) {
                answer.status = 400;
                answer.body = body.into_bytes();
            }
        });
        let outcome = run_mini(&format!("echo-in-bodies-{number}"), &server.url(), &[]);
        assert_eq!(outcome.ran.code, Some(1), "{outcome:?}");
        assert!(outcome.ran.stdout.contains("[redacted]"), "{outcome:?}");
        is_kept(&outcome);
    }
}

#[test]
fn a_key_echoed_as_an_id_that_is_asked_for_again() {
    let server = altered(|_, answer| {
        if answer.status < 300 {
            answer.body = json!({ "id": KEY, "name": KEY, "status": "DONE" }).to_string().into_bytes();
        }
    });
    let outcome = run_mini("echo-as-id", &server.url(), &[]);
    assert_eq!(outcome.ran.code, Some(1), "{outcome:?}");
    is_kept(&outcome);
}

#[test]
fn a_key_echoed_in_headers() {
    let server = altered(|request, answer| {
        let shown = request.headers["authorization"].clone().into_bytes();
        answer.headers.push(("X-Echo".into(), shown.clone()));
        answer.headers.push(("Location".into(), format!("/?key={KEY}").into_bytes()));
        answer.headers[1].1 = [&answer.headers[1].1[..], b" ", &shown].concat();
        // Not every character of the key can stand in a name.
        answer.headers.push((format!("X-{}", hex::encode(KEY)), b"name".to_vec()));
        answer.headers.push((format!("X-{}", URL_SAFE_NO_PAD.encode(KEY)), b"name".to_vec()));
        if is_create(request) {
            answer.status = 500;
        }
    });
    let outcome = run_mini("echo-in-headers", &server.url(), &[]);
    assert_eq!(outcome.ran.code, Some(1), "{outcome:?}");
    assert!(
        outcome.ran.stdout.contains("request-id req-") && outcome.ran.stdout.contains("Bearer [redacted]"),
        "{outcome:?}"
    );
    is_kept(&outcome);
}

#[test]
fn a_key_echoed_in_bytes_that_are_no_text() {
    let server = altered(|request, answer| {
        if is_create(request) {
            answer.body = [b"\xff\xfe", KEY.as_bytes(), b"\xff"].concat();
        }
    });
    let outcome = run_mini("echo-in-bytes", &server.url(), &[]);
    assert_eq!(outcome.ran.code, Some(1), "{outcome:?}");
    is_kept(&outcome);
}

#[test]
fn a_key_echoed_to_the_smoke_request() {
    let server = altered(|_, answer| {
        answer.status = 302;
        answer.headers.push(("Location".into(), format!("https://other.example/?k={KEY}").into_bytes()));
    });
    let outcome = run_mini("echo-to-smoke", &server.url(), &[]);
    outcome.says_nothing("the target redirects to https://other.example/?k=[redacted]");
    is_kept(&outcome);
}
