//! Why a server could not be brought up.

use crate::oracle::clean;
use crate::runner::ClientError;
use crate::target::Placeholder;
use std::path::PathBuf;
use std::{fmt, io};

/// Why there are no servers, in the order in which things can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// The output folder cannot be made.
    #[error("failed to create {0}: {1}")]
    Folder(PathBuf, io::Error),
    /// There is no free port.
    #[error("found no free port for a server to listen on: {0}")]
    Port(io::Error),
    /// The target file uses a placeholder that has no value in this run.
    #[error("`{0}` of [launch] has no value: the target has no {reason}", reason = .0.rests_on())]
    Missing(Placeholder),
    /// The log cannot be begun.
    #[error("failed to create {0}: {1}")]
    Log(PathBuf, io::Error),
    /// There is no process group.
    #[error("failed to set up a process group with /bin/sh: {0}")]
    Group(io::Error),
    /// The program cannot be started.
    #[error("failed to start server `{instance}` with `{program}`: {cause}")]
    Start {
        /// The instance.
        instance: String,
        /// The program.
        program: String,
        /// The cause.
        cause: io::Error,
    },
    /// It cannot be talked to at all.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// It was started and did not come up.
    #[error(transparent)]
    Failed(#[from] Failed),
}

/// A server that was started and did not come up.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub struct Failed {
    /// The instance.
    pub instance: String,
    /// What happened.
    pub why: String,
    /// The last it said.
    pub last_lines: Vec<String>,
    /// Where all it said is, if it is kept.
    pub log: Option<PathBuf>,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "server `{}` did not come up: {}", self.instance, self.why)?;
        if self.last_lines.is_empty() {
            return f.write_str("; it printed nothing");
        }
        f.write_str("; the last it printed")?;
        if let Some(log) = &self.log {
            write!(f, " (all of it in {})", log.display())?;
        }
        f.write_str(":")?;
        for line in &self.last_lines {
            write!(f, "\n    | {}", clean(line))?;
        }
        Ok(())
    }
}
