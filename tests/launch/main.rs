//! payspec starts servers that are not its own: one in Python that is judged from end to end, and some that fail in
//! every way a server can. Nothing of them is left running, however a run ends.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod bench;
mod ends;
mod failures;
mod whole;
