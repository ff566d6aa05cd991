//! What is kept of a delivery, and where.

use crate::sender::{client, connection, path, post, say, sink, trusting};
use payspec::sink::{Script, Sink, SinkConfig};
use std::collections::BTreeSet;
use tokio::task::JoinSet;

#[tokio::test]
async fn a_delivery_is_kept_as_it_was_sent_over_both_versions_of_http() {
    let sink = sink().await;
    let mailbox = sink.open("webhooks/kept", Script::default());
    let body = b"{\"amount\": 1.50,  \"x\": \"\xff\x00\"}\n".to_vec();
    let http2 = client(&sink);
    let http1 = trusting(sink.ca_pem().unwrap()).http1_only().build().unwrap();
    for (client, version) in [(http2, reqwest::Version::HTTP_2), (http1, reqwest::Version::HTTP_11)] {
        let request = client
            .put(format!("{}?a=b&c", mailbox.url()))
            .header("X-Clevis-Signature", "sha256=00")
            .header("X-Twice", "1")
            .header("X-Twice", "2")
            .header("X-Bytes", reqwest::header::HeaderValue::from_bytes(b"\xe9").unwrap())
            .body(body.clone());
        let answer = request.send().await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.version()), (200, version));
    }
    let deliveries = mailbox.deliveries();
    assert_eq!(deliveries.iter().map(|delivery| delivery.number).collect::<Vec<_>>(), [1, 2]);
    for delivery in deliveries {
        assert_eq!((delivery.method.as_str(), delivery.query.as_deref()), ("PUT", Some("a=b&c")));
        assert_eq!(delivery.mailbox, "webhooks/kept");
        assert_eq!(delivery.body.0, body);
        assert_eq!((delivery.truncated, delivery.answered), (false, 200));
        assert_eq!(delivery.header("x-clevis-signature"), Some("sha256=00"));
        assert_eq!(delivery.header("x-bytes"), Some("\u{fffd}"));
        let twice: Vec<&str> =
            delivery.headers.iter().filter(|(name, _)| name == "x-twice").map(|(_, value)| value.as_str()).collect();
        assert_eq!(twice, ["1", "2"]);
    }
}

#[tokio::test]
async fn one_connection_carries_many_deliveries_of_any_framing() {
    let sink = sink().await;
    let mailbox = sink.open("a", Script::default());
    let path = path(&mailbox.url());
    let mut connection = connection(&sink).await;
    let whole = format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\none");
    let chunked =
        format!("POST {path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\nt\r\n2\r\nwo\r\n0\r\n\r\n");
    let empty = format!("POST {path} HTTP/1.1\r\nhost: x\r\n\r\n");
    for request in [&whole, &chunked, &empty] {
        assert!(say(&mut connection, request).await.starts_with("HTTP/1.1 200"));
    }
    let bodies: Vec<_> = mailbox.deliveries().iter().map(|delivery| delivery.body.0.clone()).collect();
    assert_eq!(bodies, ["one", "two", ""]);
    assert_eq!((sink.facts().connections, sink.facts().deliveries), (1, 3));
}

#[tokio::test]
async fn mailboxes_never_mix_and_cannot_be_guessed() {
    let sink = sink().await;
    let mailboxes: Vec<_> = (0..8).map(|n| sink.open(&format!("test-{n}"), Script::default())).collect();
    let paths: BTreeSet<String> = mailboxes.iter().map(|mailbox| path(&mailbox.url())).collect();
    assert_eq!(paths.len(), mailboxes.len());
    assert!(paths.iter().all(|path| path.len() == 33 && path[1..].bytes().all(|byte| byte.is_ascii_hexdigit())));
    assert!(mailboxes.iter().enumerate().all(|(n, mailbox)| !mailbox.url().contains(&format!("test-{n}"))));

    let client = client(&sink);
    let mut sending = JoinSet::new();
    for round in 0..20 {
        for (n, mailbox) in mailboxes.iter().enumerate() {
            let (client, url) = (client.clone(), mailbox.url());
            sending.spawn(async move { post(&client, &url, format!("{n} {round}")).await });
        }
    }
    assert!(sending.join_all().await.iter().all(|status| *status == 200));
    for (n, mailbox) in mailboxes.iter().enumerate() {
        let deliveries = mailbox.deliveries();
        let rounds: BTreeSet<String> =
            deliveries.iter().map(|delivery| String::from_utf8(delivery.body.0.to_vec()).unwrap()).collect();
        assert_eq!(rounds, (0..20).map(|round| format!("{n} {round}")).collect());
        assert!(deliveries.iter().all(|delivery| delivery.mailbox == format!("test-{n}")));
        assert!(deliveries.is_sorted_by(|one, next| one.number < next.number && one.at_ms <= next.at_ms));
    }
    for wrong in ["/", "/0123456789abcdef0123456789abcdef", &format!("{}/more", path(&mailboxes[0].url()))] {
        assert_eq!(post(&client, &format!("{}{wrong}", sink.base_url()), "x").await, 404);
    }
    assert_eq!((sink.facts().deliveries, sink.facts().strays), (160, 3));
}

