//! How generators are written in a scenario.

use crate::contract::Given;
use crate::generate::{Alphabet, Generator};

/// A generator as a scenario writes it; nothing for what is better written out.
pub(super) fn written(given: &Given) -> Option<String> {
    let Given::Made(generator) = given else { return None };
    Some(match generator {
        Generator::Uuid => "{ uuid = \"v4\" }".to_owned(),
        Generator::Text(shape) => {
            let mut parts = vec![format!("length = {}", shape.length)];
            if !shape.prefix.is_empty() {
                parts.push(format!("prefix = {}", quoted(&shape.prefix)));
            }
            if shape.alphabet != Alphabet::default() {
                parts.push(format!("alphabet = {}", quoted(shape.alphabet.name())));
            }
            format!("{{ text = {{ {} }} }}", parts.join(", "))
        }
        // An amount is part of the story, and never has to be a new one.
        Generator::Money(_) => return None,
        Generator::Checked(scheme, form) => format!("{{ {} = {} }}", scheme.name(), quoted(form.name())),
        Generator::Broken(scheme, breakage) => format!("{{ {}-broken = {} }}", scheme.name(), quoted(breakage.name())),
    })
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::contract::{RawGiven, given_table};
    use crate::files::{At, Problems, Source};
    use crate::generate::{Scheme, TextShape};
    use std::collections::BTreeMap;

    /// What the loader makes of a written generator.
    fn read(text: &str) -> Given {
        let source = Source::new("test.toml", format!("x = {text}"));
        let table: BTreeMap<String, At<RawGiven>> = source.parse().unwrap();
        let mut problems = Problems::default();
        let mut given = given_table(&table, &source, &mut problems);
        assert!(problems.is_empty(), "{problems}");
        given.remove("x").unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut generators = vec![
            Generator::Uuid,
            Generator::Text(TextShape { length: 40, prefix: "MOCK_\"OK\"_".into(), alphabet: Alphabet::Letters }),
        ];
        for scheme in Scheme::ALL {
            generators.extend(scheme.forms().iter().map(|form| Generator::Checked(scheme, *form)));
            generators.extend(scheme.breakages().iter().map(|breakage| Generator::Broken(scheme, *breakage)));
        }
        for generator in generators {
            let given = Given::Made(generator);
            assert_eq!(read(&written(&given).unwrap()), given);
        }
    }
}
