//! Senders that mean no good: what they can do to the sink, which is nothing.

use crate::sender::{client, connection, connection_for, ended, path, post, say, sink};
use payspec::sink::{Deadlines, Mailbox, Script, Sink, SinkConfig};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

const SHORT: Duration = Duration::from_millis(50);

async fn with(deadlines: Deadlines) -> Sink {
    Sink::start(SinkConfig { deadlines, ..SinkConfig::default() }).await.unwrap()
}

fn head(mailbox: &Mailbox, headers: &str) -> String {
    format!("POST {} HTTP/1.1\r\nhost: x\r\n{headers}\r\n", path(&mailbox.url()))
}

async fn still_receives(sink: &Sink) {
    let mailbox = sink.open("after", Script::default());
    assert_eq!(post(&client(sink), &mailbox.url(), "x").await, 200);
    assert_eq!(mailbox.deliveries().len(), 1);
}

#[tokio::test]
async fn a_body_over_the_cap_is_kept_in_part_and_answered() {
    let sink = Sink::start(SinkConfig { body_cap: 1000, ..SinkConfig::default() }).await.unwrap();
    let mailbox = sink.open("a", Script::default());
    let client = client(&sink);
    for (sent, kept, truncated) in [(999, 999, false), (1000, 1000, false), (1001, 1000, true), (4000, 1000, true)] {
        assert_eq!(post(&client, &mailbox.url(), vec![b'x'; sent]).await, 200);
        let taken = mailbox.take();
        assert_eq!((taken[0].body.0.len(), taken[0].truncated), (kept, truncated), "{sent}");
    }
}

