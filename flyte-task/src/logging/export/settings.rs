//! Where spans go, by OpenTelemetry's own variables.

use std::time::Duration;

use opentelemetry_http::Request;

use crate::env;

/// How long a collector may take to answer, if the environment does not say; OpenTelemetry's number.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long the end of a process waits for a collector at most: Kubernetes may be about to kill it.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// A collector, and what it is granted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ExportSettings {
    /// The address that spans are posted to.
    pub(super) endpoint: String,
    /// For one request.
    pub(super) timeout: Duration,
    /// For all that is left when the process ends.
    pub(super) wait: Duration,
}

impl ExportSettings {
    /// The collector that the environment names; none if it names none, or wants none.
    ///
    /// # Errors
    /// With the variable that says what cannot be done.
    pub(super) fn from_environment() -> Result<Option<Self>, String> {
        Self::parse(|name| env::first(&[name]))
    }

    fn parse(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, String> {
        let first = |names: [&'static str; 2]| {
            names.into_iter().find_map(|name| Some((name, variable(name)?.trim().to_owned())))
        };
        let Some((name, address)) = first(env::OTLP_ENDPOINT) else { return Ok(None) };
        if variable(env::OTEL_SDK_DISABLED).is_some_and(|value| value.trim().eq_ignore_ascii_case("true")) {
            return Ok(None);
        }
        if let Some(exporters) = variable(env::OTEL_TRACES_EXPORTER) {
            let has = |exporter| exporters.split(',').any(|found| found.trim() == exporter);
            if has("none") {
                return Ok(None);
            }
            if !has("otlp") {
                let name = env::OTEL_TRACES_EXPORTER;
                return Err(format!("{name} must be `otlp` or `none`, found `{exporters}`"));
            }
        }
        if let Some((name, protocol)) = first(env::OTLP_PROTOCOL)
            && protocol != "http/protobuf"
        {
            return Err(format!(
                "{name} must be `http/protobuf`, which collectors take on port 4318, found `{protocol}`"
            ));
        }
        let endpoint = if name == env::OTLP_ENDPOINT[0] {
            address
        } else {
            format!("{}/v1/traces", address.trim_end_matches('/'))
        };
        let is_web = Request::get(endpoint.as_str()).body(()).is_ok_and(|request| {
            matches!(request.uri().scheme_str(), Some("http" | "https")) && request.uri().host().is_some()
        });
        if !is_web {
            // It may hold a password, so it is not shown.
            return Err(format!("{name} must be a web address such as `http://collector:4318`"));
        }
        let given = first(env::OTLP_TIMEOUT);
        let timeout = match &given {
            Some((name, text)) => Duration::from_millis(
                text.parse()
                    .map_err(|_| format!("{name} must be a whole number of milliseconds, found `{text}`"))?,
            ),
            None => TIMEOUT,
        };
        Ok(Some(Self { endpoint, timeout, wait: timeout.min(LONGEST_WAIT) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(variables: &[(&str, &str)]) -> Result<Option<ExportSettings>, String> {
        ExportSettings::parse(|wanted| {
            variables.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned())
        })
    }

    const COLLECTOR: (&str, &str) = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/");

    #[test]
    fn a_collector_is_named_in_one_of_two_ways() {
        let found = parse(&[COLLECTOR]).unwrap().unwrap();
        assert_eq!(found.endpoint, "http://collector:4318/v1/traces");
        assert_eq!((found.timeout, found.wait), (TIMEOUT, LONGEST_WAIT));
        let own = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://traces.example/in?x=1");
        let quick = ("OTEL_EXPORTER_OTLP_TIMEOUT", "250");
        let found = parse(&[COLLECTOR, own, quick, ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        let found = found.unwrap().unwrap();
        assert_eq!(found.endpoint, own.1);
        assert_eq!(found.timeout, Duration::from_millis(250));
        assert_eq!(found.wait, found.timeout);
    }

    #[test]
    fn nothing_is_sent_unless_it_is_wanted() {
        let none = [
            &[][..],
            &[("OTEL_SERVICE_NAME", "mine"), ("OTEL_TRACES_EXPORTER", "otlp")],
            &[COLLECTOR, ("OTEL_SDK_DISABLED", "True")],
            &[COLLECTOR, ("OTEL_TRACES_EXPORTER", "none")],
        ];
        for variables in none {
            assert_eq!(parse(variables), Ok(None), "{variables:?}");
        }
        assert!(parse(&[COLLECTOR, ("OTEL_SDK_DISABLED", "false")]).unwrap().is_some());
        assert!(parse(&[COLLECTOR, ("OTEL_TRACES_EXPORTER", "console,otlp")]).unwrap().is_some());
    }

    #[test]
    fn what_cannot_be_done_is_named() {
        for (name, value, words) in [
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "found `grpc`"),
            ("OTEL_TRACES_EXPORTER", "zipkin", "`otlp` or `none`"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "3s", "milliseconds"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "me:secret@collector:4318", "web address"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector", "web address"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://collector", "web address"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://a b", "web address"),
        ] {
            let said = parse(&[(name, value), COLLECTOR]).unwrap_err();
            assert!(said.starts_with(name) && said.contains(words), "{said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }
}