#[tokio::test]
async fn what_comes_after_a_mailbox_was_closed_is_remembered_under_its_label() {
    let sink = sink().await;
    let client = client(&sink);
    let (mailbox, other) = (sink.open("a", Script::of_statuses([500])), sink.open("a", Script::default()));
    let url = mailbox.url();
    assert_eq!(post(&client, &url, "in time").await, 500);
    drop(mailbox);
    assert_eq!(post(&client, &url, "late").await, 200);
    let late = sink.late("a");
    assert_eq!(late.iter().map(|delivery| &delivery.body.0[..]).collect::<Vec<_>>(), [b"late"]);
    assert_eq!((late[0].mailbox.as_str(), late[0].answered), ("a", 200));
    assert!(other.deliveries().is_empty() && sink.late("b").is_empty());
    assert_eq!((sink.facts().deliveries, sink.facts().late, sink.facts().strays), (1, 1, 0));
}

#[tokio::test]
async fn whoever_waits_for_a_delivery_is_woken_by_it() {
    let sink = sink().await;
    let mailbox = sink.open("a", Script::default());
    let (client, url) = (client(&sink), mailbox.url());
    let sending = tokio::spawn(async move {
        for n in 0..3 {
            post(&client, &url, n.to_string()).await;
        }
    });
    mailbox.changed(2).await;
    assert_eq!(mailbox.deliveries().len(), 3);
    sending.await.unwrap();
    // What is there already is not waited for.
    mailbox.changed(0).await;
}

#[tokio::test]
async fn a_full_mailbox_counts_and_answers_what_it_does_not_keep() {
    let sink = Sink::start(SinkConfig { mailbox_cap: 3, ..SinkConfig::default() }).await.unwrap();
    let (full, other) =
        (sink.open("full", Script::of_statuses([200, 201, 202, 203, 204])), sink.open("b", Script::default()));
    let client = client(&sink);
    let mut statuses = Vec::new();
    for n in 0..5 {
        statuses.push(post(&client, &full.url(), n.to_string()).await);
    }
    assert_eq!(statuses, [200, 201, 202, 203, 204]);
    assert_eq!(post(&client, &other.url(), "x").await, 200);
    assert_eq!((full.deliveries().len(), full.dropped(), other.deliveries().len()), (3, 2, 1));
    assert_eq!((sink.facts().deliveries, sink.facts().dropped), (6, 2));

    let taken: Vec<_> = full.take().iter().map(|delivery| delivery.body.0.clone()).collect();
    assert_eq!(taken, ["0", "1", "2"]);
    assert_eq!(post(&client, &full.url(), "after").await, 204);
    assert_eq!(full.deliveries()[0].body.0, "after");
}

#[tokio::test]
async fn memory_is_bounded_over_all_mailboxes_and_given_back() {
    let config = SinkConfig { memory_cap: 64 * 1024, body_cap: 16 * 1024, ..SinkConfig::default() };
    let sink = Sink::start(config).await.unwrap();
    let client = client(&sink);
    let mailboxes: Vec<_> = (0..8).map(|n| sink.open(&n.to_string(), Script::default())).collect();
    for mailbox in &mailboxes {
        assert_eq!(post(&client, &mailbox.url(), vec![b'x'; 15 * 1024]).await, 200);
    }
    let kept: usize = mailboxes.iter().map(|mailbox| mailbox.deliveries().len()).sum();
    assert_eq!((kept, sink.facts().dropped), (4, 4));
    drop(mailboxes);
    let fresh = sink.open("fresh", Script::default());
    assert_eq!(post(&client, &fresh.url(), vec![b'x'; 15 * 1024]).await, 200);
    assert_eq!(fresh.deliveries().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_loses_nothing() {
    const SENDERS: usize = 32;
    const EACH: usize = 100;
    let sink = sink().await;
    let mailbox = sink.open("flood", Script::default());
    let mut sending = JoinSet::new();
    for sender in 0..SENDERS {
        // A client each, so that there are as many connections, half of them HTTP/1.1.
        let builder = trusting(sink.ca_pem().unwrap());
        let client = if sender % 2 == 0 { builder.http1_only() } else { builder }.build().unwrap();
        let url = mailbox.url();
        sending.spawn(async move {
            for n in 0..EACH {
                assert_eq!(post(&client, &url, format!("{sender}/{n}")).await, 200);
            }
        });
    }
    sending.join_all().await;
    let deliveries = mailbox.deliveries();
    let different: BTreeSet<_> = deliveries.iter().map(|delivery| delivery.body.0.clone()).collect();
    let numbers: Vec<u64> = deliveries.iter().map(|delivery| delivery.number).collect();
    assert_eq!(different.len(), SENDERS * EACH);
    assert_eq!(numbers, (1..=u64::try_from(SENDERS * EACH).unwrap()).collect::<Vec<_>>());
    assert_eq!(sink.facts().dropped, 0);
    // Each sender waits for its answer, so its deliveries are in order.
    for sender in 0..SENDERS {
        let prefix = format!("{sender}/");
        let texts = deliveries.iter().map(|delivery| String::from_utf8(delivery.body.0.to_vec()).unwrap());
        let own: Vec<usize> = texts.filter_map(|text| text.strip_prefix(&prefix).map(|n| n.parse().unwrap())).collect();
        assert_eq!(own, (0..EACH).collect::<Vec<_>>());
    }
}
