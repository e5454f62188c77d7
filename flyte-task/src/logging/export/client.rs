//! How spans travel: by HTTP, from the thread that gathers them.

use std::error::Error;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use reqwest::redirect::Policy;
use tokio::runtime::{Builder, Runtime};

use crate::logging::redact::redacted;

/// More of an answer than any collector has to say.
const LONGEST_ANSWER: usize = 64 * 1024;

/// Posts what it is given; made for one thread at a time.
#[derive(Debug)]
pub(super) struct Client {
    timeout: Duration,
    connection: Mutex<Option<Connection>>,
    trouble: Arc<Trouble>,
}

/// Made when something is to be sent, on the thread that sends.
#[derive(Debug)]
struct Connection {
    runtime: Runtime,
    client: reqwest::Client,
}

/// Why the last request failed.
#[derive(Debug, Default)]
pub(super) struct Trouble(Mutex<String>);

impl Trouble {
    fn set(&self, why: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }

    pub(super) fn last(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Client {
    pub(super) fn new(timeout: Duration, trouble: Arc<Trouble>) -> Self {
        Self { timeout, connection: Mutex::new(None), trouble }
    }

    fn post(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match &mut *connection {
            Some(connection) => connection,
            none => none.insert(Connection::new(self.timeout)?),
        };
        connection.runtime.block_on(answer(&connection.client, request))
    }
}

#[async_trait]
impl HttpClient for Client {
    /// Blocks, since whoever calls has a thread of its own and no runtime.
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let answer = self.post(request);
        match &answer {
            Ok(answer) => self.trouble.set(format!("it answered {}", answer.status())),
            Err(error) => self.trouble.set(redacted(&chain(error.as_ref())).into_owned()),
        }
        answer
    }
}

impl Connection {
    fn new(timeout: Duration) -> Result<Self, HttpError> {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // Another thread may just have done the same.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let client = reqwest::Client::builder()
            .timeout(timeout)
            // A collector that moved is to be named where it is; a redirected post would be none.
            .redirect(Policy::none())
            .build()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(Self { runtime, client })
    }
}

async fn answer(client: &reqwest::Client, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
    let mut found = client.execute(request.try_into()?).await.map_err(reqwest::Error::without_url)?;
    let mut body = Vec::new();
    while let Some(chunk) = found.chunk().await.map_err(reqwest::Error::without_url)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(io::Error::other("its answer is too long for a collector's").into());
        }
        body.extend_from_slice(&chunk);
    }
    let mut answer = Response::builder().status(found.status());
    if let Some(headers) = answer.headers_mut() {
        *headers = found.headers().clone();
    }
    Ok(answer.body(body.into())?)
}

/// An error and what it comes from.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut at = error.source();
    while let Some(source) = at {
        said = format!("{said}: {source}");
        at = source.source();
    }
    said
}
