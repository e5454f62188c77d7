//! Generates the Rust of flyte-idl.
fn main() {}
