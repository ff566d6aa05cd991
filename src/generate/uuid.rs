//! Random UUIDs (version 4) in lower-case text.

use super::source::Source;

pub(super) fn make(source: &mut Source) -> String {
    let mut bytes = source.bytes::<16>();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hex::encode(bytes);
    format!("{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use std::collections::BTreeSet;

    use regex::Regex;

    use super::*;
    use crate::generate::RunSeed;

    #[test]
    fn version_and_variant_are_set_and_no_two_are_equal() {
        let form = Regex::new("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$").unwrap();
        let mut source = Source::new(RunSeed::new(1), "", "", "");
        let made: BTreeSet<String> = (0..200).map(|_| make(&mut source)).collect();
        assert_eq!(made.len(), 200);
        assert!(made.iter().all(|text| form.is_match(text)), "{made:?}");
    }
}
