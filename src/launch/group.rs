//! A process group that does not outlive payspec: its leader is a small guard, and a server is started into it.
//!
//! The guard is there before the server and stays until the group is killed. A server that leaves its group on purpose
//! (`setsid`, a container daemon) is beyond its reach.

use process_wrap::tokio::{ChildWrapper, CommandWrap, KillOnDrop, ProcessGroup};
use std::io;
use std::process::Stdio;
use tokio::process::{ChildStdin, Command};
use tokio::signal::unix::SignalKind;

/// What the guard does.
const GUARD: &str = include_str!("guard.sh");

/// A process group with its guard; dropping it kills the group.
#[derive(Debug)]
pub(super) struct Group {
    guard: Box<dyn ChildWrapper>,
    id: i32,
    /// The guard ends the group once this is closed, which also happens when payspec is killed.
    _lifeline: Option<ChildStdin>,
}

impl Group {
    /// A group with nothing but its guard in it.
    pub(super) fn new() -> io::Result<Self> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", GUARD, "payspec-guard"]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut guard = CommandWrap::from(command).wrap(ProcessGroup::leader()).wrap(KillOnDrop).spawn()?;
        let id = guard.id().and_then(|id| i32::try_from(id).ok());
        let id = id.ok_or_else(|| io::Error::other("the guard ended at once"))?;
        let lifeline = guard.stdin().take();
        Ok(Self { guard, id, _lifeline: lifeline })
    }

    /// The number that processes join the group by.
    pub(super) fn id(&self) -> i32 {
        self.id
    }

    /// Asks everything in the group to end.
    pub(super) fn terminate(&self) {
        // A group that is gone has ended.
        drop(self.guard.signal(SignalKind::terminate().as_raw_value()));
    }

    /// Ends everything in the group.
    pub(super) fn kill(&mut self) {
        drop(self.guard.start_kill());
    }

    /// Comes back when the guard, which ends last, has ended.
    pub(super) async fn ended(&mut self) {
        // Waiting for the guard alone: the wrapper would also collect the server, which its owner waits for.
        drop(self.guard.inner_mut().wait().await);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}
