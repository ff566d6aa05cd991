//! `payspec merge`: several parts of one hunt as one, for hunts that ran on several machines.

use super::exit::{Exit, Failure};
use super::fuzz::exit;
use super::fuzz_folder::{Folder, finding_files, read_kept, read_report};
use super::say::say;
use crate::fuzz::hunt::{Kept, Place};
use crate::fuzz::report::text;
use clap::Args;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Arguments of `merge`.
#[derive(Debug, Args)]
pub(super) struct MergeArguments {
    /// Folders that `payspec fuzz` has written
    #[arg(required = true, value_name = "DIR")]
    parts: Vec<PathBuf>,
    /// Where the whole goes
    #[arg(long, value_name = "DIR", default_value = "payspec-fuzz")]
    out: PathBuf,
    /// Treats SHOULD as MUST
    #[arg(long)]
    strict: bool,
}

pub(super) fn main(arguments: &MergeArguments) -> Result<Exit, Failure> {
    let mut parts = arguments.parts.iter();
    let first = parts.next().ok_or_else(|| Failure::usage("nothing to merge"))?;
    let mut whole = read_report(first)?;
    for part in parts {
        let other = read_report(part)?;
        whole.merge(other).map_err(|why| Failure::usage(format!("{}: {why}", part.display())))?;
    }
    let mut corpus: BTreeMap<Place, Kept> = BTreeMap::new();
    for part in &arguments.parts {
        for kept in read_kept(part)? {
            let shorter = corpus.get(&kept.reached).is_none_or(|known| kept.walk.acts.len() < known.walk.acts.len());
            if shorter {
                corpus.insert(kept.reached.clone(), kept);
            }
        }
    }
    let folder = Folder::make(arguments.out.clone())?;
    for part in &arguments.parts {
        for path in finding_files(part)? {
            // The forms of one finding belong together: all of them are those of the first part that has it.
            let name = path.file_name().unwrap_or_default();
            let to = folder.path().join("findings").join(name);
            // What one part found in several ways covers what another part found in one of them.
            let is_there = path.file_stem().is_some_and(|stem| whole.findings.iter().any(|one| *one.name == *stem));
            if is_there && !to.exists() {
                fs::copy(&path, &to)
                    .map_err(|error| Failure::incomplete(format!("failed to write {}: {error}", to.display())))?;
            }
        }
    }
    folder.report(&whole)?;
    folder.corpus(corpus.values())?;
    say(text(&whole, arguments.strict));
    say(format_args!("findings and corpus: {}\n", folder.path().display()));
    Ok(exit(&whole, arguments.strict))
}
