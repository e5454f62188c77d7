//! An S3 server of this process, which may be told to misbehave.

use std::fs;
use std::future::poll_fn;
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::SimpleAuth;
use s3s::path::S3Path;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, S3Result, s3_error};
use s3s_fs::FileSystem;
use tempfile::TempDir;

/// The key that the server knows.
pub const ACCESS_KEY: &str = "tests-access-key";

/// The secret to that key.
pub const SECRET_KEY: &str = "tests-secret-key-not-to-be-told";

/// A bucket that only the key's owner may read and write.
pub const PRIVATE: &str = "private";

/// A bucket that everybody may read.
pub const PUBLIC: &str = "public";

/// An S3 server on a loopback port, over files of a temporary folder.
pub struct S3Server {
    endpoint: String,
    _cleaner: Cleaner,
    root: TempDir,
    shared: Arc<Shared>,
}

/// A request as the server first sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// `GET` and so on.
    pub method: String,
    /// The path, still encoded.
    pub path: String,
    /// What follows the question mark.
    pub query: String,
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy)]
pub enum Answer {
    /// It is served.
    Serve,
    /// It is answered by this status, with an error as S3 words it.
    Status(u16),
    /// The connection is closed on it.
    HangUp,
    /// It waits, and is decided on again a little later.
    Hold,
}

type Decide = Box<dyn FnMut(&Seen) -> Answer + Send>;

#[derive(Default)]
struct Shared {
    seen: Mutex<Vec<Seen>>,
    decide: Mutex<Option<Decide>>,
}

impl S3Server {
    /// Starts a server with its two buckets, empty. It lives as long as the process.
    pub fn start() -> io::Result<Self> {
        let root = TempDir::with_prefix("flyte-task-s3-")?;
        for bucket in [PRIVATE, PUBLIC] {
            fs::create_dir(root.path().join(bucket))?;
        }
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared::default());
        let service = service(root.path())?;
        let state = Arc::clone(&shared);
        thread::Builder::new()
            .name("s3-server".to_owned())
            .spawn(move || serve(listener, &service, &state))?;
        Ok(Self { endpoint, _cleaner: Cleaner::of(root.path())?, root, shared })
    }

    /// Returns the address that clients are given.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Returns the variables of a client that may do everything, by Flyte's names.
    pub fn variables(&self) -> Vec<(String, String)> {
        self.variables_of(ACCESS_KEY, SECRET_KEY)
    }

    /// Returns the variables of a client with other keys.
    pub fn variables_of(&self, key: &str, secret: &str) -> Vec<(String, String)> {
        let mut variables = self.anonymous();
        variables.push(("FLYTE_AWS_ACCESS_KEY_ID".to_owned(), key.to_owned()));
        variables.push(("FLYTE_AWS_SECRET_ACCESS_KEY".to_owned(), secret.to_owned()));
        variables
    }

    /// Returns the variables of a client without credentials.
    pub fn anonymous(&self) -> Vec<(String, String)> {
        [
            ("FLYTE_AWS_ENDPOINT", self.endpoint.as_str()),
            // The machine that tests run on may well be in a cloud.
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("FLYTE_AWS_RETRIES", "3"),
            ("FLYTE_AWS_BACKOFF_SECONDS", "1"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    /// Lets every request to come be decided on.
    pub fn decide(&self, decide: impl FnMut(&Seen) -> Answer + Send + 'static) {
        *lock(&self.shared.decide) = Some(Box::new(decide));
    }

    /// Says whether such a request has come in.
    pub fn has_seen(&self, is_it: impl FnMut(&Seen) -> bool) -> bool {
        lock(&self.shared.seen).iter().any(is_it)
    }

    /// Returns the file that an object is.
    pub fn file_of(&self, bucket: &str, key: &str) -> PathBuf {
        self.root.path().join(bucket).join(key)
    }

    /// Returns what the server noted on an object: metadata and encoding, as JSON.
    pub fn notes_on(&self, bucket: &str, key: &str) -> io::Result<serde_json::Value> {
        let name = format!(".bucket-{}.object-{}.metadata.json", base64(bucket), base64(key));
        Ok(serde_json::from_slice(&fs::read(self.root.path().join(name))?)?)
    }

    /// Returns the names of files that belong to uploads which were neither completed nor aborted.
    pub fn unfinished_uploads(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.root.path())? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with(".upload") {
                names.push(name);
            }
        }
        Ok(names)
    }
}

