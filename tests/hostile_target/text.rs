//! Answers whose text would act on a terminal, break a document or exhaust a parser.

use crate::outcome::{Outcome, run_mini};
use crate::{altered, is_create};
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use serde_json::{Value, json};
use std::fs;

/// What should reach nobody's terminal: escape sequences, bells, line ends, direction marks, C1 controls, markup.
const NASTY: &str = "\u{1b}[31mRED\u{1b}]0;title\u{7}\r\nFAKE: passed\u{202e}\u{9b}2J\u{0}\u{7f}\u{2028}</testcase>]]><!--&amp;&#x1b;<b a='\"'>";

fn is_harmless(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Terminal output has no character that acts, `junit.xml` is well-formed, and every text of `report.json` is clean.
fn is_clean(outcome: &Outcome) {
    for said in [&outcome.ran.stdout, &outcome.ran.stderr] {
        assert!(said.chars().all(|c| is_harmless(c) || c == '\n'), "{outcome:?}");
    }
    assert!(!outcome.ran.stdout.lines().any(|line| line.starts_with("FAKE")), "{outcome:?}");
    let junit = fs::read_to_string(outcome.folder.join("junit.xml")).unwrap();
    assert!(texts_of_xml(&junit).chars().all(|c| is_harmless(c) || c == '\n'), "{junit}");
    let report: Value = serde_json::from_slice(&fs::read(outcome.folder.join("report.json")).unwrap()).unwrap();
    check_texts(&report);
}

/// All texts and attributes of a document, which must be well-formed to its end.
fn texts_of_xml(document: &str) -> String {
    let mut reader = Reader::from_str(document);
    reader.config_mut().check_end_names = true;
    let (mut texts, mut depth) = (String::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) => {
                depth += 1;
                for attribute in tag.attributes() {
                    texts.push_str(&attribute.unwrap().normalized_value(XmlVersion::Implicit1_0).unwrap());
                }
            }
            Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    texts.push_str(&attribute.unwrap().normalized_value(XmlVersion::Implicit1_0).unwrap());
                }
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => texts.push_str(&text.decode().unwrap()),
            Event::CData(text) => texts.push_str(&text.decode().unwrap()),
            Event::GeneralRef(name) => texts.push_str(&format!("[{}]", name.decode().unwrap())),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    assert_eq!(depth, 0);
    texts
}

fn check_texts(value: &Value) {
    match value {
        Value::String(text) => assert!(text.chars().all(|c| is_harmless(c) || c == '\n'), "{text:?}"),
        Value::Array(list) => list.iter().for_each(check_texts),
        Value::Object(members) => members.iter().for_each(|(name, member)| {
            assert!(name.chars().all(is_harmless), "{name:?}");
            check_texts(member);
        }),
        _ => {}
    }
}

#[test]
fn texts_that_act_in_error_codes_and_messages() {
    let server = altered(|_, answer| {
        if answer.status >= 400 {
            answer.body = json!({ "error": { "code": NASTY, "message": NASTY } }).to_string().into_bytes();
        }
    });
    let outcome = run_mini("nasty-codes", &server.url(), &[]);
    outcome.breaks(&["notes.bad-amount-refused"]);
    assert!(outcome.ran.stdout.contains("\\u{1b}[31mRED\\u{1b}]0;title\\u{7}\\u{d}\\u{a}FAKE"), "{outcome:?}");
    is_clean(&outcome);
}

#[test]
fn texts_that_act_in_ids_states_and_member_names() {
    let server = altered(|request, answer| {
        if answer.status < 300 {
            let mut note: Value = serde_json::from_slice(&answer.body).unwrap();
            note["status"] = NASTY.into();
            note["name"] = NASTY.into();
            note[NASTY] = NASTY.into();
            if is_create(request) {
                note["id"] = NASTY.into();
            }
            answer.body = note.to_string().into_bytes();
        }
    });
    let outcome = run_mini("nasty-ids", &server.url(), &[]);
    assert_eq!(outcome.ran.code, Some(1), "{outcome:?}");
    assert!(outcome.broken().contains("notes.states"), "{outcome:?}");
    is_clean(&outcome);
}

#[test]
fn texts_that_act_in_bodies_that_are_no_json() {
    let server = altered(|request, answer| {
        if is_create(request) {
            answer.body = NASTY.repeat(100).into_bytes();
        }
    });
    let outcome = run_mini("nasty-bodies", &server.url(), &[]);
    outcome.breaks(&["notes.bad-amount-refused", "notes.created", "notes.once"]);
    is_clean(&outcome);
}

#[test]
fn texts_that_act_in_headers() {
    let server = altered(|_, answer| {
        // What a header can carry at all: tabs, bytes beyond ASCII, markup.
        answer.headers[0].1 = b"application/json; a=\"\xc2\x9b31m\xe2\x80\xae<b>&\"".to_vec();
        answer.headers[1].1 = b"\xff\xfe\t\xc2\x9b2J<!--]]>&".to_vec();
    });
    let outcome = run_mini("nasty-headers", &server.url(), &[]);
    outcome.breaks(&["notes.request-ids-differ"]);
    is_clean(&outcome);
}

#[test]
fn bytes_that_are_no_text() {
    let server = altered(|request, answer| {
        if is_create(request) {
            answer.body = b"{\"id\":\"\xff\xfe\xc3\x28\xed\xa0\x80\"}".to_vec();
        }
    });
    let outcome = run_mini("no-utf-8", &server.url(), &[]);
    outcome.breaks(&["notes.bad-amount-refused", "notes.created", "notes.once"]);
    assert!(outcome.ran.stdout.contains("bytes that are no UTF-8 (application/json)"), "{outcome:?}");
    is_clean(&outcome);
    let record = fs::read_to_string(outcome.folder.join("record.jsonl")).unwrap();
    assert!(record.contains("\"base64\":\"eyJpZCI6Iv/+wyjtoIAifQ==\""), "{record}");
}

#[test]
fn json_that_exhausts_parsers() {
    let lists = "[".repeat(200_000);
    let objects = "{\"a\":".repeat(100_000);
    let digits = format!("{{\"id\":\"a\",\"name\":\"b\",\"status\":\"OPEN\",\"amount\":1{}}}", "0".repeat(100_000));
    let exponent = "{\"id\":\"a\",\"name\":\"b\",\"status\":\"OPEN\",\"amount\":1e999999999999999999999}".to_owned();
    let twice = "{\"id\":\"a\",\"id\":\"b\",\"name\":\"b\",\"status\":\"OPEN\"}".to_owned();
    let surrogate = "{\"id\":\"\\ud800\",\"name\":\"b\",\"status\":\"OPEN\"}".to_owned();
    for (name, body) in [
        ("lists", format!("{lists}{}", "]".repeat(200_000))),
        ("open-lists", lists),
        ("open-objects", objects),
        ("digits", digits),
        ("exponent", exponent),
        ("twice", twice),
        ("surrogate", surrogate),
    ] {
        let server = altered(move |request, answer| {
            if is_create(request) {
                answer.body = body.clone().into_bytes();
            }
        });
        let outcome = run_mini(&format!("json-{name}"), &server.url(), &[]);
        assert_eq!(outcome.ran.code, Some(1), "{name}: {outcome:?}");
        assert!(!outcome.ran.stderr.contains("panicked"), "{name}: {outcome:?}");
        assert_eq!(outcome.count(payspec::verdict::Verdict::Errored), 0, "{name}: {outcome:?}");
        is_clean(&outcome);
    }
}