#[tokio::test]
async fn an_endless_body_is_cut_off() {
    let sink = Sink::start(SinkConfig { body_cap: 1000, ..SinkConfig::default() }).await.unwrap();
    let mailbox = sink.open("a", Script::default());
    let mut endless = connection(&sink).await;
    endless.write_all(head(&mailbox, "transfer-encoding: chunked\r\n").as_bytes()).await.unwrap();
    let chunk = format!("400\r\n{}\r\n", "x".repeat(0x400));
    // It ends because the sink closes the connection, as the client never does.
    while endless.write_all(chunk.as_bytes()).await.is_ok() && endless.flush().await.is_ok() {
        tokio::task::yield_now().await;
    }
    let deliveries = mailbox.deliveries();
    assert_eq!((deliveries.len(), deliveries[0].body.0.len(), deliveries[0].truncated), (1, 1000, true));
    still_receives(&sink).await;
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_delivery() {
    let sink = sink().await;
    let mailbox = sink.open("a", Script::default());
    let mut broken = connection(&sink).await;
    broken.write_all(head(&mailbox, "content-length: 10\r\n").as_bytes()).await.unwrap();
    broken.write_all(b"half").await.unwrap();
    broken.shutdown().await.unwrap();
    sink.troubled(0).await;
    assert_eq!((mailbox.deliveries().len(), sink.facts().deliveries, sink.facts().broken), (0, 0, 1));
    still_receives(&sink).await;
}

#[tokio::test]
async fn a_body_that_does_not_go_on_ends_in_time() {
    let sink = with(Deadlines { body: SHORT, ..Deadlines::default() }).await;
    let mailbox = sink.open("a", Script::default());
    let mut slow = connection(&sink).await;
    slow.write_all(head(&mailbox, "content-length: 10\r\n").as_bytes()).await.unwrap();
    slow.write_all(b"half").await.unwrap();
    ended(&mut slow).await;
    assert_eq!((mailbox.deliveries().len(), sink.facts().broken), (0, 1));
    still_receives(&sink).await;
}

#[tokio::test]
async fn headers_that_do_not_end_are_not_waited_for() {
    let sink = with(Deadlines { head: SHORT, ..Deadlines::default() }).await;
    let mailbox = sink.open("a", Script::default());
    let mut slow = connection(&sink).await;
    slow.write_all(head(&mailbox, "x: 1\r\n").trim_end().as_bytes()).await.unwrap();
    ended(&mut slow).await;
    // On a connection that has been good for a delivery as well.
    let mut second = connection(&sink).await;
    assert!(say(&mut second, &head(&mailbox, "content-length: 0\r\n")).await.starts_with("HTTP/1.1 200"));
    second.write_all(b"POST / HT").await.unwrap();
    ended(&mut second).await;
    assert_eq!(mailbox.deliveries().len(), 1);
    still_receives(&sink).await;
}

#[tokio::test]
async fn a_connection_without_requests_is_closed_in_time() {
    let sink = with(Deadlines { idle: SHORT, ..Deadlines::default() }).await;
    let mailbox = sink.open("a", Script::default());
    let mut silent = connection(&sink).await;
    ended(&mut silent).await;
    let mut done = connection(&sink).await;
    assert!(say(&mut done, &head(&mailbox, "content-length: 0\r\n")).await.starts_with("HTTP/1.1 200"));
    ended(&mut done).await;
    assert_eq!(sink.facts().broken, 0);
    still_receives(&sink).await;
}

#[tokio::test]
async fn a_script_may_take_longer_than_any_deadline() {
    let deadlines = Deadlines { head: SHORT, body: SHORT, idle: SHORT, ..Deadlines::default() };
    let sink = with(deadlines).await;
    let mut script = Script::of_statuses([204]);
    script.answers[0].delay = 6 * SHORT;
    let mailbox = sink.open("a", script);
    assert_eq!(post(&client(&sink), &mailbox.url(), "x").await, 204);
}

#[tokio::test]
async fn connections_beyond_the_cap_wait_for_a_place() {
    let deadlines = Deadlines { handshake: SHORT, idle: SHORT, ..Deadlines::default() };
    let sink = Sink::start(SinkConfig { connection_cap: 2, deadlines, ..SinkConfig::default() }).await.unwrap();
    let mut hogs = Vec::new();
    for _ in 0..6 {
        hogs.push(tokio::net::TcpStream::connect(sink.address()).await.unwrap());
    }
    // Every hog is let go in time, so that its place is free.
    still_receives(&sink).await;
    assert_eq!(sink.facts().deliveries, 1);
    drop(hogs);
}

#[tokio::test]
async fn what_is_no_http_breaks_only_its_own_connection() {
    let sink = sink().await;
    let mailbox = sink.open("a", Script::default());
    let huge = head(&mailbox, &format!("x: {}\r\n", "x".repeat(200_000)));
    let many = head(&mailbox, &"x: 1\r\n".repeat(500));
    let no_length = head(&mailbox, "content-length: ten\r\n");
    let two_lengths = head(&mailbox, "content-length: 1\r\ncontent-length: 2\r\n");
    let garbage = "\u{0}\u{1}\u{2} garbage\r\n\r\n".to_owned();
    let requests = [huge, many, no_length, two_lengths, garbage];
    for (request, before) in requests.iter().zip(0..) {
        let mut connection = connection(&sink).await;
        let answer = say(&mut connection, request).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
        ended(&mut connection).await;
        sink.troubled(before).await;
    }
    assert_eq!((mailbox.deliveries().len(), sink.facts().broken), (0, 5));
    still_receives(&sink).await;
}

#[tokio::test]
async fn what_is_no_http2_breaks_only_its_own_connection() {
    let sink = sink().await;
    const PREFACE: &str = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let garbage_frame = format!("{PREFACE}\u{0}\u{0}\u{4}\u{4}\u{0}\u{0}\u{0}\u{0}\u{7}oops");
    for (request, before) in ["POST / HTTP/1.1\r\nhost: x\r\n\r\n", &garbage_frame].into_iter().zip(0..) {
        let mut connection = connection_for(&sink, &["h2"]).await;
        connection.write_all(request.as_bytes()).await.unwrap();
        ended(&mut connection).await;
        sink.troubled(before).await;
    }
    assert_eq!(sink.facts().broken, 2);
    still_receives(&sink).await;
}

#[tokio::test]
async fn what_comes_late_cannot_use_up_what_the_present_needs() {
    let config = SinkConfig { memory_cap: 64 * 1024, body_cap: 16 * 1024, ..SinkConfig::default() };
    let sink = Sink::start(config).await.unwrap();
    let client = client(&sink);
    let old = sink.open("old", Script::default()).url();
    for _ in 0..20 {
        assert_eq!(post(&client, &old, vec![b'x'; 3 * 1024]).await, 200);
    }
    assert_eq!((sink.facts().late, sink.late("old").len()), (20, 2));
    let present = sink.open("present", Script::default());
    for _ in 0..3 {
        assert_eq!(post(&client, &present.url(), vec![b'x'; 15 * 1024]).await, 200);
    }
    assert_eq!(present.deliveries().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_broken_connections_does_not_keep_a_delivery_out() {
    let sink = sink().await;
    let mailbox = sink.open("a", Script::default());
    let client = client(&sink);
    let address = sink.address();
    let storm = tokio::spawn(async move {
        for n in 0..300_u32 {
            let Ok(mut stream) = tokio::net::TcpStream::connect(address).await else { continue };
            let bytes: &[u8] = [&b"\x16\x03\x01\x02\x00\x01"[..], b"GET / HTTP/1.1\r\n\r\n", b""][(n % 3) as usize];
            // The sink may be faster in closing than this is in sending.
            drop(stream.write_all(bytes).await);
        }
    });
    for n in 0..100 {
        assert_eq!(post(&client, &mailbox.url(), n.to_string()).await, 200);
    }
    storm.await.unwrap();
    assert_eq!(mailbox.deliveries().len(), 100);
}
