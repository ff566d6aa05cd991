//! Twists that a request schema describes: one per place and keyword, wrong where the keyword names the clause it breaks,
//! sound where it names the clause that promises the value.

use super::limit::Limits;
use super::load::Loader;
use super::spot::{named_values, spots};
use super::{Asked, Fate, Guide, Twist};
use serde_json::Value;
use std::collections::BTreeMap;

impl Loader<'_> {
    /// The twists that the request schema of the create describes, one per place and keyword.
    pub(super) fn schema_twists(
        &mut self,
        guide: &Guide,
        tree: &crate::files::Tree,
        accepted: &[String],
        refused: &[String],
    ) -> Vec<Twist> {
        let name = self.contract.operations.get(&guide.create).and_then(|operation| operation.request.clone());
        let Some(name) = name else { return Vec::new() };
        let path = format!("schemas/{}/{name}", self.contract.name);
        let Some(source) = tree.source(&path) else { return Vec::new() };
        let schema: Value = match serde_json::from_str(source.text()) {
            Ok(schema) => schema,
            Err(error) => {
                self.problems.push(source.whole(error.to_string()));
                return Vec::new();
            }
        };
        let mut twists: Vec<Twist> = Vec::new();
        for shape in &guide.shapes {
            for (at, nodes) in spots(&schema, &shape.tree) {
                let named = named_values(&schema, &at);
                let limits = Limits { at: &at, shape, nodes: &nodes, named: &named, identifier: &guide.identifier };
                for node in &nodes {
                    for (fate, key) in [(Fate::Refused, "x-clauses"), (Fate::Accepted, "x-accepted")] {
                        for (keyword, clause) in node.get(key).and_then(Value::as_object).into_iter().flatten() {
                            let answers = match fate {
                                Fate::Accepted => accepted.to_vec(),
                                Fate::Refused => refusals(node, keyword).unwrap_or_else(|| refused.to_vec()),
                            };
                            match self.schema_twist(&limits, node, keyword, clause, fate, &answers) {
                                Ok(twist) => twists.extend(twist),
                                Err(found) => self.problems.push(source.whole(format!("{at}: {found}"))),
                            }
                        }
                    }
                }
            }
        }
        told_apart(merged(twists))
    }

    fn schema_twist(
        &self,
        limits: &Limits<'_>,
        node: &Value,
        keyword: &str,
        clause: &Value,
        fate: Fate,
        answers: &[String],
    ) -> Result<Option<Twist>, String> {
        let clause = clause.as_str().ok_or("a clause is a text")?;
        let argument = node.get(keyword).unwrap_or(&Value::Null);
        let forms = match fate {
            Fate::Refused => limits.outside(keyword, argument),
            Fate::Accepted => limits.inside(keyword, argument),
        };
        let asked = Asked::answers(clause, answers, self.contract, &self.target.profile)?;
        let at = match keyword.strip_prefix("required/") {
            Some(member) => format!("{}/{member}", limits.at),
            None => limits.at.to_owned(),
        };
        let class = keyword.split('/').next().unwrap_or(keyword).to_owned();
        Ok(asked.filter(|_| !forms.is_empty()).map(|asked| Twist {
            name: match fate {
                Fate::Refused => format!("{at} {class}"),
                Fate::Accepted => format!("{at} {class} kept"),
            },
            class,
            fate,
            samples: vec![limits.shape.name.clone()],
            forms,
            headers: BTreeMap::new(),
            trigger: None,
            alone: false,
            asked: vec![asked],
            touches: vec![at],
        }))
    }
}

/// The answers that refuse a value outside a limit, where they are not the usual one.
fn refusals(node: &Value, keyword: &str) -> Option<Vec<String>> {
    let list = node.get("x-refused")?.get(keyword)?.as_array()?;
    Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Twists that several schema nodes about one place would call the same are numbered.
fn told_apart(mut twists: Vec<Twist>) -> Vec<Twist> {
    for index in 0..twists.len() {
        let (before, rest) = twists.split_at_mut(index);
        let Some(twist) = rest.first_mut() else { continue };
        let plain = twist.name.clone();
        let mut number = 1;
        while before.iter().any(|known| known.shares_a_name(twist)) {
            number += 1;
            twist.name = format!("{plain} {number}");
        }
    }
    twists
}

/// Twists that are the same for several samples become one.
fn merged(twists: Vec<Twist>) -> Vec<Twist> {
    let mut kept: Vec<Twist> = Vec::new();
    for twist in twists {
        let same = |known: &&mut Twist| {
            let clauses = |twist: &Twist| twist.asked.iter().map(|asked| asked.clause.clone()).collect::<Vec<_>>();
            known.name == twist.name
                && known.fate == twist.fate
                && known.forms == twist.forms
                && clauses(known) == clauses(&twist)
        };
        match kept.iter_mut().find(same) {
            Some(known) => known.samples.extend(twist.samples),
            None => kept.push(twist),
        }
    }
    kept
}
