//! `payspec sink` as a process.

use crate::sender::{post, trusting};
use payspec::signature::{Algorithm, Encoding, Part, Placement, Recipe, Spelling};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

const EVENT: &str =
    r#"{"id":"evt_1","type":"payout.status_changed","previous_status":"PENDING","data":{"id":"po_1","status":"PAID"}}"#;

struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    url: String,
}

impl Running {
    async fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_payspec"))
            .args(["sink", "--port", "0"])
            .args(arguments)
            .env("SINK_TEST_SECRET", "sink-secret")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines.next_line().await.unwrap().unwrap().replace("receiving at ", "");
        Self { child, lines, url }
    }

    async fn line(&mut self) -> String {
        self.lines.next_line().await.unwrap().unwrap()
    }

    /// A line without the time it begins with.
    async fn said(&mut self) -> String {
        let line = self.line().await;
        let (time, rest) = line.split_once("  ").unwrap();
        assert!(time.len() == 13 && time.ends_with('Z'), "{line}");
        rest.to_owned()
    }

    /// Interrupts it and comes back with what else it says.
    async fn interrupt(mut self) -> (Vec<String>, ExitStatus) {
        let pid = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().await.unwrap().success());
        let mut rest = Vec::new();
        while let Some(line) = self.lines.next_line().await.unwrap() {
            rest.push(line);
        }
        (rest, self.child.wait().await.unwrap())
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sink-{name}-{}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    folder
}

fn signature(secret: &str) -> String {
    let recipe = Recipe {
        parts: vec![Part::RawBody],
        separator: String::new(),
        algorithm: Algorithm::HmacSha256,
        encoding: Encoding::LowerHex,
        prefix: "sha256=".into(),
        placement: Placement::Header("X-Clevis-Signature".into()),
        timestamp: None,
        spelling: Spelling::default(),
    };
    recipe.sign(&secret.into(), EVENT.as_bytes(), None)
}

#[cfg(unix)]
#[tokio::test]
async fn deliveries_are_printed_as_they_come_and_counted_at_the_end() {
    let out = folder("command");
    let arguments = ["--secret-env", "SINK_TEST_SECRET", "--answer", "200,503", "--out", out.to_str().unwrap()];
    let mut running = Running::start(&arguments).await;
    let ca = out.join("sink-ca.pem");
    assert_eq!(running.line().await, format!("senders have to trust this authority: {}", ca.display()));
    let client = trusting(&std::fs::read_to_string(ca).unwrap()).build().unwrap();
    let send = |secret: &str| {
        let request = client.post(&running.url).header("X-Clevis-Signature", signature(secret)).body(EVENT);
        async move { request.send().await.unwrap().status().as_u16() }
    };
    let (right, wrong) = (send("sink-secret"), send("another"));

    assert_eq!(right.await, 200);
    let about = "payout.status_changed  PENDING → PAID  po_1  evt_1";
    assert_eq!(running.said().await, format!("valid      {about}  answered 200"));
    assert_eq!(wrong.await, 503);
    assert_eq!(
        running.said().await,
        format!("INVALID    {about}  answered 503: the signature does not fit: another secret, or other bytes")
    );
    assert_eq!(post(&client, &running.url, "\u{1b}[2J").await, 503);
    assert_eq!(
        running.said().await,
        "INVALID    no JSON (4 bytes)  answered 503: there is no header X-Clevis-Signature"
    );
    let elsewhere = running.url.rsplit_once('/').unwrap().0.to_owned();
    assert_eq!(post(&client, &elsewhere, "x").await, 404);
    assert_eq!(running.said().await, "refused    requests to another path (1)");

    let (rest, status) = running.interrupt().await;
    assert_eq!(rest, ["3 deliveries: 1 valid, 2 INVALID"]);
    assert_eq!(status.code(), Some(0));
    std::fs::remove_dir_all(out).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_sender_that_does_not_trust_the_sink_is_seen() {
    let mut running = Running::start(&[]).await;
    assert_eq!(running.line().await, "senders have to trust this authority:");
    let mut pem = String::new();
    while !pem.ends_with("-----END CERTIFICATE-----\n") {
        pem.push_str(&running.line().await);
        pem.push('\n');
    }
    let stranger = crate::sender::sink().await;
    let distrusting = trusting(stranger.ca_pem().unwrap()).build().unwrap();
    assert!(distrusting.post(&running.url).body("x").send().await.is_err());
    assert_eq!(running.said().await, "refused    TLS handshakes (1): alert UnknownCA");
    assert_eq!(post(&trusting(&pem).build().unwrap(), &running.url, EVENT).await, 200);
    assert!(running.said().await.ends_with("evt_1  answered 200: no --secret-env was given"));
    let (rest, status) = running.interrupt().await;
    assert_eq!(rest, ["1 delivery: 0 valid, 0 INVALID, 1 unchecked"]);
    assert_eq!(status.code(), Some(0));
}

#[cfg(unix)]
#[tokio::test]
async fn plain_http_is_served_for_a_proxy_in_front() {
    let arguments = ["--plain", "--public-url", "https://hooks.example.com/in"];
    let mut running = Running::start(&arguments).await;
    let token = running.url.replace("https://hooks.example.com/in/", "");
    let address = running.line().await.replace("listening on ", "");
    let stranger = crate::sender::sink().await;
    let client = trusting(stranger.ca_pem().unwrap()).build().unwrap();
    assert_eq!(post(&client, &format!("http://{address}/{token}"), EVENT).await, 200);
    assert!(running.said().await.starts_with("unchecked"));
    drop(running.interrupt().await);
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_as_usage() {
    for arguments in [
        &["--answer", "99"][..],
        &["--answer", "200,maybe"],
        &["--cert", "x.pem"],
        &["--plain", "--cert", "x.pem", "--key", "y.pem"],
        &["--cert", "/nowhere/x.pem", "--key", "/nowhere/y.pem"],
        &["--secret-env", "SINK_TEST_NOT_SET"],
        &["--contract", "nowhere"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_payspec")).arg("sink").args(arguments).output().await.unwrap();
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{arguments:?}");
    }
}
