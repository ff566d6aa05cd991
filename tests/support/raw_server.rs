//! A server written down to the bytes: whatever a hostile target may do to a connection can be done here.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Both ends of a connection, in clear or behind TLS.
pub(crate) trait Wire: Read + Write + Send {}
impl<T: Read + Write + Send> Wire for T {}

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// What is done with a request; the connection ends when it returns.
type Handler = dyn Fn(&Request, &mut dyn Wire) + Send + Sync;
type Wrap = dyn Fn(TcpStream) -> Box<dyn Wire> + Send + Sync;

/// A server on a port of its own, until dropped.
pub(crate) struct Server {
    shared: Arc<Shared>,
    scheme: &'static str,
}

struct Shared {
    address: SocketAddr,
    wrap: Box<Wrap>,
    handler: Box<Handler>,
    connections: AtomicUsize,
    ending: AtomicBool,
    ended: (Mutex<bool>, Condvar),
}

impl Server {
    /// A server in clear.
    pub(crate) fn start(handler: impl Fn(&Request, &mut dyn Wire) + Send + Sync + 'static) -> Self {
        Self::start_behind("http", |stream| Box::new(stream), handler)
    }

    /// A server behind something that makes its own wire of a connection, such as TLS.
    pub(crate) fn start_behind(
        scheme: &'static str,
        wrap: impl Fn(TcpStream) -> Box<dyn Wire> + Send + Sync + 'static,
        handler: impl Fn(&Request, &mut dyn Wire) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let shared = Arc::new(Shared {
            address: listener.local_addr().unwrap(),
            wrap: Box::new(wrap),
            handler: Box::new(handler),
            connections: AtomicUsize::new(0),
            ending: AtomicBool::new(false),
            ended: (Mutex::new(false), Condvar::new()),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accepting.accept(listener));
        Self { shared, scheme }
    }

    pub(crate) fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.shared.address)
    }

    /// How many connections came.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// What makes the server go away for good; when it returns nobody can connect any more.
    pub(crate) fn exit(&self) -> impl Fn() + Send + Sync + 'static {
        let shared = Arc::clone(&self.shared);
        move || shared.end()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.end();
    }
}

impl Shared {
    fn accept(self: Arc<Self>, listener: TcpListener) {
        for stream in listener.incoming() {
            if self.ending.load(Ordering::SeqCst) {
                break;
            }
            let Ok(stream) = stream else { continue };
            self.connections.fetch_add(1, Ordering::SeqCst);
            let shared = Arc::clone(&self);
            thread::spawn(move || shared.serve(stream));
        }
        drop(listener);
        *self.ended.0.lock().unwrap() = true;
        self.ended.1.notify_all();
    }

    fn serve(&self, stream: TcpStream) {
        stream.set_nodelay(true).unwrap();
        let mut wire = (self.wrap)(stream);
        if let Ok(request) = read(&mut *wire) {
            (self.handler)(&request, &mut *wire);
        }
    }

    fn end(&self) {
        if !self.ending.swap(true, Ordering::SeqCst) {
            // Wakes whoever waits for the next connection.
            drop(TcpStream::connect(self.address));
        }
        let mut ended = self.ended.0.lock().unwrap();
        while !*ended {
            ended = self.ended.1.wait(ended).unwrap();
        }
    }
}

fn read(wire: &mut dyn Wire) -> io::Result<Request> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        if wire.read(&mut byte)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.push(byte[0]);
        if !bytes[0].is_ascii_uppercase() {
            // Whoever speaks something else is told so, as common servers do.
            wire.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")?;
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    let mut lines = text.lines();
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, path) = (first.next().unwrap_or_default().to_owned(), first.next().unwrap_or_default().to_owned());
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    wire.read_exact(&mut body)?;
    Ok(Request { method, path, headers, body })
}

/// Holds a connection open until the other side has had enough.
pub(crate) fn hold(wire: &mut dyn Wire) {
    let mut bytes = [0; 64];
    while wire.read(&mut bytes).is_ok_and(|read| read > 0) {}
}

/// Writes without end, until the other side has had enough.
pub(crate) fn pour(wire: &mut dyn Wire, drop: &[u8]) {
    while wire.write_all(drop).is_ok() {}
}
