//! One connection, driven by whoever waits for its answer.

use crate::record::SilenceKind;
use crate::runner::chain;
use bytes::{Bytes, BytesMut};
use http_body_util::Full;
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1::{self, Connection, SendRequest};
use hyper::http::response::Parts;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// Shorter than the keep-alive of common servers, so that a connection is not used just as it is being closed.
const IDLE: Duration = Duration::from_millis(1500);

/// One connection.
pub(super) struct Lane {
    sender: SendRequest<Full<Bytes>>,
    wire: Pin<Box<Connection<TokioIo<TcpStream>, Full<Bytes>>>>,
    closed: bool,
    used: Instant,
}

/// Why there is no answer, before it is told to anybody.
pub(super) struct Lost {
    pub(super) kind: SilenceKind,
    pub(super) text: String,
    /// Nothing of the request was seen by the target, or it closed a connection that had served before.
    pub(super) stale: bool,
    /// Nothing of the request has left.
    pub(super) unsent: bool,
}

impl Lost {
    /// An answer that is lost although the request may have been seen.
    pub(super) fn of(kind: SilenceKind, text: String) -> Self {
        Self { kind, text, stale: false, unsent: false }
    }

    fn before_the_answer(error: &hyper::Error) -> Self {
        let stale = error.is_incomplete_message() || error.is_closed();
        Self { kind: SilenceKind::Broken, text: chain(error), stale, unsent: error.is_canceled() }
    }
}

impl Lane {
    /// A new connection.
    pub(super) async fn connect(host: &str, port: u16) -> Result<Self, Lost> {
        let lost = |text: String| Lost::of(SilenceKind::Unreachable, text);
        let stream = TcpStream::connect((host, port)).await.map_err(|error| lost(error.to_string()))?;
        stream.set_nodelay(true).map_err(|error| lost(error.to_string()))?;
        let (sender, wire) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| lost(error.to_string()))?;
        Ok(Self { sender, wire: Box::pin(wire), closed: false, used: Instant::now() })
    }

    /// Whether another request may go over it.
    pub(super) fn lives(&self) -> bool {
        !self.closed && !self.sender.is_closed() && self.used.elapsed() < IDLE
    }

    /// Sends a request and reads its answer, of whose body no more than `most` bytes are taken.
    pub(super) async fn exchange(
        &mut self,
        request: Request<Full<Bytes>>,
        most: usize,
    ) -> Result<(Parts, Bytes), Lost> {
        let response = {
            let Self { sender, wire, closed, .. } = self;
            driven(wire, closed, sender.send_request(request)).await
        };
        let (parts, body) = response.map(Response::into_parts).map_err(|error| Lost::before_the_answer(&error))?;
        let body = self.gather(body, most).await?;
        self.used = Instant::now();
        Ok((parts, body))
    }

    async fn gather(&mut self, body: Incoming, most: usize) -> Result<Bytes, Lost> {
        let mut whole = Gathered::default();
        let mut body = pin!(body);
        let Self { wire, closed, .. } = self;
        while let Some(frame) = driven(wire, closed, poll_fn(|context| body.as_mut().poll_frame(context))).await {
            let frame = frame.map_err(|error| Lost::of(SilenceKind::Broken, chain(&error)))?;
            let Ok(chunk) = frame.into_data() else { continue };
            if whole.len() + chunk.len() > most {
                return Err(Lost::of(SilenceKind::TooLong, format!("the body is longer than {most} bytes")));
            }
            whole.add(chunk);
        }
        Ok(whole.bytes())
    }
}

/// Waits for something that happens on a connection while it drives the connection.
async fn driven<T>(
    wire: &mut Pin<Box<Connection<TokioIo<TcpStream>, Full<Bytes>>>>,
    closed: &mut bool,
    waited: impl Future<Output = T>,
) -> T {
    let mut waited = pin!(waited);
    poll_fn(|context| {
        if let Poll::Ready(done) = waited.as_mut().poll(context) {
            return Poll::Ready(done);
        }
        if !*closed && wire.as_mut().poll(context).is_ready() {
            *closed = true;
        }
        waited.as_mut().poll(context)
    })
    .await
}

/// A body in one piece without copying when it came in one piece.
#[derive(Default)]
struct Gathered {
    first: Bytes,
    rest: BytesMut,
}

impl Gathered {
    fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    fn add(&mut self, chunk: Bytes) {
        if self.first.is_empty() && self.rest.is_empty() {
            self.first = chunk;
        } else {
            if self.rest.is_empty() {
                self.rest.extend_from_slice(&std::mem::take(&mut self.first));
            }
            self.rest.extend_from_slice(&chunk);
        }
    }

    fn bytes(self) -> Bytes {
        if self.rest.is_empty() { self.first } else { self.rest.freeze() }
    }
}
