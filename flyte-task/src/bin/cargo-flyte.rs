//! The program behind `cargo flyte`.

fn main() -> std::process::ExitCode {
    flyte_task::cargo_flyte::main()
}
