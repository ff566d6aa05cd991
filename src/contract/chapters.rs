//! The clause files of a contract: one a chapter, checked against the tables of the contract.

use super::{Ambient, Clause, ClauseId, Feature, Operation, RawClause, RawClauses, Schemas};
use crate::files::{At, Problems, Source, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// The clause files under a contract's folder, with the chapter each is about.
pub(super) fn clause_files<'t>(tree: &'t Tree, folder: &'t str) -> impl Iterator<Item = (Source, &'t str)> {
    tree.under(folder).filter_map(move |path| {
        let chapter = path.strip_prefix(folder)?.strip_suffix("/clauses.toml")?;
        Some((tree.source(path)?, chapter.trim_start_matches('/')))
    })
}

/// What the clauses of a contract may speak of.
pub(super) struct Grounds<'a> {
    /// Operations by name.
    pub(super) operations: &'a BTreeMap<String, Operation>,
    /// Features by name.
    pub(super) features: &'a BTreeMap<String, Feature>,
    /// The feature of clauses that name none.
    pub(super) default_feature: &'a str,
    /// Documentation pages by key.
    pub(super) pages: &'a BTreeMap<String, String>,
    /// Compiled schemas.
    pub(super) schemas: &'a Schemas,
}

impl Grounds<'_> {
    /// Every clause under a contract's folder; chapters that cannot be read are named in `unread`.
    pub(super) fn clauses(
        &self,
        tree: &Tree,
        folder: &str,
        unread: &mut BTreeSet<String>,
        problems: &mut Problems,
    ) -> BTreeMap<ClauseId, Clause> {
        let mut clauses = BTreeMap::new();
        for (source, chapter) in clause_files(tree, folder) {
            match source.parse::<RawClauses>() {
                Err(found) => {
                    problems.extend(found);
                    unread.insert(chapter.to_owned());
                }
                Ok(RawClauses(table)) => {
                    for (key, raw) in &table {
                        let clause = self.clause(ClauseId::new(chapter, key), key, raw, &source, problems);
                        clauses.insert(clause.id.clone(), clause);
                    }
                }
            }
        }
        clauses
    }

    /// The checked form; mistakes are reported and kept.
    fn clause(&self, id: ClauseId, key: &str, raw: &At<RawClause>, source: &Source, problems: &mut Problems) -> Clause {
        if let Some(named) = &raw.feature
            && !self.features.contains_key(named.as_str())
        {
            problems.push(source.unknown(named.span(), "feature", named, self.features.keys()));
        }
        if !self.pages.contains_key(raw.source.as_str()) {
            problems.push(source.unknown(raw.source.span(), "page", &raw.source, self.pages.keys()));
        }
        if !key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            let found = format!("`{key}` is no clause key; keys are lower-case words with dashes");
            problems.push(source.problem(raw.span(), found));
        }
        let always = raw.always.as_ref();
        Clause {
            id,
            level: raw.level,
            text: raw.text.to_string(),
            source: raw.source.to_string(),
            feature: raw.feature.as_ref().map_or(self.default_feature, |named| named.as_str()).to_owned(),
            untestable: raw.untestable.clone(),
            always: always.and_then(|raw| Ambient::check(raw, self.operations, self.schemas, source, problems)),
            file: source.name().to_owned(),
            line: source.line_of(raw.span()),
        }
    }
}
