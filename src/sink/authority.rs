//! A certificate authority that lives as long as one sink: its key signs one certificate and is forgotten.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What an authority leaves behind.
pub(super) struct Issued {
    /// The authority's certificate, as PEM, for senders to trust.
    pub(super) ca_pem: String,
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}

/// Days a certificate is valid; some TLS libraries refuse more than 825.
const VALID_DAYS: i32 = 397;

/// A new authority and its certificate for these names and addresses.
pub(super) fn issue(hosts: Vec<String>, now: Timestamp) -> Result<Issued, rcgen::Error> {
    // A name of its own: one trusted from an earlier run would be taken for this one, and found to be forged.
    let name = format!("payspec webhook authority {:016x}", rand::random::<u64>());
    let mut authority = params(Vec::new(), &name, now)?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let issuer = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;

    let mut leaf = params(hosts, "payspec webhook sink", now)?;
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    leaf.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = leaf.signed_by(&key, &issuer)?;
    Ok(Issued { ca_pem: issuer.pem(), chain: vec![certificate.der().clone()], key: key.into() })
}

fn params(hosts: Vec<String>, name: &str, now: Timestamp) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(hosts)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    let day = |offset: i32| {
        // Days this near to now exist in every calendar.
        let date = now.to_zoned(TimeZone::UTC).date().saturating_add(offset.days());
        let small = |number: i8| number.unsigned_abs();
        date_time_ymd(date.year().into(), small(date.month()), small(date.day()))
    };
    // From yesterday: the sender's clock may be behind.
    params.not_before = day(-1);
    params.not_after = day(VALID_DAYS);
    Ok(params)
}
