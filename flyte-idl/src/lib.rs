//! Flyte's messages and service clients, as flyteidl 1.16 has them on the wire.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod admin;
pub mod core;
pub mod event;
pub mod service;

pub use prost;
pub use prost_types;
#[cfg(any(feature = "client", feature = "server"))]
pub use tonic;
