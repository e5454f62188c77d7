//! What the set-ups of all services share.

use std::time::Duration;

use object_store::{BackoffConfig, ClientOptions, RetryConfig};

use crate::env;
use crate::storage::settings::Settings;

/// How long a request may go without a byte coming in. While a part is being sent nothing does.
const SILENCE: Duration = Duration::from_mins(2);

const CONNECT: Duration = Duration::from_secs(10);

/// How long after the first try the last one may begin. A signature is good for fifteen minutes.
const TRYING: Duration = Duration::from_mins(5);

/// Fits clients to objects of any size: it is silence that is limited, not the time of a transfer.
pub(super) fn client_options() -> ClientOptions {
    ClientOptions::new()
        .with_timeout_disabled()
        .with_connect_timeout(CONNECT)
        .with_read_timeout(SILENCE)
        .with_user_agent(object_store::HeaderValue::from_static(concat!(
            "flyte-task/",
            env!("CARGO_PKG_VERSION")
        )))
}

/// Retries as Flyte's variables say; what they leave open is as `object_store` has it.
pub(super) fn retry(settings: &Settings) -> RetryConfig {
    let number = |name| settings.first(&[name]).and_then(|text| text.trim().parse::<u32>().ok());
    let mut retry = RetryConfig { retry_timeout: TRYING, ..RetryConfig::default() };
    if let Some(retries) = number(env::AWS_RETRIES).and_then(|retries| usize::try_from(retries).ok()) {
        retry.max_retries = retries;
    }
    if let Some(seconds) = number(env::AWS_BACKOFF_SECONDS) {
        let most = Duration::from_secs(seconds.into());
        let first = retry.backoff.init_backoff.min(most);
        retry.backoff = BackoffConfig { init_backoff: first, max_backoff: most, ..retry.backoff };
    }
    retry
}

/// The values that must not appear in any text.
pub(in crate::storage::remote) fn secrets(settings: &Settings) -> Vec<String> {
    ["FLYTE_AWS_", "AWS_", "FLYTE_AZURE_", "AZURE_", "GOOGLE_"]
        .into_iter()
        .flat_map(|prefix| settings.beginning_with(prefix))
        .filter(|(name, value)| {
            let is_place = ["_FILE", "_PATH", "_URI", "_URL", "_ID"].iter().any(|end| name.ends_with(end));
            // Shorter ones would make a riddle of every text, and keep nothing secret.
            !is_place
                && value.len() >= 8
                && ["SECRET", "KEY", "TOKEN", "SAS"].iter().any(|word| name.contains(word))
        })
        .map(|(_, value)| value)
        .collect()
}

/// reqwest takes the process's cryptography, which is ours to choose unless the program did.
pub(super) fn use_ring() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread may just have done the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn settings(variables: &[(&str, &str)]) -> Settings {
        let given = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::given(given.collect::<HashMap<_, _>>())
    }

    #[test]
    fn retries_are_as_said() {
        let said = retry(&settings(&[("FLYTE_AWS_RETRIES", "2"), ("FLYTE_AWS_BACKOFF_SECONDS", "7")]));
        assert_eq!((said.max_retries, said.backoff.max_backoff), (2, Duration::from_secs(7)));
        let unsaid = retry(&settings(&[("FLYTE_AWS_RETRIES", "some")]));
        assert_eq!(unsaid.max_retries, RetryConfig::default().max_retries);
    }

    #[test]
    fn secrets_are_known_by_their_names() {
        let found = secrets(&settings(&[
            ("FLYTE_AWS_SECRET_ACCESS_KEY", "miniostorage"),
            ("FLYTE_AWS_ACCESS_KEY_ID", "minio-user"),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/token"),
            ("AZURE_STORAGE_SAS_KEY", "sig=abcdef"),
        ]));
        assert_eq!(found, ["miniostorage", "sig=abcdef"]);
    }
}
