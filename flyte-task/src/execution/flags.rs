//! The arguments of the container door: those of flytekit's `pyflyte-execute`.

use std::ffi::OsString;
use std::fmt;

/// What `execute` was told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExecuteFlags {
    /// Where the inputs lie.
    pub inputs: String,
    /// The folder that outputs and errors go to.
    pub output_prefix: String,
    /// The folder for data that outputs only point to.
    pub raw_output_data_prefix: Option<String>,
    /// The folder for this try's checkpoint.
    pub checkpoint_path: Option<String>,
    /// The folder of the previous try's checkpoint.
    pub prev_checkpoint: Option<String>,
    /// The resolver that finds the task.
    pub resolver: Option<String>,
    /// From which arguments the resolver finds it.
    pub resolver_args: Vec<String>,
}

/// Arguments that `execute` does not take.
#[derive(Debug)]
pub struct FlagError(String);

impl fmt::Display for FlagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FlagError {}

impl From<lexopt::Error> for FlagError {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

impl ExecuteFlags {
    /// Reads the arguments that follow `execute`.
    ///
    /// # Errors
    /// When an option is unknown or lacks its value, or a needed one is missing.
    pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Self, FlagError> {
        use lexopt::prelude::{Long, Value, ValueExt};
        let mut parser = lexopt::Parser::from_args(args);
        let mut flags = Self::default();
        let (mut inputs, mut output_prefix) = (None, None);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("inputs") => inputs = Some(parser.value()?.string()?),
                Long("output-prefix") => output_prefix = Some(parser.value()?.string()?),
                Long("raw-output-data-prefix") => {
                    flags.raw_output_data_prefix = filled(parser.value()?.string()?);
                }
                Long("checkpoint-path") => flags.checkpoint_path = filled(parser.value()?.string()?),
                Long("prev-checkpoint") => flags.prev_checkpoint = filled(parser.value()?.string()?),
                Long("resolver") => flags.resolver = Some(parser.value()?.string()?),
                Value(value) => flags.resolver_args.push(value.string()?),
                other => return Err(other.unexpected().into()),
            }
        }
        let missing = |name: &str| FlagError(format!("the option --{name} is needed"));
        flags.inputs = inputs.ok_or_else(|| missing("inputs"))?;
        flags.output_prefix = output_prefix.ok_or_else(|| missing("output-prefix"))?;
        if flags.resolver_args.is_empty() {
            return Err(FlagError(
                "the task to run is missing: `-- task-module MODULE task-name FN` goes last".to_owned(),
            ));
        }
        Ok(flags)
    }
}

/// Nothing where Flyte had nothing to fill in: an empty word, two quotes, or the placeholder itself.
fn filled(value: String) -> Option<String> {
    let empty = value.is_empty() || value == "\"\"" || (value.starts_with("{{") && value.ends_with("}}"));
    (!empty).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<ExecuteFlags, FlagError> {
        ExecuteFlags::parse(line.split(' ').map(OsString::from))
    }

    #[test]
    fn what_flyte_left_empty_is_absent() {
        let flags = parse(
            "--inputs i.pb --output-prefix o --raw-output-data-prefix {{.rawOutputDataPrefix}} \
             --checkpoint-path c --prev-checkpoint \"\" --resolver r -- task-module m task-name f",
        )
        .unwrap();
        assert_eq!((flags.inputs.as_str(), flags.output_prefix.as_str()), ("i.pb", "o"));
        assert_eq!((flags.raw_output_data_prefix, flags.prev_checkpoint), (None, None));
        assert_eq!(flags.checkpoint_path.as_deref(), Some("c"));
        assert_eq!(flags.resolver_args, ["task-module", "m", "task-name", "f"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |line| parse(line).unwrap_err().to_string();
        assert_eq!(message("--output-prefix o -- a"), "the option --inputs is needed");
        assert!(message("--inputs i --output-prefix o").contains("task-module"));
        assert!(message("--inptus i").contains("--inptus"));
        assert!(message("--inputs").contains("--inputs"));
    }
}
