//! Web servers, for reading.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use object_store::client::{HttpClient, HttpConnector, ReqwestConnector};
use object_store::http::{HttpBuilder, HttpStore};
use object_store::{ClientOptions, Result};

use super::common::{client_options, retry, use_ring};
use crate::storage::address::Service;
use crate::storage::remote::bucket::{Bucket, Credentials};
use crate::storage::remote::{limits, metadata};
use crate::storage::settings::Settings;

/// Sets up a web address as a bucket that holds one object.
pub(in crate::storage::remote) fn web(
    uri: &str,
    settings: &Settings,
    client: &OnceLock<HttpClient>,
) -> object_store::Result<Bucket> {
    use_ring();
    Ok(Bucket {
        base: uri.to_owned(),
        endpoint: None,
        store: Arc::new(store(uri, settings, client)?),
        credentials: Credentials::Given,
        make_anonymous: None,
        attributes: metadata::of_execution(settings, Service::Http),
        part_size: limits::part_size(settings),
        is_web: true,
        secrets: Vec::new(),
        anonymous: OnceLock::new(),
        reads_anonymously: AtomicBool::new(false),
    })
}

/// A store whose root is the address, query included: what signs it must reach the server as it is.
fn store(uri: &str, settings: &Settings, client: &OnceLock<HttpClient>) -> Result<HttpStore> {
    // Whoever writes `http://` means it.
    let options = client_options().with_allow_http(true);
    let client = if let Some(client) = client.get() {
        client.clone()
    } else {
        let made = ReqwestConnector::default().connect(&options)?;
        client.get_or_init(|| made).clone()
    };
    HttpBuilder::new()
        .with_url(uri)
        .with_retry(retry(settings))
        .with_client_options(options)
        .with_http_connector(Shared(client))
        .build()
}

/// Hands out one client, where the builder would make one for each address.
#[derive(Debug)]
struct Shared(HttpClient);

impl HttpConnector for Shared {
    fn connect(&self, _: &ClientOptions) -> Result<HttpClient> {
        Ok(self.0.clone())
    }
}
