//! gRPC clients of flyteadmin's services, over any channel that tonic accepts.

pub use admin_service_client::AdminServiceClient;
pub use auth_metadata_service_client::AuthMetadataServiceClient;
pub use data_proxy_service_client::DataProxyServiceClient;
pub use identity_service_client::IdentityServiceClient;
pub use signal_service_client::SignalServiceClient;

#[rustfmt::skip]
include!("../gen/client.rs");
