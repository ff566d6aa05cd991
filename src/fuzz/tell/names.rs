//! What values of a walk are called in the scenario told from it.

use super::given::written;
use crate::fuzz::drive::{Done, Naming, Script};
use crate::fuzz::walk::Tag;

/// What values of a walk are called in its scenario.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Value, name and generator of what every run makes anew; the longest first, for one may hold another.
    fresh: Vec<(String, String, String)>,
    /// Id, name and step of resources.
    kept: Vec<(String, String, Tag)>,
}

/// A dollar sign that would otherwise open a place.
pub(super) const DOLLAR: &str = "dollar";
/// Shorter values are no identifiers: they may stand anywhere by chance.
const SHORTEST: usize = 8;

impl Names {
    /// The names of all values of a walk; `id_at` is where answers show a resource's id.
    pub(super) fn of(scripts: &[(&Done, &Script)], id_at: &str) -> Self {
        let mut names = Self::default();
        for (done, script) in scripts {
            script.fresh.iter().for_each(|naming| names.add(naming));
            let id = done.exchanges.iter().find_map(|exchange| {
                let received = exchange.received().filter(|received| (200..300).contains(&received.status))?;
                received.text_at(id_at).filter(|id| id.chars().count() >= SHORTEST).map(str::to_owned)
            });
            if let Some(id) = id
                && !names.kept.iter().any(|(known, ..)| *known == id)
            {
                names.kept.push((id, format!("id_{}", names.kept.len() + 1), done.act.tag));
            }
        }
        names.fresh.sort_by_key(|(value, ..)| std::cmp::Reverse(value.len()));
        names
    }

    fn add(&mut self, naming: &Naming) {
        let known = self.fresh.iter().any(|(known, ..)| *known == naming.value);
        if let (Some(generator), false, true) = (written(&naming.given), known, naming.value.chars().count() >= SHORTEST) {
            let name = format!("{}_{}", naming.name.replace('-', "_"), self.fresh.len() + 1);
            self.fresh.push((naming.value.clone(), name, generator));
        }
    }

    /// The name of a value that every run makes anew.
    pub(super) fn fresh(&self, value: &str) -> Option<&str> {
        self.fresh.iter().find(|(known, ..)| known == value).map(|(_, name, _)| name.as_str())
    }

    /// Text in which values gave way to their names; what would open a place by chance does not.
    pub(super) fn named(&self, text: &str) -> String {
        let mut text = text.replace("${", &format!("${{{DOLLAR}}}{{"));
        for (value, name, _) in &self.fresh {
            text = text.replace(value, &format!("${{{name}}}"));
        }
        for (id, name, _) in &self.kept {
            text = text.replace(id, &format!("${{{name}}}"));
        }
        text
    }

    /// The ids that an act's answer shows first.
    pub(super) fn kept_by(&self, tag: Tag) -> impl Iterator<Item = &str> {
        self.kept.iter().filter(move |(_, _, known)| *known == tag).map(|(_, name, _)| name.as_str())
    }

    /// Values to be given for names that a text uses, sorted.
    pub(super) fn given_for(&self, text: &str) -> Vec<(String, String)> {
        let used = |name: &str| text.contains(&format!("${{{name}}}"));
        let of = |(_, name, generator): &(String, String, String)| (name.clone(), generator.clone());
        let mut given: Vec<(String, String)> = self.fresh.iter().filter(|(_, name, _)| used(name)).map(of).collect();
        if used(DOLLAR) {
            given.push((DOLLAR.to_owned(), "\"$\"".to_owned()));
        }
        given.sort();
        given
    }
}
