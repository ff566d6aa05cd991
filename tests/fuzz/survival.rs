//! Whatever the target does, a hunt ends by itself and says truly what came of it.

use super::raw_server::{Request, Server, Wire};
use super::{SUITE, order, server};
use payspec::fuzz::hunt::{Ended, hunt};
use payspec::fuzz::tell::Repeats;
use payspec::scenario::Credential;
use payspec::target::{Pace, Target};
use secrecy::ExposeSecret;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

fn at(url: &str) -> Target {
    let mut target = Target::at(&SUITE.contract, url);
    target.credentials.insert(Credential::Main, "k".into());
    target.deadline = Duration::from_millis(300);
    target.patience = 0.02;
    // What says 429 at random is not to slow the test down.
    target.pace = Pace::Off;
    target.time_scale = 0.01;
    target
}

/// Numbers from a fixed beginning.
fn next(state: &Mutex<u64>) -> u64 {
    let mut state = state.lock().unwrap();
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_answers_garbage_ends_no_hunt() {
    let state = Mutex::new(0x9e37_79b9_7f4a_7c15);
    let garbage = Server::start(move |request: &Request, wire: &mut dyn Wire| {
        // The request that hunts begin with is answered, so that there is something to hunt.
        let is_smoke = request.path.ends_with("smoke");
        let bytes: Vec<u8> = match if is_smoke { 0 } else { next(&state) % 8 } {
            0 | 1 => b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".to_vec(),
            2 => b"HTTP/1.1 201 Created\r\nContent-Length: 3\r\nConnection: close\r\n\r\n[1,".to_vec(),
            3 => format!(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 37\r\n\r\n{{\"id\":\"{:016x}\",\"status\":\"X\"}}",
                next(&state)
            )
            .into_bytes(),
            4 => b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf".to_vec(),
            5 => Vec::new(),
            6 => (0..200).map(|_| next(&state).to_le_bytes()[0]).collect(),
            _ => format!(
                "HTTP/1.1 {} X\r\nConnection: close\r\nContent-Length: 30\r\n\r\n{{\"error\":{{\"code\":\"C{:08x}\"}}}}  ",
                100 + next(&state) % 500,
                next(&state) as u32
            )
            .into_bytes(),
        };
        drop(wire.write_all(&bytes));
    });
    let (summary, novelty) = hunt(order(at(&garbage.url()), 600)).await.unwrap();
    assert_eq!(summary.ended, Ended::Requests);
    assert!(summary.requests >= 600);
    assert!(summary.trouble.panics.is_empty(), "{:?}", summary.trouble);
    assert!(summary.trouble.silences.values().sum::<u64>() > 0, "{:?}", summary.trouble);
    let found: Vec<_> = summary.findings.iter().map(|one| &one.bucket).collect();
    assert!((1..=100).contains(&summary.counting(false)), "{found:?} {:?}", summary.trouble);
    assert!(novelty.places() > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_is_killed_and_comes_back_is_not_blamed() {
    let (embedded, target) = server(&[]).await;
    // In front of the sound server stands a door that is shut for a while and loses what was under way.
    let behind = embedded.url().trim_start_matches("http://").to_owned();
    let seen = AtomicU64::new(0);
    let door = Server::start(move |request: &Request, wire: &mut dyn Wire| {
        let number = seen.fetch_add(1, Ordering::SeqCst);
        if (200..230).contains(&number) || (400..404).contains(&number) {
            return;
        }
        drop(wire.write_all(&passed_on(&behind, request)));
    });
    let mut target = Target { url: door.url(), ..target };
    target.patience = 1.0;
    let (summary, _) = hunt(order(target, 800)).await.unwrap();
    assert_eq!(summary.ended, Ended::Requests);
    assert_eq!(summary.findings.len(), 0, "{:?}", summary.findings);
    assert!(summary.trouble.outages > 0 && !summary.trouble.silences.is_empty(), "{:?}", summary.trouble);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_goes_away_for_good_ends_the_hunt() {
    let seen = AtomicU64::new(0);
    let server = Server::start(move |_: &Request, wire: &mut dyn Wire| {
        if seen.fetch_add(1, Ordering::SeqCst) < 50 {
            drop(wire.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
        }
    });
    let (summary, _) = hunt(order(at(&server.url()), 100_000)).await.unwrap();
    assert!(matches!(summary.ended, Ended::Unusable(_)), "{:?}", summary.ended);
    assert!(summary.requests < 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_is_not_there_is_no_finding() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (summary, _) = hunt(order(at(&format!("http://{gone}")), 100)).await.unwrap();
    assert!(matches!(&summary.ended, Ended::Unusable(why) if why.contains("does not answer")), "{:?}", summary.ended);
    assert_eq!((summary.requests, summary.findings.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_never_gets_an_answer_is_a_finding() {
    let (embedded, target) = server(&["astral-letter-drops-connection"]).await;
    let mut order = order(target, 20_000);
    order.limits.until_finding = true;
    let (summary, _) = hunt(order).await.unwrap();
    let finding = &summary.findings[0];
    assert_eq!(finding.bucket.clause, SUITE.contract.answers, "{finding:?}");
    assert!(matches!(finding.repeats, Repeats::Stable { .. }), "{finding:?}");
    assert_eq!(summary.ended, Ended::Finding);
    drop(embedded);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_says_not_now_is_waited_for() {
    let (embedded, target) = server(&[]).await;
    let behind = embedded.url().trim_start_matches("http://").to_owned();
    let seen = AtomicU64::new(0);
    let door = Server::start(move |request: &Request, wire: &mut dyn Wire| {
        let answer = match seen.fetch_add(1, Ordering::SeqCst) % 50 {
            49 => b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .to_vec(),
            _ => passed_on(&behind, request),
        };
        drop(wire.write_all(&answer));
    });
    let mut target = Target { url: door.url(), ..target };
    target.pace = Pace::PerMinute(60_000);
    let (summary, _) = hunt(order(target, 400)).await.unwrap();
    assert_eq!(summary.ended, Ended::Requests);
    assert_eq!(summary.findings.len(), 0, "{:?}", summary.findings);
}

/// What another server answers to the same request, connection closed afterwards.
fn passed_on(address: &str, request: &Request) -> Vec<u8> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let mut head = format!("{} {} HTTP/1.1\r\n", request.method, request.path);
    for (name, value) in
        request.headers.iter().filter(|(name, _)| !matches!(name.as_str(), "connection" | "content-length"))
    {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("connection: close\r\ncontent-length: {}\r\n\r\n", request.body.len()));
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&request.body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

fn client() -> reqwest::Client {
    // The first one to name a provider wins, and all name the same.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::new()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_is_full_ends_the_hunt() {
    let (_embedded, mut target) = server(&[]).await;
    target.url = target.address(Some("small-store")).unwrap().to_owned();
    // Fills it with what no walk knows of and nobody will cancel.
    let client = client();
    let sample = target.samples["co"].body.as_ref().unwrap().to_string();
    let key = target.secret(None, Credential::Main).unwrap().expose_secret().to_owned();
    for number in 0..4 {
        let body = sample.replace("${external_id}", &format!("MOCK_STUCK_{number}"));
        let body = body.replace("${amount}", "450000.00");
        let create = client.post(format!("{}/v1/payouts", target.url)).bearer_auth(&key);
        let status = create.header("content-type", "application/json").body(body).send().await.unwrap().status();
        assert!(matches!(status.as_u16(), 201 | 503), "{status}");
    }
    target.patience = 0.005;
    let (summary, _) = hunt(order(target, 1_000_000)).await.unwrap();
    let Ended::Unusable(why) = &summary.ended else { panic!("{:?}", summary.ended) };
    assert!(why.contains("kept saying 503 and has accepted nothing"), "{why}");
    assert_eq!(summary.findings.len(), 0, "{:#?}", summary.findings);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_walk_leaves_a_payout_open_for_good() {
    let (_embedded, target) = server(&[]).await;
    let url = target.url.clone();
    let keys =
        [Credential::Main, Credential::Other].map(|who| target.secret(None, who).unwrap().expose_secret().to_owned());
    let (summary, _) = hunt(order(target, 6_000)).await.unwrap();
    assert_eq!(summary.ended, Ended::Requests);
    for key in keys {
        let mut stuck = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = client().get(format!("{url}/v1/payouts?limit=100{cursor}")).bearer_auth(&key);
            let page: serde_json::Value =
                serde_json::from_str(&page.send().await.unwrap().text().await.unwrap()).unwrap();
            let payouts = page["data"].as_array().unwrap();
            let is_stuck =
                |payout: &&serde_json::Value| payout["external_id"].as_str().unwrap().starts_with("MOCK_STUCK");
            let is_open =
                |payout: &&serde_json::Value| matches!(payout["status"].as_str(), Some("PENDING" | "PROCESSING"));
            stuck.extend(payouts.iter().filter(is_stuck).filter(is_open).map(serde_json::Value::to_string));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert!(stuck.is_empty(), "{} of them, such as {}", stuck.len(), stuck[0]);
    }
}
