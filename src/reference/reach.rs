//! How far the webhooks of a reference server go. A server that a test run or a hunt starts for itself is told of
//! addresses that somebody else may own; nothing is to arrive there, and nobody is to wait for their names.

use reqwest::Url;

/// Which receivers are called at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Every receiver.
    #[default]
    Anywhere,
    /// Receivers on this machine; to all others a delivery fails as if nobody were there.
    ThisMachine,
}

impl Reach {
    pub(crate) fn covers(self, url: &str) -> bool {
        self == Self::Anywhere || Url::parse(url).is_ok_and(|url| is_of_this_machine(&url))
    }
}

fn is_of_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    // An IPv6 address stands between brackets.
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    address.map_or(host == "localhost", |address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_receivers_on_this_machine_are_within_reach() {
        for url in ["https://127.0.0.1:8443/x", "http://localhost/", "https://[::1]:1/"] {
            assert!(Reach::ThisMachine.covers(url), "{url}");
        }
        for url in ["https://hooks.example.com/", "https://127.0.0.1.example.com/", "https://10.0.0.1/", "no url", ""] {
            assert!(!Reach::ThisMachine.covers(url), "{url}");
            assert!(Reach::Anywhere.covers(url), "{url}");
        }
    }
}
