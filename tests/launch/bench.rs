//! A folder of its own for each test, with a target file, and the processes around it.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) const KEY: &str = "sk_launch_main_0a1b2c3d";
pub(crate) const OTHER_KEY: &str = "sk_launch_other_4e5f6a7b";
pub(crate) const WEBHOOK_SECRET: &str = "whsec_launch_8c9d0e1f";

/// How long anything may take that a busy machine does not do at once.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server in Python, on a faster clock.
pub(crate) const PYTHON: &str = r#"
[launch]
command = ["python3", "clevis.py", "--port", "{port}"]
cwd     = "SERVERS"
ready   = "/health"
[launch.env]
PYTHONDONTWRITEBYTECODE = "1"
CLEVIS_KEYS             = "{main_key},{other_key}"
CLEVIS_TIME_SCALE       = "0.5"
CLEVIS_WEBHOOK_SECRET   = "{webhook_secret}"
CLEVIS_WEBHOOK_CA       = "{sink_ca}"
[launch.instance.disabled]
env = { PAYOUTS_ENABLED = "false" }
[launch.instance.small-store]
env = { PAYOUTS_MAX_OPEN = "3" }
[launch.instance.rate-limited]
env = { CLEVIS_RATE_PER_MINUTE = "120" }
[credential.main]
bearer_env = "LAUNCH_KEY"
[credential.other]
bearer_env = "LAUNCH_OTHER_KEY"
[webhooks]
secret_env = "LAUNCH_WEBHOOK_SECRET"
[operation.list]
items = "/payouts"
"#;

/// A server that is a line of shell.
pub(crate) fn shell(script: &str) -> String {
    format!(
        "[launch]\ncommand = [\"sh\", \"-c\", '''{script}''', \"server\", \"{{port}}\"]\n\
         [credential.main]\nbearer_env = \"LAUNCH_KEY\"\n"
    )
}

/// One test's folder.
pub(crate) struct Bench(PathBuf);

impl Bench {
    /// A folder with a target file; `SERVERS` stands for the folder of the servers.
    pub(crate) fn new(test: &str, target: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("launch").join(test);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let servers = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers");
        let target = target.replace("SERVERS", servers.to_str().unwrap());
        fs::write(folder.join("target.toml"), format!("contract = \"clevis\"\nname = \"{test}\"\n{target}")).unwrap();
        Self(folder)
    }

    /// `payspec run` with these further arguments.
    pub(crate) fn run(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_payspec"));
        command.args(["run", "--suite", env!("CARGO_MANIFEST_DIR"), "--target", "target.toml", "--out", "out"]);
        command.args(arguments).current_dir(&self.0);
        command.env("LAUNCH_KEY", KEY).env("LAUNCH_OTHER_KEY", OTHER_KEY).env("LAUNCH_WEBHOOK_SECRET", WEBHOOK_SECRET);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// A file of the run's output; nothing while it is not there.
    pub(crate) fn file(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join("out").join(name)).ok()
    }

    /// The report of the run.
    pub(crate) fn report(&self) -> Value {
        serde_json::from_str(&self.file("report.json").unwrap()).unwrap()
    }

    /// Judges the record of the run again.
    pub(crate) fn judge(&self) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_payspec"));
        command.args(["judge", "--suite", env!("CARGO_MANIFEST_DIR"), "out/record.jsonl"]);
        command.current_dir(&self.0).output().unwrap()
    }

    /// The number a log names after a word: how the servers say which process they are.
    pub(crate) fn process(&self, log: &str, word: &str) -> Option<u32> {
        let log = self.file(log)?;
        let after = log.split(&format!("{word} ")).nth(1)?;
        // Half a number may be written.
        after.split_once('\n')?.0.parse().ok()
    }
}

/// Everything a finished process printed.
pub(crate) fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Sends a signal.
pub(crate) fn signal(name: &str, process: u32) -> bool {
    let mut kill = Command::new("kill");
    kill.arg(format!("-{name}")).arg(process.to_string()).stdout(Stdio::null()).stderr(Stdio::null());
    kill.status().unwrap().success()
}

/// Whether a process is there and has not ended; one that ended stays listed where nobody asks for it.
pub(crate) fn is_running(process: u32) -> bool {
    match fs::read_to_string(format!("/proc/{process}/stat")) {
        Ok(stat) => !stat.rsplit(") ").next().unwrap_or_default().starts_with(['Z', 'X']),
        Err(_) => !Path::new("/proc/self").exists() && signal("0", process),
    }
}

/// What becomes known at last.
pub(crate) fn at_last<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "waited too long for {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A run under way; a test that fails in its course ends it.
pub(crate) struct Run(Option<Child>);

impl Run {
    /// Starts it.
    pub(crate) fn start(mut command: Command) -> Self {
        Self(Some(command.spawn().unwrap()))
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.0.as_ref().unwrap().id()
    }

    /// What it printed, once it has ended.
    pub(crate) fn output(mut self) -> Output {
        self.0.take().unwrap().wait_with_output().unwrap()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            drop(child.kill());
            drop(child.wait());
        }
    }
}
