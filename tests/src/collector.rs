//! A collector of OpenTelemetry's for tests: takes spans by HTTP, or does not.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use flyte_idl::prost::Message;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{KeyValue, any_value};
use opentelemetry_proto::tonic::trace::v1::Span;

/// What a collector does with requests.
#[derive(Debug, Clone, Copy)]
pub enum Manner {
    /// Takes them.
    Takes,
    /// Answers each with this status.
    Answers(u16),
    /// Reads them and says nothing.
    Hangs,
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Posted {
    /// The request line and the headers, names in lower case.
    pub head: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// A server on this machine, which lasts as long as the test process.
pub struct Collector {
    address: SocketAddr,
    posted: Arc<Mutex<Vec<Posted>>>,
}

impl Collector {
    /// Starts it on a free port.
    pub fn start(manner: Manner) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let collector = Self { address: listener.local_addr()?, posted: Arc::default() };
        let posted = collector.posted.clone();
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let posted = posted.clone();
                // A client that went away is its own affair.
                thread::spawn(move || answer(connection, manner, &posted));
            }
        });
        Ok(collector)
    }

    /// Returns the address for `OTEL_EXPORTER_OTLP_ENDPOINT`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the requests so far.
    pub fn posted(&self) -> Vec<Posted> {
        lock(&self.posted).clone()
    }

    /// Returns all spans so far, each with the attributes of its resource.
    pub fn spans(&self) -> Result<Vec<(Vec<KeyValue>, Span)>, String> {
        let mut spans = Vec::new();
        for posted in self.posted() {
            let request = ExportTraceServiceRequest::decode(posted.body.as_slice())
                .map_err(|error| format!("that is no ExportTraceServiceRequest: {error}"))?;
            for resource in request.resource_spans {
                let attributes = resource.resource.map(|resource| resource.attributes).unwrap_or_default();
                let found = resource.scope_spans.into_iter().flat_map(|scope| scope.spans);
                spans.extend(found.map(|span| (attributes.clone(), span)));
            }
        }
        Ok(spans)
    }
}

/// Returns an attribute as text, which is empty if there is none.
pub fn attribute(attributes: &[KeyValue], name: &str) -> String {
    let found = attributes.iter().find(|attribute| attribute.key == name);
    match found.and_then(|attribute| attribute.value.as_ref()?.value.as_ref()) {
        Some(any_value::Value::StringValue(text)) => text.clone(),
        Some(any_value::Value::IntValue(number)) => number.to_string(),
        Some(any_value::Value::DoubleValue(number)) => number.to_string(),
        Some(any_value::Value::BoolValue(truth)) => truth.to_string(),
        _ => String::new(),
    }
}

fn answer(connection: TcpStream, manner: Manner, posted: &Mutex<Vec<Posted>>) -> io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if !head.is_empty() => {
                head.push(format!("{}:{value}", name.to_lowercase()));
            }
            _ if line.trim_end().is_empty() => break,
            _ => head.push(line.trim_end().to_owned()),
        }
    }
    let length = head.iter().find_map(|line| line.strip_prefix("content-length:"));
    let length = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    lock(posted).push(Posted { head, body });
    let status = match manner {
        Manner::Takes => 200,
        Manner::Answers(status) => status,
        Manner::Hangs => {
            // Until the other side has enough.
            return reader.read_to_end(&mut Vec::new()).map(drop);
        }
    };
    let words = "content-type: application/x-protobuf\r\ncontent-length: 0\r\nconnection: close";
    write!(&connection, "HTTP/1.1 {status} As wanted\r\n{words}\r\n\r\n")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
