//! Deliberate violations.
use super::catalogue::chapter;
chapter! { /// Tmp.
Fault { /// Tmp.
A = "a", [], |_| {}; } }
