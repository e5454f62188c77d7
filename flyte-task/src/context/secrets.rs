//! The secrets that Flyte hands to a container.

use std::fmt;
use std::path::PathBuf;

use crate::env;

/// Looks up secrets where Flyte's webhook puts them: environment variables, then files.
///
/// A secret is named by its group, its version if it has one, and its key. Values are read when asked for and
/// never kept or shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Secrets {
    unprefixed: bool,
}

/// A secret that is not there.
#[derive(Debug)]
pub struct SecretError {
    name: String,
    variables: Vec<String>,
    file: PathBuf,
    reason: Option<std::io::Error>,
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the secret {} is neither in the environment ({}) nor in the file `{}`",
            self.name,
            self.variables.join(", "),
            self.file.display()
        )?;
        if let Some(reason) = &self.reason {
            write!(f, " ({reason})")?;
        }
        f.write_str("; a task is given the secrets that it requests")
    }
}

impl std::error::Error for SecretError {}

impl Secrets {
    /// Looks also for variables without the prefix, as one sets them on a laptop.
    pub(super) fn local() -> Self {
        Self { unprefixed: true }
    }

    /// The secret `key` of `group`, without the white space around it.
    ///
    /// # Errors
    /// When it is nowhere; the error says where it was looked for.
    pub fn get(&self, group: &str, key: &str) -> Result<String, SecretError> {
        self.get_version(group, None, key)
    }

    /// The secret `key` of `group` in one of its versions.
    ///
    /// Kubernetes' own secrets know no versions: Flyte's webhook mounts them without one, and then a look-up with
    /// a version finds nothing.
    ///
    /// # Errors
    /// When it is nowhere; the error says where it was looked for.
    pub fn get_version(&self, group: &str, version: Option<&str>, key: &str) -> Result<String, SecretError> {
        let parts: Vec<&str> = [Some(group), version, Some(key)].into_iter().flatten().collect();
        let prefix = env::first(&[env::SECRETS_ENV_PREFIX]).unwrap_or_else(|| "_FSEC_".to_owned());
        let name = parts.join("_").to_uppercase();
        let mut variables = vec![format!("{prefix}{name}")];
        if self.unprefixed {
            variables.push(name);
        }
        if let Some(value) = variables.iter().find_map(|variable| std::env::var(variable).ok()) {
            return Ok(value.trim().to_owned());
        }
        let file = file(group, version, key);
        std::fs::read_to_string(&file).map(|value| value.trim().to_owned()).map_err(|error| SecretError {
            name: parts.iter().map(|part| format!("`{part}`")).collect::<Vec<_>>().join(" "),
            variables,
            file,
            reason: (error.kind() != std::io::ErrorKind::NotFound).then_some(error),
        })
    }
}

fn file(group: &str, version: Option<&str>, key: &str) -> PathBuf {
    let folder = env::first(&[env::SECRETS_DEFAULT_DIR]).unwrap_or_else(|| "/etc/secrets".to_owned());
    let prefix = env::first(&[env::SECRETS_FILE_PREFIX]).unwrap_or_default();
    let mut path = PathBuf::from(folder);
    path.push(group.to_lowercase());
    path.extend(version.map(str::to_lowercase));
    path.push(format!("{prefix}{}", key.to_lowercase()));
    path
}
