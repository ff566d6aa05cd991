//! The command line of payspec.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A hunt makes and drops small values all day; with the system's allocator that is more than a quarter of what it does.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    payspec::cli::main()
}
