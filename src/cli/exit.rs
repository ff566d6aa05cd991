//! Exit codes and the failures that end a verb.

use crate::certify::{CertifyError, LoadError};
use crate::embedded::EmbeddedError;
use crate::files::Problems;
use crate::verdict::Conclusion;
use std::fmt;
use std::process::ExitCode;

/// What `--help` says about exit codes.
pub(super) const HELP: &str =
    "Exit codes: 0 conformant, 1 not conformant, 2 incomplete, 64 usage or bad files, 70 a bug of payspec";

/// How the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The verb did what it was asked for.
    Done,
    /// A run came to a conclusion.
    Concluded(Conclusion),
    /// Something was found wrong by a verb that looks for it.
    Found,
    /// The command line or a file is wrong.
    Usage,
    /// payspec itself failed.
    Bug,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Concluded(conclusion) => conclusion.exit_code(),
            Exit::Found => 1,
            Exit::Usage => 64,
            Exit::Bug => 70,
        })
    }
}

/// Why a verb could not do what it was asked for.
#[derive(Debug)]
pub(crate) struct Failure {
    text: String,
    exit: Exit,
}

impl Failure {
    /// The command line or a file is wrong.
    pub(crate) fn usage(text: impl fmt::Display) -> Self {
        Self { text: format!("error: {text}"), exit: Exit::Usage }
    }

    /// Something around the run is missing: it is incomplete.
    pub(crate) fn incomplete(text: impl fmt::Display) -> Self {
        Self { text: format!("error: {text}"), exit: Exit::Concluded(Conclusion::Incomplete) }
    }

    /// payspec itself failed.
    pub(crate) fn bug(text: impl fmt::Display) -> Self {
        Self { text: format!("error: {text}"), exit: Exit::Bug }
    }

    /// How the process ends.
    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Problems(problems) => problems.into(),
            other @ LoadError::Folder(..) => Self::usage(other),
        }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        // Problems word themselves, each with its own `error:`.
        Self { text: problems.to_string(), exit: Exit::Usage }
    }
}

impl From<EmbeddedError> for Failure {
    fn from(error: EmbeddedError) -> Self {
        match error {
            EmbeddedError::None(_) | EmbeddedError::NoDeviation(_) | EmbeddedError::NoSetting { .. } => {
                Self::usage(error)
            }
            EmbeddedError::Start(_) => Self::incomplete(error),
            EmbeddedError::Target(problems) => problems.into(),
            EmbeddedError::NoFile(_) => Self::usage(error),
        }
    }
}

impl From<CertifyError> for Failure {
    fn from(error: CertifyError) -> Self {
        match error {
            CertifyError::Nothing(_) | CertifyError::Client(_) => Self::usage(error),
            CertifyError::Folder(..) | CertifyError::Record(_) | CertifyError::Write(..) => Self::incomplete(error),
        }
    }
}
