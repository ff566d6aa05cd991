//! Who the sink says it is, where it is reached, and what stops it from starting.

use crate::sender::{client, post, sink, trusting};
use payspec::sink::{Identity, Script, Sink, SinkConfig, SinkError};
use rcgen::generate_simple_self_signed;
use std::net::TcpListener;

fn plain(public_url: Option<&str>) -> SinkConfig {
    SinkConfig { identity: Identity::PlainHttp, public_url: public_url.map(str::to_owned), ..SinkConfig::default() }
}

async fn refusal(config: SinkConfig) -> SinkError {
    Sink::start(config).await.unwrap_err()
}

#[tokio::test]
async fn the_operators_certificate_is_shown() {
    let made = generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    let key_pem = made.signing_key.serialize_pem();
    let identity = Identity::Files { cert_pem: made.cert.pem(), key_pem: key_pem.clone().into() };
    assert!(!format!("{identity:?}").contains(key_pem.lines().nth(1).unwrap()));
    let sink = Sink::start(SinkConfig { identity, ..SinkConfig::default() }).await.unwrap();
    assert_eq!(sink.ca_pem(), None);
    let mailbox = sink.open("a", Script::default());
    let client = trusting(&made.cert.pem()).build().unwrap();
    assert_eq!(post(&client, &mailbox.url(), "x").await, 200);
}

#[tokio::test]
async fn each_sink_has_an_authority_of_its_own() {
    let (one, other) = (sink().await, sink().await);
    assert!(one.ca_pem().is_some() && one.ca_pem() != other.ca_pem());
}

#[tokio::test]
async fn our_certificate_is_for_the_public_name_as_well() {
    let public_url = Some("https://hooks.payspec.test/in/".to_owned());
    let sink = Sink::start(SinkConfig { public_url, ..SinkConfig::default() }).await.unwrap();
    let mailbox = sink.open("a", Script::default());
    assert!(mailbox.url().starts_with("https://hooks.payspec.test/in/"));
    let there = trusting(sink.ca_pem().unwrap()).resolve("hooks.payspec.test", sink.address()).build().unwrap();
    let url = mailbox.url().replace(".test/", &format!(".test:{}/", sink.address().port()));
    assert_eq!(post(&there, &url, "x").await, 200);
    assert_eq!(mailbox.deliveries().len(), 1);
}

#[tokio::test]
async fn plain_http_is_served_where_tls_is_ended_elsewhere() {
    let sink = Sink::start(plain(Some("https://hooks.example.com/payspec"))).await.unwrap();
    let mailbox = sink.open("a", Script::default());
    let token = mailbox.url().replace("https://hooks.example.com/payspec/", "");
    let client = trusting(self::sink().await.ca_pem().unwrap()).build().unwrap();
    // A proxy hands the whole path on, or what is behind its own part of it.
    for path in [format!("payspec/{token}"), token] {
        assert_eq!(post(&client, &format!("http://{}/{path}", sink.address()), "x").await, 200);
    }
    assert_eq!((mailbox.deliveries().len(), sink.ca_pem()), (2, None));
    assert!(Sink::start(plain(None)).await.unwrap().base_url().starts_with("http://127.0.0.1:"));
}

#[tokio::test]
async fn listening_everywhere_can_be_reached_here() {
    let config = SinkConfig { listen: "0.0.0.0:0".parse().unwrap(), ..SinkConfig::default() };
    let sink = Sink::start(config).await.unwrap();
    assert_eq!(sink.base_url(), format!("https://127.0.0.1:{}", sink.address().port()));
    assert_eq!(post(&client(&sink), &sink.open("a", Script::default()).url(), "x").await, 200);
}

#[tokio::test]
async fn what_stops_a_sink_from_starting_is_said() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap();
    let of = |cert_pem: &str, key_pem: &str| SinkConfig {
        identity: Identity::Files { cert_pem: cert_pem.into(), key_pem: key_pem.into() },
        ..SinkConfig::default()
    };
    let (one, other) = (
        generate_simple_self_signed(["localhost".to_owned()]).unwrap(),
        generate_simple_self_signed(["localhost".to_owned()]).unwrap(),
    );
    let (cert, key, foreign) = (one.cert.pem(), one.signing_key.serialize_pem(), other.signing_key.serialize_pem());
    for url in ["hooks.example.com", "ftp://x", "https://x/?a", "https://x/#a", ""] {
        assert!(matches!(refusal(plain(Some(url))).await, SinkError::PublicUrl(text) if text == url), "{url}");
    }
    assert!(
        matches!(refusal(SinkConfig { listen, ..SinkConfig::default() }).await, SinkError::Listen(at, _) if at == listen)
    );
    assert!(matches!(refusal(of("", &key)).await, SinkError::Certificate(_)));
    assert!(matches!(refusal(of("-----BEGIN CERTIFICATE-----\n%", &key)).await, SinkError::Certificate(_)));
    assert!(matches!(refusal(of(&cert, "")).await, SinkError::Key));
    assert!(matches!(refusal(of(&cert, &foreign)).await, SinkError::Tls(_)));
}

#[tokio::test]
async fn a_stopped_sink_listens_no_more_and_its_mailboxes_keep_what_they_have() {
    let sink = sink().await;
    let (client, address, mailbox) = (client(&sink), sink.address(), sink.open("a", Script::default()));
    assert_eq!(post(&client, &mailbox.url(), "x").await, 200);
    sink.stop().await;
    assert!(client.post(mailbox.url()).body("y").send().await.is_err());
    assert!(TcpListener::bind(address).is_ok());
    assert_eq!(mailbox.deliveries().len(), 1);
}
