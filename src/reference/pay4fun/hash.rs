//! Hashes: HMAC-SHA256 of a seed, in hexadecimal digits. Each operation has a seed of its own, put together from texts
//! with nothing in between.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::App;
use super::config::{MERCHANTS, Merchant};
use super::order::Order;

/// The hash of a seed.
pub(crate) fn hash(key: &str, seed: &str) -> String {
    // An HMAC takes keys of every length, so the error arm is never reached.
    let digest = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_or_else(
        |_| Vec::new(),
        |mut mac| {
            mac.update(seed.as_bytes());
            mac.finalize().into_bytes().to_vec()
        },
    );
    hex::encode_upper(digest)
}

/// What a create is hashed over.
pub(crate) fn seed_of_create(order: &Order, secret: &str) -> String {
    let cents = order.cents.map_or(String::new(), |cents| cents.to_string());
    format!("{}{cents}{}{}{secret}", order.merchant, order.invoice, order.email)
}

/// What a look is hashed over.
pub(crate) fn seed_of_query(merchant: &Merchant) -> String {
    format!("{}{}", merchant.id, merchant.secret)
}

impl App {
    /// Whether a create carries the hash of what it says.
    pub(crate) fn fits_create(&self, merchant: usize, order: &Order, shown: &str) -> bool {
        let rules = &self.config.behaviour.hashes;
        let is_high = || order.cents.zip(rules.unchecked_above).is_some_and(|(cents, most)| cents > most);
        if !rules.create_checked || is_high() || (rules.known_ones_taken && self.hashes().contains(shown)) {
            return true;
        }
        let is_known = |(number, _): &(usize, &Merchant)| rules.any_merchant || *number == merchant;
        let mut known = MERCHANTS.iter().enumerate().filter(is_known).map(|(_, known)| known);
        known.any(|known| {
            let mut seeds = vec![seed_of_create(order, known.secret)];
            seeds.extend(rules.create_takes_query_hash.then(|| seed_of_query(known)));
            seeds.iter().any(|seed| self.is_same(&hash(known.key, seed), shown))
        })
    }

    /// Whether a look carries its hash.
    pub(crate) fn fits_query(&self, merchant: &Merchant, shown: &str) -> bool {
        let rules = &self.config.behaviour.hashes;
        if !rules.query_checked || (rules.query_takes_create_hash && self.hashes().contains(shown)) {
            return true;
        }
        self.is_same(&hash(merchant.key, &seed_of_query(merchant)), shown)
    }

    fn is_same(&self, right: &str, shown: &str) -> bool {
        if self.config.behaviour.hashes.capitals_alone { right == shown } else { right.eq_ignore_ascii_case(shown) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_rfc_4231() {
        assert_eq!(
            hash("Jefe", "what do ya want for nothing?"),
            "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843"
        );
    }
}
