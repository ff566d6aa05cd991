//! A started server and a client of it.

use std::time::{Duration, Instant};

use payspec::reference::Running;
use payspec::reference::clevis::{Config, DEMO_KEY, DEMO_OTHER_KEY, start};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

/// How long a poll may take before the test gives up; never how long anything must take.
const DEADLINE: Duration = Duration::from_secs(20);

pub(crate) struct Api {
    pub(crate) running: Running,
    client: Client,
    key: &'static str,
}

#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub(crate) fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap_or_else(|| panic!("no {pointer} in {}", self.text))
    }

    pub(crate) fn word(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer} in {}", self.text)).to_owned()
    }

    pub(crate) fn id(&self) -> String {
        self.word("/id")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Status and error code.
    pub(crate) fn refusal(&self) -> (u16, String) {
        (self.status, self.word("/error/code"))
    }
}

impl Api {
    pub(crate) async fn start(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config { time_scale: 0.01, ..Config::default() };
        change(&mut config);
        // The provider is shared by the whole test process; whoever comes second finds it installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let running = start(config).await.unwrap();
        let client = Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        Self { running, client, key: DEMO_KEY }
    }

    pub(crate) async fn sound() -> Self {
        Self::start(|_| {}).await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.running.base_url()))
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Reply {
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Reply { status, headers, text: answer.text().await.unwrap() }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path).bearer_auth(self.key)).await
    }

    pub(crate) async fn get_as_other(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path).bearer_auth(DEMO_OTHER_KEY)).await
    }

    pub(crate) async fn create(&self, body: &Value) -> Reply {
        self.create_with(body, &[]).await
    }

    pub(crate) async fn create_with(&self, body: &Value, headers: &[(&str, &str)]) -> Reply {
        self.create_raw(body.to_string(), headers).await
    }

    pub(crate) async fn create_raw(&self, body: impl Into<reqwest::Body>, headers: &[(&str, &str)]) -> Reply {
        let mut request = self.request(Method::POST, "/v1/payouts").bearer_auth(self.key);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.header("content-type", "application/json").body(body)).await
    }

    /// As `create_raw`, for servers that may not answer at all.
    pub(crate) async fn try_create(&self, body: String, headers: &[(&str, &str)]) -> Option<Reply> {
        let mut request = self.request(Method::POST, "/v1/payouts").bearer_auth(self.key);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.header("content-type", "application/json").body(body).send().await.ok()?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Some(Reply { status, headers, text: answer.text().await.ok()? })
    }

    pub(crate) async fn create_as_other(&self, body: &Value) -> Reply {
        let request = self.request(Method::POST, "/v1/payouts").bearer_auth(DEMO_OTHER_KEY);
        self.send(request.header("content-type", "application/json").body(body.to_string())).await
    }

    pub(crate) async fn read(&self, id: &str) -> Reply {
        self.get(&format!("/v1/payouts/{id}")).await
    }

    pub(crate) async fn cancel(&self, id: &str) -> Reply {
        self.send(self.request(Method::POST, &format!("/v1/payouts/{id}/cancel")).bearer_auth(self.key)).await
    }

    /// Reads until the payout shows `status`.
    pub(crate) async fn read_until(&self, id: &str, status: &str) -> Reply {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let reply = self.read(id).await;
            if reply.status == 200 && reply.word("/status") == status {
                return reply;
            }
            assert!(Instant::now() < deadline, "never {status}: {}", reply.text);
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

/// Waits until `probe` has an answer.
pub(crate) async fn eventually<T>(what: &str, mut probe: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(found) = probe() {
            return found;
        }
        assert!(Instant::now() < deadline, "never happened: {what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// A complete Colombian create that ends synchronously.
pub(crate) fn co(external_id: &str) -> Value {
    json!({
        "amount": "4600000.00", "currency": "COP", "country": "CO", "external_id": external_id,
        "description": "Nómina mayo — Juan Pérez",
        "beneficiary": {
            "name": "Juan Pérez", "document_type": "CC", "document_id": "1023456789",
            "bank_account": { "bank_code": "1007", "account_type": "CHECKING", "account_number": "12345678901" }
        },
        "payroll_ref": { "country": "CO", "scheme": "ordinario", "year": 2026, "concept": "net_salary" },
        "processing": { "step_seconds": 0 }
    })
}

/// `body` with the value at `pointer` replaced or added.
pub(crate) fn with(mut body: Value, pointer: &str, value: impl Into<Value>) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let members = body.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    members.insert(name.to_owned(), value.into());
    body
}

/// `body` without the member at `pointer`.
pub(crate) fn without(mut body: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).and_then(Value::as_object_mut).unwrap().shift_remove(name).unwrap();
    body
}
