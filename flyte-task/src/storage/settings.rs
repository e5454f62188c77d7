//! The variables that stores are made by: the environment's, or ones given in their place.

use std::collections::HashMap;
use std::fmt;

/// Where variables are looked up.
#[derive(Clone, Default)]
pub(super) struct Settings {
    /// In place of the environment's, not besides them: a test must not depend on who runs it.
    given: Option<HashMap<String, String>>,
}

impl Settings {
    pub(super) fn given(variables: HashMap<String, String>) -> Self {
        Self { given: Some(variables) }
    }

    /// The first of these that is set and not empty.
    pub(super) fn first(&self, names: &[&str]) -> Option<String> {
        match &self.given {
            None => crate::env::first(names),
            Some(given) => {
                names.iter().find_map(|name| given.get(*name).filter(|value| !value.is_empty())).cloned()
            }
        }
    }

    /// Whether the variable says no, in flytekit's words.
    pub(super) fn is_false(&self, name: &str) -> bool {
        self.first(&[name])
            .is_some_and(|value| matches!(value.to_lowercase().as_str(), "false" | "0" | "off" | "no"))
    }

    /// Whether the variable says yes.
    #[cfg(any(feature = "s3", feature = "azure"))]
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.first(&[name])
            .is_some_and(|value| matches!(value.to_lowercase().as_str(), "true" | "1" | "on" | "yes"))
    }

    /// All that are set, not empty, and begin so.
    pub(super) fn beginning_with(&self, prefix: &str) -> Vec<(String, String)> {
        let fits = |name: &str, value: &str| name.starts_with(prefix) && !value.is_empty();
        match &self.given {
            // Variables that are no Unicode are none of ours, and must not make anything fail.
            None => std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .filter(|(name, value)| fits(name, value))
                .collect(),
            Some(given) => given
                .iter()
                .filter(|(name, value)| fits(name, value))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        }
    }
}

// Values may be secrets.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.given.is_some() { "given variables" } else { "the environment" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_not_shown() {
        let variables = HashMap::from([("FLYTE_AWS_SECRET_ACCESS_KEY".to_owned(), "hush".to_owned())]);
        assert!(!format!("{:?}", Settings::given(variables)).contains("hush"));
    }
}
