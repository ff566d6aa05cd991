//! Connections that TLS does not come about on, and one that it does.

use crate::altered;
use crate::notes::Notes;
use crate::outcome::run_mini;
use crate::program::{KEY, scratch};
use crate::raw_server::{Server, Wire};
use rcgen::CertifiedKey;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::fs;
use std::sync::Arc;

#[test]
fn a_server_in_clear_under_an_https_url() {
    let server = altered(|_, _| {});
    let url = server.url().replace("http:", "https:");
    run_mini("https-on-a-plain-port", &url, &[]).says_nothing("the target does not answer (TLS failure: ");
}

/// A sound server that nobody vouches for, and its certificate.
fn self_signed() -> (Server, String) {
    let CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let wrap = move |stream| -> Box<dyn Wire> {
        let connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
        Box::new(rustls::StreamOwned::new(connection, stream))
    };
    let notes = Notes::default();
    let server = Server::start_behind("https", wrap, move |request, wire| notes.answer(request, KEY).send(wire));
    (server, cert.pem())
}

#[test]
fn a_certificate_nobody_vouches_for() {
    let (server, _) = self_signed();
    run_mini("self-signed", &server.url(), &[]).says_nothing("the target does not answer (TLS failure: ");
}

#[test]
fn a_certificate_the_operator_vouches_for() {
    let (server, pem) = self_signed();
    let folder = scratch("trusted-ca");
    fs::write(folder.join("ca.pem"), pem).unwrap();
    let text = "contract = \"mini\"\nname = \"Notes\"\ntrusted_ca = \"ca.pem\"\n\
        [credential.main]\nbearer_env = \"PAYSPEC_TEST_KEY\"\n";
    fs::write(folder.join("target.toml"), text).unwrap();
    let target = folder.join("target.toml");
    let outcome = run_mini("vouched-for", &server.url(), &["--target", target.to_str().unwrap()]);
    assert_eq!(outcome.ran.code, Some(0), "{outcome:?}");
}