fn service(root: &Path) -> io::Result<S3Service> {
    let files = FileSystem::new(root).map_err(|error| io::Error::other(format!("{error:?}")))?;
    let mut builder = S3ServiceBuilder::new(files);
    builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
    builder.set_access(Access);
    Ok(builder.build())
}

/// Everything to the owner, reading the public bucket to everybody.
struct Access;

#[async_trait::async_trait]
impl S3Access for Access {
    async fn check(&self, context: &mut S3AccessContext<'_>) -> S3Result<()> {
        let bucket = match context.s3_path() {
            S3Path::Object { bucket, .. } | S3Path::Bucket { bucket } => bucket,
            S3Path::Root => "",
        };
        let reads = ["GetObject", "HeadObject", "ListObjectsV2"].contains(&context.s3_op().name());
        match context.credentials() {
            Some(_) => Ok(()),
            None if bucket == PUBLIC && reads => Ok(()),
            None => Err(s3_error!(AccessDenied, "Access Denied")),
        }
    }
}

#[expect(clippy::expect_used, reason = "without a runtime no test can go on")]
fn serve(listener: TcpListener, service: &S3Service, shared: &Arc<Shared>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        while let Ok((connection, _)) = listener.accept().await {
            let (service, shared) = (service.clone(), Arc::clone(shared));
            tokio::spawn(async move {
                let answer = service_fn(|request| answer(request, &service, &shared));
                // A client that went away is its own affair.
                let _ = http1::Builder::new().serve_connection(TokioIo::new(connection), answer).await;
            });
        }
    });
}

/// Answers a request; an error closes the connection.
async fn answer(
    request: Request<Incoming>,
    service: &S3Service,
    shared: &Shared,
) -> Result<Response<Body>, HungUp> {
    let seen = Seen {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
    };
    lock(&shared.seen).push(seen.clone());
    loop {
        let answer = lock(&shared.decide).as_mut().map_or(Answer::Serve, |decide| decide(&seen));
        match answer {
            Answer::Serve => return service.call(request.map(Body::from)).await.map_err(|_| HungUp),
            Answer::Status(status) => return refuse(request, status).await,
            Answer::HangUp => return Err(HungUp),
            Answer::Hold => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
}

/// Answers a request that is not served.
async fn refuse(request: Request<Incoming>, status: u16) -> Result<Response<Body>, HungUp> {
    // An answer to a request that is still being sent may be lost with the connection.
    let mut body = request.into_body();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        frame.map_err(|_| HungUp)?;
    }
    let words = "<Error><Code>Told</Code><Message>as the test wants it</Message></Error>";
    let response = Response::builder().status(status).body(Body::from(words.to_owned()));
    response.map_err(|_| HungUp)
}

/// A process that removes a folder when this one ends, however it does: a server in a static is never dropped, and may
/// hold gigabytes.
struct Cleaner(Child);

impl Cleaner {
    fn of(folder: &Path) -> io::Result<Self> {
        // Its stdin ends when nobody holds the other end any more.
        let mut command = Command::new("sh");
        command.args(["-c", r#"cat; rm -rf -- "$0""#]).arg(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().map(Self)
    }
}

impl Drop for Cleaner {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // What is left then is the folder's own to remove.
        let _ = self.0.wait();
    }
}

#[derive(Debug)]
struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("hung up")
    }
}

impl std::error::Error for HungUp {}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The form that the server names its notes by: URL-safe, without padding.
fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut encoded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let digit = bits >> (18 - 6 * place) & 63;
            encoded.extend(DIGITS.get(digit as usize).map(|digit| char::from(*digit)));
        }
    }
    encoded
}
