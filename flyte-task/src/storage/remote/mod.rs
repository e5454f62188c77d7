//! Object stores: S3, Google Cloud Storage, Azure, and web servers for reading.

mod bucket;
mod cause;
mod feed;
mod fetch;
mod folder;
mod limits;
mod metadata;
mod object;
mod runtime;
mod send;
mod service;
mod stores;
mod window;

pub(super) use stores::Stores;
