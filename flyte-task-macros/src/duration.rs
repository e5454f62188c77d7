//! Durations as people write them.

use std::time::Duration;

/// Reads `1h`, `1h 30m`, `90s`, `1.5s` and the like.
///
/// # Errors
/// With what is wrong and what would be right.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|error| {
        format!("`{text}` is not a duration: {error}; write it like `90s`, `1h 30m`, `2days` or `1.5s`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_forms_are_read() {
        assert_eq!(parse("1h").unwrap(), Duration::from_hours(1));
        assert_eq!(parse("1h 30m").unwrap(), Duration::from_mins(90));
        assert_eq!(parse("90 seconds").unwrap(), Duration::from_secs(90));
    }

    #[test]
    fn decimals_are_read() {
        assert_eq!(parse("300.001s").unwrap(), Duration::new(300, 1_000_000));
        assert_eq!(parse("1m 0.5sec").unwrap(), Duration::new(60, 500_000_000));
        assert_eq!(parse("1.5h").unwrap(), Duration::from_mins(90));
    }

    #[test]
    fn anything_else_is_named() {
        for wrong in ["", "1", "soon", "1 fortnight", "-1s", "1.2.3s", "99999999999999999999s"] {
            let error = parse(wrong).unwrap_err();
            assert!(error.starts_with(&format!("`{wrong}` is not a duration: ")), "{error}");
        }
    }
}
