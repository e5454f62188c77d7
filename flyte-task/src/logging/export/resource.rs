//! What spans come from: the program, and the run that Flyte says it is.

use opentelemetry::KeyValue;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::resource::{EnvResourceDetector, TelemetryResourceDetector};

use crate::env;

/// The attributes of the execution and the task, each with the variables that tell it.
const IDENTITY: [(&str, [&str; 2]); 8] = [
    ("flyte.execution.project", env::EXECUTION_PROJECT),
    ("flyte.execution.domain", env::EXECUTION_DOMAIN),
    ("flyte.execution.name", env::EXECUTION_ID),
    ("flyte.execution.workflow", env::EXECUTION_WORKFLOW),
    ("flyte.task.project", env::TASK_PROJECT),
    ("flyte.task.domain", env::TASK_DOMAIN),
    ("flyte.task.name", env::TASK_NAME),
    ("flyte.task.version", env::TASK_VERSION),
];

/// What `OTEL_RESOURCE_ATTRIBUTES` says comes before what is known here.
pub(super) fn resource(program: &str, version: &str) -> Resource {
    let known = IDENTITY.iter().filter_map(|(name, variables)| Some((*name, env::first(variables)?)));
    let own = [("service.name", program.to_owned()), ("service.version", version.to_owned())];
    let attributes = own.into_iter().filter(|(_, value)| !value.is_empty()).chain(known);
    let attempt = env::first(&[env::ATTEMPT_NUMBER]).and_then(|number| number.parse::<i64>().ok());
    let mut builder = Resource::builder_empty()
        .with_detector(Box::new(TelemetryResourceDetector))
        .with_attributes(attributes.map(|(name, value)| KeyValue::new(name, value)))
        .with_attribute(KeyValue::new("flyte.attempt", attempt.unwrap_or(0)))
        .with_detector(Box::new(EnvResourceDetector::new()));
    if let Some(name) = env::first(&[env::OTEL_SERVICE_NAME]) {
        builder = builder.with_service_name(name);
    }
    builder.build()
}
