//! One started server: its process, its group, its log.

use super::blank::Filled;
use super::group::Group;
use super::log::Log;
use super::{Failed, LaunchError};
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

/// How long a server may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(5);
/// How long its log is read on when it is gone; a process that left the group may hold it open for ever.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A server that was started.
#[derive(Debug)]
pub(super) struct Server {
    name: String,
    child: Child,
    group: Group,
    log: Log,
    readers: JoinSet<()>,
}

impl Server {
    /// Starts a server in a group of its own.
    pub(super) fn start(name: &str, filled: &Filled, cwd: &Path, log: Log) -> Result<Self, LaunchError> {
        let failed = |cause: io::Error| LaunchError::Start {
            instance: name.to_owned(),
            program: filled.command.first().cloned().unwrap_or_default(),
            cause,
        };
        let group = Group::new().map_err(LaunchError::Group)?;
        let mut words = filled.command.iter();
        let mut command = Command::new(words.next().map_or(OsStr::new(""), OsStr::new));
        command.args(words).envs(&filled.env).current_dir(cwd);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.process_group(group.id()).kill_on_drop(true);
        let mut child = command.spawn().map_err(failed)?;
        let mut readers = JoinSet::new();
        if let Some(output) = child.stdout.take() {
            readers.spawn(log.clone().follow(output));
        }
        if let Some(output) = child.stderr.take() {
            readers.spawn(log.clone().follow(output));
        }
        Ok(Self { name: name.to_owned(), child, group, log, readers })
    }

    /// Comes back when it has ended by itself.
    pub(super) async fn ended(&mut self) -> io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// How it ended, if it has.
    pub(super) fn status(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// The failure of this server, with the last it said, once it is stopped.
    pub(super) async fn failed(mut self, why: String) -> LaunchError {
        self.end().await;
        LaunchError::Failed(Failed {
            instance: self.name.clone(),
            why,
            last_lines: self.log.last_lines(),
            log: self.log.path().map(Path::to_owned),
        })
    }

    /// Stops it with everything it started; says what the operator should know.
    pub(super) async fn stop(mut self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(status) = self.status() {
            let log = self.log.path().map(|path| format!("; see {}", path.display())).unwrap_or_default();
            notes.push(format!("the launched server `{}` ended during the run ({status}){log}", self.name));
        }
        notes.extend(self.end().await);
        notes
    }

    async fn end(&mut self) -> Option<String> {
        self.group.terminate();
        // However it went, what is left in the group goes the hard way.
        drop(tokio::time::timeout(GRACE, self.child.wait()).await);
        self.group.kill();
        drop(self.child.wait().await);
        self.group.ended().await;
        let read = async { while self.readers.join_next().await.is_some() {} };
        drop(tokio::time::timeout(LAST_WORDS, read).await);
        self.readers.shutdown().await;
        self.log.finish()
    }
}
