//! Permitted differences.
use super::catalogue::chapter;
chapter! { /// Tmp.
Variant { /// Tmp.
A = "a", [], |_| {}; } }
