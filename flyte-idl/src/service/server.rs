//! gRPC servers of flyteadmin's services, for what stands in for flyteadmin in tests.

#![expect(clippy::allow_attributes, reason = "tonic's templates quiet the helper types they make")]
#![expect(clippy::default_trait_access, reason = "tonic's templates name no type there")]
#![expect(clippy::doc_markdown, reason = "so do tonic's comments")]

pub use admin_service_server::{AdminService, AdminServiceServer};
pub use auth_metadata_service_server::{AuthMetadataService, AuthMetadataServiceServer};
pub use data_proxy_service_server::{DataProxyService, DataProxyServiceServer};
pub use identity_service_server::{IdentityService, IdentityServiceServer};
pub use signal_service_server::{SignalService, SignalServiceServer};

#[rustfmt::skip]
include!("../gen/server.rs");
