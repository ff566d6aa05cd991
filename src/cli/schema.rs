//! `payspec schema`: the JSON Schemas of the file kinds, generated from the types that read them.

use super::exit::{Exit, Failure};
use crate::contract::{RawClauses, RawContract};
use crate::fuzz::guide::RawGuide;
use crate::report::Report;
use crate::scenario::RawScenario;
use crate::target::RawTarget;
use clap::Args;
use schemars::{Schema, schema_for};

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// The file kind: contract, clauses, fuzz, scenario, target, report
    kind: String,
}

/// The file kinds and their schemas, as committed under `schemas/tool/`.
pub fn kinds() -> [(&'static str, Schema); 6] {
    [
        ("clauses", schema_for!(RawClauses)),
        ("contract", schema_for!(RawContract)),
        ("fuzz", schema_for!(RawGuide)),
        ("report", schema_for!(Report)),
        ("scenario", schema_for!(RawScenario)),
        ("target", schema_for!(RawTarget)),
    ]
}

pub(super) fn main(arguments: &SchemaArguments) -> Result<Exit, Failure> {
    let kinds = kinds();
    let Some((_, schema)) = kinds.iter().find(|(kind, _)| *kind == arguments.kind) else {
        let known: Vec<&str> = kinds.iter().map(|(kind, _)| *kind).collect();
        return Err(Failure::usage(format!("`{}` is no file kind; allowed: {}", arguments.kind, known.join(", "))));
    };
    anstream::println!("{}", serde_json::to_string_pretty(schema).map_err(Failure::bug)?);
    Ok(Exit::Done)
}
