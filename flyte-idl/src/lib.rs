//! Flyte's messages and service clients, as flyteidl 1.16 has them on the wire.
//!
//! The modules [`core`], [`admin`], [`event`] and [`service`] are generated from the `.proto` files of this crate;
//! beside them stand constructors, accessors and texts for the messages that are used most.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod admin;
pub mod core;
pub mod event;
pub mod service;

mod identifiers;
mod literals;
mod phases;
mod types;
pub mod value;

pub use identifiers::ParseIdentifierError;
pub use literals::MSGPACK_TAG;
pub use prost;
pub use prost_types;
#[cfg(any(feature = "client", feature = "server"))]
pub use tonic;

// The README's example runs with the doctests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
