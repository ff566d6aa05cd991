//! Identifiers: time-ordered, unguessable enough for a test server, and the same for the same seed and call order apart
//! from their time part.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;

use super::behaviour::resource::IdStyle;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[derive(Debug)]
pub(crate) struct Ids {
    seed: u64,
    count: AtomicU64,
}

impl Ids {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, count: AtomicU64::new(0) }
    }

    /// A number in which every bit depends on the seed and on how many were drawn before.
    pub(crate) fn number(&self) -> u64 {
        mixed(self.seed.wrapping_add(self.count.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// A ULID: 48 bits of milliseconds, then 80 drawn bits.
    pub(crate) fn ulid(&self) -> String {
        let millis = u128::from(Timestamp::now().as_millisecond().unsigned_abs()) & ((1 << 48) - 1);
        let drawn = self.number();
        let bits = millis << 80 | u128::from(drawn) << 16 | u128::from(mixed(drawn) & 0xFFFF);
        (0..26).rev().map(|place| char::from(ALPHABET[(bits >> (place * 5)) as usize & 31])).collect()
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&self) -> String {
        let (high, low) = (self.number(), self.number());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xFFFF,
            high & 0xFFF,
            low >> 48 & 0x3FFF | 0x8000,
            low & 0xFFFF_FFFF_FFFF
        )
    }

    pub(crate) fn payout(&self, style: IdStyle, tenant: usize, external_id: &str) -> String {
        match style {
            IdStyle::PrefixedUlid => format!("po_{}", self.ulid()),
            IdStyle::Uuid => self.uuid(),
            IdStyle::Digits => format!("{:020}", self.number()),
            IdStyle::OfBatch => match external_id.rsplit_once('-') {
                Some((batch, number)) if number.len() < 3 => {
                    let start = mixed(self.seed.wrapping_add(tenant as u64));
                    format!("po_{:026}", batch.bytes().fold(start, |sum, byte| mixed(sum ^ u64::from(byte))))
                }
                _ => format!("po_{}", self.ulid()),
            },
            IdStyle::Long => format!("payout-{}-{}-{}", self.ulid(), self.uuid(), self.uuid()),
        }
    }
}

/// The finaliser of splitmix64: a bijection, so different counts never meet.
fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_distinct_and_shaped_as_announced() {
        let ids = Ids::new(7);
        let drawn: BTreeSet<String> = (0..10_000).map(|_| ids.payout(IdStyle::PrefixedUlid, 0, "batch-1")).collect();
        assert_eq!(drawn.len(), 10_000);
        assert!(drawn.iter().all(|id| id.len() == 29 && id.starts_with("po_")));
        let uuid = ids.uuid();
        assert_eq!((uuid.len(), uuid.as_bytes()[14]), (36, b'4'));
    }
}
