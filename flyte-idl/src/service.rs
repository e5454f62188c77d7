//! Messages and services of the package `flyteidl.service`.

#![expect(missing_docs, reason = "the field, variant or method names say what a comment would repeat")]
#![expect(clippy::doc_markdown, reason = "comments come from the .proto files, where names stand plain")]
#![expect(clippy::large_enum_variant, reason = "a oneof is as large as the largest of its messages")]
#[rustfmt::skip]
include!("gen/service.rs");

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub mod client;
#[cfg(feature = "server")]
#[cfg_attr(docsrs, doc(cfg(feature = "server")))]
pub mod server;

#[cfg(all(test, feature = "client", feature = "server"))]
mod tests;
