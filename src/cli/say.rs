//! What the program says: on one road, so that nothing said can act on a terminal, and nobody listening is no failure.

use crate::oracle::lines;
use std::fmt::Display;
use std::io::Write;

/// Says something for people or for pipes.
pub(super) fn say(text: impl Display) {
    // Whoever closed the pipe has read enough.
    drop(write!(anstream::stdout(), "{}", lines(&text.to_string())));
}

/// Says what is wrong, on a line of its own.
pub(super) fn complain(text: impl Display) {
    drop(writeln!(anstream::stderr(), "{}", lines(&text.to_string())));
}
