//! Google Cloud Storage.

use std::path::Path;
use std::sync::Arc;

use object_store::gcp::{GcpCredential, GoogleCloudStorageBuilder, GoogleConfigKey};
use object_store::{Result, StaticCredentialProvider};

use super::cloud::{Setup, for_endpoint, machine_answers};
use super::common::{client_options, retry};
use crate::storage::remote::bucket::{Credentials, Store};
use crate::storage::settings::Settings;

/// Where Google tells machines their role.
const MACHINE_HOST: &str = "metadata.google.internal";

pub(super) fn setup(bucket: &str, settings: &Settings) -> Result<Setup> {
    let endpoint = endpoint(settings);
    let credentials = if are_given(settings) {
        Credentials::Given
    } else if endpoint.is_none() && machine_answers(&machine_address(settings)) {
        Credentials::OfMachine
    } else {
        Credentials::None
    };
    let plain = builder(bucket, endpoint.as_deref(), settings);
    let unsigned = anonymous(plain.clone());
    let make_anonymous = Box::new(move || Ok(Arc::new(unsigned.clone().build()?) as Store));
    let store = match credentials {
        Credentials::None => make_anonymous()?,
        _ => Arc::new(with_credentials(plain, settings).build()?),
    };
    Ok(Setup { store, credentials, make_anonymous, endpoint })
}

/// Google's emulators are named by this variable, with or without `http://`.
fn endpoint(settings: &Settings) -> Option<String> {
    let host = settings.first(&["STORAGE_EMULATOR_HOST"])?;
    let host = host.trim_end_matches('/');
    Some(if host.contains("://") { host.to_owned() } else { format!("http://{host}") })
}

fn machine_address(settings: &Settings) -> String {
    let host = settings.first(&["GCE_METADATA_HOST"]).unwrap_or_else(|| MACHINE_HOST.to_owned());
    if host.contains(':') { host } else { format!("{host}:80") }
}

fn are_given(settings: &Settings) -> bool {
    let named = [
        "SERVICE_ACCOUNT",
        "GOOGLE_SERVICE_ACCOUNT",
        "GOOGLE_SERVICE_ACCOUNT_PATH",
        "GOOGLE_SERVICE_ACCOUNT_KEY",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "GOOGLE_BEARER_TOKEN",
    ];
    settings.first(&named).is_some()
        // What `gcloud auth application-default login` leaves; object_store looks there by itself.
        || settings.first(&["HOME"]).is_some_and(|home| {
            Path::new(&home).join(".config/gcloud/application_default_credentials.json").exists()
        })
}

fn builder(bucket: &str, endpoint: Option<&str>, settings: &Settings) -> GoogleCloudStorageBuilder {
    let options = match endpoint {
        Some(endpoint) => for_endpoint(client_options(), endpoint),
        None => client_options(),
    };
    let mut builder = GoogleCloudStorageBuilder::new().with_client_options(options);
    for (name, value) in settings.beginning_with("GOOGLE_") {
        if let Ok(key @ (GoogleConfigKey::BaseUrl | GoogleConfigKey::Client(_))) =
            name.to_ascii_lowercase().parse()
        {
            builder = builder.with_config(key, value);
        }
    }
    if let Some(endpoint) = endpoint {
        builder = builder.with_base_url(endpoint);
    }
    builder.with_bucket_name(bucket).with_retry(retry(settings))
}

fn with_credentials(
    mut builder: GoogleCloudStorageBuilder,
    settings: &Settings,
) -> GoogleCloudStorageBuilder {
    if let Some(path) = settings.first(&["SERVICE_ACCOUNT"]) {
        builder = builder.with_service_account_path(path);
    }
    for (name, value) in settings.beginning_with("GOOGLE_") {
        match name.to_ascii_lowercase().parse() {
            Ok(GoogleConfigKey::Bucket) | Err(_) => {}
            Ok(key) => builder = builder.with_config(key, value),
        }
    }
    builder
}

fn anonymous(builder: GoogleCloudStorageBuilder) -> GoogleCloudStorageBuilder {
    // Credentials that are not used keep the builder from looking for some.
    let unused = GcpCredential { bearer: String::new() };
    builder.with_skip_signature(true).with_credentials(Arc::new(StaticCredentialProvider::new(unused)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn an_emulator_is_reached_without_credentials() {
        let given = HashMap::from([("STORAGE_EMULATOR_HOST".to_owned(), "localhost:4443".to_owned())]);
        super::super::common::use_ring();
        let setup = setup("bucket", &Settings::given(given)).unwrap();
        assert_eq!(setup.endpoint.as_deref(), Some("http://localhost:4443"));
        assert_eq!(setup.credentials, Credentials::None);
    }
}
