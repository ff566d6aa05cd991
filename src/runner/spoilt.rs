//! What a request shows when a story spoils the credential of the tenant under test in one way.

use crate::scenario::Credential;

/// The key, spoilt in the way the credential asks for.
pub(crate) fn key(credential: Credential, key: &str) -> String {
    match credential {
        Credential::MainLonger => format!("{key}0"),
        Credential::MainRecased => recased(key),
        Credential::Main
        | Credential::Other
        | Credential::None
        | Credential::Unknown
        | Credential::MainUnderBasic
        | Credential::Further(_) => key.to_owned(),
    }
}

/// The scheme it stands under, where the contract has bearer keys.
pub(crate) fn scheme(credential: Credential) -> &'static str {
    if credential == Credential::MainUnderBasic { "Basic" } else { "Bearer" }
}

/// Small letters for capitals and the other way round. A secret without letters is made longer instead: it must not come
/// out as itself, or a sound server would be blamed for taking it.
fn recased(secret: &str) -> String {
    let turned: String = secret
        .chars()
        .map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
        .collect();
    if turned == secret { format!("{secret}0") } else { turned }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spoilt_credential_is_never_the_sound_one() {
        let shown = |credential, secret| (scheme(credential), key(credential, secret));
        for secret in ["sk_Test_1", "0123456789", "ALL-CAPITALS", "-"] {
            let sound = shown(Credential::Main, secret);
            for (word, credential) in Credential::ALL.into_iter().filter(|(_, credential)| credential.is_spoilt()) {
                assert_ne!(shown(credential, secret), sound, "{word}");
            }
        }
        assert_eq!(shown(Credential::MainRecased, "sk_Test_1"), ("Bearer", "SK_tEST_1".to_owned()));
        assert_eq!(shown(Credential::MainUnderBasic, "sk"), ("Basic", "sk".to_owned()));
    }
}
