//! Keys on every route, and the routes beside payouts.

use payspec::reference::clevis::{DEMO_KEY, DEMO_OTHER_KEY};
use reqwest::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{Probe, id_of};
use crate::api::co;

impl Probe {
    pub(super) async fn keys(&mut self) {
        let stuck = self.api.create(&co("MOCK_STUCK_keys")).await;
        let id = id_of(&stuck).unwrap_or_else(|| "po_1".to_owned());
        let cancel = format!("/v1/payouts/{id}/cancel");
        let read = format!("/v1/payouts/{id}");
        for authorization in [
            None,
            Some("Bearer nobody".to_owned()),
            Some(format!("Bearer {DEMO_KEY}x")),
            Some(format!("Bearer {}", DEMO_KEY.to_uppercase())),
            Some(format!("Basic {DEMO_KEY}")),
            Some(format!("bearer {DEMO_KEY}")),
            Some("Bearer ".to_owned()),
            Some(format!("Bearer {DEMO_OTHER_KEY}")),
        ] {
            for (method, path) in [
                (Method::GET, read.as_str()),
                (Method::GET, "/v1/payouts?limit=1"),
                (Method::GET, "/v1/payouts/requirements/CO"),
                (Method::POST, "/v1/payouts"),
                (Method::POST, cancel.as_str()),
                (Method::GET, "/health"),
            ] {
                let mut request = self.api.request(method, path);
                if let Some(value) = &authorization {
                    request = request.header("authorization", value);
                }
                let reply = self.api.send(request).await;
                self.seen.reply(&format!("{authorization:?}"), &reply);
            }
        }
        let taken = self.api.create_as_other(&co("MOCK_STUCK_keys")).await;
        self.seen.reply("the other key's own", &taken);
        self.get("/v1/payouts?limit=5").await;
    }

    pub(super) async fn routes(&mut self) {
        for country in ["MX", "CO", "AR", "BR", "CL", "PE", "US"] {
            self.get(&format!("/v1/payouts/requirements/{country}")).await;
        }
        for path in
            ["/health", "/nowhere", "/v1/payouts/a/b", "/v1/payouts/po_nobody", "/v1/payouts?limit=2&cursor=c_9"]
        {
            self.get(path).await;
        }
        let reply = self.api.send(self.api.request(Method::DELETE, "/v1/payouts")).await;
        self.seen.reply("delete", &reply);
        let plain = self.api.request(Method::POST, "/v1/payouts").bearer_auth(DEMO_KEY);
        let reply = self.api.send(plain.header("content-type", "text/plain").body(co("text").to_string())).await;
        self.seen.reply("plain text", &reply);
        let mut stream = tokio::net::TcpStream::connect(self.api.running.address()).await.unwrap();
        stream.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut raw = String::new();
        stream.read_to_string(&mut raw).await.unwrap();
        let head = raw.split("\r\n\r\n").next().unwrap_or_default();
        self.seen.note("raw", head.lines().filter(|line| !line.to_lowercase().starts_with("date")).collect::<String>());
    }
}
