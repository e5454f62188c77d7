//! Measurements as datagrams to a statsd server.

use std::net::UdpSocket;
use std::sync::OnceLock;

use super::{Metric, StatsSink};

/// A statsd server, which is looked up when there is something to send.
#[derive(Debug)]
pub(super) struct Statsd {
    host: String,
    port: u16,
    socket: OnceLock<Option<UdpSocket>>,
}

impl Statsd {
    pub(super) fn new(host: String, port: u16) -> Self {
        Self { host, port, socket: OnceLock::new() }
    }

    fn connect(&self) -> Option<UdpSocket> {
        let any = if self.host.contains(':') { "[::]:0" } else { "0.0.0.0:0" };
        let connected = UdpSocket::bind(any).and_then(|socket| {
            socket.connect((self.host.as_str(), self.port))?;
            socket.set_nonblocking(true)?;
            Ok(socket)
        });
        match connected {
            Ok(socket) => Some(socket),
            Err(error) => {
                tracing::warn!(
                    "statistics are lost, since {}:{} cannot be reached: {error}",
                    self.host,
                    self.port
                );
                None
            }
        }
    }
}

impl StatsSink for Statsd {
    fn send(&self, name: &str, metric: Metric<'_>) {
        if let Some(socket) = self.socket.get_or_init(|| self.connect()) {
            for datagram in datagrams(name, metric) {
                // Statistics may be lost; nobody waits for them.
                let _ = socket.send(datagram.as_bytes());
            }
        }
    }
}

fn datagrams(name: &str, metric: Metric<'_>) -> Vec<String> {
    match metric {
        Metric::Count(change) => vec![format!("{name}:{change}|c")],
        // A sign means a change, so that a negative value takes two steps.
        Metric::Gauge(value) if value < 0.0 => vec![format!("{name}:0|g"), format!("{name}:{value}|g")],
        Metric::Gauge(value) => vec![format!("{name}:{value}|g")],
        Metric::GaugeChange(change) => vec![format!("{name}:{change:+}|g")],
        Metric::Timing(took) => vec![format!("{name}:{:.6}|ms", took.as_secs_f64() * 1000.0)],
        Metric::Set(value) => vec![format!("{name}:{value}|s")],
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::context::Stats;
    use std::sync::Arc;

    #[test]
    fn measurements_arrive_in_statsds_words() {
        let server = UdpSocket::bind("127.0.0.1:0").unwrap();
        server.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let port = server.local_addr().unwrap().port();
        let stats = Stats::new(Arc::new(Statsd::new("127.0.0.1".to_owned(), port))).scope("p.d");
        stats.incr("a");
        stats.decr("a");
        stats.gauge("g", -1.5);
        stats.send("g", Metric::GaugeChange(2.0));
        stats.timing("t", Duration::from_micros(1500));
        stats.set("s", "v");
        stats.scope("x").tagged("b", "1.5|é").tagged("b", "1.5|").tagged("a", 7).incr("y");
        let mut buffer = [0; 200];
        let mut received = Vec::new();
        for _ in 0..8 {
            let length = server.recv(&mut buffer).unwrap();
            received.push(String::from_utf8_lossy(&buffer[..length]).into_owned());
        }
        let expected = [
            "p.d.a:1|c",
            "p.d.a:-1|c",
            "p.d.g:0|g",
            "p.d.g:-1.5|g",
            "p.d.g:+2|g",
            "p.d.t:1.500000|ms",
            "p.d.s:v|s",
            "p.d.x.y.__a=7.__b=1_5_:1|c",
        ];
        assert_eq!(received, expected);
    }
}
