//! The scenarios as tests, against the embedded reference server or whatever `PAYSPEC_URL` or `PAYSPEC_TARGET` names.

use std::process::ExitCode;

fn main() -> ExitCode {
    payspec::conformance::main(&["--time-scale", "0.5"])
}
