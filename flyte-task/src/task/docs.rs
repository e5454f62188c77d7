//! A doc comment, taken apart into what Flyte shows.

/// A doc comment's parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Documentation {
    /// The first paragraph, on one line.
    pub short: String,
    /// What follows it, without the section about the return value.
    pub long: String,
    /// The section `# Returns`, which describes the outputs.
    pub returns: String,
    /// A link to the task's source; empty for none.
    pub source_link: String,
    /// A link to an icon; empty for none.
    pub icon_link: String,
}

impl Documentation {
    /// Takes a doc comment apart.
    ///
    /// ```
    /// use flyte_task::task::Documentation;
    ///
    /// let docs = Documentation::parse("Adds.\n\nNever overflows.\n\n# Returns\nthe sum");
    /// assert_eq!((docs.short.as_str(), docs.returns.as_str()), ("Adds.", "the sum"));
    /// assert_eq!(docs.long, "Never overflows.");
    /// ```
    pub fn parse(docs: &str) -> Self {
        let mut returns = Vec::new();
        let mut rest = Vec::new();
        let (mut in_returns, mut in_code) = (false, false);
        for line in docs.trim().lines() {
            in_code ^= line.trim_start().starts_with("```");
            if !in_code && line.starts_with('#') {
                let heading = line.trim_start_matches('#').trim();
                in_returns = heading.eq_ignore_ascii_case("returns");
                if in_returns {
                    continue;
                }
            }
            if in_returns { returns.push(line) } else { rest.push(line) }
        }
        let end = rest.iter().position(|line| line.trim().is_empty()).unwrap_or(rest.len());
        let (short, long) = rest.split_at(end);
        Self {
            short: short.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "),
            long: long.join("\n").trim().to_owned(),
            returns: returns.join("\n").trim().to_owned(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Documentation;

    #[test]
    fn headings_inside_code_are_code() {
        let docs = Documentation::parse(
            "Runs\na script.\n\n```\n# Returns\n```\n# Returns\nits output\n# Errors\nNone.",
        );
        assert_eq!(docs.short, "Runs a script.");
        assert_eq!(docs.returns, "its output");
        assert_eq!(docs.long, "```\n# Returns\n```\n# Errors\nNone.");
        assert_eq!(Documentation::parse("  \n"), Documentation::default());
    }
}
