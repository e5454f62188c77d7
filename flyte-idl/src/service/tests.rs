//! A client and a server of this crate understand each other, without a network between them.

use tonic::{Code, Request, Response, Status, async_trait};

use super::client::{IdentityServiceClient, SignalServiceClient};
use super::server::{IdentityService, IdentityServiceServer, SignalService, SignalServiceServer};
use super::{UserInfoRequest, UserInfoResponse};
use crate::admin::SignalListRequest;

struct Somebody;

#[async_trait]
impl IdentityService for Somebody {
    async fn user_info(&self, _: Request<UserInfoRequest>) -> Result<Response<UserInfoResponse>, Status> {
        Ok(Response::new(UserInfoResponse { subject: "somebody".to_owned(), ..Default::default() }))
    }
}

impl SignalService for Somebody {}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime on this thread starts")
        .block_on(future)
}

#[test]
fn a_call_comes_back_with_its_answer() {
    let mut client = IdentityServiceClient::new(IdentityServiceServer::new(Somebody));
    let answer = block_on(client.user_info(UserInfoRequest {})).unwrap();
    assert_eq!(answer.into_inner().subject, "somebody");
}

#[test]
fn a_call_that_a_server_leaves_out_is_unimplemented() {
    let mut client = SignalServiceClient::new(SignalServiceServer::new(Somebody));
    let status = block_on(client.list_signals(SignalListRequest::default())).unwrap_err();
    assert_eq!(status.code(), Code::Unimplemented);
}
