//! The smallest task binary.
fn main() {}
