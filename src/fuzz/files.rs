//! The files of a hunt: findings, corpus, what was reached; written and read back.

use crate::fuzz::hunt::{Finding, HuntError};
use serde::Serialize;
use std::fs;
use std::path::Path;

/// Writes a finding's files into its folder.
pub(crate) fn write_finding(
    folder: &Path,
    finding: &Finding,
    scenario: Option<&str>,
    shell: Option<&str>,
) -> Result<(), HuntError> {
    fs::create_dir_all(folder).map_err(|error| HuntError::Write(folder.to_owned(), error))?;
    write_json(&folder.join("finding.json"), finding)?;
    if let Some(text) = scenario {
        write(&folder.join(format!("{}.toml", finding.name)), text)?;
    }
    if let Some(text) = shell {
        write(&folder.join("again.sh"), text)?;
    }
    Ok(())
}

pub(crate) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), HuntError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| HuntError::Write(path.to_owned(), std::io::Error::other(error)))?;
    write(path, &format!("{text}\n"))
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), HuntError> {
    fs::write(path, text).map_err(|error| HuntError::Write(path.to_owned(), error))
}
