//! The command line of payspec.

use std::process::ExitCode;

fn main() -> ExitCode {
    payspec::cli::main()
}
