//! payspec.
fn main() {}
