//! How many deliveries a second the sink takes without losing one, from a second process over TLS.
//!
//! `cargo bench --bench sink` floods it as fast as it answers; `cargo bench --bench sink -- --rate 5000` sends at a
//! steady rate. Further: `--seconds N`, `--connections N`. The sink has its default configuration; every delivery is
//! compared with what was sent. It ends with status 1 when one is lost, or when the rate is not reached.

#![expect(clippy::unwrap_used, reason = "a load that cannot be made is to end loudly")]

use payspec::sink::{Mailbox, Script, Sink, SinkConfig};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::process::{ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;

/// A webhook of Clevis' size, with its place in what its connection sends.
fn body(connection: usize, n: u64) -> String {
    format!(
        r#"{{"id":"evt_{connection:04}{n:012}","type":"payout.status_changed","created_at":"2026-05-12T15:04:07Z","previous_status":"PENDING","data":{{"id":"po_01JABCDEFGHJKMNPQRSTVWXYZ0","external_id":"payspec-0123456789abcdef01234567","country":"CO","currency":"COP","amount":"450000.00","status":"PROCESSING","status_code":"200","status_detail":"In process","beneficiary":{{"first_name":"María","last_name":"Gómez","document":{{"type":"CC","id":"1032456789"}},"bank_account":{{"bank_code":"1007","account_number":"12345678901","account_type":"savings"}}}},"created_at":"2026-05-12T15:04:05Z","updated_at":"2026-05-12T15:04:07Z"}}}}"#
    )
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
struct Load {
    /// Deliveries a second; as many as are answered when 0.
    rate: u64,
    seconds: u64,
    connections: usize,
}

impl Load {
    fn read(arguments: &[String]) -> Self {
        let value = |name: &str| {
            let at = arguments.iter().position(|argument| argument == name)?;
            arguments.get(at + 1)?.parse::<u64>().ok()
        };
        // Without `--bench` it is only tried: that is how `cargo test --benches` calls it.
        let tried = !arguments.iter().any(|argument| argument == "--bench");
        Self {
            rate: value("--rate").unwrap_or(0),
            seconds: value("--seconds").unwrap_or(if tried { 1 } else { 10 }),
            connections: usize::try_from(value("--connections").unwrap_or(64)).unwrap().max(1),
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let load = Load::read(&arguments);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    match arguments.iter().position(|argument| argument == "--sender") {
        Some(at) => runtime.block_on(send(load, &arguments[at + 1..])),
        None => runtime.block_on(receive(load)),
    }
}

/// The first process: the sink, and what became of the deliveries.
async fn receive(load: Load) -> ExitCode {
    let sink = Sink::start(SinkConfig::default()).await.unwrap();
    let mailboxes: Vec<Mailbox> =
        (0..load.connections).map(|n| sink.open(&format!("bench/{n}"), Script::default())).collect();
    let ca = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{}.pem", std::process::id()));
    std::fs::write(&ca, sink.ca_pem().unwrap()).unwrap();
    let number = |value: u64| value.to_string();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--bench", "--rate", &number(load.rate), "--seconds", &number(load.seconds)])
        .args(["--connections", &load.connections.to_string(), "--sender"])
        .args([sink.address().to_string().as_str(), ca.to_str().unwrap()])
        .args(mailboxes.iter().map(Mailbox::url))
        .stderr(Stdio::inherit())
        .output()
        .await
        .unwrap();
    std::fs::remove_file(ca).unwrap();
    assert!(output.status.success(), "the sender failed");
    let said = String::from_utf8(output.stdout).unwrap();
    let (first, rest) = said.split_once('\n').unwrap();
    let answered: Vec<u64> = first.split(' ').map(|count| count.parse().unwrap()).collect();

    let mut lost = 0;
    for (n, (mailbox, answered)) in mailboxes.iter().zip(&answered).enumerate() {
        let deliveries = mailbox.deliveries();
        let right = deliveries.iter().zip(0..).filter(|(delivery, at)| delivery.body.0 == body(n, *at)).count();
        lost += answered.abs_diff(u64::try_from(right).unwrap());
    }
    let facts = sink.facts();
    println!("{rest}  sink      {} deliveries, {lost} lost, {} dropped", facts.deliveries, facts.dropped);
    let reached = answered.iter().sum::<u64>() >= load.rate * load.seconds;
    if lost == 0 && facts.dropped == 0 && reached { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The second process: as many connections as there are mailboxes, each sending one delivery after another.
async fn send(load: Load, arguments: &[String]) -> ExitCode {
    let [address, ca, urls @ ..] = arguments else { return ExitCode::FAILURE };
    let connector = connector(&std::fs::read(ca).unwrap());
    let mut connections = Vec::new();
    for url in urls {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let stream = connector.connect(ServerName::try_from("localhost").unwrap(), stream).await.unwrap();
        connections.push((stream, reqwest::Url::parse(url).unwrap().path().to_owned()));
    }
    let began = Instant::now();
    let end = began + Duration::from_secs(load.seconds);
    let gap = match load.rate {
        0 => Duration::ZERO,
        rate => Duration::from_secs(u64::try_from(load.connections).unwrap()) / u32::try_from(rate).unwrap(),
    };
    let mut sending = JoinSet::new();
    for (n, (mut stream, path)) in connections.into_iter().enumerate() {
        sending.spawn(async move {
            let mut latencies = Vec::new();
            let mut answer = Vec::new();
            let offset = gap * u32::try_from(n).unwrap() / u32::try_from(load.connections).unwrap();
            // With a rate, so many are sent, however late; without one, as long as there is time.
            let count = (load.rate * load.seconds).div_ceil(u64::try_from(load.connections).unwrap());
            for at in 0_u64.. {
                let due = began + offset + gap * u32::try_from(at).unwrap();
                if (load.rate == 0 && Instant::now() >= end) || (load.rate > 0 && at >= count) {
                    break;
                }
                tokio::time::sleep_until(due.into()).await;
                // Counted from when it was due, so that waiting for a slow answer counts for those behind it.
                let started = if load.rate == 0 { Instant::now() } else { due };
                let body = body(n, at);
                let head = "content-type: application/json\r\nx-clevis-mock: true\r\nx-clevis-signature: sha256=\
                            5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
                let request = format!(
                    "POST {path} HTTP/1.1\r\nhost: localhost\r\n{head}\r\ncontent-length: {}\r\n\r\n{body}",
                    body.len()
                );
                stream.write_all(request.as_bytes()).await.unwrap();
                stream.flush().await.unwrap();
                answer.clear();
                while !answer.ends_with(b"\r\n\r\n") {
                    assert!(stream.read_buf(&mut answer).await.unwrap() > 0, "closed by the sink");
                }
                assert!(answer.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&answer));
                latencies.push(started.elapsed());
            }
            (n, latencies)
        });
    }
    let mut all = sending.join_all().await;
    let took = began.elapsed();
    all.sort_by_key(|(n, _)| *n);
    let answered: Vec<String> = all.iter().map(|(_, latencies)| latencies.len().to_string()).collect();
    let mut latencies: Vec<Duration> = all.into_iter().flat_map(|(_, latencies)| latencies).collect();
    latencies.sort();
    let of_thousand = |part: usize| latencies[(latencies.len() - 1) * part / 1000];
    println!("{}", answered.join(" "));
    println!(
        "  sender    {} deliveries of {} bytes over {} TLS connections in {:.2} s: {:.0} a second",
        latencies.len(),
        body(0, 0).len(),
        load.connections,
        took.as_secs_f64(),
        f64::from(u32::try_from(latencies.len()).unwrap()) / took.as_secs_f64(),
    );
    println!(
        "  answered  after {:.1?} (half), {:.1?} (99 %), {:.1?} (99.9 %), {:.1?} (all)",
        of_thousand(500),
        of_thousand(990),
        of_thousand(999),
        of_thousand(1000),
    );
    ExitCode::SUCCESS
}

fn connector(ca: &[u8]) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}
