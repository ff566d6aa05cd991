//! What senders are answered.

use crate::sender::{client, connection, path, post, say, sink, trusting};
use payspec::sink::{AnswerKind, Script, ScriptedAnswer};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

fn one(kind: AnswerKind, delay: Duration) -> Script {
    Script { answers: vec![ScriptedAnswer { kind, delay }] }
}

#[tokio::test]
async fn answers_follow_the_script_and_the_last_repeats() {
    let sink = sink().await;
    let mailbox = sink.open("a", Script::of_statuses([500, 302, 204]));
    let client = client(&sink);
    for expected in [500, 302, 204, 204] {
        assert_eq!(post(&client, &mailbox.url(), "x").await, expected);
    }
    let answered: Vec<u16> = mailbox.deliveries().iter().map(|delivery| delivery.answered).collect();
    assert_eq!(answered, [500, 302, 204, 204]);
}

#[tokio::test]
async fn a_delayed_answer_comes_after_the_delivery_is_kept() {
    let sink = sink().await;
    let client = client(&sink);
    let soon = sink.open("soon", one(AnswerKind::Status(202), Duration::from_millis(20)));
    assert_eq!(post(&client, &soon.url(), "x").await, 202);

    let never = sink.open("never", one(AnswerKind::Status(202), Duration::from_secs(100_000)));
    let url = never.url();
    let waiting = tokio::spawn(async move { client.post(url).body("x").send().await });
    never.changed(0).await;
    assert_eq!(never.deliveries()[0].answered, 202);
    assert!(!waiting.is_finished());
    // A test that is over does not hold its senders.
    drop(never);
    assert_eq!(waiting.await.unwrap().unwrap().status().as_u16(), 202);
}

#[tokio::test]
async fn a_sender_with_nothing_more_to_say_is_answered() {
    let sink = sink().await;
    let mailbox = sink.open("a", one(AnswerKind::Status(202), Duration::from_millis(20)));
    let mut half_closed = connection(&sink).await;
    let request = format!("POST {} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\nx", path(&mailbox.url()));
    half_closed.write_all(request.as_bytes()).await.unwrap();
    half_closed.shutdown().await.unwrap();
    assert!(say(&mut half_closed, "").await.starts_with("HTTP/1.1 202"));
    assert_eq!(mailbox.deliveries().len(), 1);
}

#[tokio::test]
async fn a_closed_connection_is_kept_as_answered_by_nothing() {
    let sink = sink().await;
    let close = |kind| ScriptedAnswer { kind, delay: Duration::ZERO };
    let script = Script { answers: vec![close(AnswerKind::Close), close(AnswerKind::Status(200))] };
    for http2 in [false, true] {
        let mailbox = sink.open("a", script.clone());
        let builder = trusting(sink.ca_pem().unwrap()).retry(reqwest::retry::never());
        let client = if http2 { builder } else { builder.http1_only() }.build().unwrap();
        assert!(client.post(mailbox.url()).body("first").send().await.is_err());
        assert_eq!(post(&client, &mailbox.url(), "second").await, 200);
        let seen: Vec<(String, u16)> = mailbox
            .deliveries()
            .iter()
            .map(|delivery| (String::from_utf8(delivery.body.0.to_vec()).unwrap(), delivery.answered))
            .collect();
        assert_eq!(seen, [("first".to_owned(), 0), ("second".to_owned(), 200)]);
    }
    let mailbox = sink.open("bare", script);
    let mut bare = connection(&sink).await;
    let request = format!("POST {} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\nx", path(&mailbox.url()));
    assert_eq!(say(&mut bare, &request).await, "");
    assert_eq!(sink.facts().broken, 0);
}

#[tokio::test]
async fn a_redirect_shows_whether_it_is_followed() {
    let sink = sink().await;
    let elsewhere = sink.open("elsewhere", Script::default());
    let mailbox = sink.open("here", one(AnswerKind::Redirect(elsewhere.url()), Duration::ZERO));
    let answer = client(&sink).post(mailbox.url()).body("x").send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 307);
    assert_eq!(answer.headers()["location"], elsewhere.url());
    assert!(elsewhere.deliveries().is_empty());

    let following = trusting(sink.ca_pem().unwrap()).build().unwrap();
    assert_eq!(post(&following, &mailbox.url(), "y").await, 200);
    assert_eq!(elsewhere.deliveries()[0].body.0, "y");
    assert!(mailbox.deliveries().iter().all(|delivery| delivery.answered == 307));
}
