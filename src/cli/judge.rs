//! `payspec judge`: judges a stored record again, offline.

use super::exit::{Exit, Failure};
use super::run::print;
use super::say::complain;
use crate::certify::{load_suite, write_reports};
use crate::judge::judge;
use crate::record::read;
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// Arguments of `judge`.
#[derive(Debug, Args)]
pub(super) struct JudgeArguments {
    /// The record.jsonl of a run
    record: PathBuf,
    /// A folder holding scenarios/ and schemas/, instead of the files built in
    #[arg(long, value_name = "DIR")]
    suite: Option<PathBuf>,
    /// Where the reports go; nowhere when absent
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn main(arguments: &JudgeArguments) -> Result<Exit, Failure> {
    let path = arguments.record.display();
    let bytes =
        fs::read(&arguments.record).map_err(|error| Failure::usage(format!("failed to read {path}: {error}")))?;
    let record = read(&bytes).map_err(|error| Failure::usage(format!("{path}: {error}")))?;
    let suite = load_suite(arguments.suite.as_deref(), &record.header.contract)?;
    if suite.digest() != record.header.suite {
        complain(format_args!(
            "note: recorded with suite {}, judged with suite {}",
            record.header.suite,
            suite.digest()
        ));
    }
    let report = judge(&suite, &record).map_err(|error| Failure::usage(format!("{path}: {error}")))?;
    if let Some(folder) = &arguments.out {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::incomplete(format!("failed to create {}: {error}", folder.display())))?;
        write_reports(folder, &report, &suite)?;
    }
    print(&report, &suite);
    Ok(Exit::Concluded(report.conclusion.conclusion))
}
