//! Further keys: what somebody may show besides the keys of the two tenants every contract knows.

use super::raw::RawFurtherKey;
use crate::files::{At, Problems, Source};

/// The longest name of a further key.
pub(crate) const LONGEST_KEY_NAME: usize = 23;

/// Senders that every contract knows.
const TAKEN: [&str; 7] = ["main", "other", "none", "unknown", "main-longer", "main-recased", "main-under-basic"];

/// Whether a text can name a further key.
pub(crate) fn is_key_name(name: &str) -> bool {
    let fine = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    name.len() <= LONGEST_KEY_NAME && name.split('-').all(fine) && !TAKEN.contains(&name)
}

/// What a further key is; a name that is none is reported.
pub(super) fn check(name: &str, raw: &At<RawFurtherKey>, source: &Source, problems: &mut Problems) -> String {
    if !is_key_name(name) {
        let found = format!(
            "`{name}` names no further key; names are lower-case words joined by `-`, at most {LONGEST_KEY_NAME} \
             letters, and none of {}",
            TAKEN.join(", ")
        );
        problems.push(source.problem(raw.span(), found));
    }
    raw.text.clone()
}
