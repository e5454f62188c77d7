//! Whether and how Flyte keeps a task's outputs for equal inputs.

use std::fmt;

#[cfg(feature = "pod-any")]
use super::PodTemplate;
use super::digest;
use crate::error::BoxError;

/// Asks Flyte to keep outputs and reuse them for equal inputs (flytekit: `Cache`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    version: String,
    serialize: bool,
    ignored: Vec<String>,
}

/// Derives a version of a task's logic from what it knows of the task (flytekit: `CachePolicy`).
///
/// A task names them: `#[task(cache, cache_policies(MyPolicy))]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be one of the `cache_policies`",
    label = "not a cache policy",
    note = "implement `flyte_task::task::CachePolicy` for it"
)]
pub trait CachePolicy {
    /// A text that changes whenever outputs kept so far must not be reused.
    ///
    /// # Errors
    /// When no version can be derived.
    fn version(&self, salt: &str, parameters: &VersionParameters<'_>) -> Result<String, BoxError>;
}

/// What a [`CachePolicy`] may look at.
#[derive(Debug, Clone, Copy, Default)]
pub struct VersionParameters<'a> {
    /// The task's name.
    pub task: &'a str,
    /// A digest of the task's interface and body, where they are known.
    pub code: &'a str,
    /// The image it runs in; empty if that is decided at registration.
    pub container_image: &'a str,
    /// The `PodTemplate` that its pod is built from; empty for none.
    pub pod_template_name: &'a str,
    /// The pod it runs in, if it was told one.
    #[cfg(feature = "pod-any")]
    pub pod_template: Option<&'a PodTemplate>,
}

impl Cache {
    /// A cache under an explicit version.
    ///
    /// # Errors
    /// When the version is empty: Flyte refuses it only when the task runs.
    pub fn version(version: impl Into<String>) -> Result<Self, CacheError> {
        let version = version.into();
        if version.trim().is_empty() {
            return Err(CacheError::EmptyVersion);
        }
        Ok(Self { version, serialize: false, ignored: Vec::new() })
    }

    /// A cache under a version derived by policies, in order: the SHA-256 of their answers one after another, as
    /// flytekit has it.
    ///
    /// # Errors
    /// When there is no policy, or one of them fails.
    pub fn from_policies(
        policies: &[&dyn CachePolicy],
        salt: &str,
        parameters: &VersionParameters<'_>,
    ) -> Result<Self, CacheError> {
        if policies.is_empty() {
            return Err(CacheError::NoPolicy);
        }
        let mut answers = Vec::with_capacity(policies.len());
        for policy in policies {
            answers.push(policy.version(salt, parameters).map_err(CacheError::Policy)?);
        }
        Self::version(digest::sha256(answers))
    }

    /// The same, with equal runs at the same time waiting for the first one's outputs.
    pub fn serialized(mut self) -> Self {
        self.serialize = true;
        self
    }

    /// The same, with inputs that do not count when inputs are compared.
    pub fn ignoring(mut self, inputs: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.ignored.extend(inputs.into_iter().map(Into::into));
        self
    }

    /// Whether equal runs wait for the first one.
    pub fn is_serialized(&self) -> bool {
        self.serialize
    }

    /// The version.
    pub fn version_text(&self) -> &str {
        &self.version
    }

    /// The inputs that do not count.
    pub fn ignored_inputs(&self) -> &[String] {
        &self.ignored
    }
}

/// A cache that cannot be.
#[derive(Debug)]
#[non_exhaustive]
pub enum CacheError {
    /// The version is empty.
    EmptyVersion,
    /// There is no policy to derive a version from.
    NoPolicy,
    /// A policy failed.
    Policy(BoxError),
}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyVersion => f.write_str("a cache needs a version that is not empty"),
            Self::NoPolicy => f.write_str("a cache needs a version, or a policy to derive one"),
            Self::Policy(error) => write!(f, "a cache policy could not derive a version: {error}"),
        }
    }
}

impl std::error::Error for CacheError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Policy(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(&'static str);

    impl CachePolicy for Fixed {
        fn version(&self, salt: &str, _: &VersionParameters<'_>) -> Result<String, BoxError> {
            if self.0.is_empty() { Err("nothing to go by".into()) } else { Ok(format!("{}{salt}", self.0)) }
        }
    }

    // hashlib.sha256("a1b1".encode()).hexdigest(), what Cache(policies=..).get_version computes in flytekit 1.16.31
    #[test]
    fn policies_are_hashed_in_order() {
        let parameters = VersionParameters::default();
        let cache = Cache::from_policies(&[&Fixed("a"), &Fixed("b")], "1", &parameters).unwrap();
        assert_eq!(cache.version_text(), "168b603cb7350e458c47955a938f252e30c05168f55da5f53382f02940cd1dec");
        let error = Cache::from_policies(&[&Fixed("")], "", &parameters).unwrap_err();
        assert_eq!(error.to_string(), "a cache policy could not derive a version: nothing to go by");
    }

    #[test]
    fn an_empty_version_is_refused() {
        assert!(Cache::version(" ").is_err());
        assert!(Cache::from_policies(&[], "", &VersionParameters::default()).is_err());
    }
}
