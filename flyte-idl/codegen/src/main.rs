//! Writes the generated Rust of flyte-idl into its `src/gen`.

use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "the error of a command goes to its user")]
fn main() -> ExitCode {
    match flyte_idl_codegen::write(&flyte_idl_codegen::gen_dir()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: failed to generate flyte-idl's code: {error}");
            ExitCode::FAILURE
        }
    }
}
