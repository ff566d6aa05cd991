//! One connection: TLS where it is served, then requests until either side has had enough.

use super::facts::Trouble;
use super::pulse::{Pulse, Watched};
use super::receive::Reception;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::Error as TlsError;
use std::error::Error;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// Bytes of headers a request may have over HTTP/1.1.
const HEAD_CAP: usize = 64 * 1024;
/// Requests in flight on one HTTP/2 connection.
const STREAMS: u32 = 128;
/// The first byte of every TLS connection: a handshake record.
const TLS_HANDSHAKE: u8 = 0x16;

/// How requests are spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Http1,
    Http2,
}

/// Serves a connection to its end.
pub(super) async fn serve(stream: TcpStream, acceptor: Option<&TlsAcceptor>, reception: &Arc<Reception>) {
    reception.tally.connections.fetch_add(1, Ordering::Relaxed);
    // Without it small answers wait for the sender's delayed acknowledgement.
    drop(stream.set_nodelay(true));
    let Some(acceptor) = acceptor else {
        return requests(stream, Protocol::Http1, reception).await;
    };
    if let Some(stream) = handshake(stream, acceptor, reception).await {
        let protocol = match stream.get_ref().1.alpn_protocol() {
            Some(b"h2") => Protocol::Http2,
            _ => Protocol::Http1,
        };
        requests(stream, protocol, reception).await;
    }
}

/// The TLS stream; nothing when there is none, which is counted with its cause.
async fn handshake(stream: TcpStream, acceptor: &TlsAcceptor, reception: &Reception) -> Option<TlsStream<TcpStream>> {
    let tally = &reception.tally;
    let whole = async {
        let mut first = [0];
        // Neither a byte nor an attempt: whoever only looks whether the port is open refuses nothing.
        if !matches!(stream.peek(&mut first).await, Ok(1..)) {
            return None;
        }
        if first[0] != TLS_HANDSHAKE {
            let what = if first[0].is_ascii_uppercase() { "plain HTTP, most likely" } else { "no TLS" };
            tally.refuse(Trouble::NotTls, &format!("{what}: the first byte was {:#04x}", first[0]));
            return None;
        }
        acceptor.accept(stream).await.map_err(|error| tally.refuse(Trouble::HandshakeRefused, &cause(&error))).ok()
    };
    match timeout(reception.config.deadlines.handshake, whole).await {
        Ok(stream) => stream,
        Err(_) => {
            tally.refuse(Trouble::HandshakeRefused, "the handshake came to no end in time");
            None
        }
    }
}

/// Why a handshake failed, in words.
fn cause(error: &io::Error) -> String {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) {
        Some(TlsError::AlertReceived(alert)) => format!("alert {alert:?}"),
        Some(other) => other.to_string(),
        None if error.kind() == io::ErrorKind::UnexpectedEof => "closed in the middle of the handshake".to_owned(),
        None => error.to_string(),
    }
}

async fn requests<S>(stream: S, protocol: Protocol, reception: &Arc<Reception>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let pulse = Pulse::new();
    let io = TokioIo::new(Watched::new(stream, pulse.clone()));
    let service = {
        let (pulse, reception) = (pulse.clone(), Arc::clone(reception));
        service_fn(move |request: Request<Incoming>| {
            let (serving, reception) = (pulse.serve(), Arc::clone(&reception));
            async move {
                let answer = reception.receive(request).await;
                drop(serving);
                answer
            }
        })
    };
    let served = async {
        match protocol {
            Protocol::Http1 => {
                let mut builder = http1::Builder::new();
                builder.timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(HEAD_CAP);
                // A sender that has nothing more to say may still want to hear.
                builder.half_close(true);
                builder.serve_connection(io, service).await
            }
            Protocol::Http2 => {
                let mut builder = http2::Builder::new(TokioExecutor::new());
                builder.timer(TokioTimer::new()).max_concurrent_streams(STREAMS);
                builder.serve_connection(io, service).await
            }
        }
    };
    tokio::select! {
        ended = served => if let Err(error) = ended && is_broken(&error) {
            reception.tally.refuse(Trouble::Broken, &format!("no complete HTTP: {error}"));
        },
        () = pulse.overdue(&reception.config.deadlines) => {}
    }
}

/// Whether what was sent is to blame: neither the script, which may ask for an end, nor a connection that went away.
fn is_broken(error: &hyper::Error) -> bool {
    let went_away = error.source().is_some_and(|cause| cause.is::<io::Error>());
    !(went_away || error.is_user() || error.is_closed() || error.is_canceled())
}
