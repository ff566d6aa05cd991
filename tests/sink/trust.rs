//! "No webhook" told from "our certificate is not trusted" and from "never tried".

use crate::sender::{client, connection, post, sink, trusting};
use payspec::record::SinkFacts;
use payspec::sink::{Deadlines, Script, Sink, SinkConfig};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::Command;

#[tokio::test]
async fn nothing_tried_is_nothing_counted() {
    let sink = sink().await;
    let _mailbox = sink.open("a", Script::default());
    assert_eq!(sink.facts(), SinkFacts::default());
}

#[tokio::test]
async fn a_sender_that_does_not_trust_us_is_told_from_one_that_never_tried() {
    let sink = sink().await;
    let stranger = self::sink().await;
    let mailbox = sink.open("a", Script::default());
    let distrusting = trusting(stranger.ca_pem().unwrap()).build().unwrap();
    assert!(distrusting.post(mailbox.url()).body("x").send().await.unwrap_err().is_connect());
    sink.troubled(0).await;
    let facts = sink.facts();
    assert_eq!((facts.connections, facts.handshakes_refused, facts.deliveries), (1, 1, 0));
    assert_eq!(facts.last_refusal.as_deref(), Some("alert UnknownCA"));

    // It was the authority and nothing else.
    assert_eq!(post(&client(&sink), &mailbox.url(), "x").await, 200);
    let facts = sink.facts();
    assert_eq!((facts.handshakes_refused, facts.deliveries), (1, 1));
}

#[tokio::test]
async fn the_older_tls_is_served_and_refused_alike() {
    let sink = sink().await;
    let stranger = self::sink().await;
    let mailbox = sink.open("a", Script::default());
    let older = |sink: &Sink| {
        let version = reqwest::tls::Version::TLS_1_2;
        trusting(sink.ca_pem().unwrap()).tls_version_max(version).build().unwrap()
    };
    assert_eq!(post(&older(&sink), &mailbox.url(), "x").await, 200);
    assert!(older(&stranger).post(mailbox.url()).body("x").send().await.is_err());
    sink.troubled(0).await;
    assert_eq!(sink.facts().last_refusal.as_deref(), Some("alert UnknownCA"));
}

#[tokio::test]
async fn what_is_no_tls_is_counted_apart() {
    let sink = sink().await;
    let mailbox = sink.open("a", Script::default());
    let plain = mailbox.url().replace("https://", "http://");
    assert!(trusting(sink.ca_pem().unwrap()).build().unwrap().post(plain).body("x").send().await.is_err());
    sink.troubled(0).await;
    assert_eq!(sink.facts().last_refusal.as_deref(), Some("plain HTTP, most likely: the first byte was 0x50"));
    let mut garbage = TcpStream::connect(sink.address()).await.unwrap();
    garbage.write_all(&[0; 4096]).await.unwrap();
    sink.troubled(1).await;
    let facts = sink.facts();
    assert_eq!((facts.not_tls, facts.handshakes_refused, facts.broken), (2, 0, 0));
    assert_eq!(facts.last_refusal.as_deref(), Some("no TLS: the first byte was 0x00"));
    assert_eq!(post(&client(&sink), &mailbox.url(), "x").await, 200);
}

#[tokio::test]
async fn garbage_after_the_first_byte_of_tls_refuses_a_handshake() {
    let sink = sink().await;
    for garbage in [&[0x16; 4096][..], b"\x16\x03\x01\x00\x05hello", b"\x16\x03\x01\xff\xff"] {
        let mut stream = TcpStream::connect(sink.address()).await.unwrap();
        stream.write_all(garbage).await.unwrap();
        stream.shutdown().await.unwrap();
        // Wait for our own end, so that it is counted by then; how it ends does not matter.
        drop(stream.read_to_end(&mut Vec::new()).await);
    }
    assert_eq!(sink.troubled(2).await, 3);
    let facts = sink.facts();
    assert_eq!((facts.handshakes_refused, facts.not_tls), (3, 0));
    assert_eq!(post(&client(&sink), &sink.open("a", Script::default()).url(), "x").await, 200);
}

#[tokio::test]
async fn a_handshake_that_does_not_go_on_ends_in_time() {
    let deadlines = Deadlines { handshake: Duration::from_millis(50), ..Deadlines::default() };
    let sink = Sink::start(SinkConfig { deadlines, ..SinkConfig::default() }).await.unwrap();
    let mut stream = TcpStream::connect(sink.address()).await.unwrap();
    stream.write_all(b"\x16\x03\x01").await.unwrap();
    sink.troubled(0).await;
    assert_eq!(sink.facts().last_refusal.as_deref(), Some("the handshake came to no end in time"));
    assert_eq!(stream.read(&mut [0; 16]).await.unwrap_or(0), 0);
}

#[tokio::test]
async fn looking_whether_the_port_is_open_refuses_nothing() {
    let sink = sink().await;
    let mut stream = TcpStream::connect(sink.address()).await.unwrap();
    stream.shutdown().await.unwrap();
    assert_eq!(stream.read(&mut [0; 16]).await.unwrap(), 0);
    // A connection that is served after it has been seen to the end of it.
    drop(connection(&sink).await);
    let facts = sink.facts();
    assert_eq!((facts.connections, facts.handshakes_refused, facts.not_tls), (2, 0, 0));
}

/// Sends a webhook signed with `secret` to the URL, trusting the authority in a file, or the system when there is none.
const PYTHON: &str = r#"
import hashlib, hmac, ssl, sys, urllib.error, urllib.request
url, ca = sys.argv[1], sys.argv[2]
context = ssl.create_default_context(cafile=ca or None)
context.verify_flags |= ssl.VERIFY_X509_STRICT
body = b'{"id": "evt_1"}'
signature = "sha256=" + hmac.new(b"secret", body, hashlib.sha256).hexdigest()
headers = {"Content-Type": "application/json", "X-Clevis-Signature": signature}
request = urllib.request.Request(url, data=body, headers=headers, method="POST")
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
try:
    print(opener.open(request).status)
except urllib.error.URLError as error:
    print(type(error.reason).__name__)
"#;

async fn python(url: &str, ca: &str) -> String {
    let output = Command::new("python3").args(["-c", PYTHON, url, ca]).stderr(Stdio::inherit()).output().await.unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[tokio::test]
async fn python_trusts_us_by_the_authority_alone() {
    let sink = sink().await;
    let mailbox = sink.open("a", Script::default());
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let ca = folder.join(format!("python-{}.pem", std::process::id()));
    std::fs::write(&ca, sink.ca_pem().unwrap()).unwrap();
    let url = mailbox.url();
    assert_eq!(python(&url, ca.to_str().unwrap()).await, "200");
    let by_name = url.replace("127.0.0.1", "localhost");
    assert_eq!(python(&by_name, ca.to_str().unwrap()).await, "200");
    assert_eq!(python(&url, "").await, "SSLCertVerificationError");
    sink.troubled(0).await;
    std::fs::remove_file(ca).unwrap();

    let facts = sink.facts();
    assert_eq!((facts.deliveries, facts.handshakes_refused), (2, 1));
    assert_eq!(facts.last_refusal.as_deref(), Some("alert UnknownCA"));
    let recipe = payspec::certify::load_suite(None, "clevis").unwrap().contract.webhook.unwrap().signature;
    for delivery in mailbox.deliveries() {
        assert_eq!(recipe.verify(&"secret".into(), &delivery.headers, &delivery.body.0), Ok(()));
    }
}
