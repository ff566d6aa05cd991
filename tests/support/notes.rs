//! A sound server of the contract `mini`, for tests to do harm to.

use crate::program::KEY;
use crate::raw_server::{Request, Server, Wire};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// One answer, about to be written.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The bytes of the whole answer.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("HTTP/1.1 {} Whatever\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", self.body.len()).as_bytes());
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// Sends it as a sound server would.
    pub(crate) fn send(&self, wire: &mut dyn Wire) {
        // A client that has gone has gone.
        drop(wire.write_all(&self.bytes()));
    }
}

/// Notes in memory.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    requests: AtomicU64,
    notes: Mutex<BTreeMap<String, (Value, u32)>>,
    keys: Mutex<BTreeMap<String, String>>,
}

impl Notes {
    /// What a sound server answers to somebody who shows `key`.
    pub(crate) fn answer(&self, request: &Request, key: &str) -> Answer {
        let number = self.requests.fetch_add(1, Ordering::SeqCst);
        let (status, body) = if request.headers.get("authorization") != Some(&format!("Bearer {key}")) {
            error(401, "UNAUTHORIZED")
        } else if request.method == "POST" {
            self.create(request)
        } else {
            self.read(request.path.trim_start_matches("/notes/"))
        };
        Answer {
            status,
            headers: vec![
                ("Content-Type".into(), b"application/json".to_vec()),
                ("X-Request-ID".into(), format!("req-{number}").into_bytes()),
            ],
            body: body.to_string().into_bytes(),
        }
    }

    fn create(&self, request: &Request) -> (u16, Value) {
        let Ok(asked) = serde_json::from_slice::<Value>(&request.body) else { return error(400, "NO_JSON") };
        if asked["amount"].as_str().is_some_and(|amount| amount.starts_with('-')) {
            return error(422, "BAD_AMOUNT");
        }
        let mut notes = self.notes.lock().unwrap();
        let mut keys = self.keys.lock().unwrap();
        let id = format!("note-{}", notes.len());
        if let Some(key) = request.headers.get("idempotency-key") {
            if let Some(known) = keys.get(key) {
                return (200, notes[known].0.clone());
            }
            keys.insert(key.clone(), id.clone());
        }
        let note = json!({ "id": id, "name": asked["name"], "status": "OPEN", "greeting": "hello" });
        notes.insert(id, (note.clone(), 0));
        (201, note)
    }

    /// A note is done once it has been looked at.
    fn read(&self, id: &str) -> (u16, Value) {
        match self.notes.lock().unwrap().get_mut(id) {
            None => error(404, "NOT_FOUND"),
            Some((note, looks)) => {
                *looks += 1;
                if *looks > 1 {
                    note["status"] = "DONE".into();
                }
                (200, note.clone())
            }
        }
    }
}

fn error(status: u16, code: &str) -> (u16, Value) {
    (status, json!({ "error": { "code": code, "message": "No." } }))
}

/// A sound server whose answers are altered.
pub(crate) fn altered(alter: impl Fn(&Request, &mut Answer) + Send + Sync + 'static) -> Server {
    let notes = Notes::default();
    Server::start(move |request, wire| {
        let mut answer = notes.answer(request, KEY);
        alter(request, &mut answer);
        answer.send(wire);
    })
}
