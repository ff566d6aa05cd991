//! How an operator's server is started, as the target file says it. Starts nothing itself.

use super::LaunchText;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// How payspec starts the operator's server.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The program and its arguments.
    pub command: Vec<LaunchText>,
    /// The base URL of a started server.
    pub url: LaunchText,
    /// The path that answers 2xx once the server is ready; any answer to anything will do when absent.
    pub ready: Option<String>,
    /// Environment variables added to payspec's own.
    pub env: BTreeMap<String, LaunchText>,
    /// The folder it is started in.
    pub cwd: PathBuf,
    /// How long it may take to become ready.
    pub timeout: Duration,
    /// Further instances that can be started, by name.
    pub instances: BTreeMap<String, LaunchInstance>,
}

/// What is different when a further instance is started.
#[derive(Debug, Clone, Default)]
pub struct LaunchInstance {
    /// Environment variables added or replaced.
    pub env: BTreeMap<String, LaunchText>,
    /// Arguments added.
    pub args: Vec<LaunchText>,
}
