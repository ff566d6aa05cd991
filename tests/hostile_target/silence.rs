//! Answers that do not come, do not end, or are none.

use crate::outcome::run_mini;
use crate::raw_server::{Server, Wire, hold, pour};
use crate::{altered, harmed, is_create};
use payspec::verdict::Verdict;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn the_sound_server_is_conformant() {
    let server = altered(|_, _| {});
    let outcome = run_mini("sound", &server.url(), &[]);
    assert_eq!(outcome.ran.code, Some(0), "{outcome:?}");
    assert_eq!(outcome.broken().len(), 0);
}

#[test]
fn a_port_nobody_listens_on() {
    let server = altered(|_, _| {});
    let url = server.url();
    drop(server);
    let outcome = run_mini("unreachable", &url, &[]);
    outcome.says_nothing("the target does not answer (no connection: ");
    assert_eq!(outcome.count(Verdict::Skipped), outcome.report.tests.len());
}

#[test]
fn a_name_that_does_not_exist() {
    let outcome = run_mini("no-such-name", "http://payspec.invalid", &[]);
    outcome.says_nothing("the target does not answer (no connection: ");
}

#[test]
fn a_key_that_nobody_knows() {
    let outcome = {
        let server = altered(|_, answer| answer.status = 401);
        run_mini("wrong-key", &server.url(), &[])
    };
    outcome.says_nothing("the target does not accept the key of credential `main` (status 401)");
    assert_eq!(outcome.count(Verdict::Skipped), outcome.report.tests.len());
}

#[test]
fn a_web_page_in_place_of_the_api() {
    let page = b"<html><body>Welcome</body></html>";
    let server = altered(|_, answer| {
        answer.status = 200;
        answer.headers[0].1 = b"text/html; charset=utf-8".to_vec();
        answer.body = page.to_vec();
    });
    run_mini("web-page", &server.url(), &[]).says_nothing("answers with a web page (status 200)");

    // Once the API is known to be there, a page is an answer like any other.
    let server = altered(|request, answer| {
        if is_create(request) {
            answer.headers[0].1 = b"text/html".to_vec();
            answer.body = page.to_vec();
        }
    });
    let outcome = run_mini("web-page-on-create", &server.url(), &[]);
    outcome.breaks(&["notes.bad-amount-refused", "notes.created", "notes.once"]);
    assert!(outcome.ran.stdout.contains("<html><body>Welcome</body></html> (text/html)"), "{outcome:?}");
}

/// What a create gets in place of an answer, all else being sound: exactly the promise of an answer is broken.
fn instead_of_a_create(name: &str, more: &[&str], harm: impl Fn(&mut dyn Wire) + Send + Sync + 'static) -> String {
    let server = harmed(move |request, wire| {
        let is_harmed = is_create(request);
        if is_harmed {
            harm(wire);
        }
        is_harmed
    });
    let outcome = run_mini(name, &server.url(), more);
    outcome.breaks(&["http.answers"]);
    assert_eq!(outcome.count(Verdict::Errored) + outcome.count(Verdict::Blocked), 0, "{outcome:?}");
    outcome.ran.stdout
}

#[test]
fn a_connection_that_ends_without_a_word() {
    let said = instead_of_a_create("hang-up", &[], |_| {});
    assert!(said.contains("actual    connection ended before the answer did: "), "{said}");
}

#[test]
fn a_connection_that_ends_in_the_middle_of_a_body() {
    instead_of_a_create("half-a-body", &[], |wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"id\":").unwrap();
    });
}

#[test]
fn a_connection_that_ends_in_the_middle_of_a_chunk() {
    instead_of_a_create("half-a-chunk", &[], |wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"id\":").unwrap();
    });
}

#[test]
fn bytes_that_are_no_http() {
    for (name, bytes) in [
        ("greeting", &b"220 mail.example.com ESMTP\r\n"[..]),
        ("noise", b"\x00\xff\x16\x03\x01\x1b[2J\r\n\r\n"),
        ("no-status", b"HTTP/1.1 abc Created\r\n\r\n"),
        ("status-99999", b"HTTP/1.1 99999 Much\r\n\r\n"),
        ("version-9", b"HTTP/9.9 201 Created\r\n\r\n"),
        ("two-lengths", b"HTTP/1.1 201 Created\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        ("length-of-words", b"HTTP/1.1 201 Created\r\nContent-Length: many\r\n\r\nab"),
        ("length-below-0", b"HTTP/1.1 201 Created\r\nContent-Length: -2\r\n\r\nab"),
        ("length-beyond-all", b"HTTP/1.1 201 Created\r\nContent-Length: 99999999999999999999\r\n\r\nab"),
        ("length-never-reached", b"HTTP/1.1 201 Created\r\nContent-Length: 18446744073709551615\r\n\r\nab"),
        ("chunk-of-words", b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n"),
        ("header-of-noise", b"HTTP/1.1 201 Created\r\nX Y\x00: z\r\n\r\n"),
    ] {
        instead_of_a_create(&format!("no-http-{name}"), &[], move |wire| wire.write_all(bytes).unwrap());
    }
    let server = Server::start(|_, wire| wire.write_all(b"220 mail.example.com ESMTP\r\n").unwrap());
    run_mini("no-http-at-all", &server.url(), &[]).says_nothing("does not answer (connection ended before the answer");
}

#[test]
fn a_body_without_end() {
    let endless = |wire: &mut dyn Wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n").unwrap();
        pour(wire, &[b' '; 4096]);
    };
    let said = instead_of_a_create("endless-body", &["--body-cap", "10000"], endless);
    assert!(said.contains("endless answer: the body is longer than 10000 bytes"), "{said}");

    let server = Server::start(move |_, wire| endless(wire));
    run_mini("endless-body-everywhere", &server.url(), &[]).says_nothing("does not answer (endless answer: ");
}

#[test]
fn chunks_without_end() {
    instead_of_a_create("endless-chunks", &[], |wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
        pour(wire, b"10\r\n                \r\n");
    });
}

