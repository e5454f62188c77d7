//! Azure Blob Storage and Data Lake.

use std::sync::Arc;

use object_store::azure::{AzureConfigKey, AzureCredential, MicrosoftAzureBuilder};
use object_store::{Result, StaticCredentialProvider};

use super::cloud::{MACHINE_ADDRESS, Setup, for_endpoint, machine_answers};
use super::common::{client_options, retry};
use crate::env;
use crate::storage::address::Object;
use crate::storage::remote::bucket::{Credentials, Store};
use crate::storage::settings::Settings;

/// Flyte's names for what `object_store` knows by others; they go before Azure's own.
const FLYTES: [(&str, AzureConfigKey); 5] = [
    (env::AZURE_STORAGE_ACCOUNT_NAME, AzureConfigKey::AccountName),
    (env::AZURE_STORAGE_ACCOUNT_KEY, AzureConfigKey::AccessKey),
    (env::AZURE_TENANT_ID, AzureConfigKey::AuthorityId),
    (env::AZURE_CLIENT_ID, AzureConfigKey::ClientId),
    (env::AZURE_CLIENT_SECRET, AzureConfigKey::ClientSecret),
];

pub(super) fn setup(object: &Object<'_>, settings: &Settings) -> Result<Setup> {
    let plain = builder(object, settings);
    let names_account =
        object.bucket.contains('@') || plain.get_config_value(&AzureConfigKey::AccountName).is_some();
    if !names_account && !settings.is_true("AZURE_STORAGE_USE_EMULATOR") {
        return Err(object_store::Error::Generic {
            store: "Azure",
            source: format!(
                "no storage account is named: write `{}://{}@ACCOUNT.dfs.core.windows.net/..`, or set {} or \
                 AZURE_STORAGE_ACCOUNT_NAME",
                object.scheme,
                object.bucket,
                env::AZURE_STORAGE_ACCOUNT_NAME
            )
            .into(),
        });
    }
    let credentials = if are_given(&plain, settings) {
        Credentials::Given
    } else if settings.first(&["IDENTITY_ENDPOINT", "MSI_ENDPOINT", "AZURE_MSI_ENDPOINT"]).is_some()
        || machine_answers(MACHINE_ADDRESS)
    {
        Credentials::OfMachine
    } else {
        Credentials::None
    };
    let unsigned = anonymous(plain.clone());
    let make_anonymous = Box::new(move || Ok(Arc::new(unsigned.clone().build()?) as Store));
    let store = match credentials {
        Credentials::None => make_anonymous()?,
        _ => Arc::new(plain.clone().build()?),
    };
    let endpoint = plain.get_config_value(&AzureConfigKey::Endpoint);
    Ok(Setup { store, credentials, make_anonymous, endpoint })
}

fn builder(object: &Object<'_>, settings: &Settings) -> MicrosoftAzureBuilder {
    let mut builder = MicrosoftAzureBuilder::new();
    let mut options = client_options();
    if let Some(endpoint) = settings.first(&["AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"]) {
        options = for_endpoint(options, &endpoint);
    }
    builder = builder.with_client_options(options);
    for (name, value) in settings.beginning_with("AZURE_") {
        match name.to_ascii_lowercase().parse() {
            Ok(AzureConfigKey::ContainerName) | Err(_) => {}
            Ok(key) => builder = builder.with_config(key, value),
        }
    }
    for (name, key) in FLYTES {
        if let Some(value) = settings.first(&[name]) {
            builder = builder.with_config(key, value);
        }
    }
    // The address is the last word on container and account.
    builder.with_url(format!("{}://{}/", object.scheme, object.bucket)).with_retry(retry(settings))
}

fn are_given(builder: &MicrosoftAzureBuilder, settings: &Settings) -> bool {
    let has = |key| builder.get_config_value(&key).is_some();
    has(AzureConfigKey::AccessKey)
        || has(AzureConfigKey::SasKey)
        || has(AzureConfigKey::Token)
        || has(AzureConfigKey::ClientId) && has(AzureConfigKey::AuthorityId)
        || settings.is_true("AZURE_USE_AZURE_CLI")
        || settings.is_true("AZURE_STORAGE_USE_EMULATOR")
}

fn anonymous(builder: MicrosoftAzureBuilder) -> MicrosoftAzureBuilder {
    // Credentials that are not used keep the builder from looking for some.
    let unused = AzureCredential::BearerToken(String::new());
    builder.with_skip_signature(true).with_credentials(Arc::new(StaticCredentialProvider::new(unused)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::address::Service;
    use std::collections::HashMap;

    fn object(bucket: &str) -> Object<'_> {
        Object { service: Service::Azure, scheme: "abfs", bucket, key: "k" }
    }

    fn settings(variables: &[(&str, &str)]) -> Settings {
        let given = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::given(given.collect::<HashMap<_, _>>())
    }

    #[test]
    fn the_account_comes_from_the_address_or_the_settings() {
        super::super::common::use_ring();
        let key = ("FLYTE_AZURE_STORAGE_ACCOUNT_KEY", "c2VjcmV0IGtleQ==");
        let named = setup(&object("data@account.dfs.core.windows.net"), &settings(&[key])).unwrap();
        assert_eq!(named.credentials, Credentials::Given);
        assert!(format!("{}", named.store).contains("account: account, container: data"), "{}", named.store);
        let set = settings(&[key, ("FLYTE_AZURE_STORAGE_ACCOUNT_NAME", "mine")]);
        let named = setup(&object("data"), &set).unwrap();
        assert!(format!("{}", named.store).contains("account: mine, container: data"), "{}", named.store);
        let Err(error) = setup(&object("data"), &settings(&[key])) else { panic!("an account was found") };
        assert!(error.to_string().contains("`abfs://data@ACCOUNT.dfs.core.windows.net/..`"), "{error}");
    }
}
