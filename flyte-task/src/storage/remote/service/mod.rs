//! How each kind of object store is set up.

mod absent;
#[cfg(feature = "azure")]
mod azure;
#[cfg(any(feature = "s3", feature = "gcs", feature = "azure"))]
mod cloud;
mod common;
#[cfg(feature = "gcs")]
mod gcs;
#[cfg(feature = "s3")]
mod profile;
#[cfg(feature = "s3")]
mod s3;
#[cfg(feature = "http")]
mod web;

#[cfg(not(any(feature = "s3", feature = "gcs", feature = "azure")))]
pub(super) use absent::bucket;
#[cfg(not(feature = "http"))]
pub(super) use absent::web;
#[cfg(any(feature = "s3", feature = "gcs", feature = "azure"))]
pub(super) use cloud::bucket;
pub(super) use common::secrets;
#[cfg(feature = "http")]
pub(super) use web::web;
