//! Tasks made at start-up from a file, and the resolver that finds them again in their containers.
//!
//! `cargo run -p resolver -- run constants.answer`

mod constants;

flyte_task::register_resolver!(constants::Constants);
flyte_task::main!();
