//! Watches whether a connection is still good for something: a request half sent, a request being served, or none.

use super::config::Deadlines;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, sleep_until};

/// The signs of life of one connection.
#[derive(Debug, Clone)]
pub(super) struct Pulse(Arc<Mutex<Signs>>);

#[derive(Debug)]
struct Signs {
    /// Requests being served.
    serving: usize,
    /// When the last request was done, or the connection began.
    quiet_since: Instant,
    /// When the first byte came that belongs to no request yet.
    half_since: Option<Instant>,
}

/// A request being served, until dropped.
#[derive(Debug)]
pub(super) struct Serving(Pulse);

impl Pulse {
    pub(super) fn new() -> Self {
        let signs = Signs { serving: 0, quiet_since: Instant::now(), half_since: None };
        Self(Arc::new(Mutex::new(signs)))
    }

    fn signs(&self) -> MutexGuard<'_, Signs> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bytes(&self) {
        let mut signs = self.signs();
        if signs.serving == 0 && signs.half_since.is_none() {
            signs.half_since = Some(Instant::now());
        }
    }

    /// The headers of a request are complete.
    pub(super) fn serve(&self) -> Serving {
        let mut signs = self.signs();
        signs.serving += 1;
        signs.half_since = None;
        Serving(self.clone())
    }

    /// Comes back when the connection is overdue; serving a request has its own deadlines.
    pub(super) async fn overdue(&self, deadlines: &Deadlines) {
        loop {
            let now = Instant::now();
            let due = {
                let signs = self.signs();
                match (signs.serving, signs.half_since) {
                    (0, Some(since)) => since + deadlines.head,
                    (0, None) => signs.quiet_since + deadlines.idle,
                    _ => now + deadlines.idle.min(deadlines.head),
                }
            };
            if due <= now {
                return;
            }
            // What begins in the meantime may be due earlier than what was looked at.
            sleep_until(due.min(now + deadlines.head)).await;
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let mut signs = self.0.signs();
        signs.serving -= 1;
        signs.quiet_since = Instant::now();
    }
}

/// A stream whose incoming bytes are signs of life.
#[derive(Debug)]
pub(super) struct Watched<S> {
    stream: S,
    pulse: Pulse,
}

impl<S> Watched<S> {
    pub(super) fn new(stream: S, pulse: Pulse) -> Self {
        Self { stream, pulse }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.pulse.bytes();
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
