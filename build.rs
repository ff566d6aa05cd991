//! Rebuilds the program when the data embedded in it changes.

fn main() {
    println!("cargo::rerun-if-changed=scenarios");
    println!("cargo::rerun-if-changed=schemas");
}
