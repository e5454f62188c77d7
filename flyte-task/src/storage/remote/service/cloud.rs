//! What the set-ups of the clouds' stores share.

use std::net::{TcpStream, ToSocketAddrs};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use object_store::ClientOptions;

use super::common::{secrets, use_ring};
use crate::storage::address::{Object, Service};
use crate::storage::remote::bucket::{Bucket, Credentials, MakeAnonymous, Store};
use crate::storage::remote::{limits, metadata};
use crate::storage::settings::Settings;

/// A store as its service sets it up.
pub(super) struct Setup {
    pub(super) store: Store,
    pub(super) credentials: Credentials,
    pub(super) make_anonymous: MakeAnonymous,
    pub(super) endpoint: Option<String>,
}

/// The service that tells machines in clouds their role answers at once, or there is none.
const MACHINE: Duration = Duration::from_secs(1);

/// Where AWS and Azure tell machines their role.
#[cfg(any(feature = "s3", feature = "azure"))]
pub(super) const MACHINE_ADDRESS: &str = "169.254.169.254:80";

/// Sets up a bucket; nothing goes over the network for it, save a look whether this machine has a role.
pub(in crate::storage::remote) fn bucket(
    base: &str,
    object: &Object<'_>,
    settings: &Settings,
) -> object_store::Result<Bucket> {
    use_ring();
    let setup: Setup = match object.service {
        #[cfg(feature = "s3")]
        Service::S3 => super::s3::setup(object.bucket, settings),
        #[cfg(feature = "gcs")]
        Service::Gcs => super::gcs::setup(object.bucket, settings),
        #[cfg(feature = "azure")]
        Service::Azure => super::azure::setup(object, settings),
        // The address was refused before, unless it is the web's, which has no buckets.
        _ => return super::absent::bucket(base, object, settings),
    }?;
    Ok(Bucket {
        base: base.to_owned(),
        endpoint: setup.endpoint,
        store: setup.store,
        credentials: setup.credentials,
        make_anonymous: (setup.credentials != Credentials::None).then_some(setup.make_anonymous),
        attributes: metadata::of_execution(settings, object.service),
        part_size: limits::part_size(settings),
        is_web: false,
        secrets: secrets(settings),
        anonymous: OnceLock::new(),
        reads_anonymously: AtomicBool::new(false),
    })
}

/// Plain HTTP needs no certificates, and an image that has none must not fail by it.
pub(super) fn for_endpoint(options: ClientOptions, endpoint: &str) -> ClientOptions {
    if endpoint.starts_with("http://") {
        options.with_allow_http(true).with_no_system_certificates(true)
    } else {
        options
    }
}

/// Whether this machine may have a role of its own: somebody listens where roles are told.
pub(super) fn machine_answers(address: &str) -> bool {
    address.to_socket_addrs().is_ok_and(|mut addresses| {
        addresses.any(|address| TcpStream::connect_timeout(&address, MACHINE).is_ok())
    })
}