#[test]
fn headers_without_end() {
    instead_of_a_create("endless-headers", &[], |wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\n").unwrap();
        pour(wire, b"X-Another: one\r\n");
    });
    instead_of_a_create("endless-header", &[], |wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\nX-Long: ").unwrap();
        pour(wire, &[b'x'; 4096]);
    });
    // A header block that ends is an answer, however large clients think it should be.
    instead_of_a_create("thousands-of-headers", &[], |wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\n").unwrap();
        for number in 0..5000 {
            drop(wire.write_all(format!("X-{number}: {number}\r\n").as_bytes()));
        }
        drop(wire.write_all(b"Content-Length: 0\r\n\r\n"));
    });
}

#[test]
fn interim_answers_and_nothing_else() {
    instead_of_a_create("only-interim", &["--deadline", "2s"], |wire| {
        wire.write_all(&b"HTTP/1.1 100 Continue\r\n\r\n".repeat(1000)).unwrap();
        hold(wire);
    });
}

#[test]
fn what_stalls_is_given_up() {
    let nothing = instead_of_a_create("stalled", &["--deadline", "2s"], hold);
    assert!(nothing.contains("no complete answer in time: nothing complete within 2s"), "{nothing}");
    instead_of_a_create("stalled-headers", &["--deadline", "2s"], |wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\nContent-Ty").unwrap();
        hold(wire);
    });
    instead_of_a_create("stalled-body", &["--deadline", "2s"], |wire| {
        wire.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n{").unwrap();
        hold(wire);
    });
    let server = Server::start(|_, wire| hold(wire));
    let outcome = run_mini("stalled-everywhere", &server.url(), &["--deadline", "500ms"]);
    outcome.says_nothing("does not answer (no complete answer in time");
}

#[test]
fn a_length_that_is_too_short() {
    let server = harmed(|request, wire| {
        if is_create(request) {
            wire.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n{\"id\":\"a\",\"name\":\"b\"}").unwrap();
        }
        is_create(request)
    });
    // It is an answer, and no note.
    run_mini("short-length", &server.url(), &[]).breaks(&[
        "notes.bad-amount-refused",
        "notes.created",
        "notes.once",
        "notes.request-id",
    ]);
}

#[test]
fn one_request_left_unanswered() {
    let server = harmed(|request, _| String::from_utf8_lossy(&request.body).contains("-1.00"));
    let outcome = run_mini("one-dropped", &server.url(), &[]);
    outcome.breaks(&["http.answers"]);
    let failed: Vec<&str> =
        outcome.report.tests.iter().filter(|t| t.verdict == Verdict::Failed).map(|t| t.id.as_str()).collect();
    assert_eq!(failed, ["notes/refused"], "{outcome:?}");
}

/// A poll on a target with a pace has the road for itself: the smoke request that follows a silence is on it, too.
#[test]
fn a_request_left_unanswered_while_nobody_else_may_send() {
    let server = harmed(|request, _| request.method == "GET" && request.path != "/notes/none");
    let outcome = run_mini("dropped-in-a-poll", &server.url(), &["--pace", "6000/min"]);
    outcome.breaks(&["http.answers"]);
}

#[test]
fn a_server_that_stops_in_the_middle_of_a_run() {
    let requests = AtomicUsize::new(0);
    let (send, receive) = std::sync::mpsc::channel::<Box<dyn Fn() + Send + Sync>>();
    let exit = std::sync::OnceLock::new();
    let receive = std::sync::Mutex::new(receive);
    let server = harmed(move |_, _| {
        let is_over = requests.fetch_add(1, Ordering::SeqCst) >= 3;
        if is_over {
            exit.get_or_init(|| receive.lock().unwrap().recv().unwrap())();
        }
        is_over
    });
    send.send(Box::new(server.exit())).unwrap();
    let outcome = run_mini("stopped", &server.url(), &[]);
    outcome.says_nothing("the target stopped answering");
    assert!(outcome.count(Verdict::Errored) > 0, "{outcome:?}");
}

/// Ending an idle connection is anybody's right: it is never taken for a request left unanswered.
#[test]
fn connections_that_end_after_each_answer_without_notice() {
    let server = altered(|_, answer| answer.headers.push(("Connection".into(), b"keep-alive".to_vec())));
    for round in 0..5 {
        let outcome = run_mini(&format!("short-lived-{round}"), &server.url(), &[]);
        assert_eq!(outcome.ran.code, Some(0), "{outcome:?}");
    }
}
