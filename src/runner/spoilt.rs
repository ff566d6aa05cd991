//! What the header of a request shows when a story spoils the credential of the tenant under test in one way.

use crate::scenario::Credential;

/// The value of a bearer header: the secret under its scheme, spoilt in the way the credential asks for.
pub(super) fn shown(credential: Credential, secret: &str) -> String {
    match credential {
        Credential::MainLonger => format!("Bearer {secret}0"),
        Credential::MainRecased => format!("Bearer {}", recased(secret)),
        Credential::MainUnderBasic => format!("Basic {secret}"),
        Credential::Main | Credential::Other | Credential::None | Credential::Unknown => format!("Bearer {secret}"),
    }
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
        for secret in ["sk_Test_1", "0123456789", "ALL-CAPITALS", "-"] {
            let sound = shown(Credential::Main, secret);
            for (word, credential) in Credential::ALL.into_iter().filter(|(_, credential)| credential.is_spoilt()) {
                assert_ne!(shown(credential, secret), sound, "{word}");
            }
        }
        assert_eq!(shown(Credential::MainRecased, "sk_Test_1"), "Bearer SK_tEST_1");
        assert_eq!(shown(Credential::MainUnderBasic, "sk"), "Basic sk");
    }
}
