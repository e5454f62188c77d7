//! Which events are shown, and how: the variables of flytekit, and Rust's own.

use tracing::Metadata;
use tracing::level_filters::LevelFilter;

use crate::env;

/// How a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object, with flytekit's keys.
    Json,
    /// `[name] message` and the fields.
    Text,
}

/// The path of this library's own events and spans.
const OWN: &str = "flyte_task";

/// Which events are shown, and how.
#[derive(Debug)]
pub(super) struct LogSettings {
    pub(super) format: LogFormat,
    /// The levels of targets below a path; the longest path that fits counts, of equals the last.
    levels: Vec<(String, LevelFilter)>,
}

impl LogSettings {
    /// What the environment says, and what it says in vain.
    pub(super) fn from_environment(format: LogFormat) -> (Self, Vec<String>) {
        let [level, shape, others] =
            [env::LOGGING_LEVEL, env::LOGGING_FORMAT, env::RUST_LOG].map(|name| env::first(&[name]));
        Self::parse(format, level.as_deref(), shape.as_deref(), others.as_deref())
    }

    fn parse(
        format: LogFormat,
        level: Option<&str>,
        shape: Option<&str>,
        others: Option<&str>,
    ) -> (Self, Vec<String>) {
        let mut complaints = Vec::new();
        let own = level.and_then(|text| {
            python_level(text).or_else(|| {
                complaints.push(format!(
                    "{} must be one of 10, 20, 30, 40, 50 or a name such as `info`, found `{text}`",
                    env::LOGGING_LEVEL
                ));
                None
            })
        });
        let mut levels =
            vec![(String::new(), LevelFilter::INFO), (OWN.to_owned(), own.unwrap_or(LevelFilter::WARN))];
        let directives = others.unwrap_or_default().split(',').map(str::trim).filter(|text| !text.is_empty());
        for directive in directives {
            let (path, name) = directive.split_once('=').unwrap_or(("", directive));
            match name.parse() {
                Ok(level) => levels.push((path.to_owned(), level)),
                Err(_) => complaints.push(format!(
                    "{} takes `LEVEL` and `PATH=LEVEL` with off, error, warn, info, debug or trace, found `{directive}`",
                    env::RUST_LOG
                )),
            }
        }
        let format = match shape {
            Some("json") => LogFormat::Json,
            Some(_) => LogFormat::Text,
            None => format,
        };
        (Self { format, levels }, complaints)
    }

    pub(super) fn shows(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level(metadata.target())
    }

    /// Whether it is a span that a collector gets, whatever is shown: those of a run's phases.
    pub(super) fn is_phase(metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && *metadata.level() <= LevelFilter::INFO && is_below(metadata.target(), OWN)
    }

    /// The most talkative level of all.
    pub(super) fn most(&self) -> LevelFilter {
        self.levels.iter().map(|(_, level)| *level).max().unwrap_or(LevelFilter::OFF)
    }

    fn level(&self, target: &str) -> LevelFilter {
        let fitting = self.levels.iter().filter(|(path, _)| is_below(target, path));
        fitting.max_by_key(|(path, _)| path.len()).map_or(LevelFilter::OFF, |(_, level)| *level)
    }
}

fn is_below(target: &str, path: &str) -> bool {
    path.is_empty() || target.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// A level of Python's `logging`, by number or name; numbers between are those above.
fn python_level(text: &str) -> Option<LevelFilter> {
    let number = match text.trim().to_lowercase().as_str() {
        "debug" => 10,
        "info" => 20,
        "warning" | "warn" => 30,
        "error" => 40,
        "critical" | "fatal" => 50,
        number => number.parse::<u32>().ok()?,
    };
    Some(match number {
        0..10 => LevelFilter::TRACE,
        10 => LevelFilter::DEBUG,
        11..=20 => LevelFilter::INFO,
        21..=30 => LevelFilter::WARN,
        31..=40 => LevelFilter::ERROR,
        _ => LevelFilter::OFF,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(own: Option<&str>, others: Option<&str>) -> [LevelFilter; 4] {
        let (settings, complaints) = LogSettings::parse(LogFormat::Json, own, None, others);
        assert!(complaints.is_empty(), "{complaints:?}");
        ["flyte_task::execution", "flyte_task_tests", "mine::deep", "mine2"].map(|path| settings.level(path))
    }

    #[test]
    fn own_and_other_events_have_levels_of_their_own() {
        const W: LevelFilter = LevelFilter::WARN;
        const I: LevelFilter = LevelFilter::INFO;
        const D: LevelFilter = LevelFilter::DEBUG;
        assert_eq!(levels(None, None), [W, I, I, I]);
        assert_eq!(levels(Some("10"), None), [D, I, I, I]);
        assert_eq!(levels(Some("INFO"), Some("warn, mine=debug")), [I, W, D, W]);
        assert_eq!(
            levels(None, Some("debug,debug,warn,flyte_task::execution=info,mine::deep=off,mine=warn")),
            [I, W, LevelFilter::OFF, W]
        );
    }

    #[test]
    fn numbers_are_pythons() {
        let said = ["0", "10", "15", "20", "30", "40", "50", "CRITICAL", "x", "-1"].map(python_level);
        let meant = [
            Some(LevelFilter::TRACE),
            Some(LevelFilter::DEBUG),
            Some(LevelFilter::INFO),
            Some(LevelFilter::INFO),
            Some(LevelFilter::WARN),
            Some(LevelFilter::ERROR),
            Some(LevelFilter::OFF),
            Some(LevelFilter::OFF),
            None,
            None,
        ];
        assert_eq!(said, meant);
    }

    #[test]
    fn what_is_no_level_is_said() {
        let (settings, complaints) =
            LogSettings::parse(LogFormat::Json, Some("loud"), Some("text"), Some("mine=loud,x"));
        assert_eq!(settings.format, LogFormat::Text);
        assert_eq!(settings.level("flyte_task"), LevelFilter::WARN);
        assert_eq!(complaints.len(), 3, "{complaints:?}");
        assert!(complaints.iter().all(|complaint| complaint.contains("found `")), "{complaints:?}");
    }
}
