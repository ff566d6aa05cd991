//! What happens when the process is told to end: first the run is asked to, then it is left.

use super::say::complain;
use crate::runner::Stop;
use crate::verdict::Conclusion;

/// Asks for the end once the process is told to end.
pub(super) async fn ask_on_signal(stop: Stop) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        else {
            return;
        };
        for is_first in [true, false] {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            asked(is_first, &stop);
        }
    }
    #[cfg(not(unix))]
    for is_first in [true, false] {
        if tokio::signal::ctrl_c().await.is_err() {
            return;
        }
        asked(is_first, &stop);
    }
}

/// The first time a run ends as soon as what is under way has been answered, the second time at once.
fn asked(is_first: bool, stop: &Stop) {
    if is_first {
        complain("interrupted: waiting for the requests under way; once more to stop at once");
        stop.ask();
    } else {
        std::process::exit(i32::from(Conclusion::Incomplete.exit_code()));
    }
}
