//! Which part of a hunt this process is, from its arguments or from what CI systems and schedulers set.

use super::exit::Failure;
use crate::fuzz::hunt::Shard;
use std::env;

/// Variables that say which part of how many, and the number of the first part.
const VARIABLES: [(&str, &str, u32); 5] = [
    ("PAYSPEC_SHARD_INDEX", "PAYSPEC_SHARD_TOTAL", 1),
    ("CI_NODE_INDEX", "CI_NODE_TOTAL", 1),
    ("BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0),
    ("CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0),
    // Kubernetes numbers the pods of an Indexed Job and does not say how many there are.
    ("JOB_COMPLETION_INDEX", "JOB_COMPLETIONS", 0),
];

/// The part this process is.
pub(super) fn shard(given: Option<Shard>) -> Result<Shard, Failure> {
    match given {
        Some(shard) => Ok(shard),
        None => from_variables(|name| env::var(name).ok()).map_err(Failure::usage),
    }
}

fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Shard, String> {
    for (index, total, first) in VARIABLES {
        let Some(text) = variable(index).filter(|text| !text.is_empty()) else { continue };
        let number = |name: &str, text: &str| -> Result<u32, String> {
            text.parse().map_err(|_| format!("`{text}` in {name} is no number"))
        };
        let which = number(index, &text)?.checked_sub(first).and_then(|which| which.checked_add(1));
        let which = which.ok_or_else(|| format!("{index} begins with {first}"))?;
        let of = match variable(total).filter(|text| !text.is_empty()) {
            Some(text) => number(total, &text)?,
            None => which,
        };
        return Shard::new(which, of).ok_or_else(|| format!("{index} says part {which} of {of}"));
    }
    Ok(Shard::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Result<String, String> {
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
        from_variables(find).map(|shard| shard.to_string())
    }

    #[test]
    fn schedulers_number_their_parts_in_their_own_ways() {
        assert_eq!(of(&[]), Ok("1/1".into()));
        assert_eq!(of(&[("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "4")]), Ok("2/4".into()));
        assert_eq!(of(&[("CI_NODE_TOTAL", "1")]), Ok("1/1".into()));
        assert_eq!(of(&[("CIRCLE_NODE_INDEX", "0"), ("CIRCLE_NODE_TOTAL", "3")]), Ok("1/3".into()));
        assert_eq!(of(&[("JOB_COMPLETION_INDEX", "5"), ("JOB_COMPLETIONS", "8")]), Ok("6/8".into()));
        assert_eq!(of(&[("JOB_COMPLETION_INDEX", "5")]), Ok("6/6".into()));
        assert!(of(&[("CI_NODE_INDEX", "5"), ("CI_NODE_TOTAL", "4")]).is_err());
        assert!(of(&[("CI_NODE_INDEX", "one")]).is_err());
    }
}
