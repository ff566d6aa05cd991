//! The built program, run as people run it, and what it said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The key of the tenant under test, with characters that are written differently in JSON, in URLs and in Base64.
pub(crate) const KEY: &str = "sk_live_Nn7-Q+w/3=\"z_A9";

/// What a run of the program left.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; nothing when a signal ended it.
    pub(crate) code: Option<i32>,
    /// What it wrote for people.
    pub(crate) stdout: String,
    /// What it wrote about mistakes.
    pub(crate) stderr: String,
}

/// The program with arguments, its environment holding the keys that target files of tests name.
pub(crate) fn payspec<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payspec"));
    command.args(arguments).env("PAYSPEC_TEST_KEY", KEY).env_remove("RUST_BACKTRACE").stdin(Stdio::null());
    command
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs a command to its end.
pub(crate) fn ran(command: &mut Command) -> Ran {
    command.output().unwrap().into()
}

/// An empty folder for one test, under the build's own folder for such things.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}
