//! The `main` of a task binary.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use crate::context::{ProgramInfo, set_program};
use crate::execution::{ExecuteFlags, execute};
use crate::exit;

/// What a task binary knows of itself.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// Its name, under which containers start it.
    pub name: &'static str,
    /// The version of its package.
    pub version: &'static str,
}

impl Program {
    /// Does what the process was asked to do.
    pub fn run(self) -> ExitCode {
        let args: Vec<OsString> = std::env::args_os().skip(1).collect();
        ExitCode::from(self.dispatch(args))
    }

    fn dispatch(self, mut args: Vec<OsString>) -> u8 {
        set_program(ProgramInfo { name: self.name, version: self.version });
        // The container door comes first and needs nothing that serves people.
        if args.first().is_some_and(|command| command == "execute" || command == "map-execute")
            && !args.iter().take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h")
        {
            return match ExecuteFlags::parse(args.drain(1..)) {
                Ok(flags) => execute(&flags),
                Err(error) => {
                    // Nothing more can be done about a stderr that takes no words.
                    let _ = writeln!(std::io::stderr(), "{} execute: {error}", self.name);
                    exit::USAGE
                }
            };
        }
        self.serve(args)
    }

    #[cfg(feature = "cli")]
    fn serve(self, args: Vec<OsString>) -> u8 {
        crate::cli::serve(self.name, self.version, args)
    }

    #[cfg(not(feature = "cli"))]
    fn serve(self, _: Vec<OsString>) -> u8 {
        let _ = writeln!(
            std::io::stderr(),
            "{} {}: this binary has only `execute`; the other commands come with the feature `cli` of flyte-task",
            self.name,
            self.version
        );
        exit::USAGE
    }
}

/// Writes the `main` of a task binary: `list`, `describe`, `run`, `serialize`, `package`, and `execute`
/// for Flyte.
///
/// ```no_run
/// use flyte_task::prelude::*;
///
/// #[task]
/// fn add(a: i64, b: i64) -> i64 {
///     a + b
/// }
///
/// flyte_task::main!();
/// ```
#[macro_export]
macro_rules! main {
    () => {
        fn main() -> ::std::process::ExitCode {
            $crate::Program {
                name: match ::core::option_env!("CARGO_BIN_NAME") {
                    ::core::option::Option::Some(name) => name,
                    ::core::option::Option::None => ::core::env!("CARGO_PKG_NAME"),
                },
                version: ::core::env!("CARGO_PKG_VERSION"),
            }
            .run()
        }
    };
}
